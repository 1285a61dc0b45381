/** Open interest as it was known at a boundary: over which venues, how much, and day by day before it. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { indexAt, lastAtOrBefore, type Series, seriesOf, valueAt } from '#src/market/series.ts'
import type { Seam } from '#src/market/seam.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import {
  isRebasedAt,
  LONGEST_AGE,
  type JoinedSeries,
  type JoinedBetween,
  joinedBetween,
  joinedSeriesOf,
  wholeOf,
} from '../joined.ts'
import { type Gap, gap, isGap } from '../publish.ts'

/** The venue that stands for all of them together. */
export const ACROSS_VENUES = 'all'

export interface KnownInterest {
  /** USD. */
  readonly value: number
  /** The UTC day that it was read in; of several venues the oldest. */
  readonly date: Instant
  /** Coins of one side, where every venue reports them. */
  readonly coins?: number
  /** Another supplier's figure times a ratio: for changes, and no level. */
  readonly isRebased?: true
}

/**
 * `unproved`: it is not known what instant its daily rows stand for. `short`: it is reported for fewer days than the others,
 * which reach back over a peak's 90. `unjoined`: its two ends come from suppliers whose figures do not go together. `withheld`: what
 * was reported for one of its ends cannot be right.
 */
export type LeftOutWhy = 'unproved' | 'no-start' | 'no-end' | 'withheld' | 'short' | 'unjoined'

export interface LeftOutVenue {
  readonly venue: string
  readonly why: LeftOutWhy
}

/** Days among which a peak is the highest. */
export const PEAK_DAYS = 90

export interface Interest {
  /** `all`, or the venues that are summed. */
  readonly venues: readonly string[]
  /**
   * Venues on record, without `all`, and one more where `all` is on record and is not what is counted: it holds more than
   * the venues by name. 1 where `all` is counted.
   */
  readonly expected: number
  /** Venues on record (`all` among them) that are in neither boundary's sum, and why. */
  readonly leftOut: readonly LeftOutVenue[]
  readonly start: KnownInterest | Gap
  readonly end: KnownInterest | Gap
  /** USD on the days before the end on which every used venue has a row: for changes, runs and peaks. */
  readonly daily: Series
  /** The same without what is another supplier's figure times a ratio. */
  readonly levels: Series
  /** Where suppliers take over from one another in what is counted, by venue. */
  readonly seams: readonly (Seam & { readonly venue: string })[]
  /** Who reported what is counted, where a venue's figures have several suppliers; by venue. */
  readonly suppliers: ReadonlyMap<string, readonly string[]>
}

/**
 * What one venue (or `all`) had at a boundary: the last row dated before it. A row is read at some time of its UTC
 * day, so only days that are over count: in another zone, those before the last 00:00 UTC.
 */
export function openInterestAt(
  history: History,
  asset: AssetId | 'total',
  venue: string,
  boundary: Instant,
): KnownInterest | Gap {
  const usd = history.openInterest(asset, venue)
  const coins = asset === 'total' ? undefined : history.interestCoins?.(asset, venue)
  return usd ? levelAt(history, { usd, coins }, boundary) : gap('no-data', 'open_interest')
}

/**
 * The last level dated before a boundary, USD, at most three days old: a weight among venues, which need not be of that very
 * midnight. `isOlder`: it is not, on a live record.
 */
export function interestBefore(
  history: History,
  asset: AssetId,
  venue: string,
  boundary: Instant,
): { readonly value: number; readonly isOlder: boolean } | undefined {
  const usd = history.openInterest(asset, venue)
  const known = usd && interestIn(history, { usd, seams: [] }, boundary)
  if (known === undefined || isGap(known)) return undefined
  return { value: known.value, isOlder: isGap(openInterestAt(history, asset, venue, boundary)) }
}

/**
 * The level of a boundary as one supplier reported it, or as those did that were joined; never another's figure times a ratio. Of a live
 * record that of the very midnight.
 */
export function levelAt(
  history: History,
  { usd, coins }: Pick<JoinedSeries, 'usd' | 'coins'>,
  boundary: Instant,
): KnownInterest | Gap {
  return boundaryOf(history, { usd, coins, seams: [] }, boundary)
}

