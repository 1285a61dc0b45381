/** The contract of the ledger: notices are collected for their recipients, told until they are acknowledged, and never forgotten. */
import { describe, expect, it } from 'vitest'
import type { Notice } from '#src/chat/notice.ts'
import type { Store } from '#src/store/open.ts'
import { add, deliveriesOf, DUE, due, historyOf, HOUR, MINUTE, sendingOne, WEEK } from './claiming.ts'

const SECOND = 1000
const DAY = 24 * HOUR
const ME = 'member:telegram:42'
const times = (now: number) => ({ now, quiet: 30 * SECOND, longest: 5 * MINUTE, apart: 10 * MINUTE })
const ALL = ['discord', 'telegram']

export function describeNotices(name: string, open: () => Promise<Store>): void {
  /** A post that may not have arrived; gives its delivery's id. */
  async function doubtful(store: Store, target: string, now = DUE): Promise<string> {
    await add(store, target)
    await store.ledger.enqueueDue(due(DUE))
    const claimed = await sendingOne(store, DUE)
    const fault = { code: 'unknown', text: 'reset' }
    await store.ledger.end(claimed, { state: 'uncertain', now, fault })
    return claimed.id
  }

  const idsOf = (notice: Notice | undefined) => notice?.troubles.map(({ delivery }) => delivery.id)
  const assign = (store: Store, id: string, now: number, recipients = [ME]) =>
    store.ledger.assignNotice(id, recipients, times(now))

  describe(`${name} collecting notices`, () => {
    it('waits until nothing has joined for half a minute, and tells all of it at once', async () => {
      const store = await open()
      const [first, second] = [await doubtful(store, 'telegram:-1'), await doubtful(store, 'telegram:-2')]
      expect(await assign(store, first, DUE)).toBe('assigned')
      expect(await assign(store, second, DUE + 20 * SECOND)).toBe('assigned')
      expect(await store.ledger.takeNotice(ALL, DUE + 45 * SECOND, MINUTE)).toBeUndefined()
      const notice = await store.ledger.takeNotice(ALL, DUE + 50 * SECOND, MINUTE)
      expect(notice).toMatchObject({ recipient: ME, tries: 1 })
      expect(idsOf(notice)?.toSorted()).toEqual([first, second].toSorted())
      expect(notice?.id).toMatch(/^[\w-]{20}$/u)
      expect(await store.ledger.pendingNotices(DUE + HOUR, 9)).toEqual([])
    })

    it('waits no longer than five minutes, however many join, and ten after the last notice', async () => {
      const store = await open()
      const ids: string[] = []
      for (let n = 1; n <= 3; n++) ids.push(await doubtful(store, `telegram:-${n}`))
      const [first = '', second = '', third = ''] = ids
      await assign(store, first, DUE)
      await assign(store, second, DUE + 4 * MINUTE + 50 * SECOND)
      const notice = await store.ledger.takeNotice(ALL, DUE + 5 * MINUTE, MINUTE)
      expect(idsOf(notice)).toHaveLength(2)
      await store.ledger.noticeTold(notice?.id ?? '', [first, second], DUE + 5 * MINUTE)
      await assign(store, third, DUE + 6 * MINUTE)
      expect(await store.ledger.takeNotice(ALL, DUE + 15 * MINUTE - 1, MINUTE)).toBeUndefined()
      const next = await store.ledger.takeNotice(ALL, DUE + 15 * MINUTE, MINUTE)
      expect(idsOf(next)).toEqual([third])
      expect(next?.id).not.toBe(notice?.id)
    })

    it('gives a notice to one worker at a time, and to those alone that have its platform', async () => {
      const store = await open()
      await assign(store, await doubtful(store, 'telegram:-1'), DUE)
      const now = DUE + MINUTE
      expect(await store.ledger.takeNotice(['discord'], now, MINUTE)).toBeUndefined()
      expect(await store.ledger.takeNotice([], now, MINUTE)).toBeUndefined()
      const mine = await store.ledger.takeNotice(ALL, now, MINUTE)
      expect(await store.ledger.takeNotice(ALL, now + 1, MINUTE)).toBeUndefined()
      const other = await store.ledger.takeNotice(ALL, now + MINUTE, MINUTE)
      expect(other).toMatchObject({ id: mine?.id, tries: 2 })
      if (!mine || !other) throw new Error('nothing was taken')
      expect(await store.ledger.noticeSending(mine, now + MINUTE, MINUTE)).toBe(false)
      expect(await store.ledger.noticeSending(other, now + MINUTE, MINUTE)).toBe(true)
    })

    it('stays another worker’s where one that was too slow would try again, and goes on part by part', async () => {
      const store = await open()
      await assign(store, await doubtful(store, 'telegram:-1'), DUE)
      const slow = await store.ledger.takeNotice(ALL, DUE + MINUTE, MINUTE)
      const other = await store.ledger.takeNotice(ALL, DUE + 2 * MINUTE, MINUTE)
      if (!slow || !other) throw new Error('nothing was taken')
      const first = DUE + 2 * MINUTE + SECOND
      expect(await store.ledger.noticeSending(other, first, MINUTE)).toBe(true)
      await store.ledger.noticeAgain(slow, { at: first, unsent: true })
      expect(await store.ledger.takeNotice(ALL, first + SECOND, MINUTE)).toBeUndefined()
      expect(await store.ledger.noticeSending(other, first + SECOND, MINUTE)).toBe(true)
      const next = await store.ledger.takeNotice(ALL, first + SECOND + MINUTE, MINUTE)
      expect(next).toMatchObject({ id: other.id, sendingSince: first, tries: 3 })
    })

    it('keeps what is being sent as it is until it is acknowledged, over a crash and whatever comes', async () => {
      const store = await open()
      const [first, second] = [await doubtful(store, 'telegram:-1'), await doubtful(store, 'telegram:-2')]
      const log = ['discord:8']
      await assign(store, first, DUE, log)
      const now = DUE + MINUTE
      const notice = await store.ledger.takeNotice(ALL, now, MINUTE)
      if (!notice) throw new Error('nothing was taken')
      await store.ledger.noticeSending(notice, now, MINUTE)
      expect(await assign(store, second, now, log)).toBe('waits')
      // The process was killed here: another finds it, and when it was first sent.
      const again = await store.ledger.takeNotice(ALL, now + MINUTE, MINUTE)
      expect(again).toMatchObject({ id: notice.id, sendingSince: now, tries: 2 })
      expect(idsOf(again)).toEqual([first])
      await store.ledger.noticeAgain(again ?? notice, { at: now + HOUR, unsent: false })
      expect(await store.ledger.takeNotice(ALL, now + HOUR - 1, MINUTE)).toBeUndefined()
      expect(await store.ledger.takeNotice(ALL, now + HOUR, MINUTE)).toMatchObject({ sendingSince: now })
      await store.ledger.noticeTold(notice.id, [first], now + HOUR)
      expect(await store.ledger.takeNotice(ALL, now + DAY, MINUTE)).toBeUndefined()
      const [left] = await store.ledger.pendingNotices(now + HOUR, 9)
      expect(left?.delivery.id).toBe(second)
      expect(await assign(store, second, now + HOUR, log)).toBe('assigned')
    })

    it('takes more where no nonce holds it to what it says, and tells of that what the acknowledged try had', async () => {
      const store = await open()
      const [first, second] = [await doubtful(store, 'telegram:-1'), await doubtful(store, 'telegram:-2')]
      await assign(store, first, DUE)
      const notice = await store.ledger.takeNotice(ALL, DUE + MINUTE, MINUTE)
      if (!notice) throw new Error('nothing was taken')
      await store.ledger.noticeSending(notice, DUE + MINUTE, MINUTE)
      expect(await assign(store, second, DUE + MINUTE)).toBe('assigned')
      await store.ledger.noticeTold(notice.id, [first], DUE + MINUTE)
      expect((await store.ledger.pendingNotices(DUE + MINUTE, 9)).map(({ delivery }) => delivery.id)).toEqual(
        [second],
      )
    })

    it('takes more into what has certainly not been sent, and keeps to its pace of tries', async () => {
      const store = await open()
      const [first, second] = [await doubtful(store, 'telegram:-1'), await doubtful(store, 'telegram:-2')]
      await assign(store, first, DUE)
      const notice = await store.ledger.takeNotice(ALL, DUE + MINUTE, MINUTE)
      if (!notice) throw new Error('nothing was taken')
      await store.ledger.noticeAgain(notice, { at: DUE + 20 * MINUTE, unsent: true })
      expect(await assign(store, second, DUE + 2 * MINUTE)).toBe('assigned')
      expect(await store.ledger.takeNotice(ALL, DUE + 20 * MINUTE - 1, MINUTE)).toBeUndefined()
      expect(idsOf(await store.ledger.takeNotice(ALL, DUE + 20 * MINUTE, MINUTE))).toHaveLength(2)
    })

    it('goes to the next recipient where one takes none, and comes back to them later', async () => {
      const store = await open()
      const id = await doubtful(store, 'telegram:-1')
      const both = ['telegram:-9', ME]
      await assign(store, id, DUE, both)
      const notice = await store.ledger.takeNotice(ALL, DUE + MINUTE, MINUTE)
      expect(notice?.recipient).toBe('telegram:-9')
      await store.ledger.noticeRefused(notice?.id ?? '', DUE + MINUTE, DUE + HOUR)
      expect((await store.ledger.pendingNotices(DUE + MINUTE, 9)).map(({ delivery }) => delivery.id)).toEqual(
        [id],
      )
      await assign(store, id, DUE + MINUTE, both)
      const next = await store.ledger.takeNotice(ALL, DUE + 2 * MINUTE, MINUTE)
      expect(next?.recipient).toBe(ME)
      await store.ledger.noticeRefused(next?.id ?? '', DUE + 2 * MINUTE, DUE + HOUR)
      expect(await assign(store, id, DUE + 2 * MINUTE, both)).toBe('nowhere')
      expect(await assign(store, id, DUE + 2 * MINUTE, [])).toBe('nowhere')
      expect(await store.ledger.pendingNotices(DUE + 23 * HOUR, 9)).toEqual([])
      expect(await store.ledger.pendingNotices(DUE + DAY + 2 * MINUTE, 9)).toHaveLength(1)
      expect(await assign(store, id, DUE + DAY + 2 * MINUTE, both)).toBe('assigned')
    })

    it('has nothing to tell of what was settled or deleted meanwhile', async () => {
      const store = await open()
      const [settled, removed] = [await doubtful(store, 'telegram:-1'), await doubtful(store, 'telegram:-2')]
      for (const id of [settled, removed]) await assign(store, id, DUE)
      await deliveriesOf(store).settle(settled, 'arrived', DUE)
      const [, schedule] = await store.schedules.list('a')
      if (!schedule) throw new Error('there is no second schedule')
      const { id, revision } = schedule
      await store.schedules.change({ id, revision, by: '42', at: DUE, change: 'deleted', nextRunAt: null })
      expect(await store.ledger.takeNotice(ALL, DUE + MINUTE, MINUTE)).toMatchObject({ troubles: [] })
      expect(await store.ledger.pendingNotices(DUE + DAY, 9)).toEqual([])
    })

    it('tells of a new trouble of a post whose last one is being told', async () => {
      const store = await open()
      const schedule = await add(store, 'telegram:-1')
      await store.ledger.enqueueDue(due(DUE))
      const refusal = { reason: 'forbidden', final: false } as const
      const fault = { code: 'forbidden', text: '403' }
      const refuse = async (now: number) => {
        const claimed = await sendingOne(store, now)
        await store.ledger.release(claimed, { runAfter: now, now, counts: true, unsent: 0, fault, refusal })
        return claimed.id
      }
      const id = await refuse(DUE)
      await assign(store, id, DUE)
      const notice = await store.ledger.takeNotice(ALL, DUE + MINUTE, MINUTE)
      if (!notice) throw new Error('nothing was taken')
      await store.ledger.noticeSending(notice, DUE + MINUTE, MINUTE)
      await refuse(DUE + MINUTE)
      await store.ledger.noticeTold(notice.id, [id], DUE + MINUTE)
      expect(await historyOf(store, schedule)).toMatchObject([{ state: 'pending' }])
      expect(await store.ledger.pendingNotices(DUE + MINUTE, 9)).toHaveLength(1)
    })

    it('is collected anew for a group that became a supergroup', async () => {
      const store = await open()
      const id = await doubtful(store, 'telegram:-1')
      await assign(store, id, DUE, ['telegram:-1'])
      await store.ledger.moveChat('telegram:-1', 'telegram:-1001', DUE)
      expect(await store.ledger.takeNotice(ALL, DUE + HOUR, MINUTE)).toBeUndefined()
      const [trouble] = await store.ledger.pendingNotices(DUE + HOUR, 9)
      expect(trouble).toMatchObject({ delivery: { id }, schedule: { target: 'telegram:-1001' } })
    })
  })

  describe(`${name} finishing posts`, () => {
    const LATER = { kind: 'crosspost', code: 'busy', retryAfter: 30 * MINUTE } as const

    async function posted(
      store: Store,
      now: number,
      faults: Parameters<Store['ledger']['finished']>[1]['faults'],
    ) {
      const claimed = await sendingOne(store, now)
      const at = { now, lease: MINUTE, last: true, finishAt: now + MINUTE, faults }
      await store.ledger.sent(claimed, 0, [{ id: 'm' }], at)
      return claimed
    }

    it('is left to the next worker where one dies between the post and what follows it', async () => {
      const store = await open()
      await add(store, 'discord:1', { options: { crosspost: true } })
      await store.ledger.enqueueDue(due(DUE))
      const { id } = await posted(store, DUE, [])
      expect(await store.ledger.takeUnfinished(ALL, DUE + MINUTE - 1, MINUTE)).toBeUndefined()
      expect(await store.ledger.takeUnfinished(['telegram'], DUE + MINUTE, MINUTE)).toBeUndefined()
      const found = await store.ledger.takeUnfinished(ALL, DUE + MINUTE, MINUTE)
      expect(found).toMatchObject({ since: DUE, claimed: { id, target: 'discord:1', faults: [] } })
      expect(found?.claimed.parts.flatMap((part) => part.posted)).toEqual([{ id: 'm' }])
      expect(await store.ledger.takeUnfinished(ALL, DUE + MINUTE, MINUTE)).toBeUndefined()
      await store.ledger.finished(id, { faults: [], now: DUE + MINUTE })
      expect(await store.ledger.takeUnfinished(ALL, DUE + DAY, MINUTE)).toBeUndefined()
      expect(await store.ledger.pendingNotices(DUE + DAY, 9)).toEqual([])
    })

    it('leaves a post of a deleted or paused schedule as it is', async () => {
      const store = await open()
      const schedule = await add(store, 'discord:1', { options: { crosspost: true } })
      const other = await add(store, 'discord:2', { options: { crosspost: true } })
      await store.ledger.enqueueDue(due(DUE))
      await posted(store, DUE, [])
      await posted(store, DUE, [])
      const at = DUE + HOUR
      const change = { revision: 1, by: '42', at, nextRunAt: null } as const
      const paused = { ...change, id: schedule.id, change: 'paused', state: 'paused' } as const
      await store.schedules.change(paused)
      await store.schedules.change({ ...change, id: other.id, change: 'deleted' })
      expect(await store.ledger.takeUnfinished(ALL, at, MINUTE)).toBeUndefined()
      const again = { ...change, id: schedule.id, revision: 2, nextRunAt: DUE + WEEK } as const
      await store.schedules.change({ ...again, change: 'resumed', state: 'active' })
      expect(await store.ledger.takeUnfinished(ALL, at, MINUTE)).toMatchObject({
        claimed: { target: 'discord:1' },
      })
      expect(await store.ledger.takeUnfinished(ALL, at, MINUTE)).toBeUndefined()
    })

    it('is told once when the platform puts it off, again when it says no, and is in the history', async () => {
      const store = await open()
      const schedule = await add(store, 'discord:1')
      await store.ledger.enqueueDue(due(DUE))
      const { id } = await posted(store, DUE, [])
      const told = async () => (await store.ledger.pendingNotices(DUE + DAY, 9)).length
      await store.ledger.finished(id, { faults: [LATER], finishAt: DUE + 30 * MINUTE, now: DUE })
      expect(await historyOf(store, schedule)).toMatchObject([
        { state: 'sent', faults: [LATER], finishAfter: DUE + 30 * MINUTE },
      ])
      expect(await told()).toBe(1)
      await store.ledger.noticeSent(id)
      await store.ledger.finished(id, { faults: [LATER], finishAt: DUE + HOUR, now: DUE })
      expect(await told()).toBe(0)
      await store.ledger.finished(id, { faults: [{ kind: 'crosspost', code: '50013' }], now: DUE })
      expect(await told()).toBe(1)
      await store.ledger.finished(id, { faults: [], now: DUE })
      const [run] = await historyOf(store, schedule)
      expect([run?.faults, run?.finishAfter]).toEqual([undefined, undefined])
    })

    it('tells nobody of what is put off for a minute, nor each week of what lacked the week before', async () => {
      const store = await open()
      await add(store, 'discord:1')
      await store.ledger.enqueueDue(due(DUE))
      const told = async (now: number) => {
        const troubles = await store.ledger.pendingNotices(now + DAY, 9)
        for (const { delivery } of troubles) await store.ledger.noticeSent(delivery.id)
        return troubles.length
      }
      const { id } = await posted(store, DUE, [{ kind: 'role', code: 'deleted' }])
      expect(await told(DUE)).toBe(1)
      const soon = { ...LATER, retryAfter: MINUTE }
      const gone = { kind: 'role', code: 'deleted' } as const
      await store.ledger.finished(id, { faults: [gone, soon], finishAt: DUE + MINUTE, now: DUE })
      expect(await told(DUE)).toBe(0)
      await store.ledger.enqueueDue(due(DUE + WEEK))
      await posted(store, DUE + WEEK, [gone])
      expect(await told(DUE + WEEK)).toBe(0)
      await store.ledger.enqueueDue(due(DUE + 2 * WEEK))
      await posted(store, DUE + 2 * WEEK, [gone, { kind: 'thread', code: '160006' }])
      expect(await told(DUE + 2 * WEEK)).toBe(1)
    })
  })
}
