import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lastReaching, lookBack } from '#src/metrics/lookback.ts'

const values = fc
  .array(fc.integer({ min: -9, max: 9 }), { maxLength: 60 })
  .map((list) => Float64Array.from(list))

/** The definition, read literally. */
function naive(all: Float64Array, index: number, reaches: (value: number, own: number) => boolean): number {
  for (let i = index - 1; i >= 0; i--) if (reaches(all[i] as number, all[index] as number)) return i
  return -1
}

const higher = (all: Float64Array) => Array.from(all, (_, i) => naive(all, i, (value, own) => value >= own))
const lower = (all: Float64Array) => Array.from(all, (_, i) => naive(all, i, (value, own) => value <= own))

describe('lookBack', () => {
  it('links every value to the last earlier one that reaches it, both ways', () => {
    fc.assert(
      fc.property(values, (all) => {
        const found = lookBack(all)
        expect([...found.higher.subarray(0, all.length)]).toEqual(higher(all))
        expect([...found.lower.subarray(0, all.length)]).toEqual(lower(all))
      }),
    )
  })

  it('costs a few comparisons a value, whatever the values', () => {
    fc.assert(
      fc.property(values, (all) => {
        // Two a value, and each is passed over once at most by each side.
        expect(lookBack(all).comparisons).toBeLessThanOrEqual(4 * all.length)
      }),
    )
  })

  it('is the same where it goes on from what is known, and costs only what is new', () => {
    fc.assert(
      fc.property(values, values, (before, after) => {
        let known = { values: before, lookback: lookBack(before) }
        let all = before
        let comparisons = 0
        for (const value of after) {
          all = Float64Array.of(...all, value)
          const lookback = lookBack(all, known)
          comparisons += lookback.comparisons
          known = { values: all, lookback }
        }
        expect([...known.lookback.higher.subarray(0, all.length)]).toEqual(higher(all))
        expect([...known.lookback.lower.subarray(0, all.length)]).toEqual(lower(all))
        // Two comparisons a new value; what else it passes over, old values included, is passed over once.
        expect(comparisons).toBeLessThanOrEqual(2 * after.length + 2 * all.length)
      }),
    )
  })

  it('takes two comparisons and as many pops as values are passed for one more value on a long record', () => {
    const record = Float64Array.from({ length: 10_000 }, (_, i) => Math.sin(i) + i / 1000)
    const known = { values: record, lookback: lookBack(record) }
    const next = Float64Array.of(...record, record.at(-1) as number)
    expect(lookBack(next, known).comparisons).toBe(2)
    expect(lookBack(next).comparisons).toBeGreaterThan(20_000)
  })

  it('starts again from where values were revised, and leaves what others hold alone', () => {
    fc.assert(
      fc.property(values, values, values, (shared, old, revised) => {
        const before = Float64Array.of(...shared, ...old)
        const known = { values: before, lookback: lookBack(before) }
        const all = Float64Array.of(...shared, ...revised)
        const found = lookBack(all, known)
        expect([...found.higher.subarray(0, all.length)]).toEqual(higher(all))
        expect([...found.lower.subarray(0, all.length)]).toEqual(lower(all))
        expect([...known.lookback.higher.subarray(0, before.length)]).toEqual(higher(before))
        expect([...known.lookback.lower.subarray(0, before.length)]).toEqual(lower(before))
      }),
    )
  })
})

describe('lastReaching', () => {
  it('finds the last earlier value beyond any level that no later one reaches', () => {
    fc.assert(
      fc.property(values, fc.nat(60), fc.integer({ min: -10, max: 10 }), (all, at, level) => {
        const index = Math.min(at, all.length)
        const lookback = lookBack(all)
        const expected = (reaches: (value: number) => boolean) =>
          all.subarray(0, index).findLastIndex(reaches)
        expect(lastReaching(all, lookback, index, level, 'up')).toBe(expected((value) => value >= level))
        expect(lastReaching(all, lookback, index, level, 'down')).toBe(expected((value) => value <= level))
      }),
    )
  })
})
