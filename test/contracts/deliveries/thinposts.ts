/** The contract of the ledger: one notice for a post that most figures were missing in. */
import { describe, expect, it } from 'vitest'
import type { Store } from '#src/store/open.ts'
import { add, claimOne, deliveriesOf, DUE, due, HOUR, MINUTE, WEEK, WINDOW } from './claiming.ts'

export function describeThinPosts(name: string, open: () => Promise<Store>): void {
  describe(`${name} noticing that most figures of a post were missing`, () => {
    const [EDITION, at] = ['brief UTC 2025-11-24', { now: DUE, lease: MINUTE, nonceWindow: WINDOW }] as const
    const awaiting = (now: number) => ({ ...due(now), awaits: () => EDITION })
    const post = async (store: Store, now: number, { thin = true, edition = 'e', last = true } = {}) => {
      const claimed = await claimOne(store, now)
      await store.ledger.bind(claimed, { edition, late: false, thin, parts: 1 })
      await store.ledger.mark(claimed, 0, 'n', { ...at, now })
      await store.ledger.sent(claimed, 0, [{ id: 'm' }], { ...at, now, last })
      return claimed
    }

    it('is due once it was sent, again where telling was cut off, and never after it was reported', async () => {
      const store = await open()
      await add(store, 'discord:1')
      await store.ledger.enqueueDue(awaiting(DUE))
      const { id } = await post(store, DUE)
      const [notice] = await store.ledger.pendingNotices(DUE, 9)
      expect(notice).toMatchObject({ delivery: { id, state: 'sent', edition: 'e' }, lacks: [] })
      expect(await store.ledger.pendingNotices(DUE + MINUTE - 1, 9)).toEqual([])
      expect(await store.ledger.pendingNotices(DUE + MINUTE, 9)).toHaveLength(1)
      await store.ledger.noticeSent(id)
      expect(await store.ledger.pendingNotices(DUE + HOUR, 9)).toEqual([])
    })

    it('waits for the last part, and is nothing where enough figures were there', async () => {
      const store = await open()
      await add(store, 'discord:1')
      await add(store, 'discord:2')
      await store.ledger.enqueueDue(awaiting(DUE))
      await post(store, DUE, { last: false })
      await post(store, DUE, { thin: false })
      expect(await store.ledger.pendingNotices(DUE + HOUR, 9)).toEqual([])
    })

    it('is once for each schedule and edition, whatever its revision, and anew for the next edition', async () => {
      const store = await open()
      const schedules = [await add(store, 'discord:1'), await add(store, 'discord:2')]
      await store.ledger.enqueueDue(awaiting(DUE))
      await post(store, DUE)
      await post(store, DUE)
      const first = await store.ledger.pendingNotices(DUE, 9)
      expect(first.map(({ schedule }) => schedule.id).sort()).toEqual(schedules.map(({ id }) => id).sort())
      for (const { delivery } of first) await store.ledger.noticeSent(delivery.id)
      await store.ledger.enqueueDue(awaiting(DUE + WEEK))
      await post(store, DUE + WEEK, { edition: 'e2' })
      await post(store, DUE + WEEK, { edition: 'e2' })
      expect(await store.ledger.pendingNotices(DUE + WEEK + HOUR, 9)).toEqual([])
      const [later, other] = [DUE + 2 * WEEK, 'brief UTC 2025-12-08']
      await store.ledger.enqueueDue({ ...due(later), awaits: () => other })
      await post(store, later, { edition: 'e3' })
      expect(await store.ledger.pendingNotices(later, 9)).toHaveLength(1)
    })

    it('is once where two posts of one schedule and edition end at the same time', async () => {
      const store = await open()
      const schedule = await add(store, 'discord:1')
      await store.ledger.enqueueDue(awaiting(DUE))
      const later = DUE + MINUTE
      await store.schedules.change({
        ...{ id: schedule.id, revision: 1, by: '42', at: DUE, change: 'changed', nextRunAt: later },
      })
      await store.ledger.enqueueDue(awaiting(later))
      const both = await store.ledger.claim('w', 'discord', later, MINUTE, 9)
      expect(both).toHaveLength(2)
      for (const one of both) {
        await store.ledger.bind(one, { edition: 'e', late: false, thin: true, parts: 1 })
        await store.ledger.mark(one, 0, one.id, { ...at, now: later })
      }
      const sent = { ...at, now: later, last: true }
      await Promise.all(both.map((one) => store.ledger.sent(one, 0, [{ id: one.id }], sent)))
      expect(await store.ledger.pendingNotices(later, 9)).toHaveLength(1)
    })

    it('follows what a person takes for arrived', async () => {
      const store = await open()
      await add(store, 'telegram:-1')
      await store.ledger.enqueueDue(awaiting(DUE))
      const claimed = await claimOne(store, DUE)
      await store.ledger.bind(claimed, { edition: 'e', late: false, thin: true, parts: 1 })
      await store.ledger.mark(claimed, 0, '', { ...at, nonceWindow: 0 })
      await store.ledger.end(claimed, {
        ...{ state: 'uncertain', now: DUE, fault: { code: 'unknown', text: 'reset' } },
      })
      expect(await store.ledger.pendingNotices(DUE, 9)).toMatchObject([{ delivery: { state: 'uncertain' } }])
      await store.ledger.noticeSent(claimed.id)
      expect(await deliveriesOf(store).settle(claimed.id, 'arrived', DUE + HOUR)).toBe(true)
      expect(await store.ledger.pendingNotices(DUE + HOUR, 9)).toMatchObject([
        { delivery: { state: 'sent' } },
      ])
    })
  })
}
