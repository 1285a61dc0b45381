import { describe, expect, it } from 'vitest'
import { DAY } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readPairs, tierMeansOver } from '#src/services/correlation/pairs.ts'
import { readFundingWindow } from '#src/services/funding/fundingwindow.ts'
import { readFunding } from '#src/services/funding.ts'
import { readScope } from '#src/services/marketcap/scope.ts'
import { readMoversOf } from '#src/services/movers/universe.ts'
import { readInterestChanges } from '#src/services/openinterest/changes.ts'
import { isGap } from '#src/services/publish.ts'
import { readRecord } from '#src/services/record.ts'
import { readSectorsWindow } from '#src/services/sectors/sectorswindow.ts'
import { readVolatilityWindow } from '#src/services/volatility/volatilitywindow.ts'
import { readVolatility } from '#src/services/volatility.ts'
import { readDailyVolume } from '#src/services/volume/days.ts'
import { lastDays, windowBefore, yearToDate } from '#src/services/window.ts'
import { buildHistory, type Dated, generate, instantOf } from '../support/history.ts'

const week = weekEnding('2025-06-16')
const at = week.end

describe('a window', () => {
  it('ends with the week and is as long as asked', () => {
    expect(windowBefore(week, 30)).toMatchObject({ edition: '2025-06-16', start: at - 30 * DAY, end: at })
  })

  it('begins with the year of its last instant', () => {
    expect(yearToDate(week).start).toBe(instantOf('2025-01-01'))
    expect(yearToDate(weekEnding('2024-01-01')).start).toBe(instantOf('2023-01-01'))
  })

  it('keeps the points of its days', () => {
    const points = generate(10, (i) => at - (10 - i) * DAY).map((time) => [time, 1] as const)
    expect(lastDays(points, at, 3)).toHaveLength(3)
  })
})

describe('funding over a window', () => {
  const prints = generate(21, (i) => i).map(
    (i) => [new Date(at - (20 - i) * (DAY / 3)).toISOString(), (i - 5) * 1e-5, 8] as const,
  )
  const history = buildHistory({
    now: '2025-06-16',
    funding: {
      bitcoin: { binance: prints, bybit: prints.map(([time, rate]) => [time, rate * 3, 8] as const) },
    },
  })
  const reading = readFunding(history, week, 'bitcoin')
  const window = readFundingWindow(history, reading, 7)

  it('reports the unweighted median, extremes and the share below zero', () => {
    expect(window.median).toBeCloseTo(30e-5, 12)
    expect(window.low).toEqual({
      venue: 'bybit',
      time: at - 20 * (DAY / 3),
      rate8h: expect.closeTo(-15e-5, 12),
    })
    expect(window.high).toEqual({ venue: 'bybit', time: at, rate8h: expect.closeTo(45e-5, 12) })
    expect(window.negativeShare).toBeCloseTo(5 / 21, 12)
  })

  it('has the week’s own mean over seven days, and none over thirty that it did not see', () => {
    expect(window.mean7d).toBeCloseTo(reading.value.weekMean8h ?? Number.NaN, 12)
    expect(window.mean30d).toEqual({ missing: 'gap', source: 'funding' })
  })
})

describe('open interest over windows', () => {
  it('changes in dollars and in coins, venue by venue', () => {
    const history = buildHistory({
      now: '2025-06-16',
      daily: { bitcoin: ['2025-05-01', ...generate(45, () => 10), 20] },
      openInterest: {
        bitcoin: {
          binance: ['2025-06-07', ...generate(8, () => 100), 300],
          bybit: ['2025-06-07', ...generate(8, () => 100), 100],
        },
      },
    })
    const { changes, venues, across } = readInterestChanges(history, week, 'bitcoin', [1, 7, 30])
    const set = { counted: ['binance', 'bybit'], leftOut: [] }
    expect(changes).toEqual([
      { ...set, days: 1, usd: 1, coins: 0 },
      { ...set, days: 7, usd: 1, coins: 0 },
      {
        ...{ counted: ['binance', 'bybit'], days: 30 },
        leftOut: [],
        usd: expect.objectContaining({ missing: 'record-too-short' }),
        coins: expect.anything(),
      },
    ])
    expect(venues).toEqual([
      { venue: 'binance', value: 300, share: 0.75, weekChange: 2 },
      { venue: 'bybit', value: 100, share: 0.25, weekChange: 0 },
    ])
    expect(across).toMatchObject({ missing: 'no-data' })
  })

  it('has the week of each venue, of all together, and of the others that are in no row', () => {
    const history = buildHistory({
      now: '2025-06-16',
      openInterest: {
        bitcoin: {
          all: ['2025-06-07', ...generate(8, () => 400), 500],
          binance: ['2025-06-07', ...generate(8, () => 200), 300],
          bybit: ['2025-06-07', ...generate(8, () => 100), 100],
        },
      },
    })
    const reading = readInterestChanges(history, week, 'bitcoin', [7])
    expect(reading).toMatchObject({
      ...{ total: { value: 500, weekChange: 0.25 }, date: '2025-06-15' },
      others: { value: 100, share: 0.2, weekChange: 0 },
    })
    expect(reading.venues.map(({ venue, weekChange }) => [venue, weekChange])).toEqual([
      ['binance', 0.5],
      ['bybit', 0],
    ])
  })

  it('has no week of the others where one venue began in it', () => {
    const history = buildHistory({
      now: '2025-06-16',
      openInterest: {
        bitcoin: {
          all: ['2025-06-07', ...generate(9, () => 400)],
          binance: ['2025-06-07', ...generate(9, () => 200)],
          bybit: ['2025-06-12', ...generate(4, () => 100)],
        },
      },
    })
    const { venues, others } = readInterestChanges(history, week, 'bitcoin', [7])
    expect(others).toEqual({ value: 100, share: 0.25 })
    expect(venues[1]).toEqual({ venue: 'bybit', value: 100, share: 0.25 })
  })
})

