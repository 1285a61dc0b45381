/** Open interest in USD: each venue's own unit, row by row of its documents. */
import { describe, expect, it } from 'vitest'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { type InterestKind, SIDES, toUnits, toUsd } from '#src/sources/exchanges/interest.ts'
import { ASSETS, NOW } from './opened.ts'

describe('open interest in USD', () => {
  it.each<[what: string, venue: string, kind: InterestKind, row: unknown, mark: unknown, usd: number]>([
    [
      'Binance history: USD',
      'binance',
      'history',
      { sumOpenInterest: '75375.617', sumOpenInterestValue: '3248828883.71' },
      undefined,
      3_248_828_883.71,
    ],
    [
      'Binance now: coins times the mark price',
      'binance',
      'linear',
      { openInterest: '75375.617' },
      '43000',
      75_375.617 * 43_000,
    ],
    [
      'Binance coin-margined: contracts of 10 USD',
      'binance',
      'inverse',
      { openInterest: '26542436', contractSize: 10 },
      '1600',
      265_424_360,
    ],
    [
      'Binance coin-margined: contracts of 100 USD for bitcoin',
      'binance',
      'inverse',
      { openInterest: '100', contractSize: 100 },
      '87000',
      10_000,
    ],
    [
      'Bybit linear: coins of both sides',
      'bybit',
      'linear',
      { openInterest: '48069.549' },
      '19255',
      (48_069.549 * 19_255) / 2,
    ],
    [
      'Bybit linear: coins of one side where it says them',
      'bybit',
      'linear',
      { openInterest: '200', singleOpenInterest: '100' },
      '50',
      5000,
    ],
    [
      'Bybit inverse: USD of both sides',
      'bybit',
      'inverse',
      { openInterest: '461134384.00000000' },
      undefined,
      230_567_192,
    ],
    [
      'Bybit history: coins of both sides times the price of then',
      'bybit',
      'history',
      { openInterest: '1000' },
      80_000,
      40_000_000,
    ],
    [
      'OKX: USD where it sends them',
      'okx',
      'linear',
      { oi: '2125419', oiCcy: '21254.19', oiUsd: '410000000' },
      undefined,
      410_000_000,
    ],
    [
      'OKX: coins times the mark price where it does not',
      'okx',
      'linear',
      { oi: '2125419', oiCcy: '21254.19' },
      '19000',
      21_254.19 * 19_000,
    ],
    [
      'OKX history of a contract: USD',
      'okx',
      'history',
      ['1763942400000', '2125419', '21254.19', '403829610'],
      undefined,
      403_829_610,
    ],
    [
      'Hyperliquid: coins of both sides times the mark price',
      'hyperliquid',
      'linear',
      { openInterest: '27353.18' },
      '77562',
      (27_353.18 * 77_562) / 2,
    ],
    [
      'Bitget: coins times the mark price',
      'bitget',
      'linear',
      { holdingAmount: '52234.134' },
      '100',
      5_223_413.4,
    ],
    [
      'Bitget, asked for one symbol: coins times the mark price',
      'bitget',
      'linear',
      { size: '52234.134' },
      '100',
      5_223_413.4,
    ],
    [
      'Gate now: contracts of so many coins',
      'gate',
      'linear',
      { position_size: 21_977_529, quanto_multiplier: '0.01' },
      '1815.33',
      21_977_529 * 0.01 * 1815.33,
    ],
    [
      'Gate history: USD',
      'gate',
      'history',
      { open_interest: '2851725', open_interest_usd: '9872386.7775' },
      undefined,
      9_872_386.7775,
    ],
    [
      'Kraken Futures linear: coins',
      'krakenfutures',
      'linear',
      { openInterest: 1950.5966 },
      77_343.38,
      1950.5966 * 77_343.38,
    ],
    [
      'Kraken Futures inverse: USD',
      'krakenfutures',
      'inverse',
      { openInterest: 5_000_000 },
      undefined,
      5_000_000,
    ],
    ['Deribit inverse: USD', 'deribit', 'inverse', { open_interest: 9_978_911_260 }, 87_102, 9_978_911_260],
    ['Deribit linear: coins', 'deribit', 'linear', { open_interest: 1000 }, 135, 135_000],
  ])('of %s', (_, venue, kind, row, mark, usd) => {
    expect(toUsd(venue, kind, row, mark)).toBeCloseTo(usd, 6 - Math.ceil(Math.log10(usd)) + 3)
  })

  it.each<[what: string, venue: string, kind: InterestKind, row: unknown, mark: unknown]>([
    [
      'a row by currency of OKX, which counts all contracts',
      'okx',
      'history',
      ['1763942400000', '2394129', '103'],
      1,
    ],
    ['coins without a price', 'binance', 'linear', { openInterest: '5' }, undefined],
    ['coins at a price of 0', 'hyperliquid', 'linear', { openInterest: '5' }, '0'],
    ['NaN', 'hyperliquid', 'linear', { openInterest: 'NaN' }, '5'],
    ['less than nothing', 'bybit', 'linear', { openInterest: '-5' }, '5'],
    ['contracts of an unknown size', 'binance', 'inverse', { openInterest: '5' }, '5'],
    ['a venue that is not known', 'nowhere', 'linear', { openInterest: '5' }, '5'],
  ])('is not told of %s', (_, venue, kind, row, mark) => {
    expect(() => toUsd(venue, kind, row, mark)).toThrow(/is not a number|must be|no known unit/)
  })

  it('of Hyperliquid is of as many sides as the setting says', () => {
    expect(toUsd('hyperliquid', 'linear', { openInterest: '100' }, '50', 1)).toBe(5000)
    expect(toUsd('hyperliquid', 'linear', { openInterest: '100' }, '50', 2)).toBe(2500)
    expect(toUnits('hyperliquid', 'linear', { openInterest: '100' }, '50', 2)).toBe(50)
  })

  it('knows how many sides each venue counts that tells it', () => {
    const names = Object.values(EXCHANGES)
      .map((open) => open({ now: () => NOW, pause: async () => {}, assets: () => ASSETS }))
      .filter(({ feeds }) => feeds.some(({ tables }) => tables.includes('open_interest')))
      .map(({ name }) => name)
    expect(names.sort()).toEqual(Object.keys(SIDES).sort())
  })
})
