/** When correlation has changed, and which word the breadth of a week carries. */
import type { BreadthVerdict } from '../verdicts.ts'

/** A change over four weeks, on the same members, from which correlation has risen or fallen. */
export const SHIFT = 0.1
/** What must be left of it without any one day of either window. */
const LEFT = 0.05
/** Shares of rising coins at which breadth changes its word. */
const BROAD_FALL = 0.2
const FALL = 0.4
const RISE = 0.6
const BROAD_RISE = 0.8

/** Mean correlation of the same coins in two windows of 30 days, four weeks apart. */
export interface Shift {
  readonly before: number
  readonly now: number
  /** Of all days that are in one window only, the one without which least of the change is left. */
  readonly without?: {
    /** The day's 00:00 UTC. */
    readonly day: number
    /** `left`: it was in the earlier window; `entered`: it is in this one. */
    readonly side: 'left' | 'entered'
    /** The mean of that side without the day. */
    readonly mean: number
  }
}

/** Correlation changed: by 0.10 or more on the same members, and by half of that without any one day. */
export function hasShifted({ before, now, without }: Shift): boolean {
  const change = now - before
  if (Math.abs(change) < SHIFT || without === undefined) return false
  return changeWithout({ before, now, without }) * Math.sign(change) >= LEFT
}

/** The change that is left without the day that carries most of it. */
export function changeWithout({ before, now, without }: Shift): number {
  if (without === undefined) return now - before
  return without.side === 'left' ? now - without.mean : without.mean - before
}

export function breadthVerdict(rising: number, counted: number): BreadthVerdict {
  const share = rising / counted
  const word =
    share <= BROAD_FALL
      ? 'broad-fall'
      : share <= FALL
        ? 'fall'
        : share < RISE
          ? 'mixed'
          : share < BROAD_RISE
            ? 'rise'
            : 'broad-rise'
  return { word, rising, counted }
}
