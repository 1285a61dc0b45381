/** Caps held against prices: a cap over the price of the same instant is how many coins there are, which hardly changes in a day. */
import type { Series } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Against } from '#src/market/withheld.ts'
import { medianOf, within } from './jumps.ts'

/** So far a coin's supply may lie from that of the day before, a fraction. What is issued on demand, as stablecoins are, may double. */
export const COIN_STEP = 0.02
export const ISSUED_STEP = 1
/**
 * Where price and cap are of other hours or venues, or coins are issued every day, supplies differ every day: then so many times the
 * middle of the steps of the month before. Before so many are known, how far they lie apart is not known either.
 */
const STEPS = 8
const MONTH = 30
const LEAST_STEPS = 10
const UNKNOWN_STEP = 0.1
/** Of so many days before, the middle is as good as the last one, which may itself have been somewhat off. */
const WEEK = 7
/** No next day confirms a supply this many times as large, or as small: supplies are corrected, in 2025 by up to 1.58. */
const MOST = 2
/** Two steps in one direction are a trend where the smaller one is at least this share of the larger. */
const ALIKE = 0.5
/** A day later than this is not the next one. */
export const NEXT = 3 * DAY
/** A cap without a price, as ratios. */
const UNPRICED = within(1 / 3, 3)
/** A series begins with what most of its first values are near to; after a longer gap nothing is held against what was before. */
const FIRST = 5
const GAP = 30 * DAY

export interface CapApart {
  readonly time: Instant
  readonly value: number
  readonly against: Against
}

/**
 * Caps at 00:00, USD, and the coins that each means (NaN where no price is known). A supply that is another than before stands where
 * the next day's is the same, as an unlock or a burn is reported a day late, or where it grew or shrank alike on the days beside it.
 * `least`: a step that is never doubted, a fraction. Without a supply a cap is held against the one before.
 */
export function capsApart(
  { times, values }: Series,
  supplies: ArrayLike<number>,
  least: number,
): readonly CapApart[] {
  if (times.length < 2) return []
  const firsts = (of: ArrayLike<number>) => medianOf(Array.from(of).slice(0, FIRST).filter(Number.isFinite))
  let cap = { value: firsts(values), since: times[0] as Instant }
  let stands = { values: [firsts(supplies)].filter(Number.isFinite), since: times[0] as Instant }
  const steps: number[] = []
  const apart: CapApart[] = []
  for (let row = 0; row < times.length; row += 1) {
    const [time, value, supply] = [times[row] as Instant, values[row] as number, supplies[row] as number]
    if (!Number.isFinite(value)) continue
    const last = time - stands.since <= GAP ? stands.values.at(-1) : undefined
    if (!Number.isFinite(supply) || last === undefined) {
      if (time - cap.since > GAP || UNPRICED(value, cap.value, { time, since: cap.since })) {
        cap = { value, since: time }
        if (Number.isFinite(supply)) stands = { values: [supply], since: time }
      } else apart.push({ time, value, against: { name: 'before', value: cap.value } })
      continue
    }
    const step = distance(supply, last)
    const isNear =
      step <= least || Math.min(step, distance(supply, medianOf(stands.values))) <= boundOf(steps, least)
    if (isNear || isConfirmed(row, last)) {
      stands = { values: isNear ? [...stands.values, supply].slice(-WEEK) : [supply], since: time }
      cap = { value, since: time }
    } else {
      apart.push({ time, value, against: { name: 'byPrice', value: (last * value) / supply } })
    }
    // Of the days themselves, whatever stands: else a supply that grows every day would never widen its own bound.
    const before = beside(row, -1)
    if (before !== undefined) steps.push(distance(supply, supplies[before] as number))
  }
  return apart

  function isConfirmed(row: number, last: number): boolean {
    const supply = supplies[row] as number
    if (!within(1 / MOST, MOST)(supply, last, NEVER)) return false
    const next = beside(row, 1)
    const isSame = next !== undefined && distance(supplies[next] as number, supply) <= boundOf(steps, least)
    if (isSame) return true
    const before = beside(row, -1)
    const earlier = before === undefined ? undefined : beside(before, -1)
    return isTrend(before, row, next) || isTrend(earlier, before, row)
  }

  function isTrend(...rows: readonly (number | undefined)[]): boolean {
    const [a, b, c] = rows.map((row) => (row === undefined ? Number.NaN : Math.log(supplies[row] as number)))
    const [first, second] = [(b as number) - (a as number), (c as number) - (b as number)]
    return first * second > 0 && Math.min(first / second, second / first) >= ALIKE
  }

  /** The nearest day before or after a row whose supply is known. */
  function beside(row: number, way: 1 | -1): number | undefined {
    for (let at = row + way; at >= 0 && at < times.length; at += way) {
      if (Math.abs((times[at] as Instant) - (times[row] as Instant)) > NEXT) return undefined
      if (Number.isFinite(supplies[at])) return at
    }
    return undefined
  }
}

const NEVER = { time: 0, since: 0 }

/** A fraction, the same in both directions. */
export function distance(a: number, b: number): number {
  return Math.max(a / b, b / a) - 1
}

function boundOf(steps: readonly number[], least: number): number {
  if (steps.length < LEAST_STEPS) return Math.max(least, UNKNOWN_STEP)
  return Math.max(least, STEPS * medianOf(steps.slice(-MONTH)))
}
