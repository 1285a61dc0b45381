/** One edition has one number for a week's turnover, whatever a venue lacks and wherever it is told. */
import { describe, expect, it } from 'vitest'
import { volumeSection } from '#src/briefing/sections/volume.ts'
import { chartOf } from '#src/briefing/topics.ts'
import type { History } from '#src/market/history.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { volumeSeries } from '#src/services/extremes/volume.ts'
import { readExtremes, readLatestExtremes } from '#src/services/extremes.ts'
import { rankExtremes } from '#src/services/extremes/salience.ts'
import { readLatestVolume } from '#src/services/latest/volume.ts'
import { readVolume } from '#src/services/volume.ts'
import { readDailyVolume } from '#src/services/volume/days.ts'
import { fixtureLook } from '../../support/charts.ts'
import { buildHistory, type Dated, generate } from '../../support/history.ts'

const MONDAY = '2025-06-16'
const END = startOfDay(MONDAY)
const week = weekEnding(MONDAY)
/** Days on record before the Monday, and two after it. */
const DAYS = 100

/** So many a day, twice as many in the newest week, and none on the days so long before the Monday. */
function venue(usd: number, ...holes: readonly number[]): Dated {
  return [
    new Date(END - DAYS * DAY).toISOString().slice(0, 10),
    ...Array.from({ length: DAYS + 2 }, (_, at) => {
      const before = DAYS - at
      return holes.includes(before) ? null : usd * (before <= 7 ? 2 : 1)
    }),
  ]
}

const OTHERS = { bybit: venue(20e9), okx: venue(15e9) }
const OF_OTHERS = 35e9 * 2 * 7
const OF_ALL = OF_OTHERS + 26e9 * 2 * 7

function historyOf(holes: readonly number[]): History {
  const all = { binance: venue(26e9, ...holes), ...OTHERS }
  const daily = { bitcoin: ['2025-03-08', ...generate(DAYS, () => 100)] } as const
  return buildHistory({ kind: 'live', now: MONDAY, daily, spotVolume: all, perpVolume: all })
}

/** As the bot knows it two days later. */
function live(history: History): History {
  const nothing = { price: () => undefined, nextFunding: () => [], impliedVolatility: () => undefined }
  const now = END + 2 * DAY
  return { ...history, now, live: { checkedAt: now + DAY / 4, ...nothing, disagreements: [] } }
}

function chartsBar(history: History): number {
  const body = chartOf('volume', readVolume(history, week), 'main', fixtureLook('en'))?.spec.body
  if (body?.type !== 'panes') throw new Error('panes were expected')
  const bars = body.panes.flatMap(({ series }) => series).find(({ id }) => id === 'volume')
  return Number(bars?.type === 'bars' && bars.points.at(-1)?.[1])
}

describe.each([
  ['nothing', [], OF_ALL],
  ['a day of the week', [3], OF_OTHERS],
  ['a day of the week before', [10], OF_OTHERS],
  ['a day of the mean', [30], OF_ALL],
  ['a day before the thirty', [33], OF_ALL],
  ['a day long ago', [60], OF_ALL],
  ['a day of the week and one of the mean', [3, 30], OF_OTHERS],
] as const)('where the largest venue lacks %s', (_, holes, expected) => {
  const history = historyOf(holes)
  const now = live(history)
  const reading = readVolume(history, week)

  it('reading, days, chart, ledger and now are of one set', () => {
    const ledger = (its: History) => {
      const of = volumeSeries(its, week).find(({ series }) => series === 'volume.spot.week')?.data
      return of?.values[of.times.indexOf(END)]
    }
    const daily = readDailyVolume(history, week)
    expect({
      reading: reading.value.week,
      compared: reading.value.compared?.week,
      weeks: reading.value.weeks.at(-1)?.[1],
      chart: chartsBar(history),
      days: Number(daily.mean7d) * 7,
      day: Number(daily.day) * 7,
      ledger: ledger(history),
      running: ledger(now),
      now: (readLatestVolume(now, week, 'spot')?.before ?? 0) * 7,
      perp: daily.perp,
    }).toEqual({
      ...{ reading: expected, compared: expected, weeks: expected, chart: expected, days: expected },
      ...{ day: expected, ledger: expected, running: expected, now: expected, perp: expected },
    })
    expect(daily.leftOut.map(({ venue: name }) => name)).toEqual(
      expected === OF_ALL ? [] : ['binance', 'binance'],
    )
  })

  it('every amount of the section is that of the week or of its days', () => {
    const extremes = rankExtremes(readExtremes(history, week), [])
    const { statements } = volumeSection(reading, extremes)
    const amounts = statements.flatMap(({ values }) =>
      [values.week, values.amount].filter((one) => one !== undefined),
    )
    expect(amounts.length).toBeGreaterThan(0)
    for (const amount of amounts) expect([expected, expected / 7]).toContain(amount)
  })

  it('answers of now tell no day of another set', () => {
    const days = readLatestExtremes(now, week).filter(({ series }) => series === 'volume.spot.day')
    expect(days.length).toBeGreaterThan(0)
    for (const { value } of days) expect([expected / 7, expected / 14]).toContain(value)
  })

  it('the means are of one set too, on both sides of the ratio', () => {
    const { ratio, mean4w } = reading.value
    const { mean30d, leftOutOfMean } = readDailyVolume(history, week)
    expect(ratio).toBe(2)
    // 7 of the 30 days are in the newest week.
    expect(Number(mean30d) / ((mean4w ?? 0) / 7)).toBeCloseTo(37 / 30, 12)
    expect(leftOutOfMean.map(({ venue: name }) => name)).toEqual(
      reading.value.meanPart && expected === OF_ALL ? ['binance'] : [],
    )
    expect(mean4w).toBe(reading.value.meanPart || expected === OF_OTHERS ? OF_OTHERS / 2 : OF_ALL / 2)
  })
})
