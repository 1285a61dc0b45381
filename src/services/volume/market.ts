/** One market's turnover by weeks, and two of them that may be set against one another. */
import type { History } from '#src/market/history.ts'
import type { MissingReason } from '#src/market/reading.ts'
import type { Series } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { type Gap, gap } from '../publish.ts'
import {
  type LeftOutVolume,
  REACH,
  sumOfDays,
  type VolumeMarket,
  type VolumeSet,
  volumeSet,
  weeksBack,
} from './venues.ts'

const WEEK = 7 * DAY

/** A market whose figures are of fewer venues than are on record. */
export interface MarketPart {
  readonly market: VolumeMarket
  readonly used: number
  readonly expected: number
  readonly leftOut: readonly LeftOutVolume[]
}

/** One market's weekly totals, counted back from the boundary. */
export interface Market {
  readonly venues: readonly string[]
  readonly set: VolumeSet
  readonly kind: VolumeMarket
  readonly end: Instant
  /** Those of the venues seen in the five weeks, and the others. */
  readonly part: MarketPart
  /** Venues with all seven days of the newest week. */
  readonly coverage: { readonly used: number; readonly expected: number }
  /** How many weeks back the youngest of the venues reaches. */
  readonly weeksOnRecord: number
  /** USD of the week that ended so many weeks before the boundary, or undefined where a day is missing. */
  week(weeksBefore: number): number | undefined
  /** The same with what an earlier supplier reported, times a ratio: for changes alone. */
  moved(weeksBefore: number): number | undefined
  /** Why a total over so many weeks is missing. */
  gapOf(weeks: number): Gap
}

/** `reach`: weeks that a venue must reach back over to be counted beside those that do. */
export function marketUpTo(history: History, kind: VolumeMarket, end: Instant, reach = REACH): Market {
  return marketOf(history, kind, end, volumeSet(history, kind, end, reach))
}

export function marketOf(history: History, kind: VolumeMarket, end: Instant, set: VolumeSet): Market {
  const table = `${kind}_volume` as const
  const { seen, counted: rows, leftOut } = set
  const first = Math.max(...Array.from(rows.values(), ({ whole }) => whole.times[0] as number))
  const complete = [...rows.values()].filter(({ usd }) => sumOfDays(usd, end, 7) !== undefined).length
  return {
    ...{ kind, end, set },
    venues: [...rows.keys()],
    part: { market: kind, used: rows.size, expected: seen.size, leftOut },
    coverage: { used: complete, expected: seen.size },
    weeksOnRecord: rows.size === 0 ? 0 : Math.floor((end - first) / WEEK),
    week: (weeksBefore) =>
      total(
        [...rows.values()].map(({ usd }) => usd),
        end - weeksBefore * WEEK,
      ),
    moved: (weeksBefore) =>
      total(
        [...rows.values()].map(({ whole }) => whole),
        end - weeksBefore * WEEK,
      ),
    gapOf(weeks) {
      if (rows.size === 0 && seen.size > 0) return gap('gap', table)
      if (rows.size === 0) return gap(whyNoVenue(history, kind, end), table)
      const isShort = [...rows.keys()].some((venue) => weeksBack(seen.get(venue) as Series, end) < weeks)
      if (isShort) return gap('record-too-short', table)
      // What was reported so far back is another supplier's, whose figures are not those of the newest.
      const isOthers = [...rows.values()].some(({ usd }) => weeksBack(usd, end) < weeks)
      return gap(isOthers ? 'unjoined' : 'gap', table)
    },
  }
}

/**
 * Both markets for a share of the one in both: a venue that is on record in both and counted in one is in neither. Else a day that
 * one venue lacks would move the share.
 */
export function comparable(history: History, spot: Market, perp: Market): readonly [Market, Market] {
  return [without(spot, perp), without(perp, spot)]

  function without(its: Market, other: Market): Market {
    const left = new Set(other.set.leftOut.map(({ venue }) => venue))
    if (!its.venues.some((venue) => left.has(venue))) return its
    const counted = new Map([...its.set.counted].filter(([venue]) => !left.has(venue)))
    return marketOf(history, its.kind, its.end, { ...its.set, counted })
  }
}

/** Why no venue was seen in the five weeks: there is none, the week is not over, or the record lies elsewhere. */
function whyNoVenue(history: History, kind: VolumeMarket, end: Instant): MissingReason {
  const columns = history.volumeVenues(kind).flatMap((venue) => history.volume(kind, venue)?.times ?? [])
  const firsts = columns.flatMap((times) => times[0] ?? [])
  if (firsts.length === 0 || end > history.now) return 'no-data'
  return firsts.every((first) => first >= end) ? 'record-too-short' : 'stale'
}

function total(rows: readonly Series[], end: Instant): number | undefined {
  if (rows.length === 0) return undefined
  let sum = 0
  for (const series of rows) {
    const own = sumOfDays(series, end, 7)
    if (own === undefined) return undefined
    sum += own
  }
  return sum
}
