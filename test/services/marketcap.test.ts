import { describe, expect, it } from 'vitest'
import { weekEnding } from '#src/market/week.ts'
import { readMarketcap } from '#src/services/marketcap.ts'
import { buildHistory, type Dated, generate, type HistoryLiteral, instantOf } from '../support/history.ts'

const week = weekEnding('2025-06-16')
const T = 1e12

/** Snapshots in trillions of USD. */
function total(from: string, ...trillions: (number | null)[]): Dated {
  return [from, ...trillions.map((value) => (value === null ? null : value * T))]
}

function read(totalMarketCap: Dated, more: HistoryLiteral = {}, of = week) {
  return readMarketcap(buildHistory({ now: '2025-06-16', totalMarketCap, ...more }), of)
}

describe('readMarketcap', () => {
  it('tells the change, the shares and the distance from the peak', () => {
    const { figures, value } = read(total('2025-06-08', 4, 3.2, 3, 3, 3, 3, 3, 3, 3.04), {
      marketCaps: {
        bitcoin: ['2025-06-09', 1.6 * T, 0, 0, 0, 0, 0, 0, 1.9 * T],
        ethereum: ['2025-06-16', 0.38 * T],
      },
      suppliers: { total_market_cap: ['CoinGecko'], market_caps: ['CoinMarketCap'] },
    })
    expect(figures['marketcap.total.start']?.value).toBe(3.2 * T)
    expect(figures['marketcap.total.start']?.asOf).toBe(week.start)
    expect(figures['marketcap.total.weekChange']?.value).toBeCloseTo(-0.05, 12)
    expect(figures['marketcap.bitcoinShare']?.value).toBeCloseTo(0.625, 12)
    expect(figures['marketcap.bitcoinShare']?.sources).toEqual(['CoinGecko', 'CoinMarketCap'])
    expect(figures['marketcap.ethereumShare']?.value).toBeCloseTo(0.125, 12)
    expect(figures['marketcap.drawdown']?.value).toBeCloseTo(-0.24, 12)
    expect(value).toMatchObject({
      bitcoinShareWeekAgo: 0.5,
      peak: { value: 4 * T, date: '2025-06-08' },
      recordStart: '2025-06-08',
      lowestSince: '2025-06-15',
      highestSince: '2025-06-09',
      crossed: [],
    })
    expect(value.series).toHaveLength(9)
  })

  it('knows no peak that came after the week', () => {
    const later = { now: '2025-06-18' }
    const { figures, value } = read(total('2025-06-08', 4, 4, 4, 4, 4, 4, 4, 4, 3, 5, 6), later)
    expect(figures['marketcap.drawdown']?.value).toBeCloseTo(-0.25, 12)
    expect(value.peak).toEqual({ value: 4 * T, date: '2025-06-08' })
  })

  it('dates each round trillion crossed and says when it had last been on that side', () => {
    const { figures } = read(total('2025-06-07', 2.9, 3.1, 3.1, 3.1, 3.1, 3.1, 3.1, 3.1, 3.1, 2.95))
    expect(figures['marketcap.crossed']?.value).toEqual([
      { level: 3 * T, direction: 'down', date: '2025-06-16', lastOnThisSide: '2025-06-07' },
    ])
    const first = read(total('2025-06-09', ...generate(7, () => 3.1), 2.95))
    expect(first.value.crossed[0]?.lastOnThisSide).toBeNull()
  })

  it('names a gap that the claim would bridge', () => {
    const { value } = read(total('2025-06-06', 2.9, null, ...generate(8, () => 3.1), 2.95))
    expect(value.crossed[0]).toMatchObject({ lastOnThisSide: '2025-06-06', gapSince: '2025-06-07' })
  })

  it('lists no crossing where a day of the week is missing, but tells the change', () => {
    const { figures, missing, value } = read(total('2025-06-09', 3.1, 3.1, null, 2.9, 2.9, 2.9, 2.9, 2.9))
    expect(missing).toContainEqual({ figure: 'marketcap.crossed', reason: 'gap', source: 'total_market_cap' })
    expect(figures['marketcap.total.weekChange']?.value).toBeCloseTo(2.9 / 3.1 - 1, 12)
    expect(value.lowestSince).toBe('2025-06-15')
    expect(value.highestSince).toBe('2025-06-15')
    expect(value.series[2]).toEqual([instantOf('2025-06-11'), null])
  })

  it('claims no extreme across a missing day', () => {
    const { value } = read(total('2025-06-09', 3.1, 3.1, null, 2.9, 2.9, 2.9, 2.9, 2.8))
    expect(value).not.toHaveProperty('lowestSince')
    expect(value.highestSince).toBe('2025-06-15')
  })

  it('never takes an older snapshot for one that is missing', () => {
    const { missing, figures } = read(total('2025-06-08', 3, 3, 3, 3, 3, 3, 3, 3))
    expect(figures['marketcap.total.start']?.value).toBe(3 * T)
    for (const name of ['total.end', 'total.weekChange', 'crossed', 'drawdown', 'bitcoinShare']) {
      expect(missing).toContainEqual({
        figure: `marketcap.${name}`,
        reason: 'no-data',
        source: 'total_market_cap',
      })
    }
    expect(read(total('2025-06-12', 3, 3, 3, 3, 3)).missing).toContainEqual({
      figure: 'marketcap.total.weekChange',
      reason: 'record-too-short',
      source: 'total_market_cap',
    })
  })

  it('has no end before the week is over', () => {
    const { figures, missing } = read(total('2025-06-08', ...generate(9, () => 3)), { now: '2025-06-15' })
    expect(figures['marketcap.total.end']).toBeUndefined()
    expect(missing.map((gap) => gap.figure)).toContain('marketcap.total.weekChange')
  })

  it('has no share without a market cap of that day', () => {
    const { missing } = read(total('2025-06-09', ...generate(8, () => 3)), {
      marketCaps: { bitcoin: ['2025-06-15', 1] },
    })
    expect(missing).toContainEqual({
      figure: 'marketcap.bitcoinShare',
      reason: 'no-data',
      source: 'market_caps',
    })
  })

  it('counts weeks of one sign, and not beyond the record', () => {
    const weekly = (...trillions: number[]) => trillions.flatMap((value) => generate(7, () => value)).slice(6)
    expect(read(total('2025-05-19', ...weekly(3, 3.2, 3.1, 3, 2.9))).value.weeksSameSign).toBe(3)
    expect(read(total('2025-05-26', ...weekly(3.2, 3.1, 3, 2.9))).value).not.toHaveProperty('weeksSameSign')
  })

  it('uses the last 00:00 UTC at or before each boundary of another zone, and says so', () => {
    const { figures } = read(
      total('2025-06-07', 2, 3, 3, 3, 3, 3, 3, 3, 3.3, 5),
      {},
      weekEnding('2025-06-16', 'Asia/Tokyo'),
    )
    expect(figures['marketcap.total.start']).toMatchObject({ value: 3 * T, asOf: instantOf('2025-06-08') })
    expect(figures['marketcap.total.end']).toMatchObject({ value: 3.3 * T, asOf: instantOf('2025-06-15') })
  })

  it('says that nothing is supplied where there is no series', () => {
    const { missing, value } = readMarketcap(buildHistory({ now: '2025-06-16' }), week)
    expect(missing.map((gap) => gap.reason)).not.toContain('gap')
    expect(value).toEqual({ crossed: [], series: [], events: [] })
  })
})
