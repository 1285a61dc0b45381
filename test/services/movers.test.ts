import { describe, expect, it } from 'vitest'
import { weekEnding } from '#src/market/week.ts'
import { readMovers } from '#src/services/movers.ts'
import { buildHistory, generate } from '../support/history.ts'
import { market } from '../support/market.ts'

const week = weekEnding('2025-06-16')

describe('readMovers', () => {
  const ends = [130, 120, 115, 112, 111, 110, 100, 99, 50]
  const history = market(9, (coin, day) => (day < 30 ? 100 : (ends[coin] ?? 0)))

  it('names five risers and no more fallers than fell', () => {
    const { figures, value } = readMovers(history, week)
    expect(figures['movers.gainers']?.value).toEqual([
      { asset: 'c00', return: expect.closeTo(0.3, 12) },
      { asset: 'c01', return: expect.closeTo(0.2, 12) },
      { asset: 'c02', return: expect.closeTo(0.15, 12) },
      { asset: 'c03', return: expect.closeTo(0.12, 12) },
      { asset: 'c04', return: expect.closeTo(0.11, 12) },
    ])
    expect(figures['movers.losers']?.value).toEqual([
      { asset: 'c08', return: -0.5 },
      { asset: 'c07', return: expect.closeTo(-0.01, 12) },
    ])
    expect(value.losers[0]).toMatchObject({ rank: 9, marketCap: 992, symbol: 'C08' })
    expect(value.median).toBeCloseTo(0.11, 12)
    expect(value.all).toHaveLength(9)
  })

  it('names the sectors that rose while the Top 30 fell', () => {
    const sectored = market(11, (coin, day) => (day < 30 ? 100 : coin < 6 ? 90 : 105))
    const caps = sectored.marketCaps
    const atStart = {
      ...sectored,
      assets: sectored.assets.map((asset, i) => ({
        ...asset,
        sectors: [i < 6 ? 'defi' : 'privacy'] as const,
      })),
      marketCaps: (id: string) => {
        const own = caps(id)
        return (
          own && {
            times: Float64Array.of(week.start, week.end),
            values: Float64Array.of(1, own.values[0] ?? 0),
          }
        )
      },
    }
    const { value } = readMovers(atStart, week)
    expect(value.top30).toBeLessThan(0)
    expect(value.against).toEqual([{ sector: 'privacy', weekReturn: expect.closeTo(0.05, 12) }])
  })

  it('names coins by their ids, as two of them may share a ticker', () => {
    const twins = buildHistory({
      assets: [
        { id: 'velo', symbol: 'VELO' },
        { id: 'velodrome', symbol: 'VELO' },
      ],
      daily: {
        velo: ['2025-05-16', ...generate(30, () => 1), 2],
        velodrome: ['2025-05-16', ...generate(30, () => 4), 3],
      },
      marketCaps: { velo: ['2025-06-16', 20], velodrome: ['2025-06-16', 10] },
    })
    const { figures } = readMovers(twins, week)
    expect(figures['movers.gainers']?.value).toEqual([{ asset: 'velo', return: 1 }])
    expect(figures['movers.losers']?.value).toEqual([{ asset: 'velodrome', return: -0.25 }])
  })

  it('is missing where nothing is ranked', () => {
    const { missing, value } = readMovers(buildHistory({ now: '2025-06-16' }), week)
    expect(missing).toContainEqual({ figure: 'movers.gainers', reason: 'no-data', source: 'market_caps' })
    expect(value).toEqual({ gainers: [], losers: [], all: [], against: [], closes: {} })
  })
})
