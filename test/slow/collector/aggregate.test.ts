/** Closes of coins to be named, and of the past, are held against a price that is reckoned of many venues. */
import { beforeAll, describe, expect, it } from 'vitest'
import { assetsOf } from '#src/collector/cadence.ts'
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { readMovers } from '#src/services/movers.ts'
import { createTestBot, realCommands, textOf } from '../../support/bot.ts'
import { readHistory, sampleFolder } from '../../support/editions.ts'
import { withClose, withTether } from '../../support/market/misled.ts'
import { type Prepared, prepareRecord } from '../../support/market/prepared.ts'
import { smallMarket } from '../../support/market/small.ts'

let market: History
let day: number
let small: string
let prepared: Prepared
beforeAll(async () => {
  market = smallMarket(await readHistory(sampleFolder), 16)
  day = market.now - DAY
  // Below the ten largest, whose closes venues confirm among themselves.
  small =
    market.assets
      .filter(({ kind }) => kind === 'coin')
      .map(({ id }) => ({ id, cap: market.marketCaps(id)?.values.at(-1) ?? 0 }))
      .sort((a, b) => b.cap - a.cap)
      .at(12)?.id ?? ''
  prepared = await prepareRecord(market)
})

const collecting = (exchanges: readonly string[]) => prepared({ exchanges, services: ['defillama'] })

function closeOf(history: History, asset: string, time = day): number | undefined {
  const candles = history.dailyCandles(asset)
  return candles && valueAt({ times: candles.times, values: candles.close }, time)
}

const withheldOf = (history: History) =>
  (history.withheld ?? []).map(({ of, time, reason }) => ({ asset: of.asset, time, reason }))

