/** What can be watched, as it stands now: for those who set an alert. What is judged is observed elsewhere. */
import type { KnownValue } from '#src/chat/alert.ts'
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { CHANGE_WINDOWS, type WatchedSeries } from '#src/market/watched.ts'
import { median } from '#src/metrics/median.ts'
import { closesOf } from './past.ts'
import { settledValue } from './settled.ts'

/** Closes of which a minute's usual move is made. */
const CLOSES = 24
/** Two prices of a change may be this far from a whole window apart, at most an hour: a change of an hour is none of five minutes. */
const SLACK = 1 / 4

/** The price of this moment where one was reported, else the last value on record; undefined where there is none. */
export function valueNow(series: WatchedSeries, history: History): KnownValue | undefined {
  const live = 'asset' in series ? history.live?.price(series.asset) : undefined
  if (series.kind === 'price' && series.venue === undefined && live)
    return { value: live.price, time: live.time }
  if (series.kind === 'change' && live) {
    const window = CHANGE_WINDOWS[series.window]
    const before = priceBefore(series.asset, live.time - window, Math.min(HOUR, SLACK * window), history)
    return before === undefined ? undefined : { value: live.price / before - 1, time: live.time }
  }
  const settled = settledValue(series, history, history.live?.checkedAt ?? history.now)
  return settled && { time: settled.time, value: settled.value }
}

/** What a price usually moves in a minute, as a fraction: the median move of its last closes, by the root of their length. */
export function usualMove(asset: AssetId, history: History): number | undefined {
  const closes = closesOf(asset, history)
  if (!closes || closes.values.length <= CLOSES) return undefined
  const last = closes.values.slice(-CLOSES - 1)
  const moves = Array.from(last.subarray(1), (close, index) => Math.abs(close / (last[index] as number) - 1))
  const middle = median(moves)
  return middle === undefined ? undefined : middle / Math.sqrt(closes.every / MINUTE)
}

function priceBefore(asset: AssetId, at: Instant, slack: number, history: History): number | undefined {
  const closes = closesOf(asset, history)
  if (!closes) return undefined
  const index = closes.times.findLastIndex((time) => time <= at)
  const time = closes.times[index]
  return time === undefined || at - time > slack ? undefined : closes.values[index]
}
