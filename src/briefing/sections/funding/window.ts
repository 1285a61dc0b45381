/** Funding of a window that was chosen: its mean on the reference venue, and how many settlements were below zero. */
import type { FundingReading } from '#src/services/funding/reading.ts'
import type { FundingWindow } from '#src/services/funding/fundingwindow.ts'
import { type Statement, state } from '../../section.ts'

/** Nothing where the venue has too little of the window. */
export function fundingWindow(
  { symbol, referenceVenue: venue }: FundingReading,
  { days, referenceMean: mean, negativeShare: negative }: FundingWindow,
): Statement[] {
  if (venue === undefined || typeof mean !== 'number') return []
  const evidence = { rule: 'mean of the settlements of the window, per 8 hours', venue, days }
  const values = { symbol, venue, mean, days }
  return typeof negative === 'number'
    ? [state('funding.window', { ...values, negative }, evidence)]
    : [state('funding.windowMean', values, evidence)]
}
