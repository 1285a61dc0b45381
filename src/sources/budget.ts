/** A supplier's limit as a purse: the cost of each call is taken from it, and callers wait in order while it is empty. */
import { SupplierError } from './supplier.ts'

export interface CallBudget {
  readonly name: string
  /** Of what it counts (calls, weight), in any stretch of `per` milliseconds. */
  readonly of: number
  /** Milliseconds. */
  readonly per: number
  /**
   * Resolves once so much may be spent, in the order in which it was asked for. Rejects with the signal's reason where
   * it fires first (nothing is spent then), with SupplierError `limited` while it is held for more than a minute, and
   * with RangeError for more than there can ever be.
   */
  take(weight: number, signal?: AbortSignal): Promise<void>
  /** What could be spent at once; 0 while it is held. */
  left(): number
  /** Spends nothing for so many milliseconds from now: what a 429 asks for. */
  hold(milliseconds: number): void
  /** Milliseconds for which it is still held; 0 where it is not. */
  heldFor(): number
  /** What the supplier says was spent, where it counts more than we did: another program may share its limit. */
  reported(spent: number): void
}

export interface BudgetRule {
  readonly name: string
  readonly tokens: number
  /** Milliseconds. */
  readonly per: number
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

/** Never spends more than `tokens` in any stretch of `per` milliseconds, over all callers. */
export function createBudget({ name, tokens, per, now, pause }: BudgetRule): CallBudget {
  let spent: { at: number; readonly weight: number }[] = []
  let heldUntil = Number.NEGATIVE_INFINITY
  let last: Promise<unknown> = Promise.resolve()

  const forget = (time: number) => {
    for (const one of spent) {
      // A clock that was set back must not keep everyone waiting for the difference.
      if (one.at > time) one.at = time
    }
    if (heldUntil > time + LONGEST_HOLD) heldUntil = time + LONGEST_HOLD
    spent = spent.filter(({ at }) => at + per > time)
  }
  const total = () => spent.reduce((sum, { weight }) => sum + weight, 0)
  /** When so much can be spent, as things stand. */
  const due = (weight: number, time: number): number => {
    let [over, at] = [total() + weight - tokens, time]
    for (const one of spent) {
      if (over <= 0) break
      over -= one.weight
      at = one.at + per
    }
    return Math.max(at, heldUntil)
  }
  const waitForSlot = async (weight: number, signal: AbortSignal | undefined) => {
    for (;;) {
      signal?.throwIfAborted()
      const time = now()
      forget(time)
      if (heldUntil - time > PATIENCE) throw held(name, heldUntil - time)
      const at = due(weight, time)
      if (at <= time) {
        spent.push({ at: time, weight })
        return
      }
      // A hold may come meanwhile, and be longer than anyone waits for.
      await pause(Math.min(at - time, PATIENCE), signal)
    }
  }
  return {
    name,
    of: tokens,
    per,
    take(weight, signal) {
      if (!(weight >= 0 && weight <= tokens)) {
        return Promise.reject(new RangeError(`${name}: ${weight} can never be spent of ${tokens}`))
      }
      const mine = last.then(() => waitForSlot(weight, signal))
      last = mine.catch(() => {})
      return signal ? orAborted(mine, signal) : mine
    },
    left() {
      const time = now()
      forget(time)
      return heldUntil > time ? 0 : Math.max(0, tokens - total())
    },
    hold(milliseconds) {
      heldUntil = Math.max(heldUntil, now() + milliseconds)
    },
    heldFor() {
      const time = now()
      forget(time)
      return Math.max(0, heldUntil - time)
    },
    reported(counted) {
      const time = now()
      forget(time)
      const more = Math.min(counted, tokens) - total()
      if (more > 0) spent.push({ at: time, weight: more })
    },
  }
}

/** Milliseconds that anyone waits for a supplier which asked to be left alone. */
const PATIENCE = 60_000

function held(supplier: string, wait: number): SupplierError {
  const detail = `asked to be left alone for another ${Math.ceil(wait / 1000)} s`
  return new SupplierError({ supplier, fault: 'limited', detail, retryAfter: wait })
}

/** Bans of exchanges last up to three days; a longer hold can only come from a clock that was set back. */
const LONGEST_HOLD = 3 * 86_400_000

/** Settles as the promise, or at once when the signal fires. */
function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
