/** A part that may have been sent, looked for in its channel: there, certainly absent, or not to be told. */
import { describe, expect, it } from 'vitest'
import type { Destination } from '#src/chat/posting.ts'
import { carries, marked, markOf } from '#src/platforms/discord/post/mark.ts'
import type { LoopbackChannel } from '../../../support/discord/channels.ts'
import { CHANNEL, GUILD, snowflake } from '../../../support/discord/events.ts'
import { settle, startSession } from '../../../support/discord/session.ts'
import { message } from '../../../support/messages.ts'

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000]
const deny = (bit: bigint) => [{ id: GUILD, type: 0, allow: '0', deny: String(1n << bit) }]
/** A message's id at an instant by Discord's clock, which is the machine's here. */
const idAt = (time: number, count = 0) =>
  String((BigInt(Math.round(time) - 1_420_070_400_000) << 22n) + BigInt(count))

async function posting() {
  const session = await startSession()
  const { poster } = session.discord
  const prepared = await poster.prepare(message(), 'ja')
  const to = (channel: string, nonce: string, options: Destination['options'] = {}): Destination => ({
    ...{ target: `discord:${channel}`, nonce, options, title: '週報' },
  })
  return {
    ...session,
    send: (at: Destination) => settle(session, poster.send(prepared, 0, at)),
    find: (at: Destination, age = MINUTE) => settle(session, poster.find(prepared, 0, at, age)),
    to,
  }
}

/** Others write so many messages, one each second before now. */
function chatter({ messages }: LoopbackChannel, count: number, until = Date.now()): void {
  for (let index = 0; index < count; index++)
    messages.push({
      id: idAt(until - index * SECOND, index),
      body: {},
      files: [],
      private: false,
      author: '9',
    })
}

describe('looking for a part that may have been sent', () => {
  it('finds it by its mark alone, among posts of the same words', async () => {
    const { send, find, to, loopback } = await posting()
    for (const nonce of ['one', 'two', 'three']) await send(to(CHANNEL, nonce))
    const ids = loopback.channels.get(CHANNEL)?.messages.map(({ id }) => id)
    expect(await find(to(CHANNEL, 'two'))).toEqual({ kind: 'there', messages: [{ id: ids?.[1] }] })
    expect(await find(to(CHANNEL, 'four'))).toEqual({ kind: 'absent' })
    expect(loopback.problems).toEqual([])
  })

  it('takes nobody else’s message for it, whatever it carries', async () => {
    const { find, to, loopback } = await posting()
    const body = { components: [{ type: 10, content: '週報', id: markOf('one') }] }
    loopback.channels
      .get(CHANNEL)
      ?.messages.push({ id: idAt(Date.now()), body, files: [], private: false, author: '9' })
    expect(await find(to(CHANNEL, 'one'))).toEqual({ kind: 'absent' })
  })

  it('opens the thread that was to begin at it', async () => {
    const { send, find, to, loopback } = await posting()
    await send(to(CHANNEL, 'one'))
    const [message] = loopback.channels.get(CHANNEL)?.messages ?? []
    const found = await find(to(CHANNEL, 'one', { thread: true }))
    expect(found).toEqual({ kind: 'there', messages: [{ id: message?.id, thread: message?.id }] })
    expect(loopback.channels.get(message?.id ?? '')?.type).toBe(11)
    // Opened already, it is the same thread.
    expect(await find(to(CHANNEL, 'one', { thread: true }))).toEqual(found)
  })

  it('reads on until what was written before, and says where there is too much', async () => {
    const { find, to, loopback } = await posting()
    const { messages } = loopback.channels.get(CHANNEL) as LoopbackChannel
    const body = { components: marked([{ type: 10, content: '週報' }], 'one') }
    messages.push({ id: idAt(Date.now() - 5 * MINUTE), body, files: [], private: false })
    chatter({ messages } as LoopbackChannel, 290)
    expect(await find(to(CHANNEL, 'one'), 5 * MINUTE)).toMatchObject({ kind: 'there' })
    expect(loopback.seen('GET', /\/messages$/)).toHaveLength(3)
    // Ten minutes are read beyond its age, as clocks may have been set.
    chatter({ messages } as LoopbackChannel, 710, Date.now() - 290 * SECOND)
    expect(await find(to(CHANNEL, 'two'), MINUTE)).toEqual({ kind: 'absent' })
    expect(await find(to(CHANNEL, 'two'), 30 * MINUTE)).toMatchObject({ kind: 'unknown' })
  })

  it.each([
    ['the channel', 10n],
    ['its history', 16n],
  ])('does not call it absent where the bot may not read %s', async (_, bit) => {
    const { find, to, loopback } = await posting()
    const shut = loopback.channels.add({ id: snowflake(), type: 0, overwrites: deny(bit) })
    expect(await find(to(shut.id, 'one'))).toMatchObject({ kind: 'unknown' })
    expect(loopback.seen('GET', /\/messages$/)).toEqual([])
  })

  it('asks for the right to connect in a channel with voice', async () => {
    const { find, to, loopback } = await posting()
    const voice = loopback.channels.add({ id: snowflake(), type: 2, overwrites: deny(20n) })
    expect(await find(to(voice.id, 'one'))).toMatchObject({ kind: 'unknown' })
  })

  it('finds a forum’s post among the active ones, and does not tell once it may be archived', async () => {
    const { send, find, to, loopback } = await posting()
    const forum = loopback.channels.add({ id: snowflake(), type: 15 })
    await send(to(forum.id, 'one'))
    const [thread] = loopback.channels.get(forum.id)?.messages ?? []
    const there = { kind: 'there', messages: [{ id: thread?.id, thread: thread?.id }] }
    expect(await find(to(forum.id, 'one'))).toEqual(there)
    expect(await find(to(forum.id, 'two'))).toEqual({ kind: 'absent' })
    expect(await find(to(forum.id, 'two'), HOUR)).toMatchObject({ kind: 'unknown' })
    const refuse = (status: number) =>
      loopback.faults.add('GET', /\/messages\/\d+$/, { kind: 'status', status })
    refuse(404)
    expect(await find(to(forum.id, 'one'))).toEqual({ kind: 'absent' })
    refuse(403)
    expect(await find(to(forum.id, 'one'))).toMatchObject({ kind: 'unknown' })
    expect(loopback.problems).toEqual([])
  })

  it('is put off where Discord is out of order, and left to a person where the channel is gone', async () => {
    const { find, to, loopback } = await posting()
    for (let count = 0; count < 3; count++)
      loopback.faults.add('GET', /\/messages$/, { kind: 'status', status: 503 })
    expect(await find(to(CHANNEL, 'one'))).toMatchObject({ kind: 'later' })
    expect(await find(to(snowflake(), 'one'))).toMatchObject({ kind: 'unknown' })
  })
})

describe('the mark of a nonce', () => {
  it('is a number of 31 bits above those that Discord gives, another for every nonce', () => {
    const marks = Array.from({ length: 2000 }, (_, index) => markOf(`nonce ${index}`))
    expect(new Set(marks).size).toBe(2000)
    expect(marks.every((one) => Number.isInteger(one) && one >= 2 ** 30 && one < 2 ** 31)).toBe(true)
    expect(carries([{ type: 10, id: markOf('a') }], 'a')).toBe(true)
    expect(carries([{ type: 10, id: 1 }, { id: markOf('a') }], 'a')).toBe(false)
    expect(carries([], 'a')).toBe(false)
  })
})
