/** Pairs that stopped trading: what took their place is asked for, and old prices are no prices. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY } from '#src/market/time.ts'
import { type Asked, type Loopback, startLoopback } from '../../support/loopback.ts'
import { describeWithShared } from '../../support/shared.ts'
import { fetched, NOW, openExchange } from './opened.ts'
import { answerBy, type Bodies, okx, TO } from './bypath.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

const answer = (bodies: Bodies) => answerBy(server, bodies)

describe('a pair that stopped trading', () => {
  const price = (symbol: string, its: string) => ({ symbol, price: its })
  const day = (symbol: string, closeTime: number) => ({ symbol, lastPrice: '1', quoteVolume: '1', closeTime })
  const klines = (asked: string[]) =>
    server.answer(({ path, query }: Asked) => {
      if (path.endsWith('ticker/price'))
        return { body: [price('MATICUSDT', '0.3794'), price('POLUSDC', '0.1333')] }
      if (path.endsWith('ticker/24hr'))
        return { body: [day('MATICUSDT', NOW - 400 * DAY), day('POLUSDC', NOW)] }
      asked.push(String(query.symbol))
      const candle = (time: number) => [time, '1', '1', '1', '1', '1', time + DAY - 1, '1']
      return { body: [candle(TO - DAY), candle(TO)] }
    })

  it('of Binance never hides the pair that took its place, in prices or in candles', async () => {
    const asked: string[] = []
    klines(asked)
    const opened = openExchange('binance', server)
    const { observations } = await fetched(opened, 'prices')
    expect(observations.map(({ of, values }) => [of.asset, values.price])).toEqual([
      ['polygon-ecosystem-token', 0.1333],
    ])
    const ask = { assets: ['polygon-ecosystem-token'], from: TO - DAY, to: NOW }
    const candles = await fetched(opened, 'candles.daily', ask)
    expect(candles.observations).toHaveLength(1)
    expect(asked).toEqual(['POLUSDC'])
  })

  it('has no price where nothing took its place: the last one is of long ago', async () => {
    answer({
      'ticker/price': [price('BTCUSDT', '87000'), price('MATICUSDT', '0.3794')],
      'ticker/24hr': [day('BTCUSDT', NOW), day('MATICUSDT', NOW - 400 * DAY)],
    })
    const { observations } = await fetched(openExchange('binance', server), 'prices')
    expect(observations.map(({ of }) => of.asset)).toEqual(['bitcoin'])
  })

  it('comes after the one of today’s ticker where no venue says which of them trades', async () => {
    answer({ 'ticker/price': [price('MATICUSDT', '0.3794'), price('POLFDUSD', '0.1333')], 'ticker/24hr': [] })
    const { observations } = await fetched(openExchange('binance', server), 'prices')
    expect(observations.map(({ values }) => values.price)).toEqual([0.1333])
  })

  it.each<[venue: string, bodies: Bodies, price: number]>([
    [
      'okx',
      {
        'market/tickers SPOT': okx(
          [
            ['MATIC-USDT', '0.3794'],
            ['POL-USDC', '0.1333'],
          ].map(([instId, last]) => ({ instId, last, ts: `${NOW}` })),
        ),
        'instruments SPOT': okx([
          { instId: 'MATIC-USDT', instCategory: '1', state: 'suspend' },
          { instId: 'POL-USDC', instCategory: '1', state: 'live' },
        ]),
      },
      0.1333,
    ],
    [
      'kraken',
      {
        AssetPairs: {
          error: [],
          result: {
            MATICUSD: { wsname: 'MATIC/USD', status: 'delisted' },
            POLUSDT: { wsname: 'POL/USDT', status: 'online' },
          },
        },
        Ticker: { error: [], result: { MATICUSD: { c: ['0.3794'] }, POLUSDT: { c: ['0.1333'] } } },
      },
      0.1333,
    ],
    [
      'coinbase',
      {
        products: {
          products: [
            { product_id: 'MATIC-USD', price: '0.3794', trading_disabled: true },
            { product_id: 'POL-USDC', price: '0.1333' },
          ],
        },
      },
      0.1333,
    ],
  ])('of %s is left alone as well', async (venue, bodies, its) => {
    answer(bodies)
    const { observations } = await fetched(openExchange(venue, server), 'prices')
    expect(observations.map(({ of, values }) => [of.asset, values.price])).toEqual([
      ['polygon-ecosystem-token', its],
    ])
  })

  it.each<[venue: string, bodies: (volume: string) => Bodies]>([
    [
      'gate',
      (volume) => ({
        'spot/tickers': [{ currency_pair: 'BTC_USDT', last: '1', quote_volume: volume }],
        candlesticks: [TO - DAY, TO].map((time) => [`${time / 1000}`, '1', '1', '1', '1', '1']),
      }),
    ],
    [
      'bitget',
      (volume) => ({
        'spot/market/tickers': {
          code: '00000',
          data: [{ symbol: 'BTCUSDT', lastPr: '1', quoteVolume: volume }],
        },
        'history-candles': {
          code: '00000',
          data: [TO - DAY, TO].map((time) => [`${time}`, '1', '1', '1', '1', '1', '1', '1']),
        },
      }),
    ],
  ])('of %s is one that nobody has traded for a day: its candles are not asked for', async (venue, bodies) => {
    const ask = { assets: ['bitcoin'], from: TO - DAY, to: NOW }
    answer(bodies('12'))
    const { observations } = await fetched(openExchange(venue, server), 'candles.daily', ask)
    expect(observations.map(({ time }) => time)).toEqual([TO - DAY])
    answer(bodies('0'))
    await expect(fetched(openExchange(venue, server), 'candles.daily', ask)).rejects.toMatchObject({
      fault: 'empty',
    })
  })
})

describeWithShared('the case of old pairs', ['cases'], (cases) => {
  const read = (folder: string, file: string) => JSON.parse(readFileSync(join(cases, folder, file), 'utf8'))

  it('delisted-pairs: POL is reported, MATIC and FTM are not asked for', async () => {
    answer({
      'ticker/price': read('delisted-pairs', 'binance.api.v3.ticker.price.json'),
      'ticker/24hr': read('delisted-pairs', 'binance.api.v3.ticker.24hr.json'),
    })
    const { observations } = await fetched(openExchange('binance', server), 'prices')
    expect(observations.map(({ of, values }) => [of.asset, values.price])).toEqual([
      ['bitcoin', 86_808],
      ['polygon-ecosystem-token', 0.1333],
    ])
  })
})
