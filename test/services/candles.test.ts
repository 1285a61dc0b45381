import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '#src/market/time.ts'
import { type CandlesReading, readCandles } from '#src/services/candles.ts'
import { isGap } from '#src/services/publish.ts'
import { buildHistory, generate, instantOf } from '../support/history.ts'

const at = instantOf('2025-06-16')

function read(...args: Parameters<typeof readCandles>): CandlesReading {
  const reading = readCandles(...args)
  if (isGap(reading)) throw new Error(reading.missing)
  return reading
}

describe('candles', () => {
  const daily = buildHistory({ daily: { bitcoin: ['2025-05-01', ...generate(46, (i) => i + 1)] } })

  it('of a day are those of the record', () => {
    const { candles, change } = read(daily, at, 'bitcoin', '1d', 'none')
    expect(candles).toHaveLength(46)
    expect(candles.at(-1)).toMatchObject({ time: at - DAY, open: 45, close: 46 })
    expect(change).toBe(45)
  })

  it('of a week run from Monday to Monday, whole ones alone', () => {
    const { candles, to, high } = read(daily, at + 2 * DAY, 'bitcoin', '1w', 'none')
    expect(to).toBe(at)
    expect(candles.at(-1)).toEqual({ time: at - 7 * DAY, open: 39, high: 46, low: 39, close: 46 })
    expect(high).toEqual({ price: 46, time: at - DAY })
  })

  it('of four hours are made from those of an hour', () => {
    const hourly = buildHistory({
      now: '2025-06-16',
      hourly: { bitcoin: ['2025-06-15T00:00:00Z', ...generate(24, (i) => i + 1)] },
    })
    const { candles } = read(hourly, at, 'bitcoin', '4h', 'none')
    expect(candles).toHaveLength(6)
    expect(candles.at(-1)).toMatchObject({ time: at - 4 * HOUR, open: 20, close: 24 })
  })

  it('are missing where the record has none of the kind, or old ones only', () => {
    expect(readCandles(daily, at, 'bitcoin', '1h', 'none')).toMatchObject({ source: 'prices_hourly' })
    const old = buildHistory({ now: '2025-06-16', daily: { bitcoin: ['2025-05-01', 1, 2, 3] } })
    expect(readCandles(old, at, 'bitcoin', '1d', 'none')).toMatchObject({ missing: 'stale' })
  })

  it('carry the mean of twenty closes from the twentieth on', () => {
    const { over } = read(daily, at, 'bitcoin', '1d', 'ma')
    expect(isGap(over) ? [] : over.slice(18, 21).map(([, value]) => value)).toEqual([null, 10.5, 11.5])
  })

  it('say what cannot be laid over them', () => {
    expect(read(daily, at, 'bitcoin', '1d', 'funding').over).toEqual({
      missing: 'no-data',
      source: 'funding',
    })
    expect(read(daily, at, 'bitcoin', '1d', 'oi').over).toEqual({
      missing: 'no-data',
      source: 'open_interest',
    })
  })

  it('carry open interest and funding of their days', () => {
    const history = buildHistory({
      daily: { bitcoin: ['2025-06-14', 1, 2] },
      openInterest: { bitcoin: { binance: ['2025-06-14', 100, 200] } },
      funding: {
        bitcoin: {
          binance: generate(6, (i) => i).map(
            (i) => [new Date(instantOf('2025-06-14') + (i + 1) * 8 * HOUR).toISOString(), 0.0001, 8] as const,
          ),
        },
      },
    })
    expect(read(history, at, 'bitcoin', '1d', 'oi').over).toEqual([
      [at - 2 * DAY, 100],
      [at - DAY, 200],
    ])
    const { over } = read(history, at, 'bitcoin', '1d', 'funding')
    expect(isGap(over) ? [] : over.map(([, value]) => value)).toEqual([
      expect.closeTo(0.0001, 12),
      expect.closeTo(0.0001, 12),
    ])
  })
})
