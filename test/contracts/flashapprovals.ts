/** The contract of flashes that moderators approve: what waits, which is the last of its week, quiet hours, and what is replaced. */
import { describe, expect, it } from 'vitest'
import { USUAL_FLASHES } from '#src/chat/flash.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { Claimed } from '#src/store/claimed.ts'
import type { FrozenFlash } from '#src/store/flashport.ts'
import type { Store } from '#src/store/open.ts'
import type { PassageAsked } from '#src/store/passage.ts'
import { planOf } from '../support/plans.ts'

const AT = Date.parse('2025-11-24T00:00:00Z')
const [MINUTE, HOUR] = [60_000, 3_600_000]
const NOW = AT + 5 * MINUTE
const DEADLINE = NOW + HOUR / 2
const live = { kind: 'live', name: 'live' }

const PLAN: Plan = planOf('discord:1', {
  ...{ what: { kind: 'flash', ...USUAL_FLASHES }, when: { kind: 'event' } },
  approval: { mode: 'approved', hours: 0.5 },
})

const flash = (id: string, changes: Partial<FrozenFlash> = {}): FrozenFlash => ({
  ...{ id, first: id, data: live, subject: `subject ${id}`, weeks: 12, at: AT, revision: 1 },
  ...{ salience: 0.9, content: JSON.stringify({ id }), frozenAt: NOW, ...changes },
})

/** A chat with flashes that wait for an approval each, as their worker has them. */
async function waiting(store: Store, all: readonly FrozenFlash[]) {
  const { id } = await store.schedules.add('discord:1', PLAN, null, '42', AT)
  await settle(store, id, all)
  return id
}

async function settle(store: Store, schedule: string, all: readonly FrozenFlash[], now = NOW) {
  for (const one of all) await store.flashes.freeze(one)
  const settled = all.map((one) => ({ flash: one, fate: 'posted', last: false }) as const)
  await store.flashes.settle(schedule, settled, now)
}

const claimAll = (store: Store, now: number) => store.ledger.claim('w', 'discord', now, MINUTE, 9)

async function pass(store: Store, claim: Claimed, now: number, changes: Partial<PassageAsked> = {}) {
  const post = await store.flashes.postOf(claim.id)
  const bound = { edition: post?.flash, late: false, parts: 1 }
  return store.ledger.passApproval(claim, bound, {
    ...{ schedule: claim.schedule, fireAt: claim.fireAt, edition: post?.flash ?? '', content: 'c' },
    ...{ additions: {}, mode: 'approved', deadline: DEADLINE, expiresAt: AT + 12 * HOUR, now },
    ...{ owner: 'discord:1', texts: [], capped: { most: 2, isLast: post?.last === true }, ...changes },
  })
}

const decide = ({ schedule, fireAt }: Pick<Claimed, 'schedule' | 'fireAt'>, at: number) => ({
  ...{ schedule, fireAt, content: 'c', by: '42', at, isOperator: false, twoPeople: false },
})

