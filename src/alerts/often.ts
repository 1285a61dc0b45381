/** How often a price moves so far within minutes, which no record keeps: estimated from its moves over longer times. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { closesOf } from './past.ts'

/** Days of closes that it is made of. */
const DAYS = 90
/** Closes of which nothing is said yet. */
const FEW = 30

export interface Moves {
  readonly asset: AssetId
  readonly side: 'up' | 'down' | 'either'
  /** Fraction above 0. */
  readonly by: number
  /** Milliseconds. */
  readonly within: number
}

/**
 * Times a day that a price is expected to move so far: the share of its closes that moved further by the root of the time between them,
 * as moves of a random walk grow with it. Undefined where the closes are no further apart than that, or too few.
 */
export function movesADay({ asset, side, by, within }: Moves, history: History): number | undefined {
  const closes = closesOf(asset, history)
  if (!closes || closes.every <= within) return undefined
  const last = closes.values.slice(-Math.round((DAYS * DAY) / closes.every) - 1)
  if (last.length <= FEW) return undefined
  const threshold = by * Math.sqrt(closes.every / within)
  const moves = Array.from(last.subarray(1), (close, index) => close / (last[index] as number) - 1)
  const isFar = (move: number) =>
    (side !== 'down' && move >= threshold) || (side !== 'up' && move <= -threshold)
  return (moves.filter(isFar).length / moves.length) * (DAY / within)
}
