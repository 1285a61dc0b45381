/** Secrets planted in every setting that takes one, and looked for in all that the program says and keeps. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { makeBackup } from '#src/app/backup.ts'
import { createApp, serve } from '#src/app.ts'
import { readConfig, SETTINGS } from '#src/config.ts'
import { createLog } from '#src/log.ts'
import { openStore } from '#src/store/open.ts'
import { sampleHistory } from '../support/bot.ts'
import { createFakeClock } from '../support/clock.ts'
import { CHANNEL, MANAGE_GUILD } from '../support/discord/events.ts'
import { createMenus as createDiscordMenus } from '../support/discord/menus.ts'
import { startLoopback as startDiscord } from '../support/discord/server.ts'
import { PNG } from '../support/discord/session.ts'
import { startEcho } from '../support/echo.ts'
import { temporaryFolder } from '../support/folder.ts'
import { freePort } from '../support/freeport.ts'
import { knownAt } from '../support/market/collecting.ts'
import { smallMarket } from '../support/market/small.ts'
import { openHere } from '../support/openhere.ts'
import { createPassing } from '../support/passing.ts'
import { createMenus as createTelegramMenus } from '../support/telegram/menus.ts'
import { startLoopback as startTelegram } from '../support/telegram/server.ts'

const MINUTE = 60_000
const MODERATOR = '1200000000000000101'
/** One for each secret setting, in the form that it has to have. */
const CANARIES: Readonly<Record<string, string>> = {
  DISCORD_TOKEN: 'MTIw.canary-discord.sings',
  TELEGRAM_TOKEN: '4200000001:AAH-canary_telegram_sings',
  TELEGRAM_WEBHOOK_SECRET: 'canary_webhook_sings',
  COINGECKO_KEY: 'CG-canary-coingecko-sings',
  BLS_KEY: 'canary-bls-sings',
  FRED_KEY: 'canary-fred-sings',
  DATABASE_URL: 'postgresql://kawaraban:canary-database-sings@127.0.0.1:1/kawaraban',
}
/** Of an address the password alone is secret. */
const SECRETS = Object.values(CANARIES).map((value) => /:\/\/[^:]+:([^@]+)@/.exec(value)?.[1] ?? value)

/** The secrets that a text has, also as part of an address or in Base64. */
function sung(text: string): string[] {
  return SECRETS.filter((secret) =>
    [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64').replace(/=+$/, '')].some(
      (form) => text.includes(form),
    ),
  )
}

/** A log that strikes nothing out: what it says must be clean by itself. */
function openLog() {
  const lines: string[] = []
  return { lines, log: createLog({ write: (line) => lines.push(line) }, { format: 'json', secrets: [] }) }
}

