/** Funding of one asset's perpetuals: the settled rate now, the week, and the run of its sign. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, type Day, dayOf, floorToDay, type Instant } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { annualRate, weightedMean } from '#src/metrics/funding.ts'
import type { RateSign } from '#src/metrics/runs.ts'
import { defined } from './defined.ts'
import { dailyMean, dailyStanding } from './funding/days.ts'
import { referenceOf } from './funding/read.ts'
import { runAtEnd } from './funding/run.ts'
import { isSettledAtEnd, type UsedVenue, venuesAt, weekMean } from './funding/venues.ts'
import { fundingVerdict } from './funding/verdict.ts'
import { dailyClosePoints, dailyPoints } from './points.ts'
import { priceAt } from './prices.ts'
import { createPublisher, gap, isGap, type Publisher } from './publish.ts'
import type { FundingVerdict, FundingWeek } from './verdicts.ts'

export type { RateSign } from '#src/metrics/runs.ts'

export interface FundingVenue {
  readonly venue: string
  /** Last settled print at or before the boundary. */
  readonly time: Instant
  /** Fraction per interval. */
  readonly rate: number
  readonly intervalHours: number
  /** Fraction per 8 hours. */
  readonly rate8h: number
  /** Mean of the week's 8h-equivalents, weighted by interval length. */
  readonly weekMean8h?: number
  /** USD, where known. */
  readonly openInterest?: number
  /** Weight in the mean over venues, fraction; 0 where others have open interest and this one none. */
  readonly weight: number
}

/** The run of one sign that is under way at the window's end. */
export interface FundingRun {
  readonly sign: RateSign
  /** Settlements in it. */
  readonly prints: number
  readonly hours: number
  /** First settlement of the run, ISO 8601. */
  readonly since: string
  /** Ends and start are settlements; null = none on record. */
  readonly lastEarlierRunAtLeastAsLong: {
    readonly start: string
    readonly end: string
    readonly prints: number
  } | null
  /** Last settlement of that sign before the run; null = none on record. */
  readonly lastEarlierSamePrint: string | null
  /** First settlement from which none is missing: nothing is claimed about the time before it. */
  readonly recordStart: string
}

export interface FundingReading {
  readonly asset: AssetId
  readonly symbol: string
  /** `binance`, else the venue with most open interest, else the first with data. */
  readonly referenceVenue?: string
  /** Venues with a settled print in the last 24 h of the window, largest weight first. */
  readonly venues: readonly FundingVenue[]
  /** Venues that have prints of this asset on record but none fit to use now. */
  readonly absentVenues: readonly string[]
  /** Weighting of rate8h: by open interest over the venues that have it; equal where none has. */
  readonly weighting: 'open-interest' | 'equal'
  /** Fraction per 8 hours, over venues. */
  readonly rate8h?: number
  readonly weekMean8h?: number
  readonly weekMean8hBefore?: number
  /** Fraction a year, simple. */
  readonly apr?: number
  /** 0-1, of the reference venue's daily mean against up to 365 earlier ones (at least 180). */
  readonly percentile1y?: number
  /** Run at the reference venue. Undefined where a settlement is missing inside it (a gap breaks the claim). */
  readonly run?: FundingRun
  /** The run began inside this window, after a print of another sign. */
  readonly turnedThisWeek: boolean
  /** Price of the asset at `run.lastEarlierSamePrint`, USD. */
  readonly priceAtLastEarlierSamePrint?: number
  /** What may be said of the week, venue by venue; undefined where no venue has a mean of it. */
  readonly verdict?: FundingVerdict
  /** Price of the asset at the last earlier settlement of the sign that all venues, else the reference, turned to, USD. */
  readonly priceBeforeTurn?: number
  /** First settlement on record of the reference venue. */
  readonly recordStart?: Day
  /** Reference venue's daily mean 8h-equivalents and daily closes, up to 180 days, for the chart. */
  readonly daily: readonly Point[]
  readonly prices: readonly Point[]
}

