/** Posts to channels, threads and forums through the real client library, and the outcome of each. */
import { describe, expect, it } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import type { Post } from '#src/platforms/discord/posting.ts'
import { refusalText } from '#src/platforms/discord/notice.ts'
import { permissionsOf, permissionWords } from '#src/platforms/discord/permissions.ts'
import { eventually } from '../../support/clock.ts'
import { APPLICATION, CHANNEL, GUILD, snowflake } from '../../support/discord/events.ts'
import { textOf } from '../../support/discord/interactions.ts'
import { type Session, startSession } from '../../support/discord/session.ts'
import { image, prose } from '../../support/messages.ts'

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

function post(session: Session, more: Partial<Post> = {}) {
  return session.discord.post({ channel: CHANNEL, message: recap(), language: 'en', nonce: NONCE, ...more })
}

describe('a post', () => {
  it('is sent with its nonce enforced, calling nobody', async () => {
    const session = await startSession()
    const outcome = await post(session)
    const channel = session.loopback.channels.get(CHANNEL)
    expect(outcome).toEqual({ kind: 'sent', messages: [channel?.messages[0]?.id], crossposted: false })
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
    expect(await post(session)).toMatchObject({ kind: 'unknown', repeatable: true, messages: [] })
    expect(session.loopback.seen('POST', MESSAGES)).toHaveLength(1)
    expect(await post(session)).toMatchObject({ kind: 'sent' })
    expect(session.loopback.channels.get(CHANNEL)?.messages).toHaveLength(1)
  })

  it('of several parts gives each a nonce of its own, and says which are there when one fails', async () => {
    const session = await startSession()
    const long = recap({ blocks: [{ kind: 'paragraph', text: prose(9000) }], images: [] })
    const whole = await post(session, { message: long })
    const nonces = session.loopback
      .seen('POST', MESSAGES)
      .map(({ body }) => (body as { nonce: string }).nonce)
    expect(nonces.length).toBeGreaterThanOrEqual(3)
    expect(new Set(nonces).size).toBe(nonces.length)
    expect(nonces.every((nonce) => nonce.length <= 25)).toBe(true)
    expect(whole.messages).toHaveLength(nonces.length)
    const cut = await startSession()
    // The first part has gone through by the time the second is refused.
    cut.loopback.faults.add('POST', MESSAGES, { kind: 'pass' })
    cut.loopback.faults.add('POST', MESSAGES, { kind: 'status', status: 403, code: 50013 })
    const partly = await post(cut, { message: long })
    expect(partly).toMatchObject({ kind: 'refused', messages: [expect.any(String)] })
    expect(session.loopback.problems).toEqual([])
  })

  it('with ten pictures is one message', async () => {
    const session = await startSession()
    const images = Array.from({ length: 10 }, (_, n) => image(`chart${n}`))
    expect((await post(session, { message: recap({ images }) })).messages).toHaveLength(1)
    expect(session.loopback.channels.get(CHANNEL)?.messages[0]?.files).toHaveLength(10)
    expect(session.loopback.problems).toEqual([])
  })

  it('that names a role calls that role alone', async () => {
    const session = await startSession()
    const role = snowflake()
    await post(session, { role })
    const [message] = session.loopback.channels.get(CHANNEL)?.messages ?? []
    expect(message?.body).toMatchObject({ allowed_mentions: { parse: [], roles: [role] } })
    expect(textOf(message)).toMatch(new RegExp(`^<@&${role}>`))
    expect(session.loopback.problems).toEqual([])
  })

  it('refuses a nonce that leaves no room for parts', async () => {
    const session = await startSession()
    await expect(post(session, { nonce: 'x'.repeat(23) })).rejects.toThrow(RangeError)
  })
})

