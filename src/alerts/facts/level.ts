/** When a price or a market cap was last at a level: only where no hour or day between then and now is missing on record. */
import type { Since } from '#src/briefing/firingfacts.ts'
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { type Candles, indexAtOrBefore, type Series } from '#src/market/series.ts'
import { DAY, type Instant, MINUTE } from '#src/market/time.ts'
import { isWickGlitch } from '#src/metrics/glitches.ts'

/** What was passed, and when. */
export interface Passed {
  readonly side: 1 | -1
  readonly level: number
  readonly time: Instant
}

/** Prices of minutes, oldest first. */
export type Samples = readonly (readonly [time: Instant, value: number])[]

/** What was there so lately is no news. */
const LEAST_AGO = 2 * DAY
/** A shorter record says nothing of what was never. */
const LEAST_RECORD = 180 * DAY
/** Milliseconds between two prices of minutes that nobody saw between. */
const UNSEEN = 3 * MINUTE

/**
 * By the highs or lows of candles, and from the last of these by the prices of minutes. Undefined where anything in between
 * is missing, where what was there is more likely a fault of one venue, and where it was there within two days.
 */
export function priceSince(
  asset: AssetId,
  passed: Passed,
  history: History,
  samples: Samples,
): Since | undefined {
  const hourly = history.hourlyCandles(asset)
  const candles = hourly && hourly.times.length > 0 ? hourly : history.dailyCandles(asset)
  if (!candles) return undefined
  const { side, level, time } = passed
  const run = runUpTo(samples, passed)
  // The candle in which it passed the level is left to the minutes.
  const until = Math.floor((run ?? time) / candles.interval) * candles.interval
  if (!wasNotThere(samples, passed, until, run ?? time)) return undefined
  const last = indexAtOrBefore(candles.times, until - candles.interval)
  if (last < 0 || (candles.times[last] as number) !== until - candles.interval) return undefined
  const values = side > 0 ? candles.high : candles.low
  const found = lastBeyond({ times: candles.times, values }, side, level, last, 1.5 * candles.interval)
  if (found === undefined) return undefined
  const recordStart = candles.times[0] as number
  if (found < 0) return time - recordStart < LEAST_RECORD ? undefined : { at: null, recordStart }
  const at = candles.times[found] as number
  if (time - at < LEAST_AGO || isDoubtful(candles, found, side)) return undefined
  return { at, recordStart }
}

/** By snapshots, each dated by its midnight. */
export function capSince(caps: Series, { side, level, time }: Passed): Since | undefined {
  const now = indexAtOrBefore(caps.times, time)
  if (now < 1 || caps.times[now] !== time) return undefined
  const found = lastBeyond(caps, side, level, now - 1, 1.5 * DAY)
  const isNext = time - (caps.times[now - 1] as number) < 1.5 * DAY
  if (found === undefined || !isNext) return undefined
  const recordStart = caps.times[0] as number
  if (found < 0) return time - recordStart < LEAST_RECORD ? undefined : { at: null, recordStart }
  const at = caps.times[found] as number
  return time - at < LEAST_AGO ? undefined : { at, recordStart }
}

/** When the run of minutes began that is beyond the level up to now; undefined where none is. */
export function runUpTo(samples: Samples, { side, level, time }: Passed): Instant | undefined {
  let run: Instant | undefined
  for (let i = samples.length - 1; i >= 0; i--) {
    const [at, value] = samples[i] as Samples[number]
    if (at > time) continue
    if ((run ?? time) - at > UNSEEN || side * (value - level) < 0) break
    run = at
  }
  return run
}

/** Whether prices of minutes show, without a gap, that it was not at the level between two instants. */
function wasNotThere(
  samples: Samples,
  { side, level }: Pick<Passed, 'side' | 'level'>,
  from: Instant,
  to: Instant,
): boolean {
  let last = from
  for (const [at, value] of samples) {
    if (at <= from) continue
    if (at - last > UNSEEN) return false
    if (at >= to) return true
    if (side * (value - level) >= 0) return false
    last = at
  }
  return to - last <= UNSEEN
}

/** The last index down from one whose value is at the level or beyond: -1 for none, undefined where a value is missing before. */
function lastBeyond(
  { times, values }: Series,
  side: 1 | -1,
  level: number,
  from: number,
  gap: number,
): number | undefined {
  for (let i = from; i >= 0; i--) {
    if (i < from && (times[i + 1] as number) - (times[i] as number) >= gap) return undefined
    if (side * ((values[i] as number) - level) >= 0) return i
  }
  return -1
}

function isDoubtful(candles: Candles, index: number, side: 1 | -1): boolean {
  const of = (column: Float64Array) => column[index] as number
  const { open, high, low, close } = candles
  const candle = { open: of(open), high: of(high), low: of(low), close: of(close) }
  return isWickGlitch(candle, side > 0 ? 'high' : 'low')
}
