/** Only crypto counts as crypto, and only what trades counts: marks of each venue, tickers that are no coin's, old pairs. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR } from '#src/market/time.ts'
import { interestOf } from '#src/sources/coingecko/derivatives.ts'
import { classOfTicker } from '#src/sources/exchanges/classes.ts'
import { type Asked, type Loopback, startLoopback } from '../../support/loopback.ts'
import { describeWithShared } from '../../support/shared.ts'
import { ASSETS, fetched, NOW, openExchange } from './opened.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

const TO = Date.UTC(2025, 10, 24)

type Bodies = Readonly<Record<string, unknown>>
/** Answers by the end of the path, or by path and a word of the query or the body; 404 for all else. */
const answer = (by: Bodies) =>
  server.answer(({ path, query, body }: Asked) => {
    const about = `${Object.values(query).join(' ')} ${body}`
    const found = Object.entries(by).find(([key]) => {
      const [end = '', word = ''] = key.split(' ')
      return path.endsWith(end) && about.includes(word)
    })
    return found === undefined ? { status: 404, body: {} } : { body: found[1] }
  })
const okx = (data: unknown) => ({ code: '0', msg: '', data })
const bybit = (list: unknown, nextPageCursor = '') => ({
  retCode: 0,
  result: { list, nextPageCursor },
  time: NOW,
})

