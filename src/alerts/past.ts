/** The past values of what can be watched, as the record holds them: what an alert would have been judged by. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { type Candles, indexAt, indexAtOrBefore, lastAtOrBefore, type Series } from '#src/market/series.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import { CHANGE_WINDOWS, TOTAL, type WatchedSeries } from '#src/market/watched.ts'
import { weightedMean } from '#src/metrics/funding.ts'
import { logReturns } from '#src/metrics/returns.ts'
import { DAYS_A_YEAR, HOURS_A_YEAR, rollingVolatility } from '#src/metrics/volatility.ts'
import { rememberPerHistory } from '#src/services/memory.ts'
import { eightHoursIn } from '#src/services/funding/eighthours.ts'

/** Values in `(from, to]`, oldest first, and how far apart they are. */
export interface Past {
  readonly points: readonly (readonly [time: Instant, value: number])[]
  /** Milliseconds. */
  readonly every: number
}

/** Undefined where the record has no such values, or none so close together. */
export function pastOf(series: WatchedSeries, history: History, from: Instant): Past | undefined {
  const past = readPast(series, history, from)
  return past && past.points.length > 1 ? past : undefined
}

function readPast(series: WatchedSeries, history: History, from: Instant): Past | undefined {
  switch (series.kind) {
    case 'price': {
      // The record holds the middle of the venues alone.
      const closes = series.venue === undefined ? closesOf(series.asset, history) : undefined
      return closes && { points: pointsFrom(closes, from), every: closes.every }
    }
    case 'change': {
      const closes = closesOf(series.asset, history)
      return closes && closes.every <= CHANGE_WINDOWS[series.window]
        ? pastOfCloses(series, closes, from)
        : undefined
    }
    case 'funding':
      return { points: fundingPoints(series.asset, history, from), every: 8 * HOUR }
    case 'run':
      return { points: runPoints(series.asset, history, from), every: 8 * HOUR }
    case 'interest':
      return interestPast(series.asset, series.unit, CHANGE_WINDOWS[series.window], history, from)
    case 'volatility': {
      const { asset } = series
      const closes = isOfHours(series) ? closesOf(asset, history) : dailyClosesOf(asset, history)
      return closes && pastOfCloses(series, closes, from)
    }
    case 'cap': {
      const caps = series.of === TOTAL ? history.totalMarketCap : history.marketCaps(series.of)
      return caps && { points: pointsFrom(caps, from), every: DAY }
    }
    case 'rank':
      return { points: rankPoints(series.asset, history, from), every: DAY }
    default:
      return undefined
  }
}

/** Closes, and how far apart they are in milliseconds. */
export interface Closes extends Series {
  readonly every: number
}

/** Closes, each dated by the end of its candle: hourly where the record has them. */
export function closesOf(asset: AssetId, history: History): Closes | undefined {
  return remembered(history, asset)
}

/** Asked for by each of many firings at once. */
const remembered = rememberPerHistory((history, asset: AssetId): Closes | undefined => {
  const hourly = history.hourlyCandles(asset)
  return hourly?.times.length ? closesIn(hourly) : dailyClosesOf(asset, history)
})

function dailyClosesOf(asset: AssetId, history: History): Closes | undefined {
  const candles = history.dailyCandles(asset)
  return candles && closesIn(candles)
}

function closesIn({ times, close, interval }: Candles): Closes {
  return { times: times.map((time) => time + interval), values: close, every: interval }
}

/** A series that is made of closes. */
export type ClosesSeries = Extract<WatchedSeries, { kind: 'change' | 'volatility' }>

/** Whether a series is made of hourly closes where there are any; changes of shorter windows are made of prices of minutes. */
export function isOfHours(series: WatchedSeries): series is ClosesSeries {
  if (series.kind === 'change') return CHANGE_WINDOWS[series.window] > DAY
  return series.kind === 'volatility' && series.days === 7
}

/** What these closes say of a series; a missing close is never bridged. */
export function pastOfCloses(series: ClosesSeries, closes: Closes, from: Instant): Past {
  const points =
    series.kind === 'change'
      ? changesIn(closes, CHANGE_WINDOWS[series.window], from)
      : volatilitiesIn(closes, series.days * DAY, from)
  return { points, every: closes.every }
}

function pointsFrom({ times, values }: Series, from: Instant): [Instant, number][] {
  const points: [Instant, number][] = []
  for (let i = indexAtOrBefore(times, from) + 1; i < times.length; i++)
    points.push([times[i] as number, values[i] as number])
  return points
}

function changesIn(closes: Closes, window: number, from: Instant): [Instant, number][] {
  return pointsFrom(closes, from).flatMap(([time, value]): [Instant, number][] => {
    const index = indexAt(closes.times, time - window)
    const before = closes.values[index]
    return before === undefined || index < 0 ? [] : [[time, value / before - 1]]
  })
}

