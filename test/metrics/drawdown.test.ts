import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawdownFromPeak, maxDrawdown } from '#src/metrics/drawdown.ts'

const series = [100, 120, 90, 95, 130, 104, 110]

describe('drawdown', () => {
  it('is deepest between a running peak and what followed it', () => {
    expect(maxDrawdown(series)).toEqual({ drawdown: -0.25, peak: 1, at: 2 })
  })

  it('from the peak compares the last value with the highest', () => {
    expect(drawdownFromPeak(series)).toEqual({ drawdown: 110 / 130 - 1, peak: 4, at: 6 })
  })

  it('is 0 at a peak and unknown without values', () => {
    expect(maxDrawdown([1, 2, 3])?.drawdown).toBe(0)
    expect(drawdownFromPeak([1, 2, 3])).toEqual({ drawdown: 0, peak: 2, at: 2 })
    expect(maxDrawdown([])).toBeUndefined()
    expect(drawdownFromPeak([])).toBeUndefined()
  })

  it('now is never deeper than the deepest', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1 }), (values) => {
        const now = drawdownFromPeak(values)?.drawdown ?? Number.NaN
        const deepest = maxDrawdown(values)?.drawdown ?? Number.NaN
        expect(now).toBeLessThanOrEqual(0)
        expect(deepest).toBeLessThanOrEqual(now)
        expect(deepest).toBeGreaterThan(-1)
      }),
    )
  })
})
