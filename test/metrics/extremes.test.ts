import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seriesOf } from '#src/market/series.ts'
import { highestSince, lowestSince } from '#src/metrics/extremes.ts'

/** Days 1 to 10 of the design's test series; one day is one unit. */
const series = seriesOf([3, -1, -2, -4, 2, 1, 5, -1, -2, -3].map((value, index) => [index + 1, value]))

describe('lowestSince and highestSince', () => {
  it('give the last earlier day that was as low', () => {
    expect(lowestSince(series, 1)).toBe(4)
    expect(lowestSince(series, 1, 8)).toBe(4)
    expect(lowestSince(series, 1, 7)).toBe(4)
  })

  it('give the last earlier day that was as high', () => {
    expect(highestSince(series, 1, 5)).toBe(5)
    expect(highestSince(series, 1, 4)).toBe(1)
  })

  it('count an equal value as one that was there before', () => {
    expect(
      lowestSince(
        seriesOf([
          [1, 2],
          [2, 3],
          [3, 2],
        ]),
        1,
      ),
    ).toBe(1)
  })

  it('say null where there was none on record', () => {
    expect(lowestSince(series, 1, 3)).toBeNull()
    expect(highestSince(series, 1, 6)).toBeNull()
    expect(lowestSince(seriesOf([[1, 2]]), 1)).toBeNull()
  })

  it('claim nothing across a missing day', () => {
    const broken = seriesOf([
      [1, 1],
      [2, 5],
      [4, 5],
      [5, 3],
    ])
    expect(lowestSince(broken, 1)).toBeUndefined()
    expect(highestSince(broken, 1)).toBe(4)
  })

  it('claim nothing without values', () => {
    expect(lowestSince(seriesOf([]), 1)).toBeUndefined()
  })

  it('do not change when earlier history is added, unless there was none on record', () => {
    const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(values, values, (earlier, recent) => {
        const dated = (all: number[]) => seriesOf(all.map((value, i) => [i - all.length, value]))
        const short = lowestSince(dated(recent), 1)
        const long = lowestSince(dated([...earlier, ...recent]), 1)
        if (short !== null) expect(long).toBe(short)
        else expect(long === null || (long ?? 0) < -recent.length).toBe(true)
      }),
    )
  })
})
