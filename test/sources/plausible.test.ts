/** What cannot be right is withheld and named; what really happened, however wild, is told. */
import { describe, expect, it } from 'vitest'
import type { RateOdds } from '#src/market/macro.ts'
import type { Candles, Series } from '#src/market/series.ts'
import type { HistoryTables } from '#src/market/tables.ts'
import { DAY, HOUR, dayOf } from '#src/market/time.ts'
import { SOURCES } from '#src/sources/index.ts'
import { withoutImplausible } from '#src/sources/plausible.ts'
import { describeWithShared } from '../support/shared.ts'

const END = Date.UTC(2025, 10, 24)
const DAYS = 60

const times = Float64Array.from({ length: DAYS }, (_, row) => END - (DAYS - row) * DAY)
const series = (of: (row: number) => number, at = times): Series => ({
  times: at,
  values: at.map((_, row) => of(row)),
})
const candles = (of: (row: number) => number): Candles => {
  const close = times.map((_, row) => of(row))
  return { interval: DAY, times, open: close, high: close, low: close, close }
}
const ids = Array.from({ length: 14 }, (_, rank) => `coin${rank}`)
const last = DAYS - 1
/** Values that wander by two percent. */
const wander = (scale: number) => (row: number) => scale * (1 + 0.02 * Math.sin(row))
const glitch = (of: (row: number) => number, at: number, times: number) => (row: number) =>
  of(row) * (row === at ? times : 1)
/** Caps are of 00:00 after the day that a close ends. */
const after = times.map((time) => time + DAY)

