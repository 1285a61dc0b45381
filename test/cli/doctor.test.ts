/** `doctor` against a loopback server: what answers, what does not, what to do about it; no token in its words. */
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CheckedSettings, checksOf } from '#src/cli/checks.ts'
import { type Check, doctor } from '#src/cli/doctor.ts'
import { EXCHANGE_NAMES, SERVICE_NAMES, urlSetting } from '#src/config/sources.ts'
import { readConfig } from '#src/config.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { SupplierError, type SupplierFault } from '#src/sources/supplier.ts'
import { SUPPLIERS } from '#src/sources/suppliers.ts'
import { SOURCES } from '#src/sources/index.ts'
import { LOOPBACK_SUPPLIERS, type LoopbackMarket, startMarket } from '../support/market/server.ts'
import { type Asked, type Loopback, startLoopback } from '../support/loopback.ts'

const TOKEN = '123456:never-t3ll'
let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

const NOW = Date.UTC(2025, 10, 24, 0, 20)
const clock = { now: () => NOW, pause: async () => {} }

async function run(checks: readonly Check[], locale: Locale = 'en') {
  let text = ''
  const code = await doctor({
    words: createWords(locale, 'UTC', 0),
    checks,
    secrets: [TOKEN],
    stdout: { write: (more) => (text += more) },
  })
  return { code, text }
}

function settings(more: Partial<CheckedSettings> = {}): CheckedSettings {
  const off = SERVICE_NAMES.filter((name) => name !== 'alternative')
  return {
    sources: { exchanges: [], off, urls: { alternative: server.url }, keys: {} },
    discord: { token: TOKEN, api: `${server.url}/api` },
    telegram: { token: TOKEN, root: server.url },
    ...more,
  }
}

/** What all of them answer when they are well, at the time of the test's clock. */
function wellOf(gateway: string) {
  const headers = { date: new Date(NOW).toUTCString() }
  const timestamp = String(Date.UTC(2025, 10, 24) / 1000)
  return ({ path }: Asked) => {
    if (path === '/fng/') return { headers, body: { data: [{ value: '15', timestamp }] } }
    if (path.endsWith('gateway/bot')) return { headers, body: { url: gateway, shards: 1 } }
    return { headers, body: path.endsWith('getMe') ? { ok: true, result: { id: 1 } } : { id: '1' } }
  }
}

/** A gateway that greets whoever connects, or hangs up where it has no greeting. */
async function startGateway(greeting: string) {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise((resolve) => sockets.once('listening', resolve))
  sockets.on('connection', (socket) => (greeting === '' ? socket.terminate() : socket.send(greeting)))
  return {
    url: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => sockets.close(resolve)),
  }
}

function failing(name: string, fault: SupplierFault, more: Partial<Check> = {}): Check {
  return {
    ...{ name, kind: 'service', close: async () => {} },
    probe: () => Promise.reject(new SupplierError({ supplier: name, fault, detail: `says ${fault}` })),
    ...more,
  }
}

