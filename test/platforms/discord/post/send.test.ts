/** Posts to channels, threads and forums through the real client library, and the outcome of each. */
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import type { Destination, PostOptions } from '#src/chat/posting.ts'
import { systemClock } from '#src/clock.ts'
import { startDiscord } from '#src/platforms/discord/connection.ts'
import { createFakeClock, eventually } from '../../../support/clock.ts'
import { CHANNEL, GUILD, snowflake } from '../../../support/discord/events.ts'
import { textOf } from '../../../support/discord/interactions.ts'
import { startLoopback } from '../../../support/discord/server.ts'
import { partsOf, type Session, settle, startSession } from '../../../support/discord/session.ts'
import { image, prose } from '../../../support/messages.ts'

const MESSAGES = /^\/channels\/\d+\/messages$/
const NONCE = 'AbCdEfGhIjKlMnOpQrStUv'

function recap(more: Partial<Message> = {}): Message {
  return {
    title: 'The week in crypto',
    blocks: [{ kind: 'paragraph', text: 'Bitcoin fell 6.9%.' }],
    images: [image('sheet')],
    footer: ['No advice.'],
    ...more,
  }
}

const LONG = recap({ blocks: [{ kind: 'paragraph', text: prose(9000) }], images: [] })

/** With sections for a thread of its own. */
const threaded = (words: string) =>
  recap({
    framed: true,
    blocks: [{ kind: 'facts', items: [{ text: words }] }],
    thread: {
      title: 'No. 47: the sections',
      messages: ['funding', 'sectors'].map((name) => ({
        ...{ name, title: name, framed: true, images: [image(name)], footer: [] },
        blocks: [{ kind: 'paragraph', text: `${name}: ${words}`, image: name }],
      })),
    },
  })

function to(channel: string, options: PostOptions = {}, more: Partial<Destination> = {}): Destination {
  return { target: `discord:${channel}`, options, nonce: NONCE, title: 'The week in crypto', ...more }
}

/** The first part of a post. */
async function first(session: Session, channel = CHANNEL, options: PostOptions = {}, message = recap()) {
  const { poster } = session.discord
  const prepared = await poster.prepare(message, 'en')
  return settle(session, poster.send(prepared, 0, to(channel, options)))
}

/** All parts, as a ledger would send them. */
async function whole(session: Session, channel: string, options: PostOptions, message: Message) {
  const { poster } = session.discord
  const prepared = await poster.prepare(message, 'en')
  const outcomes = []
  let thread: string | undefined
  for (const index of prepared.parts.keys()) {
    const place = to(channel, options, { nonce: `${NONCE}.${index}`, ...(thread && { thread }) })
    await settle(session, poster.waitForSlot(place.target, 1))
    const outcome = await settle(session, poster.send(prepared, index, place))
    outcomes.push(outcome)
    if (outcome.kind === 'sent') thread ??= outcome.messages[0]?.thread
  }
  return { prepared, outcomes, posted: outcomes.flatMap((one) => (one.kind === 'sent' ? one.messages : [])) }
}

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

