/** When the market was last asked for, by this process or another. */

export interface Collected {
  /** The last round that ended; undefined while there was none. */
  readonly at: number | undefined
  /** Since when this process waits for one. */
  readonly since: number
}

/** Seconds since the last round, or since one is waited for. */
export function ageOf(collected: Collected | undefined, now: number): number | undefined {
  return collected && Math.max(0, now - (collected.at ?? collected.since)) / 1000
}
