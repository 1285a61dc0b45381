/** What instant a venue's daily row of open interest stands for: found out by comparing rows, never assumed. */
import { DAY, floorToDay, type Instant, MINUTE } from './time.ts'

/** `start`: a row stamped D 00:00 holds the value at D 00:00. `end`: it holds the value at D+1 00:00. */
export type StampedAt = 'start' | 'end'

export interface InterestStamp {
  readonly venue: string
  readonly at: StampedAt | 'unknown'
  /** When it was last looked at. */
  readonly checkedAt: Instant
  /** The first label that is read by this verdict, where earlier rows were read by the other: it reaches no further back than its proof. */
  readonly since?: Instant
  /** Daily rows that were compared, and those of them that equal the hourly row at either end of their day. */
  readonly days: number
  readonly start: number
  readonly end: number
  /** Rows of midnight that agree with what the venue reported at that midnight itself, and those that do not. */
  readonly agreed: number
  readonly contradicted: number
}

/** What a venue reported for a midnight: of itself just before or after it, or by its archive. */
export interface MidnightReading {
  /** The midnight. */
  readonly at: Instant
  /** USD of one side. */
  readonly usd: number
  /** Coins of one side, where the venue counts in them. */
  readonly coins?: number
  /** What the venue's public archive holds of that midnight, not what was shown at it. */
  readonly ofArchive?: true
}

export const STAMPED_AT: readonly (StampedAt | 'unknown')[] = ['start', 'end', 'unknown']

/** So near to a midnight a reading is of that midnight, milliseconds. */
const AT_MIDNIGHT = 10 * MINUTE

/** The midnight that a reading is of; undefined where it lies further from any. */
export function midnightOf(time: Instant): Instant | undefined {
  const midnight = floorToDay(time + AT_MIDNIGHT)
  return Math.abs(time - midnight) <= AT_MIDNIGHT ? midnight : undefined
}

/** What a reading of the present is dated: the day whose end it is of, or which it was read in. */
export function dayOfReading(time: Instant): Instant {
  const midnight = midnightOf(time)
  return midnight === undefined ? floorToDay(time) : midnight - DAY
}

/** Under which name it is kept what a venue's public archive holds of its midnights, beside what the venue showed at them. */
export function archiveOf(venue: string): string {
  return `${venue}-archive`
}
