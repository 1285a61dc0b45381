/** Commands on Telegram through grammY: in every kind of chat, each once, answered where they were asked. */
import { describe, expect, it } from 'vitest'
import { eventually } from '../../../support/clock.ts'
import { image, prose } from '../../../support/messages.ts'
import { ASKER, OTHER, OWNER } from '../../../support/telegram/events.ts'
import { TOKEN } from '../../../support/telegram/server.ts'
import { finish, PNG, quiet, reply, saidIn, startSession } from '../../../support/telegram/session.ts'

describe('a command', () => {
  it('is answered in a private chat, with its words in order and the member’s language', async () => {
    const session = await startSession()
    const { loopback, privateChat, asked } = session
    loopback.write(privateChat, '/funding btc 30d', { locale: 'ja' })
    await finish(session)
    expect(saidIn(privateChat)).toEqual(['Funding turned negative'])
    expect(asked).toMatchObject([
      {
        platform: 'telegram',
        chat: `telegram:${ASKER}`,
        member: String(ASKER),
        place: 'private',
        memberLanguage: 'ja',
        input: { kind: 'command', name: 'funding', words: ['btc', '30d'] },
      },
    ])
    expect(loopback.problems).toEqual([])
  })

  it('is answered in a group as a reply to it, by the bot’s name, an alias, in any case', async () => {
    const session = await startSession()
    const { loopback, group, asked } = session
    for (const text of ['/funding@kawaraban_bot btc', '/FUND btc', '/funding@Kawaraban_Bot btc'])
      loopback.write(group, text)
    await finish(session)
    expect(asked.map(({ input }) => input.kind === 'command' && input.name)).toEqual([
      'funding',
      'fund',
      'funding',
    ])
    expect(saidIn(group)).toHaveLength(3)
    const [question] = group.messages
    expect(group.messages.find(({ from }) => from === 'bot')?.replyTo).toBe(question?.id)
    expect(loopback.problems).toEqual([])
  })

  it('for another bot, or none of ours, is left alone in a group', async () => {
    const session = await startSession()
    session.loopback.write(session.group, '/funding@other_bot btc')
    session.loopback.write(session.group, '/roll 6')
    session.loopback.write(session.group, 'good morning')
    await finish(session)
    expect(session.asked).toEqual([])
    expect(saidIn(session.group)).toEqual([])
  })

  it('is answered in the topic that it was asked in', async () => {
    const session = await startSession({ answer: () => reply('x', { images: [image('a'), image('b')] }) })
    session.loopback.write(session.forum, '/funding', { topic: 7 })
    await finish(session)
    const answers = session.forum.messages.filter(({ from }) => from === 'bot')
    expect(answers.length).toBeGreaterThan(1)
    expect(answers.every(({ topic }) => topic === 7)).toBe(true)
    expect(session.asked[0]?.chat).toBe(`telegram:${session.forum.id}:7`)
    expect(session.loopback.problems).toEqual([])
  })

  it('is answered in a channel, where every author may decide', async () => {
    const session = await startSession()
    session.loopback.write(session.channel, '/funding btc')
    await finish(session)
    expect(saidIn(session.channel)).toEqual(['Funding turned negative'])
    expect(session.asked[0]).toMatchObject({ manager: true, chat: `telegram:${session.channel.id}` })
    expect(session.loopback.problems).toEqual([])
  })

  it('that a channel’s post carries into its discussion group is answered once, in the channel', async () => {
    const session = await startSession()
    session.loopback.write(session.forum, '/funding', { automatic: true, sender: session.channel })
    await finish(session)
    expect(session.asked).toEqual([])
  })

  it('that comes twice is answered once', async () => {
    const session = await startSession()
    const { loopback, privateChat } = session
    const number = loopback.write(privateChat, '/funding')
    await finish(session)
    loopback.updates.again(number)
    await finish(session)
    expect(session.asked).toHaveLength(1)
    expect(saidIn(privateChat)).toHaveLength(1)
  })

  it('of a slow supplier keeps no other chat waiting, and shows that something is being made', async () => {
    let give: () => void = () => undefined
    const slow = new Promise<void>((resolve) => {
      give = resolve
    })
    const session = await startSession({
      answer: async ({ chat }) => {
        if (chat.endsWith('-4001')) await slow
        return reply(`For ${chat}`)
      },
    })
    const { loopback, group, privateChat, clock } = session
    loopback.write(group, '/funding')
    loopback.write(privateChat, '/funding')
    await eventually(() => saidIn(privateChat).length === 1)
    expect(saidIn(group)).toEqual([])
    clock.advance(300)
    await quiet(session)
    clock.advance(4600)
    await quiet(session)
    expect(loopback.actions.filter(({ chat }) => chat === group.id).length).toBe(2)
    give()
    await finish(session)
    expect(saidIn(group)).toEqual([`For telegram:${group.id}`])
  })

  it('that gets no answer within a minute is told so', async () => {
    const session = await startSession({ answer: () => new Promise(() => undefined) })
    session.loopback.write(session.privateChat, '/funding', { locale: 'ja' })
    await eventually(() => session.asked.length === 1)
    session.clock.advance(60_000)
    await finish(session)
    expect(saidIn(session.privateChat).join()).toMatch(/60\s*秒/)
  })

  it('whose making breaks is reported in a sentence, and the log has no word of the member’s', async () => {
    const session = await startSession({
      answer: () => Promise.reject(new Error('secret words of the member')),
    })
    session.loopback.write(session.privateChat, '/funding secret words')
    await finish(session)
    expect(saidIn(session.privateChat)).toHaveLength(1)
    expect(session.log.join('\n')).not.toMatch(/secret words/)
  })
})

