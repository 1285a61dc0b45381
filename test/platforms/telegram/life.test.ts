/** The life of the connection to Telegram: starting, losing the network, another instance, a webhook, stopping. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ChatChange } from '#src/platforms/telegram/receive/membership.ts'
import { startTelegram } from '#src/platforms/telegram/connection.ts'
import { createFakeClock, eventually } from '../../support/clock.ts'
import { startLoopback, TOKEN } from '../../support/telegram/server.ts'
import {
  addPlaces,
  COMMANDS,
  DEFINITION,
  finish,
  partsOf,
  quiet,
  saidIn,
  startSession,
  stop,
} from '../../support/telegram/session.ts'
import { ASKER } from '../../support/telegram/events.ts'

const SECRET = 'a-secret_of-the-webhook'

/** A loopback that nobody has connected to yet. */
async function begin() {
  const clock = createFakeClock()
  const loopback = await startLoopback({ clock, definition: DEFINITION })
  return { clock, loopback, places: addPlaces(loopback), ...partsOf(clock, loopback) }
}

describe('starting', () => {
  it('publishes the commands for every scope and language, and the next time only what differs', async () => {
    const { clock, loopback, parts, log } = await begin()
    const first = await startTelegram(parts)
    expect(loopback.seen(/^setMyCommands$/)).toHaveLength(COMMANDS.length)
    expect(loopback.commands.get('all_private_chats ja')).toEqual(COMMANDS[1]?.commands)
    await first.close(0)
    loopback.commands.set('all_private_chats', [])
    const second = await startTelegram(parts)
    onTestFinished(() => stop({ loopback, telegram: second, clock }))
    expect(loopback.seen(/^setMyCommands$/)).toHaveLength(COMMANDS.length + 1)
    expect(log.join('\n')).toContain('connected as @kawaraban_bot')
    expect(loopback.problems).toEqual([])
  })

  it('with a token that Telegram refuses ends in one line that names the setting', async () => {
    const { loopback, parts } = await begin()
    onTestFinished(() => loopback.close())
    const starting = startTelegram({ ...parts, settings: { ...parts.settings, token: '1:wrong' } })
    await expect(starting).rejects.toThrow(/TELEGRAM_TOKEN.*401/)
    await expect(starting).rejects.not.toThrow(/1:wrong/)
  })

  it('is tried until Telegram can be reached, waiting longer every time', async () => {
    const { clock, loopback, parts, log } = await begin()
    for (let tries = 0; tries < 3; tries++) loopback.faults.add(/^getMe$/, { kind: 'reset', accepted: false })
    const starting = startTelegram({ ...parts, random: () => 0 })
    for (const [tries, seconds] of [1, 2, 4].entries()) {
      await eventually(() => loopback.seen(/^getMe$/).length === tries + 1 && clock.waiting > 0)
      clock.advance(seconds * 1000 - 1)
      expect(loopback.seen(/^getMe$/)).toHaveLength(tries + 1)
      clock.advance(1)
    }
    const telegram = await starting
    onTestFinished(() => stop({ loopback, telegram, clock }))
    expect(log.filter((line) => line.includes('reached'))).toEqual([
      expect.stringMatching(/^warning: Telegram cannot be reached: .*; tried again until it can/),
      'Telegram can be reached again, after 7 s',
    ])
    expect(loopback.seen(/^getMe$/)).toHaveLength(4)
    expect(log.join('\n')).not.toContain(TOKEN.split(':')[1])
  })

  it('can be called off where Telegram is out of reach', async () => {
    const { loopback, parts } = await begin()
    onTestFinished(() => loopback.close())
    loopback.faults.add(/^getMe$/, { kind: 'reset', accepted: false })
    const off = new AbortController()
    const starting = startTelegram({ ...parts, signal: off.signal })
    await quiet({ loopback })
    off.abort()
    await expect(starting).rejects.toThrow('called off')
  })
})

