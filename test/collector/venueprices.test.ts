/** What alerts on one venue, on the spread and on missing prices see, from the venues' own answers to the reading. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { createObserve } from '#src/alerts/observe.ts'
import { createMinutePrices } from '#src/app/livevalues.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { hasValue } from '#src/market/watched.ts'
import type { WatchedRow } from '#src/store/alerts/port.ts'
import { createFakeClock } from '../support/clock.ts'
import { sampleHistory } from '../support/histories.ts'
import { startMarket } from '../support/market/server.ts'

const [SECOND, MINUTE] = [1000, 60_000]
const FIELDS = { okx: ['instId', 'BTC-USDT', 'last'], bybit: ['symbol', 'BTCUSDT', 'indexPrice'] } as const
type Venue = keyof typeof FIELDS

async function begin() {
  const sample = await sampleHistory()
  const clock = createFakeClock(sample.now)
  const market = await startMarket(sample, clock.now, { unlimited: true })
  const venues = Object.keys(FIELDS).flatMap(
    (name) =>
      EXCHANGES[name]?.({
        ...{ url: market.url(name), now: clock.now, assets: () => sample.assets, pause: async () => {} },
      }) ?? [],
  )
  onTestFinished(async () => {
    await Promise.all(venues.map((venue) => venue.close()))
    await market.close()
  })
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const prices = createMinutePrices({ venues, isStreamed: false, clock, log })
  const observe = createObserve({
    ...{ history: () => sample, now: clock.now },
    askPrices: prices.ask,
    work: { sample: async () => {}, samples: async () => new Map() },
  })
  /** A minute in which a venue says this price of bitcoin, dated so long ago. */
  async function minute(
    names: readonly string[],
    says: Readonly<Record<Venue, [price: string, age?: number]>>,
  ) {
    clock.advance(MINUTE)
    for (const [venue, [price, age = 0]] of Object.entries(says)) {
      const [name, id, field] = FIELDS[venue as Venue]
      const dated = String(clock.now() - age)
      market.garble(venue, (path, body) =>
        path.endsWith('/tickers')
          ? JSON.parse(JSON.stringify(body), (key, value) => {
              if (value?.[name] === id) return { ...value, [field]: price, ts: dated }
              return venue === 'bybit' && key === 'time' ? Number(dated) : value
            })
          : body,
      )
    }
    const rows = names.map((name, id): WatchedRow => ({ id, name, time: 0, isKnown: true, blindTold: 0 }))
    return new Map((await observe(rows)).filter(hasValue).map(({ series, value }) => [series, value]))
  }
  return { minute }
}

describe('an alert that is bound to a venue', () => {
  it('sees its price alone, also where no other venue agrees', async () => {
    const { minute } = await begin()
    const names = ['price:bitcoin', 'price:bitcoin@okx', 'price:bitcoin@binance']
    expect(await minute(names, { okx: ['90000'], bybit: ['92000'] })).toEqual(
      new Map([['price:bitcoin@okx', 90_000]]),
    )
  })

  it('sees none that is zero, no number, older than 90 seconds or ten times off', async () => {
    const { minute } = await begin()
    const names = ['price:bitcoin@okx', 'price:bitcoin']
    const senseless: [string, number?][] = [['0'], ['NaN'], ['-5'], ['90000', 91 * SECOND], ['900000']]
    for (const one of senseless) {
      expect((await minute(names, { okx: ['90000'], bybit: ['90010'] })).size).toBe(2)
      expect(await minute(names, { okx: one, bybit: ['90010'] }), String(one)).toEqual(new Map())
    }
  })
})

describe('the spread between venues', () => {
  it('is of prices that were told within 30 seconds of each other', async () => {
    const { minute } = await begin()
    const together = await minute(['spread:bitcoin'], { okx: ['90000'], bybit: ['90900', 30 * SECOND] })
    expect(together.get('spread:bitcoin')).toBeCloseTo(0.01, 10)
    expect(await minute(['spread:bitcoin'], { okx: ['90000'], bybit: ['90900', 31 * SECOND] })).toEqual(
      new Map(),
    )
  })

  it('is none where a price lies ten times off, or is no price', async () => {
    const { minute } = await begin()
    for (const price of ['900000', '0', 'NaN'])
      expect(await minute(['spread:bitcoin'], { okx: [price], bybit: ['90000'] }), price).toEqual(new Map())
  })
})

describe('an alert on missing prices', () => {
  it('counts the time since venues last agreed, and begins anew once they do', async () => {
    const { minute } = await begin()
    const names = ['stale:bitcoin']
    const agreed = { okx: ['90000'], bybit: ['90010'] } as const
    const sees = async (says: Parameters<typeof minute>[1]) =>
      (await minute(names, says)).get('stale:bitcoin')
    expect(await sees({ okx: [...agreed.okx], bybit: [...agreed.bybit] })).toBe(0)
    expect(await sees({ okx: ['90000'], bybit: ['95000'] })).toBe(MINUTE)
    expect(await sees({ okx: ['0'], bybit: ['90010'] })).toBe(2 * MINUTE)
    expect(await sees({ okx: ['90000', 2 * MINUTE], bybit: ['90010', 2 * MINUTE] })).toBe(3 * MINUTE)
    expect(await sees({ okx: ['90001'], bybit: ['90011'] })).toBe(0)
  })
})