describe('an answer', () => {
  it('with one picture is one photo with its words, and its buttons', async () => {
    const rows = [[{ kind: 'button', choice: 'refresh', label: 'Refresh' }]] as const
    const session = await startSession({
      answer: () => reply('Title', { images: [image('a')], actions: { id: 'Ab3-_xYz019', rows } }),
    })
    session.loopback.write(session.privateChat, '/funding')
    await finish(session)
    expect(session.privateChat.messages.slice(1)).toMatchObject([
      { text: 'Title', photo: expect.any(String), keyboard: [[{ text: 'Refresh' }]] },
    ])
    expect(session.loopback.problems).toEqual([])
  })

  it('of any length arrives whole, in its order', async () => {
    const text = prose(9000)
    const session = await startSession({
      answer: () =>
        reply('Title', { blocks: [{ kind: 'paragraph', text }], images: [image('a'), image('b')] }),
    })
    session.loopback.write(session.privateChat, '/funding')
    await finish(session)
    const said = saidIn(session.privateChat).join(' ')
    let from = 0
    for (const sentence of text.split(/(?<=\.) /)) {
      const at = said.indexOf(sentence, from)
      expect(at, sentence).toBeGreaterThanOrEqual(from)
      from = at
    }
    expect(session.loopback.problems).toEqual([])
  })

  it('uploads its picture once: the second time, and in another chat, it is named by its id', async () => {
    const session = await startSession({ answer: () => reply('Title', { images: [image('a')] }) })
    for (const chat of [session.privateChat, session.group, session.channel])
      session.loopback.write(chat, '/funding')
    await finish(session)
    expect(session.loopback.files.uploads).toHaveLength(1)
    const photos = [session.privateChat, session.group, session.channel].map(
      ({ messages }) => messages.at(-1)?.photo,
    )
    expect(new Set(photos)).toEqual(new Set([session.loopback.files.uploads[0]?.id]))
  })

  it('whose picture Telegram has forgotten is uploaded anew', async () => {
    const session = await startSession({ answer: () => reply('Title', { images: [image('a')] }) })
    session.loopback.write(session.privateChat, '/funding')
    await finish(session)
    session.loopback.files.forget(session.loopback.files.uploads[0]?.id ?? '')
    session.clock.advance(2000)
    session.loopback.write(session.privateChat, '/funding')
    await finish(session)
    expect(session.loopback.files.uploads).toHaveLength(2)
    expect(saidIn(session.privateChat)).toEqual(['Title', 'Title'])
  })

  it('whose picture cannot be drawn says so and keeps its words', async () => {
    const session = await startSession({
      answer: () => reply('Title', { images: [image('a')] }),
      parts: { draw: () => Promise.reject(new Error('no canvas')) },
    })
    session.loopback.write(session.privateChat, '/funding', { locale: 'ja' })
    await finish(session)
    const [said = ''] = saidIn(session.privateChat)
    expect(said).toContain('Title')
    expect(said).toMatch(/[ぁ-ん]/)
    expect(session.loopback.problems).toEqual([])
  })
})

