/** Deliveries from due schedule to platform, whatever goes wrong on the way: one decision each, and never two posts. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Deliveries, Trouble } from '#src/chat/delivery.ts'
import type { Outcome } from '#src/chat/posting.ts'
import type { Plan, Schedule } from '#src/chat/schedule.ts'
import type { MakePosts } from '#src/delivery/makeposts.ts'
import { startWorker, type Worker } from '#src/delivery/worker.ts'
import { tick } from '#src/schedules/tick.ts'
import type { Store } from '#src/store/open.ts'
import { NO_PRESENCE } from '#src/store/presence.ts'
import { createFakeClock, eventually, type FakeClock } from '../support/clock.ts'
import { DATABASES } from '../support/databases.ts'
import { planOf } from '../support/plans.ts'
import { createFakePoster, type FakePoster } from '../support/posters.ts'

const DUE = Date.parse('2025-11-24T00:30:00Z')
const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]

let store: Store
let clock: FakeClock
let discord: FakePoster
let telegram: FakePoster
let worker: Worker
let notified: Trouble[]
let deliveries: Deliveries
const log = { info() {}, warn() {}, error() {} }

const makePosts: MakePosts = async ({ plan, fireAt, now, late }) => ({
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

function start(changes: Partial<Parameters<typeof startWorker>[0]> = {}): Worker {
  const one = startWorker({
    ledger: store.ledger,
    presence: store.presence,
    posters: [discord, telegram],
    makePosts,
    notify: async (trouble) => {
      notified.push(trouble)
    },
    clock,
    log,
    random: () => 0,
    ...changes,
  })
  onTestFinished(() => one.stop())
  return one
}

async function schedule(target: string, changes: Partial<Plan> = {}): Promise<Schedule> {
  return store.schedules.add('owner', planOf(target, changes), DUE, '42', clock.now())
}

const runTick = (by = worker) =>
  tick({ ledger: store.ledger, awaits: () => undefined, now: clock.now, onDue: by.wake })

/** Lets workers do what can be done now. */
async function settled(): Promise<void> {
  for (let calm = 0; calm < 30; calm++) {
    await new Promise((resolve) => setImmediate(resolve))
    if (worker.running() > 0) calm = Math.min(calm, 15)
  }
}

async function pass(milliseconds: number, step = 5 * SECOND): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += step) {
    clock.advance(Math.min(step, milliseconds - passed))
    for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
}

/** A platform's own sending, but for what the outage says. */
function withOutage(poster: FakePoster, outage: () => Outcome | undefined): FakePoster['send'] {
  const send = poster.send
  return async (...asked) => outage() ?? send(...asked)
}

const lastOf = async ({ id }: Schedule) => (await deliveries.history(id, 1))[0]

beforeEach(async () => {
  store = await (DATABASES[0] as (typeof DATABASES)[0]).open()
  clock = createFakeClock(DUE - HOUR)
  discord = createFakePoster('discord')
  telegram = createFakePoster('telegram')
  notified = []
  worker = start()
  deliveries = store.deliveries({ awaits: () => undefined, onPending: () => worker.wake() })
})

