/** The contract of those who judge watches: what is found, moved, woken and ended. */
import { describe, expect, it } from 'vitest'
import type { Store } from '#src/store/open.ts'
import { newWatchOf } from '../../support/alerts.ts'
import { add, DAY, fires, HOUR, ME, MINUTE, NOW, times, write } from './kept.ts'

export function describeJudging(name: string, open: () => Promise<Store>): void {
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
}
