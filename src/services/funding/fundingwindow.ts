/** Funding over a window of days: means and extremes over venues, the reference venue settlement by settlement. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { FundingPrints } from '#src/market/perpetual.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import { eightHourRate, lastSettled, meanFunding, weightedMean } from '#src/metrics/funding.ts'
import { median } from '#src/metrics/median.ts'
import type { FundingReading } from './reading.ts'
import { type Gap, gap } from '../publish.ts'
import { eventsIn } from '../events.ts'
import { lastDays } from '../window.ts'
import { eightHoursIn } from './eighthours.ts'
import { venueDays } from './fulldays.ts'

/** Fractions per 8 hours throughout. */
export interface FundingWindow {
  readonly days: number
  /** Unweighted, of the venues' last settled rates. */
  readonly median: number | Gap
  /** Over venues, in the weights of the rate now; of those whose settlements cover the time. */
  readonly mean: number | Gap
  /** Of the reference venue alone. */
  readonly referenceMean: number | Gap
  readonly mean7d: number | Gap
  readonly mean30d: number | Gap
  /** Highest and lowest 8 hours of any venue in the window; a venue that settles hourly is summed. */
  readonly high: VenueRate | Gap
  readonly low: VenueRate | Gap
  /** Share of the reference venue's settlements below zero, fraction. */
  readonly negativeShare: number | Gap
  /** Settlements of the reference venue in the window, oldest first. */
  readonly settlements: readonly SettledRate[]
  /** Means of the reference venue over seven days each, dated by their end, oldest first; null where too few settled. */
  readonly weeks: readonly Point[]
}

export interface SettledRate {
  readonly time: Instant
  readonly rate8h: number
}

export interface VenueRate extends SettledRate {
  readonly venue: string
}

/** Less of a window than this is not its mean; of a day one settlement of three may be due at its very end. */
const LEAST_SHARE = 0.75
const LEAST_SHARE_OF_DAY = 0.5
const WEEK = 7 * DAY

/** The window ends with the reading's week. Venues that the reading leaves out are in none of its figures. */
export function readFundingWindow(
  history: History,
  { value, week }: Reading<FundingReading>,
  days: number,
): FundingWindow {
  const { asset, referenceVenue, leftOut = [] } = value
  const venues = value.venues.filter(({ venue }) => !leftOut.includes(venue))
  const nothing = gap(venues.length === 0 ? 'no-data' : 'gap', 'funding')
  const prints = referenceVenue === undefined ? undefined : history.funding(asset, referenceVenue)
  const settlements = prints ? settledIn(prints, week.end - days * DAY, week.end) : []
  const byRate = venues
    .flatMap(({ venue }) => eightHoursOf(history, asset, venue, week.end - days * DAY, week.end))
    .sort((a, b) => a.rate8h - b.rate8h)
  const meanOver = (length: number) => meanOverVenues(history, value, week.end, length) ?? nothing
  return {
    days,
    median: median(venues.filter(({ isOverdue }) => !isOverdue).map(({ rate8h }) => rate8h)) ?? nothing,
    mean: meanOver(days),
    referenceMean: (prints && meanIn(prints, week.end, days)) ?? nothing,
    mean7d: meanOver(7),
    mean30d: meanOver(30),
    high: byRate.at(-1) ?? nothing,
    low: byRate[0] ?? nothing,
    negativeShare:
      settlements.length === 0
        ? nothing
        : settlements.filter(({ rate8h }) => rate8h < 0).length / settlements.length,
    settlements,
    weeks: prints ? weeklyMeans(prints, week.end, days) : [],
  }
}

/** The reading with as many days of each drawn venue as a window has, and what happened in them. */
export function drawnOver(
  history: History,
  reading: Reading<FundingReading>,
  days: number,
): Reading<FundingReading> {
  const { value, week } = reading
  const end = floorToDay(week.end)
  return {
    ...reading,
    value: {
      ...value,
      daily: lastDays(value.daily, week.end, days),
      prices: lastDays(value.prices, week.end, days),
      ...(value.venueDays && {
        venueDays: value.venueDays.map((one) => {
          const prints = history.funding(value.asset, one.venue)
          return prints ? venueDays(one.venue, one.intervalHours, prints, week, days) : one
        }),
      }),
      ...(value.events && { events: eventsIn(history, value.asset, end - days * DAY, end) }),
    },
  }
}

function meanOverVenues(
  history: History,
  { asset, venues }: FundingReading,
  end: Instant,
  days: number,
): number | undefined {
  const means = venues.flatMap(({ venue, weight }) => {
    if (weight === 0) return []
    const prints = history.funding(asset, venue)
    const rate = prints && meanIn(prints, end, days)
    return rate === undefined ? [] : [{ rate, weight }]
  })
  const mean = weightedMean(
    means.map(({ rate }) => rate),
    means.map(({ weight }) => weight),
  )
  return Number.isFinite(mean) ? mean : undefined
}

/** Undefined where too little of the time is settled. */
function meanIn(prints: FundingPrints, end: Instant, days: number): number | undefined {
  const mean = meanFunding(prints, end - days * DAY, end)
  const least = days === 1 ? LEAST_SHARE_OF_DAY : LEAST_SHARE
  return mean && mean.hours >= least * days * 24 ? mean.rate8h : undefined
}

function eightHoursOf(
  history: History,
  asset: AssetId,
  venue: string,
  from: Instant,
  to: Instant,
): VenueRate[] {
  const prints = history.funding(asset, venue)
  return prints ? eightHoursIn(prints, from, to).map(({ at, rate8h }) => ({ venue, time: at, rate8h })) : []
}

/** Settlements in `(from, to]` whose interval is known. */
function settledIn(prints: FundingPrints, from: Instant, to: Instant): SettledRate[] {
  const settled: SettledRate[] = []
  const last = lastSettled(prints, to)
  for (let i = lastSettled(prints, from) + 1; i <= last; i++) {
    const rate8h = eightHourRate(prints.rates[i] as number, prints.intervalHours[i] as number)
    if (Number.isFinite(rate8h)) settled.push({ time: prints.times[i] as number, rate8h })
  }
  return settled
}

function weeklyMeans(prints: FundingPrints, end: Instant, days: number): Point[] {
  const points: Point[] = []
  for (let back = Math.ceil(days / 7) - 1; back >= 0; back--) {
    const to = end - back * WEEK
    const mean = meanFunding(prints, to - WEEK, to)
    const whole = mean && mean.hours * HOUR >= LEAST_SHARE * WEEK
    if (whole || points.length > 0) points.push([to, whole ? mean.rate8h : null])
  }
  return points
}