describe('a due schedule', () => {
  it('is posted once, however often the tick comes and however many workers there are', async () => {
    const plan = await schedule('discord:1')
    const other = start()
    await runTick()
    clock.advance(HOUR)
    await Promise.all([runTick(), runTick(other), runTick(), runTick(other)])
    await eventually(() => discord.shown.length > 0)
    await pass(2 * MINUTE)
    expect(discord.shown.map(({ target, text }) => [target, text])).toEqual([['discord:1', 'recap ja']])
    expect(await lastOf(plan)).toMatchObject({ state: 'sent', late: false, tries: 1, edition: 'e1' })
    expect((await store.schedules.get(plan.id))?.nextRunAt).toBe(DUE + 7 * 24 * HOUR)
  })

  it('in both languages is posted in Japanese and then in English', async () => {
    await schedule('telegram:-1', { language: 'both' })
    clock.advance(HOUR)
    await runTick()
    await eventually(() => telegram.shown.length === 2)
    expect(telegram.shown.map(({ text }) => text)).toEqual(['recap ja', 'recap en'])
    expect(new Set(telegram.shown.map(({ nonce }) => nonce)).size).toBe(2)
  })

  it('calls its role once, not again in the other language', async () => {
    await schedule('discord:1', { language: 'both', options: { role: '77', crosspost: true } })
    clock.advance(HOUR)
    await runTick()
    await eventually(() => discord.shown.length === 2)
    expect(discord.calls.map(({ options }) => options)).toEqual([
      { role: '77', crosspost: true },
      { crosspost: true },
    ])
  })

  it('is prepared once for all chats', async () => {
    for (let index = 0; index < 20; index++) await schedule(`discord:${index}`)
    clock.advance(HOUR)
    await runTick()
    await eventually(() => discord.shown.length === 20)
    expect(discord.prepared).toHaveLength(1)
  })

  it('is posted once by a tick that comes half a minute late, and not called late', async () => {
    const plan = await schedule('discord:1')
    clock.advance(HOUR + 30 * SECOND)
    await runTick()
    await eventually(() => discord.shown.length === 1)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent', late: false })
  })

  it('is posted once when the program is started again within the due minute', async () => {
    const plan = await schedule('telegram:1', { language: 'both' })
    clock.advance(HOUR)
    await runTick()
    await eventually(() => telegram.shown.length > 0)
    await worker.stop()
    clock.advance(20 * SECOND)
    worker = start()
    await runTick()
    await pass(MINUTE)
    expect(telegram.shown.map(({ text }) => text)).toEqual(['recap ja', 'recap en'])
    expect(await deliveries.history(plan.id, 9)).toHaveLength(1)
  })

  it('is posted once after three hours of sleep, and called late', async () => {
    const plan = await schedule('discord:1')
    clock.advance(4 * HOUR)
    await runTick()
    await eventually(() => discord.shown.length === 1)
    await pass(MINUTE)
    expect(discord.shown[0]?.text).toBe('recap ja late')
    expect(await lastOf(plan)).toMatchObject({ late: true, fireAt: DUE })
  })

  it('without any grace is posted in time all the same, and not a quarter of an hour later', async () => {
    const plan = await schedule('discord:1', { grace: 0 })
    clock.advance(HOUR + 30 * SECOND)
    await runTick()
    await eventually(() => discord.shown.length === 1)
    clock.advance(7 * 24 * HOUR + 16 * MINUTE)
    await runTick()
    expect(await lastOf(plan)).toMatchObject({ state: 'expired' })
    expect(discord.shown).toHaveLength(1)
  })

  it('is not posted after its grace, which is told', async () => {
    const plan = await schedule('discord:1')
    clock.advance(8 * HOUR)
    await runTick()
    await pass(MINUTE)
    expect(discord.calls).toEqual([])
    expect(await lastOf(plan)).toMatchObject({ state: 'expired' })
    expect(notified.map(({ delivery }) => delivery.state)).toEqual(['expired'])
  })

  it('that was missed several times is posted for the newest time alone', async () => {
    const plan = await schedule('discord:1')
    clock.advance(15 * 24 * HOUR + HOUR)
    await runTick()
    await pass(MINUTE)
    const states = (await deliveries.history(plan.id, 10)).map(({ state }) => state)
    expect(states).toEqual(['expired', 'expired', 'expired'])
    clock.advance(6 * 24 * HOUR)
    await runTick()
    await eventually(() => discord.shown.length === 1)
  })

  it('is posted once when the clock jumps forward and back', async () => {
    const plan = await schedule('discord:1')
    clock.advance(HOUR)
    await runTick()
    await eventually(() => discord.shown.length === 1)
    const back = createFakeClock(DUE - 2 * HOUR)
    await tick({ ledger: store.ledger, awaits: () => undefined, now: back.now, onDue: worker.wake })
    back.advance(2 * HOUR + MINUTE)
    await tick({ ledger: store.ledger, awaits: () => undefined, now: back.now, onDue: worker.wake })
    await pass(MINUTE)
    expect(discord.shown).toHaveLength(1)
    expect(await deliveries.history(plan.id, 9)).toHaveLength(1)
  })

  it('whose next run is passed over is not posted, and the one after is', async () => {
    const plan = await schedule('discord:1')
    const skipping = { id: plan.id, revision: 1, by: '42', at: clock.now(), change: 'skipped' as const }
    await store.schedules.change({ ...skipping, skipsNext: true })
    clock.advance(HOUR)
    await runTick()
    await settled()
    expect(await lastOf(plan)).toMatchObject({ state: 'skipped' })
    clock.advance(7 * 24 * HOUR)
    await runTick()
    await eventually(() => discord.shown.length === 1)
  })
})

