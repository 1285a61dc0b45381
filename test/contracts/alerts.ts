/** The contract of kept alerts, and of those who judge them, run on every kind of database. */
import { describe, expect, it } from 'vitest'
import type { AlertPlan, NewWatch } from '#src/chat/alert.ts'
import type { ChatSettings } from '#src/chat/memory.ts'
import type { AppliedMove } from '#src/store/alerts/port.ts'
import type { Store } from '#src/store/open.ts'
import { alertPlanOf, newWatchOf } from '../support/alerts.ts'

const NOW = Date.parse('2025-11-24T05:00:00Z')
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
const ME = 'member:telegram:42'
const MOST = { alerts: 30, watches: 200, total: 100_000 }

const add = async (
  { alerts }: Store,
  {
    owner = ME,
    plan = {},
    watches = [newWatchOf()],
  }: { owner?: string; plan?: Partial<AlertPlan>; watches?: readonly NewWatch[] } = {},
) => {
  const added = await alerts.add({
    owner,
    plan: alertPlanOf('telegram:42', NOW, plan),
    watches,
    now: NOW,
    most: MOST,
  })
  if (added === 'full') throw new Error('full')
  return added
}

const write = ({ alertWork }: Store, value: number, time = NOW + MINUTE, series = 'price:bitcoin') =>
  alertWork.write([{ series, value, time, standing: 'confirmed', evidence: { sources: ['Binance'] } }])

const fires = (id: number, changes: Partial<AppliedMove> = {}): AppliedMove => ({
  ...{ id, step: 0, from: 'armed', to: 'fired', since: NOW, time: NOW + MINUTE },
  reports: { kind: 'crossed', late: false, isPosted: true },
  ...changes,
})

const times = { now: NOW + MINUTE, flushAt: NOW + MINUTE + 5000 }