describe('other channels', () => {
  it('of announcements are crossposted where asked, and what fails there does not unmake the post', async () => {
    const session = await startSession()
    const { poster } = session.discord
    const { id } = session.loopback.channels.add({ id: snowflake(), type: 5 })
    const place = to(id, { crosspost: true })
    const { posted } = await whole(session, id, { crosspost: true }, recap())
    expect(await settle(session, poster.finish(place, posted))).toEqual([])
    expect(session.loopback.channels.get(id)?.messages[0]?.crossposted).toBe(true)
    // The same again: it is already with its followers (40033).
    expect(await settle(session, poster.finish(place, posted))).toEqual([])
    session.loopback.faults.add('POST', /crosspost/, { kind: 'status', status: 403, code: 50013 })
    expect(await settle(session, poster.finish(place, posted))).toEqual([
      { kind: 'crosspost', code: '50013' },
    ])
    expect(await settle(session, poster.finish(to(id), posted))).toEqual([])
  })

  it('are threads', async () => {
    const session = await startSession()
    const { id } = session.loopback.channels.add({ id: snowflake(), type: 11, parent: CHANNEL })
    expect(await first(session, id, { thread: true })).toMatchObject({ kind: 'sent' })
    expect(session.loopback.channels.get(id)?.messages).toHaveLength(1)
    expect(session.loopback.seen('POST', /threads$/)).toHaveLength(0)
  })

  it('get a thread for each issue where asked, with its later parts in it', async () => {
    const session = await startSession()
    const { posted } = await whole(session, CHANNEL, { thread: true }, LONG)
    expect(posted.length).toBeGreaterThan(2)
    expect(new Set(posted.map(({ thread }) => thread))).toEqual(new Set([posted[0]?.id]))
    expect(session.loopback.channels.get(CHANNEL)?.messages).toHaveLength(1)
    expect(session.loopback.channels.get(posted[0]?.id ?? '')?.messages).toHaveLength(posted.length - 1)
    expect(session.loopback.seen('POST', /messages\/\d+\/threads$/)[0]?.body).toEqual({
      name: 'The week in crypto',
    })
    expect(session.loopback.problems).toEqual([])
  })

  it('get a recap’s sections in a thread named by its number, each with its chart', async () => {
    const session = await startSession()
    const { posted, prepared } = await whole(session, CHANNEL, { thread: true }, threaded('one'))
    expect(prepared.parts).toEqual([
      { weight: 1 },
      { weight: 1, follows: true },
      { weight: 1, follows: true },
    ])
    const opened = session.loopback.channels.get(posted[0]?.id ?? '')
    expect(opened?.name).toBe('No. 47: the sections')
    expect(opened?.messages.map((one) => [textOf(one), one.files.map(({ name }) => name)])).toEqual([
      ['## funding\nfunding: one', ['funding.png']],
      ['## sectors\nsectors: one', ['sectors.png']],
    ])
    expect(session.loopback.channels.get(CHANNEL)?.messages).toHaveLength(1)
    expect(session.loopback.problems).toEqual([])
  })

  it('keep a post whose thread cannot be opened, and know one that is open already', async () => {
    const session = await startSession()
    session.loopback.faults.add('POST', /threads$/, { kind: 'status', status: 403, code: 50013 })
    const outcome = await first(session, CHANNEL, { thread: true })
    expect(outcome).toEqual({
      kind: 'sent',
      faults: [{ kind: 'thread', code: '50013' }],
      messages: [{ id: expect.any(String) }],
    })
    const again = await first(session, CHANNEL, { thread: true })
    const id = again.kind === 'sent' ? again.messages[0]?.id : undefined
    expect(again).toEqual({ kind: 'sent', messages: [{ id, thread: id }] })
    // The nonce gives the same message, whose thread exists (160004).
    expect(await first(session, CHANNEL, { thread: true })).toEqual(again)
  })

  it('are forums: a post with its title and tags, further parts in its thread', async () => {
    const session = await startSession()
    const { id } = session.loopback.channels.add({ id: snowflake(), type: 15 })
    const { posted } = await whole(session, id, { tags: ['1200000000000000055'] }, LONG)
    expect(posted[0]?.thread).toBe(posted[0]?.id)
    expect(session.loopback.seen('POST', /threads$/)[0]?.body).toMatchObject({
      name: 'The week in crypto',
      applied_tags: ['1200000000000000055'],
    })
    expect(session.loopback.channels.get(posted[0]?.id ?? '')?.messages).toHaveLength(posted.length)
    expect(session.loopback.problems).toEqual([])
  })

  it('are forums whose opening nobody confirms: not to be repeated, as a thread has no nonce', async () => {
    const session = await startSession()
    const { id } = session.loopback.channels.add({ id: snowflake(), type: 15 })
    session.loopback.faults.add('POST', /threads$/, { kind: 'reset', accepted: true })
    expect(await first(session, id)).toMatchObject({ kind: 'unknown', repeatable: false })
    const { poster } = session.discord
    expect(await poster.repeats({ target: `discord:${id}` })).toBe(false)
    expect(await poster.repeats({ target: `discord:${id}`, thread: snowflake() })).toBe(true)
    expect(await poster.repeats({ target: `discord:${CHANNEL}` })).toBe(true)
  })
})

