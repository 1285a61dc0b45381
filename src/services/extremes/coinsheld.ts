/** Open interest counted in coins, at every hour of its day at which it may have been read. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAt, type Series, seriesOf, valueAt } from '#src/market/series.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import { lastReaching } from '#src/metrics/lookback.ts'
import { lookbackOf, type Tracked } from './tracked.ts'

/** Hours UTC, the middle one first: its value is told. */
const READING_HOURS: readonly number[] = [17, 15, 16, 18, 24]

export interface Coins {
  /** What differs from the series in dollars. An extreme must hold at every hour. */
  readonly tracked: Pick<Tracked, 'data' | 'alternatives' | 'neighbours'>
  /** Change over so many days up to a day, fractions, at each hour; undefined where a day or an hour is missing. */
  changes(day: Instant, days: number): readonly number[] | undefined
  /** Whether a day's coins are the most (`up`) or the fewest of so many milliseconds, at most of the hours. */
  isExtreme(day: Instant, side: 'up' | 'down', reach: number): boolean
}

/** Undefined without hourly prices: then the hour of reading cannot be told from the price. */
export function inCoins(history: History, asset: AssetId, dollars: Series): Coins | undefined {
  const name = `openinterest.${asset}.coins`
  const hourly = history.hourlyCandles(asset)
  if (!hourly) return undefined
  const priceAt = (day: Instant, hour: number) =>
    hourly.close[indexAt(hourly.times, day + (hour - 1) * HOUR)] ?? Number.NaN
  const days = [...dollars.times].filter((day) => READING_HOURS.every((hour) => priceAt(day, hour) > 0))
  const all = READING_HOURS.map((hour) =>
    seriesOf(days.map((day) => [day, (valueAt(dollars, day) as number) / priceAt(day, hour)])),
  )
  const [middle, ...others] = all
  if (!middle || middle.times.length === 0) return undefined
  const changes = (day: Instant, span: number) => {
    const found = all.map((coins) => {
      const [now, before] = [valueAt(coins, day), valueAt(coins, day - span * DAY)]
      return now && before ? now / before - 1 : Number.NaN
    })
    return found.some(Number.isNaN) ? undefined : found
  }
  return {
    tracked: {
      data: middle,
      alternatives: others.map(({ values }) => values),
      neighbours(index) {
        const held = all.map(({ values }) => values[index] as number)
        return [Math.min(...held), Math.max(...held)]
      },
    },
    changes,
    isExtreme(day, side, reach) {
      const index = indexAt(middle.times, day)
      if (index < 0) return false
      const hours = all.filter(({ times, values }, i) => {
        // Named as entries.ts names them, so that the links are made once.
        const links = lookbackOf(i === 0 ? name : `${name} ${i - 1}`, values)
        const earlier = lastReaching(values, links, index, values[index] as number, side)
        return earlier < 0 || (times[earlier] as number) <= day - reach
      })
      return hours.length > all.length / 2
    },
  }
}
