/** When each kind of fact is due, how far back it is first asked for, and of which assets. */
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import { TETHER } from '#src/market/tether.ts'
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
  /** One supplier's word is enough, in the order of preference; otherwise each reports its own. */
  readonly oneSupplier: boolean
  readonly assets?: 'ranked' | 'tracked' | 'hourly' | 'optioned' | 'uncapped' | 'named'
  /** What is on record already is left as it is: this feed only fills what the others left open. */
  readonly fills?: boolean
  /** Asked for once more before an edition is made. */
  readonly beforeEdition?: boolean
  /** Days that the first asking goes back where a backfill fetches the rest; 0 leaves the first asking to it. */
  readonly shallow?: number
  /** The first asking of those that report its past is left to a backfill. */
  readonly pastLater?: boolean
  /** Milliseconds after it was due, when the last day is requested again from the same venue. */
  readonly recheck?: number
}

const COMMON: Cadence = { every: DAY, after: 2 * MINUTE, days: 400, again: 0, oneSupplier: true }

export const CADENCES: Readonly<Record<FeedName, Cadence>> = {
  assets: { ...COMMON, after: 0 },
  // Assets come with the caps of 00:00: only of those that were missed the past is asked for.
  caps: { ...COMMON, days: 30, assets: 'uncapped', fills: true },
  // At 00:00 itself: it reports the present alone, and the present of 00:00 is wanted.
  global: { ...COMMON, after: 0 },
  prices: { ...COMMON, every: HOUR, oneSupplier: false, assets: 'ranked' },
  'candles.daily': { ...COMMON, assets: 'ranked', beforeEdition: true, recheck: 2 * HOUR },
  'candles.hourly': { ...COMMON, days: 45, assets: 'hourly', beforeEdition: true, recheck: 2 * HOUR },
  // On Mondays once the closes are there: what is to be named as best or worst is held against another price.
  'closes.witness': {
    ...COMMON,
    every: 7 * DAY,
    after: 4 * DAY + 2 * MINUTE,
    days: 8,
    oneSupplier: false,
    assets: 'named',
    beforeEdition: true,
  },
  'closes.dollars': { ...COMMON, days: 8, oneSupplier: false, beforeEdition: true },
  sectors: { ...COMMON, every: 7 * DAY, shallow: 0 },
  'funding.settled': {
    ...COMMON,
    every: 8 * HOUR,
    days: 180,
    shallow: 10,
    // A settlement that a venue publishes late.
    again: 0.4,
    oneSupplier: false,
    assets: 'tracked',
    beforeEdition: true,
  },
  'funding.next': { ...COMMON, every: HOUR, oneSupplier: false, assets: 'tracked' },
  // At 23:58 first of all, as it stands for midnight; apart from the hour's other presents.
  'interest.now': { ...COMMON, every: 6 * HOUR, after: -2 * MINUTE, oneSupplier: false, assets: 'tracked' },
  // A row of midnight takes the place of what was read just before it.
  'interest.daily': { ...COMMON, days: 180, shallow: 10, again: 2, oneSupplier: false, assets: 'tracked' },
  // On Mondays, once the history has what was read before the week's end.
  'interest.stamp': {
    ...COMMON,
    every: 7 * DAY,
    after: 4 * DAY + 90 * MINUTE,
    oneSupplier: false,
    assets: 'hourly',
  },
  'volume.spot': { ...COMMON, after: MINUTE, days: 90, shallow: 0 },
  'volume.perp': { ...COMMON, after: MINUTE, days: 90, pastLater: true, oneSupplier: false },
  cross: { ...COMMON, again: 5 },
  // A quarter of an hour after what comes at 08:30 in New York, in winter; in summer it is an hour later.
  macro: { ...COMMON, every: 12 * HOUR, after: 105 * MINUTE, again: 400 },
  odds: { ...COMMON, every: 6 * HOUR, after: 32 * MINUTE, oneSupplier: false },
  curves: { ...COMMON, again: 5 },
  'volatility.implied': { ...COMMON, shallow: 10, oneSupplier: false, assets: 'optioned' },
  sentiment: { ...COMMON, again: 1 },
  calendar: { ...COMMON, every: 7 * DAY },
}

