/** The contract of the desk: texts, approvals in one transaction with what the ledger does, and what was done. */
import { describe, expect, it } from 'vitest'
import { additionsOf } from '#src/chat/additions.ts'
import type { Deciding } from '#src/chat/desk.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { Claimed } from '#src/store/claimed.ts'
import type { Store } from '#src/store/open.ts'
import { planOf } from '../../support/plans.ts'
import { add, deliveriesOf, DUE, due, HOUR, MINUTE, NOW, stateOf } from './claiming.ts'

const EDITION = '2025-11-24'
const RULE = { mode: 'approved', hours: 3 } as const
const UNLESS = { mode: 'unless-held', hours: 3 } as const
const GRACE = 6 * HOUR

export function describeApprovals(name: string, open: () => Promise<Store>): void {
  describe(`${name} keeping the desk`, () => {
    it('keeps a text for each kind and language, and writes down who changed it from what to what', async () => {
      const { desk } = await open()
      const write = (texts: { ja?: string | null; en?: string | null }, by: string, at: number) =>
        desk.write({ owner: 'a', edition: EDITION, kind: 'note', texts, by, at })
      await write({ ja: '短信', en: 'A note' }, '42', NOW)
      await write({ ja: '続報' }, '43', NOW + 1)
      await write({ ja: '続報', en: null }, '44', NOW + 2)
      expect(await desk.texts('a', EDITION)).toEqual([
        { kind: 'note', language: 'ja', text: '続報', by: '43', at: NOW + 1 },
      ])
      expect(await desk.texts('b', EDITION)).toEqual([])
      const entries = await desk.entries('a', 9)
      const changes = entries.map(({ by, before, after }) => [by, before ?? '', after ?? ''])
      expect(changes.slice(0, 2)).toEqual([
        ['44', 'A note', ''],
        ['43', '短信', '続報'],
      ])
      expect(changes.slice(2).toSorted()).toEqual([
        ['42', '', 'A note'],
        ['42', '', '短信'],
      ])
      expect(await desk.forgetOldEntries(NOW + 401 * 86_400_000)).toBe(5)
      expect(await desk.entries('a', 9)).toEqual([])
    })

    it('holds a run until it is approved, and posts it then', async () => {
      const store = await open()
      const { id, claim } = await dueRun(store, RULE)
      expect(await pass(store, claim, 'c1', DUE)).toBe('wait')
      expect(await store.ledger.claim('w', 'discord', DUE + HOUR, MINUTE, 9)).toEqual([])
      expect((await store.desk.approve(decide(id, 'c1', DUE + HOUR))).kind).toBe('done')
      const [again] = await store.ledger.claim('w', 'discord', DUE + HOUR, MINUTE, 9)
      expect(await pass(store, again as Claimed, 'c1', DUE + HOUR)).toBe('post')
      const approval = await store.desk.approval(id, DUE)
      expect(approval).toMatchObject({ state: 'approved', by: '42', deadline: DUE + 3 * HOUR })
      expect(approval?.expiresAt).toBe(DUE + GRACE)
    })

    it('waits for its time where it is approved early', async () => {
      const store = await open()
      const schedule = await add(store, 'discord:1', { approval: RULE, grace: GRACE })
      expect((await store.desk.unasked(NOW)).map((one) => one.id)).toEqual([schedule.id])
      expect(await ask(store, schedule.id, 'c1', NOW)).toBe(true)
      expect(await ask(store, schedule.id, 'c1', NOW)).toBe(false)
      expect(await store.desk.unasked(NOW)).toEqual([])
      expect((await store.desk.approve(decide(schedule.id, 'c1', NOW))).kind).toBe('done')
      await store.ledger.enqueueDue(due(DUE))
      const [claim] = await store.ledger.claim('w', 'discord', DUE, MINUTE, 9)
      expect(await pass(store, claim as Claimed, 'c1', DUE)).toBe('post')
    })

    it('voids an approval where the content is another, and asks again', async () => {
      const store = await open()
      const { id, claim } = await dueRun(store, RULE)
      await pass(store, claim, 'c1', DUE)
      await store.desk.approve(decide(id, 'c1', DUE))
      const [again] = await store.ledger.claim('w', 'discord', DUE, MINUTE, 9)
      expect(await pass(store, again as Claimed, 'c2', DUE)).toBe('wait')
      expect(await store.desk.approval(id, DUE)).toMatchObject({ state: 'waiting', content: 'c2' })
      expect(await store.desk.approve(decide(id, 'c1', DUE))).toEqual({ kind: 'changed' })
      expect((await store.desk.approve(decide(id, 'c2', DUE))).kind).toBe('done')
      const whats = (await store.desk.entries('a', 9)).map(({ what }) => what)
      expect(whats.toSorted()).toEqual(['approved', 'approved', 'changed'])
    })

    it('makes a run anew where a text was written since its content was made', async () => {
      const store = await open()
      const { claim } = await dueRun(store, RULE)
      await store.desk.write({ ...note('a'), by: '42', at: DUE })
      expect(await pass(store, claim, 'c1', DUE)).toBe('changed')
      const [again] = await store.ledger.claim('w', 'discord', DUE, MINUTE, 9)
      expect(await pass(store, again as Claimed, 'c2', DUE, await store.desk.texts('a', EDITION))).toBe(
        'wait',
      )
    })

    it('does not post what nobody approved by the deadline, tells of it, and posts it by hand until the grace ends', async () => {
      const store = await open()
      const { id, claim } = await dueRun(store, RULE)
      await pass(store, claim, 'c1', DUE)
      const late = DUE + 3 * HOUR
      const [again] = await store.ledger.claim('w', 'discord', late, MINUTE, 9)
      expect(await pass(store, again as Claimed, 'c1', late)).toBe('skipped')
      const [trouble] = await store.ledger.pendingNotices(late, 9)
      expect(trouble?.delivery).toMatchObject({ state: 'skipped', error: { code: 'unapproved' } })
      expect(await store.desk.approve(decide(id, 'c1', late))).toEqual({ kind: 'over', canPost: true })
      expect(await store.desk.postNow(decide(id, 'c1', DUE + GRACE))).toEqual({
        kind: 'over',
        canPost: false,
      })
      expect((await store.desk.postNow(decide(id, 'c1', late))).kind).toBe('done')
      const [last] = await store.ledger.claim('w', 'discord', late, MINUTE, 9)
      expect(await pass(store, last as Claimed, 'c1', late)).toBe('post')
      expect(await store.desk.postNow(decide(id, 'c1', late))).toEqual({ kind: 'posted' })
    })

    it('posts what nobody held by the deadline, and writes that down once', async () => {
      const store = await open()
      const { claim } = await dueRun(store, UNLESS)
      expect(await pass(store, claim, 'c1', DUE, [], UNLESS)).toBe('wait')
      const late = DUE + 3 * HOUR
      const [again] = await store.ledger.claim('w', 'discord', late, MINUTE, 9)
      expect(await pass(store, again as Claimed, 'c1', late, [], UNLESS)).toBe('post')
      await store.ledger.release(again as Claimed, { runAfter: late, now: late, counts: false })
      const [retried] = await store.ledger.claim('w', 'discord', late, MINUTE, 9)
      expect(await pass(store, retried as Claimed, 'c1', late, [], UNLESS)).toBe('post')
      const entries = await store.desk.entries('a', 9)
      expect(entries.map(({ what, by }) => [what, by])).toEqual([['unapproved', 'system']])
    })

    it('gives up a held run at once, whatever the deadline does', async () => {
      const store = await open()
      const { id, claim } = await dueRun(store, UNLESS)
      await pass(store, claim, 'c1', DUE, [], UNLESS)
      expect((await store.desk.hold(decide(id, 'c1', DUE + 1))).kind).toBe('done')
      const [again] = await store.ledger.claim('w', 'discord', DUE + 1, MINUTE, 9)
      expect(await pass(store, again as Claimed, 'c1', DUE + 1, [], UNLESS)).toBe('skipped')
      expect(await store.desk.hold(decide(id, 'c1', DUE + 2))).toMatchObject({ kind: 'already', by: '42' })
    })

    it('B26: scheduled publication twice: of two approvals at once one counts, and the other says whose it was', async () => {
      const store = await open()
      const { id, claim } = await dueRun(store, RULE)
      await pass(store, claim, 'c1', DUE)
      const both = await Promise.all(
        ['42', '43'].map((by) => store.desk.approve({ ...decide(id, 'c1', DUE + 1), by })),
      )
      const [winner] = both.flatMap((one) => (one.kind === 'done' ? [one.approval.by] : []))
      expect(both.map(({ kind }) => kind).toSorted()).toEqual(['already', 'done'])
      expect(both).toContainEqual({ kind: 'already', by: winner, at: DUE + 1 })
    })

    it('lets another than the writer approve where two people are wanted', async () => {
      const store = await open()
      const { id, claim } = await dueRun(store, RULE)
      await store.desk.write({ ...note('a'), by: '42', at: NOW })
      await pass(store, claim, 'c1', DUE, await store.desk.texts('a', EDITION))
      const two = { ...decide(id, 'c1', DUE), twoPeople: true }
      expect(await store.desk.approve(two)).toEqual({ kind: 'own' })
      expect((await store.desk.approve({ ...two, by: '43' })).kind).toBe('done')
    })

    it('says who approved a post that is on its way, and that it cannot be held any more', async () => {
      const store = await open()
      const { id, claim } = await dueRun(store, RULE)
      await pass(store, claim, 'c1', DUE)
      await store.desk.approve(decide(id, 'c1', DUE))
      const [again] = await store.ledger.claim('w', 'discord', DUE, MINUTE, 9)
      await pass(store, again as Claimed, 'c1', DUE)
      expect(await store.desk.hold(decide(id, 'c1', DUE))).toEqual({ kind: 'posted' })
      expect(await store.desk.approve({ ...decide(id, 'c1', DUE), by: '43' })).toEqual({
        ...{ kind: 'already', by: '42', at: DUE },
      })
      expect(await store.desk.approve(decide('none', 'c1', DUE))).toEqual({ kind: 'gone' })
    })

    it('shows a run to moderators by one delivery beside its plan, which is none of its history', async () => {
      const store = await open()
      const { id, claim } = await dueRun(store, RULE)
      await pass(store, claim, 'c1', DUE)
      await store.desk.showIn(id, DUE, 'discord:9', DUE)
      await store.desk.showIn(id, DUE, 'discord:9', DUE)
      const claims = await store.ledger.claim('w', 'discord', DUE, MINUTE, 9)
      expect(claims.map(({ reason, target }) => [reason, target])).toEqual([['review', 'discord:9']])
      expect((await store.desk.shownBy(claims[0]?.id ?? ''))?.approval).toMatchObject({ schedule: id })
      expect((await deliveriesOf(store).history(id, 9)).map(({ reason }) => reason)).toEqual(['due'])
      const [open1] = await store.desk.open()
      expect(open1).toMatchObject({ isDue: true, delivery: { state: 'pending' } })
      await store.desk.shown(id, DUE, 'approved', true)
      expect(await store.desk.open()).toEqual([])
    })

    it('makes what an operator approved public, in the languages of the post', async () => {
      const store = await open()
      const { id, claim } = await dueRun(store, RULE)
      await store.desk.write({ ...note('a'), by: '42', at: NOW })
      await pass(store, claim, 'c1', DUE, await store.desk.texts('a', EDITION))
      await store.desk.approve(decide(id, 'c1', DUE))
      expect(await store.desk.publicNotes()).toEqual({})
      await store.desk.hold(decide(id, 'c1', DUE))
      await store.desk.approve({ ...decide(id, 'c1', DUE), isOperator: true })
      expect(await store.desk.publicNotes()).toEqual({ [EDITION]: { ja: '短信' } })
    })

    it('knows the note of what was posted, for its owner alone, once it is there', async () => {
      const store = await open()
      await store.editions.freeze({
        ...{ id: 'e1', data: { kind: 'live', name: 'x' }, week: EDITION, zone: 'UTC' },
        ...{ revision: 1, content: '{}', frozenAt: NOW },
      })
      const { id, claim } = await dueRun(store, RULE)
      await store.desk.write({ ...note('a'), by: '42', at: NOW })
      const texts = await store.desk.texts('a', EDITION)
      await pass(store, claim, 'c1', DUE, texts)
      await store.desk.approve(decide(id, 'c1', DUE))
      const [again] = await store.ledger.claim('w', 'discord', DUE, MINUTE, 9)
      expect(await pass(store, again as Claimed, 'c1', DUE, texts)).toBe('post')
      expect(await store.desk.postedNote('a', EDITION)).toBeUndefined()
      const bound = { edition: 'e1', late: false, parts: 1, additions: additionsOf(texts) }
      await store.ledger.bind(again as Claimed, bound)
      await store.ledger.mark(again as Claimed, 0, 'n', { now: DUE, lease: MINUTE, nonceWindow: 90_000 })
      await store.ledger.sent(again as Claimed, 0, [{ id: 'm' }], { now: DUE, lease: MINUTE, last: true })
      expect(await store.desk.postedNote('a', EDITION)).toEqual({ ja: '短信' })
      expect(await store.desk.postedNote('b', EDITION)).toBeUndefined()
      expect(await store.desk.postedNote('a', '2025-11-17')).toBeUndefined()
    })

    it('B27: “stop after” is not moved with the next repetition: the deadline of every run follows its own due time', async () => {
      const store = await open()
      const WEEK = 7 * 24 * HOUR
      const { id } = await add(store, 'discord:1', { approval: RULE, grace: GRACE })
      for (const [content, fireAt] of [['c1', DUE] as const, ['c2', DUE + WEEK] as const]) {
        const times = { deadline: fireAt + 3 * HOUR, expiresAt: fireAt + GRACE }
        await store.desk.ask({ ...asked(id, content, DUE - HOUR), ...times, fireAt })
      }
      expect((await store.desk.approval(id, DUE))?.deadline).toBe(DUE + 3 * HOUR)
      expect((await store.desk.approval(id, DUE + WEEK))?.deadline).toBe(DUE + WEEK + 3 * HOUR)
    })

    it('counts the deadline by the rule as it is, and never beyond the grace', async () => {
      const store = await open()
      const { id, claim } = await dueRun(store, RULE)
      await pass(store, claim, 'c1', DUE)
      await ask(store, id, 'c1', DUE, { mode: 'approved', hours: 5 })
      expect((await store.desk.approval(id, DUE))?.deadline).toBe(DUE + 5 * HOUR)
      const short = await add(store, 'discord:2', { approval: RULE, grace: HOUR })
      await ask(store, short.id, 'c1', NOW, RULE, HOUR)
      expect((await store.desk.approval(short.id, DUE))?.deadline).toBe(DUE + HOUR - MINUTE)
    })

    it('follows a group that became a supergroup, where what was written at the new address counts more', async () => {
      const { desk, memory, ledger } = await open()
      const [from, to] = ['telegram:-1', 'telegram:-1002']
      await memory.saveSettings(from, { reviewChannel: 'telegram:-1:7', twoPeople: true })
      await desk.write({ ...note(from), texts: { ja: '旧', en: 'old' }, by: '42', at: NOW })
      await desk.write({ ...note(to), texts: { ja: '新' }, by: '42', at: NOW })
      await ledger.moveChat(from, to, NOW)
      expect(await memory.settings(to)).toEqual({ reviewChannel: 'telegram:-1002:7', twoPeople: true })
      const texts = await desk.texts(to, EDITION)
      expect(texts.map(({ text }) => text).toSorted()).toEqual(['old', '新'])
      expect(await desk.entries(to, 9)).toHaveLength(3)
    })

    it('looks at a run anew whose schedule needs no approval any more', async () => {
      const store = await open()
      const { id, claim } = await dueRun(store, RULE)
      await pass(store, claim, 'c1', DUE)
      const plan = planOf('discord:1', { grace: GRACE })
      await store.schedules.change({ id, revision: 1, by: '42', at: DUE + 1, change: 'changed', plan })
      expect(await store.ledger.claim('w', 'discord', DUE, MINUTE, 9)).toEqual([])
      expect(await store.ledger.claim('w', 'discord', DUE + 1, MINUTE, 9)).toHaveLength(1)
    })

    it('leaves a run that has passed to wait as its platform said, where its schedule is changed', async () => {
      const store = await open()
      const { id, claim } = await dueRun(store, UNLESS)
      await ask(store, id, 'c1', DUE)
      await store.desk.approve(decide(id, 'c1', DUE))
      expect(await pass(store, claim, 'c1', DUE)).toBe('post')
      await store.ledger.release(claim, { runAfter: DUE + HOUR, now: DUE, counts: true })
      const plan = planOf('discord:1', { approval: UNLESS, grace: GRACE })
      await store.schedules.change({ id, revision: 1, by: '42', at: DUE + 1, change: 'changed', plan })
      expect(await store.ledger.claim('w', 'discord', DUE + HOUR - 1, MINUTE, 9)).toEqual([])
      expect(await store.ledger.claim('w', 'discord', DUE + HOUR, MINUTE, 9)).toHaveLength(1)
    })

    it('says of a run that was skipped for another reason that its review is over', async () => {
      const store = await open()
      const { id, claim } = await dueRun(store, RULE)
      await pass(store, claim, 'c1', DUE)
      await store.schedules.change({ id, revision: 1, by: '42', at: DUE, change: 'paused', state: 'paused' })
      for (const what of ['approve', 'hold', 'postNow'] as const)
        expect(await store.desk[what](decide(id, 'c1', DUE))).toEqual({ kind: 'gone' })
    })

    it('asks again for a run that was not due for a while', async () => {
      const store = await open()
      const schedule = await add(store, 'discord:1', { approval: RULE, grace: GRACE })
      await ask(store, schedule.id, 'c1', NOW)
      const { id } = schedule
      const skip = (revision: number, skipsNext: boolean) =>
        store.schedules.change({ id, revision, by: '42', at: NOW, change: 'skipped', skipsNext })
      await skip(1, true)
      expect((await store.desk.open()).map(({ isDue }) => isDue)).toEqual([false])
      await store.desk.shown(id, DUE, 'gone', true)
      expect(await store.desk.unasked(NOW)).toEqual([])
      await skip(2, false)
      expect((await store.desk.unasked(NOW)).map((one) => one.id)).toEqual([id])
      expect(await ask(store, id, 'c1', NOW)).toBe(true)
      expect((await store.desk.open()).map(({ isDue }) => isDue)).toEqual([true])
      expect(await store.desk.unasked(NOW)).toEqual([])
    })

    it('knows after a run was deleted that nothing is due any more', async () => {
      const store = await open()
      const schedule = await add(store, 'discord:1', { approval: RULE, grace: GRACE })
      await ask(store, schedule.id, 'c1', NOW)
      const { id, revision } = schedule
      await store.schedules.change({ id, revision, by: '42', at: NOW, change: 'deleted' })
      expect((await store.desk.open()).map(({ isDue }) => isDue)).toEqual([false])
      expect(await stateOf(store, schedule)).toBeUndefined()
    })
  })
}

