/** Twelve ways in which exchanges, or the library that speaks to them, give wrong numbers without an error. */
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR } from '#src/market/time.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { SupplierError } from '#src/sources/supplier.ts'
import { type Asked, type Loopback, type Reply, startLoopback } from '../../support/loopback.ts'
import { ASSETS, fetched, NOW, openExchange } from './opened.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

const TO = Date.UTC(2025, 10, 24)
const BTC = { assets: ['bitcoin'] }
const DAYS = { ...BTC, from: TO - 3 * DAY, to: NOW }

/** Answers by the end of the path; what is not named is answered with 404. */
function answers(by: Readonly<Record<string, unknown>>): (asked: Asked) => Reply {
  return ({ path }) => {
    const body = Object.entries(by).find(([end]) => path.endsWith(end))?.[1]
    return body === undefined ? { status: 404, body: {} } : { body }
  }
}

const premium = (symbol: string, more: object = {}) => ({
  ...{ symbol, markPrice: '87000', lastFundingRate: '0.0002', nextFundingTime: TO + 8 * HOUR, time: NOW },
  ...more,
})

describe('the traps', () => {
  // The first two, holes in paged funding and pages that end at 500 rows, are in paging.test.ts.

  it('3: of Deribit the hourly interest is taken, not that of eight hours', async () => {
    server.answer(
      answers({
        get_book_summary_by_currency: { result: [{ instrument_name: 'BTC-PERPETUAL' }] },
        get_funding_rate_history: {
          result: [{ timestamp: TO - HOUR, interest_8h: -0.00009234, interest_1h: -4.739622041017375e-7 }],
        },
      }),
    )
    const { observations } = await fetched(openExchange('deribit', server), 'funding.settled', DAYS)
    expect(observations.map(({ values }) => values)).toEqual([
      { rate: -4.739622041017375e-7, interval_hours: 1 },
    ])
  })

  it('4: of Kraken Futures linear contracts alone are reported, with the rate as a fraction', async () => {
    const tickers = [
      {
        symbol: 'PI_XBTUSD',
        fundingRate: -4.37e-9,
        markPrice: 100_000,
        indexPrice: 100_000,
        openInterest: 5e6,
      },
      {
        symbol: 'PF_XBTUSD',
        fundingRate: 1.25,
        markPrice: 100_000,
        indexPrice: 99_990,
        openInterest: 1950.5966,
      },
    ]
    server.answer(
      answers({
        tickers: { result: 'success', tickers },
        historicalfundingrates: {
          rates: [{ timestamp: '2025-11-23T16:00:00.000Z', fundingRate: 1.3, relativeFundingRate: 0.000013 }],
        },
      }),
    )
    const opened = openExchange('krakenfutures', server)
    const next = await fetched(opened, 'funding.next')
    expect(next.observations).toMatchObject([
      { time: TO + HOUR, values: { rate: 0.0000125, interval_hours: 1 } },
    ])
    const { observations } = await fetched(opened, 'funding.settled', DAYS)
    expect(observations).toMatchObject([
      { time: TO - 8 * HOUR, values: { rate: 0.000013, interval_hours: 1 } },
    ])
    expect(server.asked.map(({ query }) => query.symbol)).toEqual([undefined, 'PF_XBTUSD'])
  })

  it('5: no exchange tells realised volatility as if it were implied', () => {
    for (const open of Object.values(EXCHANGES)) {
      const { feeds } = open({ now: () => NOW, pause: async () => {}, assets: () => ASSETS })
      expect(feeds.flatMap(({ tables }) => tables)).not.toContain('implied_volatility')
    }
    // No parser of ccxt is used at all: bodies come as the venue wrote them.
    const folder = new URL('../../../src/sources/exchanges/', import.meta.url)
    const code = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'))
    expect(code.join('\n')).not.toMatch(/fetch(Volatility|Funding|OpenInterest|OHLCV|Ticker|Markets)/)
  })

  it('6: of OKX what was paid is taken, not what had been predicted; the two are never one series', async () => {
    server.answer(
      answers({
        'open-interest': { code: '0', data: [{ instId: 'BTC-USDT-SWAP' }] },
        'funding-rate-history': {
          code: '0',
          data: [{ realizedRate: '0.017', fundingRate: '0.018', fundingTime: `${TO - 8 * HOUR}` }],
        },
        'funding-rate': {
          code: '0',
          data: [
            {
              ...{ instId: 'BTC-USDT-SWAP', fundingRate: '0.0001875' },
              ...{ fundingTime: `${TO + 8 * HOUR}`, nextFundingTime: `${TO + 16 * HOUR}` },
            },
          ],
        },
      }),
    )
    const opened = openExchange('okx', server)
    const settled = await fetched(opened, 'funding.settled', DAYS)
    expect(settled.observations).toMatchObject([{ table: 'funding', values: { rate: 0.017 } }])
    const next = await fetched(opened, 'funding.next')
    expect(next.observations).toMatchObject([
      { table: 'funding_next', time: TO + 8 * HOUR, values: { rate: 0.0001875, interval_hours: 8 } },
    ])
  })

  it.each([451, 403])('7: %i means not available from here, and is not asked again', async (status) => {
    server.answer(() => ({
      status,
      body: { code: 0, msg: 'Service unavailable from a restricted location' },
    }))
    const error = await failure('binance')
    expect(error).toMatchObject({ fault: 'blocked', supplier: 'binance' })
    expect(server.asked).toHaveLength(1)
  })

  it('8: 429 is a limit, with the wait that this very call was given', async () => {
    server.answer(() => ({
      status: 429,
      headers: { 'retry-after': '700' },
      body: { code: -1003, msg: 'Too many requests; current limit is 2400' },
    }))
    const opened = openExchange('binance', server)
    const error = await failure('binance', opened)
    expect(error).toMatchObject({ fault: 'limited', retryAfter: 700_000 })
    expect(opened.supplier.budget()?.left).toBe(0)
    // While it is to be left alone nothing is sent.
    const sent = server.asked.length
    expect(await failure('binance', opened)).toMatchObject({ fault: 'limited' })
    expect(server.asked).toHaveLength(sent)
  })

  it('9: pages are asked for by their size, as venues give 100 rows where none is said', async () => {
    server.answer(
      answers({
        contracts: [{ name: 'BTC_USDT', funding_interval: 28_800 }],
        funding_rate: [{ r: '0.0001', t: TO / 1000 }],
        premiumIndex: [premium('BTCUSDT')],
        fundingRate: [{ fundingTime: TO, fundingRate: '0.0001' }],
      }),
    )
    for (const venue of ['gate', 'binance']) {
      const { observations } = await fetched(openExchange(venue, server), 'funding.settled', DAYS)
      expect(observations).toMatchObject([{ time: TO, values: { rate: 0.0001 } }])
    }
    const limits = server.asked
      .filter(({ path }) => /funding_?rate$/i.test(path))
      .map(({ query }) => query.limit)
    expect(new Set(limits)).toEqual(new Set(['1000']))
    expect(limits.length).toBeGreaterThan(1)
  })

  it('10: candles have their volume in USD, and the one that still runs is dropped', async () => {
    const candle = (time: number) => [
      ...[time, '86000', '88000', '85000', '87000', '1234.5', time + DAY - 1, '107000000', 9, '1', '1', '0'],
    ]
    server.answer(
      answers({
        'ticker/price': [{ symbol: 'BTCUSDT', price: '87000' }],
        klines: [candle(TO - DAY), candle(TO)],
      }),
    )
    const { observations, refusals } = await fetched(openExchange('binance', server), 'candles.daily', DAYS)
    expect(refusals).toEqual([])
    expect(observations).toEqual([
      {
        table: 'prices_daily',
        of: { asset: 'bitcoin' },
        time: TO - DAY,
        values: { open: 86_000, high: 88_000, low: 85_000, close: 87_000, volume_usd: 107_000_000 },
        source: 'Binance',
      },
    ])
  })

  it('11: multiples, dated and inverse contracts: prices are of one coin, of the perpetual alone', async () => {
    const row = (symbol: string, indexPrice: string) => ({ symbol, indexPrice, fundingRate: '0' })
    const list = [
      row('BTCUSDT', '87000'),
      row('BTCPERP', '87010'),
      row('BTCUSDT-27MAR26', '88000'),
      row('SHIB1000USDT', '0.0125'),
      row('1000PEPEUSDT', '0.0065'),
      row('1INCHUSDT', '0.2'),
      row('1000000BONKUSDT', '12'),
      row('RNDRUSDT', '2.5'),
    ]
    server.answer(answers({ tickers: { retCode: 0, result: { category: 'linear', list } } }))
    const { observations } = await fetched(openExchange('bybit', server), 'prices')
    expect(Object.fromEntries(observations.map(({ of, values }) => [of.asset, values.price]))).toEqual({
      bitcoin: 87_000,
      'shiba-inu': 0.0125 / 1000,
      pepe: 0.0065 / 1000,
      '1inch': 0.2,
      bonk: 12 / 1_000_000,
      'render-token': 2.5,
    })
  })

  it('12: symbols that are not known are left out, not reported under the ids of venues', async () => {
    server.answer(
      answers({
        'ticker/price': [
          { symbol: 'BTCUSDT', price: '1' },
          { symbol: 'XYZUSDT', price: '1' },
          { symbol: 'PI_XBTUSD', price: '1' },
          { symbol: 'ETHBTC', price: '1' },
        ],
      }),
    )
    const { observations, refusals } = await fetched(openExchange('binance', server), 'prices')
    expect(observations.map(({ of }) => of)).toEqual([{ venue: 'binance', asset: 'bitcoin' }])
    expect(refusals).toEqual([])
  })
})

async function failure(venue: string, opened = openExchange(venue, server)): Promise<unknown> {
  const error = await fetched(opened, 'prices').catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(SupplierError)
  return error
}
