import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { isoOf } from '#src/market/time.ts'
import { weekBefore, weekEnding } from '#src/market/week.ts'
import { type Readings, readAll } from '#src/services/index.ts'
import { readDataset } from '#src/sources/dataset/read.ts'

const load = await readDataset(fileURLToPath(new URL('../../data/sample/', import.meta.url)))
const history: History = load.history
const readings: Readings = readAll(history, weekEnding('2025-11-24'))
const figures = Object.assign({}, ...Object.values(readings).map((reading) => reading.figures))

function value(name: string): unknown {
  return figures[name]?.value
}

/** A fraction in percent, rounded as texts print it. */
function percent(name: string, places = 1): number {
  return Number((100 * Number(value(name))).toFixed(places))
}

function billions(name: string): number {
  return Math.round(Number(value(name)) / 1e9)
}

describe('the folder of the sample', () => {
  it('is read without a refusal', () => {
    expect(load.refused).toEqual([])
    expect(load.notices).toEqual([])
  })

  it('ends on Monday, 24 November 2025', () => {
    expect(isoOf(history.now)).toBe('2025-11-24T00:00:00Z')
  })

  it('holds two assets of one symbol, coins listed and delisted midway, and every kind of asset', () => {
    expect(history.assets.filter(({ symbol }) => symbol === 'SOL').map(({ id }) => id)).toEqual([
      'solana',
      'wrapped-solana',
    ])
    expect(new Set(history.assets.map(({ kind }) => kind)).size).toBe(5)
    const first = history.dailyCandles('official-trump')?.times[0] as number
    expect(first).toBeGreaterThan(history.from)
    expect(history.dailyCandles('eos')?.times.at(-1)).toBeLessThan(history.now)
  })

  it('has daily candles that are the sum of the hourly ones', () => {
    for (const asset of ['bitcoin', 'ethereum']) {
      const hours = history.hourlyCandles(asset)
      const days = history.dailyCandles(asset)
      if (hours === undefined || days === undefined) throw new Error(`${asset} has no candles`)
      for (let hour = 0; hour < hours.times.length; hour += 24) {
        const day = days.times.indexOf(hours.times[hour] as number)
        expect(days.open[day]).toBe(hours.open[hour])
        expect(days.close[day]).toBe(hours.close[hour + 23])
        expect(days.high[day]).toBe(Math.max(...hours.high.subarray(hour, hour + 24)))
        expect(days.low[day]).toBe(Math.min(...hours.low.subarray(hour, hour + 24)))
      }
    }
  })

  it('answers for every Monday from November 2024 on, with a hundred coins ranked since mid-2025', () => {
    for (let week = weekEnding('2025-11-24'); week.edition > '2024-11-01'; week = weekBefore(week)) {
      const all = readAll(history, week)
      expect(all.assets.value.rank, week.edition).toBeDefined()
      if (week.edition > '2025-06-15') expect(all.correlation.value.counted, week.edition).toBe(100)
    }
  })
})

