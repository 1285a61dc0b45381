/** What USDT is worth: asked for once a day of somebody who quotes it in dollars, and told where it is off par. */
import { beforeAll, describe, expect, it } from 'vitest'
import { makeEdition } from '#src/editions/make.ts'
import type { History } from '#src/market/history.ts'
import { type Series, valueAt } from '#src/market/series.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { lastWeekAt } from '#src/market/week.ts'
import { askedServices } from '#src/sources/names.ts'
import { createTestBot, realCommands, textOf } from '../../support/bot.ts'
import { composed, linesOf, readHistory, sampleFolder } from '../../support/editions.ts'
import type { Collecting } from '../../support/market/collecting.ts'
import { withCapsInDollars, withClose, withTether } from '../../support/market/misled.ts'
import { type Prepared, prepareRecord } from '../../support/market/prepared.ts'
import { smallMarket } from '../../support/market/small.ts'

const NONE: Series = { times: new Float64Array(), values: new Float64Array() }

let market: History
let day: number
let prepared: Prepared
beforeAll(async () => {
  market = smallMarket(await readHistory(sampleFolder), 12)
  day = market.now - DAY
  prepared = await prepareRecord(market)
})

const collecting = async (rate: number, exchanges = ['binance', 'bybit'], services = ['kraken-usd']) => {
  const one = await prepared({ exchanges, services })
  for (const name of ['kraken', 'kraken-usd']) {
    one.loopbackMarket.mislead(
      name,
      withTether(market, (time) => (time >= day ? rate : 1)),
    )
  }
  return one
}

async function saidBy({ history }: Collecting, line: string, language: 'en' | 'ja') {
  const { ask } = createTestBot({ commands: await realCommands(), history: history.current })
  return textOf((await ask(line, { chatLanguage: language, memberLanguage: language })).message)
}

function editionLines({ history }: Collecting, language: 'en' | 'ja') {
  const edition = makeEdition(history.current(), lastWeekAt(history.current().now))
  return linesOf(composed(edition, language)).filter((line) => line.includes('USDT'))
}

describe('USDT at 0.97', () => {
  it('was reported nowhere: the edition and /price say so, with the time and who told it', async () => {
    const one = await collecting(0.97)
    await one.collector.tick()
    expect(one.history.current().tetherRate?.(market.now)).toEqual({
      rate: 0.97,
      time: market.now,
      source: 'kraken',
    })
    const english =
      'USDT stood at $0.970 at 00:00 UTC on 24 Nov (Kraken). Prices in USDT count it as one dollar.'
    const japanese =
      'USDTはUTC 11月24日0時に0.970ドル（Kraken）でした。USDT建ての価格は、1USDTを1ドルとみなして表示しています。'
    expect(editionLines(one, 'en')).toEqual([english])
    expect(editionLines(one, 'ja')).toEqual([japanese])
    expect(await saidBy(one, 'price btc', 'en')).toContain(english)
    expect(await saidBy(one, 'price btc', 'ja')).toContain('0.970ドル（Kraken）でした')
    // Closes in USDT stand all the same, and no figure but the rate comes of it.
    expect(one.history.current().withheld).toEqual([])
    expect(one.history.current().dailyCandles('tether')?.times ?? []).not.toContain(day)
    await one.close()
  })

  it.each([
    [0.97, ['kraken-usd', 'coingecko']],
    [1.03, ['kraken-usd', 'coingecko']],
    [0.97, ['coingecko']],
    [1.03, ['coingecko']],
  ])('withheld each cap that CoinGecko told in dollars, ranks and shares with them (%d, %j)', async (rate, services) => {
    const one = await collecting(rate, ['binance', 'bybit'], services)
    one.loopbackMarket.mislead(
      'coingecko',
      withCapsInDollars(market, (midnight) => (midnight > day ? rate : 1)),
    )
    await one.collector.tick()
    const history = one.history.current()
    const capOf = (from: History) => valueAt(from.marketCaps('bitcoin') ?? NONE, market.now)
    expect(capOf(history)).toBeCloseTo((capOf(market) ?? 0) * rate, 0)
    expect(history.withheld).toEqual([])
    expect(await saidBy(one, 'price btc eth', 'en')).not.toContain('coins are ranked and weighted by')
    await one.close()
  })

  it('was reported by nobody who quotes it in dollars: the price of many is no rate to tell', async () => {
    const one = await collecting(0.96, ['binance'], ['defillama'])
    one.loopbackMarket.mislead(
      'defillama',
      withTether(market, () => 0.96),
    )
    await one.collector.tick()
    await one.collector.beforeEdition()
    expect(one.history.witnesses('tether', day)).toMatchObject([{ venue: 'defillama', close: 0.96 }])
    expect(one.history.current().tetherRate?.(market.now)).toBeUndefined()
    expect(editionLines(one, 'en')).toEqual([])
    await one.close()
  })

  it('was no answer to /price usdt: it is reported with its time and who told it, beside coins too', async () => {
    const one = await collecting(0.97)
    await one.collector.tick()
    expect(await saidBy(one, 'price usdt', 'en')).toContain(
      'USDT was worth $0.9700 at 00:00 UTC on 24 Nov (Kraken).',
    )
    expect(await saidBy(one, 'price usdt', 'ja')).toContain('0.9700ドルです（Kraken）。')
    const both = await saidBy(one, 'price btc usdt', 'en')
    expect(both).toContain('USDT was worth $0.9700 at 00:00 UTC on 24 Nov (Kraken)')
    expect(both).toContain('BTC')
    // Of another stablecoin nobody told anything: no figure is made up.
    expect(await saidBy(one, 'price usdc', 'en')).toContain('tracks the price of another asset')
    await one.close()
  })

  it('is reported with the exchange in dollars that EXCHANGES names, also where others agree before it is asked', async () => {
    const one = await collecting(0.97, ['binance', 'bybit', 'kraken'], [])
    await one.collector.tick()
    expect(one.history.current().tetherRate?.(market.now)?.rate).toBe(0.97)
    expect(editionLines(one, 'en')).toHaveLength(1)
    await one.close()
  })
})

