/** Work that asks the store again and again: where it fails for hours, that is one line when it begins and one when it is over. */
import type { Clock } from '#src/clock.ts'
import type { Log } from '#src/log.ts'
import { faultOf } from './faults.ts'

export interface StoreTrouble {
  /** Does the work, named as what did not happen: `Deliveries could not be claimed`. Never rejects; undefined where it failed. */
  watch<Value>(what: string, work: () => Promise<Value>): Promise<Value | undefined>
  /** What `watch` does for work that is done elsewhere. */
  failed(what: string, error: unknown): void
  works(what: string): void
}

/** One trouble with all the work that it keeps from being done. */
interface Lasting {
  readonly began: number
  readonly kept: Set<string>
}

/**
 * Whatever fails for the same fault of the store is one trouble: the first work names it, and it is over when all that
 * failed works again.
 */
export function createStoreTrouble({
  clock,
  log,
}: {
  readonly clock: Pick<Clock, 'now'>
  readonly log: Pick<Log, 'info' | 'error'>
}): StoreTrouble {
  const lasting = new Map<string, Lasting>()

  return {
    async watch(what, work) {
      try {
        const value = await work()
        works(what)
        return value
      } catch (error) {
        failed(what, error)
        return undefined
      }
    },
    failed,
    works,
  }

  function failed(what: string, error: unknown): void {
    const fault = nameOf(error)
    const known = lasting.get(fault)
    if (known) known.kept.add(what)
    else {
      lasting.set(fault, { began: clock.now(), kept: new Set([what]) })
      log.error(`${what}: ${String(error)}; tried again until it works`)
    }
    works(what, fault)
  }

  /** It is kept by no trouble any more, but by this one. */
  function works(what: string, but?: string): void {
    for (const [fault, { began, kept }] of lasting) {
      if (fault === but || !kept.delete(what) || kept.size > 0) continue
      lasting.delete(fault)
      // What fails of something else by now does not work.
      if (but === undefined)
        log.info(`The store works again, after ${Math.round((clock.now() - began) / 1000)} s (${fault})`)
    }
  }
}

/** The same trouble has many messages; what is none of the store's goes by its own. */
function nameOf(error: unknown): string {
  const fault = faultOf(error)
  return fault === 'other' ? String(error) : fault
}
