/** Candles around the boundary prices: hourly ones for two coins, daily ones for all, consistent with each other. */
import type { CsvCell } from '#src/sources/dataset/write.ts'
import { HOUR, isoOf } from '#src/market/time.ts'
import { median } from '#src/metrics/median.ts'
import { DAYS_A_YEAR } from '#src/metrics/volatility.ts'
import { steer } from './bridge.ts'
import { DAYS, dayAt, instantOf, LAST_WEEK } from './days.ts'
import type { Paths } from './coinpaths.ts'
import { type Random, randomStream } from './random.ts'
import { significant } from './numbers.ts'
import { VOLATILITY } from './targets.ts'

export interface Candle {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

/** Days at the end that have hourly candles. */
export const HOURLY_DAYS = 45

/** Hourly candles of the last HOURLY_DAYS days, 24 a day. */
export function simulateHours(id: string, prices: Float64Array): Candle[] {
  const random = randomStream(`hours/${id}`)
  const candles = simulateDaysInHours(id, prices, { from: DAYS - HOURLY_DAYS, to: LAST_WEEK }, random)
  for (;;) {
    const week = simulateDaysInHours(id, prices, { from: LAST_WEEK, to: DAYS }, random)
    const hours = [...candles, ...week]
    if (id !== 'bitcoin' || agrees(hours)) return hours
  }
}

function simulateDaysInHours(
  id: string,
  prices: Float64Array,
  { from, to }: { readonly from: number; readonly to: number },
  random: Random,
): Candle[] {
  const candles: Candle[] = []
  for (let d = from; d < to; d++) {
    const start = round(prices[d] as number, id)
    const end = round(prices[d + 1] as number, id)
    const move = Math.log(end / start)
    // A day's path is as rough as its outcome suggests, on a floor; the factor makes hours and days agree on average.
    const sigma = Math.sqrt((0.7 * move * move + 0.3 * 0.021 ** 2) / 24)
    const steps = Float64Array.from({ length: 24 }, () => sigma * random.heavy())
    steer(steps, 0, 24, move)
    let open = start
    let log = 0
    for (let hour = 0; hour < 24; hour++) {
      log += steps[hour] as number
      const close = hour === 23 ? end : round(start * Math.exp(log), id)
      candles.push(candleAround(open, close, sigma, random, id))
      open = close
    }
  }
  return candles
}

/** Bitcoin's last week is as volatile by its hours, and by days that end at most other hours, as by UTC days. */
function agrees(hours: readonly Candle[]): boolean {
  const closes = hours.map(({ close }) => Math.log(close))
  const volatility = (back: number, step: number, count: number) => {
    let squares = 0
    for (let i = 0; i < count; i++) {
      const at = closes.length - 1 - back - i * step
      squares += ((closes[at] as number) - (closes[at - step] as number)) ** 2
    }
    return Math.sqrt((squares / count) * (24 / step) * DAYS_A_YEAR)
  }
  const near = (value: number) => Math.abs(value - VOLATILITY.now) < 0.012
  const byHour = Array.from({ length: 24 }, (_, back) => volatility(back, 24, 7))
  return near(volatility(0, 1, 7 * 24)) && near(median(byHour) as number)
}

/** Daily candles by boundary index of the day; absent where the asset does not trade. */
export function simulateDays(
  id: string,
  prices: Float64Array,
  hours: readonly Candle[] | undefined,
): (Candle | undefined)[] {
  const random = randomStream(`days/${id}`)
  return Array.from({ length: DAYS }, (_, d) => {
    const open = round(prices[d] as number, id)
    const close = round(prices[d + 1] as number, id)
    if (Number.isNaN(open) || Number.isNaN(close)) return undefined
    const from = (d - (DAYS - HOURLY_DAYS)) * 24
    if (hours && from >= 0) return aggregate(hours.slice(from, from + 24))
    const sigma = (hours ? 0.18 : 0.3) * Math.abs(Math.log(close / open)) + spreadOf(id)
    return candleAround(open, close, sigma, random, id)
  })
}

export function hourlyRows(hours: ReadonlyMap<string, readonly Candle[]>): CsvCell[][] {
  return Array.from({ length: HOURLY_DAYS * 24 }, (_, i) => {
    const time = isoOf(instantOf(DAYS - HOURLY_DAYS) + i * HOUR)
    return [...hours].map(([id, candles]) => [time, id, ...cellsOf(candles[i] as Candle)])
  }).flat()
}

/** Daily rows of all assets by day, and within a day by id. */
export function dailyRows(prices: Paths, hours: ReadonlyMap<string, readonly Candle[]>): CsvCell[][] {
  const ids = [...prices.keys()].sort()
  const candles = ids.map((id) => simulateDays(id, prices.get(id) as Float64Array, hours.get(id)))
  return Array.from({ length: DAYS }, (_, d) =>
    ids.flatMap((id, i) => {
      const candle = candles[i]?.[d]
      return candle ? [[dayAt(d), id, ...cellsOf(candle)]] : []
    }),
  ).flat()
}

function cellsOf({ open, high, low, close }: Candle): CsvCell[] {
  return [open, high, low, close]
}

/** Stablecoins hardly move within a day; everything else does. */
function spreadOf(id: string): number {
  return STEADY.has(id) ? 0.0004 : 0.011
}

const STEADY = new Set(['tether', 'usd-coin', 'ethena-usde', 'dai'])

function candleAround(open: number, close: number, sigma: number, random: Random, id: string): Candle {
  const above = Math.exp(sigma * Math.abs(random.normal()))
  const below = Math.exp(-sigma * Math.abs(random.normal()))
  return {
    open,
    high: round(Math.max(open, close) * above, id),
    low: round(Math.min(open, close) * below, id),
    close,
  }
}

function aggregate(candles: readonly Candle[]): Candle {
  return {
    open: (candles[0] as Candle).open,
    high: Math.max(...candles.map(({ high }) => high)),
    low: Math.min(...candles.map(({ low }) => low)),
    close: (candles.at(-1) as Candle).close,
  }
}

/** Enough digits for a return to be exact to a hundredth of a percentage point. */
function round(price: number, id: string): number {
  return significant(price, id === 'bitcoin' || id === 'ethereum' ? 6 : 5)
}
