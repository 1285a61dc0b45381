/** Alerts with a worker behind them: fed minute by minute, posted to platforms whose answers a test scripts, on a clock that it moves. */
import { onTestFinished } from 'vitest'
import { gatherDue } from '#src/alerts/gather.ts'
import { withFirings } from '#src/alerts/posts.ts'
import { tick } from '#src/alerts/tick.ts'
import type { NewWatch } from '#src/chat/alert.ts'
import type { Poster } from '#src/chat/posting.ts'
import { startWorker } from '#src/delivery/worker.ts'
import type { WatchedReading } from '#src/market/watched.ts'
import { createTroubles } from '#src/menus/notices/troubles.ts'
import { openStore } from '#src/store/open.ts'
import { alertPlanOf, newWatchOf } from './alerts.ts'
import { createFakeClock, type FakeClock } from './clock.ts'
import { temporaryFolder } from './folder.ts'
import { noticesBy } from './notices.ts'
import { createFakePoster, type FakePoster } from './posters.ts'
import { MINUTE, START } from '../alerts/engine.ts'

const MOST = { alerts: 1e6, watches: 1e6, total: 1e6 }
const silent = { info() {}, warn() {}, error() {} }
const market = { asset: (id: string) => ({ id, symbol: id, name: id, kind: 'coin', sectors: [] }) }

/** Everything ends with the test. */
export async function createPostingEngine({
  clock = createFakeClock(START),
  client,
}: {
  readonly clock?: FakeClock
  /** Telegram's own client in the place of the scripted one. */
  readonly client?: Poster
} = {}) {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  const opened: string[] = []
  const posterOn = (name: 'discord' | 'telegram'): FakePoster => {
    const one = createFakePoster(name)
    return {
      ...one,
      async aloneWith(member) {
        opened.push(member)
        return one.aloneWith(member)
      },
    }
  }
  const [discord, telegram] = [posterOn('discord'), posterOn('telegram')]
  const poster = (platform: string) => (platform === 'discord' ? discord : (client ?? telegram))
  const troubles = {
    ...{ memory: store.memory, alerts: store.alerts, now: clock.now },
    revisions: (id: string) => store.schedules.revisions(id),
    approval: async () => undefined,
    edition: async () => undefined,
  }
  const begin = () => {
    const worker = startWorker({
      ...{ ledger: store.ledger, presence: store.presence, posters: [discord, client ?? telegram], clock },
      ...{ log: silent, random: () => 0 },
      makePosts: withFirings(() => Promise.reject(new Error('no schedule is due')), {
        work: store.alertWork,
        history: () => market as never,
      }),
      notices: noticesBy(createTroubles(troubles, poster), poster, clock.now),
    })
    onTestFinished(() => worker.stop())
    return worker
  }
  const worker = begin()
  let seen: readonly WatchedReading[] = []
  const engine = {
    ...{ store, clock, discord, telegram, opened },
    async set(
      target: string,
      { owner, watches = [newWatchOf()] }: { owner?: string; watches?: readonly NewWatch[] } = {},
    ) {
      const plan = alertPlanOf(target, START)
      const whose = owner ?? `member:${target}`
      const added = await store.alerts.add({ owner: whose, plan, watches, now: clock.now(), most: MOST })
      if (added === 'full') throw new Error('full')
      return added
    },
    /** One minute later, with these values. */
    async minute(values: Readonly<Record<string, number>>) {
      clock.advance(MINUTE)
      const time = clock.now()
      seen = Object.entries(values).map(([series, value]) => ({
        ...{ series, value, time, standing: 'confirmed', evidence: { sources: ['Binance'] } },
      }))
      await tick({ work: store.alertWork, observe: async () => seen, now: clock.now, since: START })
    },
    gather: () =>
      gatherDue({
        ...{ work: store.alertWork, settings: async () => ({}), now: clock.now, onGathered: worker.wake },
      }),
    /** Time passes, and all is done that it brings. */
    async pass(milliseconds: number, step = 5000) {
      for (let passed = 0; passed < milliseconds; passed += step) {
        clock.advance(Math.min(step, milliseconds - passed))
        await engine.gather()
        await engine.settled()
      }
    },
    async settled() {
      for (let calm = 0; calm < 12; calm++) {
        await new Promise((resolve) => setImmediate(resolve))
        if (worker.running() > 0) calm = Math.min(calm, 6)
      }
    },
    shown: () => [...discord.shown, ...telegram.shown].map(({ target, text }) => ({ target, text })),
  }
  return engine
}
