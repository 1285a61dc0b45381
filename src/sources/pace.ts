/** A budget for suppliers whose limit is unknown: one call at a time, slower after each refusal, faster while all goes well. */
import { createBudget, type CallBudget } from './budget.ts'
import { MINUTE } from '#src/market/time.ts'

export interface PaceRule {
  readonly name: string
  /** Milliseconds between two calls: at first, after a refusal, and at the least. */
  readonly start: number
  readonly slow: number
  readonly least: number
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

export interface Pace extends CallBudget {
  /** A call was answered: after ten in a row the pace is a fifth faster. */
  answered(): void
  /** Milliseconds between two calls, as it is now. */
  interval(): number
}

/** Calls in a row that must have been answered before the pace rises. */
const GOOD = 10
const FASTER = 0.8
/** Milliseconds for which nothing is asked after a refusal, at least. */
const HOLD = MINUTE

/**
 * Spends one call in each interval. A refusal (`hold`) rests for a minute or as long as it is asked to, and begins anew at
 * the slow interval; ten answers in a row make the interval a fifth shorter, never below the least.
 */
export function createPace({ name, start, slow, least, now, pause }: PaceRule): Pace {
  let interval = start
  let good = 0
  let last = Number.NEGATIVE_INFINITY
  let line: Promise<unknown> = Promise.resolve()
  // The hold, its patience and its end are those of every other purse.
  const holding = createBudget({ name, tokens: 1, per: 1, now, pause })
  const waitOf = () => {
    if (last > now()) last = now()
    return Math.max(0, last + interval - now())
  }
  const waitForSlot = async (signal: AbortSignal | undefined) => {
    for (;;) {
      signal?.throwIfAborted()
      await holding.take(0, signal)
      const wait = waitOf()
      if (wait === 0) break
      await pause(wait, signal)
    }
    last = now()
  }
  return {
    name,
    of: 1,
    get per() {
      return interval
    },
    take(weight, signal) {
      if (!(weight >= 0 && weight <= 1)) {
        return Promise.reject(new RangeError(`${name}: ${weight} can never be spent of 1`))
      }
      const mine = line.then(() => waitForSlot(signal))
      line = mine.catch(() => {})
      return mine
    },
    left: () => (holding.heldFor() > 0 || waitOf() > 0 ? 0 : 1),
    hold(milliseconds) {
      good = 0
      interval = slow
      holding.hold(Math.max(milliseconds, HOLD))
    },
    heldFor: holding.heldFor,
    reported: () => {},
    answered() {
      good += 1
      if (good < GOOD) return
      good = 0
      interval = Math.max(least, Math.round(interval * FASTER))
    },
    interval: () => interval,
  }
}
