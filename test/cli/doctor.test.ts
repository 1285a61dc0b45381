/** `doctor` against a loopback server: what answers, what does not, what to do about it; no token in its words. */
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CheckedSettings, checksOf } from '#src/cli/checks.ts'
import type { Check } from '#src/cli/check.ts'
import { detailOf } from '#src/cli/details.ts'
import { doctor } from '#src/cli/doctor.ts'
import { SERVICE_NAMES } from '#src/sources/names.ts'
import type { Locale } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { SupplierError, type SupplierFault } from '#src/sources/supplier.ts'
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

/** A gateway that greets every connection, or hangs up where it has no greeting. */
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

  it('reports a clock that is wrong', async () => {
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
    expect(text).toContain('The clock of this machine differs by 2 hours from okx, bybit.')
  })

  const clocked = (name: string, skew: number): Check => ({
    ...{ name, kind: 'exchange' as const, close: async () => {} },
    probe: () => Promise.resolve({ latency: 5, skew }),
  })

  it('blamed this machine for one clock that is off: where others agree with it, it is the other’s', async () => {
    const { text } = await run([clocked('okx', 0), clocked('bybit', 1200), clocked('kraken', 300_000)])
    expect(text).toContain('The clock of kraken differs by 5 min, while others agree with this machine')
    expect(text).not.toContain('Synchronize')
    const ja = await run([clocked('okx', 0), clocked('kraken', 300_000)], 'ja')
    expect(ja.text).toContain('krakenの時計が5分ずれています。ほかの時計はこのマシンと一致しているため')
  })

  it('blames this machine where more clocks are off alike than agree with it, and nobody where there is one', async () => {
    const two = await run([clocked('okx', 120_000), clocked('bybit', 121_000), clocked('kraken', 0)])
    expect(two.text).toContain('The clock of this machine differs by 120 s from okx, bybit.')
    const one = await run([clocked('okx', 120_000)])
    expect(one.text).toContain('no other clock says which of the two is wrong')
    expect(one.text).not.toContain('Synchronize')
  })

  it('advised exchanges that fail themselves: it names those that answer, and none that was found to fail', async () => {
    const blocked = (name: string) => failing(name, 'blocked', { kind: 'exchange' })
    const some = await run([
      blocked('binance'),
      failing('okx', 'down', { kind: 'exchange' }),
      clocked('gate', 0),
    ])
    expect(some.text).toContain('EXCHANGES=gate,hyperliquid,kraken,')
    const none = [blocked('okx'), blocked('hyperliquid'), failing('kraken-usd', 'blocked')]
    expect((await run(none)).text).toContain('No other exchange answered either')
    expect((await run(none, 'ja')).text).toContain('応答する取引所がほかにありません')
  })

  it('left out an exchange that answers where its archive does not', async () => {
    const { text } = await run([
      clocked('binance', 0),
      failing('binance-archive', 'timeout'),
      failing('bybit', 'blocked', { kind: 'exchange' }),
      clocked('kraken', 0),
      failing('kraken-usd', 'timeout'),
    ])
    expect(text).toContain('EXCHANGES=binance,kraken,okx,hyperliquid,')
  })

  it('said that only figures are missing where nothing answers, or a platform does not', async () => {
    const discord = failing('discord', 'down', { kind: 'platform' })
    const last = async (checks: readonly Check[]) => (await run(checks)).text.trim().split('\n').at(-1)
    expect(await last([failing('mof', 'down'), discord])).toContain('nothing can be fetched or posted')
    expect(await last([failing('mof', 'down'), { ...clocked('discord', 0), kind: 'platform' }])).toContain(
      'every source among them',
    )
    expect(await last([clocked('okx', 0), discord])).toContain('On a platform among them nothing is')
    expect(await last([clocked('okx', 0), failing('mof', 'down')])).toContain(
      'Only their figures are missing',
    )
  })

  it.each([
    [
      'en',
      [
        'okx: www.okx.com/x answered 503: busy',
        'mof: jgbcm.csv ends at 2025-11-01, which is too old',
        'bls: bls prices BTC: price is "NaN", which is not a number',
        'yahoo: says something',
      ],
    ],
    [
      'ja',
      [
        'okx: www.okx.com/xの応答コードは503: busy',
        'mof: 2025-11-01までの古いデータしかありません（jgbcm.csv）',
        'bls: bls prices BTC：priceの値"NaN"は数値ではありません',
        'yahoo: says something（原文）',
      ],
    ],
  ] as const)('tells in %s what each of them says', async (locale, lines) => {
    const saying = (name: string, fault: SupplierFault, detail: string) =>
      failing(name, fault, {
        probe: () => Promise.reject(new SupplierError({ supplier: name, fault, detail })),
      })
    const { text } = await run(
      [
        saying('okx', 'down', 'www.okx.com/x answered 503: busy'),
        saying('mof', 'stale', 'jgbcm.csv ends at 2025-11-01, which is too old'),
        saying('bls', 'stale', 'bls prices BTC: price "NaN" is not a number'),
        saying('yahoo', 'down', 'says something'),
      ],
      locale,
    )
    for (const line of lines) expect(text).toContain(`  ${line}\n`)
    expect(text).toContain(locale === 'ja' ? '数値が不正' : 'no valid number')
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
    expect(text).toMatch(
      /each minute while one needs them: binance 4\/2400 in 60 s \(\d+ ms\), okx 1\/20 in 2 s \(\d+ ms\)\./,
    )
    expect(code).toBe(0)
    await market.close()
  })

  it.each(['en', 'ja'] as const)('has words in %s for every fault', async (locale) => {
    const faults: SupplierFault[] = [
      ...(['limited', 'blocked', 'denied', 'down', 'timeout'] as const),
      ...(['unreached', 'malformed', 'empty', 'stale', 'unknown'] as const),
    ]
    const words = createWords(locale, 'UTC', 0)
    for (const fault of [...faults, 'senseless', 'failed']) {
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
    // Waits for limits run on this clock.
    const pause = async (milliseconds: number) => {
      now += milliseconds
    }
    const errors: SupplierError[] = []
    const note = (error: unknown): never => {
      if (error instanceof SupplierError) errors.push(error)
      throw error
    }
    const checks = checksOf(asked, { now: () => now, pause }).map((check) => ({
      ...check,
      probe: (signal: AbortSignal) => check.probe(signal).catch(note),
      read: async (signal: AbortSignal) => check.read?.(signal).catch(note),
    }))
    return { ...(await run(checks)), errors }
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
      // What holds no number was called out of date, or could not be checked.
      if (fault === 'not-a-number') expect(text).not.toMatch(new RegExp(`${name} +(?:out of date|failed)`))
      // A clock that is wrong is told as that, not as data that are old or yet to come.
      if (fault === 'skew') expect(text).toMatch(/differs by 2 hours/)
    }
    expect(fine).toEqual(UNSEEN[name] ?? [])
  })

  it.each(LOOPBACK_SUPPLIERS)('has words of the reader’s language for what %s really says', async (name) => {
    const words = createWords('ja', 'UTC', 0)
    const untranslated: string[] = []
    for (const fault of [...SENSELESS, 'down', 'blocked', 'forbidden', 'denied', 'limited'] as const) {
      market.fail(name, fault)
      const { errors } = await tried(name)
      market.fail(name, undefined)
      const said = errors.map((error) => detailOf(error, words))
      untranslated.push(...said.filter((one) => one.endsWith('（原文）') || !/[ぁ-ん]/.test(one)))
    }
    expect([...new Set(untranslated)]).toEqual([])
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
    ['that greets with something else', 'Hello', /answered with another shape/],
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
