/** The engine over a store of its own, fed minute by minute. */
import { onTestFinished } from 'vitest'
import { gatherDue } from '#src/alerts/gather.ts'
import { tick } from '#src/alerts/tick.ts'
import type { AlertPlan, NewWatch } from '#src/chat/alert.ts'
import type { ChatSettings } from '#src/chat/memory.ts'
import type { MissingReading, VenueAnswers, WatchedReading } from '#src/market/watched.ts'
import { openStore, type Store } from '#src/store/open.ts'
import { alertPlanOf, newWatchOf } from '../support/alerts.ts'
import { temporaryFolder } from '../support/folder.ts'

export const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
export const START = Date.parse('2025-11-24T05:00:00Z')
const MOST = { alerts: 1000, watches: 1000, total: 100_000 }

export interface Set {
  readonly owner?: string
  readonly target?: string
  readonly plan?: Partial<AlertPlan>
  readonly watches?: readonly NewWatch[]
}

/** Values of series; of those that none is confirmed of, how many venues answer. */
type Said = Readonly<Record<string, number | VenueAnswers>>

export async function createEngine({
  settings = {},
}: {
  readonly settings?: Readonly<Record<string, ChatSettings>>
} = {}) {
  const home = await temporaryFolder()
  const stores: Store[] = []
  onTestFinished(async () => {
    for (const one of stores) await one.close()
  })
  const open = async () => {
    const store = await openStore(home)
    stores.push(store)
    return store
  }
  let store = await open()
  let now = START
  let since = START
  let values: Said = {}
  const observe = async () =>
    Object.entries(values).map(([series, value]): WatchedReading | MissingReading =>
      typeof value === 'number'
        ? { series, value, time: now, standing: 'confirmed', evidence: { sources: ['Binance'] } }
        : { series, standing: 'missing', answers: value },
    )
  const gathered = async () =>
    gatherDue({
      work: store.alertWork,
      settings: async (of) => settings[of] ?? {},
      now: () => now,
      onGathered: () => {},
    })
  const engine = {
    store: () => store,
    now: () => now,
    /** As after a kill: nothing but the file is left. */
    async restart() {
      store = await open()
      since = now
    },
    async set({
      owner = 'member:telegram:42',
      target = 'telegram:42',
      plan = {},
      watches = [newWatchOf()],
    }: Set = {}) {
      const alert = await store.alerts.add({
        owner,
        plan: alertPlanOf(target, START, plan),
        watches,
        now,
        most: MOST,
      })
      if (alert === 'full') throw new Error('full')
      return alert
    },
    tick: () => tick({ work: store.alertWork, observe, now: () => now, since }),
    gather: gathered,
    /** A minute with these values: a tick, and what is due five seconds later. */
    async minute(next: Said, ahead = MINUTE) {
      now += ahead
      values = next
      const ticked = await engine.tick()
      now += 6000
      await gathered()
      now -= 6000
      return ticked
    },
    async minutes(prices: readonly number[]) {
      for (const price of prices) await engine.minute({ 'price:bitcoin': price })
    },
    at(time: number) {
      now = time
    },
    /** What the ledger has to send, with the firings of each. */
    async messages(platform = 'telegram') {
      const claimed = await store.ledger.claim('w', platform, now + MINUTE, DAY, 10_000)
      return Promise.all(
        claimed.map(async (one) => ({
          ...one,
          firings: (await store.alertWork.firingsOf(one.id)).map(({ firing }) => firing),
        })),
      )
    },
  }
  return engine
}
