/** A row that makes no sense is not told: the next venue is asked, the same one later, and nothing else waits for it. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { figuresOf } from '#src/editions/make.ts'
import { createEditions } from '#src/editions/freeze.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { DEFAULT_EXCHANGES } from '#src/sources/names.ts'
import { readHistory, sampleFolder } from '../../support/editions.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { knownAt, startCollecting } from '../../support/market/collecting.ts'
import { type Prepared, prepareRecord } from '../../support/market/prepared.ts'
import { smallMarket } from '../../support/market/small.ts'

let market: History
let day: number
let prepared: Prepared
beforeAll(async () => {
  market = smallMarket(await readHistory(sampleFolder), 6)
  day = market.now - DAY
  prepared = await prepareRecord(market)
})

const collecting = (exchanges: readonly string[], services: readonly string[] = []) =>
  prepared({ exchanges, services })

const coins = () => market.assets.filter(({ kind }) => kind === 'coin').map(({ id }) => id)

function closesOf(history: History) {
  return Object.fromEntries(
    coins().map((id) => {
      const candles = history.dailyCandles(id)
      return [id, candles && valueAt({ times: candles.times, values: candles.close }, day)]
    }),
  )
}

type Row = readonly unknown[]
const isDay = (row: Row) => Number(row[0]) === day
/** The close of the last day as something else. */
const closeAs = (value: unknown) => (rows: readonly Row[]) =>
  rows.map((row) => (isDay(row) ? row.with(4, value) : row))

const SENSELESS: readonly (readonly [string, (rows: readonly Row[]) => readonly Row[]])[] = [
  ['0', closeAs('0')],
  ['negative', closeAs('-87000')],
  ['NaN', closeAs('NaN')],
  ['null', closeAs(null)],
  ['blank', closeAs('')],
  [
    'told twice, in two ways',
    (rows) => [...rows, ...closeAs('1')(rows.filter(isDay)).map((row) => row.with(3, '1'))],
  ],
  ['cut off', (rows) => rows.filter((row) => !isDay(row))],
]

/** What Binance answers of candles. */
const candles = (change: (rows: readonly Row[]) => readonly Row[]) => (path: string, body: unknown) =>
  path.endsWith('/klines') ? change(body as readonly Row[]) : body

describe('a close of the preferred venue that is', () => {
  it.each(
    SENSELESS,
  )('%s was missing although the next venue had it, which tells it now', async (_, change) => {
    const one = await collecting(['binance', 'bybit'])
    one.loopbackMarket.garble('binance', candles(change))
    await one.collector.tick()
    expect(closesOf(one.history.current())).toEqual(closesOf(market))
    await one.close()
  })

  it.each(
    SENSELESS,
  )('%s with no other venue is asked for again, where it was not before the next day', async (_, change) => {
    const one = await collecting(['binance'])
    one.loopbackMarket.garble('binance', candles(change))
    await one.collector.tick()
    expect(Object.values(closesOf(one.history.current()))).toEqual(coins().map(() => undefined))
    one.loopbackMarket.garble('binance', undefined)
    one.moveTo(one.now() + 11 * MINUTE)
    await one.collector.tick()
    expect(closesOf(one.history.current())).toEqual(closesOf(market))
    await one.close()
  })

  it('in another order than time, or told twice alike, is reported as it is', async () => {
    const one = await collecting(['binance'])
    one.loopbackMarket.garble(
      'binance',
      candles((rows) => [...rows.toReversed(), ...rows.filter(isDay)]),
    )
    await one.collector.tick()
    expect(closesOf(one.history.current())).toEqual(closesOf(market))
    await one.close()
  })

  it('always senseless is asked for four times in its slot and no more', async () => {
    const one = await collecting(['binance'])
    one.loopbackMarket.garble('binance', candles(closeAs('0')))
    await one.collector.tick()
    one.loopbackMarket.forget()
    for (let minutes = 5; minutes < 115; minutes += 5) {
      one.moveTo(market.now + minutes * MINUTE)
      await one.collector.tick()
    }
    const asked = one.loopbackMarket.paths('binance').filter((path) => path.endsWith('/klines')).length
    expect(asked).toBeGreaterThan(3 * coins().length - 1)
    expect(asked).toBeLessThan(5 * coins().length)
    await one.close()
  })
})

