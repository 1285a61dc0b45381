/** Caps, the total and turnover from two suppliers, one after the other, through the record. */
import { describe, expect, it } from 'vitest'
import { openHistory } from '#src/collector/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { marketcapSeries } from '#src/services/extremes/marketcap.ts'
import { volumeSeries } from '#src/services/extremes/volume.ts'
import { readMarketcap } from '#src/services/marketcap.ts'
import { readScope } from '#src/services/marketcap/scope.ts'
import { readVolume } from '#src/services/volume.ts'
import { openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'

const MONDAY = '2026-11-23'
const NOW = startOfDay(MONDAY)
const week = weekEnding(MONDAY)

/** It moves otherwise every day. */
function moved(day: number): number {
  return 1 + 0.04 * Math.sin(day / DAY) + 0.02 * Math.sin((day / DAY) * 2.7)
}

type Table = 'total_market_cap' | 'market_caps' | 'spot_volume' | 'perp_volume'
const SIZE: Readonly<Record<Table, number>> = {
  ...{ total_market_cap: 3.5e12, market_caps: 2e12, spot_volume: 20e9, perp_volume: 80e9 },
}
const valueFor = (table: Table, day: number) => Math.round(SIZE[table] * moved(day))

interface Reported {
  readonly table: Table
  readonly of?: Observation['of']
  readonly source: string
  /** Days before Monday, the first and the last. */
  readonly days: readonly [from: number, to: number]
  readonly times?: (day: number) => number
  readonly beside?: true
}

async function afterReports(all: readonly Reported[]) {
  const store = await openStore(await temporaryFolder())
  const asset = { id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin' as const, sectors: [] }
  const candles = Array.from(
    { length: 400 },
    (_, at): Observation => ({
      ...{ table: 'prices_daily', of: { asset: 'bitcoin' }, source: 'Binance' },
      // As the cap moves.
      ...{ time: NOW - (400 - at) * DAY, values: { close: 90_000 * moved(NOW - (399 - at) * DAY) } },
    }),
  )
  await store.record.keep({ observedAt: 1, observations: candles, assets: [asset] })
  for (const [at, { table, of = {}, source, days, times = () => 1, beside }] of all.entries()) {
    const [from, to] = days
    const rows = Array.from({ length: from - to + 1 }, (_, row): Observation => {
      const time = NOW - (from - row) * DAY
      const column = table.endsWith('volume') ? 'volume_usd' : 'market_cap_usd'
      const factor = times(from - row)
      const value = valueFor(table, time)
      return { table, of, time, source, values: { [column]: factor === 1 ? value : value * factor } }
    })
    await store.record.keep({
      observedAt: 2 + at,
      observations: beside ? [] : rows,
      ...(beside && { beside: rows }),
    })
  }
  const history = await openHistory(store.record, () => NOW + DAY / 4)
  await store.close()
  return history.current()
}

const A = 'TradingView'
const B = 'CoinGecko'
const steady = () => 0.97
/** Off by up to a tenth, otherwise every day. */
const unsteady = (day: number) => 0.9 + 0.1 * Math.abs(Math.sin(day * 7))

describe('a total by one supplier followed by another’s', () => {
  const total = (source: string, days: Reported['days'], times?: Reported['times']): Reported => ({
    ...{ table: 'total_market_cap', source, days, ...(times && { times }) },
  })
  const change = valueFor('total_market_cap', NOW) / valueFor('total_market_cap', NOW - 7 * DAY) - 1
  const unjoined = (figure: string) => ({ figure, reason: 'unjoined', source: 'total_market_cap' })

  it('reports no change where they share no days, and goes on with the newer level', async () => {
    const history = await afterReports([total(A, [200, 5]), total(B, [4, 0], () => 0.8)])
    const { value, missing, figures } = readMarketcap(history, week)
    // What the rows say by themselves is a false fall.
    expect(valueFor('total_market_cap', NOW) * 0.8).toBeLessThan(
      valueFor('total_market_cap', NOW - 7 * DAY) * 0.9,
    )
    for (const name of ['start', 'weekChange'])
      expect(missing).toContainEqual(unjoined(`marketcap.total.${name}`))
    expect(missing).toContainEqual(unjoined('marketcap.crossed'))
    expect(value.end).toBe(valueFor('total_market_cap', NOW) * 0.8)
    expect(figures['marketcap.total.end']?.sources).toEqual([B])
    expect(value.series.map(([time]) => time)).toEqual([4, 3, 2, 1, 0].map((day) => NOW - day * DAY))
    const [changed] = readScope(history, week, 'total', [7], 90).changes
    expect(changed?.change).toEqual({ missing: 'unjoined', source: 'total_market_cap' })
  })

  it('joins them where they tell the same on 14 days, and names both', async () => {
    const history = await afterReports([
      total(A, [200, 0]),
      { ...total(B, [14, 0], () => 1.004), beside: true },
      total(B, [3, 0], () => 1.004),
    ])
    const { value, figures } = readMarketcap(history, week)
    expect(figures['marketcap.total.weekChange']?.sources).toEqual([B, A])
    expect(value.weekChange).toBeCloseTo(change, 10)
    expect(value.series).toHaveLength(201)
  })

  it('takes what is 3 % off but steady for changes, and for no level', async () => {
    const history = await afterReports([total(A, [200, 3]), total(B, [22, 0], steady)])
    const before = weekEnding('2026-11-02')
    const { value, missing } = readMarketcap(history, before)
    const [start, end] = [before.start, before.end]
    expect(start).toBeLessThan(NOW - 22 * DAY)
    // The older one has both ends itself.
    expect(value.end).toBe(valueFor('total_market_cap', end) * (end >= NOW - 22 * DAY ? 0.97 : 1))
    expect(value.weekChange).toBeCloseTo(
      valueFor('total_market_cap', end) / valueFor('total_market_cap', start) - 1,
      9,
    )
    expect(missing).toContainEqual(unjoined('marketcap.total.start'))
    expect(missing).toContainEqual(unjoined('marketcap.crossed'))
    const now = readMarketcap(history, week).value
    expect(now.series[0]?.[0]).toBe(NOW - 22 * DAY)
    expect(Math.min(...now.series.map(([, level]) => level ?? 9e99))).toBeGreaterThan(3.1e12)
  })

  it('withholds the change across what is not steady', async () => {
    const history = await afterReports([total(A, [200, 5]), total(B, [4, 0], unsteady)])
    const both = await afterReports([
      total(A, [200, 5]),
      { ...total(B, [30, 5], unsteady), beside: true },
      total(B, [4, 0], unsteady),
    ])
    expect(readMarketcap(history, week).value.weekChange).toBeUndefined()
    // The newer one has both ends itself then, and its own change is told.
    expect(readMarketcap(both, week).figures['marketcap.total.weekChange']?.sources).toEqual([B])
    const [month, two] = readScope(both, week, 'total', [30, 60], 90).changes
    expect(month?.change).toBeTypeOf('number')
    expect(two?.change).toEqual({ missing: 'unjoined', source: 'total_market_cap' })
  })

  it('holds no snapshot of the one against those of the other', async () => {
    const history = await afterReports([total(A, [200, 5]), total(B, [4, 0], () => 0.8)])
    const [snapshots, changes] = marketcapSeries(history, 'UTC')
    expect(snapshots?.data.times).toHaveLength(5)
    expect(changes?.data.times ?? []).toHaveLength(0)
  })
})

describe('caps by one supplier followed by another’s', () => {
  it('tell no share of a week ago that the other one told', async () => {
    const caps = { table: 'market_caps', of: { asset: 'bitcoin' } } as const
    const history = await afterReports([
      { table: 'total_market_cap', source: B, days: [200, 0] },
      { ...caps, source: A, days: [200, 5] },
      { ...caps, source: B, days: [4, 0], times: () => 0.9 },
    ])
    const { value, missing } = readMarketcap(history, week)
    expect(value.weekChange).toBeDefined()
    expect(value.bitcoinShare).toBeCloseTo((2 / 3.5) * 0.9, 6)
    expect(missing).toContainEqual({
      ...{ figure: 'marketcap.bitcoinShareWeekAgo', reason: 'unjoined', source: 'market_caps' },
    })
    expect(readScope(history, week, 'exbtc', [7], 30).changes[0]?.change).toEqual({
      ...{ missing: 'unjoined', source: 'market_caps' },
    })
  })
})

describe('turnover of a venue by another supplier, then by the venue itself', () => {
  const spot = (
    venue: string,
    source: string,
    days: Reported['days'],
    more: Partial<Reported> = {},
  ): Reported => ({
    ...{ table: 'spot_volume', of: { venue }, source, days, ...more },
  })
  const okx = spot('okx', 'OKX', [200, 1])
  const sumOf = (last: number, days: number) =>
    Array.from({ length: days }, (_, at) => valueFor('spot_volume', NOW - (last + at) * DAY)).reduce(
      (a, b) => a + b,
      0,
    )

  it('leaves it out of what reaches across, and names the day, where they share no days', async () => {
    const history = await afterReports([
      okx,
      spot('binance', B, [200, 6]),
      spot('binance', 'Binance', [5, 1], { times: () => 0.5 }),
    ])
    const { value, missing } = readVolume(history, week)
    expect(value.venues).toEqual(['okx'])
    expect(value.week).toBe(sumOf(1, 7))
    expect(value.parts?.[0]).toMatchObject({
      ...{ market: 'spot', used: 1, expected: 2 },
      leftOut: [{ venue: 'binance', unjoined: dayOf(NOW - 5 * DAY) }],
    })
    expect(missing.filter(({ figure }) => figure === 'volume.spot.ratio')).toEqual([])
    const lows = volumeSeries(history, week)[0]?.data.values ?? []
    expect(Math.min(...lows)).toBeGreaterThan(0.9 * 20e9)
  })

  it('goes on with the one that told all along, until the venue’s own days reach as far', async () => {
    const history = await afterReports([
      okx,
      spot('binance', 'Binance', [5, 1], { times: unsteady }),
      spot('binance', B, [200, 1], { beside: true }),
    ])
    const { value, missing } = readVolume(history, week)
    expect(value).not.toHaveProperty('parts')
    expect(value.week).toBe(2 * sumOf(1, 7))
    expect(missing.map(({ figure }) => figure)).toEqual(['volume.spot.spotShare'])
    // On record is what the venue told of itself.
    expect(history.volume('spot', 'binance')?.values.at(-1)).not.toBe(valueFor('spot_volume', NOW - DAY))
  })

  it('joins the two where they tell the same, also for a day that the venue lacks', async () => {
    const history = await afterReports([
      spot('binance', 'Binance', [40, 4]),
      spot('binance', 'Binance', [2, 1]),
      spot('binance', B, [200, 1], { beside: true, times: () => 1.003 }),
    ])
    const { value } = readVolume(history, week)
    expect(value.venues).toEqual(['binance'])
    expect(value.week).toBeCloseTo(sumOf(1, 7) + 0.003 * valueFor('spot_volume', NOW - 3 * DAY), 0)
    expect(value.weeks).toHaveLength(26)
    expect(value.weeks.every(([, sum]) => sum !== null)).toBe(true)
  })

  it('takes what is 3 % off but steady for the ratio and the change, and for no level', async () => {
    const history = await afterReports([
      spot('binance', B, [200, 5], { times: steady }),
      spot('binance', 'Binance', [20, 1]),
      spot('binance', B, [20, 5], { beside: true, times: steady }),
    ])
    const { value, missing } = readVolume(history, week)
    expect(value.week).toBe(sumOf(1, 7))
    expect(value.weekBefore).toBe(sumOf(8, 7))
    expect(value.ratio).toBeCloseTo(sumOf(1, 7) / (sumOf(8, 28) / 4), 6)
    expect(value.mean4w).toBeUndefined()
    expect(missing).toContainEqual({
      ...{ figure: 'volume.spot.mean4w', reason: 'unjoined', source: 'spot_volume' },
    })
    expect(value.weeks.slice(-3).map(([, sum]) => sum)).toEqual([null, sumOf(8, 7), sumOf(1, 7)])
  })
})
