/** The contract of boxes whose chat takes no messages, and of what is resumed. */
import { describe, expect, it } from 'vitest'
import type { Store } from '#src/store/open.ts'
import { alertPlanOf, newWatchOf } from '../../support/alerts.ts'
import { add, DAY, fired, HOUR, later, ME, MINUTE, MOST, NOW } from './kept.ts'

export function describeUnreachable(name: string, open: () => Promise<Store>): void {
  describe(`${name} gathering what alerts report`, () => {
    it('B17: a blocked bot crashes or tries for ever', async () => {
      const store = await open()
      const [id = ''] = await fired(store)
      const [box] = await store.alertWork.dueBoxes(later, 10)
      if (box) await store.alertWork.gather(box, { day: '2025-11-24', now: later })
      const [claimed] = await store.ledger.claim('w', 'telegram', later, MINUTE, 10)
      if (!claimed) throw new Error('nothing to claim')
      const fault = { code: 'kicked', text: '403' }
      await store.ledger.end(claimed, {
        state: 'dead',
        now: later,
        fault,
        refusal: { reason: 'kicked', final: true },
      })
      expect(await store.alerts.get(id)).toMatchObject({ state: 'paused', trouble: 'unreachable' })
      expect(await store.alerts.box('telegram:42')).toMatchObject({ state: 'blocked' })
      expect(await store.alertWork.watched()).toEqual([])
      await store.alerts.unblock('telegram:42', later)
      expect(await store.alerts.get(id)).toMatchObject({ state: 'active' })
    })

    it('sends nothing more to a chat that refused, neither what was gathered before nor what waited, until it is resumed', async () => {
      const store = await open()
      await fired(store)
      const gathering = { day: '2025-11-24', now: later }
      const gatherAll = async (now: number) => {
        for (const box of await store.alertWork.dueBoxes(now, 10))
          await store.alertWork.gather(box, gathering)
      }
      await gatherAll(later)
      const [first] = await store.ledger.claim('w', 'telegram', later, MINUTE, 10)
      await fired(store, 1, { silent: true }, NOW + 2 * MINUTE)
      await gatherAll(later + MINUTE)
      await fired(store, 1, {}, NOW + 3 * MINUTE)
      if (!first) throw new Error('nothing to claim')
      const refusal = { reason: 'kicked', final: true } as const
      const fault = { code: '403', text: 'blocked' }
      await store.ledger.end(first, { state: 'dead', now: later + MINUTE, fault, refusal })
      expect(await store.ledger.claim('w', 'telegram', later + HOUR, MINUTE, 10)).toEqual([])
      expect(await store.alerts.unreachable(ME)).toEqual([
        { target: 'telegram:42', alerts: 3, isTold: false, since: later + MINUTE },
      ])
      expect(await store.alerts.toldUnreachable(ME, later)).toBe(true)
      expect(await store.alerts.toldUnreachable(ME, later)).toBe(false)
      await store.alerts.unblock('telegram:42', later + 2 * MINUTE)
      await gatherAll(later + HOUR)
      expect(await store.ledger.claim('w', 'telegram', later + HOUR, MINUTE, 10)).toEqual([])
      expect(await store.alerts.unreachable(ME)).toEqual([])
    })

    it('opens a chat that refused for what is set there anew, and leaves paused what was', async () => {
      const store = await open()
      const [old = ''] = await fired(store)
      for (const box of await store.alertWork.dueBoxes(later, 10))
        await store.alertWork.gather(box, { day: '2025-11-24', now: later })
      const [claimed] = await store.ledger.claim('w', 'telegram', later, MINUTE, 10)
      const refusal = { reason: 'kicked', final: true } as const
      const fault = { code: '403', text: 'blocked' }
      if (claimed) await store.ledger.end(claimed, { state: 'dead', now: later, fault, refusal })
      await add(store)
      expect(await store.alerts.box('telegram:42')).toMatchObject({ state: 'open' })
      expect(await store.alerts.get(old)).toMatchObject({ state: 'paused', trouble: 'unreachable' })
      // Its owner is still offered to resume it.
      const paused = { target: 'telegram:42', alerts: 1, since: later }
      expect(await store.alerts.unreachable(ME)).toEqual([{ ...paused, isTold: false }])
      expect(await store.alerts.toldUnreachable(ME, later)).toBe(true)
      await store.alerts.unblock('telegram:42', later)
      expect(await store.alerts.get(old)).toMatchObject({ state: 'active' })
      expect(await store.alerts.unreachable(ME)).toEqual([])
    })

    it('offers to resume those that wait beside one that was resumed alone, and none that have ended', async () => {
      const store = await open()
      const wish = {
        owner: ME,
        plan: alertPlanOf('discord:777', NOW),
        watches: [newWatchOf()],
        now: NOW,
        most: MOST,
      }
      const first = await store.alerts.add({ ...wish, unreachableUntil: NOW + 7 * DAY })
      const second = await store.alerts.add({ ...wish, unreachableUntil: NOW + 7 * DAY })
      if (first === 'full' || second === 'full') throw new Error('full')
      await store.alerts.change({ id: first.id, revision: 1, now: NOW, to: { kind: 'resume' } })
      expect(await store.alerts.unreachable(ME)).toMatchObject([{ target: 'discord:777', alerts: 1 }])
      expect(await store.alertWork.endExpired(NOW + 7 * DAY)).toBe(1)
      expect(await store.alerts.unreachable(ME)).toEqual([])
    })

    it('keeps one for a chat that lets nothing in, paused, and gives it its own end once it does', async () => {
      const store = await open()
      const plan = alertPlanOf('discord:777', NOW)
      const wish = { owner: ME, plan, watches: [newWatchOf()], now: NOW, most: MOST }
      const kept = await store.alerts.add({ ...wish, unreachableUntil: NOW + 7 * DAY })
      if (kept === 'full') throw new Error('full')
      expect(kept).toMatchObject({ state: 'paused', trouble: 'unreachable', until: NOW + 7 * DAY })
      expect(await store.alerts.box('discord:777')).toMatchObject({ state: 'blocked' })
      expect((await store.alerts.watches(kept.id)).map(({ state }) => state)).toEqual(['paused'])
      // Its owner has just read of it.
      expect(await store.alerts.unreachable(ME)).toMatchObject([{ alerts: 1, isTold: true }])
      await store.alerts.unblock('discord:777', NOW + DAY)
      expect(await store.alerts.get(kept.id)).toMatchObject({ state: 'active', until: plan.until })
      const next = await store.alerts.add({ ...wish, unreachableUntil: NOW + 7 * DAY })
      if (next === 'full') throw new Error('full')
      const { id, revision } = next
      await store.alerts.change({ id, revision, now: NOW + DAY, to: { kind: 'resume' } })
      expect(await store.alerts.get(id)).toMatchObject({ state: 'active', until: plan.until })
      const last = await store.alerts.add({ ...wish, unreachableUntil: NOW + 7 * DAY })
      expect(await store.alertWork.endExpired(NOW + 7 * DAY)).toBe(1)
      await store.alerts.unblock('discord:777', NOW + 8 * DAY)
      if (last === 'full') throw new Error('full')
      expect(await store.alerts.get(last.id)).toMatchObject({ state: 'ended' })
    })

    it('B18: one closed chat stops nobody else, and is refused once though a right could be given', async () => {
      const store = await open()
      await fired(store)
      await fired(store, 1, { target: 'telegram:7' })
      for (const box of await store.alertWork.dueBoxes(later, 10)) {
        await store.alertWork.gather(box, { day: '2025-11-24', now: later })
      }
      const claimed = await store.ledger.claim('w', 'telegram', later, MINUTE, 10)
      const refused = claimed.find(({ target }) => target === 'telegram:42')
      if (!refused) throw new Error('nothing to claim')
      const refusal = { reason: 'forbidden', final: false } as const
      expect(
        await store.ledger.release(refused, { runAfter: later, now: later, counts: true, refusal }),
      ).toEqual({ paused: true })
      expect(await store.alerts.box('telegram:7')).toMatchObject({ state: 'open' })
      expect(await store.ledger.open()).toMatchObject({ pending: 0, claimed: 1 })
    })

    it('pauses nothing for a message of ours that is not valid', async () => {
      const store = await open()
      const [id = ''] = await fired(store)
      for (const box of await store.alertWork.dueBoxes(later, 10))
        await store.alertWork.gather(box, { day: '2025-11-24', now: later })
      const [claimed] = await store.ledger.claim('w', 'telegram', later, MINUTE, 10)
      if (!claimed) throw new Error('nothing to claim')
      const refusal = { reason: 'invalid', final: false } as const
      const fault = { code: 'invalid', text: '400' }
      const ended = await store.ledger.end(claimed, { state: 'failed', now: later, fault, refusal })
      expect(ended).toEqual({ paused: false })
      expect(await store.alerts.box('telegram:42')).toMatchObject({ state: 'open' })
      expect(await store.alerts.get(id)).not.toMatchObject({ state: 'paused' })
      expect(await store.alerts.firings(id, 1)).toMatchObject([{ fate: 'unposted' }])
    })
  })
}
