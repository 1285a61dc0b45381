import { describe, expect, it } from 'vitest'
import { readPrices } from '#src/services/price.ts'
import { buildHistory, generate, instantOf } from '../support/history.ts'

const at = instantOf('2025-06-16')
/** Closes 1 … 40 on the days to Sunday 15 June: 40 is the price at Monday 00:00. */
const rising = ['2025-05-07', ...generate(40, (i) => i + 1)] as const

describe('prices asked for', () => {
  it('are compared with those a day, a week and a window before', () => {
    const history = buildHistory({ daily: { bitcoin: rising } })
    const [row] = readPrices(history, at, ['bitcoin'], 30).rows
    expect(row).toMatchObject({ price: 40, asOf: at })
    expect(row?.change24h).toBeCloseTo(40 / 39 - 1, 12)
    expect(row?.change7d).toBeCloseTo(40 / 33 - 1, 12)
    expect(row?.changeWindow).toBeCloseTo(40 / 10 - 1, 12)
    expect(row?.series).toHaveLength(31)
    expect(row?.series.at(-1)).toEqual([instantOf('2025-06-15'), 40])
  })

  it('come in the order asked for, with ranks by market cap', () => {
    const history = buildHistory({
      daily: { bitcoin: rising, ethereum: rising },
      marketCaps: { bitcoin: ['2025-06-16', 900], ethereum: ['2025-06-16', 1000] },
    })
    const { rows } = readPrices(history, at, ['bitcoin', 'ethereum'], 7)
    expect(rows.map(({ asset, rank, marketCap }) => [asset.id, rank, marketCap])).toEqual([
      ['bitcoin', 2, 900],
      ['ethereum', 1, 1000],
    ])
  })

  it('tell the distance from the highest price up to then, and never look beyond', () => {
    const history = buildHistory({
      now: '2025-06-20',
      daily: { bitcoin: ['2025-06-10', 50, 80, 60, 60, 60, 40, 100, 100, 100, 100] },
    })
    const [row] = readPrices(history, at, ['bitcoin'], 7).rows
    expect(row?.price).toBe(40)
    expect(row?.high).toMatchObject({ price: 80, distance: -0.5 })
  })

  it('are missing with the reason, never 0', () => {
    const history = buildHistory({
      now: '2025-06-16',
      daily: { late: ['2025-06-14', 5, 6], gone: ['2025-06-01', 7, 7], bitcoin: rising },
    })
    const [late, gone] = readPrices(history, at, ['late', 'gone'], 30).rows
    expect(late).toMatchObject({ price: 6, change7d: { missing: 'record-too-short' } })
    expect(late?.rank).toEqual({ missing: 'no-data', source: 'market_caps' })
    expect(gone).toMatchObject({ price: { missing: 'no-data' }, change24h: { missing: 'no-data' } })
    expect(gone?.high).toMatchObject({ missing: 'no-data' })
  })
})
