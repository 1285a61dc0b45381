import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logReturn, logReturns, simpleReturn } from '#src/metrics/returns.ts'

const price = fc.double({ min: 1e-9, max: 1e9, noNaN: true })

describe('returns', () => {
  it('compare the later price with the earlier one', () => {
    expect(simpleReturn(94000, 87500)).toBeCloseTo(-0.0691489361702, 13)
    expect(logReturn(94000, 87500)).toBeCloseTo(Math.log(87500 / 94000), 15)
  })

  it('do not exist where a price is not above 0', () => {
    expect(simpleReturn(0, 1)).toBeNaN()
    expect(simpleReturn(1, -1)).toBeNaN()
    expect(logReturn(1, 0)).toBeNaN()
    expect(simpleReturn(Number.NaN, 1)).toBeNaN()
  })

  it('are one fewer than the closes', () => {
    expect(logReturns([100, 102, 101])).toEqual(Float64Array.of(Math.log(1.02), Math.log(101 / 102)))
    expect(logReturns([100])).toHaveLength(0)
    expect(logReturns([])).toHaveLength(0)
  })

  it('as logs add up over time, and as fractions never lose more than all', () => {
    fc.assert(
      fc.property(price, price, price, (a, b, c) => {
        expect(logReturn(a, b) + logReturn(b, c)).toBeCloseTo(logReturn(a, c), 9)
        expect(simpleReturn(a, b)).toBeGreaterThanOrEqual(-1)
      }),
    )
  })
})