describe('an edition without any close of its last day', () => {
  it('was empty: macro, curves, odds, caps and funding are reported all the same', async () => {
    const one = await collecting(DEFAULT_EXCHANGES, [
      ...['coingecko', 'bls', 'ons', 'yahoo', 'treasury', 'mof', 'polymarket', 'kalshi', 'alternative'],
    ])
    for (const venue of DEFAULT_EXCHANGES) {
      one.loopbackMarket.garble(venue, (path, body) =>
        /kline|candle/.test(path) || venue === 'hyperliquid' ? zeroed(body) : body,
      )
    }
    await one.collector.tick()
    one.moveTo(market.now + 90 * MINUTE)
    await one.collector.tick()
    const history = one.history.current()
    expect(Object.values(closesOf(history))).toEqual(coins().map(() => undefined))
    const week = lastWeekAt(market.now + HOUR)
    const editions = createEditions(one.store.editions)
    const at = { least: 0.9, deadline: market.now + 80 * MINUTE, now: market.now + 90 * MINUTE }
    const ready = await editions.ready(history, week, at)
    const figures = ready.kind === 'frozen' ? Object.keys(figuresOf(ready.edition.readings)) : []
    for (const topic of ['macro.', 'marketcap.total', 'funding.bitcoin.binance.']) {
      expect(
        figures.filter((name) => name.startsWith(topic)),
        topic,
      ).not.toEqual([])
    }
    expect(
      figures.filter((name) => /curve|jgb|ust/.test(name)),
      'curves',
    ).not.toEqual([])
    expect(
      figures.filter((name) => /odds/.test(name)),
      'odds',
    ).not.toEqual([])
    await one.close()
  })
})

/** Candles with 0 in the place of every price. */
function zeroed(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (key, value: unknown) => {
    if (['o', 'h', 'l', 'c'].includes(key)) return '0'
    if (Array.isArray(value) && value.length >= 6 && !Number.isNaN(Number(value[0])))
      return value.map((one, index) => (index >= 1 && index <= 4 ? '0' : one))
    return value
  })
}

describe('a settlement', () => {
  it('that its venue tells otherwise later was overwritten: the first stays, and the other is reported', async () => {
    const one = await collecting(['binance'])
    await one.collector.tick()
    const known = () => Array.from(one.history.current().funding('bitcoin', 'binance')?.rates.slice(-3) ?? [])
    const before = known()
    one.loopbackMarket.garble('binance', (path, body) =>
      path.endsWith('/fundingRate')
        ? (body as { fundingRate: string }[]).map((row) => ({ ...row, fundingRate: '0.0123' }))
        : body,
    )
    one.moveTo(market.now + 12 * MINUTE)
    await one.collector.beforeEdition()
    expect(known()).toEqual(before)
    expect(
      one.lines.filter((line) => /reports 0.0123 for bitcoin .* the first is kept/.test(line)),
    ).not.toEqual([])
    const of = { venue: 'binance', asset: 'bitcoin' }
    expect(one.history.current().withheld?.find(({ time }) => time === market.now)).toEqual({
      ...{ table: 'funding', of, time: market.now, value: 0.0123, reason: 'settled' },
      against: [{ name: 'first', value: before.at(-1) }],
    })
    const earlier = await one.store.record.earlier('funding', of, market.now)
    expect(earlier.map(({ values }) => values[0])).toEqual([0.0123])
    await one.close()
  })

  it('ten times over, once, was taken for coins whose rate is small: it is withheld of every coin, with one line', async () => {
    const one = await collecting(['hyperliquid'])
    const settling = (rate: string) =>
      one.loopbackMarket.garble('hyperliquid', (_, body) =>
        JSON.parse(JSON.stringify(body), (key, value: Record<string, unknown>) =>
          key !== '' &&
          value &&
          'fundingRate' in Object(value) &&
          Math.abs(Number(value.time) - market.now) < HOUR / 2
            ? { ...value, fundingRate: rate }
            : value,
        ),
      )
    settling('0.000022130')
    one.moveTo(market.now + 2 * MINUTE)
    await one.collector.tick()
    settling('0.000002213')
    one.moveTo(market.now + 12 * MINUTE)
    await one.collector.beforeEdition()
    const history = one.history.current()
    const listed = history.assets.filter(({ id }) => history.fundingVenues(id).includes('hyperliquid'))
    expect(listed.map(({ id }) => id)).toContain('ethereum')
    const disputed = (history.withheld ?? []).filter(({ reason }) => reason === 'disputed')
    const isOf = (id: string) => disputed.some(({ of, time }) => of.asset === id && time === market.now)
    expect(listed.filter(({ id }) => !isOf(id)).map(({ id }) => id)).toEqual([])
    const rates = listed.map(({ id }) => history.funding(id, 'hyperliquid')?.times.at(-1))
    expect(new Set(rates)).toEqual(new Set([market.now - HOUR]))
    const lines = one.lines.filter((line) => line.includes(`bitcoin settled at 2025-11-24T00:00:00Z`))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^withheld: hyperliquid reported .*: neither is in any figure/)
    await one.close()
  })

  it('that is not reported at its time was asked for eight hours later: ten minutes later now', async () => {
    const one = await collecting(['bybit'])
    const last = () => one.history.current().funding('bitcoin', 'bybit')?.times.at(-1)
    one.loopbackMarket.garble('bybit', (path, body) => {
      if (!path.endsWith('/funding/history')) return body
      const { result } = body as { result: { list: { fundingRateTimestamp: string }[] } }
      const list = result.list.filter((row) => Number(row.fundingRateTimestamp) < market.now)
      return { ...(body as object), result: { ...result, list } }
    })
    await one.collector.tick()
    expect(last()).toBe(market.now - 8 * HOUR)
    one.loopbackMarket.garble('bybit', undefined)
    one.moveTo(market.now + 13 * MINUTE)
    await one.collector.tick()
    expect(last()).toBe(market.now)
    await one.close()
  })
})

