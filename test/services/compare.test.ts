import { describe, expect, it } from 'vitest'
import { dayOf } from '#src/market/time.ts'
import { readCompare } from '#src/services/compare.ts'
import { buildHistory, generate, instantOf } from '../support/history.ts'

const at = instantOf('2025-06-16')
/** 100, 50, 75, 60 … at the midnights to Monday; the first one begins the window of seven days. */
const falling = ['2025-06-08', 100, 110, 55, 66, 60, 60, 60, 80] as const

describe('coins beside each other', () => {
  const history = buildHistory({
    now: '2025-06-16',
    daily: {
      bitcoin: falling,
      twice: ['2025-06-08', ...falling.slice(1).map((price) => Number(price) * 2)],
      young: ['2025-06-12', 1, 2, 3, 4],
      gone: ['2025-05-01', ...generate(20, () => 1)],
    },
  })
  const { rows, absent, from, to } = readCompare(history, at, ['bitcoin', 'twice', 'young', 'gone'], 7)

  it('all start at one and end at their return', () => {
    expect([dayOf(from), dayOf(to)]).toEqual(['2025-06-09', '2025-06-16'])
    for (const row of rows) {
      expect(row.series).toHaveLength(8)
      // The price at the window's start is the close of the day before.
      expect(row.series[0]).toEqual([instantOf('2025-06-08'), 1])
      expect(row.series.at(-1)?.[1]).toBeCloseTo(1 + row.return, 12)
      expect(row.return).toBeCloseTo(-0.2, 12)
    }
  })

  it('tell the deepest fall with its days', () => {
    expect(rows[0]?.maxDrawdown).toEqual({ depth: -0.5, from: '2025-06-09', to: '2025-06-10' })
  })

  it('are correlated with the first', () => {
    expect(rows.map(({ correlation }) => correlation)).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)])
  })

  it('are left out with the reason where a price of the window is missing', () => {
    expect(absent.map(({ asset, why }) => [asset.id, why.missing])).toEqual([
      ['young', 'record-too-short'],
      ['gone', 'stale'],
    ])
  })
})
