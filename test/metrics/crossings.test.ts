import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seriesOf } from '#src/market/series.ts'
import { levelCrossings } from '#src/metrics/crossings.ts'

/** Days 1, 2 … with a level at every 10; null is a missing day. */
function days(...values: (number | null)[]) {
  return seriesOf(values.flatMap((value, i) => (value === null ? [] : [[i + 1, value] as const])))
}

describe('levelCrossings', () => {
  it('dates a crossing by the first snapshot on the new side, and says when that side was last seen', () => {
    expect(levelCrossings(days(29, 31, 32, 33, 28), 3, 5, 10, 1)).toEqual([
      { level: 30, direction: 'down', time: 5, lastOnThisSide: 1 },
    ])
  })

  it('lists every crossing there and back, the first at the start and the last at the end of the window', () => {
    const crossings = levelCrossings(days(29, 31, 29, 31), 1, 4, 10, 1) ?? []
    expect(crossings.map(({ direction, time, lastOnThisSide }) => [direction, time, lastOnThisSide])).toEqual(
      [
        ['up', 2, null],
        ['down', 3, 1],
        ['up', 4, 2],
      ],
    )
  })

  it('passes several levels in one step in the order of the way', () => {
    expect(levelCrossings(days(41, 19), 1, 2, 10, 1)?.map((crossing) => crossing.level)).toEqual([40, 30, 20])
    expect(levelCrossings(days(19, 41), 1, 2, 10, 1)?.map((crossing) => crossing.level)).toEqual([20, 30, 40])
  })

  it('takes a value on the level as above it', () => {
    expect(levelCrossings(days(29, 30), 1, 2, 10, 1)?.[0]?.direction).toBe('up')
    expect(levelCrossings(days(30, 31), 1, 2, 10, 1)).toEqual([])
    expect(levelCrossings(days(31, 30), 1, 2, 10, 1)).toEqual([])
  })

  it('looks at nothing before the start or after the end', () => {
    expect(levelCrossings(days(29, 31, 32, 29), 2, 3, 10, 1)).toEqual([])
  })

  it('finds none in a window of one snapshot, the first on record', () => {
    expect(levelCrossings(days(31, 29), 1, 1, 10, 1)).toEqual([])
  })

  it('cannot say anything where a snapshot of the window is missing', () => {
    expect(levelCrossings(days(31, null, 29), 1, 3, 10, 1)).toBeUndefined()
    expect(levelCrossings(days(31, 32, null), 1, 3, 10, 1)).toBeUndefined()
    expect(levelCrossings(days(null, 31, 29), 1, 3, 10, 1)).toBeUndefined()
  })

  it('names a gap between the crossing and the last time on this side', () => {
    expect(levelCrossings(days(29, null, 31, 32, 29), 4, 5, 10, 1)).toEqual([
      { level: 30, direction: 'down', time: 5, lastOnThisSide: 1, gapSince: 2 },
    ])
    expect(levelCrossings(days(31, null, 31, 32, 29), 4, 5, 10, 1)?.[0]).toMatchObject({
      lastOnThisSide: null,
      gapSince: 2,
    })
    expect(levelCrossings(days(31, null, 29, 32, 29), 4, 5, 10, 1)?.[0]).not.toHaveProperty('gapSince')
  })

  it('lead from the level before to the level after', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 30 }), (values) => {
        const crossings = levelCrossings(days(...values), 1, values.length, 10, 1) ?? []
        const net = crossings.reduce((sum, crossing) => sum + (crossing.direction === 'up' ? 1 : -1), 0)
        expect(net).toBe(Math.floor((values.at(-1) ?? 0) / 10) - Math.floor((values[0] ?? 0) / 10))
      }),
    )
  })
})
