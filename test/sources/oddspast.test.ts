/** Past prices of the sizes of one move, summed. */
import { describe, expect, it } from 'vitest'
import { summedParts } from '#src/sources/oddspast.ts'

const HOUR = 3_600_000
const point = (hour: number, price: number) => ({ time: hour * HOUR, price })

describe('the parts of an outcome', () => {
  it('are summed at each time, each at its last price', () => {
    const parts = [{ points: [point(0, 0.5), point(6, 0.55)] }, { points: [point(0, 0.1), point(3, 0.12)] }]
    expect(summedParts(parts)).toEqual([
      { time: 0, probability: 0.6 },
      { time: 3 * HOUR, probability: 0.62 },
      { time: 6 * HOUR, probability: 0.67 },
    ])
  })

  it('tell nothing where one of them is not priced yet, or was not for a day', () => {
    const parts = [{ points: [point(0, 0.5), point(40, 0.5)] }, { points: [point(2, 0.1)] }]
    expect(summedParts(parts).map(({ time }) => time / HOUR)).toEqual([2])
    expect(summedParts([{ points: [point(0, 0.5)] }, { points: [] }])).toEqual([])
  })

  it('tell nothing where they add up to more than 1, but for what several markets round', () => {
    expect(summedParts([{ points: [point(0, 0.7)] }, { points: [point(0, 0.31)] }])).toEqual([
      { time: 0, probability: 1 },
    ])
    expect(summedParts([{ points: [point(0, 0.7)] }, { points: [point(0, 0.5)] }])).toEqual([])
  })
})