/** The last row dated before a boundary, at most three days old. */
function interestIn(history: History, reported: JoinedSeries, boundary: Instant): KnownInterest | Gap {
  const midnight = floorToDay(boundary)
  const { rebased } = reported
  const isRebased = isRebasedAt(reported, midnight - DAY)
  const { usd, coins } = isRebased && rebased ? rebased : reported
  const first = usd.times[0]
  if (midnight > history.now || first === undefined) return gap('no-data', 'open_interest')
  if (first >= midnight) return gap('record-too-short', 'open_interest')
  const last = lastAtOrBefore(usd, midnight - DAY)
  if (!last || last.time < midnight - LONGEST_AGE) return gap('stale', 'open_interest')
  const counted = coins && valueAt(coins, last.time)
  return {
    value: last.value,
    date: last.time,
    ...(counted !== undefined && Number.isFinite(counted) && { coins: counted }),
    ...(isRebased && { isRebased }),
  }
}

/**
 * Open interest of one asset at both boundaries, over one set of venues, the same at both: of `all` and the venues that have
 * both boundaries whichever is reported longest, `all` before venues that are reported no longer. A venue that began less than
 * 90 days ago is left out while others reach back so far, so that it takes no peak away. On a record that has just begun the
 * set is what is known at the end.
 */
export function interestOf(
  history: History,
  asset: AssetId | 'total',
  start: Instant,
  end: Instant,
): Interest {
  const recorded = begunBefore(history, asset, end)
  const single = recorded.filter((venue) => venue !== ACROSS_VENUES)
  const reported = new Map(
    recorded.map((venue) => [venue, interestBetween(history, asset, venue, start, end)]),
  )
  const at = (venue: string, boundary: Instant) => {
    const its = reported.get(venue)?.reported
    return its ? boundaryOf(history, its, boundary) : gap('no-data', 'open_interest')
  }
  const atEnd = recorded.filter((venue) => !isGap(at(venue, end)))
  const whyOf = (venue: string): LeftOutWhy | undefined =>
    !isProved(history, venue)
      ? 'unproved'
      : reported.get(venue)?.isParted
        ? 'unjoined'
        : isGap(at(venue, end))
          ? missingAt(venue, end, 'no-end')
          : isGap(at(venue, start))
            ? missingAt(venue, start, 'no-start')
            : undefined
  const missingAt = (venue: string, boundary: Instant, why: LeftOutWhy): LeftOutWhy =>
    isWithheld(history, asset, venue, boundary) ? 'withheld' : why
  const why = new Map(recorded.map((venue) => [venue, whyOf(venue)]))
  const both = recorded.filter((venue) => why.get(venue) === undefined)
  const wholes = new Map(
    [...reported].flatMap(([venue, { reported: its }]) => (its ? [[venue, wholeOf(its)] as const] : [])),
  )
  const isLong = (venue: string) =>
    (wholes.get(venue)?.times[0] ?? Number.POSITIVE_INFINITY) <= floorToDay(end) - PEAK_DAYS * DAY
  const venues = chosen(both, isLong) ?? chosen(atEnd, isLong) ?? []
  const candidates = venues.length > 0 ? venues : single.length > 0 ? single : recorded
  const useAcross = venues[0] === ACROSS_VENUES
  const isAcrossParted = why.get(ACROSS_VENUES) === 'unjoined'
  const left = useAcross
    ? [ACROSS_VENUES].filter(() => isAcrossParted)
    : recorded.filter((venue) => !venues.includes(venue))
  return {
    venues,
    expected: useAcross ? 1 : recorded.length,
    leftOut: left.map((venue) => ({ venue, why: why.get(venue) ?? 'short' })),
    start: startOf(candidates),
    end: sumOf(candidates.map((venue) => at(venue, end))),
    daily: dailySum(
      venues.flatMap((venue) => wholes.get(venue) ?? []),
      end,
    ),
    levels: dailySum(
      venues.flatMap((venue) => reported.get(venue)?.reported?.usd ?? []),
      end,
    ),
    seams: venues.flatMap(
      (venue) => reported.get(venue)?.reported?.seams.map((seam) => ({ ...seam, venue })) ?? [],
    ),
    suppliers: new Map(
      venues.flatMap((venue) => {
        const its = reported.get(venue)?.reported?.suppliers
        return its ? [[venue, its.flatMap((one) => one.split(', ')).filter(Boolean)] as const] : []
      }),
    ),
  }

  /** Without the proof of what instant its rows stand for, or from two suppliers that differ, a venue has an end and no change. */
  function startOf(counted: readonly string[]): KnownInterest | Gap {
    const reasons = counted.map((venue) => why.get(venue))
    if (reasons.includes('unproved')) return gap('unproved', 'open_interest')
    if (reasons.includes('unjoined')) return gap('unjoined', 'open_interest')
    return sumOf(counted.map((venue) => at(venue, start)))
  }
}

