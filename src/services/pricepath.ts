/** Bitcoin's week as a path: where it ended, how far it swung, and how many weeks went the same way. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { type Candles, indexAtOrBefore } from '#src/market/series.ts'
import { type Day, DAY, dayOf, type Instant } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { simpleReturn } from '#src/metrics/returns.ts'
import { defined } from './defined.ts'
import { weekPrices } from './prices.ts'
import { createPublisher, gap, isGap } from './publish.ts'
import { namingWithheld } from './withheld.ts'

/** A price with the opening of the candle that it is from. */
export interface DatedPrice {
  readonly at: Instant
  /** USD. */
  readonly price: number
}

export interface PricePath {
  readonly asset: AssetId
  readonly symbol: string
  /** USD at the window's end, and the simple return over the window. */
  readonly end?: number
  readonly weekReturn?: number
  readonly twoWeekReturn?: number
  /** Weeks in a row that moved as this one did, this one included. */
  readonly streak?: { readonly direction: 'up' | 'down'; readonly weeks: number }
  /** Of the hours inside the window: the highest high and the lowest low. */
  readonly high?: DatedPrice
  readonly low?: DatedPrice
  /** High over low less 1, a fraction. */
  readonly range?: number
  /** Of the UTC days that end inside the window. */
  readonly highestClose?: { readonly day: Day; readonly price: number }
  readonly lowestClose?: { readonly day: Day; readonly price: number }
}

/** A longer streak than this is not counted further. */
const LONGEST_STREAK = 60

/** The path of one asset. High and low need every hour of the window; with one missing they are missing. */
export const readPricePath = namingWithheld(function readPricePath(
  history: History,
  week: Week,
  asset: AssetId = 'bitcoin',
): Reading<PricePath> {
  const prices = weekPrices(history, asset, week)
  const publisher = createPublisher('price', week, {
    asOf: isGap(prices.end) ? Math.min(week.end, history.now) : prices.end.asOf,
    sources: history.suppliers('prices_daily'),
  })
  const ofHours = { sources: history.suppliers('prices_hourly') }
  const swing = swingOf(history.hourlyCandles(asset), week)
  const name = `path.${asset}`
  const end = publisher.put(`${name}.end`, 'USD', isGap(prices.end) ? prices.end : prices.end.price)
  const weekReturn = isGap(prices.weekReturn) ? undefined : prices.weekReturn
  const start = weekPrices(history, asset, weekBefore(week)).start
  // Where hours are collected and one is missing, that is reported; where none are, none is missing.
  const absent = history.hourlyCandles(asset) && gap('gap', 'prices_hourly')
  const put = (end: 'high' | 'low') => {
    const value = swing?.[end].price ?? absent
    return value === undefined ? undefined : publisher.put<number>(`${name}.${end}`, 'USD', value, ofHours)
  }
  const [high, low] = [put('high'), put('low')]
  return publisher.reading({
    asset,
    symbol: history.asset(asset)?.symbol ?? asset.toUpperCase(),
    ...defined({
      end,
      weekReturn,
      twoWeekReturn: isGap(start) || end === undefined ? undefined : simpleReturn(start.price, end),
      streak: weekReturn === undefined ? undefined : streakOf(history, asset, week, weekReturn),
      high: high === undefined ? undefined : swing?.high,
      low: low === undefined ? undefined : swing?.low,
      range: swing && swing.high.price / swing.low.price - 1,
      ...closesOf(history.dailyCandles(asset), week),
    }),
  })
})

function streakOf(history: History, asset: AssetId, week: Week, weekReturn: number) {
  if (weekReturn === 0) return undefined
  const direction = weekReturn > 0 ? ('up' as const) : ('down' as const)
  let weeks = 1
  for (; weeks < LONGEST_STREAK; weeks++) {
    const earlier = weekPrices(history, asset, weekBefore(week, weeks)).weekReturn
    // Where the record begins, or has a gap, the length of the streak is unknown.
    if (isGap(earlier)) return weeks > 1 ? undefined : { direction, weeks }
    if (Math.sign(earlier) !== Math.sign(weekReturn)) break
  }
  return { direction, weeks }
}

function swingOf(
  candles: Candles | undefined,
  week: Week,
): { high: DatedPrice; low: DatedPrice } | undefined {
  if (!candles) return undefined
  const first = indexAtOrBefore(candles.times, week.start - 1) + 1
  const last = indexAtOrBefore(candles.times, week.end - 1)
  if (last - first + 1 !== Math.ceil((week.end - week.start) / candles.interval)) return undefined
  let [high, low] = [first, first]
  for (let i = first; i <= last; i++) {
    if ((candles.high[i] as number) > (candles.high[high] as number)) high = i
    if ((candles.low[i] as number) < (candles.low[low] as number)) low = i
  }
  return {
    high: { at: candles.times[high] as number, price: candles.high[high] as number },
    low: { at: candles.times[low] as number, price: candles.low[low] as number },
  }
}

function closesOf(candles: Candles | undefined, week: Week): Pick<PricePath, 'highestClose' | 'lowestClose'> {
  if (!candles) return {}
  const first = indexAtOrBefore(candles.times, week.start - DAY) + 1
  const last = indexAtOrBefore(candles.times, week.end - DAY)
  if (last < first) return {}
  let [high, low] = [first, first]
  for (let i = first; i <= last; i++) {
    if ((candles.close[i] as number) > (candles.close[high] as number)) high = i
    if ((candles.close[i] as number) < (candles.close[low] as number)) low = i
  }
  const at = (i: number) => ({ day: dayOf(candles.times[i] as number), price: candles.close[i] as number })
  return { highestClose: at(high), lowestClose: at(low) }
}
