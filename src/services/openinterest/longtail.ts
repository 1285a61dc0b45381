/** How much of the fall of all open interest was neither bitcoin's nor ethereum's. */
import { valueAt } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import { type Gap, gap, isGap } from '../publish.ts'
import type { Interest } from './known.ts'
import { peakBefore } from './year.ts'

/**
 * 1 - (fall of bitcoin + fall of ethereum) / fall of the total, from the day of the total's 90-day peak to the end.
 *
 * A fraction; below 0 or above 1 where parts moved against the total. All three must be counted over the same
 * venues, else the difference is one of counting. Missing where the total stands at its peak.
 */
export function fallFromLongTail(interests: ReadonlyMap<string, Interest>, boundary: Instant): number | Gap {
  const total = interests.get('total')
  if (!total) return gap('no-data', 'open_interest')
  const peak = peakBefore(total, boundary)
  if (isGap(peak)) return peak
  const totalFall = fallSince(total, peak.date)
  if (isGap(totalFall)) return totalFall
  let ofTheTwo = 0
  for (const asset of ['bitcoin', 'ethereum']) {
    const own = interests.get(asset)
    if (!own || own.venues.join() !== total.venues.join()) return gap('no-data', 'open_interest')
    const fall = fallSince(own, peak.date)
    if (isGap(fall)) return fall
    ofTheTwo += fall
  }
  return totalFall > 0 ? 1 - ofTheTwo / totalFall : gap('no-data', 'open_interest')
}

function fallSince({ daily, end }: Interest, date: Instant): number | Gap {
  if (isGap(end)) return end
  const before = valueAt(daily, date)
  return before === undefined ? gap('gap', 'open_interest') : before - end.value
}
