/** Realized volatility as alerts are judged by it: of hourly closes over 7 days where they are on record, of daily ones else. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { pastOf } from '#src/alerts/past.ts'
import { resolutionIn } from '#src/alerts/resolution.ts'
import { settledValue } from '#src/alerts/settled.ts'
import { historyAt } from '#src/market/asof.ts'
import type { History } from '#src/market/history.ts'
import type { Candles } from '#src/market/series.ts'
import type { WatchedSeries } from '#src/market/watched.ts'
import { median } from '#src/metrics/median.ts'
import { logReturns } from '#src/metrics/returns.ts'
import { DAYS_A_YEAR, rollingVolatility } from '#src/metrics/volatility.ts'
import { readHistory, sampleHistory } from '../support/histories.ts'
import { describeWithShared } from '../support/shared.ts'

const [HOUR, DAY] = [3_600_000, 86_400_000]
const volatility = (asset: string, days: 7 | 30 = 7) => ({ kind: 'volatility', asset, days }) as const

/** Without one candle, counted from the last. */
function without(candles: Candles | undefined, back: number): Candles | undefined {
  if (!candles) return undefined
  const index = candles.times.length - back
  const cut = (column: Float64Array) => column.filter((_, at) => at !== index)
  const { interval, times, open, high, low, close } = candles
  return { interval, times: cut(times), open: cut(open), high: cut(high), low: cut(low), close: cut(close) }
}

describe('realized volatility on record', () => {
  it('is of hourly closes over 7 days where there are any, and says so; of daily ones else', async () => {
    const history = await sampleHistory()
    const everyOf = (series: WatchedSeries) =>
      settledValue(series, history, history.now)?.evidence.every ?? DAY
    expect(everyOf(volatility('bitcoin'))).toBe(HOUR)
    for (const one of [volatility('bitcoin', 30), volatility('solana')]) expect(everyOf(one)).toBe(DAY)
    const series = [volatility('ethereum'), volatility('ethereum', 30), volatility('solana')]
    expect(series.map(resolutionIn(history))).toEqual([HOUR, DAY, DAY])
  })

  it('has no value over a window in which a close is missing, and never 0', async () => {
    const sample = await sampleHistory()
    const gapped: History = {
      ...sample,
      hourlyCandles: (asset) => without(sample.hourlyCandles(asset), 100),
      dailyCandles: (asset) => without(sample.dailyCandles(asset), 5),
    }
    const series = [volatility('bitcoin'), volatility('bitcoin', 30), volatility('solana')]
    for (const one of series) {
      const last = (history: History) => pastOf(one, history, 0)?.points.at(-1)?.[0]
      expect(last(sample)).toBe(sample.now)
      const back = one === series[0] ? 100 * HOUR : 5 * DAY
      expect(last(gapped)).toBe(sample.now - back)
    }
    const young = historyAt(sample, (sample.hourlyCandles('bitcoin')?.times[0] ?? 0) + 168 * HOUR)
    expect(pastOf(volatility('bitcoin'), young, 0)).toBeUndefined()
  })
})

describeWithShared('realized volatility of recorded weeks', ['dataset', 'expected'], (dataset, folder) => {
  let history: History

  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  it.each([
    '2025-09-29',
    '2025-11-10',
    '2025-11-17',
  ])('to %s is the one that was computed elsewhere', (end) => {
    const { realised_volatility: expected } = JSON.parse(readFileSync(`${folder}/${end}.json`, 'utf8'))
    const at = Date.parse(`${end}T00:00:00Z`)
    const read = (days: 7 | 30) => settledValue(volatility('bitcoin', days), historyAt(history, at), at)
    expect(read(7)).toMatchObject({ time: at, value: expect.closeTo(expected.bitcoin['7d_hourly'], 5) })
    expect(read(30)).toMatchObject({ time: at, value: expect.closeTo(expected.bitcoin['30d_daily'], 5) })
  })

  it.each([
    'bitcoin',
    'ethereum',
  ])('of %s is as high by hours as by days, in the middle of all days', (asset) => {
    const hourly = new Map(pastOf(volatility(asset), history, 0)?.points)
    const { times, close } = history.dailyCandles(asset) as Candles
    const daily = rollingVolatility(logReturns(close), 7, DAYS_A_YEAR)
    const ratios = [...daily].flatMap((value, index) => {
      const own = hourly.get((times[index + 1] ?? Number.NaN) + DAY)
      return own === undefined || !Number.isFinite(value) ? [] : [own / value]
    })
    expect(ratios.length).toBeGreaterThan(300)
    expect(median(ratios)).toBeGreaterThan(0.9)
    expect(median(ratios)).toBeLessThan(1.15)
  })
})
