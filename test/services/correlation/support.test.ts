import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { weekEnding } from '#src/market/week.ts'
import { readCorrelation } from '#src/services/correlation.ts'
import { SHIFT as TOLD_AGAIN } from '#src/briefing/repeats.ts'
import { breadthVerdict, changeWithout, hasShifted, SHIFT } from '#src/services/correlation/support.ts'
import { readHistory } from '../../support/histories.ts'
import { describeWithShared } from '../../support/shared.ts'

const left = (mean: number) => ({ day: 0, side: 'left' as const, mean })
const entered = (mean: number) => ({ day: 0, side: 'entered' as const, mean })

describe('a change of correlation', () => {
  it('is one of a tenth or more', () => {
    expect(hasShifted({ before: 0.85, now: 0.749, without: left(0.85) })).toBe(true)
    expect(hasShifted({ before: 0.85, now: 0.751, without: left(0.85) })).toBe(false)
    expect(hasShifted({ before: 0.6, now: 0.72, without: entered(0.72) })).toBe(true)
  })

  it('survives without the day that carries most of it', () => {
    expect(hasShifted({ before: 0.85, now: 0.72, without: left(0.771) })).toBe(true)
    expect(hasShifted({ before: 0.85, now: 0.72, without: left(0.769) })).toBe(false)
    expect(hasShifted({ before: 0.6, now: 0.8, without: entered(0.651) })).toBe(true)
    expect(hasShifted({ before: 0.6, now: 0.8, without: entered(0.64) })).toBe(false)
    expect(hasShifted({ before: 0.6, now: 0.8 })).toBe(false)
  })

  it('is counted on the side that had the day', () => {
    expect(changeWithout({ before: 0.85, now: 0.72, without: left(0.8) })).toBeCloseTo(-0.08, 12)
    expect(changeWithout({ before: 0.6, now: 0.8, without: entered(0.7) })).toBeCloseTo(0.1, 12)
  })
})

it('calls breadth by the share of coins that rose', () => {
  const words = [20, 21, 40, 41, 59, 60, 79, 80].map((up) => breadthVerdict(up, 100).word)
  expect(words).toEqual(['broad-fall', 'fall', 'fall', 'mixed', 'mixed', 'rise', 'rise', 'broad-rise'])
})

describeWithShared('correlation of the recorded history', ['dataset'], (dataset) => {
  let history: History

  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  const tiers = (edition: string) => readCorrelation(history, weekEnding(edition)).value.tiers

  it('fell on the same ten coins, not as far as on changed ones (17 November 2025)', () => {
    const [top] = tiers('2025-11-17')
    expect([top?.mean4wAgo, top?.mean]).toEqual([expect.closeTo(0.851, 3), expect.closeTo(0.618, 3)])
    expect(top?.shift).toMatchObject({
      before: expect.closeTo(0.851, 3),
      now: expect.closeTo(0.722, 3),
      without: { day: Date.parse('2025-10-10'), side: 'left', mean: expect.closeTo(0.802, 3) },
    })
    expect(top?.shift?.symbols).toContain('LINK')
    expect(top?.shift?.symbols).not.toContain('ZEC')
    expect(top?.shift && hasShifted(top.shift)).toBe(true)
  })

  it('of ranks 50 to 100 rose: no weakening (20 October 2025)', () => {
    const tail = tiers('2025-10-20')[2]
    expect([tail?.mean4wAgo, tail?.mean]).toEqual([expect.closeTo(0.575, 3), expect.closeTo(0.715, 3)])
    expect((tail?.shift?.now ?? 0) - (tail?.shift?.before ?? 0)).toBeGreaterThan(0.1)
  })

  it('has not changed where one day makes the change (27 October 2025: 10 October)', () => {
    const tail = tiers('2025-10-27')[2]
    expect((tail?.shift?.now ?? 0) - (tail?.shift?.before ?? 0)).toBeGreaterThan(0.1)
    expect(tail?.shift && hasShifted(tail.shift)).toBe(false)
  })
})

it('has one bar for a change, in the verdict and in what a recap tells again', () => {
  expect(TOLD_AGAIN).toBe(SHIFT)
})
