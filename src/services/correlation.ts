/** How closely coins move together, by tiers of market cap, and how the tiers and the breadth fared. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Point } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { breadth } from '#src/metrics/breadth.ts'
import { averagePairwise, correlationMatrix, pearson } from '#src/metrics/correlation.ts'
import { median } from '#src/metrics/median.ts'
import { type TierShift, tierShift } from './correlation/shift.ts'
import { breadthVerdict, hasShifted } from './correlation/support.ts'
import { defined } from './defined.ts'
import { FEWEST_MEMBERS } from './indices.ts'
import { rememberPerHistory } from './memory.ts'
import { createPublisher, type Gap, gap, isGap, type Publisher } from './publish.ts'
import { suppliersOf } from './suppliers.ts'
import {
  firstMarketCap,
  hundredReturns,
  midnightsOf,
  rankedCoins,
  TIER_RANKS,
  TOP_100,
  tierMembers,
  topHundred,
  whyTooFew,
} from './universe.ts'
import type { BreadthVerdict } from './verdicts.ts'

export const TIERS = ['top10', 'rank11to49', 'rank50to100'] as const
export type Tier = (typeof TIERS)[number]

export interface TierRow {
  readonly tier: Tier
  /** Average pairwise Pearson correlation of 30 daily log returns, -1 to 1. */
  readonly mean?: number
  /** The same four weeks earlier, with that day's members. */
  readonly mean4wAgo?: number
  /** Median week return of the members, fraction. */
  readonly medianReturn?: number
  readonly members: readonly AssetId[]
  /** The same coins four weeks ago and now: the only ground on which correlation is said to change. */
  readonly shift?: TierShift
  /** By rule: a change of a tenth or more on them, half of which is left without any one day. */
  readonly shifted?: boolean
}

export interface CorrelationReading {
  readonly tiers: readonly TierRow[]
  /** How many of ranks 1-100 had a positive week. */
  readonly breadth?: BreadthVerdict
  /** Of ranks 1-100, those with a return. */
  readonly counted?: number
  /** Tickers of the hundred largest by market cap that lack prices, for which smaller ones stand in. */
  readonly absent?: readonly string[]
  /** The matrix of the 20 largest, row by row, for the map. */
  readonly matrix?: {
    readonly assets: readonly AssetId[]
    readonly symbols: readonly string[]
    readonly values: readonly (readonly number[])[]
  }
  /** Weekly mean correlation of each tier, up to 26 weeks, dated by window end; for the lines. */
  readonly series: Readonly<Record<Tier, readonly Point[]>>
}

const WEEKS_AGO = 4
const LINE_WEEKS = 26
const MAP_COINS = 20

/**
 * Correlations use daily closes (00:00 UTC) of all coins, also in windows of another zone: returns only correlate
 * over the same hours.
 */
export function readCorrelation(history: History, week: Week): Reading<CorrelationReading> {
  const { start, end } = midnightsOf(week)
  const publisher = createPublisher('correlation', week, {
    asOf: Math.min(end, history.now),
    sources: suppliersOf(history, 'market_caps', 'prices_daily'),
  })
  const tiers = TIERS.map((tier) => readTier(history, week, tier, publisher))
  const broad = breadth(hundredReturns(history, start, end).map((coin) => coin.return))
  publisher.put('breadth.top100', 'fraction', broad?.share ?? whyTooFew(history, end, 1), {
    coverage: { used: broad?.counted ?? 0, expected: TOP_100 },
  })
  return publisher.reading({
    tiers,
    ...(broad && {
      breadth: breadthVerdict(broad.up, broad.counted),
      counted: broad.counted,
      absent: absentOf(history, start, end),
    }),
    ...defined({ matrix: matrixAt(history, end) }),
    series: {
      top10: weeklyMeans(history, week, 'top10'),
      rank11to49: weeklyMeans(history, week, 'rank11to49'),
      rank50to100: weeklyMeans(history, week, 'rank50to100'),
    },
  })
}

function absentOf(history: History, start: Instant, end: Instant): string[] {
  const counted = new Set(hundredReturns(history, start, end).map(({ asset }) => asset.id))
  const largest = rankedCoins(history, end).slice(0, TOP_100)
  return largest.filter(({ asset }) => !counted.has(asset.id)).map(({ asset }) => asset.symbol)
}

