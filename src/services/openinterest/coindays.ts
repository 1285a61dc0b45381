/** Open interest in coins, day by day: as the venues count them, else dollars over one price of each day. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { between, type Series, seriesOf, valueAt } from '#src/market/series.ts'
import { DAY, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import { changeBetween } from '#src/metrics/weekchanges.ts'
import { hourPrice, midnightPrice } from '../prices.ts'
import { type Gap, gap, isGap } from '../publish.ts'
import { coinsChange, coinsOf } from './coins.ts'
import { type Interest, interestBetween } from './known.ts'

/** `counted` by the venues; else the hour (UTC) of the day whose price the dollars are divided by, 24 for the day's close. */
export type CoinsBy = 'counted' | number

export interface CoinDays {
  /** The asset's own units, dated by the day that a value was read in. */
  readonly series: Series
  readonly by: CoinsBy
}

/** Rows without an hour fit a reading at 15 to 18 UTC best: `READING_HOURS`, of which this is one. */
const AFTERNOON = 17
const CLOSE = 24
/** With fewer of the days priced at that hour, all are priced at the close, of which more is on record. */
const LEAST_PRICED = 0.9

/** All days before the boundary. Undefined where the last day of what is counted has no value. */
export function coinDays(
  history: History,
  asset: AssetId,
  interest: Interest,
  boundary: Instant,
): CoinDays | undefined {
  const { start, end } = interest
  if (isGap(end)) return undefined
  const { date, coins } = end
  const usd = between(interest.daily, Number.NEGATIVE_INFINITY, floorToDay(boundary))
  const isKnown = (series: Series) => valueAt(series, date) !== undefined
  const found = daysBy()
  return isKnown(found.series) ? found : undefined

  function daysBy(): CoinDays {
    const isCounted = coins !== undefined && (isGap(start) || start.coins !== undefined)
    if (isCounted) return { series: countedDays(history, asset, interest, usd), by: 'counted' }
    const closes = pricedAt(history, asset, usd, CLOSE)
    if (history.interestStamps !== undefined) return { series: closes, by: CLOSE }
    const afternoons = pricedAt(history, asset, usd, AFTERNOON)
    const isPriced = afternoons.times.length >= LEAST_PRICED * closes.times.length && isKnown(afternoons)
    return isPriced ? { series: afternoons, by: AFTERNOON } : { series: closes, by: CLOSE }
  }
}

/** Coins at the end: as the venues count them, else at the price of the days. */
export function coinsAtEnd(
  history: History,
  asset: AssetId,
  { end }: Interest,
  days: CoinDays | undefined,
): number | Gap {
  const priced = isGap(end) || end.coins !== undefined ? undefined : days && valueAt(days.series, end.date)
  return priced ?? coinsOf(history, asset, end)
}

/** Their change between both boundaries, a fraction: of the days, else at the close of both. */
export function coinsOver(
  history: History,
  asset: AssetId,
  interest: Interest,
  days: CoinDays | undefined,
): number | Gap {
  const change = days && coinsBetween(interest, days)
  return change === undefined || isGap(change) ? coinsChange(history, asset, interest) : change
}

/** Change of the coins between both boundaries, both of the same days, a fraction. */
export function coinsBetween({ start, end }: Interest, { series }: CoinDays): number | Gap {
  if (isGap(start)) return start
  if (isGap(end)) return end
  const [before, now] = [valueAt(series, start.date), valueAt(series, end.date)]
  const change = before && now ? changeBetween(before, now, 'fraction') : Number.NaN
  return Number.isFinite(change) ? change : gap('gap', 'prices_hourly')
}

/** Days on which every venue that is counted reports its coins. */
function countedDays(history: History, asset: AssetId, interest: Interest, usd: Series): Series {
  const { start, end, venues } = interest
  const from = isGap(start) ? usd.times[0] : start.date + DAY
  const until = isGap(end) ? from : end.date + DAY
  const counts = venues.map((venue) =>
    from === undefined || until === undefined
      ? undefined
      : interestBetween(history, asset, venue, from, until).reported?.coins,
  )
  return seriesOf(
    [...usd.times].flatMap((day) => {
      const sum = counts.reduce((all, coins) => all + ((coins && valueAt(coins, day)) ?? Number.NaN), 0)
      return Number.isFinite(sum) ? [[day, sum] as const] : []
    }),
  )
}

function pricedAt(history: History, asset: AssetId, { times, values }: Series, hour: number): Series {
  const coinsOn = (day: Instant, usd: number) => {
    const price =
      hour === CLOSE ? midnightPrice(history, asset, day + DAY) : hourPrice(history, asset, day + hour * HOUR)
    return price === undefined ? [] : [[day, usd / price] as const]
  }
  return seriesOf([...times].flatMap((day, i) => coinsOn(day, values[i] as number)))
}
