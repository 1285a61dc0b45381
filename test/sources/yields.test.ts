/** Curves that make no sense are refused a day at a time. */
import { describe, expect, it } from 'vitest'
import { DAY } from '#src/market/time.ts'
import { RowFault } from '#src/sources/rows.ts'
import { createCurveCheck } from '#src/sources/yields.ts'

const START = Date.UTC(2025, 10, 3)

/** Which of consecutive days are refused. */
function refusedOf(days: readonly Readonly<Record<string, number>>[], apart = DAY): number[] {
  const check = createCurveCheck()
  return days.flatMap((yields, index) => {
    try {
      check({ time: START + index * apart, yields: new Map(Object.entries(yields)) })
      return []
    } catch (error) {
      expect(error).toBeInstanceOf(RowFault)
      return [index]
    }
  })
}

describe('a day of a yield curve', () => {
  it('may lie a little below zero, at zero in one tenor, and at Japan’s heights of 1990', () => {
    expect(
      refusedOf([
        { 2: -0.37, 10: -0.29 },
        { 2: -0.3, 10: 0 },
      ]),
    ).toEqual([])
    expect(refusedOf([{ 10: 8.7 }, { 10: 8.1 }])).toEqual([])
  })

  it('is refused where its sign is lost, where it is none, and where it is in another unit', () => {
    expect(
      refusedOf([
        { 2: 4.1, 10: 4.5 },
        { 2: -4.1, 10: -4.5 },
        { 2: 4.1, 10: 4.5 },
      ]),
    ).toEqual([1])
    expect(
      refusedOf([
        { 2: 0.9, 10: 1.6 },
        { 2: 0, 10: 0 },
      ]),
    ).toEqual([1])
    expect(refusedOf([{ 2: 90, 10: 160 }])).toEqual([0])
  })

  it('is refused as a whole where one tenor jumps by more than two points in a day', () => {
    expect(
      refusedOf([
        { 2: 0.9, 10: 1.6 },
        { 2: 0.9, 10: 4.6 },
        { 2: 0.9, 10: 1.7 },
      ]),
    ).toEqual([1])
  })

  it('says nothing of a day weeks later', () => {
    expect(refusedOf([{ 10: 1.6 }, { 10: 4.6 }], 30 * DAY)).toEqual([])
  })
})
