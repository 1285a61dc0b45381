/** The slope of a yield curve and the name of its change. */

export type CurveShape =
  | 'bull-steepening'
  | 'bear-steepening'
  | 'bull-flattening'
  | 'bear-flattening'
  | 'unchanged'

/** Yields in percent a year. */
export interface TwoAndTen {
  readonly two: number
  readonly ten: number
}

/** A change of slope from 3 basis points on has a name, in percentage points. */
const SHAPE_THRESHOLD = 0.03

/** 10-year less 2-year yield, percentage points. */
export function slope2s10s({ two, ten }: TwoAndTen): number {
  return withoutNoise(ten - two)
}

/** Change of the slope, percentage points. */
export function slopeChange(before: TwoAndTen, now: TwoAndTen): number {
  return withoutNoise(slope2s10s(now) - slope2s10s(before))
}

/**
 * Steeper or flatter from 3 basis points on; bear where the mean of both yields rose, bull where it fell.
 * Where the two moved apart by the same amount, the 10-year decides: it is the one that most readers watch.
 */
export function curveShape(before: TwoAndTen, now: TwoAndTen): CurveShape {
  const change = slopeChange(before, now)
  if (Math.abs(change) < SHAPE_THRESHOLD) return 'unchanged'
  const level = withoutNoise(now.two + now.ten - before.two - before.ten)
  const rose = level === 0 ? now.ten > before.ten : level > 0
  if (change > 0) return rose ? 'bear-steepening' : 'bull-steepening'
  return rose ? 'bear-flattening' : 'bull-flattening'
}

/** Yields are published in hundredths, some in thousandths: what lies below is binary noise (4.14 - 4.11). */
function withoutNoise(points: number): number {
  return Math.round(points * 1e6) / 1e6
}