describe('secrets', () => {
  it('have a canary in each setting that takes one', () => {
    const names = SETTINGS.flatMap(({ name, secret }) => (secret ? [name] : []))
    expect(Object.keys(CANARIES).sort()).toEqual(names.sort())
    expect(sung(JSON.stringify(CANARIES)).sort()).toEqual([...SECRETS].sort())
  })

  it('stand in no log, answer, post, picture, page or file, though all sources repeat what they are sent', async () => {
    const market = smallMarket(await sampleHistory(), 6)
    const clock = createFakeClock(market.now + 10 * MINUTE)
    const [home, echo, webhookPort] = [await temporaryFolder(), await startEcho(), await freePort()]
    const store = await openStore(home)
    const observations = knownAt(market, market.now)
    await store.record.keep({ observations, observedAt: market.now, assets: market.assets })
    await store.close()
    const discord = await startDiscord({ clock, token: CANARIES.DISCORD_TOKEN ?? '' })
    const telegram = await startTelegram({ clock, token: CANARIES.TELEGRAM_TOKEN ?? '' })
    const sources = SETTINGS.filter(({ name }) => name.startsWith('SOURCE_URL_'))
    const { DATABASE_URL: _, ...planted } = CANARIES
    const config = readConfig({
      ...planted,
      ...Object.fromEntries(sources.map(({ name }) => [name, echo.url])),
      KAWARABAN_DATA: 'live',
      KAWARABAN_HOME: home,
      SOURCES_OFF: 'fedfunds',
      PORT: '0',
      ADMIN_PORT: '0',
      DISCORD_API: discord.api,
      TELEGRAM_API_ROOT: telegram.root,
      TELEGRAM_WEBHOOK_URL: `https://127.0.0.1:${webhookPort}/telegram`,
      TELEGRAM_WEBHOOK_PORT: String(webhookPort),
      OWNER_DISCORD: MODERATOR,
      OWNER_TELEGRAM: '810001',
    })
    const { lines, log } = openLog()
    const specs: unknown[] = []
    const renderer = {
      render: async (spec: unknown) => {
        specs.push(spec)
        return PNG
      },
      close: async () => {},
    }
    const app = createApp(config, log, { clock, renderer, openStore: openHere })
    const passing = createPassing(clock, () => discord.running + telegram.running + echo.running > 0)
    const serving = await passing.result(serve(app), 'the start')
    onTestFinished(async () => {
      await Promise.all([echo.close(), discord.close(), telegram.close()])
    })

    const where = { member: MODERATOR, permissions: MANAGE_GUILD, locale: 'en-US' }
    const channel = { id: CHANNEL, type: 0, name: 'market' }
    discord.channels.add(channel)
    const [inDiscord, inTelegram] = [
      createDiscordMenus(discord, passing),
      createTelegramMenus(telegram, passing),
    ]
    const chat = telegram.chats.add({ id: 810_001, type: 'private' })
    const said: unknown[] = []
    for (const name of ['status', 'sources', 'funding', 'brief', 'help', 'privacy']) {
      said.push(await inDiscord.run(name, {}, where))
      said.push(await inTelegram.write(chat, `/${name}`, { member: 810_001, locale: 'en' }))
    }
    // A coin that is not collected is asked for at once.
    said.push(await inDiscord.run('price', { asset: 'dogecoin' }, where))
    const builder = await inDiscord.run('schedule add', { language: 'en' }, where)
    await inDiscord.click(builder, 'Save', where)
    const list = await inDiscord.run('schedule list', {}, where)
    const item = await inDiscord.choose(list, 'Open a schedule', /^1 /, where)
    discord.faults.add('POST', /^\/channels\/\d+\/messages$/, { kind: 'status', status: 500 })
    await inDiscord.click(await inDiscord.click(item, 'Run now', where), 'Post now', where)
    await passing.rest(20_000)
    discord.faults.add('POST', /^\/users/, { kind: 'reset', accepted: false })
    telegram.faults.add(/^send/, { kind: 'status', status: 500, text: 'Internal Server Error' })
    for (let minute = 0; minute < 40; minute++) {
      clock.advance(MINUTE)
      await passing.rest(500)
    }
    const posted = discord.channels.get(CHANNEL)?.messages ?? []
    expect(JSON.stringify(posted)).toMatch(/crypto|market/iu)
    const alerts = chat.messages.filter(({ text }) =>
      /not answered|nothing usable|None of the sources/u.test(text),
    )
    expect(alerts.length).toBeGreaterThan(0)

    const pages = await Promise.all(
      [
        `${serving.address}/`,
        ...['healthz', 'readyz', 'metrics'].map((page) => `${serving.admin}/${page}`),
      ].map(async (url) => (await fetch(url)).text()),
    )
    await makeBackup(config, join(home, 'copy.sqlite'))
    await passing.result(serving.close(), 'the end')
    await app.close()

    // It was all there to be let slip: tokens and keys went out as they should.
    expect(sung(echo.received.join('\n')).sort()).toEqual(
      ['CG-canary-coingecko-sings', 'canary-bls-sings', 'canary-fred-sings'].sort(),
    )
    expect(telegram.updates.webhook).toMatchObject({ secret: CANARIES.TELEGRAM_WEBHOOK_SECRET })
    expect(lines.length).toBeGreaterThan(10)
    expect(specs.length).toBeGreaterThan(3)
    const files = await readdir(home, { recursive: true, withFileTypes: true })
    const kept = await Promise.all(
      files
        .filter((file) => file.isFile())
        .map((file) => readFile(join(file.parentPath, file.name), 'latin1')),
    )
    expect(kept.join('').length).toBeGreaterThan(100_000)
    const words = {
      log: lines.join(''),
      discord: JSON.stringify([discord.requests, discord.commands]),
      telegram: JSON.stringify(telegram.calls.filter(({ method }) => method !== 'setWebhook')),
      answers: JSON.stringify(said),
      charts: JSON.stringify(specs),
      pages: pages.join('\n'),
      files: kept.join('\n'),
    }
    for (const [place, text] of Object.entries(words)) expect(sung(text), place).toEqual([])
  }, 60_000)

  it.each([
    'DISCORD',
    'TELEGRAM',
  ])('stand in nothing that is said when %s refuses the token', async (name) => {
    const echo = await startEcho(401)
    onTestFinished(() => echo.close())
    const token = `${name}_TOKEN`
    const root = name === 'DISCORD' ? 'DISCORD_API' : 'TELEGRAM_API_ROOT'
    const settings = { [token]: CANARIES[token], [root]: echo.url, PORT: '0', KAWARABAN_DATA: 'data/sample' }
    const { lines, log } = openLog()
    const app = createApp(readConfig({ ...settings, KAWARABAN_HOME: await temporaryFolder() }), log)
    const refused: unknown = await serve(app).catch((error: unknown) => error)
    await app.close()
    expect(refused).toBeInstanceOf(Error)
    expect(sung(echo.received.join('\n'))).toEqual([CANARIES[token]])
    const { message, stack = '' } = refused as Error
    expect(message).toContain(token)
    expect(sung([message, stack, ...lines].join('\n'))).toEqual([])
  })

  it('stand in nothing that is said when the database does not answer', async () => {
    const { DATABASE_URL = '' } = CANARIES
    const { lines, log } = openLog()
    const config = readConfig({ DATABASE_URL, KAWARABAN_HOME: await temporaryFolder(), PORT: '0' })
    const app = createApp(config, log)
    const refused = (await serve(app).catch((error: unknown) => error)) as Error
    await app.close()
    expect(refused).toBeInstanceOf(Error)
    expect(sung([refused.message, String(refused.stack), ...lines].join('\n'))).toEqual([])
  })
})
