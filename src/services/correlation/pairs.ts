/** How closely chosen coins move together, or the members of a tier, over a window of daily returns. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Week } from '#src/market/week.ts'
import { averagePairwise, correlationMatrix, pearson } from '#src/metrics/correlation.ts'
import { logReturns } from '#src/metrics/returns.ts'
import type { CorrelationReading } from '../correlation.ts'
import { type Tier, TIERS } from '../universe.ts'
import { rememberPerHistory } from '../memory.ts'
import { dailyCloses } from '../prices.ts'
import { type Gap, gap } from '../publish.ts'
import { midnightsOf, rankedCoins, tierMembers, topHundred } from '../universe.ts'

/** Whose pairs: coins that were named, those listed first where none is ranked, or the largest of a tier or of all. */
export type PairsOf = 'named' | 'listed' | 'all' | Tier

export interface Pairs {
  readonly of: PairsOf
  readonly days: number
  /** Of all pairs, -1 to 1. */
  readonly mean: number | Gap
  readonly matrix?: NonNullable<CorrelationReading['matrix']>
  readonly highest?: Pair
  readonly lowest?: Pair
  /** Those without every close of the window. */
  readonly absent: readonly AssetId[]
}

export interface Pair {
  readonly symbols: readonly [string, string]
  readonly correlation: number
}

/** As many as a map has room for: what is said is of the coins that are drawn. */
const MAP_COINS = 12

/** Of the coins named, or of the largest of a tier (of the hundred for `all`), at most twelve of them. */
export function readPairs(
  history: History,
  week: Week,
  of: readonly AssetId[] | Tier | 'all',
  days: number,
  isListed = false,
): Pairs {
  const { end } = midnightsOf(week)
  const ids = typeof of === 'string' ? largest(history, end, of) : of
  const coins = ids.map((id) => ({ id, returns: returnsOf(history, id, end, days) }))
  const known = coins.flatMap(({ id, returns }) => (returns ? [{ id, returns }] : []))
  const drawn = typeof of === 'string' ? known.slice(0, MAP_COINS) : known
  const lists = drawn.map(({ returns }) => returns)
  const symbols = drawn.map(({ id }) => history.asset(id)?.symbol ?? id)
  const values = correlationMatrix(lists).map((row) => row.map((value) => value ?? Number.NaN))
  const pairs = pairsOf(symbols, values)
  const mean = averagePairwise(lists)
  // Of a ranking, those that smaller ones stand in for.
  const reached = typeof of === 'string' ? ids.indexOf(drawn.at(-1)?.id ?? '') : ids.length
  const absent = coins
    .slice(0, drawn.length < MAP_COINS ? ids.length : reached)
    .flatMap(({ id, returns }) => (returns === undefined ? [id] : []))
  const [lowest, highest] = [pairs[0], pairs.at(-1)]
  const whose: PairsOf = typeof of === 'string' ? of : isListed ? 'listed' : 'named'
  return {
    of: whose,
    days,
    mean: mean ?? gap(absent.length > 0 ? 'record-too-short' : 'too-few-members', 'prices_daily'),
    ...(drawn.length >= 2 && { matrix: { assets: drawn.map(({ id }) => id), symbols, values, of: whose } }),
    ...(highest && { highest }),
    ...(lowest && { lowest }),
    absent,
  }
}

/** Coins of a map that has no ranks to go by. */
const LISTED = 10

/** Where no market cap says which coins are the largest: the first that are listed and have every close; undefined where one does. */
export function listedCoins(history: History, week: Week, days: number): readonly AssetId[] | undefined {
  const { end } = midnightsOf(week)
  if (rankedCoins(history, end).length > 0) return undefined
  const coins = history.assets.filter(
    ({ id, kind }) => kind === 'coin' && returnsOf(history, id, end, days) !== undefined,
  )
  return coins.length < 2 ? undefined : coins.slice(0, LISTED).map(({ id }) => id)
}

/** Mean correlation of each tier over another window than 30 days: of the members with every close of it. */
export const tierMeansOver = rememberPerHistory(
  (history, end: number, days: number): readonly { readonly tier: Tier; readonly mean: number | Gap }[] =>
    TIERS.map((tier) => {
      const lists = tierMembers(history, tier, end).flatMap(
        ({ asset }) => returnsOf(history, asset.id, end, days) ?? [],
      )
      return { tier, mean: averagePairwise(lists) ?? gap('record-too-short', 'prices_daily') }
    }),
)

function largest(history: History, end: number, of: Tier | 'all'): AssetId[] {
  const members = of === 'all' ? topHundred(history, end) : tierMembers(history, of, end)
  return members.map(({ asset }) => asset.id)
}

/** Undefined where a close is missing, or where the price stood still: that has no correlation. */
function returnsOf(history: History, id: AssetId, end: number, days: number): Float64Array | undefined {
  const closes = dailyCloses(history, id, end, days + 1)
  if (!closes?.every((close) => close > 0)) return undefined
  const returns = logReturns(closes)
  return pearson(returns, returns) === undefined ? undefined : returns
}

/** Every pair once, least correlated first. */
function pairsOf(symbols: readonly string[], values: readonly (readonly number[])[]): Pair[] {
  return values
    .flatMap((row, i) =>
      row.flatMap((correlation, j): Pair[] =>
        j > i && Number.isFinite(correlation)
          ? [{ symbols: [symbols[i] ?? '', symbols[j] ?? ''], correlation }]
          : [],
      ),
    )
    .sort((a, b) => a.correlation - b.correlation)
}