describe('a send whose answer is lost', () => {
  it('is repeated on Discord under the same nonce, which shows one message', async () => {
    const plan = await schedule('discord:1')
    discord.script.push({ kind: 'lost', arrives: true }, { kind: 'lost', arrives: true })
    clock.advance(HOUR)
    await runTick()
    await pass(30 * SECOND)
    expect(discord.calls).toHaveLength(3)
    expect(new Set(discord.calls.map(({ nonce }) => nonce)).size).toBe(1)
    expect(discord.shown).toHaveLength(1)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(notified).toEqual([])
  })

  it('is repeated on Discord only where the call ends before its nonce is 90 seconds old', async () => {
    const plan = await schedule('discord:1')
    discord.script.push(...Array.from({ length: 30 }, () => ({ kind: 'lost' as const, arrives: true })))
    clock.advance(HOUR)
    const times: number[] = []
    discord.gate = async () => void times.push(clock.now())
    await runTick()
    await pass(10 * MINUTE)
    // A call has 15 seconds to be answered, and may wait for a limit before it.
    const calls = times.slice(0, discord.calls.length)
    expect(Math.max(...calls) - Math.min(...calls)).toBeLessThanOrEqual(70 * SECOND)
    expect(calls.length).toBeGreaterThan(3)
    // Then it is looked for, and found.
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(discord.shown).toHaveLength(1)
    expect(notified).toEqual([])
  })

  it('is held on Discord where nobody can look whether it is there', async () => {
    discord.find = async () => ({ kind: 'unknown', reason: 'the bot may not read' })
    const plan = await schedule('discord:1')
    discord.script.push(...Array.from({ length: 30 }, () => ({ kind: 'lost' as const, arrives: true })))
    clock.advance(HOUR)
    await runTick()
    await pass(10 * MINUTE)
    const held = await lastOf(plan)
    expect(held).toMatchObject({
      state: 'uncertain',
      error: { text: expect.stringContaining('may not read') },
    })
    expect(discord.shown).toHaveLength(1)
    expect(notified.map(({ delivery }) => delivery.state)).toEqual(['uncertain'])
  })

  it('is looked for on Discord again and again where it cannot be looked for now', async () => {
    const find = discord.find
    let looks = 0
    discord.find = async (...asked) =>
      ++looks < 4 ? { kind: 'later', reason: 'no connection' } : find(...asked)
    const plan = await schedule('discord:1')
    discord.script.push(...Array.from({ length: 30 }, () => ({ kind: 'lost' as const, arrives: true })))
    clock.advance(HOUR)
    await runTick()
    await pass(30 * MINUTE)
    expect(looks).toBe(4)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(discord.shown).toHaveLength(1)
  })

  it('is sent on Discord as for the first time where it is certainly not there', async () => {
    const plan = await schedule('discord:1')
    const times: number[] = []
    const send = discord.send
    discord.send = (...asked) => {
      times.push(clock.now())
      return send(...asked)
    }
    const lost = { kind: 'lost' as const, arrives: false }
    discord.script.push(...Array.from({ length: 12 }, () => lost))
    clock.advance(HOUR)
    await runTick()
    await pass(10 * MINUTE)
    expect(discord.shown).toHaveLength(1)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    const gap = Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? 0)))
    // No call is made between the end of the first nonce's use and the end of its window.
    expect(gap).toBeGreaterThanOrEqual(20 * SECOND)
  })

  it('that is refused afterwards is looked for before its chat is blamed', async () => {
    const plan = await schedule('discord:1')
    const refused = { kind: 'refused', reason: 'forbidden', code: '50013' } as const
    discord.script.push({ kind: 'lost', arrives: true }, refused, refused)
    clock.advance(HOUR)
    await runTick()
    await pass(5 * MINUTE)
    expect(discord.shown).toHaveLength(1)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(await store.schedules.get(plan.id)).toMatchObject({ state: 'active' })
    expect(notified).toEqual([])
  })

  it('is held on Telegram until a person says that it arrived', async () => {
    const plan = await schedule('telegram:-1', { language: 'both' })
    telegram.script.push({ kind: 'lost', arrives: true })
    clock.advance(HOUR)
    await runTick()
    await pass(10 * MINUTE)
    expect(telegram.calls).toHaveLength(1)
    const held = await lastOf(plan)
    expect(held).toMatchObject({ state: 'uncertain', error: { code: 'unknown' } })
    expect(await deliveries.settle(held?.id ?? '', 'arrived', clock.now())).toBe(true)
    await eventually(() => telegram.shown.length === 2)
    await settled()
    expect(telegram.shown.map(({ text }) => text)).toEqual(['recap ja', 'recap en'])
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(await deliveries.settle(held?.id ?? '', 'resend', clock.now())).toBe(false)
  })

  it('is sent again on Telegram where a person says so, long after its grace too', async () => {
    const plan = await schedule('telegram:-1')
    telegram.script.push({ kind: 'lost', arrives: false })
    clock.advance(HOUR)
    await runTick()
    await pass(MINUTE)
    clock.advance(20 * HOUR)
    expect(await deliveries.settle((await lastOf(plan))?.id ?? '', 'resend', clock.now())).toBe(true)
    await eventually(() => telegram.shown.length === 1)
    await settled()
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(telegram.calls[0]?.nonce).not.toBe(telegram.calls[1]?.nonce)
  })
})

