/** Clocks that are set forward or back, and machines that sleep, while schedules are due: each run is posted once, or told. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Deliveries, Trouble } from '#src/chat/delivery.ts'
import type { Schedule } from '#src/chat/schedule.ts'
import type { Clock } from '#src/clock.ts'
import { startWorker, type Worker } from '#src/delivery/worker.ts'
import { tick } from '#src/schedules/tick.ts'
import type { Store } from '#src/store/open.ts'
import { NO_PRESENCE } from '#src/store/presence.ts'
import { EVERY_CASE, someOf } from '../support/cases.ts'
import { createFakeClock, eventually, type FakeClock } from '../support/clock.ts'
import { ALL_DATABASES } from '../support/databases.ts'
import { noticesInto } from '../support/notices.ts'
import { planOf } from '../support/plans.ts'
import { createFakePoster, type FakePoster } from '../support/posters.ts'

const DUE = Date.parse('2025-11-24T00:30:00Z')
const [SECOND, MINUTE, HOUR, WEEK] = [1000, 60_000, 3_600_000, 7 * 86_400_000]

let store: Store
/** Time as it passes. */
let steady: FakeClock
/** What the machine's clock is ahead. */
let ahead: number
/** The machine's clock. Waits last as long as time passes, whatever the clock is set to. */
let clock: Clock
let discord: FakePoster
let telegram: FakePoster
let told: Trouble[]
let deliveries: Deliveries

beforeEach(async () => {
  store = await (ALL_DATABASES[0] as (typeof ALL_DATABASES)[0]).open()
  steady = createFakeClock(DUE - HOUR)
  ahead = 0
  clock = { now: () => steady.now() + ahead, after: steady.after }
  discord = createFakePoster('discord')
  telegram = createFakePoster('telegram')
  told = []
  deliveries = store.deliveries({ awaits: () => undefined, onPending: () => {} })
})

function start(): Worker {
  const worker = startWorker({
    ledger: store.ledger,
    presence: NO_PRESENCE,
    posters: [discord, telegram],
    makePosts: async ({ late }) => ({
      ...{ kind: 'ready', edition: 'e1', late },
      posts: [
        {
          ...{ language: 'ja', key: String(late) },
          message: async () => ({ title: late ? 'late' : 'in time', blocks: [], images: [], footer: [] }),
        },
      ],
    }),
    notices: noticesInto(told),
    clock,
    log: { info() {}, warn() {}, error() {} },
    random: () => 0,
  })
  onTestFinished(() => worker.stop())
  return worker
}

const add = (target: string) => store.schedules.add('owner', planOf(target), DUE, '42', clock.now())
const lastOf = async ({ id }: Schedule) => (await deliveries.history(id, 1))[0]
const runTick = (worker: Worker) =>
  tick({ ledger: store.ledger, awaits: () => undefined, now: clock.now, onDue: worker.wake })

/** Lets time pass, with a tick in every minute of it. */
async function pass(milliseconds: number, worker: Worker): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 5 * SECOND) {
    if (passed % MINUTE === 0) await runTick(worker)
    steady.advance(5 * SECOND)
    for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
}

/** The next call's answer is held back until it is let go. */
function holdAnswer(poster: FakePoster): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  const send = poster.send
  let held = false
  poster.send = async (...asked) => {
    const outcome = await send(...asked)
    if (!held) {
      held = true
      await promise
    }
    return outcome
  }
  return resolve
}

describe('a machine that sleeps over the time of a schedule', () => {
  it('posts the run once when it wakes, and says that it is late', async () => {
    const [plan, worker] = [await add('telegram:-1'), start()]
    await pass(MINUTE, worker)
    ahead += 4 * HOUR
    await pass(2 * MINUTE, worker)
    expect(telegram.shown.map(({ text }) => text)).toEqual(['late'])
    expect(await lastOf(plan)).toMatchObject({ state: 'sent', late: true, fireAt: DUE })
    expect((await store.schedules.get(plan.id))?.nextRunAt).toBe(DUE + WEEK)
  })

  it('posts the newest of three weeks, and writes the others down', async () => {
    const [plan, worker] = [await add('discord:1'), start()]
    await pass(MINUTE, worker)
    ahead += 2 * WEEK + 2 * HOUR
    await pass(2 * MINUTE, worker)
    expect(discord.shown).toHaveLength(1)
    const states = (await deliveries.history(plan.id, 9)).map(({ state, fireAt }) => [state, fireAt])
    expect(states).toEqual([
      ['sent', DUE + 2 * WEEK],
      ['expired', DUE + WEEK],
      ['expired', DUE],
    ])
  })

  it.each(
    someOf(['discord', 'telegram'] as const, 2),
  )('with a call to %s under way ends with one message', async (name) => {
    const poster = name === 'discord' ? discord : telegram
    const [plan, worker] = [await add(`${name}:1`), start()]
    const other = start()
    // Two workers begin once each has counted the other.
    await pass(MINUTE, worker)
    const answer = holdAnswer(poster)
    ahead = HOUR
    await runTick(worker)
    await eventually(() => poster.shown.length === 1)
    // All leases are over by then; the answer comes after that.
    ahead += 20 * MINUTE
    await pass(MINUTE, other)
    answer()
    await pass(2 * MINUTE, worker)
    expect(poster.shown).toHaveLength(1)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
  })
})

describe('a clock that is set back', () => {
  it.runIf(EVERY_CASE)('posts nothing again that was posted, and the next run at its time', async () => {
    const [plan, worker] = [await add('telegram:-1'), start()]
    ahead = HOUR
    await pass(2 * MINUTE, worker)
    expect(telegram.shown).toHaveLength(1)
    ahead -= 2 * HOUR
    await pass(2 * HOUR + 5 * MINUTE, worker)
    expect(telegram.shown).toHaveLength(1)
    ahead += WEEK
    await pass(MINUTE, worker)
    expect(telegram.shown).toHaveLength(2)
    expect((await deliveries.history(plan.id, 9)).map(({ fireAt }) => fireAt)).toEqual([DUE + WEEK, DUE])
  })

  it('loses nothing that was due and not posted yet: it comes when that time comes again', async () => {
    const [plan, worker] = [await add('discord:1'), start()]
    discord.script.push({ kind: 'unreached', reason: 'no route' })
    ahead = HOUR
    await runTick(worker)
    await eventually(() => discord.calls.length === 1)
    ahead -= HOUR / 2
    await pass(10 * MINUTE, worker)
    expect(discord.shown).toEqual([])
    await pass(25 * MINUTE, worker)
    expect(discord.shown).toHaveLength(1)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
  })

  it.each(
    someOf(['discord', 'telegram'] as const, 2),
  )('with a call to %s under way ends with one message', async (name) => {
    const poster = name === 'discord' ? discord : telegram
    const [plan, worker] = [await add(`${name}:1`), start()]
    const answer = holdAnswer(poster)
    ahead = HOUR
    await runTick(worker)
    await eventually(() => poster.shown.length === 1)
    ahead -= HOUR
    await pass(2 * MINUTE, worker)
    answer()
    await pass(HOUR + 2 * MINUTE, worker)
    expect(poster.shown).toHaveLength(1)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(told).toEqual([])
  })
})
