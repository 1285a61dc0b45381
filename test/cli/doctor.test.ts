/** `doctor` against a loopback server: what answers, what does not, what to do about it; no token in its words. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CheckedSettings, checksOf } from '#src/cli/checks.ts'
import { detailOf } from '#src/cli/details.ts'
import { SERVICE_NAMES } from '#src/sources/names.ts'
import { createWords } from '#src/i18n/words.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { SupplierError } from '#src/sources/supplier.ts'
import { SOURCES } from '#src/sources/index.ts'
import { LOOPBACK_SUPPLIERS, type LoopbackMarket, startMarket } from '../support/market/server.ts'
import { type Loopback, startLoopback } from '../support/loopback.ts'
import { clock, run, settingsOf, startGateway, TOKEN, wellOf } from './doctoring.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())
const settings = (more: Partial<CheckedSettings> = {}) => settingsOf(server.url, more)

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
