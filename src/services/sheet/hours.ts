/** The hours of a week or a day as they are drawn: what each opened at, its highest, lowest and last price. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAtOrBefore } from '#src/market/series.ts'
import { HOUR } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'

/** Its first instant, then USD; the close is the price an hour later. */
export type HourBar = readonly [time: number, open: number, high: number, low: number, close: number]

/** The hours that begin in the stretch and have ended, oldest first; one of which a price is missing is absent. */
export function hoursOf(
  history: History,
  asset: AssetId,
  { start, end }: Pick<Week, 'start' | 'end'>,
): readonly HourBar[] {
  const candles = history.hourlyCandles(asset)
  if (!candles) return []
  const { times, open, high, low, close } = candles
  const first = indexAtOrBefore(times, start - 1) + 1
  const last = indexAtOrBefore(times, Math.min(end, history.now) - HOUR)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) =>
    [times, open, high, low, close].map((column) => column[first + i] as number),
  ).filter((bar): bar is [number, number, number, number, number] => bar.every(Number.isFinite))
}
