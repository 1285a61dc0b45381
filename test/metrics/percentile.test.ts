import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percentile } from '#src/metrics/percentile.ts'

const others = [10, 12, 11, 13, 9, 14, 10, 12, 11, 13]
const number = fc.integer({ min: -50, max: 50 })

describe('percentile', () => {
  it('counts the values below and half of the ties', () => {
    expect(percentile(12, others)).toBe(0.6)
    expect(percentile(8, others)).toBe(0)
    expect(percentile(15, others)).toBe(1)
  })

  it('is unknown without others', () => {
    expect(percentile(12, [])).toBeUndefined()
  })

  it('lies between 0 and 1, and turns over when all signs do', () => {
    fc.assert(
      fc.property(number, fc.array(number, { minLength: 1 }), (value, values) => {
        const share = percentile(value, values) ?? Number.NaN
        const turned = percentile(
          -value,
          values.map((other) => -other),
        )
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
        expect(turned).toBeCloseTo(1 - share, 12)
      }),
    )
  })
})
