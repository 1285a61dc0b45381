/** A part of a post through the real client library: what is sent, what is refused, what cannot be taken now. */
import { describe, expect, it } from 'vitest'
import { CHANNEL, GUILD, snowflake } from '../../../support/discord/events.ts'
import { textOf } from '../../../support/discord/interactions.ts'
import { settle, startSession } from '../../../support/discord/session.ts'
import { image } from '../../../support/messages.ts'
import { MESSAGES, NONCE, recap, LONG, to, first, whole } from '../../../support/discord/sending.ts'

describe('a part of a post', () => {
  it('is sent with its nonce enforced, calling nobody', async () => {
    const session = await startSession()
    const outcome = await first(session)
    const [message] = session.loopback.channels.get(CHANNEL)?.messages ?? []
    expect(outcome).toEqual({ kind: 'sent', messages: [{ id: message?.id }] })
    expect(session.loopback.seen('POST', MESSAGES)[0]?.body).toMatchObject({
      nonce: NONCE,
      enforce_nonce: true,
      allowed_mentions: { parse: [] },
    })
    expect(session.loopback.problems).toEqual([])
  })

  it('tried again after an unknown end is there once', async () => {
    const session = await startSession()
    session.loopback.faults.add('POST', MESSAGES, { kind: 'reset', accepted: true })
    expect(await first(session)).toMatchObject({ kind: 'unknown', repeatable: true })
    expect(session.loopback.seen('POST', MESSAGES)).toHaveLength(1)
    expect(await first(session)).toMatchObject({ kind: 'sent' })
    expect(session.loopback.channels.get(CHANNEL)?.messages).toHaveLength(1)
  })

  it('is one call, drawn and rendered once for all channels', async () => {
    let drawn = 0
    const draw = () => {
      drawn++
      return Promise.resolve(new Uint8Array([1]))
    }
    const session = await startSession({ parts: { draw } })
    const { poster } = session.discord
    const images = Array.from({ length: 10 }, (_, n) => image(`chart${n}`))
    const prepared = await poster.prepare(recap({ images }), 'en')
    expect(prepared.parts).toEqual([{ weight: 1 }])
    for (const _ of [1, 2, 3]) {
      const { id } = session.loopback.channels.add({ id: snowflake(), type: 0 })
      expect(await settle(session, poster.send(prepared, 0, to(id)))).toMatchObject({ kind: 'sent' })
      expect(session.loopback.channels.get(id)?.messages[0]?.files).toHaveLength(10)
    }
    expect(drawn).toBe(10)
    expect(session.loopback.problems).toEqual([])
  })

  it('that names a role calls that role alone, on top of the fullest message', async () => {
    const session = await startSession()
    const role = snowflake()
    const { outcomes } = await whole(session, CHANNEL, { role }, LONG)
    expect(outcomes.length).toBeGreaterThanOrEqual(3)
    const [message, ...others] = session.loopback.channels.get(CHANNEL)?.messages ?? []
    expect(message?.body).toMatchObject({ allowed_mentions: { parse: [], roles: [role] } })
    expect(textOf(message)).toMatch(new RegExp(`^<@&${role}>`))
    expect(others.map(textOf).join()).not.toContain(role)
    expect(session.loopback.problems).toEqual([])
  })

  it('calls a role that was made a moment ago, and leaves out one that was deleted', async () => {
    const session = await startSession()
    const { poster } = session.discord
    const [gone, made] = [snowflake(), snowflake()]
    const prepared = await poster.prepare(recap(), 'en')
    const send = async (role: string) => {
      const where = to(CHANNEL, { role }, { nonce: role })
      await settle(session, poster.repeats(where))
      return settle(session, poster.send(prepared, 0, where))
    }
    expect(await send(gone)).toMatchObject({ faults: [{ kind: 'role', code: 'deleted' }] })
    session.loopback.channels.roles.push({ id: made, name: 'new', permissions: '0', mentionable: true })
    expect(await send(made)).not.toHaveProperty('faults')
    const texts = session.loopback.channels.get(CHANNEL)?.messages.map(textOf)
    expect(texts?.map((text) => text?.startsWith('<@&'))).toEqual([false, true])
  })

  it('whose nonce belongs to a deleted message (10008) had been sent', async () => {
    const session = await startSession()
    session.loopback.faults.add('POST', MESSAGES, { kind: 'status', status: 404, code: 10008 })
    expect(await first(session)).toEqual({ kind: 'sent', messages: [] })
  })

  it('with a nonce that Discord would not take is refused before anything is sent', async () => {
    const session = await startSession()
    const prepared = await session.discord.poster.prepare(recap(), 'en')
    const place = to(CHANNEL, {}, { nonce: 'x'.repeat(26) })
    expect(await session.discord.poster.send(prepared, 0, place)).toMatchObject({ reason: 'invalid' })
    expect(session.loopback.seen('POST', MESSAGES)).toHaveLength(0)
  })
})