/**
 * Settled funding of one asset at the window's end. Settlements belong to `(start, end]`.
 *
 * A venue counts with its last print of the 24 hours before the end, and only where the print's interval is known.
 * The mean is over the venues whose open interest is known at the end, weighted by it; where none is, over all equally.
 */
export function readFunding(history: History, week: Week, asset: AssetId): Reading<FundingReading> {
  const recorded = history.fundingVenues(asset)
  const { used, unfit, weighting } = venuesAt(history, asset, week)
  const names = used.map(({ venue }) => venue)
  const publisher = createPublisher('funding', week, {
    asOf: used.length > 0 ? Math.max(...used.map(({ time }) => time)) : Math.min(week.end, history.now),
    sources: names,
    ...(recorded.length > 0 && {
      coverage: {
        used: used.filter((venue) => isSettledAtEnd(venue, week)).length,
        expected: recorded.length,
      },
    }),
  })
  const { rate8h, apr, ...means } = publishOverVenues(publisher, history, week, asset, used)
  const venues = used.map(({ prints, ...venue }) => {
    const mean = weekMean(prints, week)
    const weekMean8h = publisher.put(
      `funding.${asset}.${venue.venue}.weekMean8h`,
      'fraction per 8 hours',
      isGap(mean) ? mean : mean.rate8h,
      { asOf: venue.time, sources: [venue.venue], ...(!isGap(mean) && { coverage: mean.coverage }) },
    )
    return { ...venue, ...defined({ weekMean8h }) }
  })
  for (const [venue, reason] of unfit) {
    publisher.put<number>(`funding.${asset}.${venue}.weekMean8h`, 'fraction per 8 hours', gap(reason, venue))
  }
  const runs = new Map(used.map((venue) => [venue.venue, publishRun(publisher, history, week, asset, venue)]))
  const reference = referenceOf(used)
  const verdict = fundingVerdict(asset, week, used, [...unfit.keys()], reference?.venue)
  for (const one of verdict?.venues ?? []) publishCounts(publisher, asset, one)
  const standing = reference
    ? dailyStanding(reference.prints, week.end, reference.venue)
    : noVenue(history, asset)
  const percentile1y = publisher.put(
    `funding.${asset}.percentile1y`,
    'fraction',
    isGap(standing) ? standing : standing.percentile,
    reference && {
      sources: [reference.venue],
      asOf: reference.time,
      ...(!isGap(standing) && { coverage: standing.coverage }),
    },
  )
  return publisher.reading({
    asset,
    symbol: history.asset(asset)?.symbol ?? asset.toUpperCase(),
    venues,
    absentVenues: [...unfit.keys()],
    weighting,
    ...defined({ rate8h, apr, ...means, percentile1y, verdict }),
    ...defined({ priceBeforeTurn: priceBeforeTurn(history, verdict) }),
    ...ofReference(history, week, asset, reference, reference && runs.get(reference.venue)),
  })
}

