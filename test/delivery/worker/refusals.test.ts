/** Platforms that are busy, out of reach or refuse, and what moderators are notified of. */
import { describe, expect, it } from 'vitest'
import type { Outcome } from '#src/chat/posting.ts'
import { eventually } from '../../support/clock.ts'
import { noticesInto } from '../../support/notices.ts'
import type { FakePoster } from '../../support/posters.ts'
import { DUE, HOUR, MINUTE, SECOND, usePostingWorker } from '../../support/postingworker.ts'

const { lastOf, pass, runTick, schedule, settled, start, state } = usePostingWorker()

/** A platform's own sending, but for what the outage says. */
function withOutage(poster: FakePoster, outage: () => Outcome | undefined): FakePoster['send'] {
  const send = poster.send
  return async (...asked) => outage() ?? send(...asked)
}

describe('a platform that says no', () => {
  it('is obeyed when it is busy, without counting a try', async () => {
    const plan = await schedule('telegram:1')
    state.telegram.script.push({ kind: 'busy', retryAfter: 40 * SECOND })
    state.clock.advance(HOUR)
    await runTick()
    await pass(35 * SECOND)
    expect(state.telegram.calls).toHaveLength(1)
    await pass(20 * SECOND)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent', tries: 1 })
  })

  it('is tried again for half an hour while it cannot be reached, and gets its post', async () => {
    const plan = await schedule('telegram:1')
    const outage = { kind: 'unreached' as const, reason: 'DNS' }
    state.telegram.send = withOutage(state.telegram, () =>
      state.clock.now() < DUE + 30 * MINUTE ? outage : undefined,
    )
    state.clock.advance(HOUR)
    await runTick()
    await pass(36 * MINUTE, 30 * SECOND)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    expect(state.telegram.shown).toHaveLength(1)
    expect(state.notified).toEqual([])
  })

  it('is tried until the grace is over where it stays out of reach, which is reported once', async () => {
    const plan = await schedule('telegram:1', { grace: HOUR })
    const outage = { kind: 'unreached' as const, reason: 'DNS' }
    state.telegram.send = withOutage(state.telegram, () => outage)
    state.clock.advance(HOUR)
    await runTick()
    await pass(50 * MINUTE, 30 * SECOND)
    expect(await lastOf(plan)).toMatchObject({ state: 'pending', error: { code: 'unreached', text: 'DNS' } })
    await pass(15 * MINUTE, 30 * SECOND)
    expect(await lastOf(plan)).toMatchObject({ state: 'expired', error: { code: 'unreached' } })
    expect(state.notified.map(({ delivery }) => delivery.state)).toEqual(['expired'])
    expect(state.telegram.shown).toEqual([])
  })

  it('for a missing permission is reported within two minutes, and pauses the schedule at the third time', async () => {
    const plan = await schedule('discord:1')
    const refusal = {
      kind: 'refused' as const,
      reason: 'forbidden' as const,
      code: '50013',
      lacks: ['send' as const],
    }
    state.discord.script.push(refusal, refusal, refusal)
    state.clock.advance(HOUR)
    await runTick()
    await pass(2 * MINUTE)
    expect(state.notified.map(({ delivery, lacks }) => [delivery.state, lacks])).toEqual([
      ['pending', ['send']],
    ])
    await pass(40 * MINUTE, 10 * SECOND)
    expect(await lastOf(plan)).toMatchObject({ state: 'dead', error: { code: 'forbidden', text: '50013' } })
    expect(await state.store.schedules.get(plan.id)).toMatchObject({ state: 'paused', trouble: 'forbidden' })
    expect((await state.store.schedules.get(plan.id))?.nextRunAt).toBeUndefined()
    expect((await state.store.schedules.revisions(plan.id)).at(-1)).toMatchObject({
      change: 'paused',
      by: 'system',
    })
    expect(state.notified.at(-1)).toMatchObject({
      schedule: { trouble: 'forbidden' },
      delivery: { state: 'dead' },
    })
  })

  it('that granted the permission meanwhile is posted to, and the count starts afresh', async () => {
    const plan = await schedule('discord:1')
    const refusal = { kind: 'refused' as const, reason: 'forbidden' as const, code: '50013' }
    state.discord.script.push(refusal, refusal, undefined)
    state.clock.advance(HOUR)
    await runTick()
    await pass(40 * MINUTE, 10 * SECOND)
    expect(await lastOf(plan)).toMatchObject({ state: 'sent' })
    state.discord.script.push(refusal, refusal)
    state.clock.advance(7 * 24 * HOUR - 40 * MINUTE)
    await runTick()
    await pass(40 * MINUTE, 10 * SECOND)
    expect(await state.store.schedules.get(plan.id)).toMatchObject({ state: 'active' })
    expect(state.discord.shown).toHaveLength(2)
  })

  it.each(['gone', 'kicked'] as const)('as the chat is %s pauses the schedule at once', async (reason) => {
    const plan = await schedule('telegram:1')
    state.telegram.script.push({ kind: 'refused', reason, code: '403' })
    state.clock.advance(HOUR)
    await runTick()
    await pass(MINUTE)
    expect(await lastOf(plan)).toMatchObject({ state: 'dead' })
    expect(await state.store.schedules.get(plan.id)).toMatchObject({ state: 'paused', trouble: reason })
  })
})

describe('a group that became a supergroup', () => {
  it('is posted to at its new address, in every schedule and setting', async () => {
    const [plan, topic] = [
      await schedule('telegram:-5', { language: 'both' }),
      await schedule('telegram:-5:7'),
    ]
    await state.store.memory.saveSettings('telegram:-5:7', { language: 'ja' })
    state.telegram.gate = async () => {
      while (state.telegram.calls.length > 0 && state.telegram.shown.length === 0)
        await new Promise((done) => setImmediate(done))
    }
    state.telegram.script.push({ kind: 'moved', to: 'telegram:-1005' })
    state.clock.advance(HOUR)
    await runTick()
    await eventually(() => state.telegram.shown.length === 3)
    await settled()
    expect(await state.store.schedules.get(plan.id)).toMatchObject({ target: 'telegram:-1005' })
    expect(await state.store.schedules.get(topic.id)).toMatchObject({ target: 'telegram:-1005:7' })
    expect(await state.store.memory.settings('telegram:-1005:7')).toEqual({ language: 'ja' })
    expect((await state.store.schedules.revisions(plan.id)).at(-1)).toMatchObject({
      change: 'moved',
      by: 'system',
    })
    expect(await lastOf(plan)).toMatchObject({ state: 'sent', target: 'telegram:-1005' })
  })
})

describe('what moderators are to be reported', () => {
  it('is reported again where telling failed', async () => {
    await state.worker.stop()
    let failures = 2
    state.worker = start({
      notices: noticesInto(state.notified, async () => {
        if (failures-- > 0) throw new Error('not now')
        return { kind: 'sent' }
      }),
    })
    await schedule('telegram:1')
    state.telegram.script.push({ kind: 'lost', arrives: true })
    state.clock.advance(HOUR)
    await runTick()
    await pass(5 * MINUTE)
    expect(state.notified).toHaveLength(1)
  })
})
