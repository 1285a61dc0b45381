/** Closes of the largest coins are held against a second venue, and against a third where two differ. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { createTestBot, realCommands, textOf } from '../../support/bot.ts'
import { readHistory, sampleFolder } from '../../support/editions.ts'
import { withClose, withTether } from '../../support/market/misled.ts'
import { type Prepared, prepareRecord } from '../../support/market/prepared.ts'
import { smallMarket } from '../../support/market/small.ts'

let market: History
let day: number
let prepared: Prepared
beforeAll(async () => {
  market = smallMarket(await readHistory(sampleFolder), 12)
  day = market.now - DAY
  prepared = await prepareRecord(market)
})

const collecting = (exchanges: readonly string[], services: readonly string[] = []) =>
  prepared({ exchanges, services })

function closeOf(history: History, asset: string): number | undefined {
  const candles = history.dailyCandles(asset)
  return candles && valueAt({ times: candles.times, values: candles.close }, day)
}

const coins = () => market.assets.filter(({ kind }) => kind === 'coin').map(({ id }) => id)

describe('a close of the largest coins that one venue alone tells', () => {
  it('was reported as it came: two others agree now, and theirs is reported', async () => {
    const one = await collecting(['binance', 'bybit', 'okx'])
    one.loopbackMarket.mislead(
      'binance',
      withClose(market, 'bitcoin', day, (was) => was * 1.01),
    )
    await one.collector.tick()
    expect(closeOf(one.history.current(), 'bitcoin')).toBe(closeOf(market, 'bitcoin'))
    expect(one.history.current().withheld).toEqual([])
    await one.close()
  })

  it('was reported as it came: without a third it is reported neither, and both are named', async () => {
    const one = await collecting(['binance', 'bybit'])
    one.loopbackMarket.mislead(
      'binance',
      withClose(market, 'bitcoin', day, (was) => was * 1.01),
    )
    await one.collector.tick()
    const history = one.history.current()
    expect(closeOf(history, 'bitcoin')).toBeUndefined()
    const right = closeOf(market, 'bitcoin') as number
    expect(history.withheld).toMatchObject([
      {
        ...{
          table: 'prices_daily',
          of: { asset: 'bitcoin' },
          time: day,
          value: right * 1.01,
          reason: 'apart',
        },
        against: [
          { name: 'binance', value: right * 1.01 },
          { name: 'bybit', value: right },
        ],
      },
    ])
    // All others are told.
    for (const id of coins().filter((one) => one !== 'bitcoin'))
      expect(closeOf(history, id)).toBe(closeOf(market, id))
    const { ask } = createTestBot({ commands: await realCommands(), history: () => history })
    const said = async (language: 'en' | 'ja') =>
      textOf((await ask('sources', { chatLanguage: language, memberLanguage: language })).message)
    expect(await said('en')).toContain(
      'Daily prices, BTC, 23 Nov 2025: venues differ (Binance $88,395, Bybit $87,520), so the close is not used.',
    )
    expect(await said('ja')).toContain(
      '日次価格、BTC、2025年11月23日：取引所の値が一致しないため、終値を使っていません（Binance 8万8,395ドル、Bybit 8万7,520ドル）。',
    )
    // Once the venue tells what the other does, it is told.
    one.loopbackMarket.mislead('binance', undefined)
    one.moveTo(market.now + 2 * HOUR + 5 * MINUTE)
    await one.collector.tick()
    await one.collector.beforeEdition()
    expect(closeOf(one.history.current(), 'bitcoin')).toBe(right)
    await one.close()
  })

  it('is reported with one source where no other answers', async () => {
    const one = await collecting(['binance', 'bybit'])
    one.loopbackMarket.fail('bybit', 'down')
    await one.collector.tick()
    const history = one.history.current()
    expect(closeOf(history, 'bitcoin')).toBe(closeOf(market, 'bitcoin'))
    expect(history.live?.closesAlone?.map(({ asset }) => asset).slice(0, 2)).toEqual(['bitcoin', 'ethereum'])
    expect(history.live?.closesAlone).toHaveLength(10)
    // It stood as if others had confirmed it.
    const { ask } = createTestBot({ commands: await realCommands(), history: () => history })
    const said = async (language: 'en' | 'ja') =>
      textOf((await ask('sources', { chatLanguage: language, memberLanguage: language })).message)
    expect(await said('en')).toMatch(
      /"23 November: BTC, ETH, [^"]+ \(Binance alone\)\. No other source confirms them/,
    )
    expect(await said('ja')).toMatch(/"11月23日：BTC、ETH、[^"]+（Binanceのみ）。/)
    // One that is confirmed is none of them.
    one.loopbackMarket.fail('bybit', undefined)
    one.moveTo(market.now + HOUR)
    await one.collector.beforeEdition()
    expect(one.history.current().live?.closesAlone ?? []).toEqual([])
    expect(one.history.current().live?.closesAgreed?.[0]?.venues).toEqual(['binance', 'bybit'])
    await one.close()
  })

  it('costs a call a coin and day where venues agree', async () => {
    const one = await collecting(['binance', 'bybit', 'okx'])
    one.loopbackMarket.forget()
    await one.collector.tick()
    const asked = (end: string) =>
      one.loopbackMarket.paths('bybit').filter((path) => path.endsWith(end)).length
    // Its daily open interest asks for candles of its own.
    expect(asked('/kline') - asked('/open-interest')).toBe(10)
    expect(one.loopbackMarket.paths('okx').filter((path) => path.endsWith('/history-candles'))).toHaveLength(
      0,
    )
    await one.close()
  })
})

describe('a venue that quotes in dollars', () => {
  const withheldOf = (history: History) => (history.withheld ?? []).map(({ of }) => of.asset)

  it('told another price while USDT was at 0.98: true closes stand, at the rate of the same instant', async () => {
    const one = await collecting(['binance', 'kraken'])
    one.loopbackMarket.mislead(
      'kraken',
      withTether(market, () => 0.98),
    )
    await one.collector.tick()
    expect(withheldOf(one.history.current())).toEqual([])
    expect(one.history.witnesses('bitcoin', day)).toMatchObject([
      { venue: 'binance', close: closeOf(market, 'bitcoin'), rate: 0.98 },
      { venue: 'kraken', rate: 0.98 },
    ])
    // One call for the rate of that day, whatever the number of coins.
    const asked = one.loopbackMarket.paths('kraken').filter((path) => path.endsWith('/OHLC'))
    expect(asked).toHaveLength(11)
    expect(one.lines.filter((line) => line.includes('no rate of USD and USDT'))).toEqual([])
    await one.close()
  })

  it('finds a close of bitcoin that is 0.35 % off through such a day, which the wider bound at par let pass', async () => {
    const one = await collecting(['binance', 'kraken'])
    one.loopbackMarket.mislead(
      'kraken',
      withTether(market, () => 0.98),
    )
    one.loopbackMarket.mislead(
      'binance',
      withClose(market, 'bitcoin', day, (was) => was * 1.0035),
    )
    await one.collector.tick()
    expect(withheldOf(one.history.current())).toEqual(['bitcoin'])
    await one.close()
  })

  it('is asked where it is the first, too: its closes are held against those in USDT at the rate', async () => {
    const one = await collecting(['kraken', 'binance'])
    one.loopbackMarket.mislead(
      'kraken',
      withTether(market, () => 0.98),
    )
    await one.collector.tick()
    expect(withheldOf(one.history.current())).toEqual([])
    expect(closeOf(one.history.current(), 'bitcoin')).toBeCloseTo((closeOf(market, 'bitcoin') ?? 0) * 0.98, 6)
    await one.close()
  })

  it('is held against the others at par where nobody tells the rate, and the log says so once', async () => {
    const one = await collecting(['binance', 'kraken'])
    one.loopbackMarket.garble('kraken', (path, body) =>
      path.endsWith('/AssetPairs') ? withoutTether(body as PairsBody) : body,
    )
    one.loopbackMarket.mislead(
      'binance',
      withClose(market, 'bitcoin', day, (was) => was * 1.0035),
    )
    await one.collector.tick()
    expect(withheldOf(one.history.current())).toEqual([])
    expect(one.lines.filter((line) => line.includes('no rate of USD and USDT of 2025-11-23'))).toHaveLength(1)
    await one.close()
  })
})

interface PairsBody {
  readonly result: Readonly<Record<string, unknown>>
}

function withoutTether({ result, ...body }: PairsBody) {
  return { ...body, result: Object.fromEntries(Object.entries(result).filter(([id]) => id !== 'USDTUSD')) }
}

describe('the last closed day', () => {
  it('was never asked for again: once more two hours later, what its supplier corrects is kept and told of', async () => {
    const one = await collecting(['binance'])
    const [small = ''] = coins().slice(-1)
    one.loopbackMarket.mislead(
      'binance',
      withClose(market, small, day, (was) => was * 0.99),
    )
    await one.collector.tick()
    expect(closeOf(one.history.current(), small)).not.toBe(closeOf(market, small))
    one.loopbackMarket.mislead('binance', undefined)
    one.moveTo(market.now + 2 * HOUR + 5 * MINUTE)
    await one.collector.tick()
    expect(closeOf(one.history.current(), small)).toBe(closeOf(market, small))
    expect(one.lines.filter((line) => line.includes('corrects its close'))).toHaveLength(1)
    one.loopbackMarket.forget()
    one.moveTo(market.now + 3 * HOUR + 5 * MINUTE)
    await one.collector.tick()
    expect(one.loopbackMarket.paths('binance').filter((path) => path.endsWith('/klines'))).toEqual([])
    await one.close()
  })
})