/** A coin, gold, a share that has a coin's ticker, and a mark that nobody has told us of, on each venue's own wire. */
const VENUES: Readonly<Record<string, { readonly bodies: Bodies; readonly leftOut: object }>> = {
  binance: {
    bodies: {
      exchangeInfo: {
        symbols: [
          ['BTCUSDT', 'PERPETUAL', 'COIN', 'TRADING'],
          ['XAUUSDT', 'TRADIFI_PERPETUAL', 'COMMODITY', 'TRADING'],
          ['SOLUSDT', 'TRADIFI_PERPETUAL', 'EQUITY', 'TRADING'],
          ['DOGEUSDT', 'PERPETUAL', 'PREMARKET', 'TRADING'],
          ['ETHUSDT', 'PERPETUAL', 'COIN', 'SETTLING'],
        ].map(([symbol, contractType, underlyingType, status]) => ({
          ...{ symbol, contractType, underlyingType, status },
        })),
      },
      premiumIndex: ['BTCUSDT', 'XAUUSDT', 'SOLUSDT', 'DOGEUSDT', 'ETHUSDT'].map((symbol) => ({
        ...{ symbol, markPrice: '1', lastFundingRate: '0.0001', nextFundingTime: TO + 8 * HOUR },
      })),
      fundingInfo: [{ symbol: 'BLZUSDT', fundingIntervalHours: 4 }],
      'fapi/v1/ticker/24hr': ['BTCUSDT', 'XAUUSDT', 'SOLUSDT', 'DOGEUSDT', 'ETHUSDT'].map(
        (symbol, index) => ({
          ...{ symbol, lastPrice: '1', quoteVolume: 10 ** index, closeTime: NOW },
        }),
      ),
    },
    leftOut: { XAUUSDT: 'commodity', SOLUSDT: 'equity', DOGEUSDT: 'unknown' },
  },
  bybit: {
    bodies: {
      // In two pages, as its lists of instruments come.
      'instruments-info second': bybit([
        { symbol: 'SOLUSDT', symbolType: 'stock' },
        { symbol: 'DOGEUSDT', symbolType: 'premarket' },
      ]),
      'instruments-info linear': bybit(
        [
          { symbol: 'BTCUSDT', symbolType: '' },
          { symbol: 'XAUUSDT', symbolType: 'commodity' },
        ],
        'second',
      ),
      'tickers linear': bybit(
        ['BTCUSDT', 'XAUUSDT', 'SOLUSDT', 'DOGEUSDT'].map((symbol, index) => ({
          ...{ symbol, lastPrice: '1', indexPrice: '1', markPrice: '1', turnover24h: `${10 ** index}` },
          ...{ fundingRate: '0.0001', fundingIntervalHour: '8', nextFundingTime: `${TO + 8 * HOUR}` },
        })),
      ),
    },
    leftOut: { XAUUSDT: 'commodity', SOLUSDT: 'equity', DOGEUSDT: 'unknown' },
  },
  okx: {
    bodies: {
      'instruments SWAP': okx(
        [
          ['BTC', '1', 'live'],
          ['XAU', '4', 'live'],
          ['SOL', '3', 'live'],
          ['DOGE', '9', 'live'],
          ['ETH', '', 'preopen'],
        ].map(([base, instCategory, state]) => ({
          instId: `${base}-USDT-SWAP`,
          category: '1',
          instCategory,
          state,
        })),
      ),
      'public/open-interest': okx(
        ['BTC', 'XAU', 'SOL', 'DOGE', 'ETH'].map((base) => ({ instId: `${base}-USDT-SWAP` })),
      ),
      'funding-rate ANY': okx(
        ['BTC', 'XAU', 'SOL', 'DOGE', 'ETH'].map((base) => ({
          ...{ instId: `${base}-USDT-SWAP`, fundingRate: '0.0001' },
          ...{ fundingTime: `${TO + 8 * HOUR}`, nextFundingTime: `${TO + 16 * HOUR}` },
        })),
      ),
      'market/tickers SWAP': okx(
        ['BTC', 'XAU', 'SOL', 'DOGE', 'ETH'].map((base, index) => ({
          ...{ instId: `${base}-USDT-SWAP`, last: '1', volCcy24h: `${10 ** index}`, ts: `${NOW}` },
        })),
      ),
    },
    leftOut: { 'XAU-USDT-SWAP': 'commodity', 'SOL-USDT-SWAP': 'equity', 'DOGE-USDT-SWAP': 'unknown' },
  },
  hyperliquid: {
    bodies: {
      'info exchangeStatus': { time: NOW },
      'info metaAndAssetCtxs': [
        {
          universe: [
            { name: 'BTC' },
            { name: 'xyz:TSLA' },
            { name: 'flx:NEW' },
            { name: 'ETH', isDelisted: true },
          ],
        },
        [1, 10, 100, 1000].map((dayNtlVlm) => ({ funding: '0.0001', markPx: '1', oraclePx: '1', dayNtlVlm })),
      ],
    },
    leftOut: { 'xyz:TSLA': 'equity', 'flx:NEW': 'unknown' },
  },
  gate: {
    bodies: {
      'usdt/contracts': [
        ['BTC_USDT', ''],
        ['XAU_USDT', 'metals'],
        ['SOL_USDT', 'stocks'],
        ['DOGE_USDT', 'premarket'],
      ].map(([name, contract_type]) => ({
        ...{ name, contract_type, funding_rate: '0.0001', funding_interval: 28_800, mark_price: '1' },
        funding_next_apply: (TO + 8 * HOUR) / 1000,
      })),
      'usdt/tickers': ['BTC_USDT', 'XAU_USDT', 'SOL_USDT', 'DOGE_USDT'].map((contract, index) => ({
        ...{ contract, last: '1', volume_24h_quote: `${10 ** index}` },
      })),
    },
    leftOut: { XAU_USDT: 'commodity', SOL_USDT: 'equity', DOGE_USDT: 'unknown' },
  },
  bitget: {
    bodies: {
      'mix/market/tickers': {
        code: '00000',
        data: ['BTCUSDT', 'XAUUSDT', 'TSLAUSDT'].map((symbol, index) => ({
          ...{ symbol, lastPr: '1', markPrice: '1', usdtVolume: `${10 ** index}`, ts: `${NOW}` },
        })),
      },
      'current-fund-rate': {
        code: '00000',
        data: ['BTCUSDT', 'XAUUSDT', 'TSLAUSDT'].map((symbol) => ({
          ...{ symbol, fundingRate: '0.0001', fundingRateInterval: '8', nextUpdate: `${TO + 8 * HOUR}` },
        })),
      },
    },
    leftOut: { XAUUSDT: 'commodity', TSLAUSDT: 'equity' },
  },
  krakenfutures: {
    bodies: {
      tickers: {
        tickers: ['PF_XBTUSD', 'PF_XAUUSD', 'PF_TSLAXUSD'].map((symbol, index) => ({
          ...{ symbol, indexPrice: 1, markPrice: 1, fundingRate: 0.0001, volumeQuote: 10 ** index },
        })),
      },
    },
    leftOut: { PF_XAUUSD: 'commodity', PF_TSLAXUSD: 'equity' },
  },
}