describe('volatility over a window', () => {
  const history = buildHistory({
    daily: { bitcoin: ['2024-01-01', ...generate(532, (i) => 100 + (i % 3) + (i % 7))] },
  })

  it('of seven days is the recap’s', () => {
    const [row] = readVolatility(history, week, ['bitcoin']).value.rows
    const window = readVolatilityWindow(history, week, 'bitcoin', 7)
    expect(window.now).toBe(row?.rv7d)
    expect(window.weekAgo).toBe(row?.rv7dWeekAgo)
    expect(window.percentile1y).toBe(row?.rv7dPercentile1y)
  })

  it('says why it is missing where the record is short', () => {
    const short = buildHistory({ daily: { bitcoin: ['2025-06-01', ...generate(15, (i) => i + 1)] } })
    expect(readVolatilityWindow(short, week, 'bitcoin', 30).now).toMatchObject({
      missing: 'record-too-short',
    })
  })
})

describe('market cap in a scope', () => {
  const history = buildHistory({
    now: '2025-06-16',
    assets: [{ id: 'tether', kind: 'stablecoin' }],
    totalMarketCap: ['2025-06-09', 1000, 1000, 1000, 1000, 1000, 1000, 1000, 900],
    marketCaps: {
      bitcoin: ['2025-06-09', 600, 600, 600, 600, 600, 600, 600, 580],
      tether: ['2025-06-09', 100, 100, null, 100, 100, 100, 100, 100],
    },
  })

  it('takes bitcoin or stablecoins off, day by day', () => {
    const exbtc = readScope(history, week, 'exbtc', [7], 7)
    expect(exbtc.value).toBe(320)
    expect(exbtc.changes).toEqual([{ days: 7, change: expect.closeTo(-0.2, 12) }])
    expect(readScope(history, week, 'exstable', [7], 7).value).toBe(800)
  })

  it('has no value on a day on which what is taken off is missing', () => {
    const { series, without } = readScope(history, week, 'exstable', [7], 7)
    expect(without).toEqual(['tether'])
    expect(series.map(([, value]) => value)).toEqual([900, 900, null, 900, 900, 900, 900, 800])
  })
})

describe('sectors and movers of another kind', () => {
  const ids = ['a', 'b', 'c', 'd']
  const history = buildHistory({
    assets: ids.map((id) => ({ id, sectors: ['defi'] as const })),
    daily: Object.fromEntries(
      ids.map((id, n) => [id, ['2025-05-01', ...generate(45, () => 10), 10 * (1 + (n - 1) / 10)] as const]),
    ),
    marketCaps: Object.fromEntries(
      ids.map((id, n) => [id, ['2025-06-09', ...generate(8, () => 100 - n)] as const]),
    ),
  })

  it('weigh every coin alike where that is asked', () => {
    const { reading } = readSectorsWindow(history, week, 'equal')
    expect(reading.value.rows).toMatchObject([{ sector: 'defi', members: 4, breadth: 0.5 }])
    expect(reading.value.rows[0]?.weekReturn).toBeCloseTo(0.05, 12)
  })

  it('name as many of a sector as asked', () => {
    const { value } = readMoversOf(history, week, 'defi', 1)
    expect(value.gainers.map(({ asset }) => asset)).toEqual(['d'])
    expect(value.losers.map(({ asset }) => asset)).toEqual(['a'])
    expect(value.all).toHaveLength(4)
    expect(readMoversOf(history, week, 'gaming', 1).missing).toMatchObject([{ figure: 'movers.median' }])
  })
})