describe('long polling', () => {
  it('goes on after the network was lost, said once, and nothing is lost', async () => {
    const session = await startSession()
    const { loopback, privateChat, clock, log } = session
    await eventually(() => loopback.updates.polled)
    for (let tries = 0; tries < 3; tries++)
      loopback.faults.add(/^getUpdates$/, { kind: 'reset', accepted: false })
    clock.advance(30_000)
    await eventually(() => session.telegram.state() === 'waiting')
    loopback.write(privateChat, '/funding')
    for (let tries = 0; tries < 4; tries++) {
      await quiet(session)
      clock.advance(8000)
    }
    await finish(session)
    expect(saidIn(privateChat)).toHaveLength(1)
    expect(session.telegram.state()).toBe('ready')
    expect(log.filter((line) => line.includes('cannot be reached'))).toHaveLength(1)
  })

  it('says in one line that another instance is polling (409), and takes over when that has gone', async () => {
    const session = await startSession()
    const { loopback, privateChat, clock, log } = session
    await eventually(() => loopback.updates.polled)
    for (let tries = 0; tries < 2; tries++)
      loopback.faults.add(/^getUpdates$/, { kind: 'refuse', as: 'twoPollers' })
    clock.advance(30_000)
    await eventually(() => session.telegram.state() === 'conflict')
    clock.advance(5000)
    await quiet(session)
    clock.advance(10_000)
    await eventually(() => session.telegram.state() === 'ready' || loopback.updates.polled)
    loopback.write(privateChat, '/funding')
    await finish(session)
    expect(saidIn(privateChat)).toHaveLength(1)
    expect(log.filter((line) => line.includes('409'))).toHaveLength(1)
  })

  it('ends in one line when the token is refused while it runs (401), and everything else goes on', async () => {
    const fatal: string[] = []
    const session = await startSession({ parts: { onFatal: (error) => fatal.push(error.message) } })
    await eventually(() => session.loopback.updates.polled)
    session.loopback.faults.add(/^getUpdates$/, { kind: 'refuse', as: 'unauthorized' })
    session.clock.advance(30_000)
    await eventually(() => session.telegram.state() === 'refused')
    expect(fatal).toEqual([expect.stringMatching(/TELEGRAM_TOKEN.*401/)])
    // The program ends with it, and tells it as it ends.
    expect(session.log.filter((line) => line.includes('401'))).toEqual([])
  })

  it('ends in the same line, told once, where an answer or a post is refused so', async () => {
    const fatal: string[] = []
    const session = await startSession({ parts: { onFatal: (error) => fatal.push(error.message) } })
    const { loopback, privateChat } = session
    for (let tries = 0; tries < 2; tries++)
      loopback.faults.add(/^send/, { kind: 'refuse', as: 'unauthorized' })
    loopback.write(privateChat, '/funding')
    loopback.write(privateChat, '/funding eth')
    await eventually(() => fatal.length > 0)
    await finish(session)
    expect(fatal).toEqual([expect.stringMatching(/TELEGRAM_TOKEN was refused by Telegram \(401\)/)])
  })

  it('waits as long as a 429 says', async () => {
    const session = await startSession()
    const { loopback, clock } = session
    await eventually(() => loopback.updates.polled)
    loopback.faults.add(/^getUpdates$/, { kind: 'limit', retryAfter: 7 })
    clock.advance(30_000)
    await quiet(session)
    const before = loopback.seen(/^getUpdates$/).length
    clock.advance(6999)
    await quiet(session)
    expect(loopback.seen(/^getUpdates$/)).toHaveLength(before)
    clock.advance(1)
    await eventually(() => loopback.seen(/^getUpdates$/).length === before + 1)
  })
})