describe('a refused part', () => {
  it.each([
    [404, 10003, 'gone', ''],
    [404, 10004, 'kicked', ''],
    [403, 50001, 'forbidden', ''],
    [403, 50013, 'forbidden', ''],
    [400, 50035, 'invalid', ''],
    // Nothing of ours says why: Discord's own words stand beside its code.
    [413, 40005, 'invalid', ' "a fault"'],
    [403, 50007, 'kicked', ''],
    [400, 160005, 'forbidden', ''],
    [400, 40067, 'forbidden', ''],
    [403, 12345, 'forbidden', ' "a fault"'],
  ])('%i %i is %s, keeps its code and is not tried again', async (status, code, reason, words) => {
    const session = await startSession()
    session.loopback.faults.add('POST', MESSAGES, { kind: 'status', status, code })
    expect(await first(session)).toMatchObject({ kind: 'refused', reason, code: `${code}${words}` })
    expect(session.loopback.seen('POST', MESSAGES)).toHaveLength(1)
  })

  it('for want of a permission says which', async () => {
    const session = await startSession()
    const overwrites = [{ id: GUILD, type: 0, allow: '0', deny: String(1n << 15n) }]
    const { id } = session.loopback.channels.add({ id: snowflake(), type: 0, overwrites })
    session.loopback.faults.add('POST', MESSAGES, { kind: 'status', status: 403, code: 50013 })
    expect(await first(session, id)).toEqual({
      kind: 'refused',
      reason: 'forbidden',
      code: '50013',
      lacks: ['attach'],
    })
  })

  it('of a server that has put the bot out is reported from a channel that is shut', async () => {
    const session = await startSession()
    await first(session)
    session.loopback.gateway.dispatch('GUILD_DELETE', { id: GUILD })
    await session.loopback.gateway.flush()
    session.loopback.faults.add('POST', MESSAGES, { kind: 'status', status: 403, code: 50001 })
    expect(await first(session)).toMatchObject({ kind: 'refused', reason: 'kicked' })
  })

  it('to a channel that is gone uploads nothing', async () => {
    const session = await startSession()
    expect(await first(session, snowflake())).toEqual({ kind: 'refused', reason: 'gone', code: '10003' })
    expect(session.loopback.seen('POST', MESSAGES)).toHaveLength(0)
  })

  it('that piles up is counted in the log, before Discord shuts the address out', async () => {
    const session = await startSession()
    const prepared = await session.discord.poster.prepare(recap({ images: [] }), 'en')
    const warned = () => session.log.some((line) => /Discord has refused \d+00 requests/.test(line))
    for (let tries = 0; tries < 100 && !warned(); tries++) {
      session.loopback.faults.add('POST', MESSAGES, { kind: 'status', status: 403, code: 50007 })
      await settle(session, session.discord.poster.send(prepared, 0, to(CHANNEL)))
    }
    expect(warned()).toBe(true)
  })
})

describe('a part that Discord cannot take now', () => {
  it('waits out a short limit by itself', async () => {
    const session = await startSession()
    session.loopback.faults.add('POST', MESSAGES, { kind: 'limit', retryAfter: 0.15 })
    expect(await first(session)).toMatchObject({ kind: 'sent' })
    expect(session.loopback.problems).toEqual([])
  })

  it.each([
    ['of one channel', false],
    ['of everything', true],
  ])('hands a long limit %s to its caller, and gives no turn before it is over', async (_, global) => {
    const session = await startSession()
    const { poster } = session.discord
    session.loopback.faults.add('POST', MESSAGES, { kind: 'limit', retryAfter: 30, global })
    const outcome = await first(session)
    expect(outcome).toMatchObject({ kind: 'busy' })
    expect(outcome.kind === 'busy' && outcome.retryAfter).toBeGreaterThan(29_000)
    expect(session.loopback.seen('POST', MESSAGES)).toHaveLength(1)
    const at = session.clock.now()
    await settle(session, poster.waitForSlot(`discord:${CHANNEL}`, 1))
    expect(session.clock.now() - at).toBeGreaterThan(29_000)
    const began = session.clock.now()
    await settle(session, poster.waitForSlot(`discord:${snowflake()}`, 1))
    expect(session.clock.now() - began).toBeLessThan(1000)
  })

  it.each([500, 502])('%i is unknown: it may be there', async (status) => {
    const session = await startSession()
    session.loopback.faults.add('POST', MESSAGES, { kind: 'status', status })
    expect(await first(session)).toEqual({ kind: 'unknown', reason: `status ${status}`, repeatable: true })
  })

  it('without a connection was not sent', async () => {
    const session = await startSession()
    await session.loopback.close()
    expect(await first(session)).toMatchObject({ kind: 'unreached' })
  })

  it('after the token was reset was not sent, and the next one neither', async () => {
    const session = await startSession()
    session.loopback.faults.add('POST', MESSAGES, { kind: 'status', status: 401 })
    expect(await first(session)).toMatchObject({ kind: 'unreached' })
    expect(await first(session)).toMatchObject({ kind: 'unreached' })
  })
})