describe('pairs', () => {
  const history = buildHistory({
    daily: {
      one: ['2025-05-01', ...generate(46, (i) => 100 + (i % 5))],
      same: ['2025-05-01', ...generate(46, (i) => 200 + 2 * (i % 5))],
      young: ['2025-06-10', ...generate(6, (i) => 1 + (i % 2))],
    },
  })

  it('of coins that move alike are correlated fully; a coin without the closes is named', () => {
    const { mean, highest, absent, matrix } = readPairs(history, week, ['one', 'same', 'young'], 30)
    expect(mean).toBeCloseTo(1, 9)
    expect(highest?.symbols).toEqual(['ONE', 'SAME'])
    expect(absent).toEqual(['young'])
    expect(matrix?.assets).toEqual(['one', 'same'])
  })

  it('of tiers without members are missing', () => {
    expect(tierMeansOver(history, at, 90).every(({ mean }) => isGap(mean))).toBe(true)
  })
})

describe('volume by days', () => {
  it('are of the venues that have every day, and name the one with a hole', () => {
    const hole = (size: number, at: number) =>
      generate(30, () => size).map((value, index) => (index === at ? null : value))
    const of = (...bybit: (number | null)[]) =>
      readDailyVolume(
        buildHistory({
          now: '2025-06-16',
          spotVolume: {
            binance: ['2025-05-17', ...generate(30, () => 100)],
            bybit: ['2025-05-17', ...bybit],
          },
        }),
        week,
      )
    for (const [at, day] of [
      [20, '2025-06-06'],
      [27, '2025-06-13'],
      [29, '2025-06-15'],
    ] as const) {
      expect(of(...hole(50, at))).toMatchObject({
        ...{ day: 100, mean7d: 100, mean30d: 100 },
        leftOut: [{ market: 'spot', venue: 'bybit', lacks: { day, days: 1 } }],
      })
    }
    // Most of the market is not left out for a day of the month: then it is the month that is missing.
    expect(of(...hole(500, 20))).toMatchObject({
      ...{ day: 600, mean7d: 600, mean30d: { missing: 'gap', source: 'spot_volume' } },
      leftOut: [],
    })
  })

  it('are the same whatever venue begins, today or within the month, and say whom they leave out', () => {
    const venues = { binance: ['2025-05-17', ...generate(30, (day) => 100 + day)] as const }
    const of = (spotVolume: Record<string, Dated>, perpVolume: Record<string, Dated>) =>
      readDailyVolume(buildHistory({ now: '2025-06-16', spotVolume, perpVolume }), week)
    const before = of(venues, venues)
    expect(before.leftOut).toEqual([])
    for (const young of [['2025-06-15', 9] as Dated, ['2025-06-02', ...generate(14, () => 9)] as Dated]) {
      const leftOut = (market: 'spot' | 'perp') => [{ market, venue: 'young' }]
      expect(of({ ...venues, young }, venues)).toEqual({ ...before, leftOut: leftOut('spot') })
      expect(of(venues, { ...venues, young })).toEqual({ ...before, leftOut: leftOut('perp') })
    }
    const later: Dated = ['2025-06-16', 9]
    expect(of({ ...venues, later }, venues)).toEqual(before)
  })

  it('are missing where none reaches back so far', () => {
    const history = buildHistory({
      now: '2025-06-16',
      spotVolume: {
        binance: ['2025-06-09', ...generate(7, () => 100)],
        bybit: ['2025-06-09', ...generate(7, () => 50)],
      },
    })
    expect(readDailyVolume(history, week)).toEqual({
      day: 150,
      mean7d: 150,
      mean30d: { missing: 'record-too-short', source: 'spot_volume' },
      perp: { missing: 'no-data', source: 'perp_volume' },
      ...{ leftOut: [], leftOutOfMean: [] },
    })
  })
})

describe('the record', () => {
  it('reports each table’s reach, and which are empty', () => {
    const history = buildHistory({ daily: { bitcoin: ['2025-06-10', 1, 2, 3] } })
    const tables = readRecord(history)
    expect(tables.find(({ table }) => table === 'prices_daily')).toMatchObject({
      rows: 3,
      first: instantOf('2025-06-10'),
      last: instantOf('2025-06-12'),
    })
    expect(tables.filter(({ rows }) => rows > 0)).toHaveLength(1)
    expect(tables).toHaveLength(14)
  })
})
