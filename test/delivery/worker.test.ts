/** Deliveries from due schedule to platform, whatever goes wrong on the way: one decision each, and never two posts. */
import { describe, expect, it } from 'vitest'
import { tick } from '#src/schedules/tick.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { DUE, HOUR, MINUTE, SECOND, silentLog, usePostingWorker } from '../support/postingworker.ts'

const { lastOf, pass, runTick, schedule, settled, start, state } = usePostingWorker()

describe('a due schedule', () => {
  it('is posted once, however often the tick comes and however many workers there are', async () => {
    const plan = await schedule('discord:1')
    const other = start()
    await runTick()
    state.clock.advance(HOUR)
    await Promise.all([runTick(), runTick(other), runTick(), runTick(other)])
    await eventually(() => state.discord.shown.length > 0)
    await pass(2 * MINUTE)
    expect(state.discord.shown.map(({ target, text }) => [target, text])).toEqual([['discord:1', 'recap ja']])
    expect(await lastOf(plan)).toMatchObject({ state: 'sent', late: false, tries: 1, edition: 'e1' })
    expect((await state.store.schedules.get(plan.id))?.nextRunAt).toBe(DUE + 7 * 24 * HOUR)
  })

  it('in both languages is posted in Japanese and then in English', async () => {
    await schedule('telegram:-1', { language: 'both' })
    state.clock.advance(HOUR)
    await runTick()
    await eventually(() => state.telegram.shown.length === 2)
    expect(state.telegram.shown.map(({ text }) => text)).toEqual(['recap ja', 'recap en'])
    expect(new Set(state.telegram.shown.map(({ nonce }) => nonce)).size).toBe(2)
  })

  it('calls its role once, not again in the other language', async () => {
    await schedule('discord:1', { language: 'both', options: { role: '77', crosspost: true } })
    state.clock.advance(HOUR)
    await runTick()
    await eventually(() => state.discord.shown.length === 2)
    expect(state.discord.calls.map(({ options }) => options)).toEqual([
      { role: '77', crosspost: true },
      { crosspost: true },
    ])
  })

  it('is prepared once for all chats', async () => {
    for (let index = 0; index < 20; index++) await schedule(`discord:${index}`)
    state.clock.advance(HOUR)
    await runTick()
    await eventually(() => state.discord.shown.length === 20)
    expect(state.discord.prepared).toHaveLength(1)
  })

  it('is posted to every chat, however few a worker has in flight at once', async () => {
    await state.worker.stop()
    state.worker = start({ inFlight: 2 })
    for (let index = 0; index < 10; index++) await schedule(`discord:${index}`)
    state.clock.advance(HOUR)
    await runTick()
    await eventually(() => state.discord.shown.length === 10)
  })

  it('that was posted, but not to the end, says in the log what failed', async () => {
    await state.worker.stop()
    const lines: string[] = []
    state.worker = start({ log: { ...silentLog, info: (text) => void lines.push(text) } })
    state.discord.finish = async () => [{ kind: 'crosspost', code: '50013' }]
    await schedule('discord:1', { options: { crosspost: true } })
    state.clock.advance(HOUR)
    await runTick()
    await eventually(() => lines.length > 0)
    expect(lines).toEqual(['discord:1: posted, but crosspost failed'])
  })

  it('is posted once by a tick that comes half a minute late, and not called late', async () => {
    const plan = await schedule('discord:1')
    state.clock.advance(HOUR + 30 * SECOND)
    await runTick()
    await eventually(() => state.discord.shown.length === 1)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent', late: false })
  })

  it('is posted once when the program is started again within the due minute', async () => {
    const plan = await schedule('telegram:1', { language: 'both' })
    state.clock.advance(HOUR)
    await runTick()
    await eventually(() => state.telegram.shown.length > 0)
    await state.worker.stop()
    state.clock.advance(20 * SECOND)
    state.worker = start()
    await runTick()
    await pass(MINUTE)
    expect(state.telegram.shown.map(({ text }) => text)).toEqual(['recap ja', 'recap en'])
    expect(await state.deliveries.history(plan.id, 9)).toHaveLength(1)
  })

  it('is posted once after three hours of sleep, and called late', async () => {
    const plan = await schedule('discord:1')
    state.clock.advance(4 * HOUR)
    await runTick()
    await eventually(() => state.discord.shown.length === 1)
    await pass(MINUTE)
    expect(state.discord.shown[0]?.text).toBe('recap ja late')
    expect(await lastOf(plan)).toMatchObject({ late: true, fireAt: DUE })
  })

  it('without any grace is posted in time all the same, and not a quarter of an hour later', async () => {
    const plan = await schedule('discord:1', { grace: 0 })
    state.clock.advance(HOUR + 30 * SECOND)
    await runTick()
    await eventually(() => state.discord.shown.length === 1)
    state.clock.advance(7 * 24 * HOUR + 16 * MINUTE)
    await runTick()
    expect(await lastOf(plan)).toMatchObject({ state: 'expired' })
    expect(state.discord.shown).toHaveLength(1)
  })

  it('is not posted after its grace, which is reported', async () => {
    const plan = await schedule('discord:1')
    state.clock.advance(8 * HOUR)
    await runTick()
    await pass(2 * MINUTE)
    expect(state.discord.calls).toEqual([])
    expect(await lastOf(plan)).toMatchObject({ state: 'expired' })
    expect(state.notified.map(({ delivery }) => delivery.state)).toEqual(['expired'])
  })

  it('that was missed several times is posted for the newest time alone', async () => {
    const plan = await schedule('discord:1')
    state.clock.advance(15 * 24 * HOUR + HOUR)
    await runTick()
    await pass(MINUTE)
    const states = (await state.deliveries.history(plan.id, 10)).map(({ state }) => state)
    expect(states).toEqual(['expired', 'expired', 'expired'])
    state.clock.advance(6 * 24 * HOUR)
    await runTick()
    await eventually(() => state.discord.shown.length === 1)
  })

  it('is posted once when the clock jumps forward and back', async () => {
    const plan = await schedule('discord:1')
    state.clock.advance(HOUR)
    await runTick()
    await eventually(() => state.discord.shown.length === 1)
    const back = createFakeClock(DUE - 2 * HOUR)
    await tick({
      ledger: state.store.ledger,
      awaits: () => undefined,
      now: back.now,
      onDue: state.worker.wake,
    })
    back.advance(2 * HOUR + MINUTE)
    await tick({
      ledger: state.store.ledger,
      awaits: () => undefined,
      now: back.now,
      onDue: state.worker.wake,
    })
    await pass(MINUTE)
    expect(state.discord.shown).toHaveLength(1)
    expect(await state.deliveries.history(plan.id, 9)).toHaveLength(1)
  })

  it('whose next run is passed over is not posted, and the one after is', async () => {
    const plan = await schedule('discord:1')
    const skipping = { id: plan.id, revision: 1, by: '42', at: state.clock.now(), change: 'skipped' as const }
    await state.store.schedules.change({ ...skipping, skipsNext: true })
    state.clock.advance(HOUR)
    await runTick()
    await settled()
    expect(await lastOf(plan)).toMatchObject({ state: 'skipped' })
    state.clock.advance(7 * 24 * HOUR)
    await runTick()
    await eventually(() => state.discord.shown.length === 1)
  })
})