function publishOverVenues(
  publisher: Publisher,
  history: History,
  week: Week,
  asset: AssetId,
  used: readonly UsedVenue[],
) {
  const nobody = noVenue(history, asset)
  const weighed = used.filter(({ weight }) => weight > 0)
  const rate = weighed.length === 0 ? nobody : overVenues(weighed.map((venue) => [venue, venue.rate8h]))
  const now = {
    sources: weighed.map(({ venue }) => venue),
    // A rate of before the end still counts, and is no full one.
    coverage: {
      used: weighed.filter((venue) => isSettledAtEnd(venue, week)).length,
      expected: history.fundingVenues(asset).length,
    },
  }
  // A venue that was not there all week has no mean of it; the others still have, and coverage says how many.
  const means = weekMeans(weighed, week)
  const before = weekMeans(
    means.map(([venue]) => venue),
    weekBefore(week),
  )
  return {
    rate8h: publisher.put(`funding.${asset}.rate8h`, 'fraction per 8 hours', rate, now),
    apr: publisher.put(
      `funding.${asset}.apr`,
      'fraction per year',
      isGap(rate) ? rate : annualRate(rate, 8),
      now,
    ),
    weekMean8h: publisher.put(
      `funding.${asset}.weekMean8h`,
      'fraction per 8 hours',
      means.length > 0 ? overVenues(means) : used.length > 0 ? gap('gap', 'funding') : nobody,
      {
        sources: means.map(([{ venue }]) => venue),
        coverage: {
          used: means.filter(([venue]) => isSettledAtEnd(venue, week)).length,
          expected: history.fundingVenues(asset).length,
        },
      },
    ),
    weekMean8hBefore: means.length > 0 && before.length === means.length ? overVenues(before) : undefined,
  }
}

function overVenues(rates: readonly (readonly [UsedVenue, number])[]): number {
  return weightedMean(
    rates.map(([, rate]) => rate),
    rates.map(([{ weight }]) => weight),
  )
}

function weekMeans(used: readonly UsedVenue[], week: Week): (readonly [UsedVenue, number])[] {
  return used.flatMap((venue) => {
    const mean = weekMean(venue.prints, week)
    return isGap(mean) ? [] : [[venue, mean.rate8h] as const]
  })
}

function publishRun(
  publisher: Publisher,
  history: History,
  week: Week,
  asset: AssetId,
  { venue, time, prints }: UsedVenue,
): FundingRun | undefined {
  const mean = weekMean(prints, week)
  const run = runAtEnd(prints, week, history.now, venue)
  return publisher.put(`funding.${asset}.${venue}.run`, 'object', isGap(run) ? run : { ...run }, {
    asOf: time,
    sources: [venue],
    ...(!isGap(mean) && { coverage: mean.coverage }),
  })
}

function ofReference(
  history: History,
  week: Week,
  asset: AssetId,
  reference: UsedVenue | undefined,
  run: FundingRun | undefined,
) {
  const drawnTo = history.now < week.end ? floorToDay(week.end) : week.end
  const before = run?.lastEarlierSamePrint
  const price = before ? priceAt(history, asset, Date.parse(before)) : undefined
  return {
    ...defined({
      referenceVenue: reference?.venue,
      run,
      priceAtLastEarlierSamePrint: price && !isGap(price) ? price.price : undefined,
      recordStart: reference && dayOf(reference.prints.times[0] as number),
    }),
    turnedThisWeek: run !== undefined && Date.parse(run.since) > week.start && run.recordStart < run.since,
    daily: reference ? dailyPoints((day) => dailyMean(reference.prints, day, day + DAY), drawnTo) : [],
    prices: dailyClosePoints(history, asset, week.end),
  }
}

function priceBeforeTurn(history: History, verdict: FundingVerdict | undefined): number | undefined {
  const last = verdict?.turnedTogether?.last ?? verdict?.venues[0]?.turnedAfter?.last
  const price = verdict && typeof last === 'number' ? priceAt(history, verdict.asset, last) : undefined
  return price && !isGap(price) ? price.price : undefined
}

/** How many settlements the words of the week rest on; venues that settle hourly are counted in steps of 8 hours. */
function publishCounts(publisher: Publisher, asset: AssetId, week: FundingWeek) {
  const { venue, negative, positive, settlements, expected } = week
  const of = { sources: [venue], coverage: { used: settlements, expected } }
  publisher.put(`funding.${asset}.${venue}.negativeSettlements`, 'count', negative, of)
  publisher.put(`funding.${asset}.${venue}.positiveSettlements`, 'count', positive, of)
}

function noVenue(history: History, asset: AssetId) {
  return gap(history.fundingVenues(asset).length === 0 ? 'no-data' : 'stale', 'funding')
}
