/** The contract of kept alerts: numbers, places, changes. */
import { describe, expect, it } from 'vitest'
import type { Store } from '#src/store/open.ts'
import { alertPlanOf, newWatchOf } from '../../support/alerts.ts'
import { add, fires, ME, MINUTE, MOST, NOW, times, write } from './kept.ts'

export function describeKeeping(name: string, open: () => Promise<Store>): void {
  describe(`${name} keeping alerts`, () => {
    it('numbers them for their owner, and never gives a number twice', async () => {
      const store = await open()
      const first = await add(store)
      await store.alerts.remove(first.id, NOW)
      const second = await add(store)
      expect([first.number, second.number]).toEqual([1, 2])
      expect(await store.alerts.list(ME, NOW)).toEqual([second])
      expect(await store.alerts.find(ME, 1)).toBeUndefined()
      expect(await store.alerts.restore(first.id, NOW + 9 * MINUTE)).toEqual(first)
      await store.alerts.remove(first.id, NOW)
      expect(await store.alerts.restore(first.id, NOW + 11 * MINUTE)).toBeUndefined()
      expect(await store.alerts.count()).toEqual({ active: 1, paused: 0, snoozed: 0, ended: 0 })
    })

    it('takes no more than an owner may have, of alerts and of watches', async () => {
      const store = await open()
      const wish = {
        owner: ME,
        plan: alertPlanOf('telegram:42', NOW),
        now: NOW,
        most: { ...MOST, alerts: 2, watches: 3 },
      }
      const watches = [newWatchOf(), newWatchOf()]
      expect(await store.alerts.add({ ...wish, watches })).not.toBe('full')
      expect(await store.alerts.add({ ...wish, watches })).toBe('full')
      expect(await store.alerts.add({ ...wish, watches: [newWatchOf()] })).not.toBe('full')
      expect(await store.alerts.add({ ...wish, watches: [] })).toBe('full')
      expect(
        await store.alerts.add({ ...wish, owner: 'telegram:-1', watches, most: { ...MOST, total: 2 } }),
      ).toBe('full')
    })

    it('refuses a change of one that somebody else has changed', async () => {
      const store = await open()
      const { id } = await add(store)
      const paused = await store.alerts.change({ id, revision: 1, now: NOW, to: { kind: 'pause' } })
      expect(paused).toMatchObject({ state: 'paused', revision: 2 })
      expect(await store.alerts.change({ id, revision: 1, now: NOW, to: { kind: 'resume' } })).toBeUndefined()
      expect((await store.alerts.watches(id)).map(({ state }) => state)).toEqual(['paused'])
    })

    it('counts on in the watches of a changed plan, so that no firing is named twice', async () => {
      const store = await open()
      const { id } = await add(store)
      const [watch] = await store.alerts.watches(id)
      await write(store, 89_000)
      await store.alertWork.apply([fires(watch?.id ?? 0)], times)
      const plan = alertPlanOf('telegram:42', NOW, { hold: 0 })
      const to = {
        kind: 'plan',
        plan,
        watches: [newWatchOf({ fire: 80_000 }), newWatchOf({ side: 1, fire: 99_000 })],
      } as const
      await store.alerts.change({ id, revision: 1, now: NOW, to })
      expect((await store.alerts.watches(id)).map(({ step, fire, state }) => [step, fire, state])).toEqual([
        [2, 80_000, 'armed'],
        [0, 99_000, 'armed'],
      ])
    })

    it('fires nothing by a level that its owner has changed since it was found to be passed', async () => {
      const store = await open()
      const { id } = await add(store)
      const [watch] = await store.alerts.watches(id)
      await write(store, 89_000)
      const to = {
        kind: 'plan',
        plan: alertPlanOf('telegram:42', NOW),
        watches: [newWatchOf({ fire: 80_000 })],
      } as const
      await store.alerts.change({ id, revision: 1, now: NOW, to })
      expect(await store.alertWork.apply([fires(watch?.id ?? 0)], times)).toEqual({ moved: 0, reported: 0 })
      expect(await store.alerts.firings(id, 10)).toEqual([])
    })

    it('takes no more than an owner may have by a change of plan, by another go, or by an undone deletion', async () => {
      const store = await open()
      const { alerts } = store
      const plan = alertPlanOf('telegram:42', NOW)
      const many = (count: number) => Array.from({ length: count }, () => newWatchOf())
      const wide = await add(store, { watches: many(150) })
      const other = await add(store)
      const widened = (watches: number) =>
        alerts.change({
          ...{ id: other.id, revision: other.revision, now: NOW },
          to: { kind: 'plan', plan, watches: many(watches) },
        })
      expect(await widened(51)).toBe('full')
      expect(await alerts.get(other.id)).toEqual(other)
      expect(await widened(50)).toMatchObject({ id: other.id, revision: 2 })
      await alerts.remove(wide.id, NOW)
      const kept = await add(store, { watches: many(2) })
      expect(await alerts.restore(wide.id, NOW)).toBe('full')
      await alerts.remove(kept.id, NOW)
      expect(await alerts.restore(wide.id, NOW)).toMatchObject({ id: wide.id })
      await alerts.remove(wide.id, NOW)
      const ended = await alerts.change({ id: other.id, revision: 2, now: NOW, to: { kind: 'end' } })
      for (let count = 0; count < MOST.alerts; count++) await add(store)
      expect(ended).toMatchObject({ state: 'ended' })
      const again = { kind: 'plan', plan, watches: many(1) } as const
      expect(await alerts.change({ id: other.id, revision: 3, now: NOW, to: again })).toBe('full')
      expect(await alerts.restore(wide.id, NOW)).toBe('full')
    })

    it('takes no more than all may have by another go and by an undone deletion, of an alert that counts no more', async () => {
      const store = await open()
      const { alerts } = store
      const plan = alertPlanOf('telegram:42', NOW)
      const again = { kind: 'plan', plan, watches: [newWatchOf()] } as const
      const [ended, deleted, counted] = [await add(store), await add(store), await add(store)]
      await alerts.change({ id: ended.id, revision: 1, now: NOW, to: { kind: 'end' } })
      await alerts.remove(deleted.id, NOW)
      await add(store, { owner: 'member:telegram:7', plan: { target: 'telegram:7' } })
      const change = (id: string, revision: number, total: number) =>
        alerts.change({ id, revision, now: NOW, total, to: again })
      expect(await change(ended.id, 2, 2)).toBe('full')
      expect(await alerts.restore(deleted.id, NOW, 2)).toBe('full')
      // One that is among them is changed all the same.
      expect(await change(counted.id, 1, 2)).toMatchObject({ id: counted.id })
      expect(await change(ended.id, 2, 3)).toMatchObject({ id: ended.id, state: 'active' })
      expect(await alerts.restore(deleted.id, NOW, 3)).toBe('full')
      expect(await alerts.restore(deleted.id, NOW, 4)).toMatchObject({ id: deleted.id })
    })

    it('shows the schedules behind its boxes to nobody', async () => {
      const store = await open()
      await add(store)
      expect(await store.schedules.count()).toEqual({ active: 0, paused: 0 })
      expect(await store.schedules.list(ME)).toEqual([])
    })
  })
}