/** The last time at or before `now` that a feed was due. */
export function slotOf(feed: FeedName, now: Instant): Instant {
  const { every, after } = CADENCES[feed]
  return Math.floor((now - after) / every) * every + after
}

/** Coins whose candles are asked for; stablecoins, wrapped, staked and tokenized assets are none. */
const RANKED = 250
/** Assets whose missed caps are asked for, one call each. */
const CAPPED = 100
const TRACKED = 10

/** The assets that a feed is asked about; undefined where it reports no asset or of all. */
export function assetsOf(feed: FeedName, history: History, now: Instant): readonly AssetId[] | undefined {
  const { assets } = CADENCES[feed]
  if (assets === undefined) return undefined
  if (assets === 'optioned' || assets === 'hourly') return ['bitcoin', 'ethereum']
  const coins = coinsByValue(history)
  if (assets === 'uncapped') {
    return assetsByValue(history)
      .slice(0, CAPPED)
      .filter((id) => isUncapped(history.marketCaps(id)?.times, floorToDay(now)))
  }
  if (assets === 'named') return namedIn(history, coins.slice(0, NAMEABLE))
  if (assets === 'ranked')
    return withStanding(coins.slice(0, RANKED), coins, (id) => history.dailyCandles(id))
  return withStanding(coins.slice(0, TRACKED), coins, (id) => history.fundingVenues(id)[0], TRACKED_AT_MOST)
}

/** The coins that rose and fell most in the last seven days, and the one that their prices are quoted in. */
function namedIn(history: History, coins: readonly AssetId[]): readonly AssetId[] {
  const moves = coins.flatMap((id) => {
    const candles = history.dailyCandles(id)
    const series = candles && { times: candles.times, values: candles.close }
    const [end, start] = [1, 8].map((days) => series && valueAt(series, floorToDay(history.now) - days * DAY))
    return end === undefined || start === undefined ? [] : [{ id, move: end / start }]
  })
  if (moves.length === 0) return []
  const sorted = moves.sort((a, b) => b.move - a.move).map(({ id }) => id)
  return [...new Set([...sorted.slice(0, NAMED), ...sorted.slice(-NAMED), TETHER])]
}

/** Movers are of the hundred largest, without those that were listed lately. */
const NAMEABLE = 120
/** Best and worst coins that are held against another price: twice as many as are named, as some may be withheld. */
const NAMED = 10

/** Whether today's cap is missing, or one of the last week's: what was not reported at 00:00 itself. */
function isUncapped(times: ArrayLike<Instant> | undefined, today: Instant): boolean {
  if (times === undefined) return true
  const week = Array.from(times).filter((time) => time >= today - WEEK)
  const days = 1 + (today - Math.max(today - WEEK, times[0] ?? today)) / DAY
  return new Set(week.map(floorToDay)).size < days
}

/** A cap that was not reported for longer than this counts as unknown. */
const WEEK = 7 * DAY

/** Coins on record, most valued first; those of unknown value last, as the record lists them. */
export function coinsByValue(history: History): readonly AssetId[] {
  return assetsByValue(history, ({ kind }) => kind === 'coin')
}

/** Coins whose closes are held against another venue's: bitcoin, ether, and as many of the largest as make ten. */
export function heldCoins(history: History): readonly AssetId[] {
  return [...new Set(['bitcoin', 'ethereum', ...coinsByValue(history)])].slice(0, HELD)
}

const HELD = 10

/** All assets on record, stablecoins among them, most valued first. */
export function valuedAssets(history: History): readonly AssetId[] {
  return assetsByValue(history)
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
  most = MOST,
): readonly AssetId[] {
  const known = coins.filter((id) => collected(id) !== undefined).slice(0, most)
  return [...new Set([...chosen, ...known])]
}

/** Assets that are collected at most. */
const MOST = 300
/** Of settlements and open interest: a coin that was asked for once is not collected ever after. */
const TRACKED_AT_MOST = 30
