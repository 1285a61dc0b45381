/**
 * The week of a market that closes: its last closes dated before each boundary.
 *
 * A close dated on the closing Monday belongs to the next week, in any zone. A week without a session has no
 * return: repeating the week before as 0 would be an invention.
 */
import type { CrossAsset, CrossAssetClass } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { lastAtOrBefore, type Series } from '#src/market/series.ts'
import { DAY, type Instant, startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { simpleReturn } from '#src/metrics/returns.ts'
import { whyAbsent } from './prices.ts'
import { type Gap, gap } from './publish.ts'
import { midnightsOf } from './universe.ts'

export interface CrossWeek {
  /** The trading days of the two closes, as their 00:00 UTC. */
  readonly from: Instant
  readonly to: Instant
  /** Simple return, a fraction; without meaning for class rate. */
  readonly return: number
  /** Difference of the closes: percentage points for class rate. */
  readonly change: number
  /** The last close, as printed. */
  readonly close: number
}

/** An older close before the window's start is no longer the price at its start: holidays last up to ten days. */
const OLDEST_START = 14 * DAY

/** What is ranked beside crypto: neither yields nor volatility can be held for a week. */
export function isRankedClass(of: CrossAssetClass): boolean {
  return of !== 'rate' && of !== 'volatility'
}

export function crossWeek(history: History, asset: CrossAsset, week: Week): CrossWeek | Gap {
  const boundary = startOfDay(week.edition)
  const weekBegan = boundary - 7 * DAY
  const closes = history.crossCloses(asset.id)
  // Before the week is over, its last close so far is not its last close.
  if (midnightsOf(week).end > history.now) return gap('no-data', 'cross_assets')
  const end = closes && lastAtOrBefore(closes, boundary - 1)
  const start = closes && lastAtOrBefore(closes, weekBegan - 1)
  if (end === undefined || end.time < weekBegan) return whyNoSession(closes, boundary)
  if (start === undefined) return gap(whyAbsent(closes?.times, weekBegan - DAY), 'cross_assets')
  if (start.time < weekBegan - OLDEST_START) return gap('gap', 'cross_assets')
  // Oil has been below 0: there is no return to or from there. A yield may be, as it has a change, not a return.
  if (asset.class !== 'rate' && !(start.value > 0 && end.value > 0)) return gap('no-data', 'cross_assets')
  return {
    from: start.time,
    to: end.time,
    return: simpleReturn(start.value, end.value),
    change: end.value - start.value,
    close: end.value,
  }
}

/** A market that opened again later was closed; of one that did not, we cannot know. */
function whyNoSession(closes: Series | undefined, boundary: Instant): Gap {
  const first = closes?.times[0]
  if (first === undefined) return gap('no-data', 'cross_assets')
  if (first >= boundary) return gap('record-too-short', 'cross_assets')
  return gap((closes?.times.at(-1) as number) >= boundary ? 'no-data' : 'stale', 'cross_assets')
}
