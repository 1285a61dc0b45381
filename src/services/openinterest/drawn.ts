/** What is drawn of one asset's open interest: dollars, coins and price day by day, and the highest of each. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { between, type Point, type Series, valueAt } from '#src/market/series.ts'
import { DAY, type Day, dayOf, floorToDay, type Instant, startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { defined } from '../defined.ts'
import { dailyClosePoints, dailyPoints } from '../points.ts'
import { isGap } from '../publish.ts'
import { lastDays } from '../window.ts'
import { type CoinDays, type CoinsBy, coinsBetween } from './coindays.ts'
import { type Interest, PEAK_DAYS } from './known.ts'
import { LEAST_PEAK_DAYS } from './year.ts'

/** Nine months. */
const DRAWN_DAYS = 275

/** From the first to the end of the last day that is drawn. */
export function drawnSpan(week: Week): readonly [from: Instant, to: Instant] {
  const midnight = floorToDay(week.end)
  return [midnight - DRAWN_DAYS * DAY, midnight]
}

export interface CoinPeak {
  /** The asset's own units. */
  readonly value: number
  readonly date: Day
}

/** Days are UTC days; each value is dated by the 00:00 that begins its day. */
export interface DrawnInterest {
  /** USD, up to 275 days; null is a day without a value. */
  readonly dollarDays: readonly Point[]
  /** The asset's own units, the same days. */
  readonly coinDays?: readonly Point[]
  /** `counted` by the venues, or dollars over the price at this hour of the day (UTC), 24 for its close. */
  readonly coinsBy?: CoinsBy
  /** The last of `coinDays`, and its change over the week, a fraction: what is drawn, printed and on the sheet. */
  readonly coinsEnd?: number
  readonly coinsChange?: number
  /** Highest since `recordStart` of the row, where that is known. */
  readonly coinsPeak?: CoinPeak
  /** Highest of the 90 days before the boundary; absent where fewer than 72 of them are known. */
  readonly coinsPeak90d?: CoinPeak
  /** The asset's daily closes, USD, the same days; absent for the total. */
  readonly priceDays?: readonly Point[]
}

/** `coins` are the days of `coinDays`, `recordStart` the first day of the record whose peak is stated in dollars. */
export function drawnInterest(
  history: History,
  week: Week,
  asset: AssetId | 'total',
  interest: Interest,
  coins: CoinDays | undefined,
  recordStart: Day | undefined,
): DrawnInterest {
  const midnight = floorToDay(week.end)
  const linesOf = (series: Series) => dailyPoints((day) => valueAt(series, day), midnight, DRAWN_DAYS)
  return {
    dollarDays: linesOf(interest.levels),
    ...(asset !== 'total' && { priceDays: dailyClosePoints(history, asset, week.end, DRAWN_DAYS) }),
    ...(coins && { ...coinFacts(interest, coins, midnight, recordStart), coinDays: linesOf(coins.series) }),
  }
}

/** The last `days` days before `end` of what is drawn; peaks outside them are not marked. */
export function lastDrawn(drawn: DrawnInterest, end: Instant, days: number): DrawnInterest {
  const { dollarDays, coinDays, priceDays } = drawn
  return {
    ...drawn,
    dollarDays: lastDays(dollarDays, end, days),
    ...(coinDays && { coinDays: lastDays(coinDays, end, days) }),
    ...(priceDays && { priceDays: lastDays(priceDays, end, days) }),
  }
}

function coinFacts(interest: Interest, coins: CoinDays, midnight: Instant, recordStart: Day | undefined) {
  const { series, by } = coins
  const change = coinsBetween(interest, coins)
  const quarter = between(series, midnight - PEAK_DAYS * DAY, midnight)
  const record = recordStart === undefined ? undefined : between(series, startOfDay(recordStart), midnight)
  return {
    coinsBy: by,
    ...defined({
      coinsEnd: isGap(interest.end) ? undefined : valueAt(series, interest.end.date),
      coinsChange: isGap(change) ? undefined : change,
      coinsPeak: record && peakOf(record),
      coinsPeak90d: quarter.times.length < LEAST_PEAK_DAYS ? undefined : peakOf(quarter),
    }),
  }
}

/** The later of equal ones, as in dollars. */
function peakOf({ times, values }: Series): CoinPeak | undefined {
  let top = 0
  for (let i = 1; i < values.length; i++) if ((values[i] as number) >= (values[top] as number)) top = i
  const [value, time] = [values[top], times[top]]
  return value === undefined || time === undefined ? undefined : { value, date: dayOf(time) }
}
