/** Two suppliers of one series: what the second tells is kept beside what is on record, so that the two can be held together. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, floorToDay, MINUTE } from '#src/market/time.ts'
import { joinedSeriesOf } from '#src/services/joined.ts'
import type { Feed, FeedQuery, Page } from '#src/sources/supplier.ts'
import { ASSETS, machine, NOW, supplierOf } from '../../support/backfill.ts'
import { readHistory, sampleFolder } from '../../support/editions.ts'
import { type Prepared, prepareRecord } from '../../support/market/prepared.ts'
import { smallMarket } from '../../support/market/small.ts'

describe('turnover that a venue and CoinGecko tell', () => {
  let market: History
  let prepared: Prepared
  beforeAll(async () => {
    market = smallMarket(await readHistory(sampleFolder), 12)
    prepared = await prepareRecord(market)
  })

  it.each(['spot', 'perp'] as const)('is the venue’s own on record (%s), and both are kept', async (kind) => {
    const one = await prepared({ exchanges: ['binance'], services: ['coingecko'] })
    const day = market.now - DAY
    const first = market.volume(kind, 'binance') as NonNullable<ReturnType<History['volume']>>
    one.loopbackMarket.mislead('coingecko', {
      ...market,
      volume(its, venue) {
        const series = market.volume(its, venue)
        return series && { times: series.times, values: series.values.map((value) => value * 1.1) }
      },
    })
    one.moveTo(market.now + 2 * MINUTE)
    await one.collector.tick()
    const table = `${kind}_volume` as const
    const own = valueAt(first, day) as number
    const onRecord = () => valueAt(one.history.current().volume(kind, 'binance') ?? first, day) as number
    const beside = () => one.store.record.earlier(table, { venue: 'binance' }, day)
    expect(onRecord() / own).toBeCloseTo(1, 2)
    const [other, ...others] = await beside()
    expect(others).toEqual([])
    expect(other?.source).toBe('CoinGecko')
    expect((other?.values[0] ?? 0) / own).toBeCloseTo(1.1, 2)
    // The next day it tells the same days again: the venue's own stands, and nothing is kept twice.
    one.moveTo(market.now + DAY + 2 * MINUTE)
    await one.collector.tick()
    expect(onRecord() / own).toBeCloseTo(1, 2)
    expect(await beside()).toEqual([other])
    await one.close()
  })
})

describe('caps of an import that CoinGecko tells too', () => {
  const TODAY = floorToDay(NOW)
  const capOf = (time: number) => Math.round(1e12 * (1 + 0.1 * Math.sin(time / DAY)))
  const row = (asset: string, time: number, source: string, factor = 1): Observation => ({
    ...{ table: 'market_caps', of: { asset }, time, source },
    values: { market_cap_usd: capOf(time) * factor },
  })
  /** Tells every day that is asked for, by `factor` more. */
  function coingecko(factor: number) {
    const asks: FeedQuery[] = []
    async function* fetch(ask: FeedQuery): AsyncGenerator<Page> {
      asks.push(ask)
      const observations: Observation[] = []
      for (let time = Math.ceil(ask.from / DAY) * DAY; time < ask.to; time += DAY)
        observations.push(row(ask.assets?.[0] ?? '', time, 'CoinGecko', factor))
      yield { observations, refusals: [] }
    }
    const feed: Feed = { name: 'caps', tables: ['market_caps'], reach: 'past', cost: () => 1, fetch }
    return { asks, supplier: { ...supplierOf('coingecko', { feeds: [feed] }), title: 'CoinGecko' } }
  }

  it.each([
    ['joins them', 1, 'joined'],
    ['sets them apart by a steady 3 %', 0.97, 'rebased'],
  ])('%s by the days that the backfill keeps beside it', async (_, factor, word) => {
    const { start } = await machine()
    const { supplier, asks } = coingecko(factor)
    const one = await start([supplier])
    const imported = ASSETS.flatMap(({ id }) =>
      Array.from({ length: 399 }, (__, at) => row(id, TODAY - (400 - at) * DAY, 'Exporter')),
    )
    await one.store.record.keep({ observations: imported, observedAt: NOW })
    await one.history.refresh()
    await one.backfill.work()
    await one.history.refresh()
    // A call a coin, and no more the next time.
    expect(asks).toHaveLength(3)
    await one.backfill.work()
    expect(asks).toHaveLength(3)
    const history = one.history.current()
    const series = history.bySupplier?.('market_caps', 'bitcoin') ?? []
    expect(series.map(({ supplier: name, usd }) => [name, usd.times.length])).toEqual([
      ['Exporter', 399],
      // Twenty of those on record, and the two that nobody had told.
      ['CoinGecko', 22],
    ])
    // What was imported stays what is known.
    expect(
      valueAt(
        history.marketCaps('bitcoin') ?? { times: new Float64Array(), values: new Float64Array() },
        TODAY - 5 * DAY,
      ),
    ).toBe(capOf(TODAY - 5 * DAY))
    expect(joinedSeriesOf(history, 'market_caps', 'bitcoin')[0]?.seams).toMatchObject([{ word, days: 20 }])
    await one.end()
  })
})

describe('a cap that CoinGecko tells 3 % off its price times yesterday’s supply', () => {
  it.each([
    ['as before the next day: it stays withheld', false],
    ['the same the next day: an unlock, that stands from then on', true],
  ])('is withheld and named, and the supply is %s', async (_, stays) => {
    const market = smallMarket(await readHistory(sampleFolder), 12)
    const asset = 'solana'
    const prepared = await prepareRecord({ ...market, now: market.now - DAY })
    const one = await prepared({ exchanges: ['binance'], services: ['coingecko'] })
    const first = market.now - DAY
    one.loopbackMarket.mislead('coingecko', {
      ...market,
      marketCaps(id) {
        const caps = market.marketCaps(id)
        const isOff = (time: number) => id === asset && time >= first && (stays || time === first)
        return (
          caps && {
            times: caps.times,
            values: caps.values.map((cap, row) => cap * (isOff(caps.times[row] as number) ? 1.03 : 1)),
          }
        )
      },
    })
    const withheld = () =>
      (one.history.current().withheld ?? []).map(({ table, of, time }) => [table, of.asset, time])
    await one.collector.tick()
    expect(withheld()).toEqual([['market_caps', asset, first]])
    expect(valueAt(one.history.current().marketCaps(asset) ?? never(), first)).toBeUndefined()
    one.moveTo(market.now + 2 * MINUTE)
    await one.collector.tick()
    expect(withheld()).toEqual(stays ? [] : [['market_caps', asset, first]])
    expect(valueAt(one.history.current().marketCaps(asset) ?? never(), market.now)).toBeGreaterThan(0)
    await one.close()
  })
})

function never(): never {
  throw new Error('it is on record')
}
