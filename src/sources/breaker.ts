/** A fuse for each supplier: one that keeps failing is left alone for a while, then tried by a single call. */
import { isoOf, MINUTE } from '#src/market/time.ts'
import { SupplierError, type SupplierFault } from './supplier.ts'

export interface Breaker {
  /** Runs the work, or rejects at once with SupplierError while the supplier is left alone. */
  run<Value>(work: () => Promise<Value>): Promise<Value>
  /** Throws SupplierError while the supplier is left alone. Each pass is closed by `succeeded` or `failed`. */
  enter(): void
  succeeded(): void
  /** An error that is no SupplierError (a call given up) says nothing about the supplier. */
  failed(error: unknown): void
  state(): BreakerState
}

export interface BreakerState {
  /** `closed` lets calls through, `open` none, `half-open` one that tries. */
  readonly state: 'closed' | 'open' | 'half-open'
  /** The first failure of the run of failures that is still going on. */
  readonly since?: number
  /** The last failure. */
  readonly at?: number
  readonly fault?: SupplierFault
  /** What the supplier's last error said. */
  readonly why?: string
  /** When it will be tried again. */
  readonly until?: number
}

export interface BreakerRule {
  readonly supplier: string
  /** Failures in a row that open it. Being blocked or denied opens it at once. */
  readonly failures?: number
  /** Milliseconds that it stays open at first; twice as long after each try that fails. */
  readonly first?: number
  /** Milliseconds that it stays open at most. */
  readonly longest?: number
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Five failures in a row open it for a minute, later for up to half an hour, where the rule says nothing else. */
export function createBreaker(rule: BreakerRule): Breaker {
  const { supplier, failures = 5, first = MINUTE, longest = 30 * MINUTE, now } = rule
  let inRow = 0
  let openings = 0
  let until: number | undefined
  let trying = false
  let last:
    | { readonly since: number; readonly at: number; readonly fault: SupplierFault; readonly why: string }
    | undefined

  const stateNow = (): BreakerState['state'] =>
    until === undefined ? 'closed' : now() < until ? 'open' : 'half-open'
  const enter = () => {
    const state = stateNow()
    if (state === 'closed') return
    if (state === 'half-open' && !trying) {
      trying = true
      return
    }
    throw new SupplierError({
      supplier,
      fault: last?.fault ?? 'down',
      detail: `left alone until ${isoOf(Math.max(until ?? 0, now()))}, failing since ${isoOf(last?.since ?? now())}`,
      retryAfter: Math.max(0, (until ?? 0) - now()),
    })
  }
  const succeeded = () => {
    ;[inRow, openings, until, trying, last] = [0, 0, undefined, false, undefined]
  }
  const failed = (error: unknown) => {
    const tried = trying
    trying = false
    // An aborted call does not count as a failure.
    if (!(error instanceof SupplierError)) return
    // That it does not know one asset is an answer.
    if (error.fault === 'unknown') return succeeded()
    inRow += 1
    last = { since: last?.since ?? now(), at: now(), fault: error.fault, why: error.message }
    const refused = error.fault === 'blocked' || error.fault === 'denied'
    if (!tried && !refused && inRow < failures) return
    openings += 1
    const wait = refused ? longest : Math.min(longest, first * 2 ** (openings - 1))
    until = now() + Math.max(wait, error.retryAfter ?? 0)
  }
  return {
    async run(work) {
      enter()
      try {
        const value = await work()
        succeeded()
        return value
      } catch (error) {
        failed(error)
        throw error
      }
    },
    enter,
    succeeded,
    failed,
    state: () => ({
      state: stateNow(),
      ...last,
      ...(until === undefined ? {} : { until }),
    }),
  }
}
