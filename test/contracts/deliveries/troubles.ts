/** The contract of the ledger: refusals are counted, and what no worker sees to is ended or given to the next. */
import { describe, expect, it } from 'vitest'
import type { Claimed, Refusal } from '#src/store/claimed.ts'
import type { Store } from '#src/store/open.ts'
import {
  add,
  claimOne,
  deliveriesOf,
  DUE,
  due,
  HOUR,
  MINUTE,
  NOW,
  sendingOne,
  stateOf,
  WEEK,
  WINDOW,
} from './claiming.ts'

export function describeTroubles(name: string, open: () => Promise<Store>): void {
  const refuse = async ({ ledger }: Store, claimed: Claimed, now: number, refusal: Refusal) => {
    const fault = { code: refusal.reason, text: '50013', lacks: ['send' as const] }
    const how = { runAfter: now, now, counts: true, unsent: 0, fault, refusal }
    return refusal.final
      ? ledger.end(claimed, { state: 'dead', now, fault, refusal })
      : ledger.release(claimed, how)
  }

  const forbidden: Refusal = { reason: 'forbidden', final: false }

  describe(`${name} counting refusals`, () => {
    it('pauses a schedule at the third in a row, tells of each, and says who paused it', async () => {
      const store = await open()
      const schedule = await add(store, 'discord:1')
      await store.ledger.enqueueDue(due(DUE))
      for (const [index, paused] of [false, false, true].entries()) {
        const now = DUE + index * MINUTE
        expect(await refuse(store, await sendingOne(store, now), now, forbidden)).toEqual({ paused })
        const [trouble] = await store.ledger.pendingNotices(now, 9)
        expect(trouble).toMatchObject({
          lacks: ['send'],
          delivery: { state: paused ? 'dead' : 'pending', error: { code: 'forbidden', text: '50013' } },
        })
        await store.ledger.noticeSent(trouble?.delivery.id ?? '')
      }
      const after = await store.schedules.get(schedule.id)
      expect(after).toMatchObject({ state: 'paused', trouble: 'forbidden', revision: 2 })
      expect(after?.nextRunAt).toBeUndefined()
      const [, paused] = await store.schedules.revisions(schedule.id)
      expect(paused).toMatchObject({ by: 'system', change: 'paused' })
    })

    it('begins afresh after a post that arrived', async () => {
      const store = await open()
      const schedule = await add(store, 'discord:1')
      for (const week of [0, WEEK]) {
        await store.ledger.enqueueDue(due(DUE + week))
        const now = DUE + week
        for (let count = 0; count < 2; count++) {
          expect(await refuse(store, await sendingOne(store, now), now, forbidden)).toEqual({ paused: false })
        }
        const sent = await sendingOne(store, now)
        await store.ledger.sent(sent, 0, [{ id: 'm' }], { now, lease: MINUTE, last: true })
      }
      expect(await store.schedules.get(schedule.id)).toMatchObject({ state: 'active' })
    })

    it('pauses at once where nothing can be mended, and never for a test to somebody else', async () => {
      const store = await open()
      const schedule = await add(store, 'telegram:-1')
      await deliveriesOf(store).runNow(schedule.id, 'test', NOW, 'telegram:5')
      const test = await sendingOne(store, NOW)
      expect(test).toMatchObject({ target: 'telegram:5', reason: 'test' })
      await refuse(store, test, NOW, { reason: 'kicked', final: true })
      expect(await store.schedules.get(schedule.id)).toMatchObject({ state: 'active' })
      await store.ledger.enqueueDue(due(DUE))
      const real = await sendingOne(store, DUE)
      expect(await refuse(store, real, DUE, { reason: 'gone', final: true })).toEqual({ paused: true })
      expect(await store.schedules.get(schedule.id)).toMatchObject({ state: 'paused', trouble: 'gone' })
      expect(await stateOf(store, schedule)).toMatchObject({ state: 'dead' })
    })
  })

  describe(`${name} looking after what nobody sees to`, () => {
    it.each([
      ['telegram:-1', '', MINUTE + 1, 'uncertain'],
      ['discord:1', 'n', MINUTE + 1, 'pending'],
      // To be looked for.
      ['discord:1', '', MINUTE + 1, 'pending'],
      ['discord:1', 'n', WINDOW + 1, 'pending'],
    ])('takes what was being sent to %s under "%s", after %i ms, for %s', async (target, nonce, after, state) => {
      const store = await open()
      const schedule = await add(store, target)
      await store.ledger.enqueueDue(due(DUE))
      await sendingOne(store, DUE, 0, nonce)
      expect(await store.ledger.expireLeases(DUE + MINUTE - 1)).toBe(0)
      expect(await store.ledger.expireLeases(DUE + after)).toBe(1)
      expect(await stateOf(store, schedule)).toMatchObject({ state })
      expect(await store.ledger.pendingNotices(DUE + after, 9)).toHaveLength(state === 'uncertain' ? 1 : 0)
    })

    it('gives what may have arrived to the next who asks, before all that waited as long', async () => {
      const store = await open()
      for (const target of ['discord:1', 'discord:2', 'discord:3']) await add(store, target)
      await store.ledger.enqueueDue(due(DUE))
      const [, , last] = await store.ledger.claim('w', 'discord', DUE, MINUTE, 3)
      if (!last) throw new Error('nothing was claimed')
      await store.ledger.mark(last, 0, 'n', { now: DUE, lease: MINUTE, nonceWindow: WINDOW })
      await store.ledger.expireLeases(DUE + MINUTE + 1)
      const [next] = await store.ledger.claim('v', 'discord', DUE + MINUTE + 1, MINUTE, 1)
      expect(next).toMatchObject({ id: last.id, tries: 2 })
      expect(await store.ledger.claim('v', 'discord', DUE + MINUTE + 1, MINUTE, 9)).toHaveLength(2)
    })

    it('calls expired what never left, and uncertain what may have', async () => {
      const store = await open()
      const [waits, doubtful] = [
        await add(store, 'discord:1', { grace: HOUR }),
        await add(store, 'telegram:-1', { grace: HOUR }),
      ]
      await store.ledger.enqueueDue(due(DUE))
      const [claimed] = await store.ledger.claim('w', 'telegram', DUE, MINUTE, 1)
      if (!claimed) throw new Error('nothing was claimed')
      await store.ledger.mark(claimed, 0, '', { now: DUE, lease: MINUTE, nonceWindow: 0 })
      const fault = { code: 'unknown', text: 'reset' }
      await store.ledger.release(claimed, { runAfter: DUE + 5000, now: DUE, counts: true, fault })
      expect(await store.ledger.expireLeases(DUE + HOUR - 1)).toBe(0)
      expect(await store.ledger.expireLeases(DUE + HOUR + 1)).toBe(2)
      expect(await stateOf(store, waits)).toMatchObject({ state: 'expired' })
      expect(await stateOf(store, doubtful)).toMatchObject({ state: 'uncertain' })
      expect(await store.ledger.pendingNotices(DUE + HOUR + 1, 9)).toHaveLength(2)
    })

    it('leaves what can be looked for ten minutes after its time for that', async () => {
      const store = await open()
      const schedule = await add(store, 'discord:1', { grace: HOUR })
      await store.ledger.enqueueDue(due(DUE))
      const claimed = await sendingOne(store, DUE)
      await store.ledger.release(claimed, { runAfter: DUE + 5000, now: DUE, counts: true })
      expect(await store.ledger.expireLeases(DUE + HOUR + 10 * MINUTE)).toBe(0)
      expect(await store.ledger.expireLeases(DUE + HOUR + 10 * MINUTE + 1)).toBe(1)
      expect(await stateOf(store, schedule)).toMatchObject({ state: 'uncertain' })
    })

    it('takes from workers that have ended what they had, before their leases end, and forgets them', async () => {
      const store = await open()
      const schedules = [
        await add(store, 'discord:1'),
        await add(store, 'telegram:-1'),
        await add(store, 'telegram:-2'),
        await add(store, 'telegram:-3'),
      ]
      await store.ledger.enqueueDue(due(DUE))
      for (const worker of ['dead', 'alive']) await store.ledger.beat(worker, DUE, MINUTE)
      const claim = (worker: string, platform: string, most: number) =>
        store.ledger.claim(worker, platform, DUE, MINUTE, most)
      const [discord] = await claim('dead', 'discord', 1)
      const [telegram] = await claim('dead', 'telegram', 2)
      for (const claimed of [discord, telegram]) {
        if (!claimed) throw new Error('nothing was there to be claimed')
        await store.ledger.mark(claimed, 0, 'n', { now: DUE, lease: MINUTE, nonceWindow: WINDOW })
      }
      await claim('alive', 'telegram', 1)
      expect(await store.ledger.expireLeases(DUE + 1, ['dead'])).toBe(3)
      const states = await Promise.all(schedules.map((one) => stateOf(store, one)))
      expect(states.map((one) => one?.state).sort()).toEqual(['claimed', 'pending', 'pending', 'uncertain'])
      expect(await store.ledger.beat('alive', DUE + 2, MINUTE)).toEqual([{ id: 'alive', seenAt: DUE + 2 }])
    })

    it('does not let a part be sent again that was marked in the future', async () => {
      const store = await open()
      await add(store, 'discord:1')
      await store.ledger.enqueueDue(due(DUE))
      await sendingOne(store, DUE)
      await store.ledger.expireLeases(DUE + MINUTE + 1)
      const again = await claimOne(store, DUE)
      const at = { now: DUE - 1, lease: MINUTE, nonceWindow: WINDOW }
      expect(await store.ledger.mark(again, 0, 'n', at)).toBe('over')
      expect(await store.ledger.mark(again, 0, 'n', { ...at, isAbsent: true })).toBe('marked')
    })
  })
}