describe('who may', () => {
  it.each([
    ['a member', { member: OTHER }, false],
    ['the owner', { member: OWNER }, true],
  ])('%s of a group', async (_, who, may) => {
    const session = await startSession()
    session.loopback.write(session.group, '/settings', who)
    await finish(session)
    expect(session.asked[0]?.manager).toBe(may)
  })

  it('an anonymous administrator may, and a linked channel, and no other channel', async () => {
    const session = await startSession()
    const { loopback, forum, channel } = session
    const stranger = loopback.chats.add({ id: -1_001_000_000_077, type: 'channel' })
    const linked = loopback.chats.add({ id: -1_001_000_000_005, type: 'supergroup', linked: channel.id })
    loopback.write(forum, '/settings', { sender: forum })
    loopback.write(linked, '/settings', { sender: channel })
    loopback.write(linked, '/settings', { sender: stranger })
    await finish(session)
    expect(session.asked.map(({ chat, manager }) => [chat, manager])).toEqual(
      expect.arrayContaining([
        [`telegram:${forum.id}`, true],
        [`telegram:${linked.id}`, true],
        [`telegram:${linked.id}`, false],
      ]),
    )
  })

  it('is asked again every time: a former administrator may not', async () => {
    const session = await startSession()
    const { loopback, group } = session
    group.members.set(OTHER, { status: 'administrator' })
    loopback.write(group, '/settings', { member: OTHER })
    await finish(session)
    group.members.set(OTHER, { status: 'member' })
    loopback.write(group, '/settings', { member: OTHER })
    await finish(session)
    expect(session.asked.map(({ manager }) => manager)).toEqual([true, false])
  })
})

describe('a file that comes with a command', () => {
  const bytes = Buffer.from('{"schedules":[]}')

  it('is read and handed on', async () => {
    const session = await startSession()
    const { id } = session.loopback.files.add('plan.json', bytes)
    const document = { file_id: id, file_name: 'plan.json', file_size: bytes.byteLength }
    session.loopback.write(session.privateChat, '/settings import', { document })
    await finish(session)
    expect(session.asked[0]?.input).toMatchObject({
      words: ['import'],
      files: [{ name: 'plan.json', text: '{"schedules":[]}' }],
    })
  })

  it.each([
    ['too large', 2 * 1024 * 1024, bytes],
    ['no text', 4, Buffer.from([0xff, 0xfe, 0x00, 0x80])],
  ])('is refused where it is %s', async (_, file_size, content) => {
    const session = await startSession()
    const { id } = session.loopback.files.add('plan.json', content)
    session.loopback.write(session.privateChat, '/settings import', {
      document: { file_id: id, file_name: 'plan.json', file_size },
    })
    await finish(session)
    expect(session.asked).toEqual([])
    expect(saidIn(session.privateChat)).toHaveLength(1)
  })
})

describe('the token', () => {
  it('is in no line of the log, whatever breaks', async () => {
    const session = await startSession({
      answer: () => reply('Title', { images: [image('a')] }),
      parts: { draw: () => Promise.resolve(PNG) },
    })
    const { loopback, privateChat, log } = session
    for (const kind of ['reset', 'reset'] as const)
      loopback.faults.add(/^send(Photo|Message)$/, { kind, accepted: false })
    loopback.faults.add(/^sendMessage$|^sendPhoto$/, { kind: 'status', status: 500 })
    for (let index = 0; index < 3; index++) loopback.write(privateChat, '/funding')
    await finish(session)
    expect(log.filter((line) => line.startsWith('warning')).length).toBeGreaterThan(0)
    expect(log.join('\n')).not.toContain(TOKEN.split(':')[1])
  })
})
