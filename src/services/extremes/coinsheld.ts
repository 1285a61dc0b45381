/** Open interest counted in coins, at every hour of its day at which it may have been read. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAt, type Series, seriesOf, valueAt } from '#src/market/series.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import { lastReaching } from '#src/metrics/lookback.ts'
import { LONGEST_AGE, longestUntil, joinedSeriesOf } from '../joined.ts'
import { READING_HOURS } from '../openinterest/hours.ts'
import { lookbackOf, type Tracked } from './tracked.ts'

/** The value at this hour (UTC), the middle one, is reported. */
const MIDDLE = 17
const HOURS: readonly number[] = [MIDDLE, ...READING_HOURS.filter((hour) => hour !== MIDDLE)]

export interface Coins {
  /** What differs from the series in dollars. An extreme must hold at every hour; absent where no day has them all. */
  readonly tracked?: Pick<Tracked, 'data' | 'alternatives' | 'neighbours'>
  /** Change over so many days up to a day, fractions, at each hour with a price on both; undefined where none has. */
  changes(day: Instant, days: number): readonly number[] | undefined
  /** Whether a day's coins are the most (`up`) or the fewest of so many milliseconds, at most of the hours. */
  isExtreme(day: Instant, side: 'up' | 'down', reach: number): boolean
}

/**
 * Where hours of a day are not on record its coins are known at its close alone: an extreme in coins needs every hour,
 * what the price explains of a move in dollars does not. Undefined where there is no daily price either.
 */
export function inCoins(history: History, asset: AssetId | 'total', dollars: Series): Coins | undefined {
  const name = `openinterest.${asset}.coins`
  const priced = HOURS.map((hour) => coinsAt(history, asset, dollars, hour))
  const closes = priced.at(-1) as Series
  if (closes.times.length === 0) return undefined
  const complete = [...closes.times].filter((day) =>
    priced.every((coins) => valueAt(coins, day) !== undefined),
  )
  const all = priced.map((coins) => seriesOf(complete.map((day) => [day, valueAt(coins, day) as number])))
  const [middle, ...others] = all as [Series, ...Series[]]
  return {
    ...(complete.length > 0 && {
      tracked: {
        data: middle,
        alternatives: others.map(({ values }) => values),
        neighbours(index) {
          const held = all.map(({ values }) => values[index] as number)
          return [Math.min(...held), Math.max(...held)]
        },
      },
    }),
    changes(day, span) {
      const found = priced.flatMap((coins) => {
        const [now, before] = [valueAt(coins, day), valueAt(coins, day - span * DAY)]
        return now && before ? [now / before - 1] : []
      })
      return found.length === 0 ? undefined : found
    },
    isExtreme(day, side, reach) {
      // Named as entries.ts names them, so that the links are made once.
      const isReached = (coins: Series, series: string) => {
        const { times, values } = coins
        const index = indexAt(times, day)
        if (index < 0) return false
        const links = lookbackOf(series, values)
        const earlier = lastReaching(values, links, index, values[index] as number, side)
        return earlier < 0 || (times[earlier] as number) <= day - reach
      }
      // Hours that are on record for less long than the claim reaches say nothing of what lies before.
      if (!((middle.times[0] as number) <= day - reach) || indexAt(middle.times, day) < 0)
        return isReached(closes, `${name} close`)
      const hours = all.filter((coins, i) => isReached(coins, i === 0 ? name : `${name} ${i - 1}`))
      return hours.length > all.length / 2
    },
  }
}

/**
 * Coins at one hour of each day; 24 is the close of the day, which needs no hourly price. Of all assets together there are
 * no coins: total market cap at the end of the day is their price, and what is left is a share of it.
 */
function coinsAt(history: History, asset: AssetId | 'total', dollars: Series, hour: number): Series {
  if (asset === 'total') return hour === 24 ? sharesOfCap(history, dollars) : EMPTY
  const candles = hour === 24 ? history.dailyCandles(asset) : history.hourlyCandles(asset)
  const opening = hour === 24 ? 0 : (hour - 1) * HOUR
  return seriesOf(
    [...dollars.times].flatMap((day, i): [Instant, number][] => {
      const at = candles ? indexAt(candles.times, day + opening) : -1
      const price = candles?.close[at] ?? 0
      return at >= 0 && price > 0 ? [[day, (dollars.values[i] as number) / price]] : []
    }),
  )
}

const EMPTY: Series = { times: new Float64Array(0), values: new Float64Array(0) }

function sharesOfCap(history: History, dollars: Series): Series {
  const cap = longestUntil(joinedSeriesOf(history, 'total_market_cap'), history.now - LONGEST_AGE)?.usd
  return seriesOf(
    [...dollars.times].flatMap((day, i): [Instant, number][] => {
      const price = cap && valueAt(cap, day + DAY)
      return price ? [[day, (dollars.values[i] as number) / price]] : []
    }),
  )
}
