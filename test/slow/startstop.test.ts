/** Starting and stopping, as processes over loopback servers: whatever is waited for, a signal ends it, and a refusal too. */
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '#src/clock.ts'
import { startLoopback as startDiscord, TOKEN as DISCORD_TOKEN } from '../support/discord/server.ts'
import { temporaryFolder } from '../support/folder.ts'
import { freePort } from '../support/freeport.ts'
import { startProcess } from '../support/started.ts'
import { watchStalls } from '../support/stall.ts'
import { startLoopback as startTelegram, TOKEN as TELEGRAM_TOKEN } from '../support/telegram/server.ts'

/** A server that takes connections and says nothing. */
async function silence(): Promise<{ readonly port: number; readonly asked: Promise<unknown> }> {
  const server = createServer()
  server.on('connection', (socket) => socket.on('error', () => {}))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, asked: once(server, 'connection') }
}

async function telegram() {
  const loopback = await startTelegram({ clock: systemClock })
  onTestFinished(() => loopback.close())
  return { loopback, settings: { TELEGRAM_TOKEN, TELEGRAM_API_ROOT: loopback.root } }
}

async function discord() {
  const loopback = await startDiscord({ clock: systemClock })
  onTestFinished(() => loopback.close())
  return { loopback, settings: { DISCORD_TOKEN, DISCORD_API: loopback.api } }
}

/** Stops it within so many seconds, and the time that this machine could not give; prints what it took. */
async function stopsWithin(most: number, what: string, one: ReturnType<typeof startProcess>) {
  const stalled = watchStalls()
  const { code, seconds } = await one.stop()
  process.stdout.write(`${what}: ended after ${seconds} s\n`)
  expect(seconds, one.said()).toBeLessThan(most + stalled().total / 1000)
  expect(code, one.said()).toBe(0)
  expect(one.said()).not.toMatch(/unsettled|Uncaught|at async/)
}

describe('a signal before it is ready', () => {
  it.each([
    'telegram',
    'discord',
    'database',
  ])('ends it within 5 s while nobody answers: %s', async (what) => {
    const { port, asked } = await silence()
    const settings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      telegram: { TELEGRAM_TOKEN, TELEGRAM_API_ROOT: `http://127.0.0.1:${port}` },
      discord: { DISCORD_TOKEN, DISCORD_API: `http://127.0.0.1:${port}/api` },
      database: { DATABASE_URL: `postgresql://bot@127.0.0.1:${port}/kawaraban` },
    }
    const one = startProcess({ KAWARABAN_HOME: await temporaryFolder(), ...settings[what] })
    await asked
    await one.says(new RegExp(`waiting for ${what === 'database' ? 'the store' : what} for 3 s`))
    await stopsWithin(5, `a signal while ${what} is silent`, one)
  })

  it('ends it within 5 s while a webhook is being set', async () => {
    const { loopback, settings } = await telegram()
    loopback.faults.add(/^setWebhook$/, { kind: 'silence' })
    const one = startProcess({
      ...settings,
      KAWARABAN_HOME: await temporaryFolder(),
      TELEGRAM_WEBHOOK_URL: 'https://bot.example.org/telegram',
      TELEGRAM_WEBHOOK_SECRET: 'Xq3',
      TELEGRAM_WEBHOOK_PORT: '0',
    })
    await one.says(/waiting for telegram for 3 s/)
    await stopsWithin(5, 'a signal while setWebhook is silent', one)
  })
})

describe('a home that cannot be', () => {
  it('is reported in one sentence, with the exit code of its cause', async () => {
    const one = startProcess({ KAWARABAN_HOME: '/proc/nope' })
    expect(await one.ended).toBe(28)
    expect(one.said().trim().split('\n')).toEqual([
      expect.stringMatching(/^The folder of \/proc\/nope\/kawaraban\.sqlite cannot be made .*KAWARABAN_HOME/),
    ])
  })
})

describe('stopping', () => {
  it('with answers that nobody takes ends within 10 s and says how many were left', async () => {
    const { loopback, settings } = await telegram()
    const one = startProcess({ ...settings, KAWARABAN_HOME: await temporaryFolder() })
    await one.says(/is ready/)
    const chats = Array.from({ length: 40 }, (_, index) =>
      loopback.chats.add({ id: 900_000 + index, type: 'private' }),
    )
    for (const chat of chats) {
      for (let tries = 0; tries < 5; tries++) loopback.faults.add(/^send(?!ChatAction)/, { kind: 'silence' })
      loopback.write(chat, '/funding btc', { member: chat.id })
    }
    await expect
      .poll(() => loopback.seen(/^send(?!ChatAction)/).length, { timeout: 30_000 })
      .toBeGreaterThan(0)
    await stopsWithin(10, 'stopping with queued answers', one)
    expect(one.said()).toMatch(/Answers left unfinished: \d+\./)
  })

  it.each([
    ['idle', 2],
    ['with an answer under way', 10],
  ])('in webhook mode ends in peace: %s', async (how, most) => {
    const { loopback, settings } = await telegram()
    const [port, secret] = [await freePort(), 'Xq3']
    const one = startProcess({
      ...settings,
      KAWARABAN_HOME: await temporaryFolder(),
      TELEGRAM_WEBHOOK_URL: 'https://bot.example.org/telegram',
      TELEGRAM_WEBHOOK_SECRET: secret,
      TELEGRAM_WEBHOOK_PORT: String(port),
    })
    await one.says(/is ready/)
    if (how !== 'idle') {
      const chat = loopback.chats.add({ id: 7, type: 'private' })
      loopback.faults.add(/^send(?!ChatAction)/, { kind: 'silence' })
      const message = { message_id: 1, date: 0, text: '/help', chat: { id: chat.id, type: 'private' } }
      const from = { id: 7, is_bot: false, first_name: 'A', language_code: 'en' }
      const { status } = await fetch(`http://127.0.0.1:${port}/telegram`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
        body: JSON.stringify({ update_id: 5, message: { ...message, from } }),
      })
      expect(status).toBe(200)
      await expect.poll(() => loopback.seen(/^send(?!ChatAction)/).length, { timeout: 30_000 }).toBe(1)
    }
    await stopsWithin(most, `stopping in webhook mode, ${how}`, one)
    expect(one.said()).toContain('Stopped.')
    if (how !== 'idle') expect(one.said()).toContain('Answers left unfinished: 1.')
  })
})

describe('a token that is refused while it runs', () => {
  it('ends the process with code 2 and one line: Telegram', async () => {
    const { loopback, settings } = await telegram()
    const one = startProcess({ ...settings, KAWARABAN_HOME: await temporaryFolder() })
    await one.says(/is ready/)
    loopback.faults.add(/^getUpdates$/, { kind: 'refuse', as: 'unauthorized' })
    loopback.write(loopback.chats.add({ id: 7, type: 'private' }), '/help', { member: 7 })
    expect(await one.ended).toBe(2)
    expect(one.said().match(/TELEGRAM_TOKEN was refused by Telegram \(401\)/g)).toHaveLength(1)
  })

  it('ends the process with code 2 and one line: Discord', async () => {
    const { loopback, settings } = await discord()
    const one = startProcess({ ...settings, KAWARABAN_HOME: await temporaryFolder() })
    await one.says(/is ready/)
    loopback.gateway.drop(4004)
    expect(await one.ended).toBe(2)
    expect(one.said().match(/DISCORD_TOKEN was refused by Discord/g)).toHaveLength(1)
  })
})
