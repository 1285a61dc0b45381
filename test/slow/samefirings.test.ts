/** The same prices asked for each minute and pushed, each through the real client of ccxt: alerts fire alike. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { createObserve } from '#src/alerts/observe.ts'
import { createMinutePrices } from '#src/app/livevalues.ts'
import { hasValue } from '#src/market/watched.ts'
import type { WatchedRow } from '#src/store/alerts/port.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { DEFAULT_EXCHANGES } from '#src/sources/names.ts'
import { createWatched } from '../alerts/simulate.ts'
import { createFakeClock, eventually } from '../support/clock.ts'
import { sampleHistory } from '../support/histories.ts'
import { startMarket } from '../support/market/server.ts'
import { createStreams } from '../support/market/streams.ts'

const [SECOND, MINUTE] = [1000, 60_000]
const INSTRUMENTS = { binance: 'BTCUSDT', bybit: 'BTCUSDT', okx: 'BTC-USDT' } as const
type Streaming = keyof typeof INSTRUMENTS
const STREAMING = Object.keys(INSTRUMENTS) as Streaming[]

const WATCHES = [
  { series: 'price:bitcoin', side: -1, fire: 90_000, rearm: 90_450 },
  { series: 'price:bitcoin', side: -1, fire: 89_500, rearm: 90_000, hold: MINUTE },
  { series: 'price:bitcoin@okx', side: 1, fire: 91_500, rearm: 91_000 },
  { series: 'change:bitcoin:5m', side: -1, fire: -0.02, rearm: -0.01 },
  { series: 'spread:bitcoin', side: 1, fire: 0.004, rearm: 0.002 },
] as const

/** What each venue says in each minute. One lies, one is frozen, one says nothing that is a price. */
function pricesOf(minute: number): Readonly<Record<Streaming | 'hyperliquid', number>> {
  const middle = 90_800 + 1500 * Math.sin(minute / 3) + 20 * (minute % 4)
  const okx =
    minute === 11 ? middle * 10 : minute === 17 ? 0 : minute % 13 === 5 ? middle * 1.0045 : middle + 5
  return { binance: middle, bybit: middle - 10, okx, hyperliquid: middle + 12 }
}

async function run(isStreamed: boolean) {
  const sample = await sampleHistory()
  const clock = createFakeClock(Math.ceil(sample.now / MINUTE) * MINUTE)
  const market = await startMarket(sample, clock.now)
  const streams = createStreams(market.server, clock.now)
  const venues = DEFAULT_EXCHANGES.flatMap(
    (name) =>
      EXCHANGES[name]?.({
        ...{ url: market.url(name), now: clock.now, assets: () => sample.assets, pause: async () => {} },
      }) ?? [],
  )
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const prices = createMinutePrices({ venues, isStreamed, clock, log })
  onTestFinished(async () => {
    prices.close()
    await Promise.all(venues.map((venue) => venue.close()))
    streams.close()
    await market.close()
  })
  const kept: [number, number][] = []
  const observe = createObserve({
    history: () => sample,
    now: clock.now,
    askPrices: prices.ask,
    work: {
      sample: async (points) =>
        void kept.push(...points.map(({ time, value }): [number, number] => [time, value])),
      samples: async (assets, from) =>
        new Map(assets.map((one) => [one, kept.filter(([time]) => time >= from)])),
    },
  })
  const watched = WATCHES.map((rule) => createWatched(rule))
  const rows = [...new Set(WATCHES.map(({ series }) => series))].map(
    (name, id): WatchedRow => ({ id, name, time: clock.now(), isKnown: true, blindTold: 0 }),
  )
  const first = clock.now()
  let asked = 0
  for (let minute = 0; minute < 40; minute++) {
    const says = pricesOf(minute)
    market.garble('okx', (path, body) =>
      path.endsWith('/tickers') ? withPrice(body, 'BTC-USDT', { last: says.okx }) : body,
    )
    market.garble('bybit', (path, body) =>
      path.endsWith('/tickers') ? withPrice(body, 'BTCUSDT', { indexPrice: says.bybit, lastPrice: 1 }) : body,
    )
    market.garble('binance', (path, body) =>
      path.endsWith('/ticker/price') ? withPrice(body, 'BTCUSDT', { price: says.binance }) : body,
    )
    market.garble('hyperliquid', (_, body) => withOracle(body, says.hyperliquid))
    // Six minutes in which one venue is frozen, as its minute call is not.
    streams.freeze('bybit', minute > 20 && minute < 27)
    clock.advance(MINUTE - SECOND)
    if (isStreamed && minute > 0) await pushed(says)
    clock.advance(SECOND)
    market.forget()
    const readings = (await observe(rows)).filter(hasValue)
    asked += [...market.calls()].reduce((sum, [name, count]) => sum + (name === 'hyperliquid' ? 0 : count), 0)
    for (const [index, { series }] of WATCHES.entries()) {
      const reading = readings.find((one) => one.series === series)
      if (reading) watched[index]?.see(reading.value, reading.time, { standing: reading.standing })
      else watched[index]?.wake(clock.now())
    }
    if (isStreamed && minute === 0)
      await eventually(() => STREAMING.every((venue) => streams.subscribed(venue).length === 1))
  }
  const told = watched.map((one) => one.told.map(({ at, kind }) => `${(at - first) / MINUTE} ${kind}`))
  return { told, asked }

  /** Pushes the prices of this minute until they have arrived wherever they are watched. */
  async function pushed(says: ReturnType<typeof pricesOf>): Promise<void> {
    await eventually(() =>
      STREAMING.every((venue) => {
        const latest = venues.find(({ name }) => name === venue)?.stream?.latest()
        if (!latest || streams.isFrozen(venue)) return true
        streams.push(venue, INSTRUMENTS[venue], says[venue])
        const [found] = latest.observations
        if (says[venue] === 0) return found === undefined
        return found?.values.price === says[venue] && found.time === clock.now()
      }),
    )
  }
}

function withPrice(body: unknown, instrument: string, values: Readonly<Record<string, number>>): unknown {
  const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
  return JSON.parse(JSON.stringify(body), (_, value) =>
    value?.instId === instrument || value?.symbol === instrument ? { ...value, ...texts } : value,
  )
}

function withOracle(body: unknown, price: number): unknown {
  if (!Array.isArray(body)) return body
  const [names, rows] = body as [{ universe: { name: string }[] }, object[]]
  const bitcoin = names.universe.findIndex(({ name }) => name === 'BTC')
  return [names, rows.map((row, index) => (index === bitcoin ? { ...row, oraclePx: String(price) } : row))]
}

describe('minute calls and streams', () => {
  it('fire alike on the same prices, and streams ask those alone that do not push', async () => {
    const [calls, streams] = [await run(false), await run(true)]
    expect(streams.told).toEqual(calls.told)
    for (const [index, told] of calls.told.entries())
      expect(told.length, WATCHES[index]?.series).toBeGreaterThan(0)
    // The first minute, the zero, and the frozen venue until it is tried again.
    expect(calls.asked).toBeGreaterThanOrEqual(3 * 40)
    expect(streams.asked).toBeLessThan(25)
  })
})
