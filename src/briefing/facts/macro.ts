/** `/macro` in short: what was asked for first, the odds and the curves after it. */
import type { Fact } from '#src/chat/message.ts'
import { formatNumber } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Reading } from '#src/market/reading.ts'
import { type Instant, startOfDay } from '#src/market/time.ts'
import type { CurveRow, MacroReading, MacroRow } from '#src/services/macro/reading.ts'
import type { LatestMacro } from '#src/services/latest/macro.ts'
import { ageOf } from '../details/latest.ts'
import { printersOf } from '../details.ts'
import {
  countryOf,
  eventName,
  inCountry,
  type MacroCountry,
  type MacroWhen,
  printed,
} from '../details/macro.ts'
import { factWriter, firstFacts, MOST_FACTS, type ShortFacts } from './writer.ts'

export interface MacroAsked {
  readonly when: MacroWhen
  readonly country: MacroCountry
  readonly view: string
  /** What is newer than the week, of which the first line tells the odds. */
  readonly latest: LatestMacro | undefined
  /** Of the reader. */
  readonly now: Instant
}

/** Releases beside odds and curves. */
const RELEASES = 3
/** Lines that an answer has at least, where there is that much. */
const LEAST = 3

export function macroFacts(
  { value }: Reading<MacroReading>,
  { when, country, view, latest, now }: MacroAsked,
  words: Words,
): ShortFacts {
  const { say, fact, known, beside } = factWriter('macro', words)
  const { percent, points, shortDate } = printersOf(words)
  const isOf = (one: string) => inCountry(one, country)
  if (when === 'next') {
    const ahead = value.ahead.filter((one) => isOf(one.country))
    const lines = ahead.map((one): Fact => {
      const day = shortDate(startOfDay(one.date)) as string
      return { text: `${day} ${eventName(one, words)}`, strong: [day] }
    })
    return { facts: lines.length === 0 ? [fact(say('ahead'), undefined)] : firstFacts(lines) }
  }
  const releases = value.releases.filter(
    (row) => isOf(countryOf(row.series)) && (when !== 'week' || row.thisWeek),
  )
  const [odds] = isOf('us') ? value.odds : []
  const newest = isOf('us') && latest?.odds?.cut !== undefined ? latest.odds.asOf : undefined
  const quoted =
    newest === undefined
      ? []
      : [
          fact(
            say('fields.quoted'),
            say('latest.quotedAt', { time: newest, age: ageOf(now - newest, words) }),
          ),
        ]
  const cut =
    odds &&
    fact(say('fields.cut'), percent(odds.cut), beside(say('fields.cutBefore'), percent(odds.cutWeekAgo)))
  const curves = value.curves.filter(({ curve }) => isOf(curve === 'ust' ? 'us' : 'jp'))
  /** One line, or three of the curve that was asked for. */
  const linesOf = (one: CurveRow): readonly Fact[] => {
    if (view !== one.curve && country === 'all') return [overview(one)]
    const curve = say(`facts.names.${one.curve}`)
    const inWeek = (change: number) => say('facts.inWeek', { change: inBasisPoints(change, words) })
    return [
      fact(say('facts.tenYear', { curve }), yieldOf(one.tenYear), inWeek(one.tenYearChange)),
      fact(say('facts.twoYear', { curve }), yieldOf(one.twoYear), inWeek(one.twoYearChange)),
      fact(
        say('facts.spread', { curve }),
        say('facts.points', { points: points(one.slope2s10s) as string }),
        say(`shapes.${one.shape}`),
      ),
    ]
  }
  const mood =
    country === 'all' && value.fearGreed !== undefined
      ? known(say('fields.fearGreed'), formatNumber(value.fearGreed))
      : undefined
  const shown = [
    ...(view === 'odds' ? [cut] : []),
    ...curves.filter(({ curve }) => curve === view).flatMap(linesOf),
  ]
  const rest = [
    ...releases.slice(0, RELEASES).map(release),
    ...(view === 'odds' ? [] : [cut]),
    ...curves.filter(({ curve }) => curve !== view).flatMap(linesOf),
    mood,
  ]
  const facts = firstFacts([...shown, ...rest], MOST_FACTS - quoted.length)
  // Of a country with little in one week, what was released before it, with its day.
  const earlier = value.releases.filter((row) => isOf(countryOf(row.series)) && !releases.includes(row))
  const more = facts.length < LEAST ? earlier.slice(0, LEAST).map(released) : []
  const all = [...facts, ...more]
  return {
    facts: all.length === 0 ? [fact(say('weekReleases'), undefined)] : all,
    ...(quoted.length > 0 && { newest: quoted }),
  }

  function overview(one: CurveRow): Fact {
    const beside = { slope: points(one.slope2s10s) as string, shape: say(`shapes.${one.shape}`) }
    return fact(say(`latest.curves.${one.curve}`), yieldOf(one.tenYear), say('facts.slope', beside))
  }

  function released(row: MacroRow): Fact {
    return fact(seriesName(row), printed(row.latest, row, words), shortDate(row.releasedAt))
  }

  function seriesName({ series }: MacroRow): string {
    return words.find(`glossary:series.${series}`) ?? series
  }

  function release(row: MacroRow): Fact {
    const before = row.previous === undefined ? undefined : printed(row.previous, row, words)
    return fact(seriesName(row), printed(row.latest, row, words), beside(say('columns.previous'), before))
  }
}

function yieldOf(percent: number): string {
  return `${formatNumber(percent, 2)}%`
}

/** Percentage points as basis points, as the chart has them. */
function inBasisPoints(change: number, { grammar }: Words): string {
  return grammar.basisPoints(formatNumber(Math.round(change * 100), 0, 'always'))
}
