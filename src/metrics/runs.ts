/** Runs of one sign in settled funding: the one under way, and since when there was none like it. */
import type { FundingPrints } from '#src/market/perpetual.ts'
import { HOUR, type Instant } from '#src/market/time.ts'
import { lastSettled, SETTLEMENT_SLACK } from './funding.ts'

/** Zero is a sign of its own: it is neither negative nor positive. */
export type RateSign = 'negative' | 'zero' | 'positive'

/** Settlements of one sign without a break. */
export interface Run {
  readonly sign: RateSign
  readonly prints: number
  /** Sum of the intervals that they pay for. */
  readonly hours: number
  /** First and last settlement. */
  readonly start: Instant
  readonly end: Instant
}

export interface RunClaim {
  readonly run: Run
  /** The most recent earlier run of that sign with as many settlements or more; null = none on the record. */
  readonly lastEarlierAtLeastAsLong: Run | null
  /** Last settlement of that sign before the run; null = none on the record. */
  readonly lastEarlierSame: Instant | null
  /** First settlement of the unbroken record: nothing is claimed about the time before it. */
  readonly recordStart: Instant
  /** A settlement is missing directly before the run: it may have begun earlier, and may be longer. */
  readonly cutByGap: boolean
}

export function signOf(rate: number): RateSign {
  if (rate < 0) return 'negative'
  return rate > 0 ? 'positive' : 'zero'
}

/**
 * The run under way at an instant, beside the earlier ones; undefined without a settlement at or before it.
 *
 * "Longest since D": D is the end of the most recent earlier run with at least as many settlements.
 * "First since D": D is the last settlement of that sign before the run.
 * A missing settlement breaks the record, since its sign is unknown: claims reach back to the last one.
 */
export function currentRun(prints: FundingPrints, at: Instant): RunClaim | undefined {
  const last = lastSettled(prints, at)
  if (last < 0) return undefined
  const first = unbrokenFrom(prints, last)
  const runs = runsBetween(prints, first, last)
  const run = runs.pop() as Run
  const earlier = runs.filter((candidate) => candidate.sign === run.sign)
  return {
    run,
    lastEarlierAtLeastAsLong: earlier.findLast((candidate) => candidate.prints >= run.prints) ?? null,
    lastEarlierSame: earlier.at(-1)?.end ?? null,
    recordStart: prints.times[first] as number,
    cutByGap: first > 0 && runs.length === 0,
  }
}

/** Runs of the settlements with index `first` to `last`, oldest first; none may be missing between them. */
export function runsBetween(prints: FundingPrints, first: number, last: number): Run[] {
  const runs: Run[] = []
  let run: Run | undefined
  for (let i = first; i <= last; i++) {
    const sign = signOf(prints.rates[i] as number)
    const hours = prints.intervalHours[i] as number
    const time = prints.times[i] as number
    if (run?.sign === sign) {
      run = { ...run, prints: run.prints + 1, hours: run.hours + hours, end: time }
      runs[runs.length - 1] = run
    } else {
      run = { sign, prints: 1, hours, start: time, end: time }
      runs.push(run)
    }
  }
  return runs
}

/**
 * First index from which no settlement is missing up to `last`.
 *
 * Each print says how long its interval was, so the one before it must lie that far back. Intervals may change.
 * A print without a known interval cannot be shown to follow on another, so it begins a new record.
 */
export function unbrokenFrom(prints: FundingPrints, last: number): number {
  let first = last
  while (first > 0) {
    const distance = (prints.times[first] as number) - (prints.times[first - 1] as number)
    const follows = distance <= (prints.intervalHours[first] as number) * HOUR + SETTLEMENT_SLACK
    if (!follows) break
    first--
  }
  return first
}
