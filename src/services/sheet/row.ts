/** One line of the sheet: a value, its change in seven days, its week, and all the other weeks of its year. */
import type { Point, Series } from '#src/market/series.ts'
import { lastAtOrBefore } from '#src/market/series.ts'
import { DAY, type Day, dayOf, type Instant } from '#src/market/time.ts'
import { type ChangeUnit, weekChanges } from '#src/metrics/weekchanges.ts'
import { type Gap, isGap } from '../publish.ts'

export interface SheetRow {
  /** USD, coins, percent (a yield), or a fraction per 8 hours. */
  readonly value: number
  /** The instant that it is of; of what is dated by days the 00:00 UTC that begins its day. */
  readonly at: Instant
  /** The day to print beside it; absent where it is of the boundary itself. */
  readonly date?: Day
  /** Over seven days up to it: a fraction, or a difference in the unit of the value. */
  readonly change?: number
  readonly unit: ChangeUnit
  /** Daily values of the week up to it, dated as `at` is; empty where the row is stale. */
  readonly spark: readonly Point[]
  /** Seven-day changes of up to 365 days before, a day apart, oldest first, to five digits; at least 180 of them. */
  readonly year?: readonly number[]
  /** There is no value of this week: the last one before it stands here, without change, spark and year. */
  readonly stale?: true
}

/** The lines that a topic fills, by what they are of. */
export type SheetRows = Readonly<Record<string, SheetRow>>

/** A last value that is older is left out. */
export const OLDEST_STALE = 35 * DAY

export interface RowFacts {
  readonly value: number | Gap
  readonly at: Instant
  /** Absent where `at` is the boundary. */
  readonly date?: Day | undefined
  readonly change: number | Gap | undefined
  readonly unit: ChangeUnit
  readonly valueOn: (time: Instant) => number | undefined
  /** Steps of a day that the spark goes back; seven of them join both ends of the change. */
  readonly sparkSteps?: number
  /** Daily values, dated as `at` is, from which earlier changes follow. */
  readonly series: Series | undefined
}

/** Undefined where there is no value. */
export function sheetRow(facts: RowFacts): SheetRow | undefined {
  const { value, at, date, change, unit, valueOn, series, sparkSteps = 7 } = facts
  if (isGap(value)) return undefined
  const year = series && weekChanges(series, at, unit)
  return {
    value,
    at,
    ...(date !== undefined && { date }),
    ...(change !== undefined && !isGap(change) && { change }),
    unit,
    spark: sparkOf(valueOn, at, sparkSteps),
    ...(year && { year: year.map(toFiveDigits) }),
  }
}

/** The last value before a boundary that has none; undefined where there is none of the 35 days before. */
export function staleRow(
  series: Series | undefined,
  boundary: Instant,
  unit: ChangeUnit,
): SheetRow | undefined {
  const last = series && lastAtOrBefore(series, boundary)
  if (!last || boundary - last.time > OLDEST_STALE) return undefined
  return { value: last.value, at: last.time, date: dayOf(last.time), unit, spark: [], stale: true }
}

function sparkOf(valueOn: (time: Instant) => number | undefined, at: Instant, steps: number): Point[] {
  return Array.from({ length: steps + 1 }, (_, i): Point => {
    const time = at - (steps - i) * DAY
    return [time, valueOn(time) ?? null]
  })
}

/** They are drawn as ticks, and kept in every edition. */
function toFiveDigits(change: number): number {
  return Number(change.toPrecision(5))
}
