/** Printed shares: they add up, and none is far from what it is. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roundedShares } from '#src/charts/shares.ts'

describe('rounded shares', () => {
  it('add up to the whole, each within a tenth of a percent of itself', () => {
    const weights = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(weights, (any) => {
        const whole = any.reduce((sum, one) => sum + one, 0)
        const shares = any.map((one) => one / whole)
        const rounded = roundedShares(shares)
        expect(rounded.reduce((sum, one) => sum + Math.round(one * 1000), 0)).toBe(1000)
        for (const [index, one] of rounded.entries()) {
          expect(Math.abs(one - (shares[index] ?? 0))).toBeLessThan(0.001)
        }
      }),
    )
  })

  it('give what is left over to those that were cut most', () => {
    expect(roundedShares([1 / 3, 1 / 3, 1 / 3])).toEqual([0.334, 0.333, 0.333])
    expect(roundedShares([0.2858, 0.1769, 0.5373])).toEqual([0.286, 0.177, 0.537])
  })
})