export function describeAlerts(name: string, open: () => Promise<Store>): void {
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

  describe(`${name} judging alerts`, () => {
    it('finds what a value has passed, on both sides, and nothing else', async () => {
      const store = await open()
      const levels = [
        ...[89_000, 90_000, 91_000].map((fire) => newWatchOf({ side: -1, fire, rearm: fire * 1.005 })),
        ...[89_000, 90_000, 91_000].map((fire) => newWatchOf({ side: 1, fire, rearm: fire * 0.995 })),
        newWatchOf({ series: 'price:ethereum', fire: 95_000 }),
      ]
      const { id } = await add(store, { watches: levels })
      expect(await write(store, 90_000)).toBe(1)
      const [unjudged] = await store.alertWork.unjudged()
      expect(unjudged).toMatchObject({ name: 'price:bitcoin', value: 90_000, before: { value: 92_000 } })
      const found = await store.alertWork.found({ first: 0, last: 1_000_000, after: 0, most: 1000 })
      expect(found.map(({ watch }) => [watch.side, watch.fire]).toSorted()).toEqual([
        [-1, 90_000],
        [-1, 91_000],
        [1, 89_000],
        [1, 90_000],
      ])
      expect(found.every(({ watch }) => watch.alert === id)).toBe(true)
      await store.alertWork.judged([{ id: unjudged?.id ?? 0, time: unjudged?.time ?? 0 }])
      expect(await store.alertWork.found({ first: 0, last: 1_000_000, after: 0, most: 1000 })).toEqual([])
    })

    it('writes no value over one that was not judged, and none that is not newer', async () => {
      const store = await open()
      await add(store)
      await write(store, 89_000)
      expect(await write(store, 88_000, NOW + 2 * MINUTE)).toBe(0)
      const [one] = await store.alertWork.unjudged()
      await store.alertWork.judged([{ id: one?.id ?? 0, time: NOW + MINUTE }])
      expect(await write(store, 88_000, NOW + MINUTE)).toBe(0)
      expect(await write(store, 88_000, NOW + 2 * MINUTE)).toBe(1)
      expect((await store.alertWork.unjudged())[0]).toMatchObject({
        value: 88_000,
        before: { value: 89_000 },
      })
    })

    it('moves a watch once, however many have read it', async () => {
      const store = await open()
      const { id } = await add(store)
      const [watch] = await store.alerts.watches(id)
      await write(store, 89_000)
      const move = [fires(watch?.id ?? 0)]
      expect(await store.alertWork.apply(move, times)).toEqual({ moved: 1, reported: 1 })
      expect(await store.alertWork.apply(move, times)).toEqual({ moved: 0, reported: 0 })
      const firings = await store.alerts.firings(id, 10)
      expect(firings).toMatchObject([
        {
          step: 1,
          kind: 'crossed',
          value: 89_000,
          level: 90_000,
          before: { value: 92_000 },
          evidence: { sources: ['Binance'] },
        },
      ])
    })

    it('moves nothing by a value that was judged meanwhile', async () => {
      const store = await open()
      const { id } = await add(store)
      const [watch] = await store.alerts.watches(id)
      await write(store, 89_000)
      const [one] = await store.alertWork.unjudged()
      await store.alertWork.judged([{ id: one?.id ?? 0, time: NOW + MINUTE }])
      expect(await store.alertWork.apply([fires(watch?.id ?? 0)], times)).toEqual({ moved: 0, reported: 0 })
    })

    it('ends an alert with the one firing that it was for, on both of its sides', async () => {
      const store = await open()
      const { id } = await add(store, { watches: [newWatchOf(), newWatchOf({ side: 1, fire: 95_000 })] })
      const [watch] = await store.alerts.watches(id)
      await write(store, 89_000)
      await store.alertWork.apply([fires(watch?.id ?? 0, { to: 'done' })], times)
      expect(await store.alerts.get(id)).toMatchObject({ state: 'ended', endedAt: times.now })
      expect((await store.alerts.watches(id)).map(({ state }) => state)).toEqual(['done', 'done'])
    })

    it('counts both levels of a move from the value that was reported', async () => {
      const store = await open()
      const sides = [1, -1] as const
      const watches = sides.map((side) =>
        newWatchOf({ side, fire: 92_000 * (1 + side * 0.03), rearm: 92_000, moveBy: 0.03 }),
      )
      const { id } = await add(store, { watches })
      const [up] = await store.alerts.watches(id)
      await write(store, 95_000)
      await store.alertWork.apply([fires(up?.id ?? 0, { to: 'armed', anchor: 95_000 })], times)
      expect((await store.alerts.watches(id)).map(({ fire }) => Math.round(fire))).toEqual([97_850, 92_150])
    })

    it('wakes what was snoozed, and says which of them its owner waits for', async () => {
      const store = await open()
      const [one, other] = [await add(store), await add(store)]
      const snooze = { kind: 'snooze', until: NOW + HOUR } as const
      await store.alerts.change({ id: one.id, revision: 1, now: NOW, to: snooze })
      await store.alerts.change({ id: other.id, revision: 1, now: NOW, to: { kind: 'pause' } })
      await store.alerts.change({ id: other.id, revision: 2, now: NOW, to: { kind: 'resume' } })
      expect(await store.alertWork.woken(NOW, 10)).toMatchObject([
        { isTold: false, watch: { alert: other.id } },
      ])
      const woken = await store.alertWork.woken(NOW + HOUR, 10)
      expect(woken.map(({ isTold, watch }) => [isTold, watch.alert])).toContainEqual([true, one.id])
    })

    it('ends what is over, and reports what soon will be, once', async () => {
      const store = await open()
      const { id } = await add(store, { plan: { until: NOW + 30 * DAY } })
      const at = (now: number) => ({ now, flushAt: now + 5000, ahead: 3 * DAY })
      expect(await store.alertWork.reportExpiring(at(NOW + 26 * DAY))).toBe(0)
      expect(await store.alertWork.reportExpiring(at(NOW + 28 * DAY))).toBe(1)
      expect(await store.alertWork.reportExpiring(at(NOW + 28 * DAY))).toBe(0)
      expect(await store.alerts.firings(id, 9)).toMatchObject([{ kind: 'expiring', step: 1 }])
      expect(await store.alertWork.endExpired(NOW + 30 * DAY)).toBe(1)
      expect(await store.alerts.get(id)).toMatchObject({ state: 'ended' })
      expect(await store.alertWork.watched()).toEqual([])
    })

    it('reports a silent series once a chat, with how many alerts wait for it', async () => {
      const store = await open()
      for (const target of ['telegram:42', 'telegram:42', 'telegram:7'])
        await add(store, { plan: { target } })
      const [series] = await store.alertWork.watched()
      expect(series).toMatchObject({ name: 'price:bitcoin', blindTold: 0 })
      const silent = { id: series?.id ?? 0, answers: { asked: 3, answered: 1 } }
      expect(await store.alertWork.reportBlind([silent], 'blind', times)).toBe(2)
      expect(await store.alertWork.reportBlind([silent], 'blind', times)).toBe(0)
      const firingsOf = async () => {
        const all = (await store.alerts.list(ME, NOW)).map(({ id }) => store.alerts.firings(id, 9))
        return (await Promise.all(all)).flat()
      }
      const firings = await firingsOf()
      expect(firings.map(({ level }) => level).toSorted()).toEqual([1, 2])
      const evidence = { sources: [], answers: { asked: 3, answered: 1 } }
      expect(firings.map((one) => one.evidence)).toEqual([evidence, evidence])
      const unknown = { ...silent, answers: undefined }
      expect(await store.alertWork.reportBlind([unknown], 'gone', times)).toBe(2)
      const gone = (await firingsOf()).filter(({ kind }) => kind === 'gone')
      expect(gone.map((one) => one.evidence)).toEqual([undefined, undefined])
      await write(store, 91_000)
      expect(await store.alertWork.watched()).toMatchObject([{ blindTold: 0 }])
    })
  })

  describe(`${name} gathering what alerts report`, () => {
    const fired = async (
      store: Store,
      count = 1,
      plan: Partial<AlertPlan> = {},
      time = NOW + MINUTE,
    ): Promise<readonly string[]> => {
      const ids: string[] = []
      for (let index = 0; index < count; index++) ids.push((await add(store, { plan })).id)
      for (const { id, time: known } of await store.alertWork.unjudged())
        if (known < time) await store.alertWork.judged([{ id, time: known }])
      await write(store, 89_000, time)
      const watches = (await Promise.all(ids.map((id) => store.alerts.watches(id)))).flat()
      await store.alertWork.apply(
        watches.map(({ id }) => fires(id, { time })),
        times,
      )
      return ids
    }
    const later = times.flushAt

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
