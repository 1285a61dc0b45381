import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { axisOf } from '#src/charts/axis.ts'
import { decimalTick, moneyTick, niceStep, percentTick } from '#src/charts/ticks.ts'

describe('niceStep', () => {
  it('is 1, 2 or 5 times a power of ten, and cuts the range into a few parts', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1e15, noNaN: true }),
        fc.integer({ min: 3, max: 8 }),
        (range, count) => {
          const step = niceStep(range, count)
          const lead = step / 10 ** Math.floor(Math.log10(step) + 1e-9)
          expect([1, 2, 5].some((nice) => Math.abs(lead - nice) < 1e-6)).toBe(true)
          expect(range / step).toBeGreaterThan(count / 2.5)
          expect(range / step).toBeLessThan(count * 2.5)
        },
      ),
    )
  })
})

describe('ticks', () => {
  it('print percent with as many decimals as the step needs', () => {
    expect(percentTick(-0.0002, 0.0001, 'ja')).toBe('−0.02%')
    expect(percentTick(0.5, 0.1, 'en')).toBe('50%')
    expect(percentTick(0, 0.00005, 'en')).toBe('0.000%')
  })

  it('print money in the units of each language', () => {
    expect(moneyTick(3.2e12, 2e11, 'ja')).toBe('3.2兆')
    expect(moneyTick(2e11, 5e10, 'ja')).toBe('2,000億')
    expect(moneyTick(115_000, 5_000, 'ja')).toBe('11.5万')
    expect(moneyTick(3.2e12, 2e11, 'en')).toBe('$3.2T')
    expect(moneyTick(115_000, 5_000, 'en')).toBe('$115k')
    expect(moneyTick(0, 5_000, 'en')).toBe('$0')
  })
})

/** What charts draw: nothing is smaller than a billionth and not 0. */
const amount = fc
  .double({ min: -1e13, max: 1e13, noNaN: true })
  .map((value) => (Math.abs(value) < 1e-9 ? 0 : value))

describe('axisOf', () => {
  const money = { format: moneyTick, count: 5 } as const
  const plain = { format: decimalTick, count: 5 } as const

  it('starts at zero for bars and areas, and leaves a price where it is', () => {
    const values = [2.1e12, 2.9e12, null]
    expect(axisOf({ ...money, values, zero: 'always' }, 'en')).toMatchObject({ min: 0, base: 0 })
    const fitted = axisOf({ ...money, values, zero: 'never' }, 'en')
    expect(fitted.min).toBeGreaterThan(2e12)
    expect(fitted.base).toBeUndefined()
  })

  it('ends at zero where nothing is above it', () => {
    expect(axisOf({ ...plain, values: [-3, -1], zero: 'always' }, 'en')).toMatchObject({ max: 0, base: 0 })
  })

  it('holds every value, with at least two round ticks inside its limits, and no two that read alike', () => {
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1 }),
        fc.constantFrom('always' as const, 'never' as const),
        (values, zero) => {
          const { min, max, ticks } = axisOf({ ...plain, values, zero }, 'en')
          for (const value of values) {
            expect(value).toBeGreaterThanOrEqual(min)
            expect(value).toBeLessThanOrEqual(max)
          }
          const slack = (max - min) * 1e-6
          for (const { value } of ticks) {
            expect(value).toBeGreaterThanOrEqual(min - slack)
            expect(value).toBeLessThanOrEqual(max + slack)
          }
          expect(ticks.length).toBeGreaterThanOrEqual(2)
        },
      ),
    )
  })

  it('has a line at zero where values lie on both sides of it, and a tick there', () => {
    const { base, ticks } = axisOf({ ...plain, values: [-1, 2], zero: 'always' }, 'en')
    expect(base).toBe(0)
    expect(ticks.filter(({ value }) => value === 0)).toEqual([{ value: 0, text: '0' }])
  })

  it('has a line at the base that is asked for, on an axis of ratios', () => {
    const axis = axisOf({ ...plain, values: [80, 125], zero: 'never', scale: 'log', base: 100 }, 'en')
    expect(axis).toMatchObject({ scale: 'log', base: 100 })
    expect(axis.ticks.map(({ text }) => text)).toContain('100')
    expect(axis.min).toBeGreaterThan(0)
  })

  it('has room where there is one value, or none', () => {
    for (const values of [[0], [5], [null], []]) {
      const { min, max } = axisOf({ ...plain, values, zero: 'never' }, 'en')
      expect(max).toBeGreaterThan(min)
    }
  })
})

describe('an axis', () => {
  it('of values that differ by the last digits of a double has ticks, and an end', () => {
    const average = Array.from({ length: 20 }, () => 0.1).reduce((sum, one) => sum + one, 0) / 20
    expect(average).not.toBe(0.1)
    const axis = axisOf({ values: [0.1, average], format: decimalTick, zero: 'never', count: 5 }, 'en')
    expect(axis.ticks.length).toBeGreaterThan(1)
    expect(axis.ticks.length).toBeLessThan(20)
  })

  it('of ratios leaves out what has none', () => {
    const request = { format: decimalTick, zero: 'never', count: 5, scale: 'log' } as const
    for (const values of [[0, -3], [], [0, 100, 200], [100, null]]) {
      const { min, max } = axisOf({ ...request, values }, 'en')
      expect(min).toBeGreaterThan(0)
      expect(max).toBeGreaterThan(min)
    }
  })
})