describe('a refused post', () => {
  it.each([
    [404, 10003, 'The channel does not exist any more.'],
    [403, 50001, 'I cannot see the channel.'],
    [403, 50013, 'I lack a permission in the channel.'],
    [400, 50035, 'Discord refused the form of the message.'],
    [413, 40005, 'The files are larger than Discord takes.'],
    [400, 20028, 'Discord refused the message (code 20,028).'],
  ])('%i %i keeps its code, is said in words and is not tried again', async (status, code, words) => {
    const session = await startSession()
    session.loopback.faults.add('POST', MESSAGES, { kind: 'status', status, code })
    const outcome = await post(session)
    expect(outcome).toMatchObject({ kind: 'refused', failure: { status, code }, messages: [] })
    expect(outcome.kind === 'refused' && refusalText('en', outcome.failure)).toBe(words)
    expect(session.loopback.seen('POST', MESSAGES)).toHaveLength(1)
  })

  it('to a channel that is gone uploads nothing', async () => {
    const session = await startSession()
    expect(await post(session, { channel: snowflake() })).toMatchObject({
      kind: 'refused',
      failure: { code: 10003 },
    })
    expect(session.loopback.seen('POST', MESSAGES)).toHaveLength(0)
  })

  it('whose nonce belongs to a deleted message (10008) had been sent', async () => {
    const session = await startSession()
    session.loopback.faults.add('POST', MESSAGES, { kind: 'status', status: 404, code: 10008 })
    expect(await post(session)).toMatchObject({ kind: 'sent', messages: [] })
  })
})

describe('refusals', () => {
  it('that pile up are counted in the log, before Discord shuts the address out', async () => {
    const session = await startSession()
    const warned = () => session.log.some((line) => /Discord has refused \d+00 requests/.test(line))
    for (let tries = 0; tries < 100 && !warned(); tries++) {
      session.loopback.faults.add('GET', /channels/, { kind: 'status', status: 403, code: 50001 })
      await post(session)
    }
    expect(warned()).toBe(true)
  })
})

describe('a post that Discord cannot take now', () => {
  it('waits out a short limit by itself', async () => {
    const session = await startSession()
    session.loopback.faults.add('POST', MESSAGES, { kind: 'limit', retryAfter: 0.15 })
    expect(await post(session)).toMatchObject({ kind: 'sent' })
    expect(session.loopback.problems).toEqual([])
  })

  it('hands a long limit to its caller', async () => {
    const session = await startSession()
    session.loopback.faults.add('POST', MESSAGES, { kind: 'limit', retryAfter: 30 })
    const outcome = await post(session)
    expect(outcome).toMatchObject({ kind: 'busy', messages: [] })
    expect(outcome.kind === 'busy' && outcome.retryAfter).toBeGreaterThan(29_000)
    expect(session.loopback.seen('POST', MESSAGES)).toHaveLength(1)
  })

  it.each([500, 502])('%i is unknown: it may be there', async (status) => {
    const session = await startSession()
    session.loopback.faults.add('POST', MESSAGES, { kind: 'status', status })
    expect(await post(session)).toMatchObject({
      kind: 'unknown',
      reason: `status ${status}`,
      repeatable: true,
    })
  })

  it('without a connection was not sent', async () => {
    const session = await startSession()
    await session.loopback.close()
    let kind: string | undefined
    void post(session).then((outcome) => {
      kind = outcome.kind
    })
    await eventually(() => {
      session.clock.skip()
      return kind !== undefined
    })
    expect(kind).toBe('unreached')
  })
})

