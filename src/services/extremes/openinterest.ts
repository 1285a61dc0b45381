/** Extremes of open interest: in dollars, in coins, and its changes. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAt, type Series, valueAt } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { isInterestGlitch } from '#src/metrics/glitches.ts'
import { simpleReturn } from '#src/metrics/returns.ts'
import { rememberPerHistory } from '../memory.ts'
import { ACROSS_VENUES } from '../openinterest/known.ts'
import { midnightsOf } from '../universe.ts'
import { type Coins, inCoins } from './coinsheld.ts'
import { changesOf } from './derive.ts'
import { LEAST_WEEKS, WEEK } from './reach.ts'
import { sumOfVenues } from './sums.ts'
import type { Tracked } from './tracked.ts'
import { WEEKLY_GAP, weekly, weeksByMonday } from './weeks.ts'

const ASSETS: readonly (AssetId | 'total')[] = ['bitcoin', 'total']

export const openInterestSeries = rememberPerHistory((history, zone: string): readonly Tracked[] =>
  ASSETS.flatMap((asset) => ofAsset(history, asset, zone)),
)

function ofAsset(history: History, asset: AssetId | 'total', zone: string): Tracked[] {
  const { data, breaks } = interestOf(history, asset)
  if (data.times.length === 0) return []
  const name = `openinterest.${asset}`
  const coins = asset === 'total' ? undefined : inCoins(history, asset, data)
  const changes = changesOf(data, 1.5 * DAY)
  const isGlitch = glitchOf(history, asset, changes)
  const dollars: Tracked = {
    group: 'openinterest',
    series: `${name}.usd`,
    unit: 'USD',
    data,
    dated: 'instant',
    span: DAY,
    longestGap: 1.5 * DAY,
    up: 'high',
    down: 'low',
    sources: history.suppliers('open_interest', ACROSS_VENUES),
    ...(breaks && { breaks }),
    isGlitch: (index) => isGlitch(indexAt(changes.times, data.times[index] as number)),
    // Coins that are no extreme themselves leave it to the price.
    isByPrice: (index, side) =>
      coins !== undefined && !coins.isExtreme(data.times[index] as number, side, LEAST_WEEKS * WEEK),
  }
  const { breaks: _, isByPrice: __, ...plain } = dollars
  const move = { ...plain, unit: 'fraction', up: 'largest-rise', down: 'largest-fall' } as const
  return [
    dollars,
    ...(coins ? [{ ...plain, series: `${name}.coins`, unit: 'coins' as const, ...coins.tracked }] : []),
    {
      ...move,
      series: `${name}.dayChange`,
      data: changes,
      isGlitch,
      ...(coins && beside(coins, changes, 1, (time) => time)),
    },
    ...weekChange(history, zone, move, data, coins).map((one) => ({ ...one, series: `${name}.weekChange` })),
  ]
}

/** Between the last rows dated before both boundaries. */
function weekChange(
  history: History,
  zone: string,
  move: Omit<Tracked, 'series'>,
  data: Series,
  coins: Coins | undefined,
): Omit<Tracked, 'series'>[] {
  const weeks = weekly(history, zone, (week) => {
    const { start, end } = midnightsOf(week)
    const [before, now] = [valueAt(data, start - DAY), valueAt(data, end - DAY)]
    return before && now ? now / before - 1 : undefined
  })
  const { isGlitch: _, ...plain } = move
  const all = weeksByMonday(history, zone)
  const rowOf = (monday: Instant) => {
    const week = all.get(monday)
    return week && midnightsOf(week).end - DAY
  }
  return [
    {
      ...plain,
      data: weeks,
      dated: 'week',
      span: 0,
      longestGap: WEEKLY_GAP,
      ...(coins && beside(coins, weeks, 7, rowOf)),
    },
  ]
}

/** The change in coins beside one in dollars over so many days; `dayOf` is the last row's day of a change. */
function beside(
  coins: Coins,
  { times, values }: Series,
  days: number,
  dayOf: (time: Instant) => Instant | undefined,
) {
  const at = (index: number) => {
    const day = dayOf(times[index] as number)
    return day === undefined ? undefined : coins.changes(day, days)
  }
  return {
    neighbours(index: number) {
      const all = at(index)
      return all ? [Math.min(...all), Math.max(...all)] : []
    },
    // Less than half of the move at one of the hours: nobody knows at which hour it was read.
    isByPrice: (index: number) =>
      at(index)?.some((change) => change / (values[index] as number) < 0.5) ?? false,
  }
}

/** A step in the counting and not in the market. */
function glitchOf(history: History, asset: AssetId | 'total', changes: Series): (index: number) => boolean {
  const prices = history.dailyCandles(asset === 'total' ? 'bitcoin' : asset)
  return (index) => {
    const [value, at] = [changes.values[index], changes.times[index]]
    const close = prices && at !== undefined ? indexAt(prices.times, at) : -1
    if (value === undefined || !prices || close < 1) return false
    const move = simpleReturn(prices.close[close - 1] as number, prices.close[close] as number)
    return isInterestGlitch(value, Number.isFinite(move) ? move : undefined)
  }
}

/** Rows across venues where there are some; else the sum of the venues that have a row that day. */
function interestOf(
  history: History,
  asset: AssetId | 'total',
): { readonly data: Series; readonly breaks?: ReadonlySet<number> } {
  const across = history.openInterest(asset, ACROSS_VENUES)
  if (across) return { data: across }
  const venues = history.openInterestVenues(asset)
  return sumOfVenues(venues.flatMap((venue) => history.openInterest(asset, venue) ?? []))
}
