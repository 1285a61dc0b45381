/** A worker with a real store, platforms whose answers a test scripts, and a clock that it moves: made anew for each test. */
import { beforeEach, onTestFinished } from 'vitest'
import type { Deliveries, Trouble } from '#src/chat/delivery.ts'
import type { Plan, Schedule } from '#src/chat/schedule.ts'
import type { MakePosts } from '#src/delivery/makeposts.ts'
import { startWorker, type Worker } from '#src/delivery/worker.ts'
import { tick } from '#src/schedules/tick.ts'
import type { Store } from '#src/store/open.ts'
import { createFakeClock, type FakeClock } from './clock.ts'
import { ALL_DATABASES, type DatabaseUnderTest } from './databases.ts'
import { noticesInto } from './notices.ts'
import { planOf } from './plans.ts'
import { createFakePoster, type FakePoster } from './posters.ts'

/** When schedules are due; the clock stands an hour before. */
export const DUE = Date.parse('2025-11-24T00:30:00Z')
export const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]

export const silentLog = { info() {}, warn() {}, error() {} }

export const makePosts: MakePosts = async ({ plan, fireAt, now, late }) => ({
  kind: 'ready',
  edition: 'e1',
  late,
  posts: (plan.language === 'both' ? (['ja', 'en'] as const) : [plan.language]).map((language) => ({
    language,
    key: `${fireAt} ${late}`,
    message: async () => ({
      title: `recap ${language}${late ? ' late' : ''}`,
      blocks: [],
      images: [],
      footer: [String(now > 0)],
    }),
  })),
})

interface State {
  store: Store
  clock: FakeClock
  discord: FakePoster
  telegram: FakePoster
  worker: Worker
  notified: Trouble[]
  deliveries: Deliveries
}

/** To be called once by a test file; `state` is that of the running test. */
export function usePostingWorker() {
  const state = {} as State

  /** Starts a worker that stops with the test. */
  function start(changes: Partial<Parameters<typeof startWorker>[0]> = {}): Worker {
    const one = startWorker({
      ledger: state.store.ledger,
      presence: state.store.presence,
      posters: [state.discord, state.telegram],
      makePosts,
      notices: noticesInto(state.notified),
      clock: state.clock,
      log: silentLog,
      random: () => 0,
      ...changes,
    })
    onTestFinished(() => one.stop())
    return one
  }

  beforeEach(async () => {
    // Not in threads: the clock passes while nothing is under way, and their work is not seen.
    state.store = await (ALL_DATABASES[0] as DatabaseUnderTest).open()
    state.clock = createFakeClock(DUE - HOUR)
    state.discord = createFakePoster('discord')
    state.telegram = createFakePoster('telegram')
    state.notified = []
    state.worker = start()
    state.deliveries = state.store.deliveries({
      awaits: () => undefined,
      onPending: () => state.worker.wake(),
    })
  })

  return {
    state,
    start,

    schedule: (target: string, changes: Partial<Plan> = {}): Promise<Schedule> =>
      state.store.schedules.add('owner', planOf(target, changes), DUE, '42', state.clock.now()),

    runTick: (by = state.worker) =>
      tick({
        ledger: state.store.ledger,
        awaits: () => undefined,
        now: state.clock.now,
        onDue: by.wake,
      }),

    /** Lets workers do what can be done now. */
    async settled(): Promise<void> {
      for (let calm = 0; calm < 30; calm++) {
        await new Promise((resolve) => setImmediate(resolve))
        if (state.worker.running() > 0) calm = Math.min(calm, 15)
      }
    },

    async pass(milliseconds: number, step = 5 * SECOND): Promise<void> {
      for (let passed = 0; passed < milliseconds; passed += step) {
        state.clock.advance(Math.min(step, milliseconds - passed))
        for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve))
      }
    },

    /** The newest delivery of a schedule. */
    lastOf: async ({ id }: Schedule) => (await state.deliveries.history(id, 1))[0],
  }
}