describe('a worker that dies', () => {
  it.each(['discord', 'telegram'] as const)('while %s has a part leaves it to another', async (platform) => {
    const poster = platform === 'discord' ? discord : telegram
    const plan = await schedule(`${platform}:1`)
    poster.script.push({ kind: 'hangs' })
    await worker.stop()
    // Its clock stands still: a dead one.
    startWorker({
      ledger: store.ledger,
      presence: NO_PRESENCE,
      posters: [poster],
      makePosts,
      notify: async () => {},
      clock: createFakeClock(DUE),
      log,
    })
    clock.advance(HOUR)
    await runTick()
    await eventually(() => poster.calls.length === 1)
    worker = start()
    await pass(3 * MINUTE)
    if (platform === 'discord') {
      expect(poster.shown).toHaveLength(1)
      expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    } else {
      expect(poster.calls).toHaveLength(1)
      expect(await lastOf(plan)).toMatchObject({ state: 'uncertain', error: { code: 'interrupted' } })
      expect(notified).toHaveLength(1)
    }
  })

  it('while it opens a thread in a forum, which knows no nonce, is looked for, and held where it cannot be', async () => {
    discord.repeats = async () => false
    const plan = await schedule('discord:1')
    discord.script.push({ kind: 'hangs' })
    await worker.stop()
    const parts = { ledger: store.ledger, presence: NO_PRESENCE, posters: [discord], makePosts }
    const dead = { ...parts, notify: async () => {}, log }
    startWorker({ ...dead, clock: createFakeClock(DUE) })
    clock.advance(HOUR)
    await runTick()
    await eventually(() => discord.calls.length === 1)
    let looks = 0
    discord.find = async () => {
      looks++
      return { kind: 'unknown', reason: 'archived' }
    }
    worker = start()
    await pass(3 * MINUTE)
    expect([discord.calls.length, looks]).toEqual([1, 1])
    expect(await lastOf(plan)).toMatchObject({ state: 'uncertain', error: { code: 'unknown' } })
  })

  it.each([
    ['there', 'sent'],
    ['absent', 'uncertain'],
  ] as const)('before the clock was set back is looked for: %s, so it is %s', async (kind, state) => {
    const plan = await schedule('discord:1')
    discord.script.push({ kind: 'hangs' })
    await worker.stop()
    const parts = { ledger: store.ledger, posters: [discord], makePosts, notify: async () => {}, log }
    const dead = startWorker({ ...parts, presence: NO_PRESENCE, clock: createFakeClock(DUE + 10 * MINUTE) })
    clock.advance(HOUR)
    await runTick(dead)
    await eventually(() => discord.calls.length === 1)
    let looks = 0
    discord.find = async () => {
      looks++
      return kind === 'there' ? { kind, messages: [{ id: '7' }] } : { kind }
    }
    const presence = { ...NO_PRESENCE, hasEnded: (id: string) => id === dead.id }
    // What was marked in the future may be of any age.
    worker = start({ presence, clock: createFakeClock(DUE + 5 * MINUTE) })
    await eventually(() => looks > 0)
    await settled()
    expect(discord.calls).toHaveLength(1)
    expect(await lastOf(plan)).toMatchObject({ state })
  })

  it.each([
    ['discord', 'sent'],
    ['telegram', 'uncertain'],
  ] as const)('and is known to have ended leaves what %s has at once: %s', async (platform, state) => {
    const poster = platform === 'discord' ? discord : telegram
    const plans = [await schedule(`${platform}:1`), await schedule(`${platform}:2`)]
    poster.script.push({ kind: 'hangs' }, { kind: 'hangs' })
    await worker.stop()
    const parts = {
      ledger: store.ledger,
      posters: [poster],
      makePosts,
      notify: async () => {},
      log,
      inFlight: 1,
    }
    const dead = startWorker({ ...parts, presence: NO_PRESENCE, clock: createFakeClock(DUE) })
    clock.advance(HOUR)
    await runTick(dead)
    await eventually(() => poster.calls.length === 1)
    const left: string[] = []
    const presence = {
      ...NO_PRESENCE,
      hasEnded: (id: string) => id === dead.id,
      leave: (id: string) => void left.push(id),
    }
    poster.script.length = 0
    worker = start({ presence })
    // No lease has ended: the clock stands still.
    await eventually(() => poster.shown.length === (platform === 'discord' ? 2 : 1))
    await settled()
    expect(left).toEqual([dead.id])
    expect(worker.share()).toBe(1)
    const states = await Promise.all(plans.map(lastOf))
    expect(states.map((one) => one?.state).sort()).toEqual(['sent', state])
  })

  it('before it sent anything loses nothing', async () => {
    const plan = await schedule('telegram:1')
    await worker.stop()
    clock.advance(HOUR)
    await runTick()
    expect(await store.ledger.claim('dead', 'telegram', clock.now(), MINUTE, 9)).toHaveLength(1)
    worker = start()
    await pass(90 * SECOND)
    expect(telegram.shown).toHaveLength(1)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent', tries: 2 })
  })

  it('is told when its claim is another worker’s: it sends nothing', async () => {
    await schedule('telegram:1')
    await worker.stop()
    clock.advance(HOUR)
    await runTick()
    const [stale] = await store.ledger.claim('slow', 'telegram', clock.now(), MINUTE, 9)
    clock.advance(2 * MINUTE)
    await store.ledger.expireLeases(clock.now())
    await store.ledger.claim('other', 'telegram', clock.now(), MINUTE, 9)
    const at = { now: clock.now(), lease: MINUTE, nonceWindow: 0 }
    expect(stale && (await store.ledger.mark(stale, 0, 'n', at))).toBe('lost')
  })
})