const note = (owner: string) => ({ owner, edition: EDITION, kind: 'note', texts: { ja: '短信' } }) as const

async function dueRun(store: Store, approval: NonNullable<Plan['approval']>) {
  const { id } = await add(store, 'discord:1', { approval, grace: GRACE })
  await store.ledger.enqueueDue(due(DUE))
  const [claim] = await store.ledger.claim('w', 'discord', DUE, MINUTE, 9)
  return { id, claim: claim as Claimed }
}

type Texts = Awaited<ReturnType<Store['desk']['texts']>>

function asked(
  schedule: string,
  content: string,
  now: number,
  texts: Texts = [],
  rule: NonNullable<Plan['approval']> = RULE,
  grace = GRACE,
) {
  const additions = additionsOf(texts)
  const { mode, hours } = rule
  const times = { deadline: DUE + hours * HOUR, expiresAt: DUE + grace }
  return { schedule, fireAt: DUE, edition: EDITION, content, additions, mode, ...times, now }
}

function pass(
  store: Store,
  claim: Claimed,
  content: string,
  now: number,
  texts: Texts = [],
  rule: NonNullable<Plan['approval']> = RULE,
) {
  const bound = { edition: 'e1', late: false, parts: 1 }
  const question = asked(claim.schedule, content, now, texts, rule)
  return store.ledger.passApproval(claim, bound, { ...question, owner: 'a', texts })
}

function ask(
  store: Store,
  schedule: string,
  content: string,
  now: number,
  rule: NonNullable<Plan['approval']> = RULE,
  grace = GRACE,
) {
  return store.desk.ask(asked(schedule, content, now, [], rule, grace))
}

function decide(schedule: string, content: string, at: number): Deciding {
  return { schedule, fireAt: DUE, content, by: '42', at, isOperator: false, twoPeople: false }
}
