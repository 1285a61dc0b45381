/** A history as it was known at an instant: nothing that came later, and everything that was there. */
import { describe, expect, it } from 'vitest'
import { historyAt, isReplay } from '#src/market/asof.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { sampleHistory } from '../support/histories.ts'
import { buildHistory } from '../support/history.ts'

const at = Date.parse('2025-06-03T08:30:00Z')
const history = buildHistory({
  daily: { bitcoin: ['2025-06-01', 100, 101, 102, 103] },
  hourly: { bitcoin: ['2025-06-03T06:00:00Z', 101.5, 101.7, 101.9] },
  marketCaps: { bitcoin: ['2025-06-01', 1, 2, 3, 4] },
  totalMarketCap: ['2025-06-01', 1, 2, 3, 4],
  funding: {
    bitcoin: {
      okx: [
        ['2025-06-03T08:00:00Z', 1e-4, 8],
        ['2025-06-03T16:00:00Z', 2e-4, 8],
      ],
      bybit: [['2025-06-04T00:00:00Z', 1e-4, 8]],
    },
  },
  openInterest: { bitcoin: { all: ['2025-06-01', 1, 2, 3] } },
  sentiment: { 'fear-greed': ['2025-06-01', 10, 20, 30, 40] },
  macro: [
    { series: 'cpi_yoy', period: '2025-05', value: 1, unit: 'percent' },
    { series: 'cpi_yoy', period: '2025-06', value: 2, unit: 'percent' },
    { series: 'cpi_yoy', period: '2025-04', value: 3, unit: 'percent', releasedAt: at + 1 },
  ],
  suppliers: { prices_daily: ['Binance'] },
})

describe('a history at an instant', () => {
  const then = historyAt(history, at)

  it('has the rows of days that are over, and snapshots and settlements up to it', () => {
    expect(then.now).toBe(Date.parse('2025-06-03'))
    expect([...(then.dailyCandles('bitcoin')?.close ?? [])]).toEqual([100, 101])
    expect([...(then.hourlyCandles('bitcoin')?.close ?? [])]).toEqual([101.5, 101.7])
    expect([...(then.marketCaps('bitcoin')?.values ?? [])]).toEqual([1, 2, 3])
    expect(then.totalMarketCap?.values).toHaveLength(3)
    expect([...(then.openInterest('bitcoin', 'all')?.values ?? [])]).toEqual([1, 2])
    expect([...(then.sentiment('fear-greed')?.values ?? [])]).toEqual([10, 20, 30])
    expect(then.funding('bitcoin', 'okx')?.rates).toEqual(Float64Array.of(1e-4))
    expect(then.fundingVenues('bitcoin')).toEqual(['okx'])
  })

  it('has no release of a later time, and of those without a date none whose period goes on', () => {
    expect(then.macro.map(({ value }) => value)).toEqual([1])
  })

  it('has the last close as its price of now, dated by its end', () => {
    expect(then.live?.price('bitcoin')).toEqual({ price: 101.7, time: at - HOUR / 2, source: 'Binance' })
    expect([isReplay(then), isReplay(history)]).toEqual([true, false])
  })

  it('gives the same part each time', () => {
    expect(then.dailyCandles('bitcoin')).toBe(then.dailyCandles('bitcoin'))
  })

  it('ends in no table of the sample behind it', async () => {
    const sample = await sampleHistory()
    const cut = historyAt(sample, at + 100 * DAY)
    const ends = sample.assets.flatMap(({ id }) => [
      ...[cut.dailyCandles(id), cut.hourlyCandles(id)].map(
        (one) => (one?.times.at(-1) ?? 0) + (one?.interval ?? 0),
      ),
      cut.marketCaps(id)?.times.at(-1) ?? 0,
      ...cut.fundingVenues(id).map((venue) => cut.funding(id, venue)?.times.at(-1) ?? 0),
      ...cut.openInterestVenues(id).map((venue) => (cut.openInterest(id, venue)?.times.at(-1) ?? 0) + DAY),
    ])
    expect(Math.max(...ends)).toBeLessThanOrEqual(at + 100 * DAY)
    expect(Math.max(...ends)).toBeGreaterThan(at + 99 * DAY)
  })
})
