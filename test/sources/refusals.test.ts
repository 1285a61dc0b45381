/** What services say in words of their own is a refusal, whatever its status, and never data. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { refusalIn } from '#src/sources/exchanges/refusals.ts'
import { SUPPLIERS } from '#src/sources/suppliers.ts'
import { settingsFor, tell } from '../contracts/supplier.ts'
import { type Loopback, startLoopback } from '../support/loopback.ts'
import { REFUSALS } from '../support/market/refusals.ts'
import { COINS, WEEK } from './bodies/week.ts'
import { refuseBody } from '#src/sources/coingecko/refusals.ts'
import { type Supplier, SupplierError, type SupplierSettings } from '#src/sources/supplier.ts'

function faultOf(body: unknown) {
  const holds: number[] = []
  try {
    refuseBody(body, { hold: (milliseconds) => void holds.push(milliseconds) })
    return { fault: undefined, holds }
  } catch (error) {
    if (!(error instanceof SupplierError)) throw error
    return { fault: error.fault, holds, retryAfter: error.retryAfter }
  }
}

describe('a body of CoinGecko', () => {
  it('that says it is asked too often holds for a minute', () => {
    const body = { status: { error_code: 429, error_message: "You've exceeded the Rate Limit." } }
    expect(faultOf(body)).toEqual({ fault: 'limited', holds: [60_000], retryAfter: 60_000 })
  })

  it.each([
    [
      { error: { status: { error_code: 10012, error_message: 'exceeds the allowed time range' } } },
      'unknown',
    ],
    [{ status: { error_code: 10002, error_message: 'API Key Missing' } }, 'denied'],
    [{ error_code: 10010 }, 'denied'],
    [{ status: { error_code: 10011 } }, 'denied'],
    [{ error_code: 1020, status: 403 }, 'blocked'],
    [{ error: 'something else' }, 'down'],
  ])('%j is %s', (body, fault) => {
    expect(faultOf(body)).toMatchObject({ fault, holds: [] })
  })

  it.each([[[]], [{ prices: [] }], [{ data: {} }], [null], [{ status: 'ok' }]])('%j is none', (body) => {
    expect(faultOf(body).fault).toBeUndefined()
  })
})

/** A feed of each that asks a question or two. */
const ASKED: Readonly<Record<string, string>> = { coingecko: 'caps', treasury: 'curves' }
const CREATE: Readonly<Record<string, (settings: SupplierSettings) => Supplier>> = {
  ...EXCHANGES,
  ...Object.fromEntries(Object.entries(SUPPLIERS).map(([name, { create }]) => [name, create])),
}

describe.each(Object.entries(REFUSALS))('a refusal of %s', (name, refusals) => {
  let server: Loopback
  beforeAll(async () => {
    server = await startLoopback()
  })
  afterAll(() => server.close())

  it.each(Object.entries(refusals))('is taken for what it is: %s', async (_, { means, ...reply }) => {
    server.answer(() => reply)
    const now = WEEK.to + 5 * 60_000
    const supplier = CREATE[name]?.(settingsFor(server.url, { now, assets: COINS }))
    const feed = supplier?.feeds.find(
      (one) => one.name === (ASKED[name] ?? 'candles.daily') && one.reach === 'past',
    )
    if (!supplier || !feed) throw new Error(`${name} has no such feed`)
    const { observations, error } = await tell(feed, { ...WEEK, assets: ['bitcoin'] })
    expect(observations).toEqual([])
    expect(error).toBeInstanceOf(SupplierError)
    const { says = /./, ...facts } = means
    expect(error).toMatchObject(facts)
    expect((error as SupplierError).message).toMatch(says)
    if (means.answer === undefined) expect((error as SupplierError).answer).toBeUndefined()
    // While it is to be left alone for long, nothing is sent.
    const sent = server.asked.length
    if (means.fault === 'limited' && (means.retryAfter ?? 0) > 60_000) {
      expect((await tell(feed, { ...WEEK, assets: ['bitcoin'] })).error).toMatchObject({ fault: 'limited' })
      expect(server.asked.length).toBe(sent)
    }
    if (means.fault !== 'limited' && means.fault !== 'down') expect(sent).toBeLessThanOrEqual(2)
    await supplier.close()
  })
})

describe('a ban of Binance', () => {
  const now = 1_763_944_000_000
  const waitOf = (until: number) =>
    refusalIn('binance', { status: 418, text: `IP banned until ${until}.`, now })?.retryAfter

  it('lasts as long as it says, and two minutes where that is over or not said', () => {
    expect(waitOf(now + 90_000)).toBe(90_000)
    expect(waitOf(now)).toBe(120_000)
    expect(refusalIn('binance', { status: 418, text: '', now })?.retryAfter).toBe(120_000)
    expect(refusalIn('binance', { status: 429, text: '', now })).not.toHaveProperty('retryAfter')
  })
})
