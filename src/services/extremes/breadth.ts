/** Extremes of how many of the hundred rose, of the medians of the tiers, and of correlation among the same coins. */
import type { History } from '#src/market/history.ts'
import type { Series } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { averagePairwise } from '#src/metrics/correlation.ts'
import { median } from '#src/metrics/median.ts'
import { logReturns } from '#src/metrics/returns.ts'
import { type Tier, TIERS } from '../universe.ts'
import { rememberPerHistory } from '../memory.ts'
import { dailyCloses } from '../prices.ts'
import { suppliersOf } from '../suppliers.ts'
import { hundredReturns, midnightsOf, TIER_RANKS, tierMembers, TOP_100 } from '../universe.ts'
import type { Tracked } from './tracked.ts'
import { WEEKLY_GAP, weekly } from './weeks.ts'

/** Correlations are compared over four weeks, and made of this many closes. */
const WEEKS_AGO = 4
const CLOSES = 31

export const breadthSeries = rememberPerHistory((history, zone: string): readonly Tracked[] => {
  const values = (valueIn: (week: Week) => number | undefined) => weekly(history, zone, valueIn)
  const level = { up: 'high', down: 'low' } as const
  const move = { up: 'largest-rise', down: 'largest-fall' } as const
  const made = (series: string, unit: Tracked['unit'], data: Series, kinds: typeof level | typeof move) =>
    data.times.length === 0 ? [] : [{ ...weeklyOf(history, series, unit, data), ...kinds }]
  return [
    ...made(
      'breadth.rising',
      'count',
      values((week) => risers(history, week)),
      level,
    ),
    ...TIERS.flatMap((tier) =>
      made(
        `breadth.${tier}.median`,
        'fraction',
        values((week) => tierMedian(history, tier, week)),
        move,
      ),
    ),
    ...made(
      'breadth.gap',
      'fraction',
      values((week) => gapOfTiers(history, week)),
      level,
    ),
    ...made(
      'breadth.correlation',
      'correlation',
      values((week) => change(history, week)),
      move,
    ),
  ]
})

function weeklyOf(history: History, series: string, unit: Tracked['unit'], data: Series): Tracked {
  return {
    group: 'breadth',
    series,
    unit,
    data,
    dated: 'week',
    span: 0,
    longestGap: WEEKLY_GAP,
    sources: suppliersOf(history, 'market_caps', 'prices_daily'),
  }
}

/** Of a full hundred: fewer coins have fewer risers. */
function risers(history: History, week: Week): number | undefined {
  const { start, end } = midnightsOf(week)
  const all = hundredReturns(history, start, end)
  return all.length < TOP_100 ? undefined : all.filter((coin) => coin.return > 0).length
}

function tierMedian(history: History, tier: Tier, week: Week): number | undefined {
  const { start, end } = midnightsOf(week)
  const [first, last] = TIER_RANKS[tier]
  const returns = hundredReturns(history, start, end).slice(first - 1, last)
  return returns.length < last - first + 1 ? undefined : median(returns.map((coin) => coin.return))
}

/** Median of the ten largest less that of ranks 50 to 100. */
function gapOfTiers(history: History, week: Week): number | undefined {
  const [large, small] = [tierMedian(history, 'top10', week), tierMedian(history, 'rank50to100', week)]
  return large === undefined || small === undefined ? undefined : large - small
}

/** Change over four weeks of the mean correlation of the coins that were the ten largest then. */
function change(history: History, week: Week): number | undefined {
  const { end } = midnightsOf(week)
  const ago = midnightsOf(weekBefore(week, WEEKS_AGO)).end
  const members = tierMembers(history, 'top10', ago).map(({ asset }) => asset.id)
  const meanAt = (instant: Instant) => {
    const lists = members.map((id) => dailyCloses(history, id, instant, CLOSES))
    if (lists.length === 0 || lists.some((closes) => closes === undefined)) return undefined
    return averagePairwise(lists.map((closes) => logReturns(closes as Float64Array)))
  }
  const [now, then] = [meanAt(end), meanAt(ago)]
  return now === undefined || then === undefined ? undefined : now - then
}
