/** The contract of the ledger where things go wrong, and where people decide, run on every kind of database. */
import { describe, expect, it } from 'vitest'
import type { Plan, Schedule } from '#src/chat/schedule.ts'
import type { Claimed, Refusal } from '#src/store/claimed.ts'
import type { Store } from '#src/store/open.ts'
import { planOf } from '../support/plans.ts'

const NOW = Date.parse('2025-11-24T00:00:00Z')
const DUE = NOW + 1_800_000
const [MINUTE, HOUR, WEEK] = [60_000, 3_600_000, 7 * 86_400_000]
const WINDOW = 90_000

const due = (now: number) => ({
  now,
  most: 500,
  next: (_plan: unknown, after: number) => after + WEEK,
  awaits: () => undefined,
})
const deliveriesOf = (store: Store) => store.deliveries({ awaits: () => undefined, onPending: () => {} })
const historyOf = (store: Store, { id }: Schedule) => deliveriesOf(store).history(id, 20)
const stateOf = async (store: Store, schedule: Schedule) => (await historyOf(store, schedule))[0]
const add = (store: Store, target: string, changes: Partial<Plan> = {}) =>
  store.schedules.add('a', planOf(target, changes), DUE, '42', NOW)

async function claimOne({ ledger }: Store, now: number, worker = 'w'): Promise<Claimed> {
  const platforms = await Promise.all([
    ledger.claim(worker, 'discord', now, MINUTE, 1),
    ledger.claim(worker, 'telegram', now, MINUTE, 1),
  ])
  const [claimed] = platforms.flat()
  if (!claimed) throw new Error('nothing was there to be claimed')
  return claimed
}

/** Claimed, and a part of it with the platform. */
async function sendingOne(store: Store, now: number, part = 0, nonce = 'n'): Promise<Claimed> {
  const claimed = await claimOne(store, now)
  await store.ledger.bind(claimed, { edition: 'e', late: false, parts: 2 })
  await store.ledger.mark(claimed, part, nonce, { now, lease: MINUTE, nonceWindow: WINDOW })
  return claimed
}

export function describeDeliveries(name: string, open: () => Promise<Store>): void {
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

    it('is due once it was sent, again where telling was cut off, and never after it was told', async () => {
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
