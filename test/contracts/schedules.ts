/** The contract of kept schedules and of the ledger, run on every kind of database. */
import type { ChatSettings } from '#src/chat/memory.ts'
import { describe, expect, it } from 'vitest'
import type { Schedule } from '#src/chat/schedule.ts'
import type { Claimed } from '#src/store/claimed.ts'
import type { Store } from '#src/store/open.ts'
import { planOf } from '../support/plans.ts'

const NOW = Date.parse('2025-11-24T00:00:00Z')
const DUE = NOW + 1_800_000
const [MINUTE, WEEK] = [60_000, 7 * 86_400_000]

const due = (now: number, most = 500) => ({
  now,
  most,
  next: (_plan: unknown, after: number) => after + WEEK,
  awaits: () => 'brief UTC 2025-11-24',
})

export function describeSchedules(name: string, open: () => Promise<Store>): void {
  describe(`${name} keeping schedules`, () => {
    it('numbers them for their owner and never gives a number twice', async () => {
      const { schedules } = await open()
      const add = (owner: string) => schedules.add(owner, planOf('discord:1'), DUE, '42', NOW)
      const [first, second, foreign] = [await add('a'), await add('a'), await add('b')]
      expect([first.number, second.number, foreign.number]).toEqual([1, 2, 1])
      await schedules.change({ id: second.id, revision: 1, by: '42', at: NOW, change: 'deleted' })
      expect((await add('a')).number).toBe(3)
      expect((await schedules.list('a')).map(({ number }) => number)).toEqual([1, 3])
      expect(await schedules.find('a', 2)).toBeUndefined()
      expect(await schedules.count()).toEqual({ active: 3, paused: 0 })
      expect(await schedules.get(first.id)).toEqual(first)
    })

    it('takes 25 from an owner', async () => {
      const { schedules } = await open()
      const add = () => schedules.add('a', planOf('discord:1'), DUE, '42', NOW)
      for (let count = 0; count < 25; count++) await add()
      await expect(add()).rejects.toThrow(RangeError)
    })

    it('takes several at once: all of them or, beyond 25, none', async () => {
      const { schedules } = await open()
      const timed = (count: number) =>
        Array.from({ length: count }, (_, index) => ({ plan: planOf(`discord:${index}`), nextRunAt: DUE }))
      const added = await schedules.addAll('a', timed(20), '42', NOW)
      expect(added.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
      expect(await schedules.list('a')).toEqual(added)
      const [first] = await schedules.revisions(added[19]?.id ?? '')
      expect(first).toMatchObject({ revision: 1, by: '42', change: 'imported', plan: planOf('discord:19') })
      await expect(schedules.addAll('a', timed(6), '42', NOW)).rejects.toThrow(RangeError)
      expect(await schedules.list('a')).toEqual(added)
      expect(await schedules.count()).toEqual({ active: 20, paused: 0 })
    })

    it('has one where two ask for the same at once, and another where that is paused or of another kind', async () => {
      const { schedules } = await open()
      const plan = planOf('telegram:42')
      const once = () => schedules.addOnce('telegram:42', plan, DUE, '42', NOW)
      const both = await Promise.all([once(), once()])
      expect(both.map(({ isNew }) => isNew).toSorted()).toEqual([false, true])
      const [first] = await schedules.list('telegram:42')
      expect(both.map(({ schedule }) => schedule)).toEqual([first, first])
      const other = planOf('telegram:42', { what: { kind: 'command', name: 'price', args: {} } })
      expect(await schedules.addOnce('telegram:42', other, DUE, '42', NOW)).toMatchObject({ isNew: true })
      const { id = '', revision = 0 } = first ?? {}
      await schedules.change({ id, revision, by: '42', at: NOW, change: 'paused', state: 'paused' })
      expect(await once()).toMatchObject({ isNew: true, schedule: { number: 3 } })
    })

    it('writes a revision with every change, and refuses one made from an older one', async () => {
      const { schedules } = await open()
      const plan = planOf('discord:1')
      const { id } = await schedules.add('a', plan, DUE, '42', NOW)
      const change = { id, by: '7', at: NOW + 5 }
      const other = planOf('discord:2', { language: 'en' })
      const changed = await schedules.change({ ...change, revision: 1, change: 'changed', plan: other })
      expect(changed).toMatchObject({ revision: 2, target: 'discord:2', language: 'en', nextRunAt: DUE })
      expect(
        await schedules.change({ ...change, revision: 1, change: 'paused', state: 'paused' }),
      ).toBeUndefined()
      const paused = await schedules.change({ ...change, revision: 2, change: 'paused', state: 'paused' })
      expect(paused?.nextRunAt).toBeUndefined()
      expect(
        (await schedules.revisions(id)).map((one) => [one.revision, one.by, one.change, one.plan]),
      ).toEqual([
        [1, '42', 'added', plan],
        [2, '7', 'changed', other],
        [3, '7', 'paused', other],
      ])
    })
  })

  describe(`${name} as a ledger`, () => {
    const claimOne = async ({ ledger }: Store, worker: string, now: number) =>
      (await ledger.claim(worker, 'discord', now, MINUTE, 10))[0] as Claimed
    const stateOf = async (store: Store, { id }: Schedule) =>
      (await store.deliveries({ awaits: () => undefined, onPending: () => {} }).history(id, 1))[0]

    it('makes one delivery of a run, however often it is asked', async () => {
      const store = await open()
      const { schedules, ledger } = store
      for (let index = 0; index < 7; index++) {
        await schedules.add('a', planOf(`discord:${index}`), DUE, '42', NOW)
      }
      expect(await ledger.enqueueDue(due(DUE - 1))).toBe(0)
      expect(await ledger.enqueueDue(due(DUE, 5))).toBe(5)
      expect(await ledger.enqueueDue(due(DUE, 5))).toBe(2)
      expect(await ledger.enqueueDue(due(DUE, 5))).toBe(0)
      const claimed = await ledger.claim('w', 'discord', DUE, MINUTE, 100)
      expect(new Set(claimed.map(({ target }) => target)).size).toBe(7)
      expect(await ledger.claim('v', 'discord', DUE, MINUTE, 100)).toEqual([])
      expect(await ledger.claim('v', 'telegram', DUE, MINUTE, 100)).toEqual([])
    })

    it('walks a delivery from claim over marker to its end, for its owner alone', async () => {
      const store = await open()
      const { schedules, ledger } = store
      const schedule = await schedules.add('a', planOf('discord:1'), DUE, '42', NOW)
      await ledger.enqueueDue(due(DUE))
      const claim = await claimOne(store, 'w', DUE)
      expect(claim).toMatchObject({
        fireAt: DUE,
        tries: 1,
        epoch: 1,
        awaits: 'brief UTC 2025-11-24',
        parts: [],
      })
      const thief = { ...claim, worker: 'thief' }
      const at = { now: DUE, lease: MINUTE, nonceWindow: 90_000 }
      expect(await ledger.bind(thief, { edition: 'e', late: false, parts: 2 })).toBe(false)
      expect(await ledger.bind(claim, { edition: 'e', late: false, parts: 2 })).toBe(true)
      expect(await ledger.mark(thief, 0, 'n', at)).toBe('lost')
      expect(await ledger.mark(claim, 0, 'n', at)).toBe('marked')
      expect(await ledger.sent(claim, 0, [{ id: 'm1' }], { ...at, last: false })).toBe(true)
      expect(await ledger.mark(claim, 1, 'o', at)).toBe('marked')
      const wait = { runAfter: DUE + 5000, now: DUE, counts: false, unsent: 1 }
      expect(await ledger.release(claim, wait)).toEqual({ paused: false })
      expect(await ledger.release(claim, wait)).toBeUndefined()
      const again = await claimOne(store, 'x', DUE + 5000)
      expect(again).toMatchObject({ tries: 1, epoch: 2, edition: 'e' })
      expect(again.parts).toEqual([
        { part: 0, state: 'sent', sendingSince: DUE, posted: [{ id: 'm1' }], isNamed: true },
        { part: 1, state: 'waiting', sendingSince: undefined, posted: [], isNamed: true },
      ])
      await ledger.mark(again, 1, 'o', { ...at, now: DUE + 6000 })
      expect(await ledger.sent(again, 1, [{ id: 'm2' }], { ...at, last: true })).toBe(true)
      expect(await stateOf(store, schedule)).toMatchObject({
        state: 'sent',
        posted: [{ id: 'm1' }, { id: 'm2' }],
      })
      expect(await ledger.previous(schedule.id, DUE + 1)).toEqual([{ id: 'm1' }, { id: 'm2' }])
      expect((await ledger.postedOf('e', 9)).map(({ id }) => id)).toEqual([claim.id])
    })

    it('gives what a dead worker had claimed to the next, and holds what it was sending', async () => {
      const store = await open()
      const { schedules, ledger } = store
      const schedule = await schedules.add('a', planOf('discord:1'), DUE, '42', NOW)
      await ledger.enqueueDue(due(DUE))
      await claimOne(store, 'w', DUE)
      expect(await ledger.expireLeases(DUE + MINUTE - 1)).toBe(0)
      expect(await ledger.expireLeases(DUE + MINUTE + 1)).toBe(1)
      const second = await claimOne(store, 'x', DUE + 2 * MINUTE)
      await ledger.mark(second, 0, 'n', { now: DUE + 2 * MINUTE, lease: 1000, nonceWindow: 90_000 })
      await ledger.expireLeases(DUE + 2 * MINUTE + 2000)
      expect(await stateOf(store, schedule)).toMatchObject({ state: 'pending' })
      const third = await claimOne(store, 'y', DUE + 2 * MINUTE + 2000)
      const late = { now: DUE + 4 * MINUTE, lease: 1000, nonceWindow: 90_000 }
      expect(await ledger.mark(third, 0, 'n', late)).toBe('over')
      const fault = { code: 'unknown', text: 'who knows' }
      expect(await ledger.end(third, { state: 'uncertain', now: late.now, fault })).toEqual({ paused: false })
      const { unsettled } = store.deliveries({ awaits: () => undefined, onPending: () => {} })
      expect((await unsettled('a')).map(({ id }) => id)).toEqual([third.id])
      expect(await unsettled('b')).toEqual([])
      const [trouble] = await ledger.pendingNotices(late.now, 9)
      expect(trouble).toMatchObject({
        delivery: { state: 'uncertain', error: fault },
        schedule: { id: schedule.id },
      })
      expect(await ledger.pendingNotices(late.now, 9)).toEqual([])
      expect(await ledger.pendingNotices(late.now + MINUTE, 9)).toHaveLength(1)
      await ledger.noticeSent(third.id)
      expect(await ledger.pendingNotices(late.now + 9 * MINUTE, 9)).toEqual([])
      // The answer came after all, and nobody has claimed it since.
      expect(await ledger.sent(third, 0, [{ id: 'm' }], { ...late, last: true })).toBe(true)
      expect(await stateOf(store, schedule)).toMatchObject({ state: 'sent' })
      expect(await unsettled('a')).toEqual([])
    })

    it('puts off all that wait for one edition', async () => {
      const store = await open()
      await store.schedules.add('a', planOf('discord:1'), DUE, '42', NOW)
      await store.ledger.enqueueDue(due(DUE))
      await store.ledger.postpone('brief UTC 2025-11-24', DUE + MINUTE)
      expect(await store.ledger.claim('w', 'discord', DUE, MINUTE, 9)).toEqual([])
      expect(await store.ledger.claim('w', 'discord', DUE + MINUTE, MINUTE, 9)).toHaveLength(1)
    })

    it('moves a chat with everything that names it', async () => {
      const store = await open()
      const { schedules, ledger, memory } = store
      const topic = await schedules.add('telegram:-5', planOf('telegram:-5:7'), DUE, '42', NOW)
      const other = await schedules.add('telegram:-55', planOf('telegram:-55'), DUE, '42', NOW)
      const set = (of: string, settings: ChatSettings, at: number) =>
        memory.saveSettings(of, settings, { by: '42', at })
      await set('telegram:-5', { logChannel: 'telegram:-5:7' }, NOW)
      await set('telegram:-1005', { zone: 'Asia/Tokyo' }, NOW + 1)
      await memory.saveSettings('telegram:-1005', {})
      await set('telegram:-5', { language: 'ja', logChannel: 'telegram:-5:7' }, NOW + 2)
      await memory.countUse('telegram:-5', 'bitcoin')
      await memory.arrive({ chat: 'telegram:-5', member: '42', at: NOW })
      const known = { platform: 'telegram', title: 'Traders', at: NOW } as const
      await memory.rememberChat({ ...known, chat: 'telegram:-5', member: '42' })
      await memory.rememberChat({ ...known, chat: 'telegram:-5', member: '43' })
      await memory.rememberChat({ ...known, chat: 'telegram:-1005', member: '43' })
      await memory.rememberChat({ ...known, chat: 'telegram:-55', member: '43' })
      // A draft in the moderator's private chat, and buttons in the group itself.
      const draft = {
        owner: 'telegram:-5',
        plan: JSON.stringify({ target: 'telegram:-5:7', of: 'telegram:-55' }),
      }
      const action = { platform: 'telegram', asker: '42', command: 'schedule', createdAt: NOW } as const
      await memory.saveAction({ ...action, id: 'draft000000', chat: 'telegram:42', args: draft })
      await memory.saveAction({ ...action, id: 'group000000', chat: 'telegram:-5:7', args: {} })
      await ledger.enqueueDue(due(DUE))
      await ledger.moveChat('telegram:-5', 'telegram:-1005', DUE)
      expect(await schedules.list('telegram:-1005')).toMatchObject([
        { id: topic.id, target: 'telegram:-1005:7' },
      ])
      expect(await schedules.get(other.id)).toEqual({ ...other, nextRunAt: DUE + WEEK })
      expect(await memory.settingChanges(['telegram:-5'], 9)).toEqual([])
      const changes = await memory.settingChanges(['telegram:-1005'], 9)
      expect(changes.map(({ settings }) => settings)).toEqual([
        { language: 'ja' },
        { zone: 'Asia/Tokyo' },
        { logChannel: 'telegram:-1005:7' },
      ])
      expect(await memory.uses('telegram:-1005')).toEqual([{ asset: 'bitcoin', count: 1 }])
      const chatsOf = async (member: string) =>
        (await memory.chatsOf('telegram', member)).map(({ chat }) => chat).sort()
      expect(await chatsOf('42')).toEqual(['telegram:-1005'])
      expect(await chatsOf('43')).toEqual(['telegram:-1005', 'telegram:-55'])
      expect((await memory.action('draft000000', NOW))?.args).toEqual({
        owner: 'telegram:-1005',
        plan: JSON.stringify({ target: 'telegram:-1005:7', of: 'telegram:-55' }),
      })
      expect((await memory.action('group000000', NOW))?.chat).toBe('telegram:-1005:7')
      expect(await memory.settings('telegram:-1005')).toEqual({
        language: 'ja',
        logChannel: 'telegram:-1005:7',
      })
      // It has not come anew.
      expect(await memory.adderOf('telegram:-1005')).toBe('42')
      expect(await memory.arrive({ chat: 'telegram:-1005', at: DUE + 1000 })).toBe(false)
      const claimed = await ledger.claim('w', 'telegram', DUE, MINUTE, 9)
      expect(claimed.map(({ target }) => target).sort()).toEqual(['telegram:-1005:7', 'telegram:-55'])
    })

    it('keeps who added the bot, and the language that people chose, over what came with the new address', async () => {
      const { ledger, memory } = await open()
      await memory.arrive({ chat: 'telegram:-5', at: NOW })
      await memory.arrive({ chat: 'telegram:-1005', member: '42', at: NOW })
      await memory.saveSettings('telegram:-5', { language: 'ja', theme: 'dark', private: true })
      await memory.settleSettings('telegram:-1005', { language: 'en' })
      await memory.changeSettings('telegram:-1005', { theme: 'light' }, { by: '42', at: NOW })
      await ledger.moveChat('telegram:-5', 'telegram:-1005', NOW)
      expect(await memory.adderOf('telegram:-1005')).toBe('42')
      expect(await memory.settings('telegram:-1005')).toEqual({
        ...{ language: 'ja', theme: 'light', private: true },
      })
      expect(await memory.settings('telegram:-5')).toEqual({})
    })

    it('counts what is open, and what nobody has taken up or nobody can reach long after it was due', async () => {
      const store = await open()
      const { schedules, ledger } = store
      for (const chat of [1, 2, 3]) await schedules.add('a', planOf(`discord:${chat}`), DUE, '42', NOW)
      await ledger.enqueueDue(due(DUE))
      expect(await ledger.open()).toEqual({ pending: 3, claimed: 0, sending: 0 })
      expect(await ledger.overdue(DUE - 1)).toBeUndefined()
      expect(await ledger.overdue(DUE)).toEqual({ count: 3, since: DUE })
      const [waits, away, works] = await ledger.claim('w', 'discord', DUE, MINUTE, 10)
      const back = { runAfter: DUE + 60 * MINUTE, now: DUE, counts: false }
      if (!waits || !away || !works) throw new Error('three were due')
      await ledger.release(waits, back)
      await ledger.release(away, { ...back, fault: { code: 'unreached', text: 'no route' } })
      expect(await ledger.open()).toEqual({ pending: 2, claimed: 1, sending: 0 })
      expect(await ledger.overdue(DUE + 20 * MINUTE)).toEqual({ count: 1, since: DUE })
    })

    it('counts the workers that live', async () => {
      const { ledger } = await open()
      const a = { id: 'a', seenAt: NOW }
      expect(await ledger.beat('a', NOW, 30_000)).toEqual([a])
      expect(await ledger.beat('b', NOW + 1000, 30_000)).toEqual([a, { id: 'b', seenAt: NOW + 1000 }])
      expect(await ledger.beat('b', NOW + 31_000, 30_000)).toEqual([{ id: 'b', seenAt: NOW + 31_000 }])
      await ledger.beat('c', NOW + 31_000, 30_000)
      await ledger.leave('c')
      expect(await ledger.beat('b', NOW + 32_000, 30_000)).toEqual([{ id: 'b', seenAt: NOW + 32_000 }])
    })
  })

  describe(`${name} keeping what processes tell one another`, () => {
    it('gives the newest word of each', async () => {
      const { sharedState } = await open()
      expect(await sharedState.get('suppliers')).toBeUndefined()
      await sharedState.set('suppliers', [{ name: '取引所', since: 1 }], NOW)
      await sharedState.set('suppliers', [], NOW + 1)
      await sharedState.set('other', { a: 'b' }, NOW)
      expect(await sharedState.get('suppliers')).toEqual({ value: [], at: NOW + 1 })
      expect(await sharedState.get('other')).toEqual({ value: { a: 'b' }, at: NOW })
    })
  })

  describe(`${name} keeping editions`, () => {
    it('freezes each revision of a week once', async () => {
      const { editions } = await open()
      const of = { data: { kind: 'live', name: 'live' }, week: '2025-11-24', zone: 'UTC' }
      const first = { ...of, id: 'a', revision: 1, content: '{"a":1}', frozenAt: NOW }
      expect(await editions.latest(of)).toBeUndefined()
      expect(await editions.freeze(first)).toEqual(first)
      expect(await editions.freeze({ ...first, id: 'b', content: '{}' })).toEqual(first)
      const second = { ...first, id: 'c', revision: 2 }
      await editions.freeze(second)
      expect(await editions.latest(of)).toEqual(second)
      expect(await editions.head(of)).toEqual({ id: 'c', frozenAt: NOW })
      expect(await editions.head({ ...of, zone: 'Asia/Tokyo' })).toBeUndefined()
      const other = { ...first, id: 'd', week: '2025-12-01' }
      await editions.freeze(other)
      await editions.freeze({ ...first, id: 'e', zone: 'Asia/Tokyo' })
      expect(await editions.weeks(of)).toEqual([
        { week: '2025-12-01', ids: ['d'], frozenAt: [NOW] },
        { week: first.week, ids: [first.id, second.id], frozenAt: [first.frozenAt, second.frozenAt] },
      ])
      expect(await editions.weeks({ ...of, zone: 'Europe/Paris' })).toEqual([])
      expect(await editions.revisions(of)).toEqual([first, second])
      expect(await editions.named('2025-11-24')).toEqual(second)
      expect(await editions.get('b')).toBeUndefined()
    })
  })
}
