/** A loopback Discord with the adapter connected to it: what the adapter's tests begin with. */
import { onTestFinished } from 'vitest'
import type { Form } from '#src/chat/action.ts'
import type { Message } from '#src/chat/message.ts'
import type { Reply, Request, Suggestion } from '#src/chat/request.ts'
import { type Discord, type DiscordParts, startDiscord } from '#src/platforms/discord/connection.ts'
import type { DiscordCommand } from '#src/platforms/discord/receive/definitions.ts'
import { computed, createFakeClock, eventually, type FakeClock, silence } from '../clock.ts'
import { discordApi } from '../discordApi.ts'
import { sharedFolder } from '../shared.ts'
import { type Loopback, type LoopbackOptions, startLoopback, TOKEN } from './server.ts'

/** A tiny picture. */
export const PNG = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)

export const COMMANDS: readonly DiscordCommand[] = ['funding', 'settings'].map((name) => ({
  type: 1,
  name,
  description: `About ${name}`,
  description_localizations: { 'en-US': `About ${name}`, 'en-GB': `About ${name}`, ja: '説明' },
  options: [],
  default_member_permissions: name === 'settings' ? '32' : null,
  contexts: [0, 1, 2],
  integration_types: [0, 1],
}))

export interface Session {
  readonly loopback: Loopback
  readonly discord: Discord
  readonly clock: FakeClock
  /** Requests that reached the bot. */
  readonly asked: Request[]
  readonly log: readonly string[]
}

export interface SessionOptions {
  readonly answer?: (request: Request) => Promise<Reply> | Reply
  readonly formOf?: (payload: string) => Promise<Form | undefined>
  readonly suggest?: () => Promise<readonly Suggestion[]>
  readonly loopback?: Partial<LoopbackOptions>
  readonly parts?: Partial<DiscordParts>
  readonly clock?: FakeClock
}

const folder = sharedFolder('spec')
/** Compiled once for all tests of a file; absent where the definition is. */
export const DEFINITION = folder === undefined ? undefined : discordApi(folder)

/** Connects. Everything is closed when the test ends. */
export async function startSession(options: SessionOptions = {}): Promise<Session> {
  const clock = options.clock ?? createFakeClock()
  const loopback = await startLoopback({ clock, definition: DEFINITION, ...options.loopback })
  const { asked, log, parts } = partsOf(clock, loopback, options)
  const discord = await startDiscord(parts)
  onTestFinished(async () => {
    const closing = discord.close(0)
    // What still waits on the clock is let go.
    while (clock.skip());
    await closing
    await loopback.close()
  })
  return { loopback, discord, clock, asked, log }
}

/** The adapter's parts, with a bot of the test's own. */
export function partsOf(clock: FakeClock, loopback: Pick<Loopback, 'api'>, options: SessionOptions = {}) {
  const asked: Request[] = []
  const log: string[] = []
  const parts: DiscordParts = {
    settings: { token: TOKEN, api: loopback.api, shards: 'auto' },
    bot: {
      async answer(request) {
        asked.push(request)
        return (options.answer ?? (() => reply('Funding turned negative')))(request)
      },
      formOf: options.formOf ?? (() => Promise.resolve(undefined)),
      suggest: options.suggest ?? (() => Promise.resolve([])),
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
  return { asked, log, parts }
}

export function reply(title: string, message: Partial<Message> = {}, more: Partial<Reply> = {}): Reply {
  const whole = { title, blocks: [], images: [], footer: [], ...message }
  return { message: whole, private: false, edit: false, ...more }
}

/** Waits until nothing more happens on the sockets, with the clock standing still. */
export async function quiet({ loopback }: Pick<Session, 'loopback'>): Promise<void> {
  await loopback.gateway.flush()
  await silence(
    () => loopback.running > 0,
    () => loopback.requests.length,
  )
}

/** Waits until the adapter has nothing more to do, moving the clock to whatever it waits for. */
export async function finish(session: Session): Promise<void> {
  await quiet(session)
  while (session.discord.running() > 0) {
    session.clock.skip()
    await quiet(session)
  }
}

/** What a promise gives, with the clock moved to whatever it waits for. */
export async function settle<Value>({ clock }: Pick<Session, 'clock'>, work: Promise<Value>): Promise<Value> {
  let done = false
  const finished = work.finally(() => {
    done = true
  })
  // Handled where it is awaited below.
  finished.catch(() => undefined)
  while (!done) {
    let [idle, waiting] = [computed(), -1]
    // Sockets go first: only when they are silent can the clock be what is waited for.
    await eventually(() => {
      if (clock.waiting !== waiting) [waiting, idle] = [clock.waiting, computed()]
      return done || (clock.waiting > 0 && computed() - idle >= 3)
    })
    if (!done) clock.skip()
  }
  return finished
}
