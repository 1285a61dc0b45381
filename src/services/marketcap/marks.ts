/** What is marked on the line of the market cap: its highest and lowest, and when it was last as low or as high as now. */
import type { Point } from '#src/market/series.ts'
import { type Day, dayOf, startOfDay } from '#src/market/time.ts'
import { defined } from '../defined.ts'

export interface DatedCap {
  /** USD. */
  readonly value: number
  /** The snapshot's. */
  readonly date: Day
}

export interface CapMarks {
  /** Highest and lowest of the drawn series; the later of equal ones. */
  readonly high: DatedCap
  readonly low: DatedCap
  /** The last earlier snapshot that was as low (as high) as the newest, where it is drawn. */
  readonly asLow?: DatedCap
  readonly asHigh?: DatedCap
}

/** Undefined where nothing is drawn. */
export function capMarks(
  series: readonly Point[],
  lowestSince: Day | null | undefined,
  highestSince: Day | null | undefined,
): CapMarks | undefined {
  const known = series.flatMap(([time, value]) => (value === null ? [] : [{ value, date: dayOf(time) }]))
  const [first] = known
  if (!first) return undefined
  const on = (day: Day | null | undefined): DatedCap | undefined => {
    const value = day ? series.find(([time]) => time === startOfDay(day))?.[1] : undefined
    return day && value !== undefined && value !== null ? { value, date: day } : undefined
  }
  return {
    high: known.reduce((top, one) => (one.value >= top.value ? one : top), first),
    low: known.reduce((bottom, one) => (one.value <= bottom.value ? one : bottom), first),
    ...defined({ asLow: on(lowestSince), asHigh: on(highestSince) }),
  }
}
