/** The odds of a rate decision, from futures on the fed funds rate. */
import { describe, expect, it } from 'vitest'
import { moveOf } from '#src/sources/fedfunds/odds.ts'
import { meetingAfter, meetingNear } from '#src/sources/meetings.ts'
import { NOW } from '../bodies/week.ts'

describe('odds from fed funds futures', () => {
  it("equals the exchange's own worked example", () => {
    const move = moveOf({ average: 100 - 99.805, start: 100 - 99.8675, days: 30, before: 16 })
    expect(move?.end).toBeCloseTo(0.2664285714, 9)
    expect(move?.hike).toBeCloseTo(0.5357142857, 9)
    expect(move?.cut).toBe(0)
  })

  it('works for a cut', () => {
    const move = moveOf({ average: 100 - 96.175, start: 3.88, days: 31, before: 10 })
    expect(move?.end).toBeCloseTo(3.7988095238, 9)
    expect(move?.cut).toBeCloseTo(0.3247619048, 9)
    expect(move?.hold).toBeCloseTo(0.6752380952, 9)
  })

  it('finds the rate before from the mean and the rate after', () => {
    const move = moveOf({ average: 3.825, end: 3.7988095238, days: 31, before: 10 })
    expect(move?.start).toBeCloseTo(3.88, 8)
  })

  it('is sure of a cut where more than one is expected, and says nothing without a neighbour', () => {
    expect(moveOf({ average: 3.7, start: 4, end: 3.6, days: 30, before: 10 })).toMatchObject({
      cut: 1,
      hold: 0,
    })
    expect(moveOf({ average: 3.7, days: 30, before: 10 })).toBeUndefined()
  })

  it('knows the next meeting, and which one a market means', () => {
    expect(meetingAfter(NOW)).toBe('2025-12-10')
    expect(meetingAfter(Date.UTC(2025, 11, 10, 20))).toBe('2026-01-28')
    expect(meetingNear(Date.UTC(2025, 11, 11, 5))).toBe('2025-12-10')
    expect(meetingNear(Date.UTC(2025, 5, 1))).toBe('2025-06-01')
  })
})
