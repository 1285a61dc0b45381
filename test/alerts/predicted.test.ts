/** Funding that has not settled: read from the venues' last reports, once an hour, and never as a confirmed value. */
import { describe, expect, it } from 'vitest'
import { refusalOf } from '#src/alerts/admit.ts'
import { settledValue } from '#src/alerts/settled.ts'
import type { History } from '#src/market/history.ts'
import type { NextFunding } from '#src/market/live.ts'

const [MINUTE, HOUR] = [60_000, 3_600_000]
const NOON = Date.parse('2025-11-24T12:00:00Z')

function valueAt(now: number, rates: readonly NextFunding[]) {
  const live = { checkedAt: now, nextFunding: () => rates }
  return settledValue({ kind: 'predicted', asset: 'bitcoin' }, { live } as unknown as History, now)
}

const reported: readonly NextFunding[] = [
  { venue: 'hyperliquid', rate: 0.00001, intervalHours: 1, settlesAt: NOON + HOUR },
  { venue: 'okx', rate: 0.00012, intervalHours: 8, settlesAt: NOON + 4 * HOUR },
]

describe('predicted funding', () => {
  it('is the mean of the venues per 8 hours, named indicative', () => {
    const found = valueAt(NOON + 5 * MINUTE, reported)
    expect(found).toMatchObject({ standing: 'indicative', evidence: { sources: ['hyperliquid', 'okx'] } })
    expect(found?.value).toBeCloseTo((0.00008 + 0.00012) / 2, 12)
  })

  it('is judged once an hour, however often it is read', () => {
    const first = valueAt(NOON + 5 * MINUTE, reported)
    if (!first) throw new Error('there is a value')
    const refusal = (minutes: number) => {
      const now = NOON + minutes * MINUTE
      const next = valueAt(now, reported)
      return next && refusalOf({ series: 'predicted:bitcoin', ...next }, first, now)
    }
    expect(refusal(6)).toBe('old')
    expect(refusal(59)).toBe('old')
    expect(refusal(60)).toBeUndefined()
  })

  it('has no value where no venue reports one', () => {
    expect(valueAt(NOON, [])).toBeUndefined()
  })
})
