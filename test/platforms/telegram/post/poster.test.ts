/** Posting for schedules on Telegram: each part ends in an outcome that a ledger can go by, and nothing goes twice. */
import { describe, expect, it } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import type { Destination, Outcome, Posted } from '#src/chat/posting.ts'
import { eventually } from '../../../support/clock.ts'
import { image, message } from '../../../support/messages.ts'
import type { LoopbackChat } from '../../../support/telegram/chats.ts'
import { OTHER, OWNER } from '../../../support/telegram/events.ts'
import type { Fault } from '../../../support/telegram/faults.ts'
import { quiet, saidIn, type Session, startSession } from '../../../support/telegram/session.ts'

const PICTURE = message({ title: 'Weekly recap', images: [image('sheet')] })
const SENDING = /^send(Message|Photo|MediaGroup|Document)$/

function to(chat: LoopbackChat | string, more: Partial<Destination> = {}): Destination {
  const target = typeof chat === 'string' ? chat : `telegram:${chat.id}`
  return { target, options: {}, nonce: 'n', title: 'Weekly recap', ...more }
}

/** What a promise gives; the fake clock moves as long as it takes. */
async function done<Value>({ clock }: Session, work: Promise<Value>): Promise<Value> {
  let ended = false
  void work
    .finally(() => {
      ended = true
    })
    .catch(() => undefined)
  await eventually(() => {
    if (!ended) clock.advance(5)
    return ended
  })
  return work
}

/** Posts all parts in order, as a courier would. */
async function post(session: Session, what: Message, where: Destination): Promise<Outcome[]> {
  const { poster } = session.telegram
  const prepared = await poster.prepare(what, 'en')
  const outcomes: Outcome[] = []
  for (const [part, { weight }] of prepared.parts.entries()) {
    await done(session, poster.waitForSlot(where.target, weight))
    outcomes.push(await done(session, poster.send(prepared, part, where)))
    if (outcomes.at(-1)?.kind !== 'sent') break
  }
  return outcomes
}

/** Where it went well: the messages. */
const postedIn = (outcomes: readonly Outcome[]): Posted[] =>
  outcomes.flatMap((one) => (one.kind === 'sent' ? one.messages : []))

