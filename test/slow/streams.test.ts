/** Pushed prices through the real client of ccxt, over the loopback: each venue's own protocol, frozen and dropped connections. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { createMinutePrices } from '#src/app/livevalues.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { DEFAULT_EXCHANGES } from '#src/sources/names.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { sampleHistory } from '../support/histories.ts'
import { startMarket } from '../support/market/server.ts'
import { createStreams, type StreamingVenue } from '../support/market/streams.ts'

const [SECOND, MINUTE] = [1000, 60_000]
const STREAMING = ['binance', 'bybit', 'okx'] as const
const INSTRUMENTS = {
  binance: ['BTCUSDT', 'ETHUSDT'],
  bybit: ['BTCUSDT', 'ETHUSDT'],
  okx: ['BTC-USDT', 'ETH-USDT'],
}

async function begin(exchanges: readonly string[] = DEFAULT_EXCHANGES) {
  const sample = await sampleHistory()
  const clock = createFakeClock(sample.now)
  const market = await startMarket(sample, clock.now)
  const streams = createStreams(market.server, clock.now)
  const venues = exchanges.flatMap(
    (name) =>
      EXCHANGES[name]?.({
        ...{ url: market.url(name), now: clock.now, assets: () => sample.assets, pause: async () => {} },
      }) ?? [],
  )
  const lines: string[] = []
  const line = (text: string) => void lines.push(text)
  const log = { info: line, warn: line, error: line }
  const prices = createMinutePrices({ venues, isStreamed: true, clock, log })
  onTestFinished(async () => {
    prices.close()
    await Promise.all(venues.map((venue) => venue.close()))
    streams.close()
    await market.close()
  })
  const watched = ['bitcoin', 'ethereum']
  const reached = async (price: number, among: readonly StreamingVenue[] = STREAMING) => {
    for (const venue of among)
      for (const [index, instrument] of INSTRUMENTS[venue].entries())
        streams.push(venue, instrument, price / (index * 20 + 1))
    // What ccxt has read is seen at its last price alone.
    await eventually(() =>
      venues.every(({ name, stream }) => {
        if (!among.some((one) => one === name)) return true
        const bitcoin = stream?.latest()?.observations.find(({ of }) => of.asset === 'bitcoin')
        return bitcoin?.values.price === price && bitcoin.time === clock.now()
      }),
    )
  }
  return {
    ...{ clock, market, streams, venues, lines, prices, reached },
    ask: () => prices.ask(watched),
    subscribed: (among: readonly StreamingVenue[] = STREAMING) =>
      eventually(() => among.every((venue) => streams.subscribed(venue).length === 2)),
    called: () => Object.fromEntries([...market.calls()].filter(([name]) => name !== 'hyperliquid')),
  }
}

describe('a stream of prices', () => {
  it('subscribes to the watched coins alone, and reports the prices that the minute call would', async () => {
    const { ask, streams, subscribed, reached, market, called, clock } = await begin()
    await ask()
    await subscribed()
    for (const venue of STREAMING) expect(streams.subscribed(venue).toSorted()).toEqual(INSTRUMENTS[venue])
    clock.advance(MINUTE - SECOND)
    await reached(90_000)
    clock.advance(SECOND)
    market.forget()
    const { prices, silent } = await ask()
    expect(silent).toEqual([])
    expect(called()).toEqual({})
    const found = prices.get('bitcoin')?.filter(({ venue }) => venue !== 'hyperliquid')
    expect(found?.map(({ venue, price }) => [venue, price]).toSorted()).toEqual(
      STREAMING.map((venue) => [venue, 90_000]),
    )
    expect(prices.get('bitcoin')?.some(({ venue }) => venue === 'hyperliquid')).toBe(true)
  })

  it('B22: stream freezes without an error', async () => {
    const { ask, streams, subscribed, reached, market, lines, clock, called } = await begin()
    await ask()
    await subscribed()
    clock.advance(MINUTE - SECOND)
    await reached(90_000)
    clock.advance(SECOND)
    await ask()
    streams.freeze('okx', true)
    const minute = async (price: number, among?: readonly StreamingVenue[]) => {
      clock.advance(MINUTE - SECOND)
      await reached(price, among)
      clock.advance(SECOND)
      market.forget()
      return ask()
    }
    for (let count = 1; count <= 5; count++) {
      const { prices } = await minute(90_000 + count, ['binance', 'bybit'])
      expect(called()).toEqual({ okx: 1 })
      expect(prices.get('bitcoin')?.find(({ venue }) => venue === 'okx')?.time).toBe(clock.now())
    }
    expect(lines).toEqual(["OKX's price stream is silent: its prices are requested each minute instead"])
    await eventually(() => streams.open('okx') === 0)

    streams.freeze('okx', false)
    await minute(91_000, ['binance', 'bybit'])
    expect(called()).toEqual({ okx: 1 })
    await eventually(() => streams.opened('okx') === 2 && streams.subscribed('okx').length === 2)
    await minute(92_000)
    expect(called()).toEqual({})
    expect(lines.slice(1)).toEqual(["OKX's price stream reports again"])
  })

  it('is opened again in the next minute where the venue ended the connection', async () => {
    const { ask, streams, subscribed, reached, lines, clock, venues } = await begin([
      'okx',
      'bybit',
      'binance',
    ])
    await ask()
    await subscribed()
    clock.advance(MINUTE)
    await reached(90_000)
    await ask()
    for (const venue of STREAMING) streams.drop(venue)
    await eventually(() => STREAMING.every((venue) => streams.open(venue) === 0))
    // The minute in which the client has noticed: how soon that is, is the system's.
    await eventually(() => {
      for (const { stream } of venues) stream?.watch(['bitcoin', 'ethereum'])
      return STREAMING.every((venue) => streams.subscribed(venue).length === 2)
    })
    expect(STREAMING.map((venue) => streams.opened(venue))).toEqual([2, 2, 2])
    expect(lines).toEqual([])
  })

  it('drops a price that is zero, no number or undated, and keeps what was pushed before', async () => {
    const { ask, streams, subscribed, reached, venues, clock } = await begin(['okx', 'bybit', 'binance'])
    await ask()
    await subscribed()
    clock.advance(MINUTE - SECOND)
    await reached(90_000)
    streams.push('okx', 'BTC-USDT', '0')
    streams.push('bybit', 'BTCUSDT', 'NaN')
    streams.push('binance', 'BTCUSDT', '91000', { E: null })
    const pricesOf = (asset: string) =>
      venues.map(
        ({ stream }) => stream?.latest()?.observations.find(({ of }) => of.asset === asset)?.values.price,
      )
    await eventually(() => pricesOf('bitcoin').every((price) => price === undefined))
    expect(pricesOf('ethereum').every((price) => price === 90_000 / 21)).toBe(true)
    const { prices } = await ask()
    expect(
      prices
        .get('bitcoin')
        ?.map(({ venue }) => venue)
        .toSorted(),
    ).toEqual([...STREAMING])
  })

  it('subscribes in batches, and anew where a coin is watched no longer', async () => {
    const { prices, streams, venues, clock } = await begin(['okx'])
    const coins = (await sampleHistory()).assets.filter(({ kind }) => kind === 'coin').map(({ id }) => id)
    await prices.ask(coins.slice(0, 80))
    await eventually(() => streams.subscriptions.length === 2)
    expect(streams.subscriptions.every(({ count }) => count <= 50)).toBe(true)
    await prices.ask(coins.slice(0, 80))
    await prices.ask(['bitcoin'])
    await eventually(() => streams.subscribed('okx').length === 1)
    expect(streams.open('okx')).toBe(1)
    expect(venues[0]?.stream?.latest()?.listed).toEqual(['bitcoin'])
    clock.advance(3 * MINUTE)
    await eventually(() => streams.open('okx') === 0)
  })

  it('is closed at once with its venue, even where that has frozen', async () => {
    const { ask, streams, subscribed, venues } = await begin(['okx', 'bybit', 'binance'])
    await ask()
    await subscribed()
    for (const venue of STREAMING) streams.freeze(venue, true)
    await Promise.all(venues.map((venue) => venue.close()))
    await eventually(() => STREAMING.every((venue) => streams.open(venue) === 0))
  })
})
