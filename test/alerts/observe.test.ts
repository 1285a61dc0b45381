/** What is asked for, and what watched series are. */
import { describe, expect, it } from 'vitest'
import type { VenuePrice } from '#src/alerts/confirm.ts'
import { createObserve } from '#src/alerts/observe.ts'
import { hasValue } from '#src/market/watched.ts'
import type { WatchedRow } from '#src/store/alerts/port.ts'
import { sampleHistory } from '../support/histories.ts'

const [MINUTE, HOUR] = [60_000, 3_600_000]
const START = Date.parse('2025-11-24T05:00:00Z')
const row = (name: string, id = 1): WatchedRow => ({ id, name, time: START, isKnown: true, blindTold: 0 })

async function begin() {
  const history = await sampleHistory()
  let now = START
  let price = 90_000
  let silent = false
  /** How many of the three answer, and how far apart they are, in dollars. */
  let [answering, apart] = [2, 20]
  const asked: (readonly string[])[] = []
  /** Spans of the samples that were read. */
  const read: number[] = []
  const kept = new Map<string, (readonly [number, number])[]>()
  const observe = createObserve({
    history: () => history,
    now: () => now,
    askPrices: async (assets) => {
      asked.push(assets)
      const venue = (name: string, off: number): VenuePrice => ({
        venue: name,
        title: name,
        price: price + off,
        time: now,
      })
      const answered = [venue('okx', 0), venue('bybit', apart)].slice(0, answering)
      return { prices: new Map(silent ? [] : assets.map((asset) => [asset, answered])), asked: 3 }
    },
    hours: {
      venues: ['okx', 'bybit'],
      ask: async (assets, from) => new Map(assets.map((asset) => [asset, closesSince(asset, from)])),
    },
    work: {
      async sample(prices) {
        for (const { asset, time, value } of prices)
          kept.set(asset, [...(kept.get(asset) ?? []), [time, value]])
      },
      samples: async (assets, from, to = Number.MAX_SAFE_INTEGER) => {
        read.push(Math.min(to, now) - from)
        return new Map(
          assets.map((asset) => [
            asset,
            (kept.get(asset) ?? []).filter(([time]) => time >= from && time <= to),
          ]),
        )
      },
    },
  })
  /** The record's last close, in each hour since. */
  function closesSince(asset: string, from: number): readonly VenuePrice[] {
    const last = history.hourlyCandles(asset)?.close.at(-1) ?? Number.NaN
    const hours = Array.from({ length: (now - from) / HOUR }, (_, index) => from + (index + 1) * HOUR)
    return hours.flatMap((time) =>
      ['okx', 'bybit'].map((one) => ({ venue: one, title: one, price: last, time })),
    )
  }
  return {
    history,
    asked,
    read,
    observe,
    async minute(
      names: readonly string[],
      at: { price?: number; silent?: boolean; answering?: number; apart?: number } = {},
    ) {
      now += MINUTE
      price = at.price ?? price
      silent = at.silent ?? false
      answering = at.answering ?? 2
      apart = at.apart ?? 20
      return observe(names.map(row))
    },
  }
}

