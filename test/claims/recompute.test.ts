/** The checker's own arithmetic, held against worked examples and against figures that others have computed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeWithShared } from '../support/shared.ts'
import { meanCorrelation, pearson } from './recompute/correlation.ts'
import { fundingWeek, runsOf, settlements } from './recompute/funding.ts'
import { cappedWeights, sectorIndices, topThirty } from './recompute/indices.ts'
import { ranking, sentimentAt } from './recompute/markets.ts'
import { coinsFromPeak, coinsWeek, peak90, rowAt, rowsOf } from './recompute/openinterest.ts'
import { weekReturn } from './recompute/price.ts'
import { tier, tierMedian, topHundred } from './recompute/ranks.ts'
import { percentileOf } from './recompute/since.ts'
import { dailyVolatility, hourlyVolatility } from './recompute/volatility.ts'
import { fieldsOf } from './record/csv.ts'
import { type MarketRecord, readRecord } from './record/record.ts'
import { HOUR, instantOf, mondaysBetween, weekTo } from './record/time.ts'

describe('the reader', () => {
  it('reads quotes, doubled quotes and either line ending', () => {
    expect(fieldsOf('a,b\r\n"1,5","say ""so"""\n\n2,\n')).toEqual([
      ['a', 'b'],
      ['1,5', 'say "so"'],
      ['2', ''],
    ])
  })

  it('cuts weeks at Mondays', () => {
    expect(weekTo('2025-11-24')).toMatchObject({ start: 1763337600000, end: 1763942400000 })
    expect(() => weekTo('2025-11-23')).toThrow(RangeError)
    expect(mondaysBetween(instantOf('2025-11-04'), instantOf('2025-11-24'))).toHaveLength(3)
  })
})

describe('the arithmetic on worked examples', () => {
  it('caps weights', () => {
    const weights = cappedWeights([600, 250, 80, 40, 30], 0.3)
    for (const [at, weight] of [0.3, 0.3, 0.213333333333, 0.106666666667, 0.08].entries()) {
      expect(weights[at]).toBeCloseTo(weight, 10)
    }
    expect(cappedWeights([5, 1], 0.25)).toEqual([0.5, 0.5])
  })

  it('correlates', () => {
    const a = [0.01, -0.02, 0.015, 0.005, -0.01, 0.02, -0.005]
    const b = [0.012, -0.025, 0.01, 0.008, -0.015, 0.03, -0.002]
    expect(pearson(a, b)).toBeCloseTo(0.967546067601, 11)
  })

  it('ranks in a year, half of the ties below', () => {
    expect(percentileOf([10, 12, 11, 13, 9, 14, 10, 12, 11, 13], 12)).toBe(0.6)
  })

  it('ends a run at zero, at the other sign and at a missing settlement', () => {
    const at = (hour: number) => hour * HOUR
    const prints = [-1, -1, 0, -1, -1, -1].map((rate, place) => ({ at: at(8 * place), rate, hours: 8 }))
    expect(runsOf(prints).map((run) => run.prints)).toEqual([2, 1, 3])
    expect(runsOf(prints.toSpliced(4, 1)).map((run) => run.prints)).toEqual([2, 1, 1, 1])
  })

  it('sums hourly settlements over eight hours to 0, 8 and 16, and leaves out blocks with a hole', () => {
    const hourly = Array.from({ length: 24 }, (_, hour) => ({ at: (hour + 1) * HOUR, rate: 1, hours: 1 }))
    expect(settlements(hourly)).toEqual([8, 16, 24].map((hour) => ({ at: hour * HOUR, value: 8 })))
    expect(settlements(hourly.toSpliced(10, 1)).map((one) => one.at / HOUR)).toEqual([8, 24])
  })
})

describeWithShared('the arithmetic on the recorded history', ['dataset', 'expected'], (dataset, expected) => {
  const record = readRecord(dataset)

  it.each(
    readdirSync(expected).filter((file) => file.endsWith('.json')),
  )('agrees with what others computed: %s', (file) => {
    const theirs = JSON.parse(readFileSync(join(expected, file), 'utf8'))
    const ours = oursOf(record, theirs.report_date)
    for (const [name, value] of Object.entries(theirsOf(theirs))) {
      if (value === null || value === undefined) continue
      // Theirs are rounded to six digits behind the point, rates to more.
      const slack = Math.max(1e-4 * Math.abs(value), RATES.includes(name) ? 1e-10 : 1e-6)
      const apart = Math.abs((ours[name] ?? Number.NaN) - value)
      expect(apart, `${name}: ${ours[name]}, theirs ${value}`).toBeLessThanOrEqual(slack)
    }
  })

  it('agrees with the model editions on coins, which were computed by hand', () => {
    const coins = (end: string) => coinsWeek(record, 'bitcoin', instantOf(end))
    expect(coins('2025-10-13')?.low).toBeCloseTo(-0.145, 3)
    expect(coins('2025-10-13')?.high).toBeCloseTo(-0.128, 3)
    expect(coins('2025-11-17')?.low).toBeCloseTo(0.046, 3)
    expect(coins('2025-11-17')?.high).toBeCloseTo(0.077, 3)
    const peak = coinsFromPeak(record, 'bitcoin', instantOf('2025-11-17'))
    expect(peak?.low).toBeCloseTo(-0.099, 3)
    expect(peak?.high).toBeCloseTo(-0.08, 3)
  })

  it('agrees with the model editions on correlation of the same members', () => {
    const [then, now] = [instantOf('2025-10-20'), instantOf('2025-11-17')]
    const members = tier(record, 'top10', then)
    const crash = instantOf('2025-10-10')
    expect(meanCorrelation(record, members, then)).toBeCloseTo(0.851, 3)
    expect(meanCorrelation(record, members, now)).toBeCloseTo(0.722, 3)
    expect(meanCorrelation(record, members, then, crash)).toBeCloseTo(0.802, 3)
  })
})

type Figures = Readonly<Record<string, number | null | undefined>>

const RATES = ['binance', 'hyperliquid']

function oursOf(record: MarketRecord, edition: string): Figures {
  const week = weekTo(edition)
  const rows = rowsOf(record, 'bitcoin')
  const top = topHundred(record, week)
  const binance = fundingWeek(record, 'bitcoin', 'binance', week.end)
  const rank = ranking(record, week)
  return {
    bitcoin: weekReturn(record, 'bitcoin', week),
    ethereum: weekReturn(record, 'ethereum', week),
    top30: topThirty(record, week)?.change,
    ...Object.fromEntries(
      [...sectorIndices(record, week)].map(([name, index]) => [`sector ${name}`, index.change]),
    ),
    rv7d: dailyVolatility(record, 'bitcoin', week.end, 7),
    rv30d: dailyVolatility(record, 'bitcoin', week.end, 30),
    hourly: hourlyVolatility(record, 'bitcoin', week.end),
    correlation: meanCorrelation(record, tier(record, 'top10', week.end), week.end),
    tail: meanCorrelation(record, tier(record, 'rank50to100', week.end), week.end),
    tailMedian: tierMedian(record, 'rank50to100', week),
    up: top.filter((one) => one.change > 0).length,
    binance: binance.mean,
    negative: binance.negative,
    hyperliquid: fundingWeek(record, 'bitcoin', 'hyperliquid', week.end).mean,
    openInterest: rowAt(rows, week.end)?.value,
    peak: peak90(rows, week.end)?.value,
    rank: rank && rank.findIndex((one) => one.asset === 'crypto') + 1,
    fearGreed: sentimentAt(record, 'fear-greed', week.end)?.value,
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a file of figures that others wrote, read by name
function theirsOf(theirs: any): Figures {
  const sectors = Object.entries(theirs.sectors as Record<string, { return: number | null }>)
  return {
    bitcoin: theirs.week_return.bitcoin.return,
    ethereum: theirs.week_return.ethereum.return,
    top30: theirs.top30_index.return,
    ...Object.fromEntries(sectors.map(([name, sector]) => [`sector ${name}`, sector.return])),
    rv7d: theirs.realised_volatility.bitcoin['7d_daily'],
    rv30d: theirs.realised_volatility.bitcoin['30d_daily'],
    hourly: theirs.realised_volatility.bitcoin['7d_hourly'],
    correlation: theirs.correlation_30d['1-10'].average_correlation,
    tail: theirs.correlation_30d['50-100'].average_correlation,
    tailMedian: theirs.correlation_30d['50-100'].median_week_return,
    up: theirs.breadth_1_100.up,
    binance: theirs.btc_funding.binance.week_mean_8h,
    negative: theirs.btc_funding.binance.negative_prints,
    hyperliquid: theirs.btc_funding.hyperliquid.week_mean_8h,
    openInterest: theirs.btc_open_interest.end_usd,
    peak: theirs.btc_open_interest.peak_90d_usd,
    rank: theirs.cross_assets.crypto_rank,
    fearGreed: theirs.fear_greed.at_report_date,
  }
}