function readTier(history: History, week: Week, tier: Tier, { put }: Publisher): TierRow {
  const { start, end } = midnightsOf(week)
  const ago = midnightsOf(weekBefore(week, WEEKS_AGO)).end
  const members = tierMembers(history, tier, end)
  const name = `correlation.${tier}`
  const coverage = coverageOf(tier, members.length)
  const known = defined({
    mean: put(`${name}.mean`, 'correlation', tierMean(history, tier, end), { coverage }),
    mean4wAgo: put(`${name}.mean4wAgo`, 'correlation', tierMean(history, tier, ago), {
      asOf: ago,
      coverage: coverageOf(tier, tierMembers(history, tier, ago).length),
    }),
    medianReturn: put(`${name}.medianReturn`, 'fraction', tierMedian(history, tier, start, end), {
      coverage,
    }),
    shift: tierShift(history, tier, end),
  })
  const { shift } = known
  publishShift(name, shift, history, ago, put)
  return {
    tier,
    ...known,
    ...(shift && { shifted: hasShifted(shift) }),
    members: members.map((member) => member.asset.id),
  }
}

/** `sameMembers4wAgo` and `sameMembersNow`, of the members of four weeks ago. */
function publishShift(
  name: string,
  shift: TierShift | undefined,
  history: History,
  ago: Instant,
  put: Publisher['put'],
): void {
  const none = whyTooFew(history, ago, FEWEST_MEMBERS)
  const facts = shift && { coverage: { used: shift.members.length, expected: shift.of } }
  put(`${name}.sameMembers4wAgo`, 'correlation', shift?.before ?? none, { ...facts, asOf: ago })
  put(`${name}.sameMembersNow`, 'correlation', shift?.now ?? none, facts)
}

function coverageOf(tier: Tier, used: number) {
  const [first, last] = TIER_RANKS[tier]
  return { used, expected: last - first + 1 }
}

const tierMean = rememberPerHistory((history, tier: Tier, instant: Instant): number | Gap => {
  const members = tierMembers(history, tier, instant)
  if (members.length < FEWEST_MEMBERS) return whyNoTier(history, tier, instant)
  return averagePairwise(members.map((member) => member.returns)) ?? gap('too-few-members')
})

function tierMedian(history: History, tier: Tier, start: Instant, end: Instant): number | Gap {
  const [first, last] = TIER_RANKS[tier]
  const returns = hundredReturns(history, start, end).slice(first - 1, last)
  if (returns.length < FEWEST_MEMBERS) return whyNoTier(history, tier, end)
  return median(returns.map((coin) => coin.return)) as number
}

function whyNoTier(history: History, tier: Tier, instant: Instant): Gap {
  return whyTooFew(history, instant, TIER_RANKS[tier][0] - 1 + FEWEST_MEMBERS)
}

/** The largest coins that have a correlation: one whose price stood still has none to draw. */
function matrixAt(history: History, instant: Instant): CorrelationReading['matrix'] {
  const coins = topHundred(history, instant)
    .filter(({ returns }) => pearson(returns, returns) !== undefined)
    .slice(0, MAP_COINS)
  if (coins.length < FEWEST_MEMBERS) return undefined
  const matrix = correlationMatrix(coins.map((coin) => coin.returns))
  return {
    assets: coins.map((coin) => coin.asset.id),
    symbols: coins.map((coin) => coin.asset.symbol),
    values: matrix.map((row) => row.filter((value) => value !== undefined)),
  }
}

/** From the first week on record with a mean on, null in later weeks without one. */
function weeklyMeans(history: History, week: Week, tier: Tier): Point[] {
  const first = firstMarketCap(history)
  const points: Point[] = []
  for (let weeks = 0; weeks < LINE_WEEKS && first !== undefined; weeks++) {
    const { end } = midnightsOf(weekBefore(week, weeks))
    if (end < first) break
    const mean = tierMean(history, tier, end)
    points.unshift([end, isGap(mean) ? null : mean])
  }
  const start = points.findIndex(([, mean]) => mean !== null)
  return start < 0 ? [] : points.slice(start)
}
