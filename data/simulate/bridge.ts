/** Random paths that must pass through given points: noise with the difference spread evenly over its steps. */
import type { Random } from './random.ts'

/** A point that a path passes through: position, value. */
export type Anchor = readonly [at: number, value: number]

/** Shifts `steps[from..to)` by one amount so that they add up to `target`. */
export function steer(steps: Float64Array, from: number, to: number, target: number): void {
  let sum = 0
  for (let i = from; i < to; i++) sum += steps[i] as number
  const shift = (target - sum) / (to - from)
  for (let i = from; i < to; i++) steps[i] = (steps[i] as number) + shift
}

/** Steers `steps[from..to)` to the sum and stretches them about their mean so that their squares add up too. */
export function steerWithSquares(
  steps: Float64Array,
  from: number,
  to: number,
  target: { readonly sum: number; readonly squares: number },
): void {
  const mean = target.sum / (to - from)
  const spread = target.squares - mean * target.sum
  if (spread <= 0) throw new RangeError('no steps have so large a sum and so small a sum of squares')
  steer(steps, from, to, 0)
  let squares = 0
  for (let i = from; i < to; i++) squares += (steps[i] as number) ** 2
  const scale = Math.sqrt(spread / squares)
  for (let i = from; i < to; i++) steps[i] = mean + scale * (steps[i] as number)
}

/** Steers the steps between each two anchors; anchors hold logarithms where steps are log returns. */
export function steerThrough(steps: Float64Array, anchors: readonly Anchor[]): void {
  for (let k = 1; k < anchors.length; k++) {
    const [from, start] = anchors[k - 1] as Anchor
    const [to, end] = anchors[k] as Anchor
    steer(steps, from, to, end - start)
  }
}

/** A path of positive values through anchors, with log steps of standard deviation `sigma`; covers the anchors' range. */
export function pathThrough(anchors: readonly Anchor[], sigma: number, random: Random): Float64Array {
  const logs = anchors.map(([at, value]): Anchor => [at, Math.log(value)])
  const [first, start] = logs[0] as Anchor
  const last = (logs.at(-1) as Anchor)[0]
  const steps = Float64Array.from({ length: last }, (_, i) => (i < first ? 0 : sigma * random.heavy()))
  steerThrough(steps, logs)
  const path = new Float64Array(last + 1).fill(Number.NaN)
  path[first] = Math.exp(start)
  let log = start
  for (let i = first; i < last; i++) {
    log += steps[i] as number
    path[i + 1] = Math.exp(log)
  }
  return path
}

/** The smooth curve through anchors without noise: between two of them, half a cosine wave in polynomial form. */
export function curveThrough(anchors: readonly Anchor[], at: number): number {
  const next = anchors.findIndex(([position]) => position >= at)
  const [to, end] = anchors[next < 0 ? anchors.length - 1 : next] as Anchor
  const [from, start] = anchors[Math.max(0, (next < 0 ? anchors.length : next) - 1)] as Anchor
  if (to <= from || at >= to) return end
  const t = (at - from) / (to - from)
  return start + (end - start) * t * t * (3 - 2 * t)
}

/** The argument in [low, high] at which a rising function reaches `target`. */
export function bisect(low: number, high: number, target: number, rising: (x: number) => number): number {
  let [a, b] = [low, high]
  for (let i = 0; i < 60; i++) {
    const middle = (a + b) / 2
    if (rising(middle) < target) a = middle
    else b = middle
  }
  return (a + b) / 2
}
