/** Candles of one coin in a time frame, with what may be laid over them. */
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { type Candles, indexAt, indexAtOrBefore, type Point, valueAt } from '#src/market/series.ts'
import { DAY, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import { DAYS_A_YEAR, realisedVolatility } from '#src/metrics/volatility.ts'
import { logReturns, simpleReturn } from '#src/metrics/returns.ts'
import { type ChartEvent, eventsIn } from './events.ts'
import { dailyMean } from './funding/days.ts'
import { partialUntil } from './funding/fulldays.ts'
import { interestOf } from './openinterest/known.ts'
import { dailyCloses } from './prices.ts'
import { type Gap, gap } from './publish.ts'

export const TIMEFRAMES = ['1h', '4h', '1d', '1w'] as const
export type Timeframe = (typeof TIMEFRAMES)[number]

export const OVERLAYS = ['none', 'ma', 'vol', 'funding', 'oi'] as const
export type Overlay = (typeof OVERLAYS)[number]

export interface Candle {
  /** First instant of it. */
  readonly time: Instant
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

export interface CandlesReading {
  readonly asset: Asset
  readonly timeframe: Timeframe
  readonly overlay: Overlay
  /** Oldest first; an interval without data is absent. USD. */
  readonly candles: readonly Candle[]
  /** Highest and lowest price of the drawn time, with the finest instants on record: those of its own candles. */
  readonly high: { readonly price: number; readonly time: Instant }
  readonly low: { readonly price: number; readonly time: Instant }
  /** What is laid over, dated as the candles are; a gap where it is not on record. */
  readonly over: readonly Point[] | Gap
  /** USD traded in each candle, on the instrument that the prices are of; daily and weekly candles of a folder alone. */
  readonly volumes?: readonly Point[]
  /** Of funding laid over: the last settlement of the last drawn day where that day is not over. */
  readonly overUntil?: Instant
  /** First open to last close, fraction. */
  readonly change: number | Gap
  readonly from: Instant
  readonly to: Instant
  /** Between them, at most two. */
  readonly events?: readonly ChartEvent[]
  readonly sources: readonly string[]
}

/** Hours of a candle, and how many are drawn: whole days or weeks of them, and no more than a phone can draw hollow. */
const FRAMES: Readonly<Record<Timeframe, { readonly length: number; readonly count: number }>> = {
  '1h': { length: HOUR, count: 72 },
  '4h': { length: 4 * HOUR, count: 84 },
  '1d': { length: DAY, count: 84 },
  '1w': { length: 7 * DAY, count: 78 },
}
/** Simple moving average of so many closes. */
export const AVERAGE_OF = 20
const VOLATILITY_DAYS = 7
/** Weeks begin on Monday; 1970-01-05 was one. */
const FIRST_MONDAY = 4 * DAY

/** The candles that ended at or before an instant of the record. */
export function readCandles(
  history: History,
  at: Instant,
  id: AssetId,
  timeframe: Timeframe,
  overlay: Overlay,
): CandlesReading | Gap {
  const asset = history.asset(id)
  const hourly = timeframe === '1h' || timeframe === '4h'
  const source = hourly ? history.hourlyCandles(id) : history.dailyCandles(id)
  const table = hourly ? 'prices_hourly' : 'prices_daily'
  if (!asset || !source) return gap('no-data', table)
  const { length, count } = FRAMES[timeframe]
  const end = Math.min(at, history.now)
  const all = grouped(source, end, length)
  const candles = all.slice(-count)
  const [first, last] = [candles[0], candles.at(-1)]
  if (!first || !last || last.time + length < end - 3 * length) return gap('stale', table)
  const change = simpleReturn(first.open, last.close)
  return {
    asset,
    timeframe,
    overlay,
    candles,
    ...extremesIn(source, first.time, last.time + length),
    over: overlay === 'none' ? [] : overlayOf(history, id, overlay, all, candles.length, length),
    ...volumesOf(source, candles, length),
    ...(overlay === 'funding' && fundingFacts(history, id, last.time + length)),
    change: Number.isFinite(change) ? change : gap('no-data', table),
    from: first.time,
    to: last.time + length,
    events: eventsIn(history, id, first.time, last.time + length),
    sources: history.suppliers(table),
  }
}

/** Whole groups of candles alone: one that has only begun would look like a quiet one. */
function grouped(candles: Candles, end: Instant, length: number): Candle[] {
  const groups: Candle[] = []
  const origin = length === 7 * DAY ? FIRST_MONDAY : 0
  const last = indexAtOrBefore(candles.times, end - candles.interval)
  for (let i = 0; i <= last; i++) {
    const time = candles.times[i] as number
    const start = Math.floor((time - origin) / length) * length + origin
    if (start + length > end) break
    const [open, high, low, close] = [candles.open, candles.high, candles.low, candles.close].map(
      (column) => column[i] as number,
    ) as [number, number, number, number]
    const group = groups.at(-1)
    if (group?.time === start) {
      groups[groups.length - 1] = {
        ...group,
        high: Math.max(group.high, high),
        low: Math.min(group.low, low),
        close,
      }
    } else groups.push({ time: start, open, high, low, close })
  }
  return groups
}

function extremesIn(candles: Candles, from: Instant, to: Instant): Pick<CandlesReading, 'high' | 'low'> {
  const first = indexAtOrBefore(candles.times, from - 1) + 1
  const last = indexAtOrBefore(candles.times, to - 1)
  let [high, low] = [first, first]
  for (let i = first; i <= last; i++) {
    if ((candles.high[i] as number) > (candles.high[high] as number)) high = i
    if ((candles.low[i] as number) < (candles.low[low] as number)) low = i
  }
  return {
    high: { price: candles.high[high] as number, time: candles.times[high] as number },
    low: { price: candles.low[low] as number, time: candles.times[low] as number },
  }
}

function overlayOf(
  history: History,
  id: AssetId,
  overlay: Exclude<Overlay, 'none'>,
  all: readonly Candle[],
  count: number,
  length: number,
): readonly Point[] | Gap {
  const last = all.at(-1)?.time ?? 0
  const daily = overlay === 'oi' ? interestOf(history, id, last - DAY, last + length).daily : undefined
  const points = all
    .map((candle, i) => [candle, i] as const)
    .slice(-count)
    .map(([candle, i]): Point => [candle.time, valueAfter(candle, i)])
  if (points.some(([, value]) => value !== null)) return points
  const table = (
    { ma: 'prices_daily', vol: 'prices_daily', funding: 'funding', oi: 'open_interest' } as const
  )[overlay]
  return gap('no-data', table)

  function valueAfter(candle: Candle, i: number): number | null {
    const end = candle.time + length
    if (overlay === 'ma') return averageOf(all.slice(Math.max(0, i - AVERAGE_OF + 1), i + 1))
    if (overlay === 'vol') {
      const closes = dailyCloses(history, id, floorToDay(end), VOLATILITY_DAYS + 1)
      const value = closes ? realisedVolatility(logReturns(closes), DAYS_A_YEAR) : Number.NaN
      return Number.isFinite(value) ? value : null
    }
    if (overlay === 'funding') return fundingOf(end)
    return (daily && valueAt(daily, floorToDay(end - 1))) ?? null
  }

  function fundingOf(end: Instant): number | null {
    const venue = fundingVenue(history, id)
    const prints = venue === undefined ? undefined : history.funding(id, venue)
    const day = floorToDay(end - 1)
    return (prints && dailyMean(prints, day, day + DAY)) ?? null
  }
}

/** Sums of the days of each candle; a candle of which a day is missing has none. */
function volumesOf(
  { times, volume, interval }: Candles,
  candles: readonly Candle[],
  length: number,
): Pick<CandlesReading, 'volumes'> {
  if (!volume) return {}
  const volumes = candles.map(({ time }): Point => {
    let sum = 0
    for (let at = time; at < time + length; at += interval) sum += volume[indexAt(times, at)] ?? Number.NaN
    return [time, Number.isFinite(sum) ? sum : null]
  })
  return volumes.some(([, sum]) => sum !== null) ? { volumes } : {}
}

function fundingVenue(history: History, id: AssetId): string | undefined {
  const venues = history.fundingVenues(id)
  return venues.find((one) => one === 'binance') ?? venues[0]
}

function fundingFacts(history: History, id: AssetId, end: Instant): Pick<CandlesReading, 'overUntil'> {
  const venue = fundingVenue(history, id)
  const prints = venue === undefined ? undefined : history.funding(id, venue)
  if (venue === undefined || !prints) return {}
  const until = partialUntil(prints, floorToDay(end - 1))
  return until === undefined ? {} : { overUntil: until }
}

function averageOf(candles: readonly Candle[]): number | null {
  if (candles.length < AVERAGE_OF) return null
  return candles.reduce((sum, { close }) => sum + close, 0) / candles.length
}