describe('workers of one database', () => {
  it('keep each to an equal share of what the platforms allow', async () => {
    expect(state.worker.share()).toBe(1)
    const others = [start(), start()]
    await pass(MINUTE)
    expect([state.worker, ...others].map((one) => one.share())).toEqual([1 / 3, 1 / 3, 1 / 3])
    await others[0]?.stop()
    await pass(MINUTE)
    expect(state.worker.share()).toBe(1 / 2)
  })
})

describe('stopping', () => {
  it('lets what is being sent end, and gives back the rest at once', async () => {
    const plans = [await schedule('telegram:1'), await schedule('telegram:2')]
    state.telegram.gate = () => new Promise(() => {})
    state.clock.advance(HOUR)
    await runTick()
    await eventually(() => state.worker.running() === 2)
    await state.worker.stop()
    for (const plan of plans) expect(await lastOf(plan)).toMatchObject({ state: 'pending', tries: 0 })
    state.telegram.gate = async () => {}
    state.worker = start()
    await eventually(() => state.telegram.shown.length === 2)
  })
})

describe('stopping while the first of many equal posts is under way', () => {
  it('gives the others back at once: they do not wait for it', async () => {
    const plans = [await schedule('telegram:1'), await schedule('telegram:2')]
    const send = state.telegram.send
    let arrive: (() => void) | undefined
    state.telegram.send = async (...asked) => {
      await new Promise<void>((resolve) => {
        arrive = resolve
      })
      return send(...asked)
    }
    state.clock.advance(HOUR)
    await runTick()
    await eventually(() => state.worker.running() === 2 && arrive !== undefined)
    const stopped = state.worker.stop()
    await eventually(() => state.worker.running() === 1)
    expect(state.telegram.shown).toEqual([])
    arrive?.()
    await stopped
    const states = await Promise.all(plans.map(lastOf))
    expect(states.map((one) => one?.state).sort()).toEqual(['pending', 'sent'])
    expect(states.find((one) => one?.state === 'pending')).toMatchObject({ tries: 0 })
    expect(state.telegram.shown).toHaveLength(1)
  })
})

describe('a store that is away for an hour', () => {
  it('is two lines in the log for all that the worker asks of it, and posts go on after it', async () => {
    await state.worker.stop()
    const lines: string[] = []
    const tell = (text: string) => void lines.push(text)
    let away = false
    const asked = Object.entries(state.store.ledger).map(([name, work]) => [
      name,
      (...args: never[]) =>
        away
          ? Promise.reject(Object.assign(new Error('database is locked'), { errcode: 5 }))
          : (work as (...args: never[]) => unknown)(...args),
    ])
    const ledger = Object.fromEntries(asked) as typeof state.store.ledger
    state.worker = start({ ledger, log: { info: tell, warn: tell, error: tell } })
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
