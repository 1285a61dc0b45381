/** What the charts draw: lines of volatility, closes beside movers, curves at both ends of the week. */
import { describe, expect, it } from 'vitest'
import { DAY } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readCandles } from '#src/services/candles.ts'
import { readMacro } from '#src/services/macro.ts'
import { readMovers } from '#src/services/movers.ts'
import { isGap } from '#src/services/publish.ts'
import { readVolatility } from '#src/services/volatility.ts'
import { buildHistory, generate, type Print } from '../support/history.ts'
import { market } from '../support/market.ts'

const week = weekEnding('2025-06-16')

describe('volatility as it is drawn', () => {
  it('has both lines over 290 days, up to the week’s own values', () => {
    const falls = [100, 110, 250]
    const history = buildHistory({
      daily: { bitcoin: ['2024-06-03', ...generate(378, (i) => (falls.includes(i) ? 80 - i / 100 : 100))] },
    })
    const [row] = readVolatility(history, week, ['bitcoin']).value.rows
    const { week: line, month } = row?.drawn ?? {}
    expect([line?.length, month?.length]).toEqual([290, 290])
    expect(line?.at(-1)).toEqual([Date.parse('2025-06-15'), row?.rv7d])
    expect(month?.at(-1)).toEqual([Date.parse('2025-06-15'), row?.rv30d])
  })
})

describe('closes beside movers', () => {
  it('are those of the thirty days before the boundary, of the named alone', () => {
    const history = market(12, (coin, day) => (day < 30 ? 100 : 94 + coin))
    const { gainers, losers, closes = {} } = readMovers(history, week).value
    const named = [...gainers, ...losers].map(({ asset }) => asset)
    expect(Object.keys(closes).sort()).toEqual(named.toSorted())
    const line = closes[gainers[0]?.asset ?? ''] ?? []
    expect(line.length).toBeLessThanOrEqual(30)
    expect(line.at(-1)?.[0]).toBe(week.end - DAY)
  })
})

describe('curves at both ends of the week', () => {
  it('have the change of each tenor in basis points and both slopes; one that is too old has its last day', () => {
    const history = buildHistory({
      now: '2025-06-16',
      curves: {
        ust: {
          2: ['2025-06-06', 3.55, null, null, 3.6, 3.6, 3.6, 3.6, 3.62],
          10: ['2025-06-06', 4.11, null, null, 4.1, 4.1, 4.1, 4.1, 4.14],
        },
        jgb: { 2: ['2025-05-29', 0.7], 10: ['2025-05-29', 1.5] },
      },
    })
    const { curves, curveEnds } = readMacro(history, week).value
    expect(curves).toHaveLength(1)
    expect(curves[0]).toMatchObject({ slope2s10s: 0.52, slopeWeekAgo: 0.56 })
    expect(curves[0]?.points.map(({ changeBp }) => changeBp)).toEqual([7, 3])
    expect(curveEnds).toEqual({ ust: '2025-06-13', jgb: '2025-05-29' })
  })
})

describe('what is laid over candles', () => {
  const daily = { bitcoin: ['2025-05-01', ...generate(46, (i) => 100 + i)] as const }

  it('has what was traded in each day and week, where a folder says it of every day', () => {
    const volume = Float64Array.from({ length: 46 }, (_, i) => (i === 20 ? Number.NaN : 10))
    const history = buildHistory({ daily })
    const candles = history.dailyCandles('bitcoin')
    const known = { ...history, dailyCandles: () => candles && { ...candles, volume } }
    const days = readCandles(known, week.end, 'bitcoin', '1d', 'none')
    const weeks = readCandles(known, week.end, 'bitcoin', '1w', 'none')
    if (isGap(days) || isGap(weeks)) throw new Error('no candles')
    expect(days.volumes?.slice(19, 22).map(([, sum]) => sum)).toEqual([10, null, 10])
    // The first week began on 28 April, before the record.
    expect(weeks.volumes?.map(([, sum]) => sum)).toEqual([null, 70, 70, null, 70, 70, 70])
    expect(readCandles(history, week.end, 'bitcoin', '1d', 'none')).not.toHaveProperty('volumes')
  })

  it('says of funding to which hour the last day is settled', () => {
    const prints = generate(137, (i) => Date.parse('2025-05-01T08:00:00Z') + i * 8 * 3_600_000)
    const binance = prints.map((time): Print => [new Date(time).toISOString(), 1e-5, 8])
    const history = buildHistory({ daily, funding: { bitcoin: { binance } } })
    expect(readCandles(history, week.end, 'bitcoin', '1d', 'funding')).toMatchObject({
      overUntil: Date.parse('2025-06-15T16:00:00Z'),
    })
  })
})