/** Realized volatility over the returns of a window, fraction a year: of daily closes sqrt(365), of hourly ones sqrt(8760). */
function volatilitiesIn(
  { times, values, every }: Closes,
  window: number,
  from: Instant,
): [Instant, number][] {
  const length = window / every
  const start = Math.max(0, indexAtOrBefore(times, from) - length)
  const returns = logReturns(values.subarray(start))
  const rolling = rollingVolatility(returns, length, every === HOUR ? HOURS_A_YEAR : DAYS_A_YEAR)
  return [...rolling].flatMap((value, index): [Instant, number][] => {
    // A return ends with the close after it; so many closes in a row are as long as the window where none is missing.
    const end = start + index + 1
    const time = times[end] ?? Number.NaN
    const isWhole = time - (times[end - length] ?? Number.NaN) === window
    return time > from && isWhole && Number.isFinite(value) ? [[time, value]] : []
  })
}

/** Rates that settled together. */
export interface Settled {
  readonly time: Instant
  /** Fraction per 8 hours over the venues, weighted by their open interest where it is known. */
  readonly rate: number
  /** Sorted. */
  readonly venues: readonly string[]
}

/** In `(from, now]`, oldest first. */
export function settlementsOf(asset: AssetId, history: History, from: Instant): readonly Settled[] {
  const byEnd = new Map<Instant, { venue: string; rate: number }[]>()
  for (const venue of history.fundingVenues(asset)) {
    const prints = history.funding(asset, venue)
    if (!prints) continue
    // Of the day that has begun there are settlements, too.
    for (const { at, rate8h } of eightHoursIn(prints, from, history.live?.checkedAt ?? history.now)) {
      const end = Math.round(at / (8 * HOUR)) * 8 * HOUR
      const rates = byEnd.get(end) ?? []
      rates.push({ venue, rate: rate8h })
      byEnd.set(end, rates)
    }
  }
  return [...byEnd]
    .toSorted(([one], [other]) => one - other)
    .map(([time, rates]) => ({
      time,
      rate: overVenues(rates, asset, history, time),
      venues: rates.map(({ venue }) => venue).toSorted(),
    }))
}

function fundingPoints(asset: AssetId, history: History, from: Instant): [Instant, number][] {
  return settlementsOf(asset, history, from).map(({ time, rate }) => [time, rate])
}

function overVenues(
  rates: readonly { readonly venue: string; readonly rate: number }[],
  asset: AssetId,
  history: History,
  time: Instant,
): number {
  const weights = rates.map(({ venue }) => {
    const interest = history.openInterest(asset, venue)
    return (interest && lastAtOrBefore(interest, time - DAY)?.value) ?? 0
  })
  const isWeighted = weights.some((weight) => weight > 0)
  return weightedMean(
    rates.map(({ rate }) => rate),
    isWeighted ? weights : rates.map(() => 1),
  )
}

function runPoints(asset: AssetId, history: History, from: Instant): [Instant, number][] {
  let run = 0
  let last = Number.NEGATIVE_INFINITY
  return fundingPoints(asset, history, from).map(([time, rate]) => {
    const sign = Math.sign(rate)
    // A settlement that is missing breaks the count.
    run = sign === Math.sign(run) && time - last <= 8 * HOUR ? run + sign : sign
    last = time
    return [time, run]
  })
}

function interestPast(
  asset: AssetId,
  unit: 'coins' | 'usd',
  window: number,
  history: History,
  from: Instant,
): Past | undefined {
  const series = interestSeries(asset, history)
  const candles = history.dailyCandles(asset)
  const days = series[0]?.times
  if (!days || !candles) return undefined
  const perCoin = (day: Instant) =>
    unit === 'usd' ? 1 : (candles.close[indexAt(candles.times, day)] ?? Number.NaN)
  const points = [...days].flatMap((day): [Instant, number][] => {
    // Dated by its day: known when that has ended.
    const time = day + DAY
    if (time <= from || time > history.now) return []
    let [now, before] = [0, 0]
    for (const { times, values } of series) {
      const [end, start] = [values[indexAt(times, day)], values[indexAt(times, day - window)]]
      // Only venues that have both are compared.
      if (end === undefined || start === undefined) continue
      now += end
      before += start
    }
    const change = now / perCoin(day) / (before / perCoin(day - window)) - 1
    return Number.isFinite(change) ? [[time, change]] : []
  })
  return { points, every: DAY }
}

/** Of all venues where the record has their sum, else of each. */
export function interestSeries(asset: AssetId, history: History): readonly Series[] {
  return interestVenues(asset, history).flatMap((venue) => history.openInterest(asset, venue) ?? [])
}

/** `all` where the record has the sum of all venues. */
export function interestVenues(asset: AssetId, history: History): readonly string[] {
  const venues = history.openInterestVenues(asset)
  return venues.includes('all') ? ['all'] : venues
}

function rankPoints(asset: AssetId, history: History, from: Instant): [Instant, number][] {
  const own = history.marketCaps(asset)
  if (!own) return []
  const others = history.assets
    .filter(({ id, kind }) => kind === 'coin' && id !== asset)
    .flatMap(({ id }) => history.marketCaps(id) ?? [])
  return pointsFrom(own, from).map(([time, cap]) => {
    const larger = others.filter(({ times, values }) => (values[indexAt(times, time)] ?? 0) > cap)
    return [time, larger.length + 1]
  })
}
