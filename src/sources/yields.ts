/** Whether a day's curve of government yields makes sense by itself, and beside the day before it. */
import { DAY, type Instant } from '#src/market/time.ts'
import { RowFault } from './rows.ts'

export interface CurveDay {
  readonly time: Instant
  /** Percent a year by tenor in years; tenors that were not reported are left out. */
  readonly yields: ReadonlyMap<string, number>
}

/**
 * A check that days are given to in their order; it remembers the last day that made sense. Throws RowFault for a day
 * whose yields lie beyond all that was ever seen, are exactly 0 in every tenor, or jump from one day to the next: one
 * wrong cell makes the whole day doubtful.
 */
export function createCurveCheck(): (day: CurveDay) => void {
  let last: CurveDay | undefined
  return (day) => {
    const { yields, time } = day
    for (const [tenor, value] of yields) {
      if (!(value >= LOWEST && value <= HIGHEST)) {
        throw new RowFault(`${tenor} years yield ${value} %: must be within ${LOWEST} to ${HIGHEST}`)
      }
    }
    if (yields.size > 0 && [...yields.values()].every((value) => value === 0)) {
      throw new RowFault('every tenor yields exactly 0 %')
    }
    if (last && time > last.time && time - last.time <= NEAR) {
      for (const [tenor, value] of yields) {
        const before = last.yields.get(tenor)
        if (before !== undefined && Math.abs(value - before) > JUMP) {
          throw new RowFault(`${tenor} years yield ${value} % after ${before} % the trading day before`)
        }
      }
    }
    if (yields.size > 0) last = day
  }
}

/** Percent. Below 0 Japan's and Europe's went, by less than one point; above 25 no such curve ever was. */
const [LOWEST, HIGHEST] = [-1, 25]
/** Points from one trading day to the next; the worst days of half a century moved by less. */
const JUMP = 2
/** Further apart, two days say nothing of each other. */
const NEAR = 15 * DAY