export function describeFlashApprovals(name: string, open: () => Promise<Store>): void {
  describe(`${name} keeping flashes that moderators approve`, () => {
    it('counts one that waits as open, one that is not approved as missed, and none of that as the last posted', async () => {
      const store = await open()
      const id = await waiting(store, [flash('aaa')])
      const [claim] = (await claimAll(store, NOW)) as [Claimed]
      expect(await pass(store, claim, NOW)).toBe('wait')
      expect(await store.flashes.posts(id, AT)).toMatchObject([{ fate: 'posted', isOpen: true }])
      expect(await store.flashes.postedOf(['aaa'])).toEqual(['aaa'])
      const [again] = (await claimAll(store, DEADLINE)) as [Claimed]
      expect(await pass(store, again, DEADLINE)).toBe('skipped')
      expect(await store.flashes.posts(id, AT)).toMatchObject([{ fate: 'missed' }])
      expect(await store.flashes.postedOf(['aaa'])).toEqual([])
      expect(await store.flashes.lastOf(id)).toBeUndefined()
      expect((await store.flashes.count(AT)).latest).toBeUndefined()
    })

    it('calls that one the last of its week which goes out as such, and makes it anew for that', async () => {
      const store = await open()
      const id = await waiting(store, [flash('aaa'), flash('bbb'), flash('ccc')])
      const [first, second, third] = (await claimAll(store, NOW + MINUTE)) as [Claimed, Claimed, Claimed]
      for (const claim of [first, second, third]) await pass(store, claim, NOW + MINUTE)
      const later = NOW + 2 * MINUTE
      // The second is held: the third is the second that goes out.
      await store.desk.hold(decide(second, later))
      for (const claim of [first, third]) await store.desk.approve(decide(claim, later))
      const passages: string[] = []
      const claims = (await claimAll(store, later)).toSorted((a, b) => a.fireAt - b.fireAt)
      for (const claim of claims) passages.push(await pass(store, claim, later))
      expect(passages).toEqual(['post', 'skipped', 'changed'])
      expect(await store.flashes.find(id, 'aaa')).toMatchObject({ last: false })
      expect(await store.flashes.find(id, 'ccc')).toMatchObject({ last: true })
      const [anew] = (await claimAll(store, later)) as [Claimed]
      expect([anew.id, await pass(store, anew, later)]).toEqual([third.id, 'post'])
    })

    it('keeps an approved one until quiet hours end, but for one that is posted by hand after its deadline', async () => {
      const store = await open()
      await waiting(store, [flash('aaa')])
      const [claim] = (await claimAll(store, NOW)) as [Claimed]
      const ends = NOW + 8 * HOUR
      const quiet = { quietUntil: ends, deadline: ends }
      await pass(store, claim, NOW, { deadline: ends })
      await store.desk.approve(decide(claim, NOW + HOUR))
      const [held] = (await claimAll(store, NOW + HOUR)) as [Claimed]
      expect(await pass(store, held, NOW + HOUR, quiet)).toBe('wait')
      expect(await claimAll(store, ends - 1)).toEqual([])
      const [due] = (await claimAll(store, ends)) as [Claimed]
      expect(await pass(store, due, ends, { deadline: ends })).toBe('post')
      const other = await open()
      await waiting(other, [flash('aaa')])
      const [one] = (await claimAll(other, NOW)) as [Claimed]
      await pass(other, one, NOW)
      const [missed] = (await claimAll(other, DEADLINE)) as [Claimed]
      expect(await pass(other, missed, DEADLINE)).toBe('skipped')
      expect((await other.desk.postNow(decide(one, DEADLINE + HOUR))).kind).toBe('done')
      const [byHand] = (await claimAll(other, DEADLINE + HOUR)) as [Claimed]
      expect(await pass(other, byHand, DEADLINE + HOUR, { quietUntil: ends })).toBe('post')
    })

    it('leaves in the history why one was not posted, once it is too old to be posted by hand', async () => {
      const store = await open()
      const id = await waiting(store, [flash('aaa', { subject: 'one' })])
      const [claim] = (await claimAll(store, DEADLINE)) as [Claimed]
      expect(await pass(store, claim, DEADLINE)).toBe('skipped')
      const later = AT + 13 * HOUR
      await settle(store, id, [flash('bbb', { subject: 'one', at: later - MINUTE })], later)
      await store.flashes.drop('aaa', later)
      const [first] = await store.desk.open()
      expect(first?.delivery).toEqual({ state: 'skipped', code: 'unapproved' })
    })

    it('posts by hand neither what is withdrawn nor what a later flash has replaced', async () => {
      for (const end of ['withdrawn', 'overtaken'] as const) {
        const store = await open()
        const id = await waiting(store, [flash('aaa', { subject: 'one' })])
        const [claim] = (await claimAll(store, NOW)) as [Claimed]
        await pass(store, claim, NOW)
        await store.desk.hold(decide(claim, NOW))
        const [held] = (await claimAll(store, NOW)) as [Claimed]
        expect(await pass(store, held, NOW)).toBe('skipped')
        if (end === 'withdrawn') await store.flashes.drop('aaa', NOW)
        else await settle(store, id, [flash('bbb', { subject: 'one', at: AT + 8 * HOUR })], NOW + 8 * HOUR)
        expect(await store.desk.postNow(decide(claim, NOW + 8 * HOUR))).toEqual({ kind: 'gone' })
        const [open1] = await store.desk.open()
        expect(open1?.delivery).toEqual({ state: 'skipped', code: end })
        expect((await store.ledger.pendingNotices(NOW + 9 * HOUR, 9)).map((one) => one.delivery.id)).toEqual(
          [],
        )
      }
    })
  })
}
