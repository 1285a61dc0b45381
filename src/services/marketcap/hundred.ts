/** The combined value of today's hundred largest: what stands in for the week's change of the total while its record is young. */
import type { History } from '#src/market/history.ts'
import type { Instant } from '#src/market/time.ts'
import { simpleReturn } from '#src/metrics/returns.ts'
import { isGap } from '../publish.ts'
import { capBetween } from './between.ts'

export interface HundredChange {
  /** Fraction: the sum of their caps at the end over that at the start. */
  readonly change: number
  /** How many of the hundred have a cap at both ends. */
  readonly members: number
}

const HUNDRED = 100
/** With fewer of them it is not reported. */
const LEAST = 90

/**
 * Coins and stablecoins, as both are part of the total; what carries another asset's price is left out. The hundred largest
 * at `end` are compared at both instants: coins that fell out of them since are absent, so this is a change of those of
 * today alone, and no level. undefined where fewer than 90 have both caps.
 */
export function hundredChange(history: History, start: Instant, end: Instant): HundredChange | undefined {
  const largest = history.assets
    .filter(({ kind }) => kind === 'coin' || kind === 'stablecoin')
    .flatMap(({ id }) => {
      const { end: last, base } = capBetween(history, id, start, end)
      return isGap(last) ? [] : [{ first: isGap(base) ? undefined : base, last }]
    })
    .sort((a, b) => b.last - a.last)
    .slice(0, HUNDRED)
  const both = largest.filter((one): one is { first: number; last: number } => Number(one.first) > 0)
  if (both.length < LEAST) return undefined
  const [before, after] = both.reduce(([a, b], { first, last }) => [a + first, b + last], [0, 0])
  return { change: simpleReturn(before as number, after as number), members: both.length }
}
