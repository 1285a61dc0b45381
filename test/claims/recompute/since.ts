/** When a series was last where it is now: by looking at every earlier point, the plainest way there is. */
import type { Point } from '../record/record.ts'

export type Side = 'high' | 'low'

/** Whether a value is at least as extreme as another. */
export function reaches(value: number, other: number, side: Side): boolean {
  return side === 'high' ? value >= other : value <= other
}

/** The last point before an instant that reaches a value; undefined = none on the record. */
export function lastReaching(
  points: readonly Point[],
  value: number,
  side: Side,
  before: number,
): Point | undefined {
  return points.findLast((one) => one.at < before && reaches(one.value, value, side))
}

/** The most extreme point; of equal ones the first. */
export function mostExtreme(points: readonly Point[], side: Side): Point | undefined {
  return points.reduce<Point | undefined>(
    (best, one) =>
      best === undefined || (one.value !== best.value && reaches(one.value, best.value, side)) ? one : best,
    undefined,
  )
}

/** Share of earlier values below a value, half of the ties counted: 0-1. */
export function percentileOf(earlier: readonly number[], value: number): number {
  const below = earlier.filter((one) => one < value).length
  const equal = earlier.filter((one) => one === value).length
  return (below + equal / 2) / earlier.length
}
