import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seriesOf } from '#src/market/series.ts'
import { longestRun, runsOfSign } from '#src/metrics/signruns.ts'

const daily = (values: readonly number[]) => seriesOf(values.map((value, i) => [i, value]))

describe('runsOfSign', () => {
  it('finds every run of a sign, and none of zeros', () => {
    expect(runsOfSign(daily([-1, -2, 0, -1, 3, -1]), -1, 1.5)).toEqual([
      { first: 0, last: 1, length: 2 },
      { first: 3, last: 3, length: 1 },
      { first: 5, last: 5, length: 1 },
    ])
    expect(runsOfSign(daily([0, 0]), 1, 1.5)).toEqual([])
  })

  it('breaks a run where a value is missing', () => {
    const gapped = seriesOf([
      [0, -1],
      [1, -1],
      [3, -1],
    ])
    expect(runsOfSign(gapped, -1, 1.5).map(({ length }) => length)).toEqual([2, 1])
  })
})

describe('longestRun', () => {
  it('lies anywhere in the window, counts from before it, and stops at its end', () => {
    const series = daily([-1, -1, -1, 1, -1, -1, -1, -1, 1, -1])
    const runs = runsOfSign(series, -1, 1.5)
    expect(longestRun(series, runs, 5, 9, 1.5)).toMatchObject({
      first: 4,
      last: 7,
      length: 4,
      unbrokenFrom: 0,
    })
    expect(longestRun(series, runs, 5, 5, 1.5)).toMatchObject({ length: 2, earlier: { first: 0, last: 2 } })
    expect(longestRun(series, runs, 5, 9, 1.5)?.earlier).toBeUndefined()
    expect(longestRun(series, runs, 8, 8, 1.5)).toBeUndefined()
  })

  it('agrees with a search of every stretch', () => {
    const list = fc.array(fc.constantFrom(-1, 0, 1), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(list, fc.nat(40), fc.nat(40), (values, a, b) => {
        const [from, to] = [Math.min(a, b), Math.min(Math.max(a, b), values.length - 1)]
        const series = daily(values)
        const found = longestRun(series, runsOfSign(series, -1, 1.5), from, to, 1.5)
        let best = 0
        for (let end = from; end <= to; end++) {
          let length = 0
          while (end - length >= 0 && values[end - length] === -1) length++
          best = Math.max(best, length)
        }
        expect(found?.length ?? 0).toBe(best)
      }),
    )
  })
})
