import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { salience } from '#src/briefing/salience.ts'

describe('salience', () => {
  it('is the distance of a percentile from the middle, doubled', () => {
    expect(salience({ percentile: 0.9 })).toBeCloseTo(0.8, 12)
    expect(salience({ percentile: 0.1 })).toBeCloseTo(0.8, 12)
    expect(salience({ percentile: 0.5 })).toBe(0)
  })

  it('grows with the weeks since the last such event', () => {
    expect(salience({ weeksSince: 1 })).toBe(0)
    expect(salience({ weeksSince: 4 })).toBe(0.75)
    expect(salience({ weeksSince: 0 })).toBe(0)
  })

  it('takes the stronger of both, and is 0 where nothing is known', () => {
    expect(salience({ percentile: 0.9, weeksSince: 2 })).toBeCloseTo(0.8, 12)
    expect(salience({ percentile: undefined, weeksSince: 10 })).toBe(0.9)
    expect(salience({})).toBe(0)
  })

  it('lies between 0 and 1', () => {
    const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined })
    const weeks = fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined })
    fc.assert(
      fc.property(share, weeks, (percentile, weeksSince) => {
        const value = salience({ percentile, weeksSince })
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
      }),
    )
  })
})
