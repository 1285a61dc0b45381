/** The whole program on a loopback Bot API, with the sample as its data and pictures that cost nothing. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, serve } from '#src/app.ts'
import type { Replay } from '#src/app/replaysettings.ts'
import { type Clock, systemClock } from '#src/clock.ts'
import { readConfig } from '#src/config.ts'
import { openStore } from '#src/store/open.ts'
import { eventually } from '../clock.ts'
import { openHere } from '../openhere.ts'
import type { LoopbackChat } from './chats.ts'
import type { Circumstances } from './events.ts'
import type { QueryRecord } from './queries.ts'
import { startLoopback, TOKEN } from './server.ts'
import { DEFINITION, PNG } from './session.ts'

export type Program = Awaited<ReturnType<typeof startProgram>>

export const PLACES = ['private', 'group', 'topic', 'channel'] as const
export type PlaceName = (typeof PLACES)[number]

/** Settings beside those that every program has. */
export async function startProgram(
  settings: Readonly<Record<string, string>> = {},
  clock: Clock = systemClock,
  replay?: Replay,
) {
  const home = await mkdtemp(join(tmpdir(), 'kawaraban-telegram-'))
  const loopback = await startLoopback({ clock, definition: DEFINITION })
  const log: string[] = []
  const environment = {
    KAWARABAN_DATA: 'data/sample',
    KAWARABAN_HOME: home,
    PORT: '0',
    TELEGRAM_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: loopback.root,
    ...settings,
  }
  const renderer = { render: () => Promise.resolve(PNG), close: () => Promise.resolve() }
  const appOf = (changes: Readonly<Record<string, string>> = {}) =>
    createApp(
      readConfig({ ...environment, ...changes }),
      {
        info: (text) => log.push(text),
        warn: (text) => log.push(`warning: ${text}`),
        error: (text) => log.push(`warning: ${text}`),
      },
      // A clock of the test passes while nothing is under way on sockets, and a thread's work is not seen there.
      {
        ...{ renderer, clock },
        ...(clock !== systemClock && { openStore: openHere }),
        ...(replay && { replay }),
      },
    )
  let app = appOf()
  let serving = await serve(app)
  // The process would end with it, and with this line.
  serving.failed.then((error) => log.push(`error: ${error.message}`))
  let last = 800_000
  return {
    loopback,
    log,
    /** A chat of its own for one question, with its member, who decides there: nobody waits for anybody's pace. */
    place(name: PlaceName): {
      readonly chat: LoopbackChat
      readonly where: Circumstances
      readonly home: LoopbackChat
    } {
      const member = ++last
      const home = loopback.chats.add({ id: member, type: 'private' })
      const members = { [member]: { status: 'creator' } } as const
      const id = -1_001_200_000_000 - member
      const chat =
        name === 'private'
          ? home
          : name === 'channel'
            ? loopback.chats.add({ id, type: 'channel', members })
            : loopback.chats.add({ id, type: 'supergroup', members, topics: { 7: 'Markets' } })
      return { chat, home, where: { member, ...(name === 'topic' && { topic: 7 }) } }
    },
    /** Settles the language of a chat. */
    async speak({ id }: LoopbackChat, language: string): Promise<void> {
      const store = await openStore(home)
      await store.memory.saveSettings(`telegram:${id}`, { language: language === 'ja' ? 'ja' : 'en' })
      await store.close()
    },
    /** Stops the program, and starts it anew with what it has kept, and these settings changed; `meanwhile` it is stopped. */
    async restart(changes: Readonly<Record<string, string>> = {}, meanwhile?: () => void): Promise<void> {
      await serving.close()
      meanwhile?.()
      app = appOf(changes)
      serving = await serve(app)
    },
    async close(): Promise<void> {
      await serving.close()
      await app.close()
      await loopback.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Asks in a chat of its own; gives what its member can read there and in their private chat. */
export async function ask(
  { loopback, place, speak }: Program,
  line: string,
  name: PlaceName,
  locale: string,
): Promise<string> {
  const { chat, where, home } = place(name)
  // A channel's posts carry no language.
  if (name === 'channel') await speak(chat, locale)
  loopback.write(chat, line, { ...where, locale })
  const said = () =>
    [...new Set([chat, home])].flatMap((one) => one.messages.filter(({ from }) => from === 'bot'))
  await eventually(() => said().length > 0, `an answer to ${line} in a ${name} chat`)
  return said()
    .map(({ text, keyboard }) => [text, ...keyboard.flat().map((button) => button.text)].join('\n'))
    .join('\n')
}

/** Asks and waits for the buttons of the answer; gives their data. */
export async function askForButtons(
  { loopback }: Program,
  chat: LoopbackChat,
  line: string,
  where: Circumstances,
) {
  const before = chat.messages.length
  loopback.write(chat, line, where)
  const buttons = () =>
    chat.messages
      .slice(before)
      .flatMap(({ keyboard }) => keyboard.flat().flatMap((one) => one.callback_data ?? []))
  await eventually(() => buttons().length > 0, `buttons under the answer to ${line}`)
  return buttons()
}

/** Waits until a query is answered and nothing of it is under way. */
export async function answered({ loopback }: Program, query: QueryRecord): Promise<void> {
  await eventually(() => query.answer !== undefined && loopback.running === 0, 'the answer to a query')
}
