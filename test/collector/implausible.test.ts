/** A supplier that tells ten times a value once: no figure is made from it, it is named, and asked for again. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { openHistory } from '#src/collector/history.ts'
import { createTestBot, realCommands, textOf } from '../support/bot.ts'
import { readHistory, sampleFolder } from '../support/editions.ts'
import { withClose } from '../support/market/misled.ts'
import { type Prepared, prepareRecord } from '../support/market/prepared.ts'
import { smallMarket } from '../support/market/small.ts'

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
  it('was told: it is withheld until its venue tells the right one two hours later', async () => {
    const one = await prepared({ exchanges: ['binance'] })
    const day = market.now - DAY
    one.market.mislead(
      'binance',
      withClose(market, smallest(), day, (was) => was * 10),
    )
    await one.collector.tick()
    const history = one.history.current()
    expect(closeOf(history, smallest())).toBeUndefined()
    expect(history.withheld).toMatchObject([{ table: 'prices_daily', time: day, reason: 'jump' }])
    one.market.mislead('binance', undefined)
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
    for (const venue of wild) one.market.mislead(venue, moved)
    await one.collector.tick()
    expect(closeOf(one.history.current(), smallest())).toBe((closeOf(market, smallest()) ?? 0) * times)
    await one.close()
  })
})

describe('ten times a total of all coins', () => {
  it('was told: it is withheld, named in /sources, and counts once it is accepted', async () => {
    const one = await prepared({ exchanges: ['binance'], services: ['coingecko'] })
    one.market.garble('coingecko', (path, body) => {
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
