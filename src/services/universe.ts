/**
 * Which coins are ranked, indexed and counted.
 *
 * Only assets of kind coin: stablecoins, wrapped, staked and tokenized assets carry another asset's price. First
 * those without the facts needed are left out, then the rest is ranked from 1 by market cap. All coins are compared
 * at the same two instants, 00:00 UTC, also in windows of another zone: market caps and most prices are daily.
 */
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { logReturns, simpleReturn } from '#src/metrics/returns.ts'
import { rememberPerHistory } from './memory.ts'
import { dailyCloses, midnightPrice, whyAbsent } from './prices.ts'
import { type Gap, gap } from './publish.ts'

/** The hundred largest coins by rank, in three parts. */
export const TIERS = ['top10', 'rank11to49', 'rank50to100'] as const
export type Tier = (typeof TIERS)[number]

export interface RankedCoin {
  readonly asset: Asset
  /** USD at the instant that it is ranked by, above 0. */
  readonly marketCap: number
}

export interface CoinReturn extends RankedCoin {
  /** Simple return over the window, a fraction. */
  readonly return: number
}

/** One of the hundred that tiers, breadth and movers look at. */
export interface HundredMember extends RankedCoin {
  /** 30 daily log returns up to the instant. */
  readonly returns: Float64Array
}

/** First and last rank of each tier. */
export const TIER_RANKS: Readonly<Record<Tier, readonly [first: number, last: number]>> = {
  top10: [1, 10],
  rank11to49: [11, 49],
  rank50to100: [50, 100],
}

export const TOP_100 = 100

/** Closes that 30 daily returns need. */
const CLOSES = 31

/** The two instants at which coins are compared: the last 00:00 UTC at or before each boundary. */
export function midnightsOf(week: Week): { readonly start: Instant; readonly end: Instant } {
  return { start: floorToDay(week.start), end: floorToDay(week.end) }
}

/**
 * Coins by their market caps at an instant (00:00 UTC), or of the day before where those were missed (`agedRanking`), largest
 * first; equal ones by id. None after market now.
 */
export const rankedCoins = rememberPerHistory((history, instant: Instant): readonly RankedCoin[] =>
  coinsWithCaps(history, agedRanking(history, instant) ?? instant),
)

/**
 * Undefined where caps of the instant itself rank the coins. A day earlier where its caps were missed: fewer than half as
 * many coins have one as the day before. All are of one instant, so that no coin passes another by its age alone.
 */
export const agedRanking = rememberPerHistory((history, instant: Instant): Instant | undefined => {
  if (instant > history.now) return undefined
  const [now, before] = [instant, instant - DAY].map((time) => coinsWithCaps(history, time).length) as [
    number,
    number,
  ]
  return now < before * MISSED ? instant - DAY : undefined
})

/** That coins are ranked by the caps of the day before, and why. */
export interface AgedRanks {
  /** The instant of the caps that rank them; undefined where those of the instant itself do. */
  readonly rankedAt?: Instant
  /** The caps of the instant itself were reported, and are withheld. */
  readonly ranksWithheld?: true
}

export function agedRanks(history: History, instant: Instant): AgedRanks {
  const rankedAt = agedRanking(history, instant)
  if (rankedAt === undefined) return {}
  const withheld = (history.withheld ?? []).filter(
    ({ table, of, time }) =>
      table === 'market_caps' && time === instant && history.asset(of.asset ?? '')?.kind === 'coin',
  )
  const reported = coinsWithCaps(history, instant).length + withheld.length
  const isReported = reported >= coinsWithCaps(history, rankedAt).length * MISSED
  return { rankedAt, ...(isReported && { ranksWithheld: true }) }
}

/** As `agedRanks`, of a window's start and its end, where they are aged. */
export function agedRankings(history: History, window: Week): readonly AgedRanks[] {
  const { start, end } = midnightsOf(window)
  return [start, end]
    .map((instant) => agedRanks(history, instant))
    .filter(({ rankedAt }) => rankedAt !== undefined)
}

/** A share of the day before's caps: with fewer, a day's caps were missed. */
const MISSED = 0.5

const coinsWithCaps = rememberPerHistory((history, instant: Instant): readonly RankedCoin[] =>
  (instant > history.now ? [] : history.assets)
    .filter((asset) => asset.kind === 'coin')
    .flatMap((asset) => {
      const caps = history.marketCaps(asset.id)
      const marketCap = caps && valueAt(caps, instant)
      return marketCap !== undefined && marketCap > 0 ? [{ asset, marketCap }] : []
    })
    .sort((a, b) => b.marketCap - a.marketCap || (a.asset.id < b.asset.id ? -1 : 1)),
)

/** Coins with a market cap at `start` and prices at both instants, largest first: what indices are made of. */
export const constituents = rememberPerHistory(
  (history, start: Instant, end: Instant): readonly CoinReturn[] =>
    rankedCoins(history, start).flatMap((coin) => {
      const change = returnBetween(history, coin.asset.id, start, end)
      return change === undefined ? [] : [{ ...coin, return: change }]
    }),
)

/** The hundred largest coins at an instant that have all 31 closes up to then, by rank. */
export const topHundred = rememberPerHistory((history, instant: Instant): readonly HundredMember[] => {
  const members: HundredMember[] = []
  for (const coin of rankedCoins(history, instant)) {
    if (members.length === TOP_100) break
    const closes = dailyCloses(history, coin.asset.id, instant, CLOSES)
    if (closes?.every((close) => close > 0)) members.push({ ...coin, returns: logReturns(closes) })
  }
  return members
})

/** The hundred cut into tiers. */
export function tierMembers(history: History, tier: Tier, instant: Instant): readonly HundredMember[] {
  const [first, last] = TIER_RANKS[tier]
  return topHundred(history, instant).slice(first - 1, last)
}

/** The hundred at `end` with their returns since `start`, by rank. */
export const hundredReturns = rememberPerHistory(
  (history, start: Instant, end: Instant): readonly CoinReturn[] =>
    topHundred(history, end).flatMap((coin) => {
      const change = returnBetween(history, coin.asset.id, start, end)
      return change === undefined ? [] : [{ ...coin, return: change }]
    }),
)

/** First snapshot of any coin's market cap; undefined where there is none. */
export const firstMarketCap = rememberPerHistory((history): Instant | undefined => {
  let first: Instant | undefined
  for (const asset of history.assets) {
    const time = asset.kind === 'coin' ? history.marketCaps(asset.id)?.times[0] : undefined
    if (time !== undefined && (first === undefined || time < first)) first = time
  }
  return first
})

/** Why no coin has a market cap at an instant. */
export function whyUnranked(history: History, instant: Instant): Gap {
  const first = firstMarketCap(history)
  const times = first === undefined ? undefined : Float64Array.of(first)
  return gap(whyAbsent(times, instant), 'market_caps')
}

/** Why the hundred has fewer than `needed` members at an instant. */
export function whyTooFew(history: History, instant: Instant, needed: number): Gap {
  const ranked = rankedCoins(history, instant).length
  if (ranked === 0) return whyUnranked(history, instant)
  if (ranked < needed) return gap('too-few-members')
  return gap(history.from > instant - CLOSES * DAY ? 'record-too-short' : 'gap', 'prices_daily')
}

function returnBetween(history: History, asset: AssetId, start: Instant, end: Instant): number | undefined {
  const from = midnightPrice(history, asset, start)
  const to = midnightPrice(history, asset, end)
  return from === undefined || to === undefined ? undefined : simpleReturn(from, to)
}
