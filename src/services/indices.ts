/** Our own indices: the Kawaraban Top 30 and one a sector, by capped market-cap weights at the window's start. */
import type { History } from '#src/market/history.ts'
import type { Sector } from '#src/market/sector.ts'
import type { Instant } from '#src/market/time.ts'
import { indexReturn } from '#src/metrics/indexreturn.ts'
import { cappedWeights } from '#src/metrics/weights.ts'
import { rememberPerHistory } from './memory.ts'
import { type Gap, gap } from './publish.ts'
import { type CoinReturn, constituents, rankedCoins, whyUnranked } from './universe.ts'

export interface IndexMember extends CoinReturn {
  /** Fraction of the index at the start. */
  readonly weight: number
}

export interface Index {
  /** Fraction. */
  readonly return: number
  /** Largest weight first. */
  readonly members: readonly IndexMember[]
}

/** Names in the Top 30 where there are as many. */
export const TOP_30 = 30
/** Fewer than this make no index. */
export const FEWEST_MEMBERS = 3

const TOP_30_CAP = 0.25
const SECTOR_CAP = 0.3

/** Kawaraban Top 30 between two instants (00:00 UTC): the thirty largest constituents at the start. */
export const topThirty = rememberPerHistory((history, start: Instant, end: Instant): Index | Gap =>
  indexOf(history, constituents(history, start, end).slice(0, TOP_30), TOP_30_CAP, start),
)

/** Index of one sector between two instants (00:00 UTC). */
export const sectorIndex = rememberPerHistory(
  (history, sector: Sector, start: Instant, end: Instant): Index | Gap =>
    indexOf(history, sectorMembers(history, sector, start, end), SECTOR_CAP, start),
)

/** The sector's coins with a market cap at the start and a price at both instants. */
export function sectorMembers(history: History, sector: Sector, start: Instant, end: Instant): CoinReturn[] {
  return constituents(history, start, end).filter((coin) => coin.asset.sectors.includes(sector))
}

function indexOf(history: History, coins: readonly CoinReturn[], cap: number, start: Instant): Index | Gap {
  if (coins.length < FEWEST_MEMBERS) return whyNoIndex(history, start)
  const weights = cappedWeights(
    coins.map((coin) => coin.marketCap),
    cap,
  )
  const returns = coins.map((coin) => coin.return)
  const members = coins.map((coin, i) => ({ ...coin, weight: weights[i] as number }))
  return { return: indexReturn(weights, returns), members }
}

/** Why fewer than three constituents make no index: nothing is ranked at its start, or too little. */
export function whyNoIndex(history: History, start: Instant): Gap {
  return rankedCoins(history, start).length === 0 ? whyUnranked(history, start) : gap('too-few-members')
}
