/** What a week of funding must show before a word may be said of it. Rates are fractions per 8 hours. */
import type { FundingVerdict, FundingWeek, SignRun } from '../verdicts.ts'

/** Around 0.01 % per 8 hours, to which venues fall back where perpetual and spot trade alike, a rate says nothing of positions. */
const NEUTRAL = { from: 0.8e-4, to: 1.2e-4 }
const HIGH = 2e-4
/** Rates are printed to 0.0001 %: the words follow what is printed. */
const STEP = 1e-6
/** Settlements in a row that are no accident. */
const LEAST_RUN = 3

/** A number of settlements within a week, by sign. */
export interface Counts {
  readonly negative: number
  readonly positive: number
  readonly settlements: number
}

/** At least two thirds of the settlements, and at least one. */
export function isMajority(count: number, settlements: number): boolean {
  return count > 0 && 3 * count >= 2 * settlements
}

/** 0.008-0.012 %, as printed. */
export function isNeutral(rate: number): boolean {
  const printed = Math.round(rate / STEP)
  return printed >= Math.round(NEUTRAL.from / STEP) && printed <= Math.round(NEUTRAL.to / STEP)
}

/** The word of a week: its majority of signs first, then where its mean stands beside the default rate. */
export function fundingWord(mean: number, counts: Counts): FundingWeek['word'] {
  if (isMajority(counts.negative, counts.settlements) && mean < 0) return 'negative'
  if (!isMajority(counts.positive, counts.settlements) || mean < 0) return 'mixed'
  if (isNeutral(mean)) return 'neutral'
  if (mean < NEUTRAL.from) return 'low'
  return Math.round(mean / STEP) >= Math.round(HIGH / STEP) ? 'high' : 'positive'
}

export function isRun(run: SignRun | undefined): run is SignRun {
  return run !== undefined && run.settlements >= LEAST_RUN
}

/**
 * The sign that funding turned to in a week: opposite majorities in the two weeks, or a run of three or more at the
 * end of which no settlement of the two weeks before it had the sign. One settlement, or a sign that came and went,
 * is no turn.
 */
export function turnOf(week: Counts, before: Counts, endRun: SignRun | undefined) {
  for (const [sign, other] of [
    ['negative', 'positive'],
    ['positive', 'negative'],
  ] as const) {
    if (!isMajority(before[other], before.settlements)) continue
    if (isMajority(week[sign], week.settlements)) return sign
    const onlyAtEnd = before[sign] === 0 && endRun?.settlements === week[sign]
    if (isRun(endRun) && endRun.sign === sign && onlyAtEnd) return sign
  }
  return undefined
}

/** Every venue of the record was positive in two thirds of both weeks, and in both means. */
export function stayedPositive({ venues, absent }: FundingVerdict): boolean {
  const positive = (counts: Counts | undefined) =>
    counts !== undefined && isMajority(counts.positive, counts.settlements)
  return (
    absent.length === 0 &&
    venues.every(
      (venue) => positive(venue) && positive(venue.before) && venue.mean > 0 && (venue.meanBefore ?? 0) > 0,
    )
  )
}