describe('other channels', () => {
  it('of announcements are crossposted where asked, and what fails there does not unmake the post', async () => {
    const session = await startSession()
    const { id } = session.loopback.channels.add({ id: snowflake(), type: 5 })
    expect(await post(session, { channel: id, crosspost: true })).toMatchObject({
      kind: 'sent',
      crossposted: true,
    })
    expect(session.loopback.channels.get(id)?.messages[0]?.crossposted).toBe(true)
    // The same again: the message is there and already with its followers (40033).
    expect(await post(session, { channel: id, crosspost: true })).toMatchObject({ crossposted: true })
    session.loopback.faults.add('POST', /crosspost/, { kind: 'status', status: 403, code: 50013 })
    expect(await post(session, { channel: id, crosspost: true })).toMatchObject({
      kind: 'sent',
      crossposted: false,
    })
  })

  it('are threads', async () => {
    const session = await startSession()
    const { id } = session.loopback.channels.add({ id: snowflake(), type: 11, parent: CHANNEL })
    expect(await post(session, { channel: id })).toMatchObject({ kind: 'sent' })
    expect(session.loopback.channels.get(id)?.messages).toHaveLength(1)
  })

  it('are forums: a post with its title and tags, further parts in its thread', async () => {
    const session = await startSession()
    const { id } = session.loopback.channels.add({ id: snowflake(), type: 15 })
    const message = recap({ blocks: [{ kind: 'paragraph', text: prose(6000) }] })
    const outcome = await post(session, { channel: id, message, tags: ['1200000000000000055'] })
    expect(outcome).toMatchObject({ kind: 'sent', thread: outcome.messages[0] })
    expect(session.loopback.seen('POST', /threads$/)[0]?.body).toMatchObject({
      name: 'The week in crypto',
      applied_tags: ['1200000000000000055'],
    })
    expect(session.loopback.channels.get(outcome.thread ?? '')?.messages).toHaveLength(
      outcome.messages.length,
    )
    expect(session.loopback.problems).toEqual([])
  })

  it('are forums whose opening nobody confirms: not to be repeated, as a thread has no nonce', async () => {
    const session = await startSession()
    const { id } = session.loopback.channels.add({ id: snowflake(), type: 15 })
    session.loopback.faults.add('POST', /threads$/, { kind: 'reset', accepted: true })
    expect(await post(session, { channel: id })).toMatchObject({ kind: 'unknown', repeatable: false })
  })
})

describe('permissions', () => {
  const deny = (bits: bigint) => [{ id: GUILD, type: 0, allow: '0', deny: String(bits) }]

  it('that are missing are listed before anything is sent, in words', async () => {
    const session = await startSession()
    const { channels } = session.loopback
    expect(await session.discord.missing(CHANNEL)).toEqual({ value: [] })
    const shut = channels.add({ id: snowflake(), type: 0, overwrites: deny((1n << 11n) | (1n << 15n)) })
    const result = await session.discord.missing(shut.id)
    expect(result).toEqual({ value: ['send', 'attach'] })
    expect(permissionWords('en', ['send', 'attach'])).toEqual(['Send Messages', 'Attach Files'])
    expect(permissionWords('ja', ['view'])).toEqual(['チャンネルを見る'])
  })

  it('of a thread are those of its channel, with threads in place of messages', async () => {
    const session = await startSession()
    const { channels } = session.loopback
    const parent = channels.add({ id: snowflake(), type: 0, overwrites: deny((1n << 11n) | (1n << 38n)) })
    const thread = channels.add({ id: snowflake(), type: 11, parent: parent.id })
    expect(await session.discord.missing(thread.id)).toEqual({ value: ['threads'] })
  })

  it('cannot be told of a channel that is gone or hidden', async () => {
    const session = await startSession()
    expect(await session.discord.missing(snowflake())).toMatchObject({ failure: { code: 10003 } })
  })

  it('follow from roles, then everyone, roles and member of the channel; administrators may do everything', () => {
    const [role, other] = ['20', '21']
    const base = { guild: '1', user: APPLICATION, own: [role] }
    const roles = [
      { id: '1', permissions: '1' },
      { id: role, permissions: '2' },
      { id: other, permissions: '64' },
    ]
    const overwrite = (id: string, type: number, allow: string, no: string) => ({ id, type, allow, deny: no })
    expect(permissionsOf({ ...base, roles, overwrites: [] })).toBe(3n)
    const overwrites = [
      overwrite(APPLICATION, 1, '8', '4'),
      overwrite(role, 0, '4', '1'),
      overwrite(other, 0, '32', '2'),
      overwrite('1', 0, '1', '2'),
    ]
    expect(permissionsOf({ ...base, roles, overwrites })).toBe(8n)
    const admin = [...roles, { id: '22', permissions: '8' }]
    expect(permissionsOf({ ...base, own: ['22'], roles: admin, overwrites }) & (1n << 40n)).not.toBe(0n)
  })
})
