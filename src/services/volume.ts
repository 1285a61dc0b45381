/** Spot turnover of the week against the four before, and spot's share of all trading. */
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { type Point, seriesOf } from '#src/market/series.ts'
import { DAY, type Day, floorToDay, type Instant } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { highestSince, lowestSince, type Since } from '#src/metrics/extremes.ts'
import { percentile } from '#src/metrics/percentile.ts'
import { spotShare, type TurnoverWord, turnoverWord } from '#src/metrics/turnover.ts'
import { defined } from './defined.ts'
import { weekPrices } from './prices.ts'
import { createPublisher, type Gap, gap, isGap } from './publish.ts'
import { suppliersOf } from './suppliers.ts'
import { comparable, type Market, type MarketPart, marketOf, marketUpTo } from './volume/market.ts'
import { heldUp } from './volume/support.ts'
import { type CountedVenues, REACH, sumOfDays, wholeOver } from './volume/venues.ts'
import { namingWithheld } from './withheld.ts'
import { lesser } from './year.ts'

export interface VolumeReading {
  /** USD: all seven days of every venue in `venues`. */
  readonly week?: number
  /** USD, of the venues with every day of the five weeks. */
  readonly mean4w?: number
  /** The week of those venues / mean4w. */
  readonly ratio?: number
  /** Rules of words: >= 1.25 jumped, >= 0.90 held up, < 0.75 dried up, else eased. */
  readonly word?: TurnoverWord
  /** By rule: it kept its level while bitcoin fell by three times as much or more. */
  readonly heldUp?: boolean
  /** Bitcoin's week return, a fraction: what volume is set against. */
  readonly bitcoin?: number
  /** USD of the week before, of the same venues. */
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
  /** Markets of which a venue on record is in no figure; absent where none is. */
  readonly parts?: readonly MarketPart[]
  /** Of which venues `mean4w` and `ratio` are, where these are fewer than `venues`. */
  readonly meanPart?: Omit<MarketPart, 'market'>
  /** Venues that are counted in one market and left out of the other, and so of the share; absent where none is. */
  readonly shareWithout?: readonly string[]
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
 * All figures of a market are of one set of venues: see volume/venues.ts. A total that lacks a venue is not a fall. The mean of four
 * weeks, and the ratio to it, are of those of the set that have every day of the five weeks, on both sides. The share of spot
 * is of venues that are counted in both markets, and of those that are on record in one alone.
 */
export const readVolume = namingWithheld(function readVolume(
  history: History,
  week: Week,
): Reading<VolumeReading> {
  const end = floorToDay(week.end)
  const spot = marketUpTo(history, 'spot', end)
  const perp = marketUpTo(history, 'perp', end)
  const publisher = createPublisher('volume', week, {
    asOf: end,
    sources: history.suppliers('spot_volume'),
    ...(spot.venues.length > 0 && { coverage: spot.coverage }),
  })

  const parts = [spot, perp].flatMap(({ part }) => (part.leftOut.length > 0 ? [part] : []))

  const turnover = spot.week(0) ?? spot.gapOf(1)
  const { mean, ratio, meanPart } = meanAndRatio(history, spot, end)
  const compared = comparedWeeks(spot.set.counted, end)
  const previous = spot.week(1) ?? spot.gapOf(2)
  const last = spot.moved(1) ?? spot.gapOf(2)
  const change = isGap(turnover)
    ? turnover
    : isGap(last)
      ? last
      : (compared?.change ?? gap('no-data', 'spot_volume'))
  const [ofSpot, ofPerp] = comparable(history, spot, perp)
  const share = shareOf(ofSpot.week(0) ?? ofSpot.gapOf(1), ofPerp.week(0) ?? ofPerp.gapOf(1))
  const shareWithout = [spot, perp].flatMap(({ venues }, at) =>
    venues.filter((venue) => !(at === 0 ? ofSpot : ofPerp).venues.includes(venue)),
  )

  const { weekReturn } = weekPrices(history, 'bitcoin', week)
  const bitcoin = isGap(weekReturn) ? undefined : weekReturn
  const ofMean = meanPart && { coverage: { used: meanPart.used, expected: meanPart.expected } }
  const published = {
    week: publisher.put('volume.spot.week', 'USD', turnover),
    mean4w: publisher.put('volume.spot.mean4w', 'USD', mean, ofMean),
    ratio: publisher.put('volume.spot.ratio', 'fraction', ratio, ofMean),
    weekBefore: publisher.put('volume.spot.weekBefore', 'USD', previous, { asOf: end - WEEK }),
    weekChange: publisher.put('volume.spot.weekChange', 'fraction', change),
    spotShare: publisher.put('volume.spot.spotShare', 'fraction', share, {
      sources: suppliersOf(history, 'spot_volume', 'perp_volume'),
      // Of two markets, what more is lacking of.
      coverage: lesser(ofSpot.coverage, ofPerp.coverage),
    }),
  }
  return publisher.reading({
    ...defined({ ...published, compared, meanPart }),
    ...(parts.length > 0 && { parts }),
    ...(published.ratio !== undefined && {
      word: turnoverWord(published.ratio),
      heldUp: heldUp(published.ratio, bitcoin),
    }),
    ...defined({ bitcoin }),
    ...(published.spotShare !== undefined && {
      ...(shareWithout.length > 0 && { shareWithout: shareWithout.toSorted() }),
      ...defined({ spotShareWeekAgo: shareWeekAgo(ofSpot, ofPerp) }),
      ...shareInHistory(
        ...comparable(
          history,
          marketUpTo(history, 'spot', end, LEAST_WEEKS + 1),
          marketUpTo(history, 'perp', end, LEAST_WEEKS + 1),
        ),
        week,
      ),
    }),
    venues: spot.venues,
    weeks: weeklyPoints(spot, end),
    perpWeeks: weeklyPoints(perp, end),
  })
})

/** The mean of the four weeks before and the week over it, of the venues that have all five; `meanPart` where these are fewer. */
function meanAndRatio(history: History, spot: Market, end: Instant) {
  const whole = wholeOver(history, 'spot', spot.set, end, REACH * 7)
  const market = whole ? marketOf(history, 'spot', end, whole) : spot
  const week = market.week(0) ?? market.gapOf(1)
  const mean = meanOf([1, 2, 3, 4].map((weeks) => market.week(weeks))) ?? market.gapOf(5)
  // Levels of an earlier supplier whose figures are off are none of the later one's; changes may be.
  const base = meanOf([1, 2, 3, 4].map((weeks) => market.moved(weeks))) ?? market.gapOf(5)
  const ratio = isGap(week) ? week : isGap(base) ? base : base > 0 ? week / base : gap('no-data')
  const { used, expected, leftOut } = market.part
  const meanPart = market.venues.length < spot.venues.length ? { used, expected, leftOut } : undefined
  return { mean, ratio, meanPart }
}

/** Undefined where no venue has all days of both weeks, or nothing was traded in the week before. */
function comparedWeeks(counted: CountedVenues, end: Instant): Compared | undefined {
  const both = [...counted].flatMap(([venue, { usd, whole }]) => {
    const [week, before] = [sumOfDays(usd, end, 7), sumOfDays(whole, end - WEEK, 7)]
    return week === undefined || before === undefined ? [] : [{ venue, week, before }]
  })
  const week = both.reduce((sum, one) => sum + one.week, 0)
  const before = both.reduce((sum, one) => sum + one.before, 0)
  if (before <= 0) return undefined
  return { week, before, change: week / before - 1, venues: both.map(({ venue }) => venue) }
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

function shareWeekAgo(spot: Market, perp: Market): number | undefined {
  const share = shareOf(spot.week(1) ?? gap('gap'), perp.week(1) ?? gap('gap'))
  return isGap(share) ? undefined : share
}

/** Over the venues that reach back over half a year, where some do: a younger one would cut the past of all. */
function shareInHistory(spot: Market, perp: Market, week: Week) {
  const weeks = Math.min(spot.weeksOnRecord, perp.weeksOnRecord)
  const shares = Array.from({ length: weeks }, (_, weeksBefore) => {
    const share = shareOf(spot.moved(weeksBefore) ?? gap('gap'), perp.moved(weeksBefore) ?? gap('gap'))
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
