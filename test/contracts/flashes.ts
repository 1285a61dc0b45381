/** The contract of kept flashes, run on every kind of database. */
import { describe, expect, it } from 'vitest'
import { USUAL_FLASHES } from '#src/chat/flash.ts'
import type { Plan } from '#src/chat/schedule.ts'
import type { Claimed } from '#src/store/claimed.ts'
import type { FrozenFlash } from '#src/store/flashport.ts'
import type { Store } from '#src/store/open.ts'
import { planOf } from '../support/plans.ts'

const AT = Date.parse('2025-11-24T00:00:00Z')
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
const NOW = AT + 5 * MINUTE
const live = { kind: 'live', name: 'live' }

const plan = (changes: Partial<Plan> = {}): Plan =>
  planOf('discord:1', { what: { kind: 'flash', ...USUAL_FLASHES }, when: { kind: 'event' }, ...changes })

const flash = (id: string, changes: Partial<FrozenFlash> = {}): FrozenFlash => ({
  ...{ id, first: id, data: live, subject: `subject ${id}`, weeks: 12, at: AT, revision: 1 },
  salience: 0.9,
  ...{ content: JSON.stringify({ id }), frozenAt: NOW, ...changes },
})

/** A chat that wants flashes, by its schedule. */
const chatIn = ({ schedules }: Store, at = AT) => schedules.add('discord:1', plan(), null, '42', at)

const posted = (one: FrozenFlash, last = false) => ({ flash: one, fate: 'posted', last }) as const

