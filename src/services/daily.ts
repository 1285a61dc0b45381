/** One day: every figure of it, how far back there was none like it, and where it stands in its own year. */
import type { History } from '#src/market/history.ts'
import type { MissingFigure } from '#src/market/reading.ts'
import { indexAtOrBefore, type Point } from '#src/market/series.ts'
import { DAY, type Day, dayOf, floorToDay, HOUR, type Instant, startOfDay } from '#src/market/time.ts'
import { MOST_DAYS } from '#src/metrics/levels.ts'
import { percentile } from '#src/metrics/percentile.ts'
import { daySeries } from './daily/series.ts'
import { entriesOf, extremeOf } from './extremes/entries.ts'
import type { Extreme } from './extremes/extreme.ts'
import { weightOf } from './extremes/salience.ts'
import { dayStretch } from './extremes/stretch.ts'
import { indicesIn, isMove, type Tracked } from './extremes/tracked.ts'
import { rememberPerHistory } from './memory.ts'
import { midnightPrice } from './prices.ts'
import { type HourBar, hoursOf } from './sheet/hours.ts'

/** Where a day's figure stands among the days of the year before it. */
export interface DayPlace {
  /** Share of them below it, 0-1. */
  readonly percentile: number
  /** Days that are counted, and those that a whole year would have. */
  readonly counted: number
  readonly expected: number
  /** `record` where the record is shorter than a year; `start` is the first day counted. */
  readonly span: 'year' | 'record'
  readonly start: Instant
}

/** A figure of the day, on the side on which it lies. */
export interface DayFact {
  readonly extreme: Extreme
  /** How much its group counts beside others, 0-1, as in the ledger. */
  readonly weight: number
  readonly place?: DayPlace
  /** Of the last 30 days up to it. */
  readonly spark: readonly Point[]
  /** The year's values before it; empty where it has no place among them. */
  readonly year: readonly number[]
  /** Of open interest in dollars: its change in coins, the least and the most over the hours of reading. */
  readonly coins?: readonly [low: number, high: number]
}

export interface DayReading {
  readonly day: Day
  /** Its 00:00 UTC and the next. */
  readonly start: Instant
  readonly end: Instant
  readonly facts: readonly DayFact[]
  /** Bitcoin by the hour, and the close of the day before. */
  readonly hours: readonly HourBar[]
  readonly opening?: number
  /** Series that had values until shortly before, and have none of this day. */
  readonly missing: readonly MissingFigure[]
  /** Series of which a day is looked at that have a value of it. */
  readonly there: number
}

/** A year says a place from so many of its days on, of trading days from so many (S11 of the rules of support). */
const YEAR = { days: 350, sessions: 235, expected: MOST_DAYS, trading: 252 }
/** A shorter record from so many. */
const RECORD = { days: 180, sessions: 125 }
const SPARK_DAYS = 30
/** Of one asset: coins of all together are none. */
const IN_COINS = /^openinterest\.(?!total\.)[^.]+\.dayChange$/u
/** What a reader misses on a day; what is made of it goes without saying. */
const MISSED =
  /^(?:price\.[^.]+\.close|marketcap\.total\.snapshot|funding\.[^.]+\.[^.]+\.day|openinterest\.[^.]+\.usd|sentiment\.[^.]+\.value|volume\.spot\.day|breadth\.day)$/u
/** A series is missed where its last value is no older. */
const SEEN = 8 * DAY

/** Series that say by a place in their year how unusual a day was; of levels that drift the reach alone says it. */
const PLACED = /^(?:funding|volatility|sentiment|volume|breadth)\./u

/** The 24 hours from 00:00 UTC of a day. Nothing that was known later is in it. */
export const readDay = rememberPerHistory((history, day: Day): DayReading => {
  const start = startOfDay(day)
  const all = daySeries(history, start + DAY)
  const read = all.map((tracked) => ({ tracked, facts: factsOf(tracked, day, history.now) }))
  const stretch = { start, end: start + DAY }
  const opening = midnightPrice(history, 'bitcoin', start)
  return {
    day,
    ...stretch,
    facts: read.flatMap(({ facts = [] }) => facts),
    hours: hoursOf(history, 'bitcoin', stretch),
    ...(opening !== undefined && { opening }),
    there: read.filter(({ tracked, facts }) => facts !== undefined && MISSED.test(tracked.series)).length,
    missing: read
      .filter(({ tracked, facts }) => facts === undefined && isMissed(tracked, start))
      .map(({ tracked }) => ({ figure: tracked.series, reason: 'no-data' })),
  }
})

