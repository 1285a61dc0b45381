/** Coins beside each other over one window: return, volatility, deepest fall, and how closely each followed the first. */
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, type Day, dayOf, floorToDay, type Instant } from '#src/market/time.ts'
import { pearson } from '#src/metrics/correlation.ts'
import { maxDrawdown } from '#src/metrics/drawdown.ts'
import { logReturns, simpleReturn } from '#src/metrics/returns.ts'
import { DAYS_A_YEAR, realisedVolatility } from '#src/metrics/volatility.ts'
import { type ChartEvent, eventsIn } from './events.ts'
import { dailyCloses, whyAbsent } from './prices.ts'
import { type Gap, gap } from './publish.ts'

export interface CompareRow {
  readonly asset: Asset
  /** Fraction. */
  readonly return: number
  /** Fraction per year: daily closes, zero mean, sqrt(365). */
  readonly volatility: number
  /** 0 or a negative fraction, with the days of its top and bottom. */
  readonly maxDrawdown: { readonly depth: number; readonly from: Day; readonly to: Day }
  /** With the first one's daily log returns, -1 to 1; 1 for the first itself. */
  readonly correlation: number | Gap
  /** Each midnight's price over the first one's, dated by the day that it closes: 1 at the start. */
  readonly series: readonly Point[]
}

export interface CompareReading {
  readonly days: number
  readonly from: Instant
  readonly to: Instant
  /** In the order asked for. */
  readonly rows: readonly CompareRow[]
  /** Between `from` and `to`, of the first coin, at most two. */
  readonly events?: readonly ChartEvent[]
  /** Those that lack a price in the window, and why. */
  readonly absent: readonly { readonly asset: Asset; readonly why: Gap }[]
  readonly sources: readonly string[]
}

/** Prices at 00:00 UTC from `days` days before the last midnight at `at` to that midnight. */
export function readCompare(
  history: History,
  at: Instant,
  assets: readonly AssetId[],
  days: number,
): CompareReading {
  const to = floorToDay(at)
  const known: { asset: Asset; closes: Float64Array }[] = []
  const absent: { asset: Asset; why: Gap }[] = []
  for (const id of assets) {
    const asset = history.asset(id)
    if (!asset) continue
    const closes = dailyCloses(history, id, to, days + 1)
    if (closes?.every((close) => close > 0)) known.push({ asset, closes })
    else absent.push({ asset, why: whyNot(history, id, to, days) })
  }
  const first = known[0] && logReturns(known[0].closes)
  return {
    days,
    from: to - days * DAY,
    to,
    rows: known.map(({ asset, closes }) => rowOf(asset, closes, to, first)),
    absent,
    ...(assets[0] !== undefined && { events: eventsIn(history, assets[0], to - days * DAY, to) }),
    sources: history.suppliers('prices_daily'),
  }
}

function rowOf(asset: Asset, closes: Float64Array, to: Instant, first: Float64Array | undefined): CompareRow {
  const start = closes[0] as number
  const returns = logReturns(closes)
  // A close is dated by the day that it ends.
  const from = to - closes.length * DAY
  const fall = maxDrawdown(closes)
  return {
    asset,
    return: simpleReturn(start, closes.at(-1) as number),
    volatility: realisedVolatility(returns, DAYS_A_YEAR),
    maxDrawdown: {
      depth: fall?.drawdown ?? 0,
      from: dayOf(from + (fall?.peak ?? 0) * DAY),
      to: dayOf(from + (fall?.at ?? 0) * DAY),
    },
    correlation: (first && pearson(first, returns)) ?? gap('no-data', 'prices_daily'),
    series: [...closes].map((close, i): Point => [from + i * DAY, close / start]),
  }
}

function whyNot(history: History, id: AssetId, to: Instant, days: number): Gap {
  const times = history.dailyCandles(id)?.times
  const start = to - (days + 1) * DAY
  const first = times?.[0]
  if (first !== undefined && first > start) return gap('record-too-short', 'prices_daily')
  return gap(times === undefined ? 'no-data' : whyAbsent(times, to - DAY) === 'no-data' ? 'stale' : 'gap')
}