describe('the doctor', () => {
  it('tries sources and platforms, and says that everything answers', async () => {
    const gateway = await startGateway('{"op":10,"d":{"heartbeat_interval":41250}}')
    server.answer(wellOf(gateway.url))
    const { code, text } = await run(checksOf(settings(), clock))
    await gateway.close()
    expect(text).toMatch(/discord-gateway +OK +\d+ ms/)
    expect(code).toBe(0)
    expect(text).toMatch(/alternative +OK +\d+ ms +2025-11-24 00:00 +8\/10/)
    expect(text).toMatch(/telegram +OK +\d+ ms/)
    expect(text).toContain('All sources and platforms answer.')
    expect(server.asked.map(({ path }) => path).sort()).toEqual([
      '/api/v10/gateway/bot',
      '/api/v10/users/@me',
      `/bot${TOKEN}/getMe`,
      '/fng/',
      '/fng/',
    ])
  })

  it.each(['en', 'ja'] as const)('says in %s what to do, and never a token', async (locale) => {
    server.answer(() => ({ status: 401, body: { message: `Unauthorized ${TOKEN}` } }))
    const { code, text } = await run(checksOf(settings(), clock), locale)
    expect(code).toBe(1)
    expect(text).not.toContain('never-t3ll')
    expect(text).toContain('discord')
    expect(text).toContain(
      locale === 'ja'
        ? '認証に失敗しました'
        : 'Credentials rejected: alternative, discord, discord-gateway, telegram.',
    )
    expect(text).toContain(locale === 'ja' ? '4件のうち4件に問題があります' : '4 of 4 do not answer')
  })

  it('names exchanges that answer elsewhere, the setting of a key, and says one thing once', async () => {
    const { code, text } = await run([
      failing('binance', 'blocked', { kind: 'exchange' }),
      failing('bybit', 'blocked', { kind: 'exchange' }),
      failing('fred', 'denied', { key: 'FRED_KEY' }),
      failing('mof', 'down'),
    ])
    expect(code).toBe(1)
    expect(text).toContain('Not available from this country or network: binance, bybit.')
    expect(text).toContain('EXCHANGES=okx,hyperliquid,kraken')
    expect(text).toContain('FRED_KEY')
    expect(text).toContain('mof: says down')
    expect(text).not.toContain('`')
  })

  it('tells of a clock that is wrong', async () => {
    const probe = () => Promise.resolve({ latency: 5, skew: -120_000 })
    const { code, text } = await run([{ name: 'okx', kind: 'exchange', probe, close: async () => {} }])
    expect(code).toBe(1)
    expect(text).toMatch(/okx +clock differs/)
    expect(text).toContain('differs by 120 s')
  })

  it('says once that the clock is wrong, however many clocks say so', async () => {
    const off = (skew: number) => ({
      ...{ kind: 'exchange' as const, close: async () => {} },
      probe: () => Promise.resolve({ latency: 5, skew }),
    })
    const { text } = await run([
      { ...off(7_200_200), name: 'okx' },
      { ...off(7_200_900), name: 'bybit' },
    ])
    expect(text.match(/differs by/g)).toHaveLength(1)
    expect(text).toContain('The clock of this machine differs by 7200 s from okx, bybit.')
  })

  it('asks exchanges for a price, and tells how new it is and what is left of their limits', async () => {
    const { history } = await SOURCES.dataset('data/sample').load()
    const now = history.now + 3_600_000
    const market = await startMarket(history, () => now)
    const urls = { binance: market.url('binance'), okx: market.url('okx') }
    const sources = { exchanges: ['binance', 'okx'], off: SERVICE_NAMES, urls, keys: {} }
    const asked = settings({ sources, discord: undefined, telegram: undefined })
    const { code, text } = await run(checksOf(asked, { ...clock, now: () => now }))
    expect(text).toMatch(/binance +OK +\d+ ms +2025-11-24 01:00 +\d+\/2400 in 60 s/)
    expect(text).toMatch(/okx +OK +\d+ ms +2025-11-24 01:00 +\d+\/20 in 2 s/)
    expect(code).toBe(0)
    await market.close()
  })

  it.each(['en', 'ja'] as const)('has words in %s for every fault', async (locale) => {
    const faults: SupplierFault[] = [
      ...(['limited', 'blocked', 'denied', 'down', 'timeout'] as const),
      ...(['unreached', 'malformed', 'empty', 'stale', 'unknown'] as const),
    ]
    const words = createWords(locale, 'UTC', 0)
    for (const fault of [...faults, 'failed']) {
      expect(words.find(`doctor:state.${fault}`), fault).toMatch(/\S/)
      expect(words.find(`doctor:advice.${fault}`, { name: 'x' }), fault).toMatch(/x/)
    }
  })
})

