/** One series of the record that an extreme may be about, as plain points in order of time. */
import type { Point } from '../record/record.ts'
import { DAY, HOUR, WEEK, type Week } from '../record/time.ts'

export interface Series {
  readonly name: string
  readonly points: readonly Point[]
  /** Usual distance of two points, milliseconds. */
  readonly step: number
  /** A larger distance is a hole. */
  readonly hole: number
  /**
   * Which points a week holds. `open`: what is named by its beginning (candles, days, sessions), in [start, end).
   * `settled`: what is named by its end (settlements, snapshots, whole weeks), in (start, end].
   */
  readonly edge: 'open' | 'settled'
  /** Highs and lows, moves up and down, or one side of a candle alone. */
  readonly tells: 'levels' | 'moves' | 'highs' | 'lows'
}

type Kind = Pick<Series, 'step' | 'hole' | 'edge'>

export const HOURLY: Kind = { step: HOUR, hole: 1.5 * HOUR, edge: 'open' }
export const DAILY: Kind = { step: DAY, hole: 1.5 * DAY, edge: 'open' }
export const SNAPSHOTS: Kind = { step: DAY, hole: 1.5 * DAY, edge: 'settled' }
export const SESSIONS: Kind = { step: DAY, hole: 5 * DAY, edge: 'open' }
export const SETTLEMENTS: Kind = { step: 8 * HOUR, hole: 12 * HOUR, edge: 'settled' }
/** Prices of a market of opinions, printed whenever they were asked for. */
export const PRINTS: Kind = { step: DAY, hole: Number.POSITIVE_INFINITY, edge: 'settled' }
export const WEEKS: Kind = { step: WEEK, hole: 1.5 * WEEK, edge: 'settled' }

/** The points of a week: `from` and `to` are indices, `to` behind the last. */
export function pointsOfWeek({ points, edge }: Series, week: Week): Point[] {
  return points.filter(({ at }) =>
    edge === 'open' ? at >= week.start && at < week.end : at > week.start && at <= week.end,
  )
}

/** The first instant that belongs to a week: what is earlier is compared with. */
export function beginning({ edge }: Series, week: Week): number {
  return edge === 'open' ? week.start : week.start + 1
}

/** Change of each point on the one before, where no hole lies between. */
export function changes(points: readonly Point[], hole: number, relative = true): Point[] {
  return points.flatMap(({ at, value }, place) => {
    const before = points[place - 1]
    if (before === undefined || at - before.at > hole) return []
    return [{ at, value: relative ? value / before.value - 1 : value - before.value }]
  })
}

/** Change of each point on the one of the same time a week earlier. */
export function weekChanges(points: readonly Point[]): Point[] {
  const values = new Map(points.map(({ at, value }) => [at, value]))
  return points.flatMap(({ at, value }) => {
    const before = values.get(at - WEEK)
    return before === undefined ? [] : [{ at, value: value / before - 1 }]
  })
}

/** The holes between two instants: the last point before each, and the first behind it. */
export function holesBetween(
  { points, hole }: Series,
  from: number,
  to: number,
): { before: number; behind: number }[] {
  return points.flatMap(({ at }, place) => {
    const before = points[place - 1]
    if (before === undefined || at > to || before.at < from || at - before.at <= hole) return []
    return [{ before: before.at, behind: at }]
  })
}
