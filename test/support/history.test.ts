import { describe, expect, it } from 'vitest'
import { buildHistory, instantOf } from './history.ts'

describe('a history made from literals', () => {
  const history = buildHistory({
    assets: [{ id: 'bitcoin', symbol: 'BTC', sectors: ['payments'] }],
    daily: { bitcoin: ['2025-06-02', 100, null, 103], ethereum: ['2025-06-02', 5] },
    funding: { bitcoin: { binance: [['2025-06-02T08:00:00Z', 0.0001, 8]] } },
    curves: { ust: { 10: ['2025-06-02', 4.4], 2: ['2025-06-02', 3.9] } },
  })

  it('leaves missing values out and opens each candle at the close before', () => {
    const candles = history.dailyCandles('bitcoin')
    expect([...(candles?.times ?? [])]).toEqual([instantOf('2025-06-02'), instantOf('2025-06-04')])
    expect([...(candles?.open ?? [])]).toEqual([100, 100])
    expect([...(candles?.high ?? [])]).toEqual([100, 103])
  })

  it('ends where the last daily candle does and knows every asset that was named', () => {
    expect(history.now).toBe(instantOf('2025-06-05'))
    expect(history.assets.map((asset) => asset.symbol)).toEqual(['BTC', 'ETHEREUM'])
    expect(history.asset('ethereum')?.kind).toBe('coin')
  })

  it('answers for every table, also for those without rows', () => {
    expect(history.funding('bitcoin', 'binance')?.intervalHours[0]).toBe(8)
    expect(history.curveTenors('ust')).toEqual([2, 10])
    expect(history.curveYields('ust', 10)?.values[0]).toBe(4.4)
    expect(history.totalMarketCap).toBeUndefined()
    expect(history.volumeVenues('perp')).toEqual([])
  })
})
