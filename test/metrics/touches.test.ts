import { describe, expect, it } from 'vitest'
import { HOUR } from '#src/market/time.ts'
import { farMoves, firstTouches, type Reached } from '#src/metrics/touches.ts'

/** Rows an hour apart: `[high, low, close]`; null is a missing one. */
function reached(...rows: (readonly [high: number, low: number, close: number] | null)[]): Reached {
  const known = rows.flatMap((row, i) => (row ? [{ time: i * HOUR, row }] : []))
  const column = (at: 0 | 1 | 2) => Float64Array.from(known, ({ row }) => row[at])
  const times = Float64Array.from(known, ({ time }) => time)
  return { interval: HOUR, times, high: column(0), low: column(1), close: column(2) }
}

describe('far moves', () => {
  it('are counted from the close before to the side that lies farther off', () => {
    const hours = reached([100, 100, 100], [104, 90, 103], [111, 100, 100], [106, 95, 100])
    expect(farMoves(hours, 0, 9 * HOUR, 0.07)).toEqual([
      { time: HOUR, change: expect.closeTo(-0.1) },
      { time: 2 * HOUR, change: expect.closeTo(0.0777, 3) },
    ])
  })

  it('are not counted over a missing hour, nor outside of the span', () => {
    const hours = reached([100, 100, 100], null, [120, 100, 100], [120, 100, 100])
    expect(farMoves(hours, 0, 9 * HOUR, 0.07).map(({ time }) => time)).toEqual([3 * HOUR])
    expect(farMoves(hours, 0, 3 * HOUR, 0.07)).toEqual([])
  })
})

describe('first touches of round levels', () => {
  it('are reported once a level and side, with the last time on that side before', () => {
    const hours = reached([99, 95, 98], [104, 102, 103], [103, 99, 101], [102, 98, 101], [112, 101, 111])
    expect(firstTouches(hours, 2 * HOUR, 9 * HOUR, 10)).toEqual([
      { time: 2 * HOUR, level: 100, direction: 'down', since: 0 },
      { time: 4 * HOUR, level: 110, direction: 'up', since: null },
    ])
  })

  it('count a value on the level as above it', () => {
    const hours = reached([105, 105, 105], [105, 100, 100], [110, 100, 110])
    expect(firstTouches(hours, HOUR, 9 * HOUR, 10)).toMatchObject([{ level: 110, direction: 'up' }])
  })

  it('claim no earlier time over a missing row', () => {
    const hours = reached([99, 95, 98], null, [104, 102, 103], [103, 99, 101])
    expect(firstTouches(hours, 2 * HOUR, 9 * HOUR, 10)).toEqual([
      { time: 2 * HOUR, level: 100, direction: 'up', since: undefined },
    ])
  })
})
