/**
 * Every flash of a year of a history, recomputed from the CSV files: its value, its since, that no period is missing, and the
 * coins that are counted. No flash stands beside a daily or a recap that says otherwise of the same value.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import { statementOf } from '#src/briefing/daily/statements.ts'
import type { FlashEdition } from '#src/briefing/flash/edition.ts'
import { entryStatement } from '#src/briefing/flash/statements.ts'
import { extremesJson } from '#src/editions/extremes.ts'
import { makeFlash } from '#src/editions/flash.ts'
import type { History } from '#src/market/history.ts'
import { weekEnding } from '#src/market/week.ts'
import { readDay } from '#src/services/daily.ts'
import { readExtremes } from '#src/services/extremes.ts'
import type { Extreme, RankedExtreme } from '#src/services/extremes/extreme.ts'
import { flashCandidates } from '#src/services/flash.ts'
import { readHistory } from '../support/histories.ts'
import { describeWithShared, sharedFolder } from '../support/shared.ts'
import { checkExtreme } from './extremes/check.ts'
import { sampleFolder } from './folders.ts'
import { lastReaching } from './recompute/since.ts'
import { at, lastBefore } from './record/find.ts'
import { type MarketRecord, type Point, readRecord } from './record/record.ts'
import { DAY, dayName, WEEK } from './record/time.ts'
import { seriesOf } from './series/catalogue.ts'
import { holesBetween } from './series/series.ts'

describe('the flashes of the sample', () => suite(sampleFolder))

describeWithShared('the flashes of the recorded history', ['dataset'], () =>
  suite(sharedFolder('dataset') as string),
)

const WEEKS = [4, 12, 26, 52]
const YEAR = 365 * DAY
const MANY = 10

function suite(folder: string): void {
  let flashes: readonly FlashEdition[]
  let history: History
  let record: MarketRecord

  beforeAll(async () => {
    history = await readHistory(folder)
    record = readRecord(folder)
    const span = { from: history.now - YEAR, to: history.now }
    flashes = WEEKS.flatMap((weeks) => flashCandidates(history, { ...span, weeks })).map((candidate) =>
      makeFlash(history, candidate),
    )
  })

  const each = (name: string, check: (flash: FlashEdition) => readonly string[]) =>
    it(name, () => {
      expect(flashes.length).toBeGreaterThan(0)
      const faults = flashes.flatMap((flash) => check(flash).map((fault) => `${flash.key}: ${fault}`))
      expect(faults).toEqual([])
    })

  each('state values and reaches that the record holds', (flash) =>
    entriesOf(flash).flatMap((entry) =>
      extremesJson([entry]).flatMap((one) => checkExtreme(record, one, momentOf(entry))),
    ),
  )

  each('reach back as far as was asked for, and rest on nothing that is withheld', (flash) =>
    [flash.extreme, ...flash.beside].flatMap(({ weeks, guard, byPrice, closeHourOnly, series }) => [
      ...(weeks < flash.least ? [`${series} reaches back ${weeks} weeks of ${flash.least}`] : []),
      ...(guard === undefined ? [] : [`${series} is withheld: ${guard}`]),
      ...(byPrice || closeHourOnly ? [`${series}: the price or the hour explains it`] : []),
    ]),
  )

  each('say of no period that it is on record which is not', ({ extreme, unbrokenSince, breadth }) => {
    if (breadth) return unbrokenSince === undefined ? [] : ['of many coins at once']
    const series = seriesOf(record, dataOf(extreme))
    if (!series || unbrokenSince === undefined) return ['without a series, or without its beginning']
    // What bounds a claim is the first value behind a hole.
    const holes = holesBetween(series, unbrokenSince, extreme.at).filter(
      ({ behind }) => behind > unbrokenSince,
    )
    return holes.map(({ behind }) => `a hole before ${dayName(behind)}`)
  })

  each('compare a figure with the one that was there a period before', ({ level, extreme, breadth }) => {
    const series = breadth ? undefined : seriesOf(record, level?.series ?? '')
    const own = series && at(series.points, extreme.at)
    const before = series && lastBefore(series.points, extreme.at)
    if (!series || !own || !level) return breadth ? [] : ['no such figure']
    const isNext = before !== undefined && extreme.at - before.at <= series.hole
    return [
      ...(isNear(own.value, level.value) ? [] : [`${level.value}, recomputed ${own.value}`]),
      ...(isNext === (level.before !== undefined) ? [] : ['with or without a period before']),
      ...(!level.before || isNear(before?.value, level.before.value)
        ? []
        : [`before ${level.before.value}, recomputed ${before?.value}`]),
    ]
  })

  each('count coins whose own record says so', ({ breadth, least, side, settledAt }) => {
    if (!breadth) return []
    const day = settledAt - DAY
    const faults = breadth.coins.flatMap((coin) => {
      const points = pointsOf(record, coin, breadth.of)
      const own = at(points, day)
      if (!own) return [`${coin} has no value`]
      const earlier = lastReaching(points, own.value, side === 'up' ? 'high' : 'low', day)
      const from = earlier?.at ?? (points[0] as Point).at
      return day - from < least * WEEK - 1 ? [`${coin} was so on ${dayName(from)}`] : []
    })
    return [
      ...faults,
      ...(breadth.coins.length < MANY ? [`${breadth.coins.length} coins are few`] : []),
      ...(breadth.counted < 80 || breadth.counted > 100 ? [`${breadth.counted} are counted`] : []),
    ]
  })

  each('say of a value what the daily of its day says of it', (flash) =>
    entriesOf(flash).flatMap((entry) => {
      const day = dayName(entry.at + entry.span - DAY)
      const fact = readDay(history, day).facts.find(({ extreme }) => isSameEntry(extreme, entry))
      if (!fact) return entry.group === 'funding' ? [] : [`${entry.series} is not in the daily`]
      const { coins, extreme } = fact
      const item = { extreme: { ...extreme, salience: 1 }, by: 'since' as const, ...(coins && { coins }) }
      const [daily, own] = [statementOf(item, flash.symbols), entryStatement(entry, flash)]
      return daily.key === own.key && JSON.stringify(daily.values) === JSON.stringify(own.values)
        ? []
        : [`${JSON.stringify(own.values)} where the daily has ${JSON.stringify(daily.values)}`]
    }),
  )

  it('say of a value what the recap of its week says of it', () => {
    const weeks = new Map<string, readonly Extreme[]>()
    const compared = flashes.flatMap((flash) =>
      entriesOf(flash).flatMap((entry) => {
        const monday = dayName(mondayAfter(entry.at + entry.span))
        const week = weekEnding(monday, 'UTC')
        if (week.end > history.now) return []
        const all = weeks.get(monday) ?? readExtremes(history, week)
        weeks.set(monday, all)
        const same = all.find((one) => isSameEntry(one, entry) && one.at === entry.at)
        if (!same) return []
        const facts = ({ value, since, boundedBy, equal, recordStart }: Extreme) =>
          JSON.stringify([value, since, boundedBy, equal, recordStart])
        return [facts(same) === facts(entry) ? undefined : `${flash.key} ${entry.series}: ${facts(same)}`]
      }),
    )
    expect(compared.length).toBeGreaterThan(0)
    expect(compared.filter((fault) => fault !== undefined)).toEqual([])
  })
}

/** Of breadth each coin is checked apart. */
function entriesOf({ extreme, beside, breadth }: FlashEdition): readonly RankedExtreme[] {
  return breadth ? [] : [extreme, ...beside]
}

