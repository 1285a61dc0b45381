/** Extremes of open interest: in dollars, in coins, and its changes. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAt, type Series, seriesOf, valueAt } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { isInterestGlitch } from '#src/metrics/glitches.ts'
import { simpleReturn } from '#src/metrics/returns.ts'
import { LONGEST_AGE, longestUntil, joinedSeriesOf } from '../joined.ts'
import { rememberPerHistory } from '../memory.ts'
import { ACROSS_VENUES, interestOf } from '../openinterest/known.ts'
import { midnightsOf } from '../universe.ts'
import { type Coins, inCoins } from './coinsheld.ts'
import { changesOf } from './derive.ts'
import { LEAST_WEEKS, WEEK } from './reach.ts'
import { longestSet, sumOfVenues } from './sums.ts'
import type { Tracked } from './tracked.ts'
import { WEEKLY_GAP, weekly, weeksByMonday } from './weeks.ts'

const ASSETS: readonly (AssetId | 'total')[] = ['bitcoin', 'total']

/** Over the venues that the week's figures count: a level of others would stand beside them as a contradiction. */
export function openInterestSeries(history: History, week: Week): readonly Tracked[] {
  return ASSETS.flatMap((asset) => ofAsset(history, asset, week.zone, countedIn(history, week, asset)))
}

/** Names of the week's venues, joined by commas; while it is not over those of the week before, as its figures of now are. */
function countedIn(history: History, week: Week, asset: AssetId | 'total'): string {
  const { start, end } = week.end > history.now ? weekBefore(week) : week
  return interestOf(history, asset, start, end).venues.toSorted().join(',')
}

const ofAsset = rememberPerHistory(trackedOf)

function trackedOf(history: History, asset: AssetId | 'total', zone: string, counted: string): Tracked[] {
  const { data, sources, breaks } = pastOf(history, asset, counted.split(','))
  if (data.times.length === 0) return []
  const name = `openinterest.${asset}`
  const coins = inCoins(history, asset, data)
  // Other venues than before are no comparison, neither as a level nor as a change.
  const breakTimes = [...(breaks ?? [])].map((index) => data.times[index] as number)
  const isBroken = (from: Instant, to: Instant) => breakTimes.some((time) => time > from && time <= to)
  const changes = unbroken(changesOf(data, 1.5 * DAY), (time) => isBroken(time - DAY, time))
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
    sources,
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
    ...(coins?.tracked
      ? [
          {
            ...{ ...plain, series: `${name}.coins`, unit: 'coins' as const, ...coins.tracked },
            ...(breaks && { breaks: breaksIn(coins.tracked.data, isBroken) }),
          },
        ]
      : []),
    {
      ...move,
      series: `${name}.dayChange`,
      data: changes,
      isGlitch,
      ...(coins && beside(coins, changes, 1, (time) => time)),
    },
    ...weekChange(history, zone, move, { data, isBroken, coins }).map((one) => ({
      ...one,
      series: `${name}.weekChange`,
    })),
  ]
}

interface Past {
  /** USD at the end of each day. */
  readonly data: Series
  /** Whether other venues are counted at `to` than at `from`, or on a day between. */
  isBroken(from: Instant, to: Instant): boolean
  readonly coins: Coins | undefined
}

/** Without the changes at times that are broken. */
function unbroken({ times, values }: Series, isBrokenAt: (time: Instant) => boolean): Series {
  return seriesOf(
    [...times].flatMap((time, i) => (isBrokenAt(time) ? [] : [[time, values[i] as number] as const])),
  )
}

/** Indices of a series at which other venues are counted than at the value before. */
function breaksIn({ times }: Series, isBroken: Past['isBroken']): ReadonlySet<number> {
  const indices = [...times.keys()].slice(1)
  return new Set(indices.filter((i) => isBroken(times[i - 1] as number, times[i] as number)))
}

/** Between the last rows dated before both boundaries. */
function weekChange(
  history: History,
  zone: string,
  move: Omit<Tracked, 'series'>,
  { data, isBroken, coins }: Past,
): Omit<Tracked, 'series'>[] {
  const weeks = weekly(history, zone, (week) => {
    const { start, end } = midnightsOf(week)
    const [before, now] = [valueAt(data, start - DAY), valueAt(data, end - DAY)]
    return before && now && !isBroken(start - DAY, end - DAY) ? now / before - 1 : undefined
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
    // Less than half of the move at one of the hours: the hour of its reading is unknown.
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

/**
 * The past of some venues, on the days that they have; where none of them has one, of those that are reported until now and reach
 * back farthest.
 */
function pastOf(
  history: History,
  asset: AssetId | 'total',
  counted: readonly string[],
): {
  readonly data: Series
  readonly sources: readonly string[]
  readonly breaks?: ReadonlySet<number>
} {
  // As reported, and never across suppliers that do not go together: the longest of what is reported until now.
  const longestOfVenue = (venue: string) =>
    longestUntil(joinedSeriesOf(history, 'open_interest', venue, asset), history.now - LONGEST_AGE)?.usd
  const venues = history.openInterestVenues(asset).flatMap((venue) => {
    const series = longestOfVenue(venue)
    return series && series.times.length > 0 ? [{ venue, ...series }] : []
  })
  const across = venues.find(({ venue }) => venue === ACROSS_VENUES)
  const own = venues.filter(({ venue }) => counted.includes(venue))
  if (across && (own.includes(across) || venues.length === 1)) {
    return { data: across, sources: history.suppliers('open_interest', ACROSS_VENUES) }
  }
  const single = venues.filter((one) => one !== across)
  const set = own.length > 0 ? own : longestSet(single, history.now)
  return { ...sumOfVenues(set), sources: set.map(({ venue }) => venue) }
}
