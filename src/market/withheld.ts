/** Facts that somebody reported and no figure is made from, as they cannot be right or are reported in several ways. */
import type { Asset, AssetId } from './asset.ts'
import type { ObservedTable } from './observation.ts'
import type { Series } from './series.ts'
import { lastAtOrBefore } from './series.ts'
import type { Instant } from './time.ts'

export interface Withheld {
  /** By which an operator lets it stand. */
  readonly name?: string
  readonly table: ObservedTable
  /** The key columns but time, as an observation has them. */
  readonly of: Readonly<Record<string, string>>
  /** As the row is dated. */
  readonly time: Instant
  /** As it was reported, in the table's unit. */
  readonly value: number
  readonly reason: WithheldReason
  /** What speaks against it. */
  readonly against: readonly Against[]
}

export type WithheldReason =
  /** Another venue reports another value. */
  | 'apart'
  /** A price that is reckoned of many venues is another, and no second venue confirms it. */
  | 'aggregate'
  /** It lies too far from what it is held against, and nothing confirms it. */
  | 'jump'
  /** It settled so first, and was reported otherwise later, which is the likelier. */
  | 'disputed'
  /** It settled before as something else, which is kept. */
  | 'settled'

export interface Against {
  /** A venue's name, or that of what it was held against: `before`, `byPrice`, `byCoins`, `month`, `first`. */
  readonly name: string
  /** In the same unit. */
  readonly value: number
}

interface Ranked {
  readonly assets: readonly Asset[]
  readonly marketCaps: (asset: AssetId) => Series | undefined
}

/**
 * An order that puts facts of the largest coins first: by cap at that time, coins without one by their place in the list, after
 * the others. What is of no coin comes before all coins.
 */
export function largestFirst(
  { assets, marketCaps }: Ranked,
  at: Instant,
): (a: Withheld, b: Withheld) => number {
  const known = new Map<string, readonly [cap: number, place: number]>()
  const rankOf = ({ of: { asset } }: Withheld) => {
    const place = asset === undefined ? -1 : assets.findIndex(({ id }) => id === asset)
    if (asset === undefined || place < 0) return [Number.MAX_VALUE, 0] as const
    const caps = known.has(asset) ? undefined : marketCaps(asset)
    const rank = known.get(asset) ?? ([(caps && lastAtOrBefore(caps, at)?.value) ?? 0, place] as const)
    known.set(asset, rank)
    return rank
  }
  return (a, b) => {
    const [[capA, placeA], [capB, placeB]] = [rankOf(a), rankOf(b)]
    return capB - capA || placeA - placeB
  }
}