/** Whether a row of that midnight was reported and is in no figure. */
function isWithheld({ withheld = [] }: History, asset: string, venue: string, boundary: Instant): boolean {
  const day = floorToDay(boundary) - DAY
  return withheld.some(
    ({ table, of, time }) =>
      table === 'open_interest' && of.venue === venue && of.asset === asset && time === day,
  )
}

/** Venues with a row before a boundary: one that came on record later was not there to be missed. All where none has one. */
function begunBefore(history: History, asset: AssetId | 'total', end: Instant): readonly string[] {
  const recorded = history.openInterestVenues(asset)
  const begun = recorded.filter(
    (venue) => (history.openInterest(asset, venue)?.times[0] ?? Number.POSITIVE_INFINITY) < floorToDay(end),
  )
  return begun.length > 0 ? begun : recorded
}

/** What suppliers reported for a venue that has both boundaries, else the end: as levels where there is such. */
export function interestBetween(
  history: History,
  asset: AssetId | 'total',
  venue: string,
  start: Instant,
  end: Instant,
): JoinedBetween {
  const has = (boundary: Instant) => (reported: JoinedSeries) =>
    !isGap(boundaryOf(history, reported, boundary))
  return joinedBetween(
    joinedSeriesOf(history, 'open_interest', venue, asset),
    has(start),
    has(end),
    (reported) => !isRebasedAt(reported, floorToDay(end) - DAY),
  )
}

/** Whether it is known what instant the venue's daily rows stand for, or whether it has none that could be filed wrongly. */
export function isProved({ interestStamps }: History, venue: string): boolean {
  return interestStamps?.get(venue)?.at !== 'unknown'
}

/** `all` where it is among them and none of the others is reported longer; else the longest; undefined where there are none. */
function chosen(
  venues: readonly string[],
  isLong: (venue: string) => boolean,
): readonly string[] | undefined {
  const single = venues.filter((venue) => venue !== ACROSS_VENUES)
  const long = single.filter(isLong)
  const hasAcross = venues.includes(ACROSS_VENUES)
  if (hasAcross && (isLong(ACROSS_VENUES) || long.length === 0)) return [ACROSS_VENUES]
  const set = long.length > 0 ? long : single
  return set.length > 0 ? set : undefined
}

/**
 * What a venue had at a boundary. Of a live record the row of that very midnight: one of two days before would be another level, and
 * make nine days of a week. A dataset's rows have no hour.
 */
export function boundaryOf(history: History, reported: JoinedSeries, boundary: Instant): KnownInterest | Gap {
  const known = interestIn(history, reported, boundary)
  if (isGap(known) || history.interestStamps === undefined) return known
  return known.date === floorToDay(boundary) - DAY ? known : gap('stale', 'open_interest')
}

function sumOf(parts: readonly (KnownInterest | Gap)[]): KnownInterest | Gap {
  let sum: KnownInterest | undefined
  for (const part of parts) {
    if (isGap(part)) return part
    const isRebased = part.isRebased || sum?.isRebased
    const isCounted = part.coins !== undefined && (sum === undefined || sum.coins !== undefined)
    sum = {
      value: (sum?.value ?? 0) + part.value,
      date: Math.min(sum?.date ?? part.date, part.date),
      ...(isRebased && { isRebased }),
      ...(isCounted && { coins: (sum?.coins ?? 0) + (part.coins ?? 0) }),
    }
  }
  return sum ?? gap('no-data', 'open_interest')
}

/** The sum on each day before `end` on which every series has a value. */
function dailySum(parts: readonly Series[], end: Instant): Series {
  const [first, ...others] = parts
  if (!first) return seriesOf([])
  const points: [Instant, number][] = []
  for (let i = 0; i < first.times.length; i++) {
    const time = first.times[i] as number
    if (time >= end) break
    if (others.some((other) => indexAt(other.times, time) < 0)) continue
    const rest = others.reduce((sum, other) => sum + (valueAt(other, time) as number), 0)
    points.push([time, (first.values[i] as number) + rest])
  }
  return seriesOf(points)
}