describe('a post', () => {
  it.each(['privateChat', 'group', 'forum', 'channel'] as const)('reaches a %s', async (place) => {
    const session = await startSession()
    const chat = session[place]
    const topic = place === 'forum' ? ':7' : ''
    const outcomes = await post(session, PICTURE, to(`telegram:${chat.id}${topic}`))
    expect(outcomes).toMatchObject([{ kind: 'sent', messages: [{ id: String(chat.messages[0]?.id) }] }])
    expect(chat.messages).toMatchObject([{ text: 'Weekly recap', ...(topic && { topic: 7 }) }])
    expect(session.loopback.problems).toEqual([])
  })

  it('is an album with its words after it, each weighing what it counts', async () => {
    const session = await startSession()
    const prepared = await session.telegram.poster.prepare(
      message({
        images: [image('a'), image('b'), image('c')],
        blocks: [{ kind: 'paragraph', text: 'y '.repeat(900) }],
      }),
      'en',
    )
    expect(prepared.parts.map(({ weight }) => weight)).toEqual([3, 1])
  })

  it('is silent and protected where that is asked, and not otherwise', async () => {
    const session = await startSession()
    await post(session, PICTURE, to(session.group, { options: { silent: true, protect: true } }))
    await post(session, PICTURE, to(session.channel))
    expect(session.group.messages).toMatchObject([{ silent: true, protected: true }])
    expect(session.channel.messages).toMatchObject([{ silent: false, protected: false }])
  })

  it('is pinned, and the one before it unpinned', async () => {
    const session = await startSession()
    const { forum, telegram } = session
    forum.bot = { status: 'administrator' }
    const options = { pin: true }
    const first = postedIn(await post(session, PICTURE, to(forum, { options })))
    expect(await telegram.poster.finish(to(forum, { options }), first)).toEqual([])
    const second = postedIn(await post(session, PICTURE, to(forum, { options })))
    expect(await telegram.poster.finish(to(forum, { options, previous: first }), second)).toEqual([])
    expect(forum.messages.map(({ pinned }) => pinned)).toEqual([false, true])
  })

  it('that cannot be pinned is a post all the same', async () => {
    const session = await startSession()
    const options = { pin: true }
    const posted = postedIn(await post(session, PICTURE, to(session.group, { options })))
    expect(await session.telegram.poster.finish(to(session.group, { options }), posted)).toEqual([
      { kind: 'pin', code: expect.stringContaining('not enough rights') },
    ])
  })

  it('is edited in place', async () => {
    const session = await startSession()
    const { poster } = session.telegram
    const posted = postedIn(await post(session, PICTURE, to(session.group)))
    const corrected = await poster.prepare({ ...PICTURE, title: 'Corrected' }, 'en')
    expect(await done(session, poster.edit(corrected, to(session.group), posted))).toMatchObject({
      kind: 'sent',
    })
    expect(saidIn(session.group)).toEqual(['Corrected'])
  })

  it('that has become longer or shorter leaves nothing of the old and lacks nothing of the new', async () => {
    const session = await startSession()
    const { poster } = session.telegram
    const { group } = session
    const words = (count: number): Message['blocks'] => [{ kind: 'paragraph', text: 'word '.repeat(count) }]
    const short = { ...PICTURE, blocks: words(20) }
    const edit = async (what: Message, posted: readonly Posted[]) => {
      const outcome = await done(session, poster.edit(await poster.prepare(what, 'en'), to(group), posted))
      return postedIn([outcome])
    }
    const posted = postedIn(await post(session, short, to(group)))
    expect(posted).toMatchObject([{ shows: 'photo' }])
    const more = await edit({ ...PICTURE, blocks: words(300) }, posted)
    expect(more.map(({ id, shows }) => [id === posted[0]?.id, shows])).toEqual([
      [true, 'photo'],
      [false, 'text'],
    ])
    expect(group.messages.map(({ photo }) => photo !== undefined)).toEqual([true, false])
    const less = await edit(short, more)
    expect(less).toEqual(posted)
    expect(group.messages).toHaveLength(1)
    expect(session.loopback.problems).toEqual([])
  })

  it('with a picture more or fewer never puts words in the place of one', async () => {
    const session = await startSession()
    const { poster } = session.telegram
    const { group } = session
    const album = (...names: string[]) =>
      message({
        title: names.join(' '),
        images: names.map((name) => image(name)),
        blocks: [{ kind: 'paragraph', text: `${names.join(' ')} ${'word '.repeat(300)}` }],
      })
    const kinds = () => group.messages.map(({ photo }) => (photo === undefined ? 'text' : 'photo'))
    let posted = postedIn(await post(session, album('a', 'b', 'c'), to(group)))
    for (const [names, shown] of [
      [
        ['a', 'b'],
        ['photo', 'photo', 'text'],
      ],
      [
        ['a', 'b', 'd', 'e'],
        ['photo', 'photo', 'text', 'photo', 'photo'],
      ],
      [['a'], ['photo', 'text']],
    ] as const) {
      const prepared = await poster.prepare(album(...names), 'en')
      posted = postedIn([await done(session, poster.edit(prepared, to(group), posted))])
      expect(kinds()).toEqual(shown)
      expect(posted).toHaveLength(shown.length)
    }
    expect(group.messages.at(-1)?.text).toContain('a word')
    expect(session.loopback.problems).toEqual([])
  })

  it('to a hundred chats at once uploads its picture once', async () => {
    const session = await startSession()
    const { poster } = session.telegram
    const chats = Array.from({ length: 100 }, (_, index) =>
      session.loopback.chats.add({ id: -1_001_100_000_000 - index, type: 'channel' }),
    )
    const prepared = await poster.prepare(PICTURE, 'en')
    const sending = chats.map(async (chat) => {
      await poster.waitForSlot(`telegram:${chat.id}`, 1)
      return poster.send(prepared, 0, to(chat))
    })
    const outcomes = await done(session, Promise.all(sending))
    expect(outcomes.every(({ kind }) => kind === 'sent')).toBe(true)
    expect(session.loopback.files.uploads).toHaveLength(1)
    expect(chats.every(({ messages }) => messages.length === 1 && messages[0]?.photo)).toBe(true)
    expect(session.loopback.problems).toEqual([])
  })
})