describe('stopping', () => {
  it('lets what is being sent end, and gives back the rest at once', async () => {
    const plans = [await schedule('telegram:1'), await schedule('telegram:2')]
    telegram.gate = () => new Promise(() => {})
    clock.advance(HOUR)
    await runTick()
    await eventually(() => worker.running() === 2)
    await worker.stop()
    for (const plan of plans) expect(await lastOf(plan)).toMatchObject({ state: 'pending', tries: 0 })
    telegram.gate = async () => {}
    worker = start()
    await eventually(() => telegram.shown.length === 2)
  })
})

describe('stopping while the first of many equal posts is under way', () => {
  it('gives the others back at once: they do not wait for it', async () => {
    const plans = [await schedule('telegram:1'), await schedule('telegram:2')]
    const send = telegram.send
    let arrive: (() => void) | undefined
    telegram.send = async (...asked) => {
      await new Promise<void>((resolve) => {
        arrive = resolve
      })
      return send(...asked)
    }
    clock.advance(HOUR)
    await runTick()
    await eventually(() => worker.running() === 2 && arrive !== undefined)
    const stopped = worker.stop()
    await eventually(() => worker.running() === 1)
    expect(telegram.shown).toEqual([])
    arrive?.()
    await stopped
    const states = await Promise.all(plans.map(lastOf))
    expect(states.map((one) => one?.state).sort()).toEqual(['pending', 'sent'])
    expect(states.find((one) => one?.state === 'pending')).toMatchObject({ tries: 0 })
    expect(telegram.shown).toHaveLength(1)
  })
})

