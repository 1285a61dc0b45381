import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { median, quantile } from '#src/metrics/median.ts'

describe('median', () => {
  it('is the middle value, or the mean of the two middle ones, in any order', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median(new Float64Array([-0.1, 0.2]))).toBeCloseTo(0.05, 15)
  })

  it('sorts numbers as numbers and leaves the given array alone', () => {
    const values = [10, 9, 100]
    expect(median(values)).toBe(10)
    expect(values).toEqual([10, 9, 100])
  })

  it('is unknown without values', () => {
    expect(median([])).toBeUndefined()
  })

  it('has as many values below as above', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1 }), (values) => {
        const middle = median(values) ?? Number.NaN
        expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2)
        expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2)
      }),
    )
  })
})

describe('quantile', () => {
  it('draws straight lines between the sorted values', () => {
    expect(quantile([1, 2, 3, 4, 5], 0.2)).toBeCloseTo(1.8, 12)
    expect(quantile([1, 2, 3, 4, 5], 0.8)).toBeCloseTo(4.2, 12)
    expect(quantile([7], 0.3)).toBe(7)
    expect(quantile([1, 2], 0)).toBe(1)
    expect(quantile([1, 2], 1)).toBe(2)
  })

  it('refuses a share that is none', () => {
    expect(() => quantile([1], 80)).toThrow('A share lies between 0 and 1, not 80')
    expect(() => quantile([1], Number.NaN)).toThrow(RangeError)
  })
})