describe('USDT at par, or of no known rate', () => {
  it.each([
    ['at 0.996', 0.996, ['kraken-usd']],
    ['with nobody to tell its rate', 0.97, []],
  ])('is no news %s', async (_, rate, services) => {
    const one = await collecting(rate, ['binance', 'bybit'], services)
    await one.collector.tick()
    expect(editionLines(one, 'en')).toEqual([])
    expect(await saidBy(one, 'price btc', 'en')).not.toContain('USDT')
    await one.close()
  })
})

describe('the witness in dollars', () => {
  it('costs three calls a day, and is asked where no exchange in dollars is', async () => {
    const one = await collecting(1)
    one.loopbackMarket.forget()
    await one.collector.tick()
    const asked = () => one.loopbackMarket.paths('kraken-usd').filter((path) => path.endsWith('/OHLC')).length
    expect(asked()).toBe(3)
    one.moveTo(market.now + 3 * HOUR)
    await one.collector.tick()
    expect(asked()).toBe(3)
    expect(one.loopbackMarket.strange).toEqual([])
    await one.close()
    const isAsked = (exchanges: string[] | undefined, off: string[] = []) =>
      askedServices({ exchanges, off, keys: {} }).includes('kraken-usd')
    expect(isAsked(undefined)).toBe(true)
    expect(isAsked(['okx', 'kraken'])).toBe(false)
    expect(isAsked(['coinbase'])).toBe(false)
    expect(isAsked(undefined, ['kraken-usd'])).toBe(false)
  })

  it('decides where the only two venues in USDT differ', async () => {
    const one = await collecting(0.97)
    one.loopbackMarket.mislead(
      'binance',
      withClose(market, 'bitcoin', day, (was) => was * 1.01),
    )
    await one.collector.tick()
    const closeIn = (history: History) => {
      const candles = history.dailyCandles('bitcoin')
      return candles?.close[candles.times.indexOf(day)]
    }
    expect(closeIn(one.history.current())).toBe(closeIn(market))
    expect(one.history.current().withheld).toEqual([])
    await one.close()
  })

  it('was given up for the day after three passes on which it failed: it is asked until it is back', async () => {
    const one = await collecting(0.97, ['binance', 'bybit', 'kraken'], [])
    const rate = () => one.history.current().tetherRate?.(market.now)?.rate
    one.loopbackMarket.fail('kraken', 'down')
    await one.collector.tick()
    for (const minutes of [15, 30, 45]) {
      one.moveTo(market.now + minutes * MINUTE)
      await one.collector.beforeEdition()
      expect(rate()).toBeUndefined()
    }
    expect(one.lines.filter((line) => line.includes('no rate of USD and USDT'))).toHaveLength(1)
    one.loopbackMarket.fail('kraken', undefined)
    // Nothing else is due: prices of the hour come at 02:02.
    one.moveTo(market.now + 110 * MINUTE)
    await one.collector.tick()
    expect(rate()).toBe(0.97)
    // What is known is asked for no more.
    one.loopbackMarket.forget()
    one.moveTo(market.now + 125 * MINUTE)
    await one.collector.tick()
    expect(one.loopbackMarket.paths('kraken').filter((path) => path.endsWith('/OHLC'))).toEqual([])
    await one.close()
  })

  it('costs no close where it is silent', async () => {
    const one = await collecting(1)
    one.loopbackMarket.fail('kraken-usd', 'down')
    await one.collector.tick()
    expect(one.history.current().withheld).toEqual([])
    expect(one.history.current().dailyCandles('bitcoin')?.times.at(-1)).toBe(day)
    await one.close()
  })
})
