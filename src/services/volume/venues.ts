/** Over which venues an edition counts turnover: one set a market, for the week, its chart, its days, the ledger and now. */
import type { History } from '#src/market/history.ts'
import { between, type Series, valueAt } from '#src/market/series.ts'
import { DAY, type Day, dayOf, type Instant } from '#src/market/time.ts'
import { longestOf, joinedSeriesOf, wholeOf } from '../joined.ts'
import { rememberPerHistory } from '../memory.ts'

export type VolumeMarket = 'spot' | 'perp'

/** A venue that is in no figure of its market, and why: one of the two, or neither where it began later than the others. */
export interface LeftOutVolume {
  readonly market: VolumeMarket
  readonly venue: string
  /** The first day without a figure, and how many there are. */
  readonly lacks?: { readonly day: Day; readonly days: number }
  /** The first day of a supplier whose figures do not go together with those of the one before. */
  readonly unjoined?: Day
}

/** Turnover of one venue by day. */
export interface CountedVenue {
  /** USD as reported, by one supplier or by several whose figures are the same. */
  readonly usd: Series
  /** With what an earlier supplier reported, times a ratio: for changes alone. */
  readonly whole: Series
}

export type CountedVenues = ReadonlyMap<string, CountedVenue>

export interface VolumeSet {
  /** Venues that reported anything in the five weeks, with all that is on record of them. */
  readonly seen: ReadonlyMap<string, Series>
  readonly counted: CountedVenues
  /** Of those seen, the ones that are not counted, by name. */
  readonly leftOut: readonly LeftOutVolume[]
}

const WEEK = 7 * DAY
/** Weeks that the longest figure of an edition needs: the mean of four, and the week itself. */
export const REACH = 5
/** Weeks of which a counted venue has every day: this one and the one before, else this one alone. */
const SPANS = [2, 1]
/** Of what the venues of a shorter time turn over, those of a longer one hold so much at least. */
const MOST = 0.5
/** Days that are reported as levels. */
const LEVEL_DAYS = 7

/**
 * Venues that have every day of the two weeks before `end`, a midnight; where these turn over less than half of what those with
 * every day of the newest week do, the latter. Where no venue has all days of it, all that reach back so far: then sums are missing.
 * Only venues that reach back over `reach` weeks are counted, or as far as the longest of them: one that begins today changes
 * nothing.
 */
export const volumeSet = rememberPerHistory(
  (history, market: VolumeMarket, end: Instant, reach: number): VolumeSet => {
    const seen = new Map<string, Series>()
    for (const venue of end > history.now ? [] : history.volumeVenues(market)) {
      const series = history.volume(market, venue)
      if (series && between(series, end - REACH * WEEK, end).times.length > 0) seen.set(venue, series)
    }
    const longest = Math.min(reach, Math.max(0, ...Array.from(seen.values(), (one) => weeksBack(one, end))))
    const old = [...seen].filter(([, series]) => weeksBack(series, end) >= longest)
    const sets = SPANS.filter((weeks) => weeks <= longest)
      .map((weeks) => ({ days: weeks * 7, venues: reportingOver(history, market, old, end, weeks * 7) }))
      .filter(({ venues }) => venues.size > 0)
    const shortest = sets.at(-1)
    const chosen = shortest && sets.find(({ venues }) => isMost(venues, shortest.venues, end))
    const counted =
      chosen?.venues ??
      new Map(old.map(([venue, usd]): [string, CountedVenue] => [venue, { usd, whole: usd }]))
    const leftOut = [...seen.keys()].flatMap((venue): LeftOutVolume[] => {
      if (counted.has(venue)) return []
      const isYoung = !old.some(([its]) => its === venue)
      return [chosen && !isYoung ? lacking(history, market, venue, end, chosen.days) : { market, venue }]
    })
    return { seen, counted, leftOut: byName(leftOut) }
  },
)

/** The set of a market in an edition whose newest whole UTC day ended at `end`. */
export function countedVolume(history: History, market: VolumeMarket, end: Instant): VolumeSet {
  return volumeSet(history, market, end, REACH)
}

/**
 * Those of the set that have every day of a longer time, for means over it: undefined where they turn over less than half of the
 * set. The ones that it lacks are left out by name, beside those that the set leaves out.
 */
export function wholeOver(
  history: History,
  market: VolumeMarket,
  { seen, counted, leftOut }: VolumeSet,
  end: Instant,
  days: number,
): VolumeSet | undefined {
  const venues = new Map([...counted].filter(([, { whole }]) => missingIn(whole, end, days).length === 0))
  if (venues.size === 0 || !isMost(venues, counted, end)) return undefined
  const lack = [...counted.keys()].filter((venue) => !venues.has(venue))
  const others = lack.map((venue) => lacking(history, market, venue, end, days))
  return { seen, counted: venues, leftOut: byName([...leftOut, ...others]) }
}

/** USD of the days before `end`; undefined where one of them is missing. */
export function sumOfDays(series: Series, end: Instant, days: number): number | undefined {
  const { values } = between(series, end - days * DAY, end)
  return values.length === days ? values.reduce((sum, value) => sum + value, 0) : undefined
}

/** Whole weeks that it reaches back over. */
export function weeksBack({ times }: Series, end: Instant): number {
  return Math.max(0, Math.floor((end - (times[0] ?? Number.POSITIVE_INFINITY)) / WEEK))
}

/** Of each venue what was reported over so many days; where there are several, what was reported over the five weeks. */
function reportingOver(
  history: History,
  market: VolumeMarket,
  venues: readonly (readonly [string, Series])[],
  end: Instant,
  days: number,
): CountedVenues {
  const reported = new Map<string, CountedVenue>()
  for (const [venue] of venues) {
    const all = joinedSeriesOf(history, `${market}_volume`, venue).filter(
      (one) =>
        missingIn(wholeOf(one), end, days).length === 0 &&
        missingIn(one.usd, end, Math.min(days, LEVEL_DAYS)).length === 0,
    )
    const its =
      longestOf(all.filter((one) => missingIn(wholeOf(one), end, REACH * 7).length === 0)) ?? longestOf(all)
    if (its) reported.set(venue, { usd: its.usd, whole: wholeOf(its) })
  }
  return reported
}

/** By the newest week, which all of them have. */
function isMost(some: CountedVenues, all: CountedVenues, end: Instant): boolean {
  return turnover(some) >= MOST * turnover(all)

  function turnover(venues: CountedVenues): number {
    return [...venues.values()].reduce((sum, { usd }) => sum + (sumOfDays(usd, end, 7) ?? 0), 0)
  }
}

function lacking(
  history: History,
  market: VolumeMarket,
  venue: string,
  end: Instant,
  days: number,
): LeftOutVolume {
  const series = history.volume(market, venue)
  const [first, ...others] = series ? missingIn(series, end, days) : []
  if (first !== undefined) return { market, venue, lacks: { day: dayOf(first), days: 1 + others.length } }
  const newest = joinedSeriesOf(history, `${market}_volume`, venue)[0]?.usd.times[0]
  return { market, venue, ...(newest !== undefined && { unjoined: dayOf(newest) }) }
}

function byName(leftOut: readonly LeftOutVolume[]): readonly LeftOutVolume[] {
  return leftOut.toSorted((a, b) => (a.venue < b.venue ? -1 : 1))
}

function missingIn(series: Series, end: Instant, days: number): readonly Instant[] {
  return Array.from({ length: days }, (_, i) => end - (days - i) * DAY).filter(
    (day) => valueAt(series, day) === undefined,
  )
}