/** First and last day of a history that can be asked for: those that are over, from its first price on. */
export function daysOf(history: History): { readonly first: Day; readonly last: Day } {
  const last = dayOf(floorToDay(history.now) - DAY)
  const first = dayOf(history.from)
  return { first: first < last ? first : last, last }
}

/** Undefined where the day has no value of the series. */
function factsOf(tracked: Tracked, day: Day, now: Instant): readonly DayFact[] | undefined {
  const stretch = dayStretch(day)
  const [first, last] = indicesIn(tracked, stretch, now)
  if (last < first) return undefined
  const coins = coinsOf(tracked, last)
  const pictured = {
    weight: weightOf(tracked),
    spark: sparkOf(tracked, last),
    year: [],
    ...(coins && { coins }),
  }
  if (tracked.runs) return entriesOf(tracked, stretch, now).map((extreme) => ({ extreme, ...pictured }))
  const crossed = entriesOf(tracked, stretch, now).filter(({ kind }) => kind === 'first-beyond')
  const placed = placeOf(tracked, last)
  const sides = (['up', 'down'] as const).flatMap((side): DayFact[] => {
    const kind = tracked[side]
    const extreme = kind && extremeOf(tracked, side, kind, first, last)
    if (!extreme || extreme.byPrice || extreme.closeHourOnly) return []
    const isSide = placed && (side === 'up') === placed.place.percentile >= 0.5
    const isSound = !tracked.isGlitch?.(last, last, side) && !tracked.isCoarse?.(last)
    if (!isSide || !isSound || extreme.guard === 'venue-set') return [{ extreme, ...pictured }]
    return [{ ...pictured, extreme, ...placed }]
  })
  return [...sides, ...crossed.map((extreme) => ({ extreme, ...pictured }))]
}

function coinsOf({ series, neighbours }: Tracked, index: number): DayFact['coins'] {
  const [low, high] = (IN_COINS.test(series) && neighbours?.(index)) || []
  return low === undefined || high === undefined ? undefined : [low, high]
}

/** Undefined for a level that drifts, and where too few days are known. */
function placeOf(
  { series, data: { times, values }, dated, up }: Tracked,
  index: number,
): { readonly place: DayPlace; readonly year: readonly number[] } | undefined {
  if (!(PLACED.test(series) || (up && isMove(up)))) return undefined
  const at = times[index] as number
  const from = indexAtOrBefore(times, at - MOST_DAYS * DAY - 1) + 1
  const year = [...values.subarray(from, index)]
  const isSession = dated === 'session'
  const most = isSession ? YEAR.sessions : YEAR.days
  const share = percentile(values[index] as number, year)
  if (share === undefined || year.length < (isSession ? RECORD.sessions : RECORD.days)) return undefined
  return {
    place: {
      percentile: share,
      counted: year.length,
      expected: isSession ? YEAR.trading : YEAR.expected,
      span: year.length >= most ? 'year' : 'record',
      start: times[from] as number,
    },
    year,
  }
}

/** Of hours the highest, or the lowest, of each day. */
function sparkOf({ data: { times, values }, span, down }: Tracked, last: number): readonly Point[] {
  const from = indexAtOrBefore(times, (times[last] as number) - SPARK_DAYS * DAY - 1) + 1
  const points = Array.from({ length: last - from + 1 }, (_, i): readonly [number, number] => [
    times[from + i] as number,
    values[from + i] as number,
  ])
  if (span !== HOUR) return points
  const days = Map.groupBy(points, ([time]) => floorToDay(time)).values()
  return [...days].map((own) =>
    own.reduce((best, one) => ((down ? one[1] < best[1] : one[1] > best[1]) ? one : best)),
  )
}

/** Trading days have holidays: they are not missed. */
function isMissed({ series, data: { times }, span }: Tracked, start: Instant): boolean {
  if (!MISSED.test(series)) return false
  const before = indexAtOrBefore(times, start - span)
  return before >= 0 && start - (times[before] as number) <= SEEN
}
