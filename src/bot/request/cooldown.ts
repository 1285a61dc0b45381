/** How often one member may ask, and all of one chat together: buckets of tokens that fill by themselves. */

export interface Cooldown {
  /** Takes one of the member's tokens: 0, or the milliseconds until there is one. */
  take(asker: string, now: number): number
  /** Gives back a token that was taken for nothing. */
  release(asker: string): void
}

export interface CooldownRates {
  /** Questions that may be asked at once. */
  readonly burst: number
  /** Milliseconds after which one more may be asked. */
  readonly every: number
}

/** A person who compares coins, or goes through a menu briskly, is not held up; a script is, after a score. */
export const ANSWER_RATES: CooldownRates = { burst: 20, every: 1000 }

/**
 * In a chat that others read a person has a few answers at once, and then one now and again: answers to more are private.
 * A group on Telegram takes twenty messages a minute, of everybody together.
 */
export const SHARED_RATES: CooldownRates = { burst: 5, every: 12_000 }

/**
 * A community has so many answers together, mistakes included: no crowd of accounts takes the bot from the others. One
 * process gives two hundred a second.
 */
export const CHAT_RATES: CooldownRates = { burst: 60, every: 250 }

/** Buckets that are kept; those that were not used for longest are forgotten first. */
const MOST = 10_000

export function createCooldown({ burst, every }: CooldownRates = ANSWER_RATES): Cooldown {
  const buckets = new Map<string, { tokens: number; at: number }>()
  const bucketAt = (asker: string, now: number) => {
    const bucket = buckets.get(asker) ?? { tokens: burst, at: now }
    // A clock that was set back fills nothing, and takes nothing away.
    const passed = Math.max(0, now - bucket.at)
    return { tokens: Math.min(burst, bucket.tokens + passed / every), at: now }
  }
  return {
    take(asker, now) {
      const bucket = bucketAt(asker, now)
      const wait = bucket.tokens >= 1 ? 0 : Math.ceil((1 - bucket.tokens) * every)
      if (wait === 0) bucket.tokens -= 1
      // To the young end of the map's order: the oldest goes when there are too many.
      buckets.delete(asker)
      buckets.set(asker, bucket)
      const oldest = buckets.keys().next().value
      if (buckets.size > MOST && oldest !== undefined) buckets.delete(oldest)
      return wait
    },
    release(asker) {
      const bucket = buckets.get(asker)
      if (bucket) bucket.tokens = Math.min(burst, bucket.tokens + 1)
    },
  }
}
