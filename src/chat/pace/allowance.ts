/** How much may happen within a stretch of time that slides on: at most so much in any such stretch. */

export interface Allowance {
  /** The first moment, not before `now`, at which so much more fits; times are milliseconds. */
  freeAt(now: number, weight: number): number
  /** Counts it, whether it fits or not. */
  take(now: number, weight: number): void
  /** Whether nothing counts any more. */
  idle(now: number): boolean
}

/**
 * `limit` is asked every time, as it may change. What is more than the limit by itself fits into an empty stretch, and
 * counts as long as the limit would take for so much.
 */
export function createAllowance(length: number, limit: () => number): Allowance {
  let taken: { readonly until: number; readonly weight: number }[] = []
  /** Entries before it no longer count. */
  let first = 0
  let sum = 0

  const forget = (now: number): void => {
    for (let entry = taken[first]; entry && entry.until <= now; entry = taken[++first]) sum -= entry.weight
    if (first === taken.length || first > 1000) {
      taken = taken.slice(first)
      first = 0
    }
  }
  return {
    freeAt(now, weight) {
      forget(now)
      let at = now
      let left = sum
      for (let index = first; index < taken.length && left + weight > limit(); index++) {
        const entry = taken[index]
        if (!entry) break
        left -= entry.weight
        at = Math.max(at, entry.until)
      }
      return at
    },
    take(now, weight) {
      taken.push({ until: now + length * Math.max(1, weight / limit()), weight })
      sum += weight
    },
    idle(now) {
      forget(now)
      return taken.length === 0
    },
  }
}
