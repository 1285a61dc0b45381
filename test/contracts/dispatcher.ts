/** The contract of dispatchers, run with every kind of database: deliveries that wait wake somebody, and none is needed. */
import { describe, expect, it } from 'vitest'
import type { Dispatcher } from '#src/queue/dispatcher.ts'
import type { Store } from '#src/store/open.ts'
import { planOf } from '../support/plans.ts'

export interface Dispatching {
  readonly store: Store
  readonly dispatcher: Dispatcher
  /** Of another process on the same database, where there can be one. */
  readonly other: Dispatcher | undefined
}

const WEEK = 7 * 86_400_000

export function describeDispatcher(name: string, open: () => Promise<Dispatching>): void {
  const make = async ({ store }: Dispatching, now: number, count = 1) => {
    for (let index = 0; index < count; index++) {
      await store.schedules.add(`owner ${index}`, planOf(`discord:${index}`), now, '42', now)
    }
    return store.ledger.enqueueDue({
      now,
      most: 500,
      next: (_plan, after) => after + WEEK,
      awaits: () => undefined,
    })
  }

  describe(`${name} as a dispatcher`, () => {
    it('wakes listeners when deliveries are made, and they are there by then', async () => {
      const dispatching = await open()
      const { store, dispatcher } = dispatching
      const now = Date.now()
      const claimed = new Promise<number>((resolve, reject) => {
        dispatcher
          .listen(() => {
            store.ledger
              .claim('w', 'discord', now, 60_000, 100)
              .then((all) => all.length > 0 && resolve(all.length), reject)
          })
          .catch(reject)
      })
      expect(await make(dispatching, now, 3)).toBe(3)
      expect(await claimed).toBe(3)
    })

    it('wakes another process as well as its own', async (context) => {
      const dispatching = await open()
      if (!dispatching.other) return context.skip('there is only one process on this database')
      const { promise: woken, resolve } = Promise.withResolvers<void>()
      await dispatching.other.listen(resolve)
      await make(dispatching, Date.now())
      await woken
    })

    it('wakes for what a person asks for, and for what is given back', async () => {
      const dispatching = await open()
      const { store, dispatcher } = dispatching
      const now = Date.now()
      let received = Promise.withResolvers<void>()
      await dispatcher.listen(() => received.resolve())
      const { id } = await store.schedules.add('owner', planOf('discord:1'), now + WEEK, '42', now)
      await store.deliveries({ awaits: () => undefined, onPending: () => {} }).runNow(id, 'manual', now)
      await received.promise
      const [claimed] = await store.ledger.claim('w', 'discord', now, 60_000, 1)
      if (!claimed) throw new Error('nothing was claimed')
      received = Promise.withResolvers()
      await store.ledger.release(claimed, { runAfter: now, now, counts: false })
      await received.promise
    })

    it('notifies no one of what was not made after all', async () => {
      const dispatching = await open()
      const { store, dispatcher } = dispatching
      const now = Date.now()
      let woken = 0
      await dispatcher.listen(() => woken++)
      await store.schedules.add('owner', planOf('discord:1'), now, '42', now)
      const failing = store.ledger.enqueueDue({
        now,
        most: 500,
        next: (_plan, after) => after + WEEK,
        awaits: () => {
          throw new Error('the history cannot be read')
        },
      })
      await expect(failing).rejects.toThrow('the history cannot be read')
      expect(await store.ledger.claim('w', 'discord', now, 60_000, 1)).toEqual([])
      expect(woken).toBe(0)
    })

    it('is silent once nobody listens, and the ledger still has everything', async () => {
      const dispatching = await open()
      const { store, dispatcher } = dispatching
      const now = Date.now()
      let woken = 0
      const stop = await dispatcher.listen(() => woken++)
      await stop()
      await make(dispatching, now)
      expect(await store.ledger.claim('w', 'discord', now, 60_000, 10)).toHaveLength(1)
      expect(woken).toBe(0)
    })
  })
}
