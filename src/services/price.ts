/** Prices of coins that someone asked for: now, a day and a week ago, rank, and distance from the record's high. */
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Disagreement, LivePrice } from '#src/market/live.ts'
import { indexAtOrBefore, type Point } from '#src/market/series.ts'
import { TETHER } from '#src/market/tether.ts'
import { DAY, type Day, dayOf, floorToDay, type Instant } from '#src/market/time.ts'
import { simpleReturn } from '#src/metrics/returns.ts'
import { type ChartEvent, eventsIn } from './events.ts'
import { dailyPoints } from './points.ts'
import { midnightPrice, priceAt } from './prices.ts'
import { type Gap, gap, isGap } from './publish.ts'
import { PRICE_NOW_BOUND } from './staleness.ts'
import { suppliersOf } from './suppliers.ts'
import { agedRanking, type AgedRanks, agedRanks, rankedCoins } from './universe.ts'

export interface PriceRow {
  readonly asset: Asset
  /** USD, and when it was the price. */
  readonly price: number | Gap
  readonly asOf: Instant
  /** Fractions. */
  readonly change24h: number | Gap
  readonly change7d: number | Gap
  readonly changeWindow: number | Gap
  /** 1 = largest market cap; a gap for what is not ranked. */
  readonly rank: number | Gap
  readonly marketCap: number | Gap
  /** Highest price of any day on record up to then, and the distance from it: 0 or a negative fraction. */
  readonly high: { readonly price: number; readonly day: Day; readonly distance: number } | Gap
  /** First day of its record. */
  readonly recordStart?: Day
  /** Prices at the midnights of the window, each dated by the day that it closes; null is a gap. */
  readonly series: readonly Point[]
  /** Of a stablecoin: what it was worth, as it was reported last; no candle is on record of one. */
  readonly worth?: Worth
  /** Reported beside the record, where it goes on; no change is counted from it. */
  readonly live?: PriceNow
}

/** What a stablecoin was worth at a time. */
export interface Worth {
  /** USD per one coin. */
  readonly price: number
  readonly time: Instant
  /** As source lines name it, or a venue's name. */
  readonly source: string
}

export interface PriceNow extends LivePrice {
  /** Milliseconds, counted up to a quarter of an hour ago. */
  readonly age: number
  /** Too old to be called the price now. */
  readonly isStale: boolean
  /** Venues that report another price, too far from the middle of all. */
  readonly disagreements: readonly Disagreement[]
}

export interface PriceReading extends AgedRanks {
  readonly at: Instant
  /** Days of the window: those asked for, or fewer where the record of the youngest coin begins later. */
  readonly days: number
  readonly rows: readonly PriceRow[]
  /** In the days of the series, of the first coin, at most two. */
  readonly events?: readonly ChartEvent[]
  readonly sources: readonly string[]
}

/** Prices at an instant of the record, in the order asked for. */
export function readPrices(
  history: History,
  at: Instant,
  assets: readonly AssetId[],
  asked: number,
): PriceReading {
  const days = windowOf(history, at, assets, asked)
  const rows = assets.flatMap((id) => {
    const asset = history.asset(id)
    return asset ? [rowOf(history, asset, at, days)] : []
  })
  const worths = rows.flatMap(({ worth }) => worth ?? [])
  const isOfCandles = worths.length < rows.length
  return {
    at,
    days,
    rows,
    sources: [
      ...new Set([
        ...(isOfCandles ? suppliersOf(history, 'prices_daily', 'market_caps') : []),
        ...worths.map(({ source }) => source),
      ]),
    ],
    ...agedRanks(history, floorToDay(at)),
    ...(assets[0] !== undefined && {
      events: eventsIn(history, assets[0], floorToDay(at) - days * DAY, floorToDay(at)),
    }),
  }
}

/** The days asked for, or those since all coins have a close where that is later: what is drawn and told is one window. */
function windowOf(history: History, at: Instant, assets: readonly AssetId[], asked: number): number {
  const firsts = assets.flatMap((id) => history.dailyCandles(id)?.times[0] ?? [])
  // The first close is the price at the end of its day.
  const whole = Math.floor((floorToDay(at) - (Math.max(...firsts) + DAY)) / DAY)
  return whole >= 1 && whole < asked ? whole : asked
}

function rowOf(history: History, asset: Asset, at: Instant, days: number): PriceRow {
  const now = priceAt(history, asset.id, at)
  const price = isGap(now) ? now : now.price
  const changeSince = (before: number): number | Gap => {
    const then = priceAt(history, asset.id, at - before * DAY)
    if (isGap(price)) return price
    return isGap(then) ? then : simpleReturn(then.price, price)
  }
  const ranked = rankedCoins(history, floorToDay(at))
  const place = ranked.findIndex((coin) => coin.asset.id === asset.id)
  const noCap = gap(history.marketCaps(asset.id) ? 'gap' : 'no-data', 'market_caps')
  const first = history.dailyCandles(asset.id)?.times[0]
  return {
    asset,
    price,
    asOf: isGap(now) ? at : now.asOf,
    change24h: changeSince(1),
    change7d: changeSince(7),
    changeWindow: changeSince(days),
    rank: place < 0 ? noCap : place + 1,
    marketCap:
      agedRanking(history, floorToDay(at)) === undefined ? (ranked[place]?.marketCap ?? noCap) : noCap,
    high: isGap(price) ? price : highUpTo(history, asset.id, at, price),
    ...(first !== undefined && { recordStart: dayOf(first) }),
    series: closesOf(history, asset.id, floorToDay(at), days),
    ...worthOf(history, asset, at),
    // Beside a past week the price of now would only confuse.
    ...(at >= history.now && liveOf(history, asset.id)),
  }
}

/** Of now the youngest that anybody reported; of a past time the rate at 00:00 UTC, which USDT alone has. */
export function worthOf(history: History, { id, kind }: Asset, at: Instant): { readonly worth?: Worth } {
  if (kind !== 'stablecoin') return {}
  const rate = id === TETHER ? history.tetherRate?.(floorToDay(at)) : undefined
  const reported = rate && { price: rate.rate, time: rate.time, source: rate.source }
  const live = at >= history.now ? history.live?.price(id) : undefined
  const worth = live && !(reported && reported.time >= live.time) ? live : reported
  return worth ? { worth } : {}
}

function liveOf({ live }: History, asset: AssetId): { readonly live?: PriceNow } {
  const reported = live?.price(asset)
  if (!live || !reported) return {}
  const age = Math.max(0, live.checkedAt - reported.time)
  const disagreements = live.disagreements.filter((one) => one.asset === asset)
  return { live: { ...reported, age, isStale: age > PRICE_NOW_BOUND, disagreements } }
}

function highUpTo(history: History, id: AssetId, at: Instant, price: number): PriceRow['high'] {
  const candles = history.dailyCandles(id)
  const last = candles ? indexAtOrBefore(candles.times, at - DAY) : -1
  if (!candles || last < 0) return gap('no-data', 'prices_daily')
  let top = 0
  for (let i = 1; i <= last; i++) {
    if ((candles.high[i] as number) > (candles.high[top] as number)) top = i
  }
  const high = candles.high[top] as number
  if (!(high > 0)) return gap('no-data', 'prices_daily')
  const distance = Math.min(0, price / high - 1)
  return { price: high, day: dayOf(candles.times[top] as number), distance }
}

/** Prices at the midnights of the window, both ends included, dated by the days that they close. */
function closesOf(history: History, id: AssetId, end: Instant, days: number): Point[] {
  return dailyPoints((day) => midnightPrice(history, id, day + DAY), end, days + 1)
}
