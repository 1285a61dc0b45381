/** What answers do when Telegram goes wrong, one fault a test, through the real client library. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Reply } from '#src/chat/request.ts'
import { eventually } from '../../support/clock.ts'
import { image } from '../../support/messages.ts'
import type { Fault } from '../../support/telegram/faults.ts'
import { finish, reply, saidIn, startSession } from '../../support/telegram/session.ts'

const unhandled: unknown[] = []
const keep = (error: unknown) => unhandled.push(error)
beforeEach(() => {
  unhandled.length = 0
  process.on('unhandledRejection', keep)
})
afterEach(() => {
  process.off('unhandledRejection', keep)
  expect(unhandled).toEqual([])
})

const SENDING = /^send(Message|Photo|MediaGroup)$/

/** A command in a private chat, with one thing going wrong on its answer. */
async function answered(fault: Fault, answer: Reply = reply('Funding turned negative')) {
  const session = await startSession({ answer: () => answer })
  session.loopback.faults.add(SENDING, fault)
  session.loopback.write(session.privateChat, '/funding')
  await finish(session)
  expect(session.loopback.faults.left).toBe(0)
  return session
}

const warnings = ({ log }: { readonly log: readonly string[] }) =>
  log.filter((line) => line.startsWith('warning'))

describe('an answer', () => {
  it('waits exactly as long as a 429 says, and holds what else goes to that chat', async () => {
    const session = await startSession()
    const { loopback, privateChat, group } = session
    loopback.faults.add(SENDING, { kind: 'limit', retryAfter: 1 })
    const began = performance.now()
    loopback.write(privateChat, '/funding')
    await eventually(() => loopback.seen(SENDING).length === 1)
    loopback.write(group, '/funding')
    await eventually(() => saidIn(group).length === 1)
    expect(saidIn(privateChat)).toEqual([])
    // The library waits on the machine's own clock.
    await eventually(() => saidIn(privateChat).length === 1)
    expect(performance.now() - began).toBeGreaterThanOrEqual(995)
    await finish(session)
    expect(loopback.seen(SENDING)).toHaveLength(3)
    expect(warnings(session)).toEqual([])
  })

  it.each([
    ['a reset after it was accepted', { kind: 'reset', accepted: true }, 1],
    ['a reset before', { kind: 'reset', accepted: false }, 0],
    ['a 500', { kind: 'status', status: 500 }, 0],
    ['a 502', { kind: 'status', status: 502, text: 'Bad Gateway' }, 0],
  ] as const)('is never sent twice after %s', async (_, fault, there) => {
    const session = await answered(fault)
    expect(saidIn(session.privateChat)).toHaveLength(there)
    expect(session.loopback.seen(SENDING)).toHaveLength(1)
    expect(warnings(session)).toHaveLength(1)
    // The next one is answered as ever.
    session.loopback.write(session.privateChat, '/funding')
    await finish(session)
    expect(saidIn(session.privateChat)).toHaveLength(there + 1)
  })

  it.each([
    ['blocked by the user', 'blocked'],
    ['kicked from the group', 'kicked'],
    ['a group that was deleted', 'deleted'],
  ] as const)('is given up in a line where the bot was %s (403)', async (_, as) => {
    const session = await answered({ kind: 'refuse', as })
    expect(session.loopback.seen(SENDING)).toHaveLength(1)
    expect(warnings(session)).toEqual([expect.stringContaining('403')])
  })

  it('that Telegram cannot parse (400) becomes a sentence in the member’s language', async () => {
    const session = await startSession()
    session.loopback.faults.add(SENDING, {
      kind: 'status',
      status: 400,
      text: `Bad Request: can't parse entities: Unsupported start tag "x" at byte offset 3`,
    })
    session.loopback.write(session.privateChat, '/funding', { locale: 'ja' })
    await finish(session)
    expect(saidIn(session.privateChat)).toEqual([expect.stringMatching(/[ぁ-ん]/)])
    expect(session.loopback.problems).toEqual([])
  })

  it.each([
    'en',
    'ja',
  ])('whose topic its member has deleted comes into their chat without it (%s)', async (locale) => {
    const session = await startSession()
    const gone = { kind: 'refuse', as: 'noTopic' } as const
    session.loopback.faults.add(SENDING, gone, ({ message_thread_id: topic }) => topic !== undefined)
    session.loopback.write(session.privateChat, '/funding', { locale, topic: 9 })
    await finish(session)
    expect(saidIn(session.privateChat)).toEqual(['Funding turned negative'])
    expect(warnings(session)).toEqual([])
  })

  it('whose picture Telegram does not take keeps its words', async () => {
    const session = await answered(
      { kind: 'status', status: 400, text: 'Bad Request: PHOTO_INVALID_DIMENSIONS' },
      reply('Title', { images: [image('a')] }),
    )
    expect(saidIn(session.privateChat)).toEqual([expect.stringContaining('Title')])
    expect(session.privateChat.messages.at(-1)?.photo).toBeUndefined()
  })

  it('in the middle of several keeps what was sent before, and says that the rest is missing', async () => {
    const session = await startSession({
      answer: () =>
        reply('Title', {
          images: [image('a'), image('b')],
          blocks: [{ kind: 'paragraph', text: 'x '.repeat(3000) }],
        }),
    })
    session.loopback.faults.add(/^sendMessage$/, { kind: 'status', status: 400, text: 'Bad Request: x' })
    session.loopback.write(session.privateChat, '/funding')
    await finish(session)
    expect(session.privateChat.messages.filter(({ photo }) => photo)).toHaveLength(2)
    expect(saidIn(session.privateChat).at(-1)).toContain('Telegram did not accept this answer')
  })

  it('that never gets a reply from Telegram keeps nobody else waiting', async () => {
    const session = await startSession()
    session.loopback.faults.add(SENDING, { kind: 'silence' }, ({ chat_id: id }) => id === session.group.id)
    session.loopback.write(session.group, '/funding')
    session.loopback.write(session.privateChat, '/funding')
    await eventually(() => saidIn(session.privateChat).length === 1)
    session.loopback.write(session.channel, '/funding')
    await eventually(() => saidIn(session.channel).length === 1)
  })
})

describe('a group that became a supergroup', () => {
  it('is answered at its new address from then on', async () => {
    const session = await startSession()
    const to = session.loopback.migrate(session.group, -1_001_000_000_050)
    session.loopback.write(to, '/funding')
    await finish(session)
    expect(saidIn(to)).toHaveLength(1)
    expect(session.asked[0]?.chat).toBe('telegram:-1001000000050')
  })
})

describe('a click whose query is too old', () => {
  it('is carried out all the same', async () => {
    const rows = [[{ kind: 'button', choice: 'go', label: 'go' }]] as const
    const session = await startSession({
      answer: ({ input }) =>
        reply(input.kind, { actions: { id: 'Ab3-_xYz019', rows } }, { edit: input.kind === 'click' }),
    })
    session.loopback.write(session.privateChat, '/funding')
    await finish(session)
    session.loopback.faults.add(/^answerCallbackQuery$/, { kind: 'refuse', as: 'oldQuery' })
    session.loopback.click(session.privateChat, 'go')
    await finish(session)
    expect(saidIn(session.privateChat)).toEqual(['click'])
  })
})
