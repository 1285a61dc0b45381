/** The contract of boxes: what leaves together, when, and how long it is kept. */
import { describe, expect, it } from 'vitest'
import type { ChatSettings } from '#src/chat/memory.ts'
import type { Store } from '#src/store/open.ts'
import { alertPlanOf } from '../../support/alerts.ts'
import { add, DAY, fired, fires, HOUR, later, ME, MINUTE, NOW, times, write } from './kept.ts'

export function describeGathering(name: string, open: () => Promise<Store>): void {
  describe(`${name} gathering what alerts report`, () => {
    it('makes one delivery of all that waits for a chat', async () => {
      const store = await open()
      await fired(store, 3)
      expect(await store.alertWork.dueBoxes(later - 1, 10)).toEqual([])
      const [box] = await store.alertWork.dueBoxes(later, 10)
      if (!box) throw new Error('no box is due')
      const gathering = { day: '2025-11-24', now: later }
      expect(await store.alertWork.gather(box, gathering)).toBe(true)
      expect(await store.alertWork.gather(box, gathering)).toBe(false)
      expect(await store.alertWork.dueBoxes(later + HOUR, 10)).toEqual([])
      const claimed = await store.ledger.claim('w', 'telegram', later, MINUTE, 10)
      expect(claimed).toHaveLength(1)
      expect(claimed[0]).toMatchObject({ target: 'telegram:42', fireAt: later, late: false })
      expect(await store.alertWork.firingsOf(claimed[0]?.id ?? '')).toHaveLength(3)
      expect(await store.alerts.box('telegram:42')).toEqual({
        ...{ target: 'telegram:42', owner: ME },
        state: 'open',
        day: '2025-11-24',
        sent: 1,
        most: 20,
      })
    })

    it('arrives without a sound where all of it is to', async () => {
      const store = await open()
      await fired(store, 1, { silent: true })
      const [box] = await store.alertWork.dueBoxes(later, 10)
      if (box) await store.alertWork.gather(box, { day: '2025-11-24', now: later })
      const [claimed] = await store.ledger.claim('w', 'telegram', later, MINUTE, 10)
      expect(claimed?.plan.options).toEqual({ silent: true })
    })

    it('B25: a restored copy sends a campaign long past', async () => {
      const store = await open()
      const [id] = await fired(store)
      const now = later + 7 * HOUR
      const [box] = await store.alertWork.dueBoxes(now, 10)
      expect(box && (await store.alertWork.gather(box, { day: '2025-11-24', now }))).toBe(false)
      expect(await store.alerts.firings(id ?? '', 9)).toMatchObject([{ fate: 'unposted' }])
      expect(await store.ledger.claim('w', 'telegram', now, MINUTE, 10)).toEqual([])
    })

    it('is held up by no box whose plan cannot be read', async () => {
      const store = await open()
      const look = { ...alertPlanOf('telegram:7', NOW).look, colors: 'neon' as never }
      await add(store, { plan: { target: 'telegram:7', look } })
      await fired(store, 1, { target: 'telegram:7' })
      await fired(store, 1, {}, NOW + 2 * MINUTE)
      const boxes = await store.alertWork.dueBoxes(later + HOUR, 10)
      expect(boxes.find(({ target }) => target === 'telegram:42')).toMatchObject({ zone: 'Asia/Tokyo' })
      const other = boxes.find(({ target }) => target === 'telegram:7')
      expect(other).toMatchObject({ problem: expect.stringContaining('colors') })
      expect(other).not.toHaveProperty('zone')
      for (const box of boxes)
        expect(await store.alertWork.gather(box, { day: '2025-11-24', now: later })).toBe(true)
      const claimed = await store.ledger.claim('w', 'telegram', later, MINUTE, 10)
      expect(claimed.map(({ target }) => target)).toEqual(['telegram:42'])
      expect(await store.alertWork.dueBoxes(later + HOUR, 10)).toEqual([])
    })

    it('waits for a minute at most where the clock was set back, unless it is held until a time of day', async () => {
      const store = await open()
      const held = { target: 'telegram:7' }
      await fired(store)
      await fired(store, 1, held, NOW + 2 * MINUTE)
      for (const box of await store.alertWork.dueBoxes(later, 10))
        if (box.target === held.target) await store.alertWork.deferBox(box, later + 8 * HOUR, 'quiet')
      const back = later - 3 * HOUR
      const dueAt = async (now: number) =>
        (await store.alertWork.dueBoxes(now, 10)).map(({ target }) => target)
      expect(await dueAt(back)).toEqual([])
      await store.alertWork.hastenBoxes(later - 30_000)
      expect(await dueAt(later - 30_000)).toEqual([])
      await store.alertWork.hastenBoxes(back)
      expect(await dueAt(back)).toEqual(['telegram:42'])
      expect(await dueAt(later + 8 * HOUR)).toEqual(['telegram:42', 'telegram:7'])
    })

    it('follows quiet hours and a zone that are changed while it is held, of its owner or its chat', async () => {
      const store = await open()
      const until = later + 8 * HOUR
      const hold = async () => {
        for (const box of await store.alertWork.dueBoxes(later, 10))
          await store.alertWork.deferBox(box, until, 'quiet')
      }
      const dueAt = async (now: number) =>
        (await store.alertWork.dueBoxes(now, 10)).map(({ target, listed }) => [target, listed])
      const change = (of: string, patch: ChatSettings, at: number) =>
        store.memory.changeSettings(of, patch, { at })
      await fired(store)
      await hold()
      await change(ME, { language: 'en' }, later + MINUTE)
      await change('member:telegram:7', { quiet: '01:00-02:00' }, later + MINUTE)
      expect(await dueAt(until - 1)).toEqual([])
      const changes = [
        [ME, { quiet: '22:00-06:00' }],
        [ME, { zone: 'Europe/Berlin' }],
        ['telegram:42', { quiet: '23:00-05:00' }],
      ] as const
      for (const [of, patch] of changes) {
        await change(of, patch, later + MINUTE)
        expect(await dueAt(later + MINUTE)).toEqual([['telegram:42', 'quiet']])
        const [box] = await store.alertWork.dueBoxes(later + MINUTE, 10)
        if (box) await store.alertWork.deferBox(box, until, 'quiet')
      }
      // Who has read the settings as they were does not hold it by them.
      await change(ME, { quiet: '21:00-06:00' }, later + MINUTE)
      const [box] = await store.alertWork.dueBoxes(later + 2 * MINUTE, 10)
      await change(ME, { quiet: '20:00-06:00' }, later + 2 * MINUTE)
      if (box) await store.alertWork.deferBox(box, until, 'quiet')
      expect(await dueAt(later + 2 * MINUTE)).toHaveLength(1)
      const by = { by: '42', at: later + 3 * MINUTE }
      await store.memory.changeSettings(ME, { quiet: '19:00-06:00' }, by)
      expect(await store.memory.settingChanges([ME], 9)).toMatchObject([{ by: '42' }])
    })

    it('leaves a second time at an instant at which it left before, as the clock was set back meanwhile', async () => {
      const store = await open()
      const gathering = { day: '2025-11-24', now: later }
      for (let count = 0; count < 2; count++) {
        await fired(store, 1, {}, NOW + (count + 1) * MINUTE)
        const [box] = await store.alertWork.dueBoxes(later, 10)
        expect(box && (await store.alertWork.gather(box, gathering))).toBe(true)
      }
      expect(await store.ledger.claim('w', 'telegram', later, MINUTE, 10)).toHaveLength(2)
    })

    it('B31: supergroup: chat id changes, subscriptions lost', async () => {
      const store = await open()
      const [from, to] = ['telegram:-7', 'telegram:-1007']
      const alert = await add(store, { owner: from, plan: { target: from } })
      const [watch] = await store.alerts.watches(alert.id)
      await write(store, 89_000)
      await store.alertWork.apply([fires(watch?.id ?? 0)], times)
      await store.ledger.moveChat(from, to, NOW)
      expect(await store.alerts.list(to, NOW)).toMatchObject([{ id: alert.id, target: to, owner: to }])
      const [box] = await store.alertWork.dueBoxes(later, 10)
      expect(box).toMatchObject({ target: to, owner: to })
      if (box) await store.alertWork.gather(box, { day: '2025-11-24', now: later })
      const [claimed] = await store.ledger.claim('w', 'telegram', later, MINUTE, 10)
      expect(claimed?.target).toBe(to)
    })

    it('is gathered by the box of the new address where a group that moved has one already', async () => {
      const store = await open()
      const [from, to] = ['telegram:-1', 'telegram:-1001']
      for (const owner of [from, to]) await add(store, { owner, plan: { target: owner } })
      await fired(store, 1, { target: from })
      await store.ledger.moveChat(from, to, later)
      const [box, ...others] = await store.alertWork.dueBoxes(later, 10)
      expect([box?.target, others]).toEqual([to, []])
      expect(box && (await store.alertWork.gather(box, { day: '2025-11-24', now: later }))).toBe(true)
      expect(await store.ledger.claim('w', 'telegram', later, MINUTE, 10)).toMatchObject([{ target: to }])
    })

    it('is read, and removed, with what else is kept of a member', async () => {
      const store = await open()
      await fired(store)
      const [box] = await store.alertWork.dueBoxes(later, 10)
      if (box) await store.alertWork.gather(box, { day: '2025-11-24', now: later })
      const whose = { kind: 'member', platform: 'telegram', member: '42', chats: ['telegram:42'] } as const
      const kept = await store.privacy.read(whose)
      expect([kept.alert, kept.watch, kept.firing, kept.box].map((rows) => rows?.length)).toEqual([
        1, 1, 1, 1,
      ])
      await store.privacy.erase(whose)
      expect(await store.alerts.list(ME, NOW)).toEqual([])
      expect(await store.ledger.claim('w', 'telegram', later, MINUTE, 10)).toEqual([])
      expect(Object.values(await store.privacy.read(whose)).flat()).toEqual([])
    })

    it('keeps what was first written down of a firing, for 90 days', async () => {
      const store = await open()
      const { alertWork, alerts } = store
      expect(await alertWork.facts('one')).toBeUndefined()
      const first = { since: { at: null, recordStart: NOW - DAY }, share: 0.1 }
      const kept = await Promise.all([
        alertWork.keepFacts('one', first, NOW),
        alertWork.keepFacts('one', { other: true }, NOW),
      ])
      expect(kept).toEqual([first, first])
      expect(await alerts.facts('one')).toEqual(first)
      await alertWork.housekeep(NOW + 89 * DAY)
      expect(await alertWork.facts('one')).toEqual(first)
      await alertWork.housekeep(NOW + 91 * DAY)
      expect(await alertWork.facts('one')).toBeUndefined()
    })

    it('forgets what is old, and keeps the numbers that were given', async () => {
      const store = await open()
      const [id = ''] = await fired(store)
      await store.alertWork.sample([{ asset: 'bitcoin', time: NOW, value: 91_000 }])
      const interest = 'interest.usd:bitcoin@okx'
      await store.alertWork.sample([
        { asset: interest, time: NOW, value: 3e9 },
        { asset: interest, time: NOW - 7 * DAY, value: 2e9 },
      ])
      await store.alerts.remove(id, NOW)
      await store.alertWork.housekeep(NOW + 2 * DAY)
      expect(await store.alertWork.samples(['bitcoin', interest], 0)).toEqual(
        new Map([[interest, [[NOW, 3e9]]]]),
      )
      expect(await store.alerts.firings(id, 9)).toEqual([])
      expect((await add(store)).number).toBe(2)
    })
  })
}