describe('a platform that says no', () => {
  it('is obeyed when it is busy, without counting a try', async () => {
    const plan = await schedule('telegram:1')
    telegram.script.push({ kind: 'busy', retryAfter: 40 * SECOND })
    clock.advance(HOUR)
    await runTick()
    await pass(35 * SECOND)
    expect(telegram.calls).toHaveLength(1)
    await pass(20 * SECOND)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent', tries: 1 })
  })

  it('is tried again for half an hour while it cannot be reached, and gets its post', async () => {
    const plan = await schedule('telegram:1')
    const outage = { kind: 'unreached' as const, reason: 'DNS' }
    telegram.send = withOutage(telegram, () => (clock.now() < DUE + 30 * MINUTE ? outage : undefined))
    clock.advance(HOUR)
    await runTick()
    await pass(36 * MINUTE, 30 * SECOND)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(telegram.shown).toHaveLength(1)
    expect(notified).toEqual([])
  })

  it('is tried until the grace is over where it stays out of reach, which is told once', async () => {
    const plan = await schedule('telegram:1', { grace: HOUR })
    const outage = { kind: 'unreached' as const, reason: 'DNS' }
    telegram.send = withOutage(telegram, () => outage)
    clock.advance(HOUR)
    await runTick()
    await pass(50 * MINUTE, 30 * SECOND)
    expect(await lastOf(plan)).toMatchObject({ state: 'pending', error: { code: 'unreached', text: 'DNS' } })
    await pass(15 * MINUTE, 30 * SECOND)
    expect(await lastOf(plan)).toMatchObject({ state: 'expired', error: { code: 'unreached' } })
    expect(notified.map(({ delivery }) => delivery.state)).toEqual(['expired'])
    expect(telegram.shown).toEqual([])
  })

  it('for a missing permission is told at once, and pauses the schedule at the third time', async () => {
    const plan = await schedule('discord:1')
    const refusal = {
      kind: 'refused' as const,
      reason: 'forbidden' as const,
      code: '50013',
      lacks: ['send' as const],
    }
    discord.script.push(refusal, refusal, refusal)
    clock.advance(HOUR)
    await runTick()
    await pass(MINUTE)
    expect(notified.map(({ delivery, lacks }) => [delivery.state, lacks])).toEqual([['pending', ['send']]])
    await pass(40 * MINUTE, 10 * SECOND)
    expect(await lastOf(plan)).toMatchObject({ state: 'dead', error: { code: 'forbidden', text: '50013' } })
    expect(await store.schedules.get(plan.id)).toMatchObject({ state: 'paused', trouble: 'forbidden' })
    expect((await store.schedules.get(plan.id))?.nextRunAt).toBeUndefined()
    expect((await store.schedules.revisions(plan.id)).at(-1)).toMatchObject({
      change: 'paused',
      by: 'system',
    })
    expect(notified.at(-1)).toMatchObject({ schedule: { trouble: 'forbidden' }, delivery: { state: 'dead' } })
  })

  it('that granted the permission meanwhile is posted to, and the count starts afresh', async () => {
    const plan = await schedule('discord:1')
    const refusal = { kind: 'refused' as const, reason: 'forbidden' as const, code: '50013' }
    discord.script.push(refusal, refusal, undefined)
    clock.advance(HOUR)
    await runTick()
    await pass(40 * MINUTE, 10 * SECOND)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    discord.script.push(refusal, refusal)
    clock.advance(7 * 24 * HOUR - 40 * MINUTE)
    await runTick()
    await pass(40 * MINUTE, 10 * SECOND)
    expect(await store.schedules.get(plan.id)).toMatchObject({ state: 'active' })
    expect(discord.shown).toHaveLength(2)
  })

  it.each(['gone', 'kicked'] as const)('as the chat is %s pauses the schedule at once', async (reason) => {
    const plan = await schedule('telegram:1')
    telegram.script.push({ kind: 'refused', reason, code: '403' })
    clock.advance(HOUR)
    await runTick()
    await pass(MINUTE)
    expect(await lastOf(plan)).toMatchObject({ state: 'dead' })
    expect(await store.schedules.get(plan.id)).toMatchObject({ state: 'paused', trouble: reason })
  })
})

