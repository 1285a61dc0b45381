/** The rate of USDT, the coin that most exchanges quote in. */
import type { AssetId } from './asset.ts'
import type { Instant } from './time.ts'

/** The id of the coin. */
export const TETHER: AssetId = 'tether'

export interface TetherRate {
  /** USD per USDT. */
  readonly rate: number
  /** 00:00 UTC. */
  readonly time: Instant
  /** The venue that reported it: `kraken`. */
  readonly source: string
}
