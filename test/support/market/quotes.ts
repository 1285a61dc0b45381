/** What every venue of the loopback market reads of a history: instruments, prices, candles, prints, interest. */
import type { Asset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAtOrBefore, lastAtOrBefore, valueAt } from '#src/market/series.ts'
import { DAY, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import type { Moment } from './server.ts'

/** Coins that are traded on spot markets: one a ticker. */
export function spotsOf(history: History): readonly Asset[] {
  const tickers = new Set<string>()
  return history.assets.filter(({ id, kind, symbol }) => {
    if (kind !== 'coin' || !history.dailyCandles(id) || tickers.has(symbol)) return false
    tickers.add(symbol)
    return true
  })
}

/** Coins whose funding the history has of this venue. */
export function perpsOf(history: History, venue: string): readonly Asset[] {
  return spotsOf(history).filter(({ id }) => history.fundingVenues(id).includes(venue))
}

/** The last close before now; in the quarter of an hour before midnight that of the day that ends, as open interest has it. */
export function priceOf({ history, now }: Moment, asset: string): number {
  const daily = history.dailyCandles(asset)
  const row = daily ? indexAtOrBefore(daily.times, now + QUARTER - DAY) : -1
  if (!daily || row < 0)
    throw new RangeError(`nothing was paid for ${asset} before ${new Date(now).toISOString()}`)
  return daily.close[row] as number
}

export interface Candle {
  readonly time: Instant
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

/**
 * Candles that opened in `from <= time < to` and not after now, oldest first. The one that runs has come as far between
 * its open and its close as time has; where the history ends, it stands at the last close.
 */
export function candlesOf(
  { history, now }: Moment,
  asset: string,
  length: typeof DAY | typeof HOUR,
  from: Instant,
  to: Instant,
): readonly Candle[] {
  const columns = length === DAY ? history.dailyCandles(asset) : history.hourlyCandles(asset)
  if (!columns) return []
  const { times, open, high, low, close } = columns
  const running = Math.floor(now / length) * length
  const over = Array.from(times.keys())
    .filter((row) => (times[row] as number) >= from && (times[row] as number) < Math.min(to, running))
    .map((row) => ({
      time: times[row] as number,
      open: open[row] as number,
      high: high[row] as number,
      low: low[row] as number,
      close: close[row] as number,
    }))
  const row = indexAtOrBefore(times, running)
  if (row < 0 || running < from || running >= to) return over
  const isKnown = times[row] === running
  const opened = (isKnown ? open[row] : close[row]) as number
  const price = isKnown ? opened + (((close[row] as number) - opened) * (now - running)) / length : opened
  const bounds = { high: Math.max(opened, price), low: Math.min(opened, price) }
  return [...over, { time: running, open: opened, ...bounds, close: price }]
}

export interface Settlement {
  readonly time: Instant
  readonly rate: number
}

/** Prints of `from <= time < to` that have settled, oldest first. */
export function settlementsOf(
  { history, now }: Moment,
  venue: string,
  asset: string,
  from: Instant,
  to: Instant,
): readonly Settlement[] {
  const prints = history.funding(asset, venue)
  if (!prints) return []
  return Array.from(prints.times, (time, row) => ({ time, rate: prints.rates[row] as number })).filter(
    ({ time }) => time >= from && time < to && time <= now,
  )
}

/** The rate that settles next, as if it were known, and when. */
export function nextOf({ history, now }: Moment, venue: string, asset: string, hours: number) {
  const at = (Math.floor(now / (hours * HOUR)) + 1) * hours * HOUR
  const prints = history.funding(asset, venue)
  const row = prints ? indexAtOrBefore(prints.times, at) : -1
  return { at, rate: prints?.rates[row] ?? 0 }
}

/**
 * USD at an instant: a row of the history is of the end of its day. Between two ends it moves evenly, but for the quarter of an
 * hour around each, so that what is read just before midnight is what is told of midnight; before the first and after the
 * last it stands still.
 */
export function interestAt(
  history: History,
  venue: string,
  asset: string,
  instant: Instant,
): number | undefined {
  const series = history.openInterest(asset, venue)
  if (!series) return undefined
  const day = floorToDay(instant)
  const before = lastAtOrBefore(series, day - DAY)?.value
  const after = valueAt(series, day) ?? before
  const from = before ?? after
  if (from === undefined || after === undefined) return undefined
  const moved = (instant - day - QUARTER) / (DAY - 2 * QUARTER)
  return from + (after - from) * Math.min(1, Math.max(0, moved))
}

const QUARTER = HOUR / 4

/** USD now. */
export function interestOf({ history, now }: Moment, venue: string, asset: string): number | undefined {
  return interestAt(history, venue, asset, now)
}

/** A row of the venue's own past: its label, and USD and coins at the instant that it stands for. */
export interface InterestRow {
  readonly time: Instant
  readonly value: number
  readonly coins: number
}

/** How a venue labels its rows: with the instant that they are of, or with the beginning of the stretch that ends there. */
export type Labels = 'instant' | 'opening'

/** Rows labelled `from <= time < to`, oldest first; those whose instant is still to come hold the present. */
export function interestRowsOf(
  moment: Moment,
  venue: string,
  asset: string,
  {
    from,
    to,
    length = DAY,
    labels = 'instant',
  }: { from: Instant; to: Instant; length?: number; labels?: Labels },
): readonly InterestRow[] {
  const { history, now } = moment
  const first = history.openInterest(asset, venue)?.times[0]
  if (first === undefined) return []
  const rows: InterestRow[] = []
  const begin = Math.max(Math.ceil(from / length) * length, labels === 'opening' ? first : first + DAY)
  for (let time = begin; time < to && time <= now; time += length) {
    const at = Math.min(now, labels === 'opening' ? time + length : time)
    const value = interestAt(history, venue, asset, at)
    if (value !== undefined) rows.push({ time, value, coins: value / priceAt(history, asset, at) })
  }
  return rows
}

/** The last hourly or daily close at an instant. */
export function priceAt(history: History, asset: string, instant: Instant): number {
  const daily = history.dailyCandles(asset)
  const row = daily ? indexAtOrBefore(daily.times, instant - DAY) : -1
  return daily && row >= 0 ? (daily.close[row] as number) : Number.NaN
}

/** USD of the day that ended last. */
export function volumeOf({ history, now }: Moment, market: 'spot' | 'perp', venue: string): number {
  const series = history.volume(market, venue)
  const last = series && lastAtOrBefore(series, floorToDay(now) - DAY)
  return last?.value ?? 0
}

export function bySymbol(assets: readonly Asset[], symbol: string): string {
  return assets.find((asset) => asset.symbol === symbol)?.id ?? ''
}

export function numberIn(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  return text === null || text === '' ? otherwise : Number(text)
}
