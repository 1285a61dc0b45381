/** Spot turnover of the week against the four before, and spot's share of all trading. */
import type { History } from '#src/market/history.ts'
import type { MissingReason, Reading } from '#src/market/reading.ts'
import { between, type Point, type Series, seriesOf } from '#src/market/series.ts'
import { DAY, type Day, floorToDay, type Instant } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { highestSince, lowestSince, type Since } from '#src/metrics/extremes.ts'
import { percentile } from '#src/metrics/percentile.ts'
import { spotShare, type TurnoverWord, turnoverWord } from '#src/metrics/turnover.ts'
import { defined } from './defined.ts'
import { weekPrices } from './prices.ts'
import { createPublisher, type Gap, gap, isGap } from './publish.ts'
import { suppliersOf } from './suppliers.ts'
import { heldUp } from './volume/support.ts'

export interface VolumeReading {
  /** USD: all seven days of every venue seen in the five weeks. */
  readonly week?: number
  readonly mean4w?: number
  /** week / mean4w. */
  readonly ratio?: number
  /** Rules of words: >= 1.25 jumped, >= 0.90 held up, < 0.75 dried up, else eased. */
  readonly word?: TurnoverWord
  /** By rule: it kept its level while bitcoin fell by three times as much or more. */
  readonly heldUp?: boolean
  /** Bitcoin's week return, a fraction: what volume is set against. */
  readonly bitcoin?: number
  /** The week before, of the same venues. */
  readonly weekBefore?: number
  /** Change from it, fraction. */
  readonly weekChange?: number
  /** This week and the one before, of the venues with all fourteen days: all of `venues`, or fewer, named. */
  readonly compared?: Compared
  /** spot / (spot + perpetual), fraction. */
  readonly spotShare?: number
  readonly spotShareWeekAgo?: number
  /** Last earlier week (its edition) with a share >= (<=) this one; null = extreme of the record. */
  readonly spotShareHighestSince?: Day | null
  readonly spotShareLowestSince?: Day | null
  /** 0-1 among earlier weeks (at least 26). */
  readonly spotSharePercentile?: number
  readonly venues: readonly string[]
  /** Weekly spot totals, dated by window end, up to 26 weeks; null where a day is missing. */
  readonly weeks: readonly Point[]
  /** Weekly perpetual totals likewise. */
  readonly perpWeeks: readonly Point[]
}

/** Two weeks of one set of venues, USD. */
export interface Compared {
  readonly week: number
  readonly before: number
  /** Fraction. */
  readonly change: number
  readonly venues: readonly string[]
}

const WEEK = 7 * DAY
/** A share of trading is called extreme only against half a year of weeks. */
const LEAST_WEEKS = 26
const DRAWN_WEEKS = 26

/**
 * Turnover of the seven UTC days before the boundary (in another zone, before the last 00:00 UTC).
 *
 * A week counts only where every venue seen in the five weeks has all its seven days: a total that lacks a venue
 * is not a fall. Earlier weeks are summed over the same venues.
 */
export function readVolume(history: History, week: Week): Reading<VolumeReading> {
  const end = floorToDay(week.end)
  const spot = marketUpTo(history, 'spot', end)
  const perp = marketUpTo(history, 'perp', end)
  const publisher = createPublisher('volume', week, {
    asOf: end,
    sources: history.suppliers('spot_volume'),
    ...(spot.venues.length > 0 && { coverage: spot.coverage }),
  })

  const turnover = spot.week(0) ?? spot.gapOf(1)
  const before = [1, 2, 3, 4].map((weeks) => spot.week(weeks))
  const mean = meanOf(before) ?? spot.gapOf(5)
  const ratio = isGap(turnover) ? turnover : isGap(mean) ? mean : mean > 0 ? turnover / mean : gap('no-data')
  const compared = comparedWeeks(history, spot.venues, end)
  const previous = spot.week(1) ?? spot.gapOf(2)
  const change = isGap(turnover)
    ? turnover
    : isGap(previous)
      ? previous
      : (compared?.change ?? gap('no-data', 'spot_volume'))
  const share = shareOf(turnover, perp.week(0) ?? perp.gapOf(1))

  const { weekReturn } = weekPrices(history, 'bitcoin', week)
  const bitcoin = isGap(weekReturn) ? undefined : weekReturn
  const published = {
    week: publisher.put('volume.spot.week', 'USD', turnover),
    mean4w: publisher.put('volume.spot.mean4w', 'USD', mean),
    ratio: publisher.put('volume.spot.ratio', 'fraction', ratio),
    weekBefore: publisher.put('volume.spot.weekBefore', 'USD', previous, { asOf: end - WEEK }),
    weekChange: publisher.put('volume.spot.weekChange', 'fraction', change),
    spotShare: publisher.put('volume.spot.spotShare', 'fraction', share, {
      sources: suppliersOf(history, 'spot_volume', 'perp_volume'),
    }),
  }
  return publisher.reading({
    ...defined({ ...published, compared }),
    ...(published.ratio !== undefined && {
      word: turnoverWord(published.ratio),
      heldUp: heldUp(published.ratio, bitcoin),
    }),
    ...defined({ bitcoin }),
    ...(published.spotShare !== undefined && shareInHistory(spot, perp, week)),
    venues: spot.venues,
    weeks: weeklyPoints(spot, end),
    perpWeeks: weeklyPoints(perp, end),
  })
}