describe('a post that goes wrong', () => {
  async function failed(fault: Fault, chat: 'group' | 'forum' = 'group') {
    const session = await startSession()
    session.loopback.faults.add(SENDING, fault)
    const [outcome] = await post(session, message(), to(session[chat]))
    expect(session.loopback.seen(SENDING)).toHaveLength(1)
    return { session, outcome }
  }

  it.each([
    ['blocked', 'kicked'],
    ['kicked', 'kicked'],
    ['notIn', 'kicked'],
    ['deleted', 'gone'],
    ['noChat', 'gone'],
    ['noTopic', 'gone'],
    ['closedTopic', 'forbidden'],
    ['mayNotWrite', 'forbidden'],
    ['mayNotShow', 'forbidden'],
    ['mayNotPost', 'forbidden'],
    ['textTooLong', 'invalid'],
  ] as const)('refused as %s is %s', async (as, reason) => {
    const { outcome } = await failed({ kind: 'refuse', as })
    expect(outcome).toMatchObject({ kind: 'refused', reason, code: expect.stringMatching(/40[03]/) })
  })

  it('at a 429 is busy for exactly as long, and everything else to that chat waits too', async () => {
    const { session, outcome } = await failed({ kind: 'limit', retryAfter: 9 })
    expect(outcome).toEqual({ kind: 'busy', retryAfter: 9000 })
    const began = session.clock.now()
    const [again] = await post(session, message(), to(session.group))
    expect(again?.kind).toBe('sent')
    expect(session.clock.now() - began).toBeGreaterThanOrEqual(8900)
    expect(session.loopback.problems).toEqual([])
  })

  it.each([
    ['a reset after it was accepted', { kind: 'reset', accepted: true }],
    ['a reset before', { kind: 'reset', accepted: false }],
    ['a 500', { kind: 'status', status: 500 }],
  ] as const)('by %s is unknown, and not to be repeated', async (_, fault) => {
    const { outcome } = await failed(fault)
    expect(outcome).toMatchObject({ kind: 'unknown', repeatable: false })
  })

  it('as the token is refused is no fault of the chat’s', async () => {
    const { outcome } = await failed({ kind: 'refuse', as: 'unauthorized' })
    expect(outcome?.kind).toBe('unreached')
  })

  it('where no connection can be made was not sent', async () => {
    const session = await startSession()
    const prepared = await session.telegram.poster.prepare(message(), 'en')
    await session.loopback.close()
    const outcome = await done(session, session.telegram.poster.send(prepared, 0, to(session.group)))
    expect(outcome).toMatchObject({ kind: 'unreached' })
  })

  it('for a group that became a supergroup goes to its new address, once, and says so', async () => {
    const session = await startSession()
    const moved = session.loopback.migrate(session.group, -1_001_000_000_060, { silently: true })
    const outcomes = await post(session, PICTURE, to(session.group))
    expect(outcomes).toMatchObject([{ kind: 'sent', movedTo: `telegram:${moved.id}` }])
    expect(saidIn(moved)).toEqual(['Weekly recap'])
    expect(saidIn(session.group)).toEqual([])
    await quiet(session)
  })
})

describe('before a post', () => {
  it('says what keeps the bot from posting there as asked', async () => {
    const session = await startSession()
    const { loopback, telegram, group, forum, channel } = session
    const { poster } = telegram
    const check = (chat: LoopbackChat, topic = '') =>
      poster.check(`telegram:${chat.id}${topic}`, { pin: true })
    expect(await check(group)).toEqual(['pin'])
    group.bot = { status: 'member', lacks: ['can_send_photos'] }
    expect(await check(group)).toEqual(['attach', 'pin'])
    group.bot = { status: 'restricted', lacks: ['can_send_messages'] }
    expect(await check(group)).toContain('send')
    channel.bot = { status: 'administrator', lacks: ['can_post_messages'] }
    expect(await check(channel)).toContain('post')
    forum.bot = { status: 'administrator' }
    expect(await check(forum, ':7')).toEqual([])
    expect(await check(forum, ':8')).toEqual(['topic'])
    // General is the group itself: Telegram knows no topic of that number.
    expect(await check(forum, ':1')).toEqual([])
    loopback.setMembership(forum, 'kicked')
    expect(await check(forum)).toEqual(['chat'])
    expect(loopback.problems).toEqual([])
  })

  it('wants no right to send photos for the words alone', async () => {
    const { telegram, group } = await startSession()
    group.bot = { status: 'member', lacks: ['can_send_photos'] }
    expect(await telegram.poster.check(`telegram:${group.id}`, { textOnly: true })).toEqual([])
  })

  it('says that a group wants to be paid, and quotes what no sentence of ours fits', async () => {
    const session = await startSession()
    const { group, telegram, loopback } = session
    group.price = 25
    expect(await telegram.poster.check(`telegram:${group.id}`, {})).toEqual(['paid'])
    const [outcome] = await post(session, message(), to(group))
    expect(outcome).toMatchObject({
      kind: 'refused',
      reason: 'forbidden',
      lacks: [{ said: 'ALLOW_PAYMENT_REQUIRED_25' }],
    })
    expect(loopback.problems).toEqual([])
  })

  it('asks Telegram who may configure a chat, and what it is called', async () => {
    const { telegram, group, forum } = await startSession()
    const { poster } = telegram
    expect(await poster.manages(`telegram:${group.id}`, String(OWNER))).toBe('may')
    expect(await poster.manages(`telegram:${group.id}`, String(OTHER))).toBe('mayNot')
    expect(await poster.nameOf(`telegram:${group.id}`)).toBe(`Chat ${group.id}`)
    expect(await poster.nameOf('telegram:-12345')).toBeUndefined()
    expect(poster.linkOf(`telegram:${forum.id}:7`, { id: '55' })).toBe('https://t.me/c/1000000001/7/55')
    expect(poster.linkOf(`telegram:${group.id}`, { id: '55' })).toBeUndefined()
  })
})
