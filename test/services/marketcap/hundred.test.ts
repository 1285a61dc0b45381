/** The change of today's hundred largest, which stands in for a total whose record is young. */
import { describe, expect, it } from 'vitest'
import { readMarketcap } from '#src/services/marketcap.ts'
import { weekEnding } from '#src/market/week.ts'
import { buildHistory, generate } from '../../support/history.ts'

const [START, END] = ['2025-06-09', '2025-06-16']
const ids = generate(110, (coin) => coin).map((coin) => `c${String(coin).padStart(3, '0')}`)

/** Caps fall with the coin's number and gain a tenth in the week; those from `since` on have none at its start. */
function market(since: number, total: Record<string, unknown> = {}) {
  return buildHistory({
    now: END,
    marketCaps: Object.fromEntries(
      ids.map((id, coin) => {
        const end = (1000 - coin) * 1e6
        return [
          id,
          coin >= since ? [END, end] : [START, ...generate(8, (day) => (end / 1.1) * (1 + 0.1 * (day / 7)))],
        ]
      }),
    ) as never,
    totalMarketCap: [END, 3e12],
    ...total,
  })
}

describe('the hundred largest', () => {
  it('are compared at both ends where the total has no start', () => {
    const { value, figures } = readMarketcap(market(97), weekEnding(END, 'UTC'))
    expect(value.weekChange).toBeUndefined()
    expect(value.hundred?.members).toBe(97)
    expect(value.hundred?.change).toBeCloseTo(0.1, 9)
    expect(figures['marketcap.hundred.weekChange']?.coverage).toEqual({ used: 97, expected: 100 })
  })

  it('are not reported where fewer than 90 have both caps', () => {
    const { value, figures } = readMarketcap(market(89), weekEnding(END, 'UTC'))
    expect(value.hundred).toBeUndefined()
    expect(figures['marketcap.hundred.weekChange']).toBeUndefined()
  })

  it('give way to the change of the total where that is known', () => {
    const total = { totalMarketCap: [START, ...generate(8, () => 3e12)] }
    const { value } = readMarketcap(market(110, total), weekEnding(END, 'UTC'))
    expect(value.weekChange).toBe(0)
    expect(value.hundred).toBeUndefined()
  })
})
