import { describe, expect, it } from 'vitest'
import { type Place, placeAmong, weeksInARow } from '#src/metrics/ranks.ts'

const last = placeAmong(-5, [1, 2])
const first = placeAmong(5, [1, 2])
const middle = placeAmong(1.5, [1, 2])
const tiedLast = placeAmong(1, [1, 2])
const unranked: Place | undefined = undefined

describe('placeAmong', () => {
  it('counts from the highest and lets equal values share the better rank', () => {
    expect(first).toEqual({ rank: 1, of: 3, tied: false })
    expect(last).toEqual({ rank: 3, of: 3, tied: false })
    expect(tiedLast).toEqual({ rank: 2, of: 3, tied: true })
    expect(placeAmong(1, [])).toEqual({ rank: 1, of: 1, tied: false })
  })
})

describe('weeksInARow', () => {
  it('counts the newest weeks at that end', () => {
    expect(weeksInARow('last', [last, last, last, middle])).toBe(3)
    expect(weeksInARow('first', [first, middle, first])).toBe(1)
    expect(weeksInARow('first', [last, first])).toBe(0)
  })

  it('stops at a week without a rank and at a tie', () => {
    expect(weeksInARow('last', [last, last, unranked, last, last, middle])).toBe(2)
    expect(weeksInARow('last', [last, tiedLast, last, middle])).toBe(1)
    expect(weeksInARow('last', [tiedLast, last])).toBe(0)
    expect(weeksInARow('first', [placeAmong(2, [1, 2]), first])).toBe(0)
  })

  it('is unknown where the run reaches the start of the record', () => {
    expect(weeksInARow('last', [last, last])).toBeUndefined()
    expect(weeksInARow('last', [last])).toBeUndefined()
  })

  it('is unknown where the newest week has no rank', () => {
    expect(weeksInARow('last', [unranked, last])).toBeUndefined()
    expect(weeksInARow('last', [])).toBeUndefined()
  })

  it('does not call the only one ranked first or last', () => {
    expect(weeksInARow('first', [placeAmong(1, []), middle])).toBe(0)
  })
})
