import { describe, expect, it } from 'vitest'
import { type Series, seriesOf } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import { joinOf } from '#src/metrics/joins.ts'

const FIRST = Date.parse('2026-10-01')

/** A market that moves every day by another percentage. */
function market(day: number): number {
  return 100 * (1 + 0.05 * Math.sin(day) + 0.03 * Math.sin(day * 2.7))
}

function series(days: number, value: (day: number) => number, from = 0): Series {
  return seriesOf(Array.from({ length: days }, (_, at) => [FIRST + (from + at) * DAY, value(from + at)]))
}

const older = series(60, market)

describe('two suppliers of one quantity', () => {
  it('are joined where they tell the same to within a hundredth on 14 days', () => {
    const join = joinOf(
      older,
      series(14, (day) => market(day) * 1.009, 46),
    )
    expect(join).toMatchObject({ word: 'joined', days: 14 })
    expect(join.ratio).toBeCloseTo(1.009, 10)
    expect(join.spread).toBeCloseTo(0, 10)
    expect(join.correlation).toBeCloseTo(1, 10)
  })

  it('are joined in any unit: figures below 1 count as well', () => {
    const small = (from: number, count: number) => series(count, (day) => market(day) / 1000, from)
    expect(joinOf(small(0, 60), small(46, 14))).toMatchObject({ word: 'joined', days: 14, ratio: 1 })
  })

  it('are withheld where they share 13 days, however well these agree, or none', () => {
    expect(joinOf(older, series(13, market, 47))).toMatchObject({ word: 'withheld', days: 13, ratio: 1 })
    expect(joinOf(older, series(20, market, 60))).toEqual({ word: 'withheld', days: 0 })
  })

  it('are rebased where one lies off by a steady ratio: a fifth less, and just over a hundredth', () => {
    const fifth = joinOf(
      older,
      series(20, (day) => market(day) * 0.8, 40),
    )
    expect(fifth.word).toBe('rebased')
    expect(fifth.ratio).toBeCloseTo(0.8, 10)
    expect(
      joinOf(
        older,
        series(20, (day) => market(day) * 1.011, 40),
      ).word,
    ).toBe('rebased')
  })

  it('are withheld where the ratio is not steady: four of twenty days are 3 % off', () => {
    const off = (day: number) => market(day) * (day % 5 === 0 ? 1.03 : 1)
    const join = joinOf(older, series(20, off, 40))
    expect(join).toMatchObject({ word: 'withheld', ratio: 1 })
    expect(join.spread).toBeGreaterThan(0.02)
  })

  it('are withheld where their changes do not go together, though levels are near', () => {
    const quiet = series(60, (day) => 100 + 0.3 * Math.sin(day))
    const other = series(20, (day) => 100 + 0.3 * Math.cos(day), 40)
    const join = joinOf(quiet, other)
    expect(join.spread).toBeLessThan(0.02)
    expect(join).toMatchObject({ word: 'withheld' })
    expect(join.correlation).toBeLessThan(0.98)
  })

  it('are parted again where the last 14 days no longer hold, though sixty do on the whole', () => {
    const until = (day: number) => market(day) * (day >= 57 ? 1.05 : 1)
    expect(joinOf(older, series(57, market)).word).toBe('joined')
    const join = joinOf(older, series(60, until))
    expect(join.spread).toBeLessThan(0.02)
    expect(join.word).toBe('withheld')
  })

  it('are parted where a steady ratio has moved for good', () => {
    const moved = (day: number) => market(day) * (day >= 46 ? 0.76 : 0.8)
    expect(joinOf(series(300, market, -240), series(300, moved, -240)).word).toBe('withheld')
  })

  it('have no correlation where nothing moves, and days without the day before have no change', () => {
    const still = series(20, () => 100)
    expect(joinOf(still, still)).toMatchObject({ word: 'withheld', ratio: 1 })
    const weekly = seriesOf(Array.from({ length: 20 }, (_, at) => [FIRST + at * 7 * DAY, market(at)]))
    expect(joinOf(weekly, weekly)).toMatchObject({ word: 'withheld', days: 20, spread: 0 })
  })

  it('are not held against each other on days on which one told nothing sensible', () => {
    const zeros = series(14, (day) => (day === 50 ? 0 : market(day)), 46)
    expect(joinOf(older, zeros)).toMatchObject({ word: 'withheld', days: 13 })
  })
})
