import { describe, expect, it } from 'vitest'
import { seriesOf } from '#src/market/series.ts'
import { historyOf } from '#src/market/tables.ts'

const facts = { name: 'Test', kind: 'recorded', from: 0, now: 0 } as const
const series = seriesOf([[0, 1]])

describe('a history over tables', () => {
  it('knows nothing where it is given no table', () => {
    const history = historyOf(facts)
    expect(history.asset('bitcoin')).toBeUndefined()
    expect(history.suppliers('funding')).toEqual([])
    expect(history.volumeVenues('perp')).toEqual([])
    expect(history.openInterest('total', 'all')).toBeUndefined()
    expect(history.curveTenors('jgb')).toEqual([])
    expect(history.totalMarketCap).toBeUndefined()
  })

  it('lists venues, indices, tenors, odds and other markets in order, however they came', () => {
    const odds = { source: 'a', meeting: '1970-01-28', outcome: 'cut', probability: 0.5 } as const
    const history = historyOf({
      ...facts,
      spotVolume: new Map([
        ['okx', series],
        ['binance', series],
      ]),
      openInterest: new Map([
        [
          'total',
          new Map([
            ['b', series],
            ['a', series],
          ]),
        ],
      ]),
      sentiment: new Map([
        ['z', series],
        ['y', series],
      ]),
      curves: new Map([
        [
          'ust',
          new Map([
            [10, series],
            [2, series],
          ]),
        ],
      ]),
      rateOdds: [
        { ...odds, time: 2 },
        { ...odds, time: 1 },
      ],
      crossAssets: [
        { id: 'sp500', class: 'equity' },
        { id: 'gold', class: 'commodity' },
      ],
    })
    expect(history.volumeVenues('spot')).toEqual(['binance', 'okx'])
    expect(history.openInterestVenues('total')).toEqual(['a', 'b'])
    expect(history.sentimentIndices).toEqual(['y', 'z'])
    expect(history.curveTenors('ust')).toEqual([2, 10])
    expect(history.rateOdds.map(({ time }) => time)).toEqual([1, 2])
    expect(history.crossAssets.map(({ id }) => id)).toEqual(['gold', 'sp500'])
    expect(history.curveYields('ust', 2)).toBe(series)
  })
})
