/** The contract of alerts on a watchlist: what they watch changes with the list, in one transaction, on every kind of database. */
import { describe, expect, it } from 'vitest'
import { type NewWatch, WATCHLIST } from '#src/chat/alert.ts'
import type { Store } from '#src/store/open.ts'
import { alertPlanOf, newWatchOf } from '../support/alerts.ts'

const NOW = Date.parse('2025-11-24T05:00:00Z')
const ME = 'member:telegram:42'
const MOST = { alerts: 30, watches: 200, total: 100_000 }

const fallOf = (coin: string): NewWatch =>
  newWatchOf({ series: `change:${coin}:24h`, fire: -0.05, rearm: -0.025 })

const addOn = async ({ alerts }: Store, coins: readonly string[]) => {
  const condition = { kind: 'change', asset: WATCHLIST, side: 'down', by: 0.05, window: '24h' } as const
  const plan = alertPlanOf('telegram:42', NOW, { condition })
  const added = await alerts.add({ owner: ME, plan, watches: coins.map(fallOf), now: NOW, most: MOST })
  if (added === 'full') throw new Error('full')
  return added
}

const followed = async (coins: readonly string[], open: () => Promise<Store>) => {
  const store = await open()
  await store.memory.changeWatchlist(ME, { add: coins })
  const { id, revision } = await addOn(store, coins)
  const change = (
    changes: { add?: readonly string[]; remove?: readonly string[] },
    { most = MOST.watches, of = revision } = {},
  ) => {
    const watches = (changes.add ?? []).map(fallOf)
    return store.alerts.follow({
      ...changes,
      ...{ owner: ME, lists: [{ id, revision: of, watches }], most, now: NOW },
    })
  }
  const states = async () => {
    const watches = await store.alerts.watches(id)
    return watches.map(({ series, state }) => `${series.split(':')[1]} ${state}`).toSorted()
  }
  return { store, id, change, states }
}

export function describeAlertLists(name: string, open: () => Promise<Store>): void {
  describe(`${name} keeping alerts on a watchlist`, () => {
    it('no longer watches a coin that is removed, and watches the others as before', async () => {
      const { store, id, change, states } = await followed(['bitcoin', 'solana'], open)
      const sol = (await store.alerts.watches(id)).find(({ series }) => series.includes('solana'))
      await store.alertWork.apply(
        [
          {
            ...{ id: sol?.id ?? 0, step: 0, from: 'armed', to: 'fired', since: NOW },
            reports: { kind: 'crossed', late: false, isPosted: true },
          },
        ],
        { now: NOW, flushAt: NOW },
      )
      expect(await change({ remove: ['bitcoin'] })).toEqual(['solana'])
      expect(await states()).toEqual(['bitcoin done', 'solana fired'])
      expect((await store.alertWork.watched()).map((row) => row.name)).toEqual(['change:solana:24h'])
    })

    it('watches a coin from when it is added, also one that had been removed, in no more rows than it needs', async () => {
      const { change, states } = await followed(['bitcoin'], open)
      await change({ remove: ['bitcoin'] })
      expect(await change({ add: ['ethereum'] })).toEqual(['ethereum'])
      expect(await states()).toEqual(['ethereum armed'])
      expect(await change({ add: ['bitcoin'] })).toEqual(['ethereum', 'bitcoin'])
      expect(await states()).toEqual(['bitcoin armed', 'ethereum armed'])
      await change({ add: ['bitcoin'] })
      expect(await states()).toEqual(['bitcoin armed', 'ethereum armed'])
    })

    it('keeps a coin silent that is added while the alert is paused or snoozed', async () => {
      const { store, id, change, states } = await followed(['bitcoin'], open)
      await store.alerts.change({ id, revision: 1, now: NOW, to: { kind: 'pause' } })
      await change({ add: ['ethereum'] }, { of: 2 })
      expect(await states()).toEqual(['bitcoin paused', 'ethereum paused'])
      const until = NOW + 3_600_000
      await store.alerts.change({ id, revision: 2, now: NOW, to: { kind: 'snooze', until } })
      await change({ add: ['solana'] }, { of: 3 })
      expect(await states()).toEqual(['bitcoin snoozed', 'ethereum snoozed', 'solana snoozed'])
      expect((await store.alerts.watches(id)).map(({ wakeAt }) => wakeAt)).toEqual([until, until, until])
    })

    it('changes nothing where an alert on the list was changed meanwhile, or would watch too much', async () => {
      const { store, change, states } = await followed(['bitcoin'], open)
      expect(await change({ add: ['ethereum'] }, { of: 7 })).toBe('changed')
      expect(await change({ add: ['ethereum'] }, { most: 1 })).toBe('full')
      expect(await store.memory.watchlist(ME)).toEqual(['bitcoin'])
      expect(await states()).toEqual(['bitcoin armed'])
    })

    it('counts steps of each coin from its own price', async () => {
      const store = await open()
      const condition = { kind: 'move', asset: WATCHLIST, by: 0.03 } as const
      const up = (coin: string, fire: number) =>
        newWatchOf({ series: `price:${coin}`, side: 1, fire, rearm: fire / 1.03, moveBy: 0.03 })
      const added = await store.alerts.add({
        ...{ owner: ME, plan: alertPlanOf('telegram:42', NOW, { condition }), now: NOW, most: MOST },
        watches: [up('bitcoin', 92_700), up('solana', 144.2)],
      })
      if (added === 'full') throw new Error('full')
      const [first] = await store.alerts.watches(added.id)
      const price = { series: 'price:bitcoin', value: 93_000, time: NOW + 1 }
      await store.alertWork.write([{ ...price, standing: 'confirmed', evidence: null }])
      await store.alertWork.apply(
        [
          {
            ...{ id: first?.id ?? 0, step: 0, from: 'armed', to: 'armed', since: NOW, anchor: 93_000 },
            reports: { kind: 'crossed', late: false, isPosted: true },
          },
        ],
        { now: NOW, flushAt: NOW },
      )
      const levels = (await store.alerts.watches(added.id)).map(({ rearm }) => Math.round(rearm))
      expect(levels).toEqual([93_000, 140])
    })
  })
}
