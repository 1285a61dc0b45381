import { describe, expect, it } from 'vitest'
import { weekEnding } from '#src/market/week.ts'
import { readScope } from '#src/services/marketcap/scope.ts'
import { buildHistory, generate } from '../../support/history.ts'

const week = weekEnding('2025-06-16')
const history = buildHistory({
  now: '2025-06-16',
  assets: [
    { id: 'tether', kind: 'stablecoin' },
    { id: 'late-dollar', kind: 'stablecoin' },
  ],
  totalMarketCap: ['2025-06-01', ...generate(16, () => 1000)],
  marketCaps: {
    bitcoin: ['2025-06-09', ...generate(8, () => 600)],
    tether: ['2025-06-09', ...generate(8, () => 100)],
    'late-dollar': ['2025-06-12', ...generate(5, () => 50)],
  },
})

describe('the value of all crypto but some of it', () => {
  it('takes off what is known on the same day, whatever came on record later', () => {
    expect(readScope(history, week, 'exbtc', [7], 15)).toMatchObject({ value: 400, share: 0.4 })
    expect(readScope(history, week, 'exstable', [7], 15)).toMatchObject({
      value: 850,
      changes: [{ days: 7, change: expect.closeTo(850 / 900 - 1, 12) }],
    })
  })

  it('is missing where no cap is on record, and never the whole', () => {
    const { changes, series, peak } = readScope(history, week, 'exbtc', [7, 8], 15)
    expect(changes).toEqual([
      { days: 7, change: 0 },
      { days: 8, change: { missing: 'record-too-short', source: 'market_caps' } },
    ])
    expect(series).toHaveLength(8)
    expect(peak).toMatchObject({ value: 400 })
  })

  it('is the whole where nothing is taken off', () => {
    expect(readScope(history, week, 'total', [], 15).series).toHaveLength(16)
  })
})