describe('a close of a coin to be named as best or worst', () => {
  it('is one of those that are asked for: all that an edition names, of a hundred coins', async () => {
    const whole = await readHistory(sampleFolder)
    const asked = assetsOf('closes.witness', whole, whole.now) ?? []
    const { gainers, losers } = readMovers(whole, lastWeekAt(whole.now)).value
    expect(gainers.length + losers.length).toBe(10)
    expect(asked).toEqual(expect.arrayContaining([...gainers, ...losers].map(({ asset }) => asset)))
    expect(asked).toContain('tether')
    expect(asked.length).toBeLessThanOrEqual(24)
  })

  it('was reported as one venue told it: another that agrees with the price of many takes its place', async () => {
    const one = await collecting(['binance', 'bybit'])
    one.loopbackMarket.mislead(
      'binance',
      withClose(market, small, day, (was) => was * 1.05),
    )
    await one.collector.tick()
    await one.collector.beforeEdition()
    expect(closeOf(one.history.current(), small)).toBe(closeOf(market, small))
    expect(withheldOf(one.history.current())).toEqual([])
    await one.close()
  })

  it('is withheld where no other venue is there to decide, named in /sources, and no mover', async () => {
    const one = await collecting(['binance'])
    one.loopbackMarket.mislead(
      'binance',
      withClose(market, small, day, (was) => was * 1.05),
    )
    await one.collector.tick()
    await one.collector.beforeEdition()
    const history = one.history.current()
    expect(withheldOf(history)).toEqual([{ asset: small, time: day, reason: 'aggregate' }])
    expect(closeOf(history, small)).toBeUndefined()
    const { all, gainers, losers } = readMovers(history, lastWeekAt(market.now)).value
    expect([...all, ...gainers, ...losers].map(({ asset }) => asset)).not.toContain(small)
    expect(readMovers(market, lastWeekAt(market.now)).value.all.map(({ asset }) => asset)).toContain(small)
    const { ask } = createTestBot({ commands: await realCommands(), history: () => history })
    const said = async (language: 'en' | 'ja') =>
      textOf((await ask('sources', { chatLanguage: language, memberLanguage: language })).message)
    expect(await said('en')).toMatch(
      /is not used, as a price of many venues differs by more than 2% \(.*DefiLlama \$/,
    )
    expect(await said('ja')).toMatch(/複数の取引所から求めた価格と2%を超えて異なるため、.*DefiLlama /)
    await one.close()
  })

  it('stands where the price of many is wrong and another venue agrees', async () => {
    const one = await collecting(['binance', 'bybit'])
    one.loopbackMarket.mislead(
      'defillama',
      withClose(market, small, day, (was) => was * 1.1),
    )
    await one.collector.tick()
    await one.collector.beforeEdition()
    expect(closeOf(one.history.current(), small)).toBe(closeOf(market, small))
    expect(withheldOf(one.history.current())).toEqual([])
    await one.close()
  })

  it('stands within 2 %, and where the service is silent', async () => {
    const one = await collecting(['binance'])
    one.loopbackMarket.mislead(
      'defillama',
      withClose(market, small, day, (was) => was * 1.019),
    )
    await one.collector.tick()
    await one.collector.beforeEdition()
    expect(withheldOf(one.history.current())).toEqual([])
    await one.close()
    const other = await collecting(['binance'])
    other.loopbackMarket.fail('defillama', 'down')
    await other.collector.tick()
    expect(closeOf(other.history.current(), small)).toBe(closeOf(market, small))
    expect(withheldOf(other.history.current())).toEqual([])
    await other.close()
  })

  it('stands while USDT is at 0.96: the price of many is in dollars, and tells the rate itself', async () => {
    const one = await collecting(['binance'])
    one.loopbackMarket.mislead(
      'defillama',
      withTether(market, () => 0.96),
    )
    await one.collector.tick()
    await one.collector.beforeEdition()
    expect(one.history.witnesses(small, day)).toMatchObject([{ venue: 'defillama', rate: 0.96 }])
    expect(withheldOf(one.history.current())).toEqual([])
    await one.close()
  })

  it('costs one call a week', async () => {
    const one = await collecting(['binance'])
    one.loopbackMarket.forget()
    await one.collector.tick()
    one.moveTo(market.now + 4 * MINUTE)
    await one.collector.tick()
    await one.collector.beforeEdition()
    expect(one.loopbackMarket.paths('defillama')).toHaveLength(1)
    one.moveTo(market.now + 2 * HOUR)
    await one.collector.tick()
    expect(one.loopbackMarket.paths('defillama')).toHaveLength(1)
    await one.close()
  })
})

describe('closes of the largest coins over 400 days', () => {
  const old = () => market.now - 100 * DAY

  it('are held against the price of many in ten calls or so: a day that differs is withheld and named', async () => {
    const one = await collecting(['binance'])
    one.loopbackMarket.mislead(
      'defillama',
      withClose(market, 'bitcoin', old(), (was) => was * 1.05),
    )
    one.moveTo(market.now + HOUR)
    await one.collector.tick()
    one.loopbackMarket.forget()
    await one.backfill.work()
    expect(one.loopbackMarket.paths('defillama').length).toBeLessThanOrEqual(11)
    expect(one.loopbackMarket.paths('defillama').length).toBeGreaterThan(8)
    const history = one.history.current()
    expect(withheldOf(history)).toEqual([{ asset: 'bitcoin', time: old(), reason: 'aggregate' }])
    expect(one.history.witnesses('ethereum', market.now - 390 * DAY)).toHaveLength(1)
    await one.close()
  })

  it('are asked of another venue where they differ, which decides', async () => {
    const one = await collecting(['binance', 'bybit'])
    one.loopbackMarket.mislead(
      'defillama',
      withClose(market, 'bitcoin', old(), (was) => was * 1.05),
    )
    one.moveTo(market.now + HOUR)
    await one.collector.tick()
    await one.backfill.work()
    expect(withheldOf(one.history.current())).toHaveLength(1)
    await one.collector.beforeEdition()
    expect(withheldOf(one.history.current())).toEqual([])
    expect(closeOf(one.history.current(), 'bitcoin', old())).toBe(closeOf(market, 'bitcoin', old()))
    await one.close()
  })
})
