/** One venue's funding in steps of 8 hours, so that venues that settle hourly and every 8 hours count alike. */
import type { FundingPrints } from '#src/market/perpetual.ts'
import { HOUR, type Instant } from '#src/market/time.ts'
import { lastSettled, SETTLEMENT_SLACK } from '#src/metrics/funding.ts'
import { signOf } from '#src/metrics/runs.ts'
import type { SignRun } from '../verdicts.ts'

/** Settlements that pay for 8 hours: one print, or the sum of several. */
export interface EightHours {
  /** The last print of it; the full 8 hours (0, 8, 16 UTC) that it ends with belong to it. */
  readonly at: Instant
  /** Fraction per 8 hours. */
  readonly rate8h: number
  /** Hours that it pays for: 8, or the interval of a venue that settles more rarely. */
  readonly hours: number
}

const STEP = 8 * HOUR

/**
 * The 8 hours that end in `(from, to]`, oldest first. Those of which an hour is missing, or is paid for at an unknown
 * interval, are left out.
 */
export function eightHoursIn(prints: FundingPrints, from: Instant, to: Instant): EightHours[] {
  const parts = new Map<Instant, { at: Instant; paid: number; hours: number }>()
  const last = lastSettled(prints, to)
  for (let i = lastSettled(prints, from - STEP) + 1; i <= last; i++) {
    const at = prints.times[i] as number
    // Some venues stamp a settlement seconds after the hour that it belongs to.
    const end = Math.ceil((at - SETTLEMENT_SLACK) / STEP) * STEP
    if (end <= from || end > to) continue
    const part = parts.get(end) ?? { at, paid: 0, hours: 0 }
    part.at = at
    part.paid += prints.rates[i] as number
    part.hours += prints.intervalHours[i] as number
    parts.set(end, part)
  }
  return [...parts.values()].flatMap(({ at, paid, hours }) =>
    hours >= 8 ? [{ at, rate8h: (paid * 8) / hours, hours }] : [],
  )
}

/** Runs of one sign, oldest first: a missing settlement ends a run, as its sign is unknown. */
export function signRuns(settlements: readonly EightHours[]): SignRun[] {
  const runs: SignRun[] = []
  for (const { at, rate8h, hours } of settlements) {
    const sign = signOf(rate8h)
    const run = runs.at(-1)
    if (run?.sign === sign && at - run.to <= hours * HOUR + SETTLEMENT_SLACK) {
      runs[runs.length - 1] = {
        ...run,
        settlements: run.settlements + 1,
        hours: run.hours + hours,
        to: at,
      }
    } else runs.push({ sign, settlements: 1, hours, from: at, to: at })
  }
  return runs
}
