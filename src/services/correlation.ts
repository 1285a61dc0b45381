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
import { type ChartEvent, eventsIn } from './events.ts'
import { FEWEST_MEMBERS } from './indices.ts'
import { rememberPerHistory } from './memory.ts'
import { createPublisher, type Gap, gap, isGap, type Publisher } from './publish.ts'
import { suppliersOf } from './suppliers.ts'
import { hundredCoverage, lackingOfHundred, tierCoverage, tierCoverageOf } from './universe/lacking.ts'
import {
  type AgedRanks,
  agedRanks,
  firstMarketCap,
  hundredReturns,
  midnightsOf,
  TIER_RANKS,
  tierMembers,
  topHundred,
  whyTooFew,
} from './universe.ts'
import type { BreadthVerdict } from './verdicts.ts'
import { namingWithheld } from './withheld.ts'
import { type Tier, TIERS } from './universe.ts'

export interface TierRow {
  readonly tier: Tier
  /** Average pairwise Pearson correlation of 30 daily log returns, -1 to 1. */
  readonly mean?: number
  /** The same four weeks earlier, with that day's members. */
  readonly mean4wAgo?: number
  /** Median week return of the members, fraction. */
  readonly medianReturn?: number
  readonly members: readonly AssetId[]
  /** Of the ranks that it is named by so many have no coin that it is no word on them: under four fifths are there. */
  readonly few?: true
  /** The same coins four weeks ago and now: the only ground on which correlation is said to change. */
  readonly shift?: TierShift
  /** By rule: a change of a tenth or more on them, half of which is left without any one day. */
  readonly shifted?: boolean
}

export interface CorrelationReading extends AgedRanks {
  readonly tiers: readonly TierRow[]
  /** How many of ranks 1-100 had a positive week. */
  readonly breadth?: BreadthVerdict
  /** Of ranks 1-100, those with a return. */
  readonly counted?: number
  /** Tickers of the hundred largest by market cap that lack prices or a cap, for which smaller ones stand in. */
  readonly absent?: readonly string[]
  /** The matrix of the 20 largest, row by row, for the map. */
  readonly matrix?: {
    readonly assets: readonly AssetId[]
    readonly symbols: readonly string[]
    readonly values: readonly (readonly number[])[]
    /** Whose, where they are not the largest of all. */
    readonly of?: 'named' | 'listed' | 'all' | Tier
  }
  /** Weekly mean correlation of each tier, up to 26 weeks, dated by window end; for the lines. */
  readonly series: Readonly<Record<Tier, readonly Point[]>>
  /** Of bitcoin in the weeks of the lines, at most two; an edition that was frozen earlier has none. */
  readonly events?: readonly ChartEvent[]
}

const WEEKS_AGO = 4
/** Of a tier's ranks. */
const LEAST_SHARE = 0.8
const LINE_WEEKS = 26
const MAP_COINS = 20

/**
 * Correlations use daily closes (00:00 UTC) of all coins, also in windows of another zone: returns only correlate
 * over the same hours.
 */
export const readCorrelation = namingWithheld(function readCorrelation(
  history: History,
  week: Week,
): Reading<CorrelationReading> {
  const { start, end } = midnightsOf(week)
  const publisher = createPublisher('correlation', week, {
    asOf: Math.min(end, history.now),
    sources: suppliersOf(history, 'market_caps', 'prices_daily'),
    coverage: hundredCoverage(history, start, end),
  })
  const tiers = TIERS.map((tier) => readTier(history, week, tier, publisher))
  const broad = breadth(hundredReturns(history, start, end).map((coin) => coin.return))
  publisher.put('breadth.top100', 'fraction', broad?.share ?? whyTooFew(history, end, 1))
  return publisher.reading({
    tiers,
    ...(broad && {
      breadth: breadthVerdict(broad.up, broad.counted),
      counted: broad.counted,
      absent: lackingOfHundred(history, start, end).map(({ symbol }) => symbol),
    }),
    ...defined({ matrix: matrixAt(history, end) }),
    ...agedRanks(history, end),
    series: {
      top10: weeklyMeans(history, week, 'top10'),
      rank11to49: weeklyMeans(history, week, 'rank11to49'),
      rank50to100: weeklyMeans(history, week, 'rank50to100'),
    },
    events: eventsIn(history, 'bitcoin', midnightsOf(weekBefore(week, LINE_WEEKS - 1)).end, end),
  })
})

function readTier(history: History, week: Week, tier: Tier, { put }: Publisher): TierRow {
  const { start, end } = midnightsOf(week)
  const ago = midnightsOf(weekBefore(week, WEEKS_AGO)).end
  const members = tierMembers(history, tier, end)
  const [first, last] = TIER_RANKS[tier]
  const name = `correlation.${tier}`
  const coverage = tierCoverage(history, tier, end)
  const known = defined({
    mean: put(`${name}.mean`, 'correlation', tierMean(history, tier, end), { coverage }),
    mean4wAgo: put(`${name}.mean4wAgo`, 'correlation', tierMean(history, tier, ago), {
      asOf: ago,
      coverage: tierCoverage(history, tier, ago),
    }),
    medianReturn: put(`${name}.medianReturn`, 'fraction', tierMedian(history, tier, start, end), {
      coverage: medianCoverage(history, tier, start, end),
    }),
    shift: tierShift(history, tier, end),
  })
  const { shift } = known
  publishShift(tier, shift, history, ago, put)
  return {
    tier,
    ...known,
    ...(shift && { shifted: hasShifted(shift) }),
    members: members.map((member) => member.asset.id),
    ...(members.length < LEAST_SHARE * (last - first + 1) && { few: true }),
  }
}

/** `sameMembers4wAgo` and `sameMembersNow`, of the members of four weeks ago. */
function publishShift(
  tier: Tier,
  shift: TierShift | undefined,
  history: History,
  ago: Instant,
  put: Publisher['put'],
): void {
  const none = whyTooFew(history, ago, FEWEST_MEMBERS)
  const facts = shift && { coverage: tierCoverageOf(history, tier, ago, shift.members) }
  const name = `correlation.${tier}`
  put(`${name}.sameMembers4wAgo`, 'correlation', shift?.before ?? none, { ...facts, asOf: ago })
  put(`${name}.sameMembersNow`, 'correlation', shift?.now ?? none, facts)
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

function medianCoverage(history: History, tier: Tier, start: Instant, end: Instant) {
  const [first, last] = TIER_RANKS[tier]
  const returns = hundredReturns(history, start, end).slice(first - 1, last)
  return tierCoverageOf(
    history,
    tier,
    end,
    returns.map(({ asset }) => asset.id),
  )
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
