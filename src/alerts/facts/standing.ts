/** How large a change is among those of the year before it. */
import type { Standing } from '#src/briefing/firingfacts.ts'
import type { History } from '#src/market/history.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { CHANGE_WINDOWS, type WatchedSeries } from '#src/market/watched.ts'
import { pastOf } from '../past.ts'

const YEAR = 365 * DAY
/** The share of a year that must be on record. */
const LEAST_SHARE = 0.99
/** More are no rarity. */
const MOST_SHARE = 0.05

/**
 * Among changes in the same direction over the same window, from close to close, whose windows had ended when this one began. Undefined
 * where closes do not lie close enough together, where a hundredth of the year is missing, and for what is not rare.
 */
export function standingOf(
  series: Extract<WatchedSeries, { kind: 'change' }>,
  value: number,
  time: Instant,
  history: History,
): Standing | undefined {
  const end = time - CHANGE_WINDOWS[series.window]
  const past = pastOf(series, history, end - YEAR)
  const points = past?.points.filter(([at]) => at <= end) ?? []
  if (!past || points.length < (LEAST_SHARE * YEAR) / past.every) return undefined
  const same = points.filter(([, change]) => Math.sign(change) === Math.sign(value))
  const larger = same.filter(([, change]) => Math.abs(change) >= Math.abs(value)).length
  const standing = { larger, of: same.length }
  return (larger + 1) / (same.length + 1) <= MOST_SHARE ? standing : undefined
}
