/** What the backfill fetches: each kind of job, its place in its source's queue, and how much of the past is wanted. */
import { DAY } from '#src/market/time.ts'
import type { FeedName } from '#src/sources/supplier.ts'

export interface BackfillKind {
  /** Jobs of one source are done in this order: the most useful first. */
  readonly place: number
  /** The feed that reports it; absent where a supplier's `pasts` do. */
  readonly feed?: FeedName
  /** Days back from today that are wanted of a feed. */
  readonly days?: number
  /** So many coins, most valued first; none where the feed reports on all at once. */
  readonly coins?: number
  /** Coins after so many are asked for after everything else. */
  readonly first?: number
  /** One supplier's word is enough: what one does not have the next is asked for. */
  readonly anyOne?: boolean
}

/** Places leave room for ranks between them. */
export const RANKS = 1000

/** Places from here on wait until all others of the source are done. */
export const LATER = 100

export const BACKFILL_KINDS: Readonly<Record<string, BackfillKind>> = {
  'funding.settled': { place: 10, feed: 'funding.settled', days: 400, coins: 20, first: 10 },
  'interest.daily': { place: 15, feed: 'interest.daily', days: 365, coins: 10 },
  'candles.daily': { place: 20, feed: 'candles.daily', days: 400, coins: 250, anyOne: true },
  'odds.past': { place: 10 },
  'turnover.spot': { place: 10 },
  'turnover.perp': { place: 11 },
  sectors: { place: 20, feed: 'sectors' },
  caps: { place: 30, feed: 'caps', days: 365, coins: 250, first: 100 },
  // Registered by the suppliers that report them.
  'interest.recent': { place: 15 },
  'interest.archive': { place: 16 },
  'interest.past': { place: 17 },
  'volatility.past': { place: 5 },
  'macro.past': { place: 40 },
  'total.past': { place: 41 },
  'closes.past': { place: 42 },
  'interest.again': { place: 43 },
  'interest.year': { place: LATER },
  'interest.mondays': { place: LATER + 1 },
}

/** Days of one page, where one call gives more or fewer than the usual: rows of a call by the rows of a day. */
const STEPS: Partial<Record<FeedName, Readonly<Record<string, number>>>> = {
  // 1000 rows, 200, 400 and 500; the two settlements before a page are asked for with it.
  'funding.settled': { binance: 330, bybit: 66, okx: 90, hyperliquid: 20, gate: 90, bitget: 30 },
  'interest.daily': { binance: 30, bybit: 199, okx: 99 },
  // What one call gives whole is one page: today's part is more than the days that are wanted.
  'candles.daily': { binance: 402, bybit: 402, okx: 298, hyperliquid: 402, kraken: 402, coinbase: 298 },
  caps: { coingecko: 367 },
}
const USUAL = 90

/** Milliseconds of one page of a feed. */
export function stepOf(feed: FeedName, source: string): number {
  return (STEPS[feed]?.[source] ?? USUAL) * DAY
}
