/** Realised volatility over a window of another length than the recap's seven days, beside its own year. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Point } from '#src/market/series.ts'
import { type Day, dayOf, startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { MOST_DAYS } from '#src/metrics/levels.ts'
import { logReturns } from '#src/metrics/returns.ts'
import { DAYS_A_YEAR, rollingVolatility } from '#src/metrics/volatility.ts'
import { type Gap, gap, isGap } from '../publish.ts'
import { rankAmong } from '../year.ts'
import { closesUpTo } from './closes.ts'

/** Fractions per year: daily closes, zero mean, sqrt(365). */
export interface VolatilityWindow {
  readonly asset: AssetId
  readonly symbol: string
  /** Returns that each value is made of. */
  readonly days: number
  readonly now: number | Gap
  readonly weekAgo: number | Gap
  /** 0-1 against up to 365 earlier days (at least 180). */
  readonly percentile1y: number | Gap
  /** Extremes of the drawn year. */
  readonly high: { readonly value: number; readonly day: Day } | Gap
  readonly low: { readonly value: number; readonly day: Day } | Gap
  /** Daily, up to one year, dated by the days whose close is its last; null is a gap. */
  readonly series: readonly Point[]
}

/** Values at the midnights up to the week's end; a missing close makes every value it takes part in missing. */
export function readVolatilityWindow(
  history: History,
  week: Week,
  asset: AssetId,
  days: number,
): VolatilityWindow {
  const closes = closesUpTo(history, asset, week)
  const rolling = rollingVolatility(logReturns(closes.closes), days, DAYS_A_YEAR)
  const at = (before: number) => {
    const value = rolling.at(-1 - before)
    if (value !== undefined && Number.isFinite(value)) return value
    return gap(closes.whyMissing(days + 1 + before), closes.table)
  }
  const first = Math.max(0, rolling.length - MOST_DAYS)
  const drawn = [...rolling.subarray(first)].map((value, i): Point => {
    const day = startOfDay(closes.dayBefore(rolling.length - 1 - first - i))
    return [day, Number.isFinite(value) ? value : null]
  })
  const begins = drawn.findIndex(([, value]) => value !== null)
  const series = begins < 0 ? [] : drawn.slice(begins)
  const now = at(0)
  // The year before today's value: one day more than is drawn.
  const year = rolling.subarray(Math.max(0, rolling.length - 1 - MOST_DAYS), -1)
  const earlier = [...year].filter(Number.isFinite)
  const yearRank = isGap(now) ? now : rankAmong(now, earlier, closes.table)
  const none = gap('no-data', closes.table)
  return {
    asset,
    symbol: history.asset(asset)?.symbol ?? asset.toUpperCase(),
    days,
    now,
    weekAgo: at(7),
    percentile1y: isGap(yearRank) ? yearRank : yearRank.percentile,
    high: extreme(series, (value, best) => value > best) ?? none,
    low: extreme(series, (value, best) => value < best) ?? none,
    series,
  }
}

function extreme(series: readonly Point[], better: (value: number, best: number) => boolean) {
  let found: { value: number; day: Day } | undefined
  for (const [time, value] of series) {
    if (value !== null && (found === undefined || better(value, found.value))) {
      found = { value, day: dayOf(time) }
    }
  }
  return found
}