/** The stretch that holds the value alone. */
function momentOf({ at: time, span }: Extreme) {
  const end = time + span
  const isDay = span > 0
  return { edition: dayName(end), start: isDay ? time : time - 1, end: isDay ? end : time }
}

/** The series of values that an entry rests on: closes of a level, settlements of a run. */
function dataOf({ series, kind }: Extreme): string {
  if (kind === 'longest-run') return series.replace(/\.[^.]+$/u, '.settlement')
  return series.replace(/\.beyond$/u, series.startsWith('marketcap') ? '.snapshot' : '.close')
}

function pointsOf(record: MarketRecord, coin: string, of: 'close' | 'move'): readonly Point[] {
  const group = coin === 'bitcoin' || coin === 'ethereum' ? 'price' : 'coins'
  const closes = seriesOf(record, `${group}.${coin}.close`)?.points ?? []
  if (of === 'close') return closes
  return closes.flatMap(({ at: day, value }, i) => {
    const before = closes[i - 1]
    return before && day - before.at <= 1.5 * DAY ? [{ at: day, value: value / before.value - 1 }] : []
  })
}

function isNear(one: number | undefined, other: number): boolean {
  return one !== undefined && Math.abs(one - other) <= 1e-9 * Math.max(1e-6, Math.abs(one), Math.abs(other))
}

function isSameEntry(one: Extreme, other: Extreme): boolean {
  return one.series === other.series && one.kind === other.kind && one.at === other.at
}

function mondayAfter(instant: number): number {
  // 1970-01-05 was a Monday.
  const first = 4 * DAY
  return Math.ceil((instant - first) / WEEK) * WEEK + first
}
