/** What the chart of a firing shows: the stretch before it, as it was seen. Undefined where too little of it is on record. */
import type { Since, TimeDrawing } from '#src/briefing/firingfacts.ts'
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAt, type Point } from '#src/market/series.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { CHANGE_WINDOWS, TOTAL, type WatchedSeries } from '#src/market/watched.ts'
import { closesOf, interestSeries, pastOf, type Settled } from '../past.ts'
import type { Samples } from './level.ts'

/** The share of the points that must be there. */
const LEAST_SHARE = 0.75
/** Days that are drawn. */
const DAYS = { settlements: 20, interest: 60, volatility: 180, cap: 60 } as const
/** A minute's price is drawn in each of these, milliseconds: so many points are told apart. */
const STEPS = [MINUTE, 5 * MINUTE, 15 * MINUTE] as const
const MOST_POINTS = 300
/** A band stands on at least so many days. */
const LEAST_BAND = 180

/** A price up to a time: by minutes where they were watched, before that by hours. */
export function drawPrice(
  asset: AssetId,
  { value, time }: { readonly value: number; readonly time: Instant },
  span: number,
  { history, samples }: { readonly history: History; readonly samples: Samples },
): TimeDrawing | undefined {
  const from = time - span
  const step = STEPS.find((one) => span / one <= MOST_POINTS) ?? HOUR
  const minutes = samples.filter(([at]) => at > from && at < time)
  const [first = time] = minutes[0] ?? []
  const closes = closesOf(asset, history)
  const isOfHours = closes?.every === HOUR && span >= 6 * HOUR
  const hours = isOfHours ? closesIn(closes, from, Math.min(first, time)) : []
  const points: Point[] = [...hours, ...thinned(minutes, step), [time, value]]
  const longest = hours.length > 0 ? 1.5 * HOUR : Math.max(3 * MINUTE, 1.5 * step)
  const { points: line, missing } = withGaps(points, from, longest)
  if (points.length < 8 || missing > (1 - LEAST_SHARE) * span) return undefined
  return { shape: 'line', unit: 'price', points: line, step }
}

/** A price over days: by its closes. */
export function drawCloses(
  asset: AssetId,
  { value, time }: { readonly value: number; readonly time: Instant },
  span: number,
  history: History,
): TimeDrawing | undefined {
  const closes = closesOf(asset, history)
  if (!closes) return undefined
  const stride = Math.max(1, Math.ceil(span / closes.every / MOST_POINTS))
  const known = closesIn(closes, time - span, time).filter(
    (_, index, all) => (all.length - index) % stride === 0,
  )
  const points: Point[] = [...known, [time, value]]
  const step = closes.every * stride
  const { points: line, missing } = withGaps(points, time - span, 1.5 * step)
  if (points.length < 8 || missing > (1 - LEAST_SHARE) * span) return undefined
  return { shape: 'line', unit: 'price', points: line, step }
}

/** Settlements of the last weeks as bars. */
export function drawSettlements(settled: readonly Settled[], time: Instant): TimeDrawing | undefined {
  const from = time - DAYS.settlements * DAY
  const own = new Map(settled.map((one) => [one.time, one.rate]))
  const points = evenly(from + 8 * HOUR, time, 8 * HOUR, (at) => own.get(at))
  return enough(points) ? { shape: 'bars', unit: 'rate', points, step: 8 * HOUR } : undefined
}

/** Open interest of the last days, over the venues that have the newest one. */
export function drawInterest(
  { asset, unit, window }: Extract<WatchedSeries, { kind: 'interest' }>,
  time: Instant,
  history: History,
): TimeDrawing | undefined {
  const candles = history.dailyCandles(asset)
  const last = time - DAY
  const series = interestSeries(asset, history).filter(({ times }) => indexAt(times, last) >= 0)
  if (!candles || series.length === 0) return undefined
  const points = evenly(time - DAYS.interest * DAY, last, DAY, (day) => {
    const values = series.map(({ times, values: own }) => own[indexAt(times, day)])
    const close = candles.close[indexAt(candles.times, day)]
    if (values.includes(undefined) || close === undefined) return undefined
    const usd = values.reduce<number>((sum, one) => sum + (one ?? 0), 0)
    return unit === 'usd' ? usd : usd / close
  })
  if (!enough(points)) return undefined
  const shown = { shape: 'line', unit: unit === 'usd' ? 'amount' : 'coins', points, step: DAY } as const
  return { ...shown, window: { from: last - CHANGE_WINDOWS[window], to: last } }
}

