/** Over which venues a row of open interest is counted, and which it leaves out, for the evidence of what is said of it. */
import type { OpenInterestRow } from '#src/services/openinterest.ts'
import type { Statement } from '../../section.ts'

export function countedOver({ venues, leftOut = [] }: OpenInterestRow): Statement['evidence'] {
  return {
    venues,
    ...(leftOut.length > 0 && { leftOut: leftOut.map(({ venue }) => venue) }),
  }
}
