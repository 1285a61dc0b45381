/** A turn of funding's sign: of all venues together where every one turned, else of the reference venue by name. */
import { DAY } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { FundingReading } from '#src/services/funding/reading.ts'
import type { FundingVerdict, FundingWeek } from '#src/services/verdicts.ts'
import { claim } from '../../claim.ts'
import type { Statement } from '../../section.ts'
import { fundingEvidence, venueEvidence } from '../evidence.ts'

/** A settlement of the sign less than this many days before makes a change of sign no "first since". */
const DAYS_TO_FORGET = 14
const WEEK = 7 * DAY

export function signChangeStatements(value: FundingReading, week: Week): Statement[] {
  const { verdict, symbol, priceBeforeTurn: price } = value
  if (verdict === undefined) return []
  const together = verdict.turnedTogether
  if (together) {
    const { sign, last, recordStart } = together
    const evidence = {
      ...fundingEvidence(verdict),
      turned: sign,
      lastOfSign: last === null ? null : new Date(last).toISOString(),
      recordStart: new Date(recordStart).toISOString(),
    }
    if (sign === 'positive') return [claim('funding.turnedPositive', { symbol }, evidence, signChange(1))]
    if (last === null) {
      return [
        claim(
          'funding.turnedNegativeFirst',
          { symbol, recordStart },
          evidence,
          signChange(weeks(recordStart)),
        ),
      ]
    }
    if (week.end - last < DAYS_TO_FORGET * DAY || price === undefined) {
      return [claim('funding.turnedNegativeAgain', { symbol, since: last }, evidence, signChange(1))]
    }
    return [
      claim('funding.turnedNegative', { symbol, since: last, price }, evidence, signChange(weeks(last))),
    ]
  }
  // Counts of settlements are stated for venues that settle every 8 hours.
  const first = verdict.venues.find(({ summed }) => !summed)
  return first?.turned ? [ofVenue(symbol, verdict, first, week)] : []

  function weeks(since: number): number {
    return (week.end - since) / WEEK
  }
}

/** One venue's change of sign: since when, or by how many settlements where the sign came and went. */
function ofVenue(symbol: string, { asset }: FundingVerdict, first: FundingWeek, week: Week): Statement {
  const { venue, turned, turnedAfter, negative, positive, settlements, before, endRun } = first
  const evidence = venueEvidence(asset, first)
  const of = { settlements, beforeSettlements: before?.settlements, venue, symbol }
  if (turned === 'positive') {
    if (endRun?.sign === 'positive' && endRun.from > week.start && endRun.settlements > 2) {
      return claim('funding.venuePositiveFrom', { ...of, from: endRun.from }, evidence, signChange(1))
    }
    return claim(
      'funding.venueTurnedPositive',
      { ...of, positive, before: before?.positive },
      evidence,
      signChange(1),
    )
  }
  const last = turnedAfter?.last
  if (typeof last === 'number' && week.end - last >= DAYS_TO_FORGET * DAY) {
    const weeks = (week.end - last) / WEEK
    return claim('funding.venueTurnedNegativeSince', { ...of, since: last }, evidence, signChange(weeks))
  }
  return claim(
    'funding.venueTurnedNegative',
    { ...of, negative, before: before?.negative },
    evidence,
    signChange(1),
  )
}

/** A change of sign is always worth a statement; how long the sign was away says how far up. */
function signChange(weeks: number) {
  return { needed: true, salience: Math.min(0.75, 0.4 + Math.log1p(weeks) / 12) }
}
