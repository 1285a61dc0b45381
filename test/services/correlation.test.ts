import { describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { weekEnding } from '#src/market/week.ts'
import { readCorrelation } from '#src/services/correlation.ts'
import { buildHistory, generate, instantOf } from '../support/history.ts'
import { market } from '../support/market.ts'

const week = weekEnding('2025-06-16')

/** Up on even days, down on odd ones; odd coins the other way round. */
const seesaw = (coin: number, day: number) => ((day + coin) % 2 === 0 ? 100 : 110)

describe('readCorrelation', () => {
  it('averages over all pairs of a tier and maps the largest', () => {
    const { figures, value } = readCorrelation(
      market(13, (_, day) => seesaw(0, day)),
      week,
    )
    expect(figures['correlation.top10.mean']?.value).toBeCloseTo(1, 12)
    expect(figures['correlation.top10.mean']?.coverage).toEqual({ used: 10, expected: 10 })
    expect(figures['correlation.rank11to49.mean']?.coverage).toEqual({ used: 3, expected: 39 })
    expect(value.matrix?.assets).toHaveLength(13)
    expect(value.matrix?.values.every((row) => row.length === 13)).toBe(true)
    expect(value.series.top10).toEqual([[week.end, expect.closeTo(1, 12)]])
    expect(value.series.rank50to100).toEqual([])
  })

  it('finds opposite coins', () => {
    const { value } = readCorrelation(market(3, seesaw), week)
    expect(value.matrix?.values[0]?.[1]).toBeCloseTo(-1, 12)
    expect(value.tiers[0]?.mean).toBeCloseTo(-1 / 3, 12)
  })

  it('has no tier of fewer than three members', () => {
    const { missing } = readCorrelation(market(12, seesaw), week)
    expect(missing).toContainEqual({ figure: 'correlation.rank11to49.mean', reason: 'too-few-members' })
    expect(missing).toContainEqual({
      figure: 'correlation.rank50to100.medianReturn',
      reason: 'too-few-members',
    })
  })

  it('compares with the members of four weeks ago', () => {
    // Together until 19 May, then against each other.
    const price = (coin: number, day: number) => seesaw(day < 39 ? 0 : coin, day)
    const ids = ['a', 'b', 'c']
    const history = buildHistory({
      daily: Object.fromEntries(
        ids.map((id, coin) => [id, ['2025-04-10', ...generate(67, (day) => price(coin, day))] as const]),
      ),
      marketCaps: Object.fromEntries(
        ids.map((id, coin) => [
          id,
          ['2025-05-19', 9 - coin, ...Array<null>(27).fill(null), 9 - coin] as const,
        ]),
      ),
    })
    const { figures } = readCorrelation(history, week)
    expect(figures['correlation.top10.mean4wAgo']).toMatchObject({
      value: expect.closeTo(1, 12),
      asOf: instantOf('2025-05-19'),
    })
  })

  it('says so where four weeks ago lies before the record', () => {
    const { missing } = readCorrelation(market(12, seesaw), week)
    expect(missing).toContainEqual({
      figure: 'correlation.top10.mean4wAgo',
      reason: 'record-too-short',
      source: 'market_caps',
    })
  })

  it('tells a short record of prices from a missing day', () => {
    const reasonOf = (history: History) =>
      readCorrelation(history, week).missing.find((gap) => gap.figure === 'correlation.top10.mean')?.reason
    expect(reasonOf(market(12, seesaw, '2025-05-20'))).toBe('record-too-short')
    const whole = market(12, seesaw)
    const broken = { ...whole, dailyCandles: (id: string) => without(whole.dailyCandles(id), 20) }
    expect(reasonOf(broken)).toBe('gap')
  })

  it('leaves a coin that stood still out of the mean and the map, but not out of its tier', () => {
    const { value } = readCorrelation(
      market(4, (coin, day) => (coin === 0 ? 5 : seesaw(0, day))),
      week,
    )
    expect(value.tiers[0]?.members).toContain('c00')
    expect(value.tiers[0]?.mean).toBeCloseTo(1, 12)
    expect(value.matrix?.assets).toEqual(['c01', 'c02', 'c03'])
  })

  it('counts as risen only what rose', () => {
    const history = market(5, (coin, day) => (day < 30 ? 100 : ([110, 105, 100, 95, 90][coin] ?? 0)))
    const { figures, value } = readCorrelation(history, week)
    expect(figures['breadth.top100']).toMatchObject({ value: 0.4, coverage: { used: 5, expected: 100 } })
    expect(value.breadth).toEqual({ word: 'fall', rising: 2, counted: 5 })
    expect(figures['correlation.top10.medianReturn']?.value).toBe(0)
  })

  it('says nothing of a week that is not over', () => {
    const history = { ...market(12, seesaw), now: week.end - 1 }
    const { figures, missing } = readCorrelation(history, week)
    expect(figures).toEqual({})
    expect(missing.map((gap) => gap.figure)).toContain('breadth.top100')
  })
})

function without(
  candles: ReturnType<History['dailyCandles']>,
  index: number,
): ReturnType<History['dailyCandles']> {
  if (candles === undefined) return undefined
  const skip = (column: Float64Array) => column.filter((_, i) => i !== index)
  const { interval, times, open, high, low, close } = candles
  return {
    interval,
    times: skip(times),
    open: skip(open),
    high: skip(high),
    low: skip(low),
    close: skip(close),
  }
}
