import { describe, expect, it } from 'vitest'
import { DAY } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { dailyCloses, midnightPrice, priceAt, weekPrices } from '#src/services/prices.ts'
import { buildHistory, generate, instantOf } from '../support/history.ts'

const week = weekEnding('2025-06-16')
const tokyo = weekEnding('2025-06-16', 'Asia/Tokyo')
/** Closes 1 on Sunday 8 June (at Monday 00:00), 2 on the next day … 8 on Sunday 15 June. */
const daily = generate(8, (i) => i + 1)

describe('the price at a boundary', () => {
  it('is the close of the candle that ends there', () => {
    const history = buildHistory({ daily: { bitcoin: ['2025-06-08', ...daily] } })
    expect(weekPrices(history, 'bitcoin', week)).toEqual({
      start: { price: 1, asOf: week.start, table: 'prices_daily' },
      end: { price: 8, asOf: week.end, table: 'prices_daily' },
      weekReturn: 7,
    })
  })

  it('is the open of the candle that starts there, only where the other is missing', () => {
    const candles = {
      interval: DAY,
      times: Float64Array.of(week.start, week.end - DAY),
      open: Float64Array.of(90, 110),
      high: Float64Array.of(100, 130),
      low: Float64Array.of(80, 100),
      close: Float64Array.of(95, 120),
    } as const
    const history = buildHistory({ daily: { bitcoin: candles } })
    expect(midnightPrice(history, 'bitcoin', week.start)).toBe(90)
    expect(midnightPrice(history, 'bitcoin', week.start + DAY)).toBe(95)
    expect(midnightPrice(history, 'bitcoin', week.end)).toBe(120)
  })

  it('is missing, with the reason, for an asset listed or delisted inside the window, or with a gap', () => {
    const history = buildHistory({
      now: '2025-06-16',
      daily: {
        listed: ['2025-06-11', 1, 2, 3, 4, 5],
        delisted: ['2025-06-07', 1, 2, 3, 4],
        broken: ['2025-06-01', ...generate(7, () => 1), null, null, ...generate(6, () => 1)],
      },
    })
    expect(weekPrices(history, 'listed', week)).toMatchObject({
      start: { missing: 'record-too-short', source: 'prices_daily' },
      end: { price: 5 },
      weekReturn: { missing: 'record-too-short' },
    })
    expect(weekPrices(history, 'delisted', week)).toMatchObject({
      start: { price: 2 },
      end: { missing: 'no-data' },
      weekReturn: { missing: 'no-data' },
    })
    expect(weekPrices(history, 'broken', week).start).toMatchObject({ missing: 'gap' })
    expect(weekPrices(history, 'unknown', week).start).toMatchObject({ missing: 'no-data' })
  })

  it('is missing at the end of a week that is not over, though its last candle has a close so far', () => {
    const history = buildHistory({ now: '2025-06-15', daily: { bitcoin: ['2025-06-08', ...daily] } })
    expect(weekPrices(history, 'bitcoin', week)).toMatchObject({
      start: { price: 1 },
      end: { missing: 'no-data' },
      weekReturn: { missing: 'no-data' },
    })
    expect(dailyCloses(history, 'bitcoin', week.end, 3)).toBeUndefined()
  })
})

describe('the price at a boundary of another zone', () => {
  const hours = generate(8 * 24, (i) => 1000 + i)
  const history = buildHistory({
    daily: {
      bitcoin: ['2025-06-06', ...generate(10, (i) => i)],
      solana: ['2025-06-06', ...generate(10, (i) => 10 + i)],
    },
    hourly: { bitcoin: ['2025-06-08T00:00:00Z', ...hours] },
  })

  it('comes from the hour that ends there', () => {
    // Monday 00:00 in Tokyo is Sunday 15:00 UTC; the candle of 14:00 ends there.
    expect(weekPrices(history, 'bitcoin', tokyo)).toMatchObject({
      start: { price: 1014, asOf: instantOf('2025-06-08T15:00:00Z'), table: 'prices_hourly' },
      end: { price: 1014 + 7 * 24, asOf: instantOf('2025-06-15T15:00:00Z') },
    })
  })

  it('is the one at the last 00:00 UTC where only days are known, and says so', () => {
    expect(weekPrices(history, 'solana', tokyo)).toMatchObject({
      start: { price: 11, asOf: instantOf('2025-06-08'), table: 'prices_daily' },
      end: { price: 18, asOf: instantOf('2025-06-15') },
    })
  })

  it('falls back to days at both ends where an hour is missing at one', () => {
    const broken = buildHistory({
      daily: { bitcoin: ['2025-06-06', ...generate(10, (i) => 10 + i)] },
      hourly: { bitcoin: ['2025-06-08T00:00:00Z', ...hours.slice(0, 24)] },
    })
    expect(weekPrices(broken, 'bitcoin', tokyo)).toMatchObject({
      start: { price: 11, asOf: instantOf('2025-06-08') },
      end: { price: 18, asOf: instantOf('2025-06-15') },
    })
  })

  it('is exact at both ends where summer time moves one of them to 00:00 UTC', () => {
    // London goes from 31 March 2025 on by summer time: the week lasts 167 hours and ends on Sunday at 23:00 UTC.
    const london = weekEnding('2025-03-31', 'Europe/London')
    const spring = buildHistory({
      daily: { bitcoin: ['2025-03-20', ...generate(11, (i) => 10 + i)] },
      hourly: { bitcoin: ['2025-03-23T00:00:00Z', ...generate(8 * 24, (i) => 1000 + i)] },
    })
    expect(weekPrices(spring, 'bitcoin', london)).toMatchObject({
      start: { price: 13, asOf: instantOf('2025-03-24'), table: 'prices_daily' },
      end: { price: 1000 + 7 * 24 + 22, asOf: instantOf('2025-03-30T23:00:00Z'), table: 'prices_hourly' },
    })
  })

  it('is read at the full hour before a half hour', () => {
    const kolkata = weekEnding('2025-06-16', 'Asia/Kolkata')
    expect(priceAt(history, 'bitcoin', kolkata.start)).toMatchObject({
      price: 1017,
      asOf: instantOf('2025-06-08T18:00:00Z'),
    })
  })
})

describe('dailyCloses', () => {
  it('are all there or not at all', () => {
    const history = buildHistory({
      daily: { whole: ['2025-06-08', ...daily], broken: ['2025-06-08', 1, 2, null, 4, 5] },
    })
    expect([...(dailyCloses(history, 'whole', week.end, 3) ?? [])]).toEqual([6, 7, 8])
    expect(dailyCloses(history, 'whole', week.end, 9)).toBeUndefined()
    expect(dailyCloses(history, 'broken', instantOf('2025-06-13'), 2)).toEqual(Float64Array.of(4, 5))
    expect(dailyCloses(history, 'broken', instantOf('2025-06-13'), 4)).toBeUndefined()
    expect(dailyCloses(history, 'broken', week.end, 2)).toBeUndefined()
  })

  it('count 29 February', () => {
    // 1 February closes at 1; the 25th day, 25 February, closes at the boundary of Monday 26 February.

    const history = buildHistory({ daily: { bitcoin: ['2024-02-01', ...generate(32, (i) => i + 1)] } })
    const leap = weekEnding('2024-03-04')
    expect(weekPrices(history, 'bitcoin', leap)).toMatchObject({ start: { price: 25 }, end: { price: 32 } })
    expect(dailyCloses(history, 'bitcoin', leap.end, 31)?.[0]).toBe(2)
  })
})
