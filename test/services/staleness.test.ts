import { describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { readAges, staleTables } from '#src/services/staleness.ts'
import { buildHistory, generate, type HistoryLiteral, instantOf } from '../support/history.ts'

const now = instantOf('2025-06-16')
const live = {
  checkedAt: now + HOUR,
  price: () => undefined,
  nextFunding: () => [],
  impliedVolatility: () => undefined,
  disagreements: [],
}
const days = (from: string, count: number) => [from, ...generate(count, (day) => day + 1)] as const
const liveOf = (literal: HistoryLiteral): History => ({
  ...buildHistory({ now: '2025-06-16', daily: { bitcoin: days('2025-06-01', 15) }, ...literal }),
  live,
})

describe('what is older than it should be', () => {
  it('is nothing where each table has its newest row', () => {
    expect(staleTables(liveOf({}))).toEqual([])
  })

  it('is a table whose newest row is beyond its bound, counted from the clock', () => {
    const history = liveOf({ marketCaps: { bitcoin: days('2025-06-01', 14) } })
    const last = instantOf('2025-06-14')
    expect(staleTables(history)).toEqual([{ table: 'market_caps', last, age: now + HOUR - last }])
    expect(readAges(history)).toMatchObject({ now: now + HOUR, stale: [{ table: 'market_caps' }] })
    // As it was a day earlier nothing was late.
    expect(staleTables(history, undefined, now - DAY)).toEqual([])
  })

  it('is the sum over venues, though a venue goes on', () => {
    const history = liveOf({
      openInterest: { total: { all: days('2025-06-01', 11) }, bitcoin: { binance: days('2025-06-01', 15) } },
    })
    const last = instantOf('2025-06-11')
    expect(staleTables(history)).toEqual([{ table: 'open_interest', last, age: now + HOUR - last }])
  })

  it('is one curve, though the other goes on; Japan’s holidays last longer', () => {
    const ended = days('2025-05-20', 20)
    const going = days('2025-06-01', 15)
    const stale = (curves: HistoryLiteral['curves']) => staleTables(liveOf({ curves: curves ?? {} }))
    expect(stale({ ust: { 10: ended }, jgb: { 10: going } })).toMatchObject([
      { table: 'yield_curves', last: instantOf('2025-06-08') },
    ])
    expect(stale({ ust: { 10: going }, jgb: { 10: ended } })).toEqual([])
    expect(stale({ ust: { 10: going }, jgb: { 10: days('2025-05-20', 10) } })).toHaveLength(1)
  })

  it('is nothing of a history that stands still, nor a table without a row', () => {
    const { live: _, ...recorded } = liveOf({ marketCaps: { bitcoin: days('2025-06-01', 3) } })
    expect(staleTables(recorded)).toEqual([])
    expect(readAges(recorded).now).toBe(now)
    expect(staleTables(liveOf({}), ['funding', 'sentiment'])).toEqual([])
  })

  it('is implied volatility, which had no bound', () => {
    const times = Float64Array.of(now - 5 * DAY, now - 4 * DAY)
    const implied = { times, values: Float64Array.of(0.4, 0.5) }
    const history = { ...liveOf({}), live: { ...live, impliedVolatility: () => implied } }
    expect(staleTables(history)).toEqual([
      { table: 'implied_volatility', last: now - 4 * DAY, age: 4 * DAY + HOUR },
    ])
  })

  it('is each venue, source and index by itself, which hid behind the others; one long gone is not missed', () => {
    const venues = (ended: string) => ({
      spotVolume: { binance: days('2025-06-01', 15), okx: days(ended, 5) },
      sentiment: { 'fear-greed': days('2025-06-01', 15), other: days(ended, 5) },
    })
    const last = instantOf('2025-06-10')
    expect(staleTables(liveOf(venues('2025-06-06')))).toEqual([
      { table: 'spot_volume', last, age: now + HOUR - last },
      { table: 'sentiment', last, age: now + HOUR - last },
    ])
    expect(staleTables(liveOf(venues('2025-05-20')))).toEqual([])
  })
})
