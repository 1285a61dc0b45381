/** The last rows of a record before an instant, where nothing of the week asked about can be told: dated, and never as of now. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { CURVES } from '#src/market/macro.ts'
import { type Candles, indexAtOrBefore, lastAtOrBefore, type Series } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { eightHourRate, lastSettled } from '#src/metrics/funding.ts'

export interface LastRow {
  /** Venue, asset, curve or index. */
  readonly of: string
  /** Fraction per 8 hours, USD, percent or points, as the table has it. */
  readonly value: number
  /** 00:00 UTC of the day that it is dated by. */
  readonly day: Instant
  /** Up to where it is known: of a row of a whole day its end. */
  readonly end: Instant
}

/** The youngest rows first; at most one of each venue, asset, curve or index. */
export type LastRows = readonly LastRow[]

/** The last settlement of each venue; of those of one day Binance's is the first. Fractions per 8 hours. */
export function lastFunding(history: History, asset: AssetId, at: Instant): LastRows {
  const rows = history.fundingVenues(asset).flatMap((of): LastRow[] => {
    const prints = history.funding(asset, of)
    const last = prints ? lastSettled(prints, at) : -1
    const end = prints?.times[last]
    const value = eightHourRate(prints?.rates[last] ?? Number.NaN, prints?.intervalHours[last] ?? Number.NaN)
    return end === undefined || !Number.isFinite(value) ? [] : [{ of, value, day: floorToDay(end), end }]
  })
  return youngest(rows, ({ of }) => (of === 'binance' ? 1 : 0))
}

/** The last reading of each venue, the largest of a day first. USD. */
export function lastInterest(history: History, asset: AssetId | 'total', at: Instant): LastRows {
  const rows = history
    .openInterestVenues(asset)
    .flatMap((of) => ofWholeDay(of, history.openInterest(asset, of), at))
  return youngest(rows, ({ value }) => value)
}

/** The last whole day of each venue, the largest of a day first. USD. */
export function lastVolume(history: History, market: 'spot' | 'perp', at: Instant): LastRows {
  const rows = history.volumeVenues(market).flatMap((of) => ofWholeDay(of, history.volume(market, of), at))
  return youngest(rows, ({ value }) => value)
}

/** The last close of each asset, in their order. USD. */
export function lastCloses(history: History, assets: readonly AssetId[], at: Instant): LastRows {
  return assets.flatMap((of): LastRow[] => {
    const rows = [history.hourlyCandles(of), history.dailyCandles(of)].flatMap((one) => closeOf(of, one, at))
    return youngest(rows).slice(0, 1)
  })
}

/** The last snapshot of all crypto. USD. */
export function lastMarketcap(history: History, at: Instant): LastRows {
  return snapshotOf('total', history.totalMarketCap, at)
}

/** The youngest price and the youngest market cap of any coin: rankings are made from both. USD; the older table first. */
export function lastRanked(history: History, at: Instant): LastRows {
  const ids = history.assets.map(({ id }) => id)
  const prices = youngest(ids.flatMap((id) => closeOf('prices_daily', history.dailyCandles(id), at)))
  const caps = youngest(ids.flatMap((id) => snapshotOf('market_caps', history.marketCaps(id), at)))
  return [...prices.slice(0, 1), ...caps.slice(0, 1)].sort((a, b) => a.end - b.end)
}

/** The ten-year yield of each curve, in percent, then the indices of sentiment, 0-100. */
export function lastMacro(history: History, at: Instant): LastRows {
  return [
    ...CURVES.flatMap((curve) => ofWholeDay(curve, history.curveYields(curve, 10), at)),
    ...history.sentimentIndices.flatMap((index) => ofWholeDay(index, history.sentiment(index), at)),
  ]
}

/** The seven whole days up to a row: in place of a week of which nothing is known. */
export function weekUpTo({ end }: LastRow, { edition }: Week): Week {
  const midnight = Math.ceil(end / DAY) * DAY
  return { edition, start: midnight - 7 * DAY, end: midnight, zone: 'UTC' }
}

/** What the age of a last row counts to: the newest week's to now, as long as nothing newer is known. */
export function agesTo(history: History, week: Week, last: Week): Instant {
  return week.edition === last.edition ? (history.live?.checkedAt ?? history.now) : week.end
}

function ofWholeDay(of: string, series: Series | undefined, at: Instant): LastRow[] {
  const last = series && lastAtOrBefore(series, at - DAY)
  return last ? [{ of, value: last.value, day: last.time, end: last.time + DAY }] : []
}

function snapshotOf(of: string, series: Series | undefined, at: Instant): LastRow[] {
  const last = series && lastAtOrBefore(series, at)
  return last ? [{ of, value: last.value, day: floorToDay(last.time), end: last.time }] : []
}

/** A close is dated by the day that it ends. */
function closeOf(of: string, candles: Candles | undefined, at: Instant): LastRow[] {
  if (!candles) return []
  const { times, close, interval } = candles
  const last = indexAtOrBefore(times, at - interval)
  const [time, value] = [times[last], close[last]]
  if (time === undefined || value === undefined || !Number.isFinite(value)) return []
  return [{ of, value, day: floorToDay(time), end: time + interval }]
}

/** Of those of one day, the one of most weight first. */
function youngest(rows: readonly LastRow[], weight: (row: LastRow) => number = () => 0): LastRow[] {
  return rows.toSorted((a, b) => b.day - a.day || weight(b) - weight(a) || b.end - a.end)
}
