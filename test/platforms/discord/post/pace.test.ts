/** The pace of posts through the real client library, below limits that are enforced. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#src/clock.ts'
import { startDiscord } from '#src/platforms/discord/connection.ts'
import { createFakeClock, eventually } from '../../../support/clock.ts'
import { CHANNEL, snowflake } from '../../../support/discord/events.ts'
import { startLoopback } from '../../../support/discord/server.ts'
import { partsOf, settle, startSession } from '../../../support/discord/session.ts'
import { watchStalls } from '../../../support/stall.ts'
import { recap, to } from '../../../support/discord/sending.ts'

describe('the pace', () => {
  it('keeps posts to many channels at once, and many to one, below limits that are enforced', async () => {
    const buckets = { limit: 3, window: 0.4, global: 50 }
    // The library keeps to the machine's own time, so these run by it.
    const loopback = await startLoopback({ clock: systemClock, buckets })
    const { parts } = partsOf(createFakeClock(), loopback)
    const discord = await startDiscord({ ...parts, clock: systemClock })
    onTestFinished(async () => {
      await discord.close(0)
      await loopback.close()
    })
    const { poster } = discord
    const prepared = await poster.prepare(recap({ images: [] }), 'en')
    const places = Array.from({ length: 30 }, () => loopback.channels.add({ id: snowflake(), type: 0 }).id)
    const stalls = watchStalls()
    const all = [...places, ...Array.from({ length: 7 }, () => CHANNEL)]
    const outcomes = await Promise.all(
      all.map(async (channel, index) => {
        await poster.waitForSlot(`discord:${channel}`, 1)
        return poster.send(prepared, 0, to(channel, {}, { nonce: `n${index}` }))
      }),
    )
    expect(outcomes.map(({ kind }) => kind)).toEqual(all.map(() => 'sent'))
    // What was paced over the time in which this process could not run arrives at once.
    expect(loopback.refused).toBeLessThanOrEqual(Math.floor((buckets.global * stalls().total) / 1000))
    expect(loopback.channels.get(CHANNEL)?.messages).toHaveLength(7)
    // A request that was under way when another was refused comes before the time that the refusal names.
    expect(loopback.problems.filter((one) => !one.endsWith('before its retry_after'))).toEqual([])
  })

  it('gives at most 45 turns in a second, and the rest in the next', async () => {
    const session = await startSession()
    const turns = Array.from({ length: 90 }, () =>
      session.discord.poster.waitForSlot(`discord:${snowflake()}`, 1),
    )
    const given: number[] = []
    for (const turn of turns) void turn.then(() => given.push(session.clock.now()))
    const start = session.clock.now()
    await settle(session, Promise.all(turns))
    expect(given.filter((at) => at < start + 1000).length).toBeLessThanOrEqual(50)
    expect(session.clock.now() - start).toBeGreaterThanOrEqual(1800)
  })

  it('uses this process’s share of the limit alone', async () => {
    const session = await startSession({ parts: { share: () => 0.5 } })
    const start = session.clock.now()
    const turns = Array.from({ length: 45 }, () =>
      session.discord.poster.waitForSlot(`discord:${snowflake()}`, 1),
    )
    await settle(session, Promise.all(turns))
    expect(session.clock.now() - start).toBeGreaterThanOrEqual(1800)
  })

  it('can be left while waiting', async () => {
    const session = await startSession()
    const stop = new AbortController()
    const turns = Array.from({ length: 90 }, () =>
      session.discord.poster.waitForSlot(`discord:${CHANNEL}`, 1, stop.signal).catch(() => 'left'),
    )
    stop.abort()
    await eventually(() => true)
    expect(await Promise.all(turns)).toContain('left')
  })
})
