import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { valueAxis } from '#src/charts/axes.ts'
import { decimalTick, moneyTick, niceStep, percentTick } from '#src/charts/ticks.ts'

const skin = { theme: 'dark', colors: 'standard', locale: 'en' } as const

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

describe('valueAxis', () => {
  it('starts at zero for bars and areas, and leaves a price where it is', () => {
    const values = [2.1e12, 2.9e12, null]
    expect(valueAxis({ values, format: moneyTick, zero: 'always' }, skin).min).toBe(0)
    expect(valueAxis({ values, format: moneyTick, zero: 'never' }, skin).min).toBeGreaterThan(2e12)
    expect(valueAxis({ values, format: moneyTick, zero: 'near' }, skin).min).toBeGreaterThan(2e12)
  })

  it('names round values inside its limits, one label each', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1 }), (values) => {
        const { min, max, step, options } = valueAxis({ values, format: decimalTick, zero: 'never' }, skin)
        const ticks = options.ticks as unknown as { values: number[]; labels: string[] }
        expect(ticks.labels).toHaveLength(ticks.values.length)
        for (const value of ticks.values) {
          expect(value).toBeGreaterThanOrEqual(min - step * 1e-6)
          expect(value).toBeLessThanOrEqual(max + step * 1e-6)
        }
      }),
    )
  })

  it('draws zero stronger where it lies inside', () => {
    const { options } = valueAxis({ values: [-1, 2], format: decimalTick, zero: 'always' }, skin)
    const { labels } = options.ticks as unknown as { labels: string[] }
    const { lineWidth } = options.grid as unknown as { lineWidth: number[] }
    expect(lineWidth[labels.indexOf('0.0')] ?? lineWidth[labels.indexOf('0')]).toBe(2)
    expect(lineWidth.filter((width) => width === 2)).toHaveLength(1)
  })
})