describe('perpetuals on gold and shares', () => {
  it.each(
    Object.keys(VENUES),
  )('of %s are in no volume, no funding and no list, and are named', async (name) => {
    const { bodies, leftOut } = VENUES[name] ?? { bodies: {}, leftOut: {} }
    answer(bodies)
    const opened = openExchange(name, server)
    const volume = await fetched(opened, 'volume.perp')
    expect(volume.observations.map(({ values }) => values)).toEqual([{ volume_usd: 1 }])
    const next = await fetched(opened, 'funding.next')
    expect(next.observations.map(({ of }) => of.asset)).toEqual(['bitcoin'])
    const named = opened.supplier.leftOut?.() ?? []
    expect(Object.fromEntries(named.map((one) => [one.name, one.class]))).toEqual(leftOut)
    // A mark that we do not know is told in the log, too: it may be one that coins have now.
    const unknown = Object.entries(leftOut).filter(([, its]) => its === 'unknown')
    expect(volume.refusals.map(({ reason }) => reason)).toEqual(
      unknown.map(() => 'its class is one that we do not know: it is left out'),
    )
  })

  it('are known by their tickers where a venue’s list of marks does not answer', async () => {
    const { exchangeInfo: _, ...rest } = VENUES.binance?.bodies as Bodies
    answer({ ...rest, exchangeInfo: { symbols: [] } })
    const { observations } = await fetched(openExchange('binance', server), 'volume.perp')
    // Gold (10) is left out; a share with a coin's ticker cannot be told from it without the marks.
    expect(observations[0]?.values).toEqual({ volume_usd: 11_101 })
  })

  it.each([
    ['TSLA', undefined, 'equity'],
    ['TSLAX', undefined, 'equity'],
    ['xau', '4075.2', 'commodity'],
    ['US500', undefined, 'index'],
    ['EUR', undefined, 'currency'],
    ['SPX', '6700', 'index'],
    ['SPX', '1.2', undefined],
    ['SPX', undefined, undefined],
    ['META', '600', 'equity'],
    ['META', 7, undefined],
    ['BTC', '87000', undefined],
    ['IMX', undefined, undefined],
    ['ICX', undefined, undefined],
    ['GMX', undefined, undefined],
    ['AVAX', undefined, undefined],
    ['', undefined, undefined],
  ])('%s at %s is %s', (ticker, price, its) => {
    expect(classOfTicker(ticker, price)).toBe(its)
  })

  it('never take the ticker of a coin that is on record', async () => {
    const taken = ASSETS.filter(({ symbol }) => classOfTicker(symbol) !== undefined)
    expect(taken).toEqual([])
  })

  it('are in no total of CoinGecko’s contracts, and are named', () => {
    const row = (symbol: string, index_id: string, price: string, open_interest: number) => ({
      ...{ market: 'Venue', symbol, index_id, price, open_interest },
      ...{ contract_type: 'perpetual', last_traded_at: NOW / 1000 },
    })
    const page = interestOf(
      [
        row('BTCUSDT', 'BTC', '87000', 100),
        row('XAUUSDT', 'XAU', '4075', 20),
        row('SPXUSDT', 'SPX', '1.2', 3),
        row('SPX-USD', 'SPX', '6700', 40),
        row('xyz:TSLA', 'TSLA', '391', 50),
        row('flx:ABC', 'ABC', '1', 60),
      ],
      ASSETS,
      NOW,
    )
    const total = page.observations.find(({ of }) => of.asset === 'total')
    expect(total?.values).toEqual({ open_interest_usd: 103 })
    expect(page.leftOut).toEqual([
      { name: 'Venue XAUUSDT', class: 'commodity' },
      { name: 'Venue SPX-USD', class: 'index' },
      { name: 'Venue xyz:TSLA', class: 'equity' },
      { name: 'Venue flx:ABC', class: 'unknown' },
    ])
    expect(page.refusals).toEqual([])
  })
})

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
    expect((await fetched(openExchange(venue, server), 'candles.daily', ask)).observations).toHaveLength(1)
    answer(bodies('0'))
    await expect(fetched(openExchange(venue, server), 'candles.daily', ask)).rejects.toMatchObject({
      fault: 'empty',
    })
  })
})

describeWithShared('the cases of venues', ['cases'], (cases) => {
  const read = (folder: string, file: string) => JSON.parse(readFileSync(join(cases, folder, file), 'utf8'))

  it('tradfi-perps: gold and shares are neither in the total of open interest nor in the volume', async () => {
    const asOf = (list: readonly object[], field: string, time: number) =>
      list.map((row) => ({ ...row, [field]: time }))
    answer({
      exchangeInfo: read('tradfi-perps', 'binance.fapi.v1.exchangeInfo.json'),
      'fapi/v1/ticker/24hr': asOf(read('tradfi-perps', 'binance.fapi.v1.ticker.24hr.json'), 'closeTime', NOW),
    })
    const opened = openExchange('binance', server)
    const { observations } = await fetched(opened, 'volume.perp')
    expect(observations[0]?.values).toEqual({ volume_usd: 12_000_000_000 })
    expect(opened.supplier.leftOut?.().map(({ name }) => name)).toEqual(['XAUUSDT', 'TSLAUSDT'])
    const contracts = read('tradfi-perps', 'coingecko.derivatives.json')
    const page = interestOf(asOf(contracts, 'last_traded_at', NOW / 1000), ASSETS, NOW)
    expect(page.observations.map(({ of, values }) => [of.asset, values.open_interest_usd])).toEqual([
      ['bitcoin', 8_370_000_000],
      ['total', 8_370_000_000],
    ])
  })

  it('delisted-pairs: POL is told, MATIC and FTM are not asked for', async () => {
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