/** Volatility of half a year, with the middle of the year before it. */
export function drawVolatility(
  series: Extract<WatchedSeries, { kind: 'volatility' }>,
  { value, time }: { readonly value: number; readonly time: Instant },
  history: History,
): TimeDrawing | undefined {
  const past = pastOf(series, history, time - 366 * DAY)
  // A day apart, also where it is known by the hour: of the same hour of each day.
  const days = past?.points.filter(([at]) => at < time && (time - at) % DAY === 0) ?? []
  const own = new Map([...days, [time, value]])
  // Of daily closes each is dated by the day that it closes.
  const dated = past?.every === HOUR ? 0 : DAY
  const points = evenly(time - DAYS.volatility * DAY + DAY - dated, time - dated, DAY, (at) =>
    own.get(at + dated),
  )
  if (!enough(points)) return undefined
  const earlier = days.map(([, one]) => one)
  const sorted = earlier.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number
  const band = sorted.length >= LEAST_BAND ? { low: at(0.2), high: at(0.8) } : undefined
  return { shape: 'line', unit: 'percent', points, step: DAY, ...(band && { band }) }
}

/** Market caps of the last midnights. */
export function drawCap(
  of: string,
  time: Instant,
  since: Since | undefined,
  history: History,
): TimeDrawing | undefined {
  const caps = of === TOTAL ? history.totalMarketCap : history.marketCaps(of)
  if (!caps) return undefined
  const [ago, longest] = [since?.at ? time - since.at : 0, 366 * DAY]
  const from = time - (ago > 0 && ago < longest ? Math.max(DAYS.cap * DAY, 1.1 * ago) : DAYS.cap * DAY)
  const valueAt = (at: Instant) => caps.values[indexAt(caps.times, at)]
  const points = evenly(Math.ceil(from / DAY) * DAY, time, DAY, valueAt)
  if (!enough(points)) return undefined
  const value = since?.at ? valueAt(since.at) : undefined
  return {
    ...{ shape: 'line', unit: 'amount', points, step: DAY },
    ...(since?.at && value !== undefined && since.at >= from && { since: { at: since.at, value } }),
  }
}

/** A value for each step, from the first that is there. */
export function evenly(
  from: Instant,
  to: Instant,
  step: number,
  valueAt: (at: Instant) => number | undefined,
): readonly Point[] {
  const points: Point[] = []
  for (let at = from; at <= to; at += step) {
    const value = valueAt(at)
    const known = value !== undefined && Number.isFinite(value)
    if (known || points.length > 0) points.push([at, known ? value : null])
  }
  return points
}

/** At least eight values, the newest among them, and three quarters of all. */
export function enough(points: readonly Point[]): boolean {
  const known = points.filter(([, value]) => value !== null).length
  return points.at(-1)?.[1] != null && known >= 8 && known >= LEAST_SHARE * points.length
}

function closesIn(
  { times, values }: { readonly times: Float64Array; readonly values: Float64Array },
  from: Instant,
  to: Instant,
): [Instant, number][] {
  const points: [Instant, number][] = []
  for (let i = times.length - 1; i >= 0 && (times[i] as number) >= from; i--)
    if ((times[i] as number) < to) points.push([times[i] as number, values[i] as number])
  return points.reverse()
}

/** The last of each stretch of the step. */
function thinned(samples: Samples, step: number): Point[] {
  const last = new Map(samples.map((one) => [Math.floor(one[0] / step), one]))
  return [...last.values()].map(([at, value]) => [at, value])
}

/** With a missing value in each gap, and how much of the time is missing, in milliseconds. */
function withGaps(
  points: readonly Point[],
  from: Instant,
  longest: number,
): { readonly points: readonly Point[]; readonly missing: number } {
  let missing = 0
  let last = from
  const line = points.flatMap((point, index): Point[] => {
    const apart = point[0] - last
    const begin = last
    last = point[0]
    if (apart <= longest) return [point]
    missing += apart
    return index === 0 ? [point] : [[begin + apart / 2, null], point]
  })
  return { points: line, missing }
}
