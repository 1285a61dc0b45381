/** Trying again: with growing, scattered pauses, only what may pass, and never beyond a deadline. */
import { isPassing, SupplierError } from './supplier.ts'

export interface RetryRule {
  /** Tries in all, the first one included. */
  readonly attempts: number
  /** Milliseconds: the most that the first pause lasts; each later one may last twice as long. */
  readonly base: number
  /** Milliseconds: the most that any pause lasts, but for what the supplier itself asks for. */
  readonly longest: number
  /** Nothing is tried again after this instant. */
  readonly deadline?: number
  readonly now: () => number
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** 0 to 1; Math.random where it is absent. */
  readonly random?: () => number
}

/** What `work` gives in the end. Rejects with its last error, at once where trying again cannot help. */
export async function retry<Value>(
  work: (attempt: number) => Promise<Value>,
  rule: RetryRule,
  signal?: AbortSignal,
): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted()
    try {
      return await work(attempt)
    } catch (error) {
      if (!(error instanceof SupplierError) || !isPassing(error.fault) || attempt >= rule.attempts)
        throw error
      const wait = pauseBefore(attempt, rule, error.retryAfter)
      if (rule.deadline !== undefined && rule.now() + wait > rule.deadline) throw error
      await rule.pause(wait, signal)
    }
  }
}

/**
 * Anything from nothing to the whole of base x 2^(attempt - 1), so that many who failed together do not come back
 * together; after what the supplier asked for, where it asked.
 */
function pauseBefore(attempt: number, rule: RetryRule, retryAfter = 0): number {
  const { base, longest, random = Math.random } = rule
  return retryAfter + random() * Math.min(longest, base * 2 ** (attempt - 1))
}