describe('stopping', () => {
  it('lets answers in flight end, and confirms what was dealt with', async () => {
    let give: () => void = () => undefined
    const slow = new Promise<void>((resolve) => {
      give = resolve
    })
    const clock = createFakeClock()
    const loopback = await startLoopback({ clock })
    const { privateChat } = addPlaces(loopback)
    const { parts } = partsOf(clock, loopback)
    const telegram = await startTelegram({
      ...parts,
      bot: {
        commands: [{ name: 'funding' }],
        async answer() {
          await slow
          return {
            message: { title: 'Late', blocks: [], images: [], footer: [] },
            private: false,
            edit: false,
          }
        },
      },
    })
    const number = loopback.write(privateChat, '/funding')
    await eventually(() => telegram.running() === 1)
    const closing = telegram.close()
    give()
    await closing
    expect(saidIn(privateChat)).toEqual(['Late'])
    expect(loopback.updates.confirmed).toBe(number)
    expect(loopback.updates.pending).toBe(0)
    await loopback.close()
  })

  it('and starting again answers nothing twice, even where Telegram delivers it again', async () => {
    const home = await mkdtemp(join(tmpdir(), 'kawaraban-telegram-'))
    onTestFinished(() => rm(home, { recursive: true, force: true }))
    const seenFile = join(home, 'updates.json')
    const { clock, loopback, places, parts, asked } = await begin()
    const first = await startTelegram({ ...parts, seenFile })
    const number = loopback.write(places.privateChat, '/funding')
    await finish({ loopback, telegram: first, clock, asked, log: [], ...places })
    loopback.faults.add(/^getUpdates$/, { kind: 'reset', accepted: false }, ({ limit }) => limit === 1)
    await first.close(0)
    expect(await readFile(seenFile, 'utf8')).toContain(String(number))
    const second = await startTelegram({ ...parts, seenFile })
    onTestFinished(() => stop({ loopback, telegram: second, clock }))
    loopback.updates.again(number)
    const next = loopback.write(places.privateChat, '/funding')
    await finish({ loopback, telegram: second, clock, asked, log: [], ...places })
    expect(next).toBeGreaterThan(number)
    expect(asked).toHaveLength(2)
  })
})

describe('a webhook', () => {
  async function hooked() {
    const free = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => {
      free.once('listening', resolve)
    })
    const { port } = free.address() as AddressInfo
    await new Promise((resolve) => {
      free.close(resolve)
    })
    const { clock, loopback, places, parts, asked, log } = await begin()
    const url = `http://127.0.0.1:${port}/telegram`
    const webhook = { url, secret: SECRET, host: '127.0.0.1', port }
    const telegram = await startTelegram({ ...parts, settings: { ...parts.settings, webhook } })
    onTestFinished(() => stop({ loopback, telegram, clock }))
    return { loopback, telegram, clock, asked, log, url, ...places }
  }

  it('brings updates without anybody asking for them', async () => {
    const session = await hooked()
    session.loopback.write(session.privateChat, '/funding')
    await session.loopback.updates.delivered()
    await finish(session)
    expect(saidIn(session.privateChat)).toEqual(['Funding turned negative'])
    expect(session.loopback.seen(/^getUpdates$/)).toEqual([])
    expect(session.loopback.updates.pending).toBe(0)
    expect(session.loopback.problems).toEqual([])
  })

  it('takes nothing without the secret, from another path, or that is no JSON', async () => {
    const session = await hooked()
    const headers = { 'x-telegram-bot-api-secret-token': SECRET }
    const post = async (url: string, init: RequestInit) =>
      (await fetch(url, { method: 'POST', ...init })).status
    const update = JSON.stringify({ update_id: 1, message: {} })
    expect(await post(session.url, { body: update })).toBe(401)
    expect(
      await post(session.url, {
        body: update,
        headers: { ...headers, 'x-telegram-bot-api-secret-token': 'x' },
      }),
    ).toBe(401)
    expect(await post(`${session.url}/other`, { body: update, headers })).toBe(404)
    expect(await post(session.url, { body: '{', headers })).toBe(400)
    expect(session.asked).toEqual([])
    expect(session.log.join('\n')).not.toContain(SECRET)
  })
})

describe('a chat', () => {
  it('that takes the bot in, turns it out, blocks it or moves is reported to the program', async () => {
    const changes: ChatChange[] = []
    const session = await startSession({ parts: { onChat: (change) => changes.push(change) } })
    const { loopback, group, privateChat } = session
    loopback.setMembership(group, 'kicked')
    loopback.setMembership(group, 'member')
    loopback.setMembership(privateChat, 'kicked')
    loopback.migrate(group, -1_001_000_000_040)
    await finish(session)
    const of = `telegram:${group.id}`
    expect(changes.slice(0, 4)).toEqual([
      { chat: of, state: 'left' },
      {
        ...{ chat: of, state: 'joined' },
        arrival: {
          ...{ kind: 'group', at: session.clock.now(), title: group.title, member: String(ASKER) },
          botName: 'kawaraban_bot',
        },
      },
      { chat: `telegram:${privateChat.id}`, state: 'left', isPrivate: true },
      { chat: of, state: 'moved', to: 'telegram:-1001000000040' },
    ])
    // The new chat says so too.
    expect(changes.slice(4).every(({ chat, state }) => chat === of && state === 'moved')).toBe(true)
  })
})
