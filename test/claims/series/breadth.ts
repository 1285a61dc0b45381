/** Series of breadth, week by week: risers of the hundred largest, medians of the tiers and their distance. */
import { meanCorrelation } from '../recompute/correlation.ts'
import { type TierName, tier, tierMedian, topHundred } from '../recompute/ranks.ts'
import type { MarketRecord, Point } from '../record/record.ts'
import { DAY, dayName, mondaysBetween, WEEK, type Week, weekTo } from '../record/time.ts'
import { levels } from './prices.ts'
import { type Series, SNAPSHOTS, WEEKS } from './series.ts'

const TIERS: readonly string[] = ['top10', 'rank11to49', 'rank50to100']

export function breadthSeries(record: MarketRecord, [group, what, more]: string[]): Series | undefined {
  if (group !== 'breadth') return undefined
  if (what === 'rising') {
    return weekly(record, (week) => {
      const hundred = topHundred(record, week)
      return hundred.length < 100 ? undefined : hundred.filter((one) => one.change > 0).length
    })
  }
  if (what === 'day') {
    const days = (record.caps.get('bitcoin') ?? []).map(({ at }) => at)
    return levels(
      SNAPSHOTS,
      days.flatMap((at) => {
        const hundred = topHundred(record, { edition: dayName(at), start: at - DAY, end: at })
        return hundred.length < 100 ? [] : [{ at, value: hundred.filter((one) => one.change > 0).length }]
      }),
    )
  }
  if (what === 'gap') {
    return weekly(record, (week) => {
      const [top, tail] = [tierMedian(record, 'top10', week), tierMedian(record, 'rank50to100', week)]
      return top === undefined || tail === undefined ? undefined : top - tail
    })
  }
  if (what === 'correlation') {
    // The members of four weeks ago, then and now.
    return {
      ...weekly(record, ({ end }) => {
        const members = tier(record, 'top10', end - 4 * WEEK)
        if (members.length < 10) return undefined
        const [then, now] = [
          meanCorrelation(record, members, end - 4 * WEEK),
          meanCorrelation(record, members, end),
        ]
        return then === undefined || now === undefined ? undefined : now - then
      }),
      tells: 'moves',
    }
  }
  if (more === 'median' && what !== undefined && TIERS.includes(what)) {
    return weekly(record, (week) => tierMedian(record, what as TierName, week))
  }
  return undefined
}

function weekly(record: MarketRecord, read: (week: Week) => number | undefined): Series {
  const days = record.caps.get('bitcoin') ?? []
  const [first, last] = [days[0], days.at(-1)]
  const points: Point[] = []
  if (first && last) {
    for (const at of mondaysBetween(first.at, last.at + DAY)) {
      const value = read(weekTo(dayName(at)))
      if (value !== undefined) points.push({ at, value })
    }
  }
  return levels(WEEKS, points)
}