export function describeFlashes(name: string, open: () => Promise<Store>): void {
  describe(`${name} keeping flashes`, () => {
    it('freezes a revision once, whichever process comes first', async () => {
      const { flashes } = await open()
      const first = flash('aaa')
      expect(await flashes.freeze(first)).toEqual(first)
      const other = flash('bbb', { subject: first.subject, content: '{}' })
      expect(await flashes.freeze(other)).toEqual(first)
      const second = flash('ccc', { first: 'aaa', subject: first.subject, revision: 2 })
      await flashes.freeze(second)
      expect(await flashes.revisions('aaa')).toEqual([first, second])
      expect(await flashes.get('ccc')).toEqual(second)
      expect(await flashes.get('bbb')).toBeUndefined()
    })

    it('gives the latest revision of each since a time, of one history alone', async () => {
      const { flashes } = await open()
      const early = await flashes.freeze(flash('aaa', { at: AT - DAY }))
      await flashes.freeze(flash('bbb'))
      const revised = await flashes.freeze(
        flash('ccc', { first: 'bbb', subject: 'subject bbb', revision: 2 }),
      )
      await flashes.freeze(flash('ddd', { data: { kind: 'simulated', name: 'sample' } }))
      expect(await flashes.since(live, AT - DAY)).toEqual([early, revised])
      expect(await flashes.since(live, AT)).toEqual([revised])
    })

    it('has the chats whose schedule is active, from when it was set up or resumed', async () => {
      const store = await open()
      const { schedules, flashes } = store
      const { id, revision } = await chatIn(store)
      await schedules.add('discord:1', planOf('discord:1'), AT, '42', AT)
      expect(await flashes.chats()).toEqual([{ schedule: id, plan: plan(), since: AT }])
      await schedules.change({ id, revision, by: '42', at: NOW, change: 'paused', state: 'paused' })
      expect(await flashes.chats()).toEqual([])
      await schedules.change({
        ...{ id, revision: revision + 1, by: '42', at: NOW, change: 'resumed', state: 'active' },
      })
      expect(await flashes.chats()).toEqual([{ schedule: id, plan: plan(), since: NOW }])
      expect(await flashes.count(AT)).toEqual({ chats: 1, fates: { posted: 0, left: 0, joined: 0 } })
    })

    it('makes one delivery of a flash in a chat, however often it is decided', async () => {
      const store = await open()
      const { flashes, ledger } = store
      const { id } = await chatIn(store)
      const one = await flashes.freeze(flash('aaa'))
      const two = await flashes.freeze(flash('bbb'))
      expect(await flashes.settle(id, [posted(one), posted(two, true)], NOW)).toBe(2)
      expect(await flashes.settle(id, [posted(one), posted(two)], NOW + MINUTE)).toBe(0)
      const claimed = await ledger.claim('worker', 'discord', NOW + MINUTE, 60_000, 10)
      expect(claimed.map(({ fireAt, plan: { target } }) => [fireAt, target])).toEqual([
        [NOW, 'discord:1'],
        [NOW + 1, 'discord:1'],
      ])
      const [first, second] = await flashes.posts(id, AT)
      expect([first?.last, second?.last]).toEqual([false, true])
      expect([first?.isOpen, second?.isOpen]).toEqual([true, true])
      const { isOpen: _, ...kept } = second ?? {}
      expect(await flashes.postOf(claimed[1]?.id ?? '')).toEqual(kept)
      expect(await flashes.find(id, 'aaa')).toMatchObject({ delivery: first?.delivery })
      // What waits to be sent, or to be approved, is not posted yet.
      const none = { chats: 1, fates: { posted: 0, left: 0, joined: 0 } }
      expect(await flashes.count(AT)).toEqual(none)
      const [sent] = claimed as [Claimed]
      const at = { now: NOW + MINUTE, lease: MINUTE, nonceWindow: MINUTE }
      await ledger.bind(sent, { edition: 'aaa', late: false, parts: 1 })
      await ledger.mark(sent, 0, 'n', at)
      await ledger.sent(sent, 0, [{ id: 'm' }], { ...at, last: true })
      expect(await flashes.count(AT)).toEqual({ ...none, fates: { ...none.fates, posted: 1 }, latest: NOW })
    })

    it('posts nothing for a schedule that is paused meanwhile, and leaves what was decided', async () => {
      const store = await open()
      const { schedules, flashes } = store
      const { id, revision } = await chatIn(store)
      const [one, two] = [await flashes.freeze(flash('aaa')), await flashes.freeze(flash('bbb'))]
      await flashes.settle(id, [{ flash: one, fate: 'left', last: false }], NOW)
      expect(await flashes.settle(id, [posted(one)], NOW)).toBe(0)
      await schedules.change({ id, revision, by: '42', at: NOW, change: 'paused', state: 'paused' })
      expect(await flashes.settle(id, [posted(two)], NOW)).toBe(0)
      expect((await flashes.posts(id, AT)).map(({ flash, fate }) => [flash, fate])).toEqual([['aaa', 'left']])
    })

    it('counts no post that its platform refused', async () => {
      const store = await open()
      const { flashes, ledger } = store
      const { id } = await chatIn(store)
      await flashes.settle(id, [posted(await flashes.freeze(flash('aaa')))], NOW)
      const [claimed] = await ledger.claim('worker', 'discord', NOW, 60_000, 10)
      if (!claimed) throw new RangeError('there is nothing to deliver')
      const fault = { code: '50013', text: 'Missing Permissions' }
      await ledger.end(claimed, { state: 'dead', now: NOW + HOUR, fault })
      expect(await flashes.posts(id, AT)).toMatchObject([{ flash: 'aaa', fate: 'missed' }])
    })

    it('posts nothing any more of a flash that is withdrawn before', async () => {
      const store = await open()
      const { flashes, ledger, deliveries } = store
      const { id } = await chatIn(store)
      await flashes.settle(id, [posted(await flashes.freeze(flash('aaa')))], NOW)
      await flashes.drop('aaa', NOW)
      expect(await ledger.claim('worker', 'discord', NOW, 60_000, 10)).toEqual([])
      const history = await deliveries({ awaits: () => undefined, onPending: () => {} }).history(id, 1)
      expect(history).toMatchObject([{ state: 'skipped', error: { code: 'withdrawn' } }])
    })
  })
}