describe('prices of the minute', () => {
  it('are asked once for all coins that need them, and for ten minutes after the last', async () => {
    const { asked, minute } = await begin()
    await minute(['funding:bitcoin'])
    expect(asked).toEqual([])
    await minute(['price:bitcoin', 'change:ethereum:1h', 'spread:bitcoin', 'cap:total'])
    expect(asked).toEqual([['bitcoin', 'ethereum']])
    for (let count = 0; count < 20; count++) await minute(['cap:total'])
    expect(asked).toHaveLength(11)
  })

  it('say what venues agree on, with the evidence', async () => {
    const { minute } = await begin()
    expect(await minute(['price:bitcoin', 'spread:bitcoin', 'price:bitcoin@okx'])).toMatchObject([
      {
        series: 'price:bitcoin',
        value: 90_010,
        standing: 'confirmed',
        evidence: { sources: ['bybit', 'okx'] },
      },
      { series: 'spread:bitcoin' },
      { series: 'price:bitcoin@okx', value: 90_000 },
    ])
  })

  it('B23: first report after a reset says 0 %', async () => {
    const { minute } = await begin()
    expect(await minute(['change:bitcoin:5m'])).toEqual([])
    for (let count = 0; count < 4; count++) await minute(['change:bitcoin:5m'], { price: 91_000 })
    const [reading] = await minute(['change:bitcoin:5m'], { price: 94_500 })
    expect(reading).toMatchObject({ value: expect.closeTo(94_510 / 90_010 - 1, 10) })
  })

  it('are read of the beginning of each window alone, however long it is', async () => {
    const { minute, read } = await begin()
    const names = ['change:bitcoin:5m', 'change:bitcoin:24h', 'change:ethereum:24h']
    await minute(names)
    read.length = 0
    await minute(names)
    expect(read).toHaveLength(2)
    expect(Math.max(...read)).toBeLessThanOrEqual(3 * MINUTE)
  })

  it('say how many venues answer where they confirm none', async () => {
    const { minute } = await begin()
    const names = ['price:bitcoin', 'change:bitcoin:1h', 'spread:bitcoin']
    const missing = (answered: number, ...of: readonly string[]) =>
      of.map((series) => ({ series, standing: 'missing', answers: { asked: 3, answered } }))
    expect(await minute(names, { answering: 1 })).toEqual(missing(1, ...names))
    expect(await minute(names, { silent: true })).toEqual(missing(0, ...names))
    expect(await minute(['price:bitcoin'], { apart: 900 })).toEqual(missing(2, 'price:bitcoin'))
  })

  it('count no venues for one venue alone, for what the record says, and where it is a beginning that is missing', async () => {
    const { minute } = await begin()
    const names = ['price:bitcoin@bybit', 'cap:nosuchcoin', 'funding:nosuchcoin']
    expect(await minute(names, { answering: 1 })).toEqual([])
    expect(await minute(['change:bitcoin:1h'])).toEqual([])
  })

  it('know how long there has been no price', async () => {
    const { minute } = await begin()
    await minute(['stale:bitcoin'])
    for (let count = 0; count < 4; count++) await minute(['stale:bitcoin'], { silent: true })
    const [reading] = await minute(['stale:bitcoin'], { silent: true })
    expect(reading).toMatchObject({ value: 5 * MINUTE })
  })
})

describe('what the record has settled', () => {
  it('is the newest value of each series, dated by itself', async () => {
    const { minute, history } = await begin()
    const names = [
      'funding:bitcoin',
      'run:bitcoin',
      'interest.coins:bitcoin:24h',
      'volatility:bitcoin:7d',
      'cap:total',
      'rank:solana',
      'extreme:any:low',
    ]
    const readings = await minute(names)
    expect(readings.map(({ series }) => series)).toEqual(names)
    const { now } = history
    for (const { series, time, value } of readings.filter(hasValue)) {
      expect(time, series).toBeLessThanOrEqual(series.startsWith('volatility') ? START : now)
      expect(time, series).toBeGreaterThan(now - 30 * HOUR)
      expect(value, series).not.toBeNaN()
    }
  })

  it('is known by the hour of what is made of hourly closes, as venues confirm those since the record', async () => {
    const { minute } = await begin()
    const names = ['volatility:bitcoin:7d', 'change:ethereum:30d', 'volatility:bitcoin:30d']
    const readings = (await minute(names)).filter(hasValue)
    expect(readings.map(({ time, evidence }) => [time - START, evidence.every])).toEqual([
      [0, HOUR],
      [0, HOUR],
      [-5 * HOUR, undefined],
    ])
  })

  it('has no value for what is not on record', async () => {
    const { minute } = await begin()
    expect(await minute(['funding:nosuchcoin', 'cap:nosuchcoin', 'predicted:bitcoin'])).toEqual([])
  })
})
