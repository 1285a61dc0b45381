/** How one sentence may be joined to the one before: by the day, by the order of instants, by contrast. Never by a cause. */
import { dayOf } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { directionOf, endOf, formOf, isOfWeek } from './entries.ts'

/** `same`: the same UTC day; `then`: later by more than both uncertainties; `contrast`: the other way. */
export type Link = 'same' | 'then' | 'contrast'

/** What links a candidate to the entries of the sentence before; the first rule that holds. */
export function linkOf(next: RankedExtreme, before: readonly RankedExtreme[]): Link | undefined {
  if (before.length === 0) return undefined
  const dated = before.filter(statesDay)
  if (!isOfWeek(next) && dated.length > 0) {
    if (dated.some((entry) => sameDay(next, entry))) return 'same'
    const isLater = before.every((entry) => isOfWeek(entry) || next.at >= endOf(entry))
    if (isLater && next.scope === 'inside') return 'then'
  }
  // Only prices contrast with prices: a low of the VIX beside a high of bitcoin is no contrast.
  if (![next, ...before].every(isPrice)) return undefined
  const sides = new Set(before.map(directionOf))
  return sides.size === 1 && !sides.has(directionOf(next)) ? 'contrast' : undefined
}

/** Under this a price stood still, fraction. */
const STILL = 0.01

/** A price beside a return: the other way, or the return stood still. A fall beside a fall is no contrast. */
export function contrastsWith(entry: RankedExtreme, change: number): boolean {
  if (!isPrice(entry)) return false
  return Math.abs(change) <= STILL || (directionOf(entry) === 'up') !== change > 0
}

/** Two entries that one sentence states: the same day, side and reach, of one group. */
export function isPair(a: RankedExtreme, b: RankedExtreme): boolean {
  return (
    a.group === b.group &&
    a.kind === b.kind &&
    a.at === b.at &&
    sameReach(a, b) &&
    directionOf(a) === directionOf(b) &&
    a.series.split('.').at(-1) === b.series.split('.').at(-1) &&
    a.series !== b.series
  )
}

/** Prices of assets, which rise and fall: not gauges, rates, ranges or streaks. */
export function isPrice({ group, series }: RankedExtreme): boolean {
  if (/^cross\.(?:vix|dxy|usdjpy|eurusd|us\d+y|crypto)\./u.test(series)) return false
  return ['price', 'coins', 'marketcap', 'cross'].includes(group) && !/\.(?:range|streak)$/u.test(series)
}

/** A reading at the end of the week is worded without its day: nothing can be of "the same day" or follow it. */
function statesDay(entry: RankedExtreme): boolean {
  return !isOfWeek(entry) && formOf(entry) !== 'readingEnd'
}

function sameDay(a: RankedExtreme, b: RankedExtreme): boolean {
  return dayOf(a.at) === dayOf(b.at)
}

function sameReach(a: RankedExtreme, b: RankedExtreme): boolean {
  if (a.since === null || b.since === null) return a.since === b.since && a.recordStart === b.recordStart
  return dayOf(a.since) === dayOf(b.since) && a.equal === b.equal
}
