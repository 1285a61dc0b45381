/** Funding of one asset's perpetuals: the settled rate now, the week, and the run of its sign. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { DAY, dayOf, floorToDay } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { annualRate, weightedMean } from '#src/metrics/funding.ts'
import { defined } from './defined.ts'
import { eventsIn } from './events.ts'
import { dailyMean, dailyRank } from './funding/days.ts'
import { fundingRow, venueDays, venueSpan } from './funding/fulldays.ts'
import { referenceOf, verdictAt } from './funding/read.ts'
import { runAtEnd } from './funding/run.ts'
import {
  isFullAtEnd,
  isSettledAtEnd,
  type UsedVenue,
  type VenuesAt,
  venuesAt,
  weekMean,
} from './funding/venues.ts'
import { dailyClosePoints, dailyPoints } from './points.ts'
import { priceAt } from './prices.ts'
import { createPublisher, gap, isGap, type Publisher } from './publish.ts'
import type { FundingVerdict, FundingWeek } from './verdicts.ts'
import { namingWithheld } from './withheld.ts'
import { lesser } from './year.ts'
import type { FundingReading, FundingRun } from './funding/reading.ts'

export type { RateSign } from '#src/metrics/runs.ts'

/**
 * Settled funding of one asset at the window's end. Settlements belong to `(start, end]`.
 *
 * A venue counts with its last print of the 24 hours before the end, and only where the print's interval is known. In the rate
 * at the end it counts only where no later print was due long before.
 * The mean is over the venues whose open interest is known at the end, weighted by it; where none is, over all equally.
 */
export const readFunding = namingWithheld(function readFunding(
  history: History,
  week: Week,
  asset: AssetId,
): Reading<FundingReading> {
  const at = venuesAt(history, asset, week)
  const { used, unfit, weighting, leftOut } = at
  const names = used.map(({ venue }) => venue)
  const publisher = createPublisher('funding', week, {
    asOf: used.length > 0 ? Math.max(...used.map(({ time }) => time)) : Math.min(week.end, history.now),
    sources: names,
    ...(recordedOf(at) > 0 && {
      coverage: {
        used: used.filter((venue) => isSettledAtEnd(venue, week)).length,
        expected: recordedOf(at),
      },
    }),
  })
  const { rate8h, apr, ...means } = publishOverVenues(publisher, history, week, asset, at)
  const venues = used.map(({ prints, isWeightOlder: _, ...venue }) => {
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
  const reference = referenceOf(at)
  const verdict = verdictAt(asset, week, at)
  for (const one of verdict?.venues ?? []) publishCounts(publisher, asset, one)
  const yearRank = reference
    ? dailyRank(reference.prints, week.end, reference.venue)
    : noVenue(history, asset)
  const percentile1y = publisher.put(
    `funding.${asset}.percentile1y`,
    'fraction',
    isGap(yearRank) ? yearRank : yearRank.percentile,
    reference && {
      sources: [reference.venue],
      asOf: reference.time,
      // Days of the one venue, unless more is lacking of the venues that the rate beside it is made from.
      ...(!isGap(yearRank) && {
        coverage: lesser({ used: used.length, expected: recordedOf(at) }, yearRank.coverage),
      }),
    },
  )
  return publisher.reading({
    asset,
    symbol: history.asset(asset)?.symbol ?? asset.toUpperCase(),
    venues,
    absentVenues: [...unfit.keys()],
    ...(leftOut.length > 0 && { leftOut }),
    weighting,
    ...defined({ rate8h, apr, ...means, percentile1y, verdict }),
    ...defined({ priceBeforeTurn: priceBeforeTurn(history, verdict) }),
    ...ofReference(history, week, asset, reference, reference && runs.get(reference.venue)),
    ...drawnDays(history, week, asset, used, reference),
  })
})

/** Venues with a settlement before the week's end, usable or not. */
function recordedOf({ used, unfit }: VenuesAt): number {
  return used.length + unfit.size
}

function publishOverVenues(publisher: Publisher, history: History, week: Week, asset: AssetId, at: VenuesAt) {
  const { used } = at
  const noVenues = noVenue(history, asset)
  const weighed = used.filter(({ weight }) => weight > 0)
  const current = weighed.filter(({ isOverdue }) => !isOverdue)
  const none = weighed.length === 0 ? noVenues : gap('stale', 'funding')
  const rate = current.length === 0 ? none : overVenues(current.map((venue) => [venue, venue.rate8h]))
  const now = {
    sources: current.map(({ venue }) => venue),
    // A rate or a weight of before the end still counts, and is no full one.
    coverage: {
      used: current.filter((venue) => isFullAtEnd(venue, week)).length,
      expected: recordedOf(at),
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
      means.length > 0 ? overVenues(means) : used.length > 0 ? gap('gap', 'funding') : noVenues,
      {
        sources: means.map(([{ venue }]) => venue),
        coverage: {
          used: means.filter(([venue]) => isFullAtEnd(venue, week)).length,
          expected: recordedOf(at),
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

function drawnDays(
  history: History,
  week: Week,
  asset: AssetId,
  used: readonly UsedVenue[],
  reference: UsedVenue | undefined,
): Pick<FundingReading, 'venueDays' | 'sheet' | 'sheetVenue' | 'events'> {
  // `used` has the largest first.
  const other = used.find((venue) => venue !== reference)
  const drawn = [reference, other].filter((venue) => venue !== undefined)
  const recorded = history.fundingVenues(asset)
  const sheetVenue = reference?.venue ?? recorded.find((venue) => venue === 'binance') ?? recorded[0]
  const prints = sheetVenue === undefined ? undefined : history.funding(asset, sheetVenue)
  const sheet = prints && fundingRow(prints, week)
  return {
    venueDays: drawn.map(({ venue, intervalHours, prints: its }) =>
      venueDays(venue, intervalHours, its, week),
    ),
    ...(sheet && sheetVenue !== undefined && { sheet, sheetVenue }),
    events: eventsIn(history, asset, ...venueSpan(week)),
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
