/** Posts whose answer is lost: each is shown once, or held until a person decides. */
import { describe, expect, it } from 'vitest'
import { eventually } from '../../support/clock.ts'
import { HOUR, MINUTE, SECOND, usePostingWorker } from '../../support/postingworker.ts'

const { lastOf, pass, runTick, schedule, settled, state } = usePostingWorker()

describe('a send whose answer is lost', () => {
  it('is repeated on Discord under the same nonce, which shows one message', async () => {
    const plan = await schedule('discord:1')
    state.discord.script.push({ kind: 'lost', arrives: true }, { kind: 'lost', arrives: true })
    state.clock.advance(HOUR)
    await runTick()
    await pass(30 * SECOND)
    expect(state.discord.calls).toHaveLength(3)
    expect(new Set(state.discord.calls.map(({ nonce }) => nonce)).size).toBe(1)
    expect(state.discord.shown).toHaveLength(1)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(state.notified).toEqual([])
  })

  it('is repeated on Discord only where the call ends before its nonce is 90 seconds old', async () => {
    const plan = await schedule('discord:1')
    state.discord.script.push(...Array.from({ length: 30 }, () => ({ kind: 'lost' as const, arrives: true })))
    state.clock.advance(HOUR)
    const times: number[] = []
    state.discord.gate = async () => void times.push(state.clock.now())
    await runTick()
    await pass(10 * MINUTE)
    // A call has 15 seconds to be answered, and may wait for a limit before it.
    const calls = times.slice(0, state.discord.calls.length)
    expect(Math.max(...calls) - Math.min(...calls)).toBeLessThanOrEqual(70 * SECOND)
    expect(calls.length).toBeGreaterThan(3)
    // Then it is looked for, and found.
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(state.discord.shown).toHaveLength(1)
    expect(state.notified).toEqual([])
  })

  it('is held on Discord where nobody can look whether it is there', async () => {
    state.discord.find = async () => ({ kind: 'unknown', reason: 'the bot may not read' })
    const plan = await schedule('discord:1')
    state.discord.script.push(...Array.from({ length: 30 }, () => ({ kind: 'lost' as const, arrives: true })))
    state.clock.advance(HOUR)
    await runTick()
    await pass(10 * MINUTE)
    const held = await lastOf(plan)
    expect(held).toMatchObject({
      state: 'uncertain',
      error: { text: expect.stringContaining('may not read') },
    })
    expect(state.discord.shown).toHaveLength(1)
    expect(state.notified.map(({ delivery }) => delivery.state)).toEqual(['uncertain'])
  })

  it('is looked for on Discord again and again where it cannot be looked for now', async () => {
    const find = state.discord.find
    const looks: { readonly at: number; readonly age: number }[] = []
    state.discord.find = async (...asked) => {
      looks.push({ at: state.clock.now(), age: asked[3] })
      return looks.length < 4 ? { kind: 'later', reason: 'no connection' } : find(...asked)
    }
    const plan = await schedule('discord:1')
    state.discord.script.push(...Array.from({ length: 30 }, () => ({ kind: 'lost' as const, arrives: true })))
    state.clock.advance(HOUR)
    await runTick()
    await pass(30 * MINUTE)
    expect(looks).toHaveLength(4)
    // As far back as it was sent, with a pause after each look.
    expect(new Set(looks.map(({ at, age }) => at - age)).size).toBe(1)
    const pauses = looks.slice(1).map(({ at }, before) => at - (looks[before]?.at ?? at))
    expect(Math.min(...pauses)).toBeGreaterThan(MINUTE)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(state.discord.shown).toHaveLength(1)
  })

  it('is sent on Discord as for the first time where it is certainly not there', async () => {
    const plan = await schedule('discord:1')
    const times: number[] = []
    const send = state.discord.send
    state.discord.send = (...asked) => {
      times.push(state.clock.now())
      return send(...asked)
    }
    const lost = { kind: 'lost' as const, arrives: false }
    state.discord.script.push(...Array.from({ length: 12 }, () => lost))
    state.clock.advance(HOUR)
    await runTick()
    await pass(10 * MINUTE)
    expect(state.discord.shown).toHaveLength(1)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    const gap = Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? 0)))
    // No call is made between the end of the first nonce's use and the end of its window.
    expect(gap).toBeGreaterThanOrEqual(20 * SECOND)
  })

  it('that is refused afterwards is looked for before its chat is blamed', async () => {
    const plan = await schedule('discord:1')
    const refused = { kind: 'refused', reason: 'forbidden', code: '50013' } as const
    state.discord.script.push({ kind: 'lost', arrives: true }, refused, refused)
    state.clock.advance(HOUR)
    await runTick()
    await pass(5 * MINUTE)
    expect(state.discord.shown).toHaveLength(1)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(await state.store.schedules.get(plan.id)).toMatchObject({ state: 'active' })
    expect(state.notified).toEqual([])
  })

  it('is held on Telegram until a person says that it arrived', async () => {
    const plan = await schedule('telegram:-1', { language: 'both' })
    state.telegram.script.push({ kind: 'lost', arrives: true })
    state.clock.advance(HOUR)
    await runTick()
    await pass(10 * MINUTE)
    expect(state.telegram.calls).toHaveLength(1)
    const held = await lastOf(plan)
    expect(held).toMatchObject({ state: 'uncertain', error: { code: 'unknown' } })
    expect(await state.deliveries.settle(held?.id ?? '', 'arrived', state.clock.now())).toBe(true)
    await eventually(() => state.telegram.shown.length === 2)
    await settled()
    expect(state.telegram.shown.map(({ text }) => text)).toEqual(['recap ja', 'recap en'])
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(await state.deliveries.settle(held?.id ?? '', 'resend', state.clock.now())).toBe(false)
  })

  it('is sent again on Telegram where a person says so, long after its grace too', async () => {
    const plan = await schedule('telegram:-1')
    state.telegram.script.push({ kind: 'lost', arrives: false })
    state.clock.advance(HOUR)
    await runTick()
    await pass(MINUTE)
    state.clock.advance(20 * HOUR)
    expect(await state.deliveries.settle((await lastOf(plan))?.id ?? '', 'resend', state.clock.now())).toBe(
      true,
    )
    await eventually(() => state.telegram.shown.length === 1)
    await settled()
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(state.telegram.calls[0]?.nonce).not.toBe(state.telegram.calls[1]?.nonce)
  })
})
