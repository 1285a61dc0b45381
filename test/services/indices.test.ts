import { describe, expect, it } from 'vitest'
import { weekEnding } from '#src/market/week.ts'
import { topThirty } from '#src/services/indices.ts'
import { isGap } from '#src/services/publish.ts'
import { buildHistory } from '../support/history.ts'

const week = weekEnding('2025-06-16')

describe('the Kawaraban Top 30', () => {
  it('gives no name more than a quarter, and spreads what is above over the others', () => {
    const caps = [500, 200, 150, 100, 50]
    const ends = [93, 90, 95, 102, 85]
    const history = buildHistory({
      daily: Object.fromEntries(
        ends.map((end, i) => [`c${i}`, ['2025-06-08', 100, 1, 1, 1, 1, 1, 1, end] as const]),
      ),
      marketCaps: Object.fromEntries(caps.map((cap, i) => [`c${i}`, ['2025-06-09', cap] as const])),
    })
    const index = topThirty(history, week.start, week.end)
    if (isGap(index)) throw new Error(index.missing)
    const weights = [0.25, 0.25, 0.25, 1 / 6, 1 / 12]
    index.members.forEach(({ weight }, i) => {
      expect(weight).toBeCloseTo(weights[i] as number, 12)
    })
    expect(index.return).toBeCloseTo(-0.25 * (0.07 + 0.1 + 0.05) + 0.02 / 6 - 0.15 / 12, 12)
  })
})