describe('the doctor tells by what is said, not by status 200', () => {
  /** Monthly figures of a fortnight ago are today's; quotes of markets have no time; one writes figures inside a text. */
  const UNSEEN: Readonly<Record<string, readonly string[]>> = {
    ...{ bls: ['stale'], ons: ['stale'], kalshi: ['stale'] },
    polymarket: ['not-a-number'],
  }
  const SENSELESS = ['html', 'text', 'empty', 'not-a-number', 'stale', 'skew'] as const
  let market: LoopbackMarket
  let [start, now] = [0, 0]
  beforeAll(async () => {
    const { history } = await SOURCES.dataset('data/sample').load()
    start = history.now + 3_600_000
    market = await startMarket(history, () => now, { unlimited: true })
  })
  afterAll(() => market.close())

  const tried = async (name: string) => {
    const isExchange = EXCHANGES[name] !== undefined
    const off = SERVICE_NAMES.filter((one) => one !== name)
    const sources = { exchanges: isExchange ? [name] : [], off, urls: { [name]: market.url(name) }, keys: {} }
    const asked = settings({ sources, discord: undefined, telegram: undefined })
    now = start
    // Whoever waits for a limit waits on this clock.
    const pause = async (milliseconds: number) => {
      now += milliseconds
    }
    return run(checksOf(asked, { now: () => now, pause }))
  }

  it.each(LOOPBACK_SUPPLIERS)('%s', async (name) => {
    const well = await tried(name)
    expect(well.text).toMatch(new RegExp(`${name} +OK`))
    expect(well.code).toBe(0)
    const fine: string[] = []
    for (const fault of SENSELESS) {
      market.fail(name, fault)
      const { code, text } = await tried(name)
      market.fail(name, undefined)
      if (code === 0 || new RegExp(`${name} +OK`).test(text)) fine.push(fault)
      // A clock that is wrong is told as that, not as data that are old or yet to come.
      if (fault === 'skew') expect(text).toMatch(/differs by 720\d s/)
    }
    expect(fine).toEqual(UNSEEN[name] ?? [])
  })

  it.each<[body: unknown, path: string]>([
    [{ id: 1 }, 'users/@me'],
    [{}, 'users/@me'],
    [{ url: 'https://example.com' }, 'gateway/bot'],
    [{ ok: true }, 'getMe'],
    [{ ok: true, result: { id: null } }, 'getMe'],
  ])('%j is no answer to %s', async (body, path) => {
    const gateway = await startGateway('{"op":10}')
    const well = wellOf(gateway.url)
    server.answer((asked) => (asked.path.endsWith(path) ? { ...well(asked), body } : well(asked)))
    const { code, text } = await run(checksOf(settings(), clock))
    await gateway.close()
    expect(code).toBe(1)
    expect(text).toContain('answered with another shape')
    expect(text).toContain('1 of 4 do not answer')
  })

  it.each<[what: string, greeting: string, says: RegExp]>([
    ['that greets with something else', 'Hello', /greets with another shape/],
    ['that hangs up', '', /hung up before it greeted|cannot be reached by WebSocket/],
  ])('a gateway %s is none', async (_, greeting, says) => {
    const gateway = await startGateway(greeting)
    server.answer(wellOf(gateway.url))
    const { code, text } = await run(checksOf(settings(), clock))
    await gateway.close()
    expect(code).toBe(1)
    expect(text).toContain(`discord-gateway: ${new URL(gateway.url).host}`)
    expect(text).toMatch(says)
  })
})

describe('settings of sources', () => {
  it('know the exchanges and services that there are', () => {
    expect([...EXCHANGE_NAMES].sort()).toEqual(Object.keys(EXCHANGES).sort())
    expect([...SERVICE_NAMES].sort()).toEqual(Object.keys(SUPPLIERS).sort())
    for (const [name, { url }] of Object.entries(SUPPLIERS)) expect(urlSetting(name)).toBe(url)
    const off = Object.entries(SUPPLIERS).filter(([, { on }]) => !on)
    expect(readConfig({}).sources.off).toEqual(off.map(([name]) => name))
  })

  it('are read, and off where they are off by themselves', () => {
    const { sources } = readConfig({
      ...{ EXCHANGES: 'OKX, kraken', FRED_KEY: 'abc', SOURCE_URL_DERIBIT_DVOL: 'http://127.0.0.1:1' },
    })
    expect(sources).toEqual({
      exchanges: ['okx', 'kraken'],
      off: ['fedfunds'],
      urls: { 'deribit-dvol': 'http://127.0.0.1:1' },
      keys: { fred: 'abc' },
    })
  })

  it('are told what is wrong with them, but never a key', () => {
    const read = () => readConfig({ EXCHANGES: 'mtgox', BLS_KEY: 'no good', SOURCE_URL_BLS: 'ftp://x' })
    expect(read).toThrow(/EXCHANGES names "mtgox"/)
    expect(read).toThrow(/SOURCE_URL_BLS is not an http/)
    expect(read).toThrow(/BLS_KEY has blanks/)
    expect(read).not.toThrow(/no good/)
  })
})
