/** Implied volatility (DVOL) as it was known at the end of a week, from a record that was collected. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { lastAtOrBefore } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { type Gap, gap } from '../publish.ts'

export interface ImpliedVolatility {
  /** Fraction per year. */
  readonly value: number
  /** 00:00 UTC of the day that it is the close of. */
  readonly day: Instant
  readonly venue: string
}

/** Days before the week's end beyond which a close is no longer reported. */
const LONGEST_AGE = 3 * DAY
const VENUE = 'deribit'

/** The close of the last whole day before the week's end. */
export function readImplied(history: History, asset: AssetId, week: Week): ImpliedVolatility | Gap {
  const series = history.live?.impliedVolatility(asset)
  const last = series && lastAtOrBefore(series, week.end - DAY)
  if (!last || !Number.isFinite(last.value)) return gap('no-data')
  if (last.time < week.end - DAY - LONGEST_AGE) return gap('stale')
  return { value: last.value, day: last.time, venue: VENUE }
}