describe('the edition of 24 November 2025 from the sample', () => {
  it('has crypto as the worst of the major asset classes for exactly the third week in a row', () => {
    expect(value('assets.crypto.rank')).toBe(value('assets.crypto.of'))
    expect(value('assets.crypto.weeksLast')).toBe(3)
  })

  it.each([
    ['index.top30.weekReturn', -7.2],
    ['assets.bitcoin.weekReturn', -6.9],
    ['assets.ethereum.weekReturn', -9.1],
    ['assets.nasdaq100.weekReturn', -2.7],
    ['assets.gold.weekReturn', -0.3],
    ['assets.dxy.weekReturn', 0.9],
    ['sectors.layer-2.weekReturn', -14.9],
    ['sectors.gaming.weekReturn', -12],
    ['sectors.depin.weekReturn', -11.4],
    ['sectors.ai.weekReturn', -10.5],
    ['sectors.layer-1.weekReturn', -7],
  ])('has %s at %f %', (name, expected) => {
    expect(percent(name)).toBe(expected)
  })

  it('has falling sectors throughout, but for privacy', () => {
    const rising = readings.sectors.value.rows.filter(({ weekReturn }) => weekReturn > 0)
    expect(rising.map(({ sector }) => sector)).toEqual(['privacy'])
    expect(readings.sectors.value.tooFew).toEqual([])
  })

  it('has all of crypto falling once through 3 trillion USD, for the first time since April', () => {
    expect(Number((Number(value('marketcap.total.end')) / 1e12).toFixed(2))).toBe(2.98)
    const crossed = readings.marketcap.value.crossed
    expect(crossed).toHaveLength(1)
    expect(crossed[0]).toMatchObject({ level: 3e12, direction: 'down' })
    expect(crossed[0]?.lastOnThisSide).toMatch(/^2025-04/)
    expect(readings.marketcap.value.lowestSince).toMatch(/^2025-04/)
  })

  it('has payrolls of 119 thousand, 4.4 % unemployed after 4.3 %, easing UK prices and a cut at 30 %', () => {
    expect(figures['macro.payrolls_change.latest']).toMatchObject({ value: 119 })
    expect(value('macro.payrolls_change.releasedAt')).toBe('2025-11-20T13:30:00Z')
    expect(value('macro.unemployment_rate.latest')).toBe(4.4)
    expect(value('macro.unemployment_rate.previous')).toBe(4.3)
    expect(Number(value('macro.uk_cpi_yoy.latest'))).toBeLessThan(Number(value('macro.uk_cpi_yoy.previous')))
    expect(percent('macro.odds.2025-12-10.cut', 0)).toBe(30)
  })

  it('has a Japanese curve 9 bp steeper by rising yields, and a weaker yen', () => {
    expect(value('macro.curve.jgb.weekChange')).toBeCloseTo(0.09, 6)
    expect(value('macro.curve.jgb.shape')).toBe('bear-steepening')
    expect(percent('assets.usdjpy.weekReturn')).toBeGreaterThan(0)
  })

  it('has negative funding since 19 November, the longest run since 26 October, when bitcoin was near 115,000', () => {
    expect(percent('funding.bitcoin.rate8h', 4)).toBe(-0.0042)
    expect(percent('funding.bitcoin.apr')).toBe(-4.6)
    expect(readings.funding.value.run).toMatchObject({ sign: 'negative', prints: 15, hours: 120 })
    expect(readings.funding.value.run?.lastEarlierRunAtLeastAsLong?.end).toMatch(/^2025-10-26/)
    expect(readings.funding.value.run?.lastEarlierSamePrint).toMatch(/^2025-10-26/)
    const price = Number(readings.funding.value.priceAtLastEarlierSamePrint)
    expect(Math.round(price / 1000)).toBe(115)
  })

  it('has open interest of 135 billion after a peak of 230 billion, 62 % of the fall from the long tail', () => {
    expect(billions('openinterest.total.end')).toBe(135)
    expect(billions('openinterest.total.peak90d')).toBe(230)
    expect(value('openinterest.total.peak90dDate')).toBe('2025-10-06')
    expect(percent('openinterest.total.fallFromLongTail', 0)).toBe(62)
  })

  it('has volatility of 49.8 % after 41 %, in the top 18 % of the year', () => {
    expect(percent('volatility.bitcoin.rv7d')).toBe(49.8)
    expect(percent('volatility.bitcoin.rv7dWeekAgo', 0)).toBe(41)
    expect(percent('volatility.bitcoin.rv7dPercentile1y', 0)).toBe(82)
  })

  it('has correlation and losses concentrated in the top ten', () => {
    expect(percent('correlation.top10.mean', 0)).toBe(74)
    expect(percent('correlation.rank50to100.mean', 0)).toBe(55)
    expect(percent('correlation.top10.medianReturn')).toBe(-8.4)
    expect(percent('correlation.rank50to100.medianReturn')).toBe(-5.1)
    expect(percent('breadth.top100', 0)).toBe(14)
  })

  it('has spot volume that held up, with the highest share of trading since August', () => {
    expect(billions('volume.spot.week')).toBe(423)
    expect(percent('volume.spot.ratio', 0)).toBe(98)
    expect(percent('volume.spot.spotShare', 0)).toBe(21)
    expect(readings.volume.value.spotShareHighestSince).toMatch(/^2025-08/)
  })

  it('reads as low leverage, low funding, high spot share and high volatility', () => {
    const words = ['leverage', 'funding', 'spotShare', 'volatility'].map(
      (part) => readings.positioning.figures[`positioning.${part}`]?.value,
    )
    expect(words).toEqual(['low', 'low', 'high', 'high'])
    const { funding, spot } = readings.positioning.value.verdicts
    expect(funding).toMatchObject({ sign: 'negative', absent: [] })
    expect(spot?.word).toBe('high')
  })
})
