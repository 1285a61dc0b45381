/** Open interest in coins at each hour at which its rows may have been read: their hour is not on record. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { between, type Series } from '#src/market/series.ts'
import { DAY, type Day, dayOf, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import { hourPrice, midnightPrice } from '../prices.ts'
import { isGap } from '../publish.ts'
import type { Spread } from '../verdicts.ts'
import type { Interest, KnownInterest } from './known.ts'
import { isPeakAtEdge } from './support.ts'
import { LEAST_PEAK_DAYS, PEAK_DAYS } from './year.ts'

/** Hours (UTC) of a row's day; 24 is the close of the day, which needs no hourly price. */
export const READING_HOURS: readonly number[] = [15, 16, 17, 18, 24]
const CLOSE = 24

export interface CoinsChange extends Spread {
  /** Hours with a price on both days. */
  readonly hours: readonly number[]
}

export interface CoinsFromPeak extends Spread {
  readonly first: Day
  readonly last: Day
}

/** Change of the coins between both boundaries, fractions; undefined where it is known at no hour. */
export function coinsSpread(
  history: History,
  asset: AssetId,
  { start, end }: Pick<Interest, 'start' | 'end'>,
): CoinsChange | undefined {
  if (isGap(start) || isGap(end)) return undefined
  if (start.coins !== undefined && end.coins !== undefined && start.coins > 0) {
    // Counted by the venues at both midnights: there is no hour to guess.
    const change = end.coins / start.coins - 1
    return { low: change, high: change, hours: [24] }
  }
  const known = READING_HOURS.flatMap((hour) => {
    const before = coinsAt(history, asset, start, hour)
    const now = coinsAt(history, asset, end, hour)
    return before && now ? [{ hour, change: now / before - 1 }] : []
  })
  const spread = spreadOf(known.map(({ change }) => change))
  const hours = known.map(({ hour }) => hour)
  return spread && { ...spread, ...atCloseOf(hours), hours }
}

/**
 * Distance of the coins from their highest of 90 days, 0 or negative. An hour at which the highest is one of the
 * window's first seven days has no peak and is left out. Undefined where no hour is left, or the record is too short.
 */
export function coinsFromPeak(
  history: History,
  asset: AssetId,
  known: KnownInterest | undefined,
  daily: Series,
  boundary: Instant,
): CoinsFromPeak | undefined {
  const from = floorToDay(boundary) - PEAK_DAYS * DAY
  if (known === undefined || !((daily.times[0] as number) <= from)) return undefined
  const { times, values } = between(daily, from, floorToDay(boundary))
  const distances: number[] = []
  const peaks: Instant[] = []
  const hours: number[] = []
  let edges = 0
  for (const hour of READING_HOURS) {
    const now = coinsAt(history, asset, known, hour)
    const days = [...times].flatMap((date, i) => {
      const coins = coinsAt(history, asset, { date, value: values[i] as number }, hour)
      return coins === undefined ? [] : [{ date, coins }]
    })
    if (now === undefined || days.length < LEAST_PEAK_DAYS) continue
    const top = days.reduce((highest, day) => (day.coins >= highest.coins ? day : highest))
    if (isPeakAtEdge(top.date, from)) {
      edges++
      continue
    }
    distances.push(now / top.coins - 1)
    peaks.push(top.date)
    hours.push(hour)
  }
  // What one hour of five alone calls a peak is none: the row may have been read at any of them.
  if (edges > distances.length) return undefined
  const spread = spreadOf(distances)
  return (
    spread && {
      ...spread,
      ...atCloseOf(hours),
      first: dayOf(Math.min(...peaks)),
      last: dayOf(Math.max(...peaks)),
    }
  )
}

function coinsAt(history: History, asset: AssetId, { date, value }: KnownInterest, hour: number) {
  const price =
    hour === CLOSE ? midnightPrice(history, asset, date + DAY) : hourPrice(history, asset, date + hour * HOUR)
  return price === undefined ? undefined : value / price
}

function spreadOf(values: readonly number[]): Spread | undefined {
  return values.length === 0 ? undefined : { low: Math.min(...values), high: Math.max(...values) }
}

function atCloseOf(hours: readonly number[]): Pick<Spread, 'atClose'> {
  return hours.every((hour) => hour === CLOSE) ? { atClose: true } : {}
}
