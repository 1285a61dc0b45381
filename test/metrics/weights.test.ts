import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexReturn } from '#src/metrics/indexreturn.ts'
import { cappedWeights } from '#src/metrics/weights.ts'

const caps = fc.array(fc.double({ min: 1, max: 1e13, noNaN: true }), { minLength: 1, maxLength: 60 })
const cap = fc.double({ min: 0.01, max: 1, noNaN: true })

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length)
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 11)
  })
}

describe('cappedWeights', () => {
  it('spreads what is above the cap over the rest, again and again', () => {
    expectClose(cappedWeights([600, 250, 80, 40, 30], 0.3), [0.3, 0.3, 0.213333333333, 0.106666666667, 0.08])
    expectClose(
      cappedWeights([600, 250, 80, 40, 30], 0.25),
      [0.25, 0.25, 0.25, 0.142857142857, 0.107142857143],
    )
    expectClose(cappedWeights([500, 200, 150, 100, 50], 0.3), [0.3, 0.28, 0.21, 0.14, 0.07])
  })

  it('raises the cap to 1/n where so few names could not fill the index', () => {
    expectClose(cappedWeights([900, 90, 10], 0.3), [1 / 3, 1 / 3, 1 / 3])
    expectClose(cappedWeights([900], 0.3), [1])
  })

  it('leaves weights alone that no cap touches', () => {
    expectClose(cappedWeights([10, 10, 10, 10], 0.3), [0.25, 0.25, 0.25, 0.25])
    expect(cappedWeights([], 0.3)).toEqual([])
  })

  it('refuses what cannot be weighed', () => {
    expect(() => cappedWeights([1, 0], 0.3)).toThrow('A market cap of 0 carries no weight')
    expect(() => cappedWeights([1, Number.NaN], 0.3)).toThrow(RangeError)
    expect(() => cappedWeights([1], 30)).toThrow('A cap on weights lies between 0 and 1, not 30')
  })

  it('sums to 1, keeps every name below the cap and the order of size', () => {
    fc.assert(
      fc.property(caps, cap, (values, limit) => {
        const weights = cappedWeights(values, limit)
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9)
        expect(Math.max(...weights)).toBeLessThanOrEqual(Math.max(limit, 1 / values.length) + 1e-9)
        const sorted = values.map((value, i) => [value, weights[i] ?? 0] as const).sort((a, b) => a[0] - b[0])
        sorted.slice(1).forEach(([, weight], i) => {
          expect(weight).toBeGreaterThanOrEqual((sorted[i]?.[1] ?? 0) - 1e-12)
        })
      }),
    )
  })
})

describe('indexReturn', () => {
  it('weighs the returns by the weights at the start', () => {
    const returns = [-0.07, -0.1, -0.05, 0.02, -0.15]
    expect(indexReturn(cappedWeights([500, 200, 150, 100, 50], 0.3), returns)).toBeCloseTo(-0.0672, 12)
    expect(indexReturn([0.5, 0.2, 0.15, 0.1, 0.05], returns)).toBeCloseTo(-0.068, 12)
  })

  it('refuses lists that do not fit', () => {
    expect(() => indexReturn([1], [])).toThrow('1 weights do not fit 0 returns')
  })

  it('lies between the worst and the best return', () => {
    fc.assert(
      fc.property(
        caps,
        cap,
        fc.infiniteStream(fc.double({ min: -1, max: 5, noNaN: true })),
        (values, limit, s) => {
          const returns = values.map(() => s.next().value as number)
          const result = indexReturn(cappedWeights(values, limit), returns)
          expect(result).toBeGreaterThanOrEqual(Math.min(...returns) - 1e-9)
          expect(result).toBeLessThanOrEqual(Math.max(...returns) + 1e-9)
        },
      ),
    )
  })
})
