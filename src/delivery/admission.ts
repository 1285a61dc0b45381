/** When a worker that starts beside others may begin: once they have counted it, so that all shares never sum above one. */

import type { Living } from '#src/store/ledger.ts'

/**
 * Asked with those who live after every beat of one's own; true from when the worker may begin. Each of the others must
 * have beaten since they were first seen here, and so have met the newcomer's own beat. One that has not within a beat and
 * a half is waited for no longer: nothing leaves a process that cannot reach the store.
 */
export type Admission = (living: readonly Living[], now: number) => boolean

/** `beat` is the milliseconds between two beats of a worker. */
export function createAdmission(me: string, beat: number): Admission {
  const awaited = new Map<string, { readonly seenAt: number; readonly since: number }>()
  let begun = false
  let admitted = false
  return (living, now) => {
    if (admitted) return true
    const alive = new Map(living.map(({ id, seenAt }) => [id, seenAt]))
    // Who comes later counts this one from the start.
    if (!begun) for (const [id, seenAt] of alive) if (id !== me) awaited.set(id, { seenAt, since: now })
    begun = true
    for (const [id, { seenAt, since }] of awaited) {
      if (alive.get(id) !== seenAt || now - since >= beat * 1.5) awaited.delete(id)
    }
    admitted = awaited.size === 0
    return admitted
  }
}
