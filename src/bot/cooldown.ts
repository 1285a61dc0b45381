/** How often one member may ask: a bucket of tokens that fills by itself. */

export interface Cooldown {
  /** Takes a token: 0, or the milliseconds until there is one. */
  take(member: string, now: number): number
  /** Gives back a token that was taken for nothing. */
  giveBack(member: string): void
}

export interface CooldownRates {
  /** Questions that may be asked at once. */
  readonly burst: number
  /** Milliseconds after which one more may be asked. */
  readonly every: number
}

/** A person who compares a few coins is not held up; a script is, after a dozen. */
export const ANSWER_RATES: CooldownRates = { burst: 12, every: 1500 }

/** Buckets that are kept; full ones are forgotten first, as they say nothing. */
const MOST_MEMBERS = 10_000

export function createCooldown({ burst, every }: CooldownRates = ANSWER_RATES): Cooldown {
  const buckets = new Map<string, { tokens: number; at: number }>()
  const bucketAt = (member: string, now: number) => {
    const bucket = buckets.get(member) ?? { tokens: burst, at: now }
    // A clock that was set back fills nothing, and takes nothing away.
    const passed = Math.max(0, now - bucket.at)
    return { tokens: Math.min(burst, bucket.tokens + passed / every), at: now }
  }
  return {
    take(member, now) {
      const bucket = bucketAt(member, now)
      const wait = bucket.tokens >= 1 ? 0 : Math.ceil((1 - bucket.tokens) * every)
      if (wait === 0) bucket.tokens -= 1
      // To the young end of the map's order: the oldest goes when there are too many.
      buckets.delete(member)
      buckets.set(member, bucket)
      const oldest = buckets.keys().next().value
      if (buckets.size > MOST_MEMBERS && oldest !== undefined) buckets.delete(oldest)
      return wait
    },
    giveBack(member) {
      const bucket = buckets.get(member)
      if (bucket) bucket.tokens = Math.min(burst, bucket.tokens + 1)
    },
  }
}
