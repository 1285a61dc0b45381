/** When each kind of fact is due, how far back it is first asked for, and of which assets. */
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY, floorToDay, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import type { FeedName } from '#src/sources/supplier.ts'

export interface Cadence {
  /** Milliseconds between two times that it is due; they are counted from 00:00 UTC. */
  readonly every: number
  /** Milliseconds after the full hour or day: suppliers need a moment to close theirs. */
  readonly after: number
  /** Days that the first asking goes back. */
  readonly days: number
  /** Days before what is known that are asked for again, as they may have been revised. */
  readonly again: number
  /** One supplier's word is enough, in the order of preference; otherwise each tells its own. */
  readonly oneTeller: boolean
  readonly assets?: 'ranked' | 'tracked' | 'hourly' | 'optioned' | 'uncapped'
  /** What is on record already is left as it is: this feed only fills what the others left open. */
  readonly fills?: boolean
  /** Asked for once more before an edition is made. */
  readonly beforeEdition?: boolean
  /** Milliseconds after it was due, when the last day is asked for once more of whoever told it. */
  readonly recheck?: number
}

const COMMON: Cadence = { every: DAY, after: 2 * MINUTE, days: 400, again: 0, oneTeller: true }

export const CADENCES: Readonly<Record<FeedName, Cadence>> = {
  assets: { ...COMMON, after: 0 },
  // Assets come with the caps of 00:00: only of those that were missed the past is asked for.
  caps: { ...COMMON, days: 30, assets: 'uncapped', fills: true },
  // At 00:00 itself: it tells the present alone, and the present of 00:00 is wanted.
  global: { ...COMMON, after: 0 },
  prices: { ...COMMON, every: HOUR, oneTeller: false, assets: 'ranked' },
  'candles.daily': { ...COMMON, assets: 'ranked', beforeEdition: true, recheck: 2 * HOUR },
  'candles.hourly': { ...COMMON, days: 45, assets: 'hourly', beforeEdition: true, recheck: 2 * HOUR },
  sectors: { ...COMMON, every: 7 * DAY },
  'funding.settled': {
    ...COMMON,
    every: 8 * HOUR,
    days: 180,
    // A settlement that a venue publishes late.
    again: 0.4,
    oneTeller: false,
    assets: 'tracked',
    beforeEdition: true,
  },
  'funding.next': { ...COMMON, every: HOUR, oneTeller: false, assets: 'tracked' },
  // One figure a day is kept: the last one before 00:00 UTC that is asked for.
  'interest.now': {
    ...COMMON,
    every: 6 * HOUR,
    // Apart from the hour's other presents, so that no pass has many calls.
    after: 32 * MINUTE,
    oneTeller: false,
    assets: 'tracked',
  },
  'interest.daily': { ...COMMON, days: 180, fills: true, oneTeller: false, assets: 'tracked' },
  'volume.spot': { ...COMMON, after: MINUTE, days: 90 },
  'volume.perp': { ...COMMON, after: MINUTE, days: 90, oneTeller: false },
  cross: { ...COMMON, again: 5 },
  // A quarter of an hour after what comes at 08:30 in New York, in winter; in summer it is an hour later.
  macro: { ...COMMON, every: 12 * HOUR, after: 105 * MINUTE, again: 400 },
  odds: { ...COMMON, every: 6 * HOUR, after: 32 * MINUTE, oneTeller: false },
  curves: { ...COMMON, again: 5 },
  'volatility.implied': { ...COMMON, oneTeller: false, assets: 'optioned' },
  sentiment: { ...COMMON, again: 1 },
  calendar: { ...COMMON, every: 7 * DAY },
}

/** The last time at or before `now` that a feed was due. */
export function slotOf(feed: FeedName, now: Instant): Instant {
  const { every, after } = CADENCES[feed]
  return Math.floor((now - after) / every) * every + after
}

const RANKED = 100
const TRACKED = 10

/** The assets that a feed is asked about; undefined where it tells of no asset or of all. */
export function assetsOf(feed: FeedName, history: History, now: Instant): readonly AssetId[] | undefined {
  const { assets } = CADENCES[feed]
  if (assets === undefined) return undefined
  if (assets === 'optioned' || assets === 'hourly') return ['bitcoin', 'ethereum']
  const coins = coinsByValue(history)
  if (assets === 'uncapped') {
    return assetsByValue(history)
      .slice(0, RANKED)
      .filter((id) => isUncapped(history.marketCaps(id)?.times, floorToDay(now)))
  }
  if (assets === 'ranked')
    return withStanding(coins.slice(0, RANKED), coins, (id) => history.dailyCandles(id))
  return withStanding(coins.slice(0, TRACKED), coins, (id) => history.fundingVenues(id)[0])
}

/** Whether today's cap is missing, or one of the last week's: what was not told at 00:00 itself. */
function isUncapped(times: ArrayLike<Instant> | undefined, today: Instant): boolean {
  if (times === undefined) return true
  const week = Array.from(times).filter((time) => time >= today - WEEK)
  const days = 1 + (today - Math.max(today - WEEK, times[0] ?? today)) / DAY
  return new Set(week.map(floorToDay)).size < days
}

/** Longer ago, a cap that was not told is one that nobody knows. */
const WEEK = 7 * DAY

/** Coins on record, most valued first; those whose value nobody knows last, as the record lists them. */
export function coinsByValue(history: History): readonly AssetId[] {
  return assetsByValue(history, ({ kind }) => kind === 'coin')
}

function assetsByValue(
  history: History,
  isMeant: (asset: Asset) => boolean = () => true,
): readonly AssetId[] {
  const valued = history.assets
    .filter(isMeant)
    .map(({ id }) => ({ id, value: history.marketCaps(id)?.values.at(-1) ?? 0 }))
  return valued.sort((a, b) => b.value - a.value).map(({ id }) => id)
}

/** What was collected before goes on: a coin that falls in rank must not lose its past. */
function withStanding(
  chosen: readonly AssetId[],
  coins: readonly AssetId[],
  collected: (id: AssetId) => unknown,
): readonly AssetId[] {
  const standing = coins.filter((id) => collected(id) !== undefined).slice(0, MOST)
  return [...new Set([...chosen, ...standing])]
}

/** Assets that are collected at most. */
const MOST = 150
