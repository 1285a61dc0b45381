/** A lease: taken when it is free, renewed while the process lives, logged when it comes and goes. */
import { randomUUID } from 'node:crypto'
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import type { Leases } from '#src/store/leases.ts'
import { createStoreTrouble } from '#src/store/trouble.ts'

export interface LeaseParts {
  readonly name: string
  readonly leases: Leases
  readonly clock: Clock
  readonly log: Log
  /** It is this process's from now on. */
  readonly onTaken?: () => void
  /** It may be another's from now on: nothing may be done under it any more. */
  readonly onLost?: () => void
}

export interface Lease {
  /** Whether it is this process's now. */
  held(): boolean
  /** Resolves when it was asked for the first time. */
  readonly ready: Promise<void>
  /** Gives it up. */
  close(): Promise<void>
}

/** Milliseconds that a lease lasts: after a crash the next one begins so much later. */
const TERM = 30_000
/** Milliseconds between two renewals. */
const RENEW = 5000

export function keepLease({ name, leases, clock, log, onTaken, onLost }: LeaseParts): Lease {
  const holder = randomUUID()
  const trouble = createStoreTrouble({ clock, log })
  const failure = `The lease of ${name} could not be renewed`
  let [until, had, closed] = [0, false, false]
  let cancel = () => {}
  const held = () => !closed && clock.now() < until
  const renew = async () => {
    const now = clock.now()
    try {
      // What was asked for before the answer came is what counts: never longer than the store says.
      until = (await leases.take(name, holder, now, now + TERM)) ? now + TERM : 0
      trouble.works(failure)
    } catch (error) {
      trouble.failed(failure, error)
    }
    if (closed) return
    // While the store is away a lease goes on until it ends, less the time that the next look takes.
    const has = clock.now() + RENEW < until
    if (has !== had) {
      had = has
      if (has) onTaken?.()
      else onLost?.()
    }
    cancel = clock.after(RENEW, again)
  }
  let running = renew()
  const again = () => {
    running = renew()
  }
  return {
    held,
    ready: running,
    async close() {
      closed = true
      cancel()
      await running
      await leases
        .release(name, holder)
        .catch((error: unknown) => log.warn(`The lease of ${name} was not given up: ${String(error)}`))
    },
  }
}
