/** The decisions of the Federal Reserve in the simulated world, by day. */
import type { RateOutcome } from '#src/market/macro.ts'
import type { Day } from '#src/market/time.ts'

export interface Meeting {
  readonly day: Day
  readonly outcome: RateOutcome
  /** Probability of a cut at first, and where it went last before the decision. */
  readonly cut: readonly [first: number, last: number]
}

/** Undecided as the record ends. */
export const NEXT_MEETING: Day = '2025-12-10'

export const MEETINGS: readonly Meeting[] = [
  { day: '2024-11-07', outcome: 'cut', cut: [0.88, 0.97] },
  { day: '2024-12-18', outcome: 'cut', cut: [0.66, 0.95] },
  { day: '2025-01-29', outcome: 'hold', cut: [0.09, 0.02] },
  { day: '2025-03-19', outcome: 'hold', cut: [0.07, 0.01] },
  { day: '2025-05-07', outcome: 'hold', cut: [0.16, 0.02] },
  { day: '2025-06-18', outcome: 'hold', cut: [0.05, 0.01] },
  { day: '2025-07-30', outcome: 'hold', cut: [0.06, 0.03] },
  { day: '2025-09-17', outcome: 'cut', cut: [0.83, 0.96] },
  { day: '2025-10-29', outcome: 'cut', cut: [0.9, 0.98] },
]