function market(more: Partial<HistoryTables> = {}): HistoryTables {
  const map = <Value>(make: (rank: number) => Value) => new Map(ids.map((id, rank) => [id, make(rank)]))
  return {
    ...{ name: 'test', kind: 'recorded', from: times[0] as number, now: END },
    assets: ids.map((id) => ({ id, symbol: id.toUpperCase(), name: id, kind: 'coin', sectors: [] })),
    dailyCandles: map((rank) => candles(wander(100 / (rank + 1)))),
    marketCaps: map((rank) => series(wander(1e9 / (rank + 1)), after)),
    totalMarketCap: series(wander(4e9), after),
    spotVolume: new Map(['binance', 'bybit'].map((venue) => [venue, series(wander(1e9))])),
    perpVolume: new Map(['binance', 'bybit'].map((venue) => [venue, series(wander(1e9))])),
    openInterest: new Map([
      ['coin0', new Map(['binance', 'bybit'].map((venue) => [venue, series(wander(1e8))]))],
    ]),
    funding: new Map([['coin0', new Map(['binance', 'bybit'].map((venue) => [venue, prints(0.0001)]))]]),
    crossAssets: [
      { id: 'gold', class: 'commodity' },
      { id: 'us10y', class: 'rate' },
    ],
    crossCloses: new Map([
      ['gold', series(wander(4000))],
      ['us10y', series(wander(4.1))],
    ]),
    curves: new Map([['jgb', new Map([[10, series(wander(1.7))]])]]),
    sentiment: new Map([['fear-greed', series(wander(34))]]),
    macro: Array.from({ length: 14 }, (_, month) => ({
      ...{
        series: 'cpi_yoy',
        period: `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
      },
      ...{ value: 3 + 0.1 * (month % 3), unit: 'percent', releasedAt: END - (14 - month) * 28 * DAY },
    })),
    ...more,
  }
}

function prints(rate: number, at = -1, factor = 1) {
  const settled = Float64Array.from({ length: 120 }, (_, row) => END - (119 - row) * 8 * HOUR)
  return {
    times: settled,
    rates: settled.map((_, row) => rate * (row === at ? factor : 1)),
    intervalHours: settled.map(() => 8),
  }
}

const withheldIn = (tables: HistoryTables) =>
  (withoutImplausible(tables).withheld ?? []).map(({ table, of }) => [table, ...Object.values(of)].join(' '))

/** One wrong row in each kind of series. */
/** Probabilities of a cut, a reading a day, by source. */
const odds = (bySource: Readonly<Record<string, readonly number[]>>): readonly RateOdds[] =>
  Object.entries(bySource).flatMap(([source, all]) =>
    all.map((probability, row) => ({
      ...{ time: END - (all.length - row) * DAY, source, meeting: '2025-12-10' },
      ...{ outcome: 'cut' as const, probability },
    })),
  )

const TENFOLD: readonly (readonly [string, Partial<HistoryTables>])[] = [
  [
    'prices_daily coin12',
    { dailyCandles: new Map(market().dailyCandles).set('coin12', candles(glitch(wander(8), last, 10))) },
  ],
  [
    'prices_daily coin1',
    { dailyCandles: new Map(market().dailyCandles).set('coin1', candles(glitch(wander(50), 30, 0.1))) },
  ],
  [
    'market_caps coin3',
    { marketCaps: new Map(market().marketCaps).set('coin3', series(glitch(wander(2.5e8), last, 10), after)) },
  ],
  ['total_market_cap', { totalMarketCap: series(glitch(wander(4e9), last, 1.4), after) }],
  [
    'spot_volume bybit',
    { spotVolume: new Map(market().spotVolume).set('bybit', series(glitch(wander(1e9), last, 11))) },
  ],
  [
    'perp_volume binance',
    { perpVolume: new Map(market().perpVolume).set('binance', series(glitch(wander(1e9), 40, 11))) },
  ],
  [
    'open_interest bybit coin0',
    {
      openInterest: new Map([
        [
          'coin0',
          new Map([
            ['binance', series(wander(1e8))],
            ['bybit', series(glitch(wander(1e8), last, 10))],
          ]),
        ],
      ]),
    },
  ],
  [
    'funding bybit coin0',
    {
      funding: new Map([
        [
          'coin0',
          new Map([
            ['binance', prints(0.0001)],
            ['bybit', prints(0.0001, 119, 10.5)],
          ]),
        ],
      ]),
    },
  ],
  [
    'cross_assets gold',
    { crossCloses: new Map(market().crossCloses).set('gold', series(glitch(wander(4000), last, 10))) },
  ],
  [
    'cross_assets us10y',
    { crossCloses: new Map(market().crossCloses).set('us10y', series(glitch(wander(4.1), last, 10))) },
  ],
  [
    'yield_curves jgb 10',
    { curves: new Map([['jgb', new Map([[10, series(glitch(wander(1.7), last, 10))]])]]) },
  ],
  [
    'rate_odds kalshi 2025-12-10 cut',
    { rateOdds: odds({ kalshi: [0.3, 0.32, 0.95], polymarket: [0.31, 0.3, 0.33] }) },
  ],
  ['sentiment fear-greed', { sentiment: new Map([['fear-greed', series(glitch(() => 9.9, last, 10))]]) }],
  [
    'macro cpi_yoy 2025-02',
    { macro: (market().macro ?? []).map((one, at) => (at === 13 ? { ...one, value: 31 } : one)) },
  ],
]

describe('a row that is wrong once', () => {
  it('is none where all is well', () => {
    const tables = market()
    const made = withoutImplausible(tables)
    expect(made.withheld).toEqual([])
    expect(made.dailyCandles).toBe(tables.dailyCandles)
  })

  it.each(TENFOLD)('of %s was told: it is withheld alone', (name, wrong) => {
    expect(withheldIn(market(wrong))).toEqual([name])
  })

  it('of odds is reported where another source moved with it', () => {
    const rateOdds = odds({ kalshi: [0.3, 0.32, 0.95], polymarket: [0.31, 0.3, 0.9] })
    expect(withheldIn(market({ rateOdds }))).toEqual([])
  })

  it('is among all that was reported, which is kept beside the tables without it', () => {
    const wrong = market({ totalMarketCap: series(glitch(wander(4e9), last, 10), after) })
    const made = withoutImplausible(wrong)
    expect(made.totalMarketCap?.values.length).toBe(DAYS - 1)
    expect(made.unfiltered?.().totalMarketCap).toBe(wrong.totalMarketCap)
    expect(withoutImplausible(market()).unfiltered).toBeUndefined()
  })

  it('counts once an operator accepts it by its name', () => {
    const wrong = market({ totalMarketCap: series(glitch(wander(4e9), last, 10), after) })
    const [one] = withoutImplausible(wrong).withheld ?? []
    const accepted = withoutImplausible(wrong, { accepted: new Set([one?.name ?? '']) })
    expect(accepted.withheld).toEqual([])
    expect(accepted.totalMarketCap).toBe(wrong.totalMarketCap)
  })

  it('that a second source confirms is reported: a close by its cap or another venue, turnover and interest elsewhere', () => {
    const close = glitch(wander(8), last, 10)
    const dailyCandles = new Map(market().dailyCandles).set('coin12', candles(close))
    const marketCaps = new Map(market().marketCaps).set(
      'coin12',
      series((row) => close(row) * 1e6, after),
    )
    expect(withheldIn(market({ dailyCandles, marketCaps }))).toEqual([])
    const value = close(last)
    const witnesses = (asset: string, day: number) =>
      asset === 'coin12' && day === times[last]
        ? ['binance', 'bybit'].map((venue) => ({ venue, close: value }))
        : []
    const withheld = withoutImplausible(market({ dailyCandles }), { witnesses }).withheld ?? []
    // Its cap, which did not move, is what is doubted then.
    expect(withheld.map(({ table }) => table)).toEqual(['market_caps'])
    const spotVolume = new Map([
      ['binance', series(glitch(wander(1e9), last, 11))],
      ['bybit', series(glitch(wander(1e9), last, 3))],
    ])
    expect(withheldIn(market({ spotVolume }))).toEqual([])
  })
})

describe('a settlement that was reported in two ways', () => {
  const [time, of] = [END, { venue: 'bybit', asset: 'coin0' }]
  const otherwise = (value: number) => [
    {
      table: 'funding' as const,
      of,
      time,
      value,
      reason: 'settled' as const,
      against: [{ name: 'first', value: 0 }],
    },
  ]
  const tables = (factor: number) =>
    market({
      funding: new Map([
        [
          'coin0',
          new Map([
            ['binance', prints(0.0001)],
            ['bybit', prints(0.0001, 119, factor)],
          ]),
        ],
      ]),
    })

  it('stays as it was first where that is the likelier', () => {
    const made = withoutImplausible(tables(1), { otherwise: otherwise(0.0123) })
    expect(made.withheld?.map(({ reason }) => reason)).toEqual(['settled'])
    expect(made.funding?.get('coin0')?.get('bybit')?.times.at(-1)).toBe(END)
  })

  it('stays as it was first where they differ by less than three times and others settled near the first', () => {
    const made = withoutImplausible(tables(1), { otherwise: otherwise(0.00025) })
    expect(made.withheld?.map(({ reason }) => reason)).toEqual(['settled'])
  })

  it.each([
    ['a small rate ten times over, which others are as near to', 0.00002213, 0.000002213],
    ['the other way round', 0.000002213, 0.00002213],
    ['of another sign', 0.00008, -0.00004],
    ['nothing once', 0.00002, 0],
  ])('is told in neither way where they differ by far: %s', (_, first, later) => {
    const made = withoutImplausible(tables(first / 0.0001), { otherwise: otherwise(later) })
    expect(made.withheld).toMatchObject([{ reason: 'disputed', against: [{ name: 'later', value: later }] }])
    expect(made.withheld?.[0]?.value).toBeCloseTo(first, 12)
    expect(made.funding?.get('coin0')?.get('bybit')?.times.at(-1)).toBe(END - 8 * HOUR)
  })

  it('of two signs that no figure shows stands, and one told twice otherwise is named once', () => {
    const near = withoutImplausible(tables(0.004), { otherwise: otherwise(-0.0000004) })
    expect(near.withheld?.map(({ reason }) => reason)).toEqual(['settled'])
    const twice = [...otherwise(0.00001), ...otherwise(0.00002)]
    expect(withoutImplausible(tables(1), { otherwise: twice }).withheld).toHaveLength(1)
  })

  it('is named by size, the largest coins first', () => {
    const funding = new Map(
      ['coin9', 'coin0', 'coin3'].map((id) => [id, new Map([['bybit', prints(0.0001)]])]),
    )
    const all = ['coin9', 'coin0', 'coin3'].flatMap((asset) =>
      otherwise(0.00001).map((one) => ({ ...one, of: { ...of, asset } })),
    )
    const made = withoutImplausible(market({ funding }), { otherwise: all })
    expect(made.withheld?.map((one) => one.of.asset)).toEqual(['coin0', 'coin3', 'coin9'])
  })

  it('is reported in neither way where the later is: five times the rate of all others, once', () => {
    const made = withoutImplausible(tables(5), { otherwise: otherwise(0.0001) })
    expect(made.withheld?.map(({ reason, value }) => [reason, value])).toEqual([['disputed', 0.0005]])
    expect(made.funding?.get('coin0')?.get('bybit')?.times.at(-1)).toBe(END - 8 * HOUR)
  })
})

describeWithShared('what really happened in 2025', ['dataset'], (folder) => {
  it('is reported whole: the crash of 10 October with every wick, the median of −22 %, Cardano’s day of +72 %', async () => {
    const { history } = await SOURCES.dataset(folder).load()
    expect(history.withheld).toEqual([])
    const day = Date.UTC(2025, 9, 10)
    const returns = history.assets.flatMap(({ id }) => {
      const one = history.dailyCandles(id)
      const row = one ? one.times.indexOf(day) : -1
      return one && row > 0 ? [(one.close[row] as number) / (one.close[row - 1] as number) - 1] : []
    })
    const sorted = returns.sort((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(-0.15)
    const low = (id: string) => {
      const one = history.dailyCandles(id)
      return one?.low[one.times.indexOf(day)] ?? Number.NaN
    }
    // The wick of IOTX to nothing is a price that was paid.
    expect([low('iotex'), low('cosmos')].every((price) => price > 0)).toBe(true)
  })
})

describe('a rate that is set at meetings', () => {
  const days = (rates: readonly number[]): Partial<HistoryTables> => ({
    macro: rates.map((value, day) => ({
      ...{ series: 'fed_funds_rate', value, unit: 'percent' },
      ...{
        period: dayOf(END - (rates.length - day) * DAY),
        releasedAt: END - (rates.length - day - 1) * DAY,
      },
    })),
  })

  it.each([
    ['raised near 0', [...Array.from({ length: 20 }, () => 0.08), 0.33, 0.33]],
    ['cut twice within two weeks, as in March 2020', [...Array.from({ length: 20 }, () => 1.59), 1.09, 0.25]],
  ])('stands where it is %s', (_, rates) => {
    expect(withheldIn(market(days(rates)))).toEqual([])
  })

  it('is withheld where it jumps as none ever did', () => {
    const rates = [...Array.from({ length: 20 }, () => 0.33), 3.3]
    expect(withheldIn(market(days(rates)))).toEqual([`macro fed_funds_rate ${dayOf(END - DAY)}`])
  })
})
