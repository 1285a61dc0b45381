/** What deserves a flash: an entry of the ledger of extremes as it settled, with what is needed to judge it. */
import type { AssetId } from '#src/market/asset.ts'
import type { Instant } from '#src/market/time.ts'
import type { Topic } from '#src/market/topic.ts'
import type { RankedExtreme } from '../extremes/extreme.ts'

/** Topics whose figures settle or close at a known moment. Markets with trading days have only dates. */
export const FLASH_TOPICS = [
  'assets',
  'marketcap',
  'macro',
  'funding',
  'openinterest',
  'volatility',
  'volume',
  'movers',
] as const satisfies readonly Topic[]

export type FlashTopic = (typeof FLASH_TOPICS)[number]

/** Many of the hundred largest coins that are as extreme as asked, at one close and in one direction. */
export interface FlashBreadth {
  /** `close`: their close is the lowest or the highest; `move`: their day's move is the largest. */
  readonly of: 'close' | 'move'
  /** Largest first. */
  readonly coins: readonly AssetId[]
  /** Coins of the hundred whose close is on record. */
  readonly counted: number
}

/** What settled or closed at one moment of one subject, and reaches back as far as asked. */
export interface FlashCandidate {
  /** Names it for good, whatever is corrected later: subject and moment. */
  readonly key: string
  /** Market, coin and side: what settles later of the same subject deepens a flash. `price.bitcoin down`. */
  readonly subject: string
  readonly topic: FlashTopic
  readonly asset?: AssetId
  readonly side: 'up' | 'down'
  /** When it settled, closed or was counted. */
  readonly settledAt: Instant
  /** What the flash states; of breadth the strongest of its coins. */
  readonly extreme: RankedExtreme
  /** Further entries of the same subject and moment, strongest first. */
  readonly beside: readonly RankedExtreme[]
  readonly breadth?: FlashBreadth
  /** Weeks that `extreme` reaches back, not rounded. */
  readonly weeks: number
  /** Weeks that were asked for. */
  readonly least: number
  /** 0-1, on the ledger's scale; of breadth that of its strongest coin or more. */
  readonly salience: number
  /**
   * The like was an extreme within the seven days before and this reaches hardly further: no flash of its own, but it
   * deepens one.
   */
  readonly renews: boolean
  /** What confirms it; absent where its supplier has to report it again. */
  readonly confirmed?: Confirmation
}

/** Two venues or more agree, or the history is of the past and no longer changes. */
export type Confirmation =
  | { readonly by: 'venues'; readonly venues: readonly string[] }
  | { readonly by: 'record' }

export interface FlashSpan {
  /** What settled after `from`, up to and at `to`. */
  readonly from: Instant
  readonly to: Instant
  /** How far back a statement reaches at least. */
  readonly weeks: number
}