describe('an edited post', () => {
  const corrected = recap({ blocks: [{ kind: 'paragraph', text: 'Bitcoin fell 6.8%.' }] })

  it('has its new form in place', async () => {
    const session = await startSession()
    const { poster } = session.discord
    const { posted } = await whole(session, CHANNEL, {}, recap())
    const prepared = await poster.prepare(corrected, 'en')
    const outcome = await settle(session, poster.edit(prepared, to(CHANNEL), posted))
    expect(outcome).toEqual({ kind: 'sent', messages: posted })
    const messages = session.loopback.channels.get(CHANNEL)?.messages ?? []
    expect(messages.map(({ edits }) => edits)).toEqual([1])
    expect(textOf(messages[0])).toContain('6.8%')
    expect(messages[0]?.files).toHaveLength(1)
    expect(session.loopback.problems).toEqual([])
  })

  it('that has become shorter or longer leaves nothing of the old and lacks nothing of the new', async () => {
    const session = await startSession()
    const { poster } = session.discord
    const { prepared: long, posted } = await whole(session, CHANNEL, { thread: true }, LONG)
    const short = await poster.prepare(corrected, 'en')
    const less = await settle(session, poster.edit(short, to(CHANNEL), posted))
    expect(less).toEqual({ kind: 'sent', messages: posted.slice(0, 1) })
    expect(session.loopback.channels.get(posted[0]?.id ?? '')?.messages).toEqual([])
    const more = await settle(session, poster.edit(long, to(CHANNEL), posted.slice(0, 1)))
    expect(more.kind === 'sent' && more.messages).toHaveLength(posted.length)
    expect(session.loopback.problems).toEqual([])
  })

  it('is a recap with its thread: both have the new form, and a recap alone gets no sections', async () => {
    const session = await startSession()
    const { poster } = session.discord
    const { posted } = await whole(session, CHANNEL, { thread: true }, threaded('one'))
    const alone = await first(session, CHANNEL, {}, threaded('one'))
    const prepared = await poster.prepare(threaded('two'), 'en')
    expect(await settle(session, poster.edit(prepared, to(CHANNEL, { thread: true }), posted))).toEqual({
      kind: 'sent',
      messages: posted,
    })
    const { messages = [] } = session.loopback.channels.get(posted[0]?.id ?? '') ?? {}
    expect(messages.map(textOf)).toEqual(['## funding\nfunding: two', '## sectors\nsectors: two'])
    const single = alone.kind === 'sent' ? alone.messages : []
    expect(await settle(session, poster.edit(prepared, to(CHANNEL), single))).toEqual({
      kind: 'sent',
      messages: single,
    })
    expect(session.loopback.problems).toEqual([])
  })

  it('that was deleted is gone, and one that cannot be reached is reported', async () => {
    const session = await startSession()
    const { poster } = session.discord
    const prepared = await poster.prepare(corrected, 'en')
    const edit = (id: string) => settle(session, poster.edit(prepared, to(CHANNEL), [{ id }]))
    expect(await edit(snowflake())).toMatchObject({ kind: 'refused', reason: 'gone' })
    for (let n = 0; n < 3; n++)
      session.loopback.faults.add('PATCH', /messages/, { kind: 'status', status: 502 })
    expect(await edit(snowflake())).toMatchObject({ kind: 'unknown', repeatable: true })
  })
})

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
    const all = [...places, ...Array.from({ length: 7 }, () => CHANNEL)]
    const outcomes = await Promise.all(
      all.map(async (channel, index) => {
        await poster.waitForSlot(`discord:${channel}`, 1)
        return poster.send(prepared, 0, to(channel, {}, { nonce: `n${index}` }))
      }),
    )
    expect(outcomes.map(({ kind }) => kind)).toEqual(all.map(() => 'sent'))
    expect(loopback.refused).toBe(0)
    expect(loopback.channels.get(CHANNEL)?.messages).toHaveLength(7)
    expect(loopback.problems).toEqual([])
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