describe('turnover of which a part makes no sense', () => {
  it('was reported as if that were nothing: it is not reported, and asked for again', async () => {
    const one = await collecting(['binance'])
    one.loopbackMarket.garble('binance', (path, body) =>
      path === '/fapi/v1/ticker/24hr'
        ? (body as object[]).map((row, index) => ({ ...row, quoteVolume: index === 0 ? 'NaN' : '1000000' }))
        : body,
    )
    await one.collector.tick()
    const last = () => one.history.current().volume('perp', 'binance')?.times.at(-1)
    expect(last()).toBe(day - DAY)
    one.loopbackMarket.garble('binance', undefined)
    one.moveTo(market.now + 13 * MINUTE)
    await one.collector.tick()
    expect(last()).toBe(day)
    await one.close()
  })
})

describe('a cap of today that is null', () => {
  it('was asked for again the next day alone: it is within the hour, and is there', async () => {
    const at = market.now + 2 * MINUTE
    const home = await temporaryFolder()
    const one = await startCollecting({ history: market, home, at, exchanges: [], services: ['coingecko'] })
    await one.store.record.keep({
      ...{ observations: knownAt(market, market.now - 6 * HOUR), observedAt: at, assets: market.assets },
    })
    one.loopbackMarket.garble('coingecko', (path, body) => {
      if (path.endsWith('/markets'))
        return (body as { id: string }[]).map((row) =>
          row.id === 'bitcoin' ? { ...row, market_cap: null } : row,
        )
      if (!path.endsWith('/bitcoin/market_chart')) return body
      const { market_caps: caps, ...rest } = body as { market_caps: [number, number | null][] }
      return { ...rest, market_caps: caps.map(([time, cap]) => [time, time === market.now ? null : cap]) }
    })
    await one.collector.tick()
    const last = (asset: string) => one.history.current().marketCaps(asset)?.times.at(-1)
    expect([last('bitcoin'), last('ethereum')]).toEqual([market.now - DAY, market.now])
    one.loopbackMarket.garble('coingecko', undefined)
    one.loopbackMarket.forget()
    one.moveTo(market.now + 40 * MINUTE)
    await one.collector.tick()
    expect(last('bitcoin')).toBe(market.now)
    // Once it is there nobody is asked for it.
    one.loopbackMarket.forget()
    one.moveTo(market.now + 55 * MINUTE)
    await one.collector.tick()
    expect(one.loopbackMarket.paths('coingecko').filter((path) => path.endsWith('/market_chart'))).toEqual([])
    await one.close()
  })

  it('is asked for again the next day at the latest', async () => {
    const at = market.now + 3 * HOUR
    const home = await temporaryFolder()
    const one = await startCollecting({ history: market, home, at, exchanges: [], services: ['coingecko'] })
    await one.store.record.keep({
      ...{ observations: knownAt(market, market.now - 6 * HOUR), observedAt: at, assets: market.assets },
    })
    one.loopbackMarket.garble('coingecko', (path, body) => {
      if (!path.endsWith('/market_chart')) return body
      const { market_caps: caps, ...rest } = body as { market_caps: [number, number | null][] }
      return { ...rest, market_caps: caps.map(([time, cap]) => [time, time === market.now ? null : cap]) }
    })
    await one.collector.tick()
    const cap = () => one.history.current().marketCaps('bitcoin')
    expect(cap()?.times.at(-1)).toBe(market.now - DAY)
    one.loopbackMarket.garble('coingecko', undefined)
    one.moveTo(market.now + DAY + 2 * HOUR)
    await one.collector.tick()
    expect(cap()?.times).toContain(market.now)
    await one.close()
  })
})