/** One market's weekly totals, counted back from the boundary. */
interface Market {
  readonly venues: readonly string[]
  /** Venues with all seven days of the newest week. */
  readonly coverage: { readonly used: number; readonly expected: number }
  /** How many weeks back the youngest of the venues reaches. */
  readonly weeksOnRecord: number
  /** USD of the week that ended so many weeks before the boundary, or undefined where a day is missing. */
  week(weeksBefore: number): number | undefined
  /** Why a total over so many weeks is missing. */
  gapOf(weeks: number): Gap
}

function marketUpTo(history: History, kind: 'spot' | 'perp', end: Instant): Market {
  const table = `${kind}_volume` as const
  const rows = new Map<string, Series>()
  for (const venue of end > history.now ? [] : history.volumeVenues(kind)) {
    const series = history.volume(kind, venue)
    if (series && between(series, end - 5 * WEEK, end).times.length > 0) rows.set(venue, series)
  }
  const first = Math.max(...[...rows.values()].map((series) => series.times[0] as number))
  const complete = [...rows.values()].filter((series) => sevenDays(series, end) !== undefined).length
  const weeksOnRecord = rows.size === 0 ? 0 : Math.floor((end - first) / WEEK)
  return {
    venues: [...rows.keys()],
    coverage: { used: complete, expected: rows.size },
    weeksOnRecord,
    week: (weeksBefore) => total(rows, end - weeksBefore * WEEK),
    gapOf(weeks) {
      if (rows.size === 0) return gap(whyNoVenue(history, kind, end), table)
      return gap(weeksOnRecord < weeks ? 'record-too-short' : 'gap', table)
    },
  }
}

/** Why no venue was seen in the five weeks: there is none, the week is not over, or the record lies elsewhere. */
function whyNoVenue(history: History, kind: 'spot' | 'perp', end: Instant): MissingReason {
  const columns = history.volumeVenues(kind).flatMap((venue) => history.volume(kind, venue)?.times ?? [])
  const firsts = columns.flatMap((times) => times[0] ?? [])
  if (firsts.length === 0 || end > history.now) return 'no-data'
  return firsts.every((first) => first >= end) ? 'record-too-short' : 'stale'
}

function total(rows: ReadonlyMap<string, Series>, end: Instant): number | undefined {
  if (rows.size === 0) return undefined
  let sum = 0
  for (const series of rows.values()) {
    const own = sevenDays(series, end)
    if (own === undefined) return undefined
    sum += own
  }
  return sum
}

/** Undefined where no venue has all days of both weeks, or nothing was traded in the week before. */
function comparedWeeks(history: History, venues: readonly string[], end: Instant): Compared | undefined {
  const both = venues.flatMap((venue) => {
    const series = history.volume('spot', venue)
    const [week, before] = [series && sevenDays(series, end), series && sevenDays(series, end - WEEK)]
    return week === undefined || before === undefined ? [] : [{ venue, week, before }]
  })
  const week = both.reduce((sum, one) => sum + one.week, 0)
  const before = both.reduce((sum, one) => sum + one.before, 0)
  if (before <= 0) return undefined
  return { week, before, change: week / before - 1, venues: both.map(({ venue }) => venue) }
}

function sevenDays(series: Series, end: Instant): number | undefined {
  const { values } = between(series, end - WEEK, end)
  return values.length === 7 ? values.reduce((sum, value) => sum + value, 0) : undefined
}

function meanOf(weeks: readonly (number | undefined)[]): number | undefined {
  let sum = 0
  for (const week of weeks) {
    if (week === undefined) return undefined
    sum += week
  }
  return sum / weeks.length
}

function shareOf(spot: number | Gap, perp: number | Gap): number | Gap {
  if (isGap(spot)) return spot
  if (isGap(perp)) return perp
  const share = spotShare(spot, perp)
  return Number.isNaN(share) ? gap('no-data') : share
}

function shareInHistory(spot: Market, perp: Market, week: Week) {
  const weeks = Math.min(spot.weeksOnRecord, perp.weeksOnRecord)
  const shares = Array.from({ length: weeks }, (_, weeksBefore) => {
    const share = shareOf(spot.week(weeksBefore) ?? gap('gap'), perp.week(weeksBefore) ?? gap('gap'))
    return isGap(share) ? undefined : share
  })
  const [now, ...earlier] = shares
  const known = earlier.filter((share) => share !== undefined)
  const enough = known.length >= LEAST_WEEKS
  // Counted in weeks, so that a change of summer time makes no gap.
  const series = seriesOf(shares.flatMap((share, before) => (share === undefined ? [] : [[-before, share]])))
  const editionOf = (since: Since): Day | null | undefined => {
    if (since === null) return enough ? null : undefined
    return since === undefined ? undefined : weekBefore(week, -since).edition
  }
  return defined({
    spotShareWeekAgo: earlier[0],
    spotShareHighestSince: editionOf(highestSince(series, 1)),
    spotShareLowestSince: editionOf(lowestSince(series, 1)),
    spotSharePercentile: enough && now !== undefined ? percentile(now, known) : undefined,
  })
}

function weeklyPoints(market: Market, end: Instant): Point[] {
  const points: Point[] = []
  for (let before = Math.min(DRAWN_WEEKS, market.weeksOnRecord) - 1; before >= 0; before--) {
    points.push([end - before * WEEK, market.week(before) ?? null])
  }
  return points
}
