/** A loopback Bot API with the adapter connected to it: what the adapter's tests begin with. */
import { onTestFinished } from 'vitest'
import type { Message } from '#src/chat/message.ts'
import type { Reply, Request } from '#src/chat/request.ts'
import { startTelegram, type Telegram, type TelegramParts } from '#src/platforms/telegram/connection.ts'
import type { TelegramCommandList } from '#src/platforms/telegram/receive/definitions.ts'
import { createFakeClock, eventually, type FakeClock, silence } from '../clock.ts'
import { sharedFolder } from '../shared.ts'
import { telegramApi } from '../telegramApi.ts'
import type { LoopbackChat } from './chats.ts'
import { ASKER, OTHER, OWNER } from './events.ts'
import { parseHtml } from './markup.ts'
import { type Loopback, type LoopbackOptions, startLoopback, TOKEN } from './server.ts'

/** A tiny picture. */
export const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)

export const COMMANDS: readonly TelegramCommandList[] = [
  { commands: [{ command: 'funding', description: 'About funding' }], scope: { type: 'all_private_chats' } },
  {
    commands: [{ command: 'funding', description: '資金調達率' }],
    scope: { type: 'all_private_chats' },
    language_code: 'ja',
  },
]

const folder = sharedFolder('spec')
/** Read once for all tests of a file; absent where the definition is. */
export const DEFINITION = folder === undefined ? undefined : telegramApi(folder, shownOrPlain)

/** The four kinds of chats, as every loopback of a session has them. */
export interface Places {
  readonly privateChat: LoopbackChat
  readonly group: LoopbackChat
  /** A supergroup with topic 7. */
  readonly forum: LoopbackChat
  readonly channel: LoopbackChat
}

export interface Session extends Places {
  readonly loopback: Loopback
  readonly telegram: Telegram
  readonly clock: FakeClock
  /** Requests that reached the bot. */
  readonly asked: Request[]
  readonly log: readonly string[]
}

export interface SessionOptions {
  readonly answer?: (request: Request) => Promise<Reply> | Reply
  readonly loopback?: Partial<LoopbackOptions>
  readonly parts?: Partial<TelegramParts>
  readonly clock?: FakeClock
}

/** Connects. Everything is closed when the test ends. */
export async function startSession(options: SessionOptions = {}): Promise<Session> {
  const clock = options.clock ?? createFakeClock()
  const loopback = await startLoopback({ clock, definition: DEFINITION, ...options.loopback })
  const places = addPlaces(loopback)
  const { asked, log, parts } = partsOf(clock, loopback, options)
  const telegram = await startTelegram(parts)
  onTestFinished(() => stop({ loopback, telegram, clock }))
  return { ...places, loopback, telegram, clock, asked, log }
}

export async function stop({ loopback, telegram, clock }: Pick<Session, 'loopback' | 'telegram' | 'clock'>) {
  let closed = false
  const closing = telegram.close(0).finally(() => {
    closed = true
  })
  // What still waits on the clock is let go.
  await eventually(() => {
    if (!closed) clock.skip()
    return closed
  }, 'the end of the connection')
  await closing
  await loopback.close()
}

export function addPlaces({ chats }: Pick<Loopback, 'chats'>): Places {
  const members = {
    [ASKER]: { status: 'member' },
    [OTHER]: { status: 'member' },
    [OWNER]: { status: 'creator' },
  } as const
  return {
    privateChat: chats.add({ id: ASKER, type: 'private', title: 'Asker' }),
    group: chats.add({ id: -4001, type: 'group', members }),
    forum: chats.add({ id: -1_001_000_000_001, type: 'supergroup', topics: { 7: 'Markets' }, members }),
    channel: chats.add({ id: -1_001_000_000_002, type: 'channel', members }),
  }
}

/** The adapter's parts, with a bot of the test's own. */
export function partsOf(clock: FakeClock, loopback: Pick<Loopback, 'root'>, options: SessionOptions = {}) {
  const asked: Request[] = []
  const log: string[] = []
  const parts: TelegramParts = {
    settings: { token: TOKEN, root: loopback.root },
    bot: {
      commands: [{ name: 'funding', aliases: ['fund'] }, { name: 'settings' }],
      async answer(request) {
        asked.push(request)
        return (options.answer ?? (() => reply('Funding turned negative')))(request)
      },
    },
    commands: COMMANDS,
    draw: () => Promise.resolve(PNG),
    clock,
    log: {
      info: (text) => log.push(text),
      warn: (text) => log.push(`warning: ${text}`),
      error: (text) => log.push(`warning: ${text}`),
    },
    ...options.parts,
  }
  const settings = { ...parts.settings, root: loopback.root }
  return { asked, log, parts: { ...parts, settings } }
}

export function reply(title: string, message: Partial<Message> = {}, more: Partial<Reply> = {}): Reply {
  const whole = { title, blocks: [], images: [], footer: [], ...message }
  return { message: whole, private: false, edit: false, ...more }
}

/** Waits until nothing more happens on the sockets, with the clock standing still. */
export async function quiet({ loopback }: Pick<Session, 'loopback'>): Promise<void> {
  await silence(
    () => loopback.running > 0,
    () => loopback.calls.length,
  )
}

/** Waits until the adapter has nothing more to do, moving the clock step by step for what it waits for. */
export async function finish(session: Session): Promise<void> {
  await quiet(session)
  while (session.telegram.running() > 0) {
    session.clock.advance(200)
    await quiet(session)
  }
}

/** What the bot has said in a chat, newest last, as its members read it. */
export function saidIn(chat: LoopbackChat): string[] {
  return chat.messages.filter(({ from }) => from === 'bot').map(({ text }) => text)
}

function shownOrPlain(text: string): string {
  try {
    return parseHtml(text).text
  } catch {
    return text
  }
}
