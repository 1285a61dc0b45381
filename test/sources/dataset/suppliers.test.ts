import { describe, expect, it } from 'vitest'
import { suppliersByPart, suppliersIn } from '#src/sources/dataset/suppliers.ts'

describe('the suppliers in an origin', () => {
  it.each([
    ['Yahoo (ED, YM)', ['Yahoo']],
    ['venue all: CoinGlass (NC); venue binance: CY from 2025-11-08', ['CoinGlass']],
    ['Binance 8 h and Hyperliquid 1 h prints (LT)', ['Binance', 'Hyperliquid']],
    ['Polymarket, Kalshi (NJ)', ['Polymarket', 'Kalshi']],
    ['ust: FRED DGS2/10/30 (FR); jgb: Japan MOF (T9), ends 2025-05-29', ['FRED', 'Japan MOF']],
    ['MOF', ['Japan MOF']],
    ['alternative.me (LM)', ['alternative.me']],
    ['US Treasury par yields', ['US Treasury']],
  ])('of "%s" are %j', (origin, suppliers) => {
    expect(suppliersIn(origin)).toEqual(suppliers)
  })

  it.each([
    ['simulated'],
    [''],
    ['hand-made'],
    ['prices of the BLSH exchange'],
    ['binance, in lower case'],
  ])('are none in "%s"', (origin) => {
    expect(suppliersIn(origin)).toEqual([])
  })
})

describe('the suppliers of the parts of a file', () => {
  it.each([
    [
      'ust: FRED DGS2/10/30 (FR); jgb: Japan MOF (T9), ends 2025-05-29',
      { ust: ['FRED'], jgb: ['Japan MOF'] },
    ],
    ['venue all: CoinGlass (NC); venue binance: CY from 2025-11-08', { all: ['CoinGlass'] }],
    ['Binance 8 h and Hyperliquid 1 h prints (LT)', {}],
    ['', {}],
  ])('are told apart by the origin "%s" where it does so', (origin, parts) => {
    expect(Object.fromEntries(suppliersByPart(origin))).toEqual(parts)
  })
})