describe('a group that became a supergroup', () => {
  it('is posted to at its new address, in every schedule and setting', async () => {
    const [plan, topic] = [
      await schedule('telegram:-5', { language: 'both' }),
      await schedule('telegram:-5:7'),
    ]
    await store.memory.saveSettings('telegram:-5:7', { language: 'ja' })
    telegram.gate = async () => {
      while (telegram.calls.length > 0 && telegram.shown.length === 0)
        await new Promise((done) => setImmediate(done))
    }
    telegram.script.push({ kind: 'moved', to: 'telegram:-1005' })
    clock.advance(HOUR)
    await runTick()
    await eventually(() => telegram.shown.length === 3)
    await settled()
    expect(await store.schedules.get(plan.id)).toMatchObject({ target: 'telegram:-1005' })
    expect(await store.schedules.get(topic.id)).toMatchObject({ target: 'telegram:-1005:7' })
    expect(await store.memory.settings('telegram:-1005:7')).toEqual({ language: 'ja' })
    expect((await store.schedules.revisions(plan.id)).at(-1)).toMatchObject({ change: 'moved', by: 'system' })
    expect(await lastOf(plan)).toMatchObject({ state: 'sent', target: 'telegram:-1005' })
  })
})

describe('what moderators are to be told', () => {
  it('is told again where telling failed', async () => {
    await worker.stop()
    let failures = 2
    worker = start({
      notify: async (trouble) => {
        if (failures-- > 0) throw new Error('not now')
        notified.push(trouble)
      },
    })
    await schedule('telegram:1')
    telegram.script.push({ kind: 'lost', arrives: true })
    clock.advance(HOUR)
    await runTick()
    await pass(5 * MINUTE)
    expect(notified).toHaveLength(1)
  })
})

describe('a store that is away for an hour', () => {
  it('is two lines in the log for all that the worker asks of it, and posts go on after it', async () => {
    await worker.stop()
    const lines: string[] = []
    const tell = (text: string) => void lines.push(text)
    let away = false
    const asked = Object.entries(store.ledger).map(([name, work]) => [
      name,
      (...args: never[]) =>
        away
          ? Promise.reject(Object.assign(new Error('database is locked'), { errcode: 5 }))
          : (work as (...args: never[]) => unknown)(...args),
    ])
    const ledger = Object.fromEntries(asked) as typeof store.ledger
    worker = start({ ledger, log: { info: tell, warn: tell, error: tell } })
    await pass(MINUTE)
    const plan = await schedule('discord:1')
    away = true
    await pass(HOUR, 10 * SECOND)
    expect(lines).toEqual([expect.stringMatching(/: Error: database is locked; tried again until it works$/)])
    away = false
    await runTick()
    await pass(MINUTE)
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(/^The store works again, after 36\d\d s \(locked\)$/),
    ])
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
  })
})
