/** What venues tell of the present: open interest, volume, and how calls are shared. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { usdOfPairs } from '#src/sources/exchanges/volumes.ts'
import { type Asked, type Loopback, startLoopback } from '../../support/loopback.ts'
import { ASSETS, fetched, NOW, openExchange } from './opened.ts'

let server: Loopback
beforeAll(async () => {
  server = await startLoopback()
})
afterAll(() => server.close())

const TO = Date.UTC(2025, 10, 24)
const coinContract = (symbol: string) => ({
  ...{ symbol, contractType: 'PERPETUAL', underlyingType: 'COIN', status: 'TRADING' },
})
const answer = (by: Readonly<Record<string, unknown>>) =>
  server.answer(({ path }: Asked) => {
    const body = Object.entries(by).find(([end]) => path.endsWith(end))?.[1]
    return body === undefined ? { status: 404, body: {} } : { body }
  })

const tickers = (more: object = {}) => ({
  retCode: 0,
  result: {
    list: [
      {
        ...{ symbol: 'BTCUSDT', indexPrice: '87000', markPrice: '87100', openInterest: '60000' },
        ...{ fundingRate: '0.0001', fundingIntervalHour: '8', nextFundingTime: `${TO + 8 * HOUR}` },
        ...{ turnover24h: '9000000000', lastPrice: '87090', ...more },
      },
    ],
  },
})

describe('open interest', () => {
  it('of Bybit is of one side; minutes after midnight it is of the day before, and kept as read at that midnight', async () => {
    answer({ tickers: tickers() })
    const reported = {
      of: { venue: 'bybit', asset: 'bitcoin' },
      values: { open_interest_usd: 30_000 * 87_100, coins: 30_000 },
      source: 'Bybit',
    }
    const { observations } = await fetched(openExchange('bybit', server), 'interest.now')
    expect(observations).toEqual([
      { table: 'open_interest', time: TO - DAY, ...reported },
      { table: 'interest_reading', time: TO, ...reported },
    ])
    const before = await fetched(openExchange('bybit', server, { now: TO - 2 * MINUTE }), 'interest.now')
    expect(before.observations).toEqual(observations)
    const later = await fetched(openExchange('bybit', server, { now: TO + 6 * HOUR }), 'interest.now')
    expect(later.observations).toEqual([{ table: 'open_interest', time: TO, ...reported }])
  })

  it('of Bybit days ago is priced at what the day opened at, and refused where that is not known', async () => {
    const list = [TO, TO - DAY, TO - 2 * DAY].map((time) => ({ openInterest: '1000', timestamp: `${time}` }))
    answer({
      tickers: tickers(),
      'open-interest': { retCode: 0, result: { list } },
      kline: {
        retCode: 0,
        result: {
          list: [
            [`${TO}`, '87000', '1', '1', '1'],
            [`${TO - 2 * DAY}`, '80000', '1', '1', '1'],
          ],
        },
      },
    })
    const { observations, refusals } = await fetched(openExchange('bybit', server), 'interest.daily', {
      ...{ assets: ['bitcoin'], from: TO - 2 * DAY, to: NOW, stampedAt: 'start' as const },
    })
    expect(observations.map(({ time, values }) => [time, values.open_interest_usd])).toEqual([
      [TO - 3 * DAY, 40_000_000],
      [TO - DAY, 43_500_000],
    ])
    expect(refusals).toHaveLength(1)
  })

  it('of Binance asks for each contract, at the mark price', async () => {
    answer({
      premiumIndex: [
        { symbol: 'BTCUSDT', markPrice: '87000', nextFundingTime: TO + 8 * HOUR },
        { symbol: 'ETHUSDT', markPrice: '2800', nextFundingTime: TO + 8 * HOUR },
        { symbol: 'BTCUSDT_260327', markPrice: '88000', nextFundingTime: 0 },
      ],
      openInterest: { openInterest: '100', time: NOW },
      exchangeInfo: { symbols: ['BTCUSDT', 'ETHUSDT'].map(coinContract) },
    })
    const opened = openExchange('binance', server)
    const { observations } = await fetched(opened, 'interest.now', { assets: ['bitcoin', 'ethereum'] })
    const dated = observations.filter(({ table }) => table === 'open_interest')
    expect(dated.map(({ of, values }) => [of.asset, values.open_interest_usd])).toEqual([
      ['bitcoin', 8_700_000],
      ['ethereum', 280_000],
    ])
    // The list of contracts and the marks of what they are written on are kept for the day.
    expect(server.asked).toHaveLength(4)
  })

  it('of nothing, or told two days ago, is no figure', async () => {
    answer({ tickers: tickers({ openInterest: '0' }) })
    const none = await fetched(openExchange('bybit', server), 'interest.now')
    expect(none).toMatchObject({ observations: [], refusals: [{ reason: 'open interest is 0' }] })
    answer({
      'open-interest': { code: '0', data: [{ instId: 'BTC-USDT-SWAP', oiUsd: '5', ts: `${NOW - 2 * DAY}` }] },
    })
    await expect(fetched(openExchange('okx', server), 'interest.now')).rejects.toMatchObject({
      fault: 'stale',
    })
  })
})

describe('volume', () => {
  it('soon after midnight is that of the day before, and says until when it ran', async () => {
    answer({ tickers: tickers() })
    const { observations } = await fetched(openExchange('bybit', server), 'volume.perp')
    expect(observations).toEqual([
      {
        table: 'perp_volume',
        of: { venue: 'bybit' },
        time: TO - DAY,
        values: { volume_usd: 9_000_000_000 },
        text: { basis: '24 hours until 2025-11-24T00:05:00Z' },
        source: 'Bybit',
      },
    ])
  })

  it('at other hours is that of no day, and costs no call', async () => {
    answer({})
    const { observations, refusals } = await fetched(
      openExchange('bybit', server, { now: TO + 13 * HOUR }),
      'volume.spot',
    )
    expect(observations).toEqual([])
    expect(refusals).toEqual([])
    expect(server.asked).toHaveLength(0)
  })

  it('of pairs in other quotes is counted at their prices; quotes without a price are named', () => {
    const refused: string[] = []
    const pair = (base: string, quote: string, last: string, volume: unknown) => ({
      base,
      quote,
      last,
      volume,
    })
    const sum = usdOfPairs(
      [
        pair('BTC', 'USDT', '80000', '1000000'),
        pair('ETH', 'BTC', '0.035', '10'),
        pair('USDT', 'TRY', '40', '4000'),
        pair('DOGE', 'XYZ', '1', '99'),
        pair('SOL', 'USDC', '135', 'NaN'),
      ],
      (label) => refused.push(label),
    )
    expect(sum).toBe(1_000_000 + 10 * 80_000 + 4000 / 40)
    expect(refused).toEqual(['SOL/USDC', 'XYZ'])
  })
})

describe('calls', () => {
  it('are shared: prices, rates and open interest of a venue are one answer, also for many who ask at once', async () => {
    answer({ tickers: tickers(), 'instruments-info': { retCode: 0, result: { list: [] } } })
    const opened = openExchange('bybit', server)
    const names = ['prices', 'funding.next', 'interest.now', 'prices', 'volume.perp'] as const
    const all = await Promise.all(names.map((name) => fetched(opened, name)))
    // Open interest at midnight is kept as read, too.
    expect(all.map(({ observations }) => observations.length)).toEqual([1, 1, 2, 1, 1])
    expect(server.asked.map(({ path }) => path.split('/').at(-1))).toEqual(['tickers', 'instruments-info'])
  })

  it('of a cheap feed stay few when the list of instruments is to be renewed: dear ones are asked for once a day', async () => {
    let time = NOW
    const supplier = EXCHANGES.binance?.({
      ...{ url: server.url, now: () => time, pause: async () => {}, assets: () => ASSETS },
    })
    const feed = supplier?.feeds.find(({ name }) => name === 'funding.next')
    const ask = { assets: ['bitcoin'], from: NOW, to: NOW }
    answer({
      premiumIndex: [{ symbol: 'BTCUSDT', lastFundingRate: '0.0001', nextFundingTime: TO + 8 * HOUR }],
      fundingInfo: [{ symbol: 'BLZUSDT', fundingIntervalHours: 4 }],
      exchangeInfo: { symbols: [coinContract('BTCUSDT')] },
    })
    expect(feed?.cost(ask)).toBe(4)
    for await (const _ of feed?.fetch(ask) ?? []) {
      // Its list is known from here.
    }
    time += DAY + HOUR
    expect(feed?.cost(ask)).toBe(2)
  })

  it('of settlements are one for each 200 of them and asset', () => {
    const feed = openExchange('bybit', server).supplier.feeds.find(({ name }) => name === 'funding.settled')
    const cost = (days: number) =>
      feed?.cost({ assets: ['bitcoin', 'ethereum'], from: NOW - days * DAY, to: NOW })
    expect(Number(cost(360)) - Number(cost(0))).toBe(10)
  })

  it('are counted as the venue counts them', async () => {
    server.answer(() => ({
      body: [{ symbol: 'BTCUSDT', price: '1' }],
      headers: { 'x-mbx-used-weight-1m': '1900' },
    }))
    const opened = openExchange('binance', server)
    await fetched(opened, 'prices')
    // 500 are left after the first answer; the 24 hours of all pairs were asked for with it, and cost 80.
    expect(opened.supplier.budget()).toEqual({ left: 420, of: 2400, per: 60_000 })
  })

  it('that one who asks gives up are still answered to the others', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    server.answer(async () => {
      await held
      return { body: tickers() }
    })
    const opened = openExchange('bybit', server)
    const feed = opened.supplier.feeds.find(({ name }) => name === 'prices')
    const stop = new AbortController()
    const first = feed?.fetch({ from: 0, to: NOW }, stop.signal)[Symbol.asyncIterator]().next()
    const second = fetched(opened, 'prices')
    stop.abort(new Error('enough'))
    await expect(first).rejects.toThrow('enough')
    release()
    expect((await second).observations).toHaveLength(1)
  })

  it('tell how far the venue’s clock is from ours, and no candle is over before both say so', async () => {
    const behind = 10 * 60_000
    server.answer(({ path }) => ({
      headers: { date: new Date(NOW - behind).toUTCString() },
      body: path.endsWith('klines')
        ? [[TO - DAY, '1', '1', '1', '1', '1', 0, '1']]
        : [{ symbol: 'BTCUSDT', price: '1' }],
    }))
    const opened = openExchange('binance', server)
    const probe = await opened.supplier.probe()
    expect(Math.abs((probe.skew ?? 0) + behind)).toBeLessThan(1500)
    const { observations } = await fetched(opened, 'candles.daily', {
      assets: ['bitcoin'],
      from: TO - DAY,
      to: NOW,
    })
    expect(observations).toEqual([])
  })
})
