/** What watched series are now: prices of the minute, as venues confirm them, and what the record has settled. */
import { setImmediate } from 'node:timers/promises'
import type { KnownValue } from '#src/chat/alert.ts'
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import {
  CHANGE_WINDOWS,
  type MissingReading,
  needsMinutes,
  parseSeries,
  printSeries,
  type VenueAnswers,
  type WatchedReading,
  type WatchedSeries,
} from '#src/market/watched.ts'
import { inSteps } from '#src/services/steps.ts'
import type { AlertWork, WatchedRow } from '#src/store/alerts/port.ts'
import { boundTo, type Confirmed, confirmed, freshOf, spreadOf, type VenuePrice } from './confirm.ts'
import { createHourCloses, type HourClosesParts } from './hourcloses.ts'
import { createHourlyInterest, type HourlyInterestParts } from './hourlyinterest.ts'
import { latestInSteps, type Observed, settledValue } from './settled.ts'

export interface ObserveParts {
  readonly history: () => History
  readonly work: Pick<AlertWork, 'sample' | 'samples'>
  /** Asks each venue once for these coins; undefined where no venue is asked from here. */
  readonly askPrices: ((assets: readonly AssetId[]) => Promise<AskedPrices>) | undefined
  /** Asks venues for open interest each hour while it is watched; without it the record's daily values are judged. */
  readonly interest?: Pick<HourlyInterestParts, 'ask' | 'venues'> | undefined
  /** Asks venues for the closes of the hours since the record's last, while something made of them is watched. */
  readonly hours?: HourClosesParts | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What venues report when each is asked once. */
export interface AskedPrices {
  readonly prices: ReadonlyMap<AssetId, readonly VenuePrice[]>
  /** How many venues were asked. */
  readonly asked: number
}

/** Series of the record that are read before others may have their turn. */
const SLICE = 20
/** Milliseconds by which the price of a window's beginning may lie off it: of minutes, and of hours for long windows. */
const [NEAR, NEAR_HOURLY] = [90_000, HOUR / 2]
/** Milliseconds that prices are asked for after the last alert that needs them. */
const AFTERWARDS = 10 * MINUTE

interface Minute extends AskedPrices {
  readonly at: Instant
  /** What venues agree on, of each coin that they do. */
  readonly agreed: ReadonlyMap<AssetId, Confirmed>
}

export function createObserve({ history, work, askPrices, interest, hours, now }: ObserveParts) {
  const askInterest = interest && createHourlyInterest({ ...interest, work })
  const askCloses = hours && createHourCloses(hours)
  /** The last confirmed price of each coin. */
  const last = new Map<AssetId, KnownValue>()
  const needed = new Map<AssetId, Instant>()

  /** The coins whose prices are asked for now: of alerts, and for a while after the last. */
  function coinsOf(series: readonly WatchedSeries[]): readonly AssetId[] {
    const at = now()
    for (const one of series) if (needsMinutes(one) && 'asset' in one) needed.set(one.asset, at)
    for (const [asset, since] of needed) if (at - since > AFTERWARDS) needed.delete(asset)
    return [...needed.keys()]
  }

  /** What an earlier process had confirmed of these coins. */
  async function recall(coins: readonly AssetId[], at: Instant): Promise<void> {
    if (coins.length === 0) return
    for (const [asset, points] of await work.samples(coins, at - DAY)) {
      const [time, value] = points.at(-1) ?? []
      if (time !== undefined && value !== undefined) last.set(asset, { time, value })
    }
  }

  async function minute(coins: readonly AssetId[]): Promise<Minute> {
    const { prices, asked }: AskedPrices = (coins.length > 0 && (await askPrices?.(coins))) || NONE
    const at = now()
    await recall(
      coins.filter((asset) => !last.has(asset)),
      at,
    )
    const agreed = new Map<AssetId, Confirmed>()
    for (const [asset, own] of prices) {
      const found = confirmed(own, last.get(asset), at)
      if (!found) continue
      agreed.set(asset, found)
      last.set(asset, { value: found.value, time: at })
    }
    const samples = [...agreed].map(([asset, { value }]) => ({ asset, time: at, value }))
    if (samples.length > 0) await work.sample(samples)
    return { at, prices, asked, agreed }
  }

  return async (rows: readonly WatchedRow[]): Promise<readonly (WatchedReading | MissingReading)[]> => {
    const series = rows.flatMap(({ name }) => parseSeries(name) ?? [])
    const record = history()
    const [current, interestNow, closesNow] = await Promise.all([
      minute(coinsOf(series)),
      askInterest?.(series, now()),
      askCloses?.(series, record, now()),
    ])
    const starts = await startsOf(series, current, work)
    const readings: (WatchedReading | MissingReading)[] = []
    const settled = (one: WatchedSeries) => {
      const hourly = one.kind === 'interest' ? interestNow?.(one) : closesNow?.(one)
      const own = settledValue(one, record, current.at)
      return hourly && !(own && own.time > hourly.time) ? hourly : own
    }
    if (series.some(({ kind }) => kind === 'extreme')) await inSteps(latestInSteps(record))
    for (const [index, one] of series.entries()) {
      const value = needsMinutes(one)
        ? ofMinute(one, current, { starts, history: record, last })
        : settled(one)
      const answers = value ? undefined : answersOf(one, current)
      if (value) readings.push({ series: printSeries(one), ...value })
      else if (answers) readings.push({ series: printSeries(one), standing: 'missing', answers })
      if (index % SLICE === SLICE - 1) await setImmediate()
    }
    return readings
  }
}

const NONE: AskedPrices = { prices: new Map(), asked: 0 }

/** How many venues answer, where it is their prices that are missing; one venue alone is named by its series. */
function answersOf(series: WatchedSeries, current: Minute): VenueAnswers | undefined {
  const { at, prices, asked, agreed } = current
  if (!needsMinutes(series) || !('asset' in series) || asked === 0) return undefined
  const isOfOne = series.kind === 'price' && series.venue !== undefined
  // Of a change it may be the price at its beginning that is missing.
  if (isOfOne || (series.kind === 'change' && agreed.has(series.asset))) return undefined
  return { asked, answered: freshOf(prices.get(series.asset) ?? [], at).length }
}

interface Beside {
  readonly starts: Starts
  readonly history: History
  readonly last: ReadonlyMap<AssetId, KnownValue>
}

function ofMinute(series: WatchedSeries, current: Minute, beside: Beside): Observed | undefined {
  const { at, prices, agreed } = current
  switch (series.kind) {
    case 'price': {
      const { asset, venue } = series
      const found =
        venue === undefined
          ? agreed.get(asset)
          : boundTo(venue, prices.get(asset) ?? [], beside.last.get(asset), at)
      return found && observed(found.value, at, found)
    }
    case 'spread': {
      const found = spreadOf(prices.get(series.asset) ?? [], at)
      return found && observed(found.value, at, found)
    }
    case 'change': {
      const found = agreed.get(series.asset)
      const start = found && startOf(series, at, beside)
      return found && start !== undefined
        ? observed(found.value / start - 1, at, found, found.value)
        : undefined
    }
    case 'stale': {
      const known = beside.last.get(series.asset)?.time
      return known === undefined
        ? undefined
        : { value: Math.max(0, at - known), time: at, standing: 'confirmed', evidence: { sources: [] } }
    }
    default:
      return undefined
  }
}

function observed(value: number, time: Instant, { venues }: Confirmed, price?: number): Observed {
  return {
    ...{ value, time, standing: 'confirmed' },
    evidence: {
      sources: venues.map(({ title }) => title).toSorted(),
      venues: venues.map((one) => ({ venue: one.title, price: one.price })),
      ...(price !== undefined && { price }),
    },
  }
}

type Samples = ReadonlyMap<AssetId, readonly (readonly [time: number, value: number])[]>
/** By the length of a window, in milliseconds. */
type Starts = ReadonlyMap<number, Samples>

/** The samples at the beginning of each window of which a change is watched: a few minutes of each coin, however long the window. */
async function startsOf(
  series: readonly WatchedSeries[],
  { at }: Minute,
  work: ObserveParts['work'],
): Promise<Starts> {
  const changes = series.flatMap((one) => (one.kind === 'change' && needsMinutes(one) ? [one] : []))
  const starts = new Map<number, Samples>()
  for (const [window, own] of Map.groupBy(changes, (one) => CHANGE_WINDOWS[one.window])) {
    const coins = [...new Set(own.map(({ asset }) => asset))]
    const from = at - window
    starts.set(window, await work.samples(coins, from - NEAR, from + NEAR))
  }
  return starts
}

/**
 * The price at the beginning of a window: of the minute nearest to it, or, of windows of hours, the close of the hour nearest to it.
 * Undefined where nobody saw it: too short a record is no change of 0 %.
 */
function startOf(
  { asset, window }: Extract<WatchedSeries, { kind: 'change' }>,
  at: Instant,
  { starts, history }: Beside,
): number | undefined {
  const length = CHANGE_WINDOWS[window]
  const from = at - length
  const sample = nearest(starts.get(length)?.get(asset) ?? [], from)
  if (sample && Math.abs(sample[0] - from) <= NEAR) return sample[1]
  if (length < 4 * HOUR || length > DAY) return undefined
  const candles = history.hourlyCandles(asset)
  const closes =
    candles &&
    Array.from(candles.times.slice(-48), (time, index) => {
      const close = candles.close.at(index - Math.min(48, candles.times.length)) as number
      return [time + HOUR, close] as const
    })
  const close = nearest(closes ?? [], from)
  return close && Math.abs(close[0] - from) <= NEAR_HOURLY ? close[1] : undefined
}

function nearest(
  points: readonly (readonly [number, number])[],
  at: number,
): readonly [number, number] | undefined {
  let best: readonly [number, number] | undefined
  for (const point of points) if (!best || Math.abs(point[0] - at) < Math.abs(best[0] - at)) best = point
  return best
}
