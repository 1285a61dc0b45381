/** A supplier that tells ten times a value once: no figure is made from it, it is named, and asked for again. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { type Series, valueAt } from '#src/market/series.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { openHistory } from '#src/collector/history.ts'
import { createTestBot, realCommands, textOf } from '../../support/bot.ts'
import { readHistory, sampleFolder } from '../../support/editions.ts'
import { withCap, withClose, withHour } from '../../support/market/misled.ts'
import { type Prepared, prepareRecord } from '../../support/market/prepared.ts'
import { smallMarket } from '../../support/market/small.ts'

const NONE: Series = { times: new Float64Array(), values: new Float64Array() }

let market: History
let prepared: Prepared
beforeAll(async () => {
  market = smallMarket(await readHistory(sampleFolder), 12)
  prepared = await prepareRecord(market)
})

function closeOf(history: History, asset: string): number | undefined {
  const candles = history.dailyCandles(asset)
  return candles && valueAt({ times: candles.times, values: candles.close }, market.now - DAY)
}

const smallest = () => {
  const cap = (id: string) => market.marketCaps(id)?.values.at(-1) ?? 0
  const coins = market.assets.filter(({ kind }) => kind === 'coin').map(({ id }) => id)
  return coins.sort((a, b) => cap(a) - cap(b))[0] ?? ''
}

describe('ten times a close of a coin that no second venue is asked of', () => {
  it('was reported: it is withheld until its venue tells the right one two hours later', async () => {
    const one = await prepared({ exchanges: ['binance'] })
    const day = market.now - DAY
    one.loopbackMarket.mislead(
      'binance',
      withClose(market, smallest(), day, (was) => was * 10),
    )
    await one.collector.tick()
    const history = one.history.current()
    expect(closeOf(history, smallest())).toBeUndefined()
    expect(history.withheld).toMatchObject([{ table: 'prices_daily', time: day, reason: 'jump' }])
    // It left no line in the log.
    const lines = () => one.lines.filter((line) => line.startsWith('withheld: '))
    const [{ name = '', value = 0, against = [] } = {}] = history.withheld ?? []
    expect(lines()).toEqual([
      `withheld: prices_daily ${smallest()} 2025-11-23T00:00:00Z reported as ${value}, held against before ${against[0]?.value}: it is in no figure until something confirms it; if it is right, let it stand with doctor accept ${name} or /correct ${name}`,
    ])
    one.moveTo(market.now + 20 * MINUTE)
    await one.collector.tick()
    expect(lines()).toHaveLength(1)
    one.loopbackMarket.mislead('binance', undefined)
    one.moveTo(market.now + 2 * HOUR + 5 * MINUTE)
    await one.collector.tick()
    expect(closeOf(one.history.current(), smallest())).toBe(closeOf(market, smallest()))
    expect(one.history.current().withheld).toEqual([])
    await one.close()
  })
})

describe('a close of another coin that moved six times', () => {
  it.each([
    ['is told where a second venue tells the same', ['binance', 'bybit'], 6],
    ['is told as two others tell it, where they agree on another', ['binance'], 1],
  ])('%s', async (_, wild, times) => {
    const one = await prepared({ exchanges: ['binance', 'bybit', 'okx'] })
    const day = market.now - DAY
    const moved = withClose(market, smallest(), day, (was) => was * 6)
    for (const venue of wild) one.loopbackMarket.mislead(venue, moved)
    await one.collector.tick()
    expect(closeOf(one.history.current(), smallest())).toBe((closeOf(market, smallest()) ?? 0) * times)
    await one.close()
  })
})

describe('a close that is withheld', () => {
  it.each<[string, readonly string[], Readonly<Record<string, number>>]>([
    ['by one other venue', ['binance', 'bybit'], { binance: 6 }],
    ['by the first of two that differ', ['binance', 'bybit', 'okx'], { binance: 6, bybit: 3 }],
    ['by the same two in another order', ['okx', 'bybit', 'binance'], { okx: 6, bybit: 3 }],
  ])('is not replaced %s: what they tell is kept beside it', async (_, exchanges, wild) => {
    const one = await prepared({ exchanges })
    const day = market.now - DAY
    for (const [venue, times] of Object.entries(wild)) {
      one.loopbackMarket.mislead(
        venue,
        withClose(market, smallest(), day, (was) => was * times),
      )
    }
    await one.collector.tick()
    await one.collector.beforeEdition()
    const history = one.history.current()
    expect(closeOf(history, smallest())).toBeUndefined()
    const right = closeOf(market, smallest()) ?? 0
    expect(history.withheld?.map(({ of, value }) => [of.asset, value])).toEqual([[smallest(), right * 6]])
    const witnesses = one.history.witnesses(smallest(), day).map(({ venue, close }) => [venue, close / right])
    expect(Object.fromEntries(witnesses)).toEqual(
      Object.fromEntries(exchanges.map((venue) => [venue, expect.closeTo(wild[venue] ?? 1)])),
    )
    await one.close()
  })

  it.each([
    ['of an hour stays withheld where no two venues agree', 2, undefined],
    ['of an hour is told as two other venues tell it', 1, 1],
  ])('%s', async (_, second, verdict) => {
    const one = await prepared({ exchanges: ['binance', 'bybit', 'okx'] })
    const hour = market.now - 3 * HOUR
    const wild = (times: number) => withHour(market, 'bitcoin', hour, (was) => was * times)
    one.loopbackMarket.mislead('binance', wild(3))
    if (second !== 1) one.loopbackMarket.mislead('bybit', wild(second))
    const hourOf = (history: History) => {
      const candles = history.hourlyCandles('bitcoin')
      return candles && valueAt({ times: candles.times, values: candles.close }, hour)
    }
    await one.collector.tick()
    expect(one.history.current().withheld).toMatchObject([{ table: 'prices_hourly', time: hour }])
    await one.collector.beforeEdition()
    const right = hourOf(market) ?? Number.NaN
    expect(hourOf(one.history.current())).toBe(verdict === undefined ? undefined : right * verdict)
    await one.close()
  })
})

describe('ten times a total of all coins', () => {
  it('was reported: it is withheld, named in /sources, and counts once it is accepted', async () => {
    const one = await prepared({ exchanges: ['binance'], services: ['coingecko'] })
    one.loopbackMarket.garble('coingecko', (path, body) => {
      if (path !== '/global') return body
      const { data } = body as { data: { total_market_cap: { usd: number } } }
      return { data: { ...data, total_market_cap: { usd: data.total_market_cap.usd * 10 } } }
    })
    await one.collector.tick()
    const history = one.history.current()
    const right = valueAt(market.totalMarketCap as NonNullable<typeof market.totalMarketCap>, market.now) ?? 0
    const known = (its: History) => its.totalMarketCap && valueAt(its.totalMarketCap, market.now)
    expect(known(history)).toBeUndefined()
    const [withheld] = history.withheld ?? []
    expect(withheld).toMatchObject({ table: 'total_market_cap', value: right * 10 })
    const { ask } = createTestBot({ commands: await realCommands(), history: () => history })
    const said = textOf((await ask('sources')).message)
    expect(said).toContain(`is not used, as nothing confirms it`)
    expect(said).toContain(`[${withheld?.name}]`)
    const accepting = await openHistory(one.store.record, one.now, async () => [withheld?.name ?? ''])
    expect(known(accepting.current())).toBe(right * 10)
    await one.close()
  })
})

describe('a cap that no supply explains', () => {
  it('is withheld, and asked for again coin by coin until it is told otherwise', async () => {
    const one = await prepared({ exchanges: ['binance'], services: ['coingecko'] })
    one.loopbackMarket.mislead('coingecko', withCap(market, 'bitcoin', market.now, 1.5))
    await one.collector.tick()
    const capNow = () => valueAt(one.history.current().marketCaps('bitcoin') ?? NONE, market.now)
    const caps = () => one.loopbackMarket.paths('coingecko').filter((path) => path.endsWith('/market_chart'))
    expect(capNow()).toBeUndefined()
    expect(one.history.current().withheld).toMatchObject([
      { table: 'market_caps', of: { asset: 'bitcoin' }, time: market.now },
    ])
    // The list told it first: its past is asked for in the same night, and in the next.
    expect(caps()).toContain('/coins/bitcoin/market_chart')
    expect(new Set(caps()).size).toBe(1)
    one.loopbackMarket.mislead('coingecko', undefined)
    one.moveTo(market.now + DAY + 5 * MINUTE)
    await one.collector.tick()
    expect(capNow()).toBe(valueAt(market.marketCaps('bitcoin') ?? NONE, market.now))
    expect(one.history.current().withheld).toEqual([])
    await one.close()
  })
})
