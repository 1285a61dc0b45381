/** What the tortured alerts see: time that passes 120 times as fast, and prices that come and go as the minute says. */
import type { Timings } from '#src/delivery/timings.ts'
import type { WatchedReading } from '#src/market/watched.ts'
import type { WatchedRow } from '#src/store/alerts/port.ts'

export interface AlertProcessSettings {
  readonly home: string
  /** The address of a PostgreSQL database; SQLite in `home` without. */
  readonly database: string | undefined
  /** When the fast clock began, in milliseconds since 1970. */
  readonly began: number
  /** Whether it judges and gathers; else it posts alone. */
  readonly judges: boolean
}

const MINUTE = 60_000
const SPEED = 120
/** Milliseconds by which the fast clock begins behind the real one, by which deliveries expire: less than the 6 hours that they have. */
const BEHIND = 5.5 * 3_600_000

/** Milliseconds: a claim of a dead process is over soon, and so is the time in which a nonce holds. */
export const timings: Partial<Timings> = {
  ...{ claimLease: 2000, sendLease: 1500, nonceWindow: 4000, longestCall: 500 },
  ...{ beat: 300, poll: 100, silence: 1500, noticeLease: 2000, quiet: 300, longestQuiet: 1000, apart: 300 },
}

export function quickly(began: number): () => number {
  return () => began - BEHIND + (Date.now() - began) * SPEED
}

/** Each series swings about 100 by its own phase, in 18 minutes. */
export function valueAt(id: number, minute: number): number {
  return 100 + 10 * Math.sin((minute + id) / 3)
}

export function readingsAt(
  rows: readonly Pick<WatchedRow, 'id' | 'name'>[],
  now: number,
): readonly WatchedReading[] {
  const minute = Math.floor(now / MINUTE)
  return rows.map(({ id, name }) => ({
    ...{ series: name, value: valueAt(id, minute), time: minute * MINUTE, standing: 'confirmed' },
    evidence: { sources: ['Test'] },
  }))
}
