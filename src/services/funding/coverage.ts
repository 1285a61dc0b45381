/** How many venues a rate over venues is made from, of those that are on record. */
import type { Coverage } from '#src/market/reading.ts'
import type { LatestFunding } from '../latest/funding.ts'
import type { FundingReading } from './reading.ts'

/**
 * `used` are the venues in the mean that the answer begins with: that of now where there is one, else that of the week's
 * end, whether or not the settlement due at its very end has come. One that fell silent before is expected, and not used.
 */
export function fundingCoverage(
  { venues, absentVenues }: Pick<FundingReading, 'venues' | 'absentVenues'>,
  latest: Pick<LatestFunding, 'used' | 'venues'> | undefined,
): Coverage {
  const names = [...venues, ...(latest?.venues ?? [])].map(({ venue }) => venue)
  const expected = new Set([...names, ...absentVenues])
  const used = latest?.used ?? venues.filter(({ weight, isOverdue }) => weight > 0 && !isOverdue)
  return { used: used.length, expected: expected.size }
}
