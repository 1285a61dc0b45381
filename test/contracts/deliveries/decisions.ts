/** The contract of the ledger: missed runs, and what moderators ask for. */
import { describe, expect, it } from 'vitest'
import type { Schedule } from '#src/chat/schedule.ts'
import type { Store } from '#src/store/open.ts'
import { planOf } from '../../support/plans.ts'
import {
  add,
  claimOne,
  deliveriesOf,
  DUE,
  due,
  historyOf,
  HOUR,
  MINUTE,
  NOW,
  sendingOne,
  stateOf,
  WEEK,
  WINDOW,
} from './claiming.ts'

export function describeDecisions(name: string, open: () => Promise<Store>): void {
  describe(`${name} catching up`, () => {
    it('makes the newest missed run late, writes the others down, and tells nobody of what is posted', async () => {
      const store = await open()
      const schedule = await add(store, 'discord:1')
      const now = DUE + 2 * WEEK + 3 * HOUR
      await store.ledger.enqueueDue(due(now))
      const runs = await historyOf(store, schedule)
      expect(runs.map(({ fireAt, state, late }) => [(fireAt - DUE) / WEEK, state, late])).toEqual([
        [2, 'pending', true],
        [1, 'expired', true],
        [0, 'expired', true],
      ])
      expect(await store.ledger.pendingNotices(now, 9)).toEqual([])
      expect((await store.schedules.get(schedule.id))?.nextRunAt).toBe(DUE + 3 * WEEK)
    })

    it('passes over the first run that a moderator skips, and every late one where that is asked', async () => {
      const store = await open()
      const skipped = await add(store, 'discord:1')
      const { id, revision } = skipped
      await store.schedules.change({ id, revision, by: '42', at: NOW, change: 'skipped', skipsNext: true })
      const strict = await add(store, 'discord:2', { late: 'skip' })
      const now = DUE + HOUR
      await store.ledger.enqueueDue(due(now))
      expect(await stateOf(store, skipped)).toMatchObject({ state: 'skipped' })
      expect((await store.schedules.get(id))?.skipsNext).toBe(false)
      expect(await stateOf(store, strict)).toMatchObject({ state: 'expired' })
      const notices = await store.ledger.pendingNotices(now, 9)
      expect(notices.map(({ schedule }) => schedule.id)).toEqual([strict.id])
    })
  })

  describe(`${name} doing what people ask`, () => {
    it('runs a schedule beside its plan, twice in one millisecond too', async () => {
      const store = await open()
      const schedule = await add(store, 'telegram:-1')
      const deliveries = deliveriesOf(store)
      const first = await deliveries.runNow(schedule.id, 'manual', NOW)
      const second = await deliveries.runNow(schedule.id, 'manual', NOW)
      expect([first.fireAt, second.fireAt]).toEqual([NOW, NOW + 1])
      expect(await store.ledger.claim('w', 'telegram', NOW, MINUTE, 9)).toHaveLength(2)
      expect((await store.schedules.get(schedule.id))?.nextRunAt).toBe(DUE)
    })

    const change = async (store: Store, schedule: Schedule, what: 'paused' | 'deleted') =>
      store.schedules.change({
        ...{ id: schedule.id, revision: schedule.revision, by: '42', at: DUE, change: what },
        ...(what === 'paused' && { state: 'paused', nextRunAt: null }),
      })

    it('does not post what waits once its schedule is paused, but what was asked for and what may have arrived', async () => {
      const store = await open()
      const [waits, doubtful] = [await add(store, 'discord:1'), await add(store, 'discord:2')]
      await store.ledger.enqueueDue(due(DUE))
      const claimed = await store.ledger.claim('w', 'discord', DUE, MINUTE, 9)
      for (const one of claimed) {
        if (one.schedule === doubtful.id)
          await store.ledger.mark(one, 0, 'n', { now: DUE, lease: MINUTE, nonceWindow: WINDOW })
        await store.ledger.release(one, { runAfter: DUE, now: DUE, counts: true })
      }
      await deliveriesOf(store).runNow(waits.id, 'manual', DUE + 1)
      await change(store, waits, 'paused')
      await change(store, doubtful, 'paused')
      expect((await historyOf(store, waits)).map(({ reason, state }) => [reason, state])).toEqual([
        ['manual', 'pending'],
        ['due', 'skipped'],
      ])
      expect(await stateOf(store, doubtful)).toMatchObject({ state: 'pending' })
      expect(await store.ledger.pendingNotices(DUE + 1, 9)).toEqual([])
    })

    it('posts nothing of a schedule that was deleted', async () => {
      const store = await open()
      const schedule = await add(store, 'discord:1')
      await store.ledger.enqueueDue(due(DUE))
      await deliveriesOf(store).runNow(schedule.id, 'manual', DUE + 1)
      await change(store, schedule, 'deleted')
      expect(await store.ledger.claim('w', 'discord', DUE + 1, MINUTE, 9)).toEqual([])
    })

    it('posts what waits as the plan says now, unless it was begun', async () => {
      const store = await open()
      const [waits, begun] = [await add(store, 'discord:1'), await add(store, 'discord:2')]
      await store.ledger.enqueueDue(due(DUE))
      const at = { now: DUE, lease: MINUTE, nonceWindow: WINDOW }
      for (const one of await store.ledger.claim('w', 'discord', DUE, MINUTE, 9)) {
        if (one.schedule === begun.id) {
          await store.ledger.mark(one, 0, 'n', at)
          await store.ledger.sent(one, 0, [{ id: 'm' }], { ...at, last: false })
        }
        await store.ledger.release(one, { runAfter: DUE, now: DUE, counts: true })
      }
      for (const { id, revision } of [waits, begun]) {
        const plan = planOf('telegram:-9', { language: 'en' })
        await store.schedules.change({ id, revision, by: '42', at: DUE, change: 'changed', plan })
      }
      const [moved] = await store.ledger.claim('w', 'telegram', DUE, MINUTE, 9)
      expect(moved).toMatchObject({ schedule: waits.id, target: 'telegram:-9', plan: { language: 'en' } })
      const [kept] = await store.ledger.claim('w', 'discord', DUE, MINUTE, 9)
      expect(kept).toMatchObject({ schedule: begun.id, target: 'discord:2', plan: { language: 'ja' } })
    })

    async function uncertain(store: Store) {
      const schedule = await add(store, 'telegram:-1')
      await store.ledger.enqueueDue(due(DUE))
      const claimed = await sendingOne(store, DUE)
      const fault = { code: 'unknown', text: 'reset' }
      await store.ledger.end(claimed, { state: 'uncertain', now: DUE, fault })
      return { schedule, claimed }
    }

    it('takes an uncertain part for arrived, once, and goes on with the rest', async () => {
      const store = await open()
      const { schedule, claimed } = await uncertain(store)
      const deliveries = deliveriesOf(store)
      expect(await deliveries.settle(claimed.id, 'arrived', DUE + HOUR)).toBe(true)
      expect(await deliveries.settle(claimed.id, 'resend', DUE + HOUR)).toBe(false)
      const rest = await claimOne(store, DUE + HOUR)
      expect(rest).toMatchObject({ resends: 0, tries: 1, edition: 'e' })
      expect(rest.parts).toMatchObject([{ part: 0, state: 'sent', isNamed: false, posted: [] }])
      const at = { now: DUE + HOUR, lease: MINUTE, nonceWindow: 0 }
      await store.ledger.mark(rest, 1, 'n1', at)
      await store.ledger.sent(rest, 1, [{ id: 'm2' }], { ...at, last: true })
      expect(await stateOf(store, schedule)).toMatchObject({ state: 'sent', posted: [{ id: 'm2' }] })
    })

    it('sends an uncertain part again under another nonce, once', async () => {
      const store = await open()
      const { schedule, claimed } = await uncertain(store)
      const deliveries = deliveriesOf(store)
      expect(await deliveries.settle(claimed.id, 'resend', DUE + 9 * HOUR)).toBe(true)
      expect(await deliveries.settle(claimed.id, 'arrived', DUE + 9 * HOUR)).toBe(false)
      expect(await store.ledger.pendingNotices(DUE + 9 * HOUR, 9)).toEqual([])
      const again = await claimOne(store, DUE + 9 * HOUR)
      expect(again).toMatchObject({ id: claimed.id, resends: 1, tries: 1 })
      expect(again.parts).toMatchObject([{ part: 0, state: 'waiting', sendingSince: undefined }])
      expect(again.expiresAt).toBeGreaterThan(DUE + 9 * HOUR)
      expect(await stateOf(store, schedule)).toMatchObject({ state: 'claimed' })
    })

    it('finds all that posted something of an edition, for its correction', async () => {
      const store = await open()
      const { claimed } = await uncertain(store)
      expect(await store.ledger.postedOf('e', 9)).toEqual([])
      await deliveriesOf(store).settle(claimed.id, 'resend', DUE)
      const again = await claimOne(store, DUE)
      const at = { now: DUE, lease: MINUTE, nonceWindow: 0 }
      for (const part of [0, 1]) {
        await store.ledger.mark(again, part, `m${part}`, at)
        const last = part === 1
        await store.ledger.sent(again, part, [{ id: `m${part}`, language: 'ja' }], { ...at, last })
      }
      const [found] = await store.ledger.postedOf('e', 9)
      expect(found?.parts.map(({ posted }) => posted.map(({ id }) => id))).toEqual([['m0'], ['m1']])
      await store.ledger.replaced(claimed.id, [0, 1], [{ id: 'm0' }, { id: 'm1' }, { id: 'm2' }])
      await store.ledger.correct(claimed.id, 'e2')
      expect(await store.ledger.postedOf('e', 9)).toEqual([])
      const [corrected] = await store.ledger.postedOf('e2', 9)
      expect(corrected?.parts.flatMap(({ posted }) => posted.map(({ id }) => id))).toEqual(['m0', 'm1', 'm2'])
      expect(corrected?.parts.every(({ isNamed }) => isNamed)).toBe(true)
    })
  })
}
