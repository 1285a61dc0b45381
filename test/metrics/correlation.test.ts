import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { averagePairwise, correlationMatrix, pearson } from '#src/metrics/correlation.ts'

const a = [0.01, -0.02, 0.015, 0.005, -0.01, 0.02, -0.005]
const b = [0.012, -0.025, 0.01, 0.008, -0.015, 0.03, -0.002]
const c = [-0.004, 0.01, 0.02, -0.01, 0.005, 0.001, 0.003]
const returns = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { minLength: 30, maxLength: 30 })

describe('pearson', () => {
  it('has the values worked by hand', () => {
    expect(pearson(a, b)).toBeCloseTo(0.967546067601, 12)
    expect(pearson(a, c)).toBeCloseTo(-0.106004745721, 12)
    expect(pearson(b, c)).toBeCloseTo(-0.275625051471, 12)
  })

  it('does not exist for a list that does not vary, or for a single pair', () => {
    expect(pearson(a, [0, 0, 0, 0, 0, 0, 0])).toBeUndefined()
    expect(pearson([0.1, 0.1, 0.1], [0.1, 0.2, 0.3])).toBeUndefined()
    expect(pearson([1], [2])).toBeUndefined()
    expect(pearson([], [])).toBeUndefined()
  })

  it('refuses lists of different length', () => {
    expect(() => pearson(a, [0.01])).toThrow('7 returns do not pair with 1')
  })

  it('lies between -1 and 1, is symmetric, and ignores scale and level', () => {
    fc.assert(
      fc.property(returns, returns, (x, y) => {
        const r = pearson(x, y)
        expect(pearson(y, x)).toBe(r)
        if (r === undefined) return
        expect(Math.abs(r)).toBeLessThanOrEqual(1)
        const moved = pearson(
          x.map((value) => 3 * value + 1),
          y,
        )
        // Adding 1 to very small returns loses their digits; only sizeable ones are compared.
        if (Math.max(...x) - Math.min(...x) > 1e-3) expect(moved).toBeCloseTo(r, 6)
      }),
    )
  })
})

describe('averagePairwise', () => {
  it('is the mean of the upper triangle', () => {
    expect(averagePairwise([a, b, c])).toBeCloseTo(0.19530542347, 12)
  })

  it('leaves out lists that do not vary, and needs a pair', () => {
    expect(averagePairwise([a, b, [1, 1, 1, 1, 1, 1, 1]])).toBeCloseTo(0.967546067601, 12)
    expect(averagePairwise([a])).toBeUndefined()
    expect(averagePairwise([])).toBeUndefined()
  })

  it('agrees with the matrix', () => {
    fc.assert(
      fc.property(fc.array(returns, { minLength: 2, maxLength: 8 }), (lists) => {
        const matrix = correlationMatrix(lists)
        const upper = matrix.flatMap((row, i) => row.slice(i + 1)).filter((value) => value !== undefined)
        const mean = upper.reduce((sum, value) => sum + value, 0) / upper.length
        if (upper.length > 0) expect(averagePairwise(lists)).toBeCloseTo(mean, 10)
      }),
    )
  })
})

describe('correlationMatrix', () => {
  it('has ones on its diagonal and mirrors itself', () => {
    const matrix = correlationMatrix([a, b, c])
    expect(matrix.map((row, i) => row[i])).toEqual([1, 1, 1])
    expect(matrix[0]?.[2]).toBe(matrix[2]?.[0])
    expect(matrix[0]?.[1]).toBeCloseTo(0.967546067601, 12)
  })
})
