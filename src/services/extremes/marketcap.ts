/** Extremes of the total market cap. Caps of single coins have none: their prices do. */
import { valueAt } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import { isSpike } from '#src/metrics/glitches.ts'
import { LONGEST_AGE, longestUntil, suppliersIn, joinedSeriesOf, wholeOf } from '../joined.ts'
import { rememberPerHistory } from '../memory.ts'
import { midnightsOf } from '../universe.ts'
import type { Tracked } from './tracked.ts'
import { WEEKLY_GAP, weekly } from './weeks.ts'

const TRILLION = 1e12

export const marketcapSeries = rememberPerHistory((history, zone: string): readonly Tracked[] => {
  const reported = longestUntil(joinedSeriesOf(history, 'total_market_cap'), history.now - LONGEST_AGE)
  if (!reported || reported.usd.times.length === 0) return []
  const [total, whole] = [reported.usd, wholeOf(reported)]
  const snapshots: Tracked = {
    group: 'marketcap',
    series: 'marketcap.total.snapshot',
    unit: 'USD',
    data: total,
    dated: 'instant',
    span: 0,
    longestGap: 1.5 * DAY,
    up: 'high',
    down: 'low',
    sources: suppliersIn(reported, history.suppliers('total_market_cap')),
    isGlitch: (index, last) => isSpike(total.values, index, last),
    levels: { series: 'marketcap.total.beyond', step: () => TRILLION },
  }
  const { levels: _, isGlitch: __, ...plain } = snapshots
  return [
    snapshots,
    {
      ...plain,
      series: 'marketcap.total.weekChange',
      unit: 'fraction',
      data: weekly(history, zone, (week) => {
        const { start, end } = midnightsOf(week)
        const [before, now] = [valueAt(whole, start), valueAt(whole, end)]
        return before && now ? now / before - 1 : undefined
      }),
      dated: 'week',
      longestGap: WEEKLY_GAP,
      up: 'largest-rise',
      down: 'largest-fall',
    },
  ]
})
