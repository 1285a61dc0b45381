/** What has to be there before members are answered as they should be: looked at, tried, and named where it is not so. */
import { type Clock, within } from '#src/clock.ts'
import type { SupplierStatus } from '#src/collector/status.ts'
import type { Readiness } from '#src/health/server.ts'
import type { History } from '#src/market/history.ts'
import { MINUTE } from '#src/market/time.ts'
import { faultOf } from '#src/store/faults.ts'
import type { SharedState } from '#src/store/sharedstate.ts'
import type { Collected } from './collected.ts'

export interface Seen {
  readonly history: () => History
  readonly suppliers: () => readonly SupplierStatus[]
  /** When suppliers were last asked round; undefined where no supplier is asked. */
  readonly collected: () => Collected | undefined
  /** Each chat platform that is to be connected. */
  readonly platforms: () => readonly { readonly name: string; readonly state: string }[]
}

export interface ReadinessParts {
  readonly clock: Clock
  readonly store: { readonly sharedState: Pick<SharedState, 'set' | 'get'> }
  readonly seen: Seen
}

/** The name under which a write is tried. */
const TRIED = 'write tried'
/** Milliseconds that the store may take for it. */
const PATIENCE = 3000
const SILENT: Readiness = { name: 'store', ready: false, note: `no answer within ${PATIENCE / 1000} s` }
/** Milliseconds without a round after which the collector is late: it goes round every minute, and a round may take some. */
const LATE = 15 * MINUTE

/** Each part with whether it is ready. */
export function createReadiness({ clock, store, seen }: ReadinessParts): () => Promise<readonly Readiness[]> {
  let writing: Promise<Readiness> | undefined
  let last: Readiness | undefined
  return async () => {
    // One at a time: behind a lock they would pile up.
    writing ??= tryWriting(clock, store).then((tried) => {
      writing = undefined
      last = tried
      return tried
    })
    const kept = await within(clock, PATIENCE, writing)
    const collected = seen.collected()
    return [
      // A lock is waited for longer than that: while the next try waits, what the last one said is the reason.
      kept ?? (last?.ready === false ? last : SILENT),
      { name: 'history', ready: seen.history().assets.length > 0 },
      ...suppliersOf(seen.suppliers()),
      ...(collected ? [collectorOf(collected, clock.now())] : []),
      ...seen.platforms().map(({ name, state }) => {
        const ready = state === 'ready'
        return { name, ready, ...(!ready && { note: state }) }
      }),
    ]
  }
}

/** What a promise gives soon; rejects where it has not within a second. */
export async function soon<Value>(clock: Clock, work: Promise<Value>): Promise<Value> {
  const value = await within(clock, 1000, work)
  if (value === undefined) throw new Error('no answer within a second')
  return value
}

async function tryWriting(clock: Clock, { sharedState }: ReadinessParts['store']): Promise<Readiness> {
  try {
    await sharedState.set(TRIED, clock.now(), clock.now())
    // What reads may have a connection apart, which can be away alone.
    await sharedState.get(TRIED)
    return { name: 'store', ready: true }
  } catch (error) {
    const fault = faultOf(error)
    return { name: 'store', ready: false, note: fault === 'other' ? 'cannot be written to' : fault }
  }
}

/** Ready while at least one of those that were asked answers. */
function suppliersOf(all: readonly SupplierStatus[]): Readiness[] {
  const asked = all.filter(({ state, ofPast }) => state !== 'waiting' && !ofPast)
  const failing = asked.filter(({ state }) => state === 'failing')
  if (asked.length === 0) return []
  const names = failing.map(({ name, fault }) => `${name} (${fault ?? 'down'})`).join(', ')
  return [
    {
      name: 'suppliers',
      ready: failing.length < asked.length,
      ...(failing.length > 0 && { note: `${failing.length} of ${asked.length} fail: ${names}` }),
    },
  ]
}

function collectorOf(collected: Collected, now: number): Readiness {
  const age = now - (collected.at ?? collected.since)
  const seconds = `${Math.round(age / 1000)} s`
  const note = collected.at === undefined ? `no round yet in ${seconds}` : `last round ${seconds} ago`
  return { name: 'collector', ready: age < LATE, note }
}
