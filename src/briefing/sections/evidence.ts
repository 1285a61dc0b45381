/** What the statements on coins and funding rest on: the verdicts' facts by name, and entries of the ledger. */
import { isoOf } from '#src/market/time.ts'
import type { ExtremeKind, RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { FundingVerdict, FundingWeek, LeverageVerdict, Spread } from '#src/services/verdicts.ts'
import { findExtreme } from '../extremes.ts'
import type { Statement } from '../section.ts'

type Evidence = Statement['evidence']

/** Under this at every hour the coins stood still, fraction. */
const STILL = 0.01

/** An entry that reaches back less far is one of many; a record is stated from 180 days on, by the ledger. */
const LEAST_WEEKS = 6
/** A move of less than half its usual size is none, whatever it is the largest of. */
const LEAST_SIZE = 0.5

/** The strongest entry of a series that is worth a sentence. */
export function entryOf(
  extremes: readonly RankedExtreme[],
  series: string,
  ...kinds: readonly ExtremeKind[]
): RankedExtreme | undefined {
  const entry = findExtreme(extremes, series, ...kinds)
  return entry && isWorth(entry) ? entry : undefined
}

/** By the week alone: what earlier editions stated weighs how far up an entry is said, not whether it is one. */
export function isWorth({ weeks, size }: RankedExtreme): boolean {
  return weeks >= LEAST_WEEKS && (size === undefined || size >= LEAST_SIZE)
}

/** A distance from a peak, 0 or negative, passed a further tenth this week: stated again at the same tenth it is no news. */
export function passedTenth(now: number, before: number): boolean {
  const tenths = (distance: number) => Math.floor(-10 * distance + 1e-9)
  return tenths(now) > tenths(before)
}

/** Which way the coins went at every hour; `unclear` where that hangs on the hour. */
export function coinsTrend({ low, high }: Spread): 'more' | 'fewer' | 'still' | 'unclear' {
  if (Math.max(Math.abs(low), Math.abs(high)) < STILL) return 'still'
  if (low > 0) return 'more'
  return high < 0 ? 'fewer' : 'unclear'
}

export function coinsEvidence(verdict: LeverageVerdict): Evidence {
  const { asset, hours, coinsWeek, coinsFromPeak, coinsPeakDays, dollarsWeek, priceWeek } = verdict
  return {
    rule: 'open interest in coins at each hour at which its row may have been read',
    asset,
    hours,
    coinsWeekLow: coinsWeek.low,
    coinsWeekHigh: coinsWeek.high,
    dollarsWeek,
    priceWeek: priceWeek ?? null,
    ...(coinsFromPeak && { coinsFromPeakLow: coinsFromPeak.low, coinsFromPeakHigh: coinsFromPeak.high }),
    ...(coinsPeakDays && { coinsPeakFirst: coinsPeakDays.first, coinsPeakLast: coinsPeakDays.last }),
    quadrant: verdict.quadrant ?? null,
    objected: verdict.objected ?? null,
    verdict: verdict.word,
  }
}

export function fundingEvidence(verdict: FundingVerdict): Evidence {
  return {
    rule: 'means and counts of the settlements of the week, venue by venue, in steps of 8 hours',
    measure: 'weekMean',
    asset: verdict.asset,
    verdict: verdict.venues.map(({ venue, word }) => `${venue}: ${word}`),
    ...countsOf(verdict.venues),
    absentVenues: verdict.absent,
    ...(verdict.leftOut && { leftOut: verdict.leftOut }),
    sign: verdict.sign,
  }
}

/** One venue's facts alone. */
export function venueEvidence(asset: string, week: FundingWeek): Evidence {
  return {
    rule: 'settlements of the week at one venue, in steps of 8 hours',
    asset,
    venue: week.venue,
    ...countsOf([week]),
    verdict: [`${week.venue}: ${week.word}`],
    turned: week.turned ?? null,
    ...(week.turnedAfter && {
      lastOfSign: week.turnedAfter.last === null ? null : isoOf(week.turnedAfter.last),
      recordStart: isoOf(week.turnedAfter.recordStart),
    }),
  }
}

function countsOf(venues: readonly FundingWeek[]): Evidence {
  const facts = ({
    venue,
    mean,
    meanBefore,
    negative,
    positive,
    settlements,
    expected,
    before,
  }: FundingWeek) => ({
    venue,
    mean,
    meanBefore: meanBefore ?? null,
    negative,
    positive,
    settlements,
    expected,
    before: before ? { ...before } : null,
  })
  return { weeks: venues.map(facts) }
}
