/** The lines of the sheet: the very figures of the sections, their week, and the year that they are seen among. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readAll } from '#src/services/index.ts'
import { readAssets } from '#src/services/assets.ts'
import { readFunding } from '#src/services/funding.ts'
import { readMarketcap } from '#src/services/marketcap.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { readHistory } from '../../support/histories.ts'
import { buildHistory, generate, type Print } from '../../support/history.ts'
import { describeWithShared } from '../../support/shared.ts'

const week = weekEnding('2025-06-16')

/** Settlements every eight hours from 1 June on; the rate of each day is the number of the day times 0.00001. */
function settlements(count: number): Print[] {
  return Array.from({ length: count }, (_, i): Print => {
    const time = new Date(Date.parse('2025-06-01T08:00:00Z') + i * 8 * 3_600_000).toISOString()
    return [time, (Math.floor(i / 3) + 1) / 1e5, 8]
  })
}

describe('a price on the sheet', () => {
  const history = buildHistory({
    daily: { bitcoin: ['2025-06-01', ...generate(15, (i) => 100 + i)] },
    hourly: { bitcoin: ['2025-06-09T00:00:00Z', 1, 2, null, 4] },
  })

  it('has the value and the change of the section, and the eight midnights of its week', () => {
    const { value } = readAssets(history, week)
    const row = value.sheet?.bitcoin
    expect(row).toMatchObject({ value: 114, at: week.end, unit: 'fraction' })
    expect(row?.change).toBe(value.bitcoin?.weekReturn)
    expect(row?.spark.map(([, price]) => price)).toEqual([107, 108, 109, 110, 111, 112, 113, 114])
    // Of the boundary itself no day is printed, and two weeks are no year.
    expect(row).not.toHaveProperty('date')
    expect(row).not.toHaveProperty('year')
  })

  it('has the hours of the week that are on record', () => {
    expect(readAssets(history, week).value.hours?.bitcoin).toEqual([
      [week.start, 1, 1, 1, 1],
      [week.start + 3_600_000, 1, 2, 1, 2],
      [week.start + 3 * 3_600_000, 2, 4, 2, 4],
    ])
  })

  it('is its last one with its day, and nothing of this week, where the boundary has none', () => {
    const old = buildHistory({
      now: '2025-06-16',
      daily: { bitcoin: ['2025-06-01', ...generate(10, (i) => 100 + i)] },
    })
    expect(readAssets(old, week).value.sheet?.bitcoin).toEqual({
      ...{ value: 109, at: Date.parse('2025-06-11'), date: '2025-06-11', unit: 'fraction' },
      ...{ spark: [], stale: true },
    })
  })

  it('is left out where the last one is more than 35 days old', () => {
    const old = buildHistory({ now: '2025-06-16', daily: { bitcoin: ['2025-05-01', 1, 2] } })
    expect(readAssets(old, week).value.sheet).toEqual({})
  })
})

describe('another market on the sheet', () => {
  it('bears the day of its last close, and a yield changes by points', () => {
    const history = buildHistory({
      daily: { bitcoin: ['2025-06-01', ...generate(15, () => 100)] },
      cross: {
        us10y: { class: 'rate', closes: ['2025-06-06', 4.5, null, null, 4.5, 4.5, 4.5, 4.5, 4.25] },
      },
    })
    const row = readAssets(history, week).value.sheet?.us10y
    expect(row).toMatchObject({ value: 4.25, date: '2025-06-13', change: -0.25, unit: 'points' })
  })
})

describe('the market cap on the sheet', () => {
  it('is that of the section, and stale where the boundary has no snapshot', () => {
    const known = buildHistory({ now: '2025-06-16', totalMarketCap: ['2025-06-09', 4, 4, 4, 4, 4, 4, 4, 3] })
    const { value } = readMarketcap(known, week)
    expect(value.sheet).toMatchObject({ value: 3, change: -0.25, at: week.end })
    expect([value.sheet?.value, value.sheet?.change]).toEqual([value.end, value.weekChange])
    const cut = buildHistory({ now: '2025-06-16', totalMarketCap: ['2025-06-01', 4, 5] })
    expect(readMarketcap(cut, week).value.sheet).toMatchObject({
      ...{ value: 5, date: '2025-06-02', spark: [], stale: true },
    })
  })
})

describe('open interest on the sheet', () => {
  it('is in dollars that of the section, in coins at one price of each day, and bears its day', () => {
    const history = buildHistory({
      now: '2025-06-16',
      openInterest: { bitcoin: { all: ['2025-06-08', 80, 80, 80, 80, 80, 80, 80, 60] } },
      daily: { bitcoin: ['2025-06-01', ...generate(15, (i) => (i < 14 ? 100 : 50))] },
    })
    const { rows, sheet } = readOpenInterest(history, week).value
    expect(sheet?.dollars).toMatchObject({ value: 60, change: -0.25, date: '2025-06-15' })
    expect(sheet?.coins).toMatchObject({ value: 1.2, date: '2025-06-15' })
    expect(sheet?.coins?.change).toBeCloseTo(0.5)
    expect(rows[0]?.drawn).toMatchObject({ coinsBy: 24, coinsEnd: 1.2 })
    expect(rows[0]?.drawn?.coinDays?.map(([, coins]) => coins)).toEqual([
      ...[0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 1.2],
    ])
  })

  it('takes the price of 17:00 where that hour is on record of the days', () => {
    const history = buildHistory({
      now: '2025-06-16',
      openInterest: { bitcoin: { all: ['2025-06-08', 80, 80, 80, 80, 80, 80, 80, 60] } },
      daily: { bitcoin: ['2025-06-01', ...generate(15, () => 100)] },
      hourly: {
        bitcoin: ['2025-06-08T00:00:00Z', ...generate(8 * 24, (hour) => (hour % 24 === 16 ? 40 : 1))],
      },
    })
    expect(readOpenInterest(history, week).value.rows[0]?.drawn).toMatchObject({ coinsBy: 17, coinsEnd: 1.5 })
  })

  it('is the last row with its day where none is young enough', () => {
    const history = buildHistory({
      now: '2025-06-16',
      openInterest: { bitcoin: { all: ['2025-06-01', 80, 70] } },
      daily: { bitcoin: ['2025-06-01', ...generate(15, () => 100)] },
    })
    const last = { at: Date.parse('2025-06-02'), date: '2025-06-02', unit: 'fraction' }
    expect(readOpenInterest(history, week).value.sheet).toEqual({
      dollars: { ...last, value: 70, spark: [], stale: true },
      coins: { ...last, value: 0.7, spark: [], stale: true },
    })
    expect(readOpenInterest(history, weekEnding('2025-07-14')).value.sheet).toEqual({})
  })
})

describe('funding on the sheet', () => {
  const at = (count: number) =>
    readFunding(
      buildHistory({
        now: '2025-06-16',
        daily: { bitcoin: ['2025-06-01', ...generate(15, () => 100)] },
        funding: { bitcoin: { binance: settlements(count) } },
      }),
      week,
      'bitcoin',
    ).value

  it('is the mean of the last day, with its day and its change from the same day a week before', () => {
    const { sheet, sheetVenue, venueDays } = at(45)
    expect(sheetVenue).toBe('binance')
    expect(sheet).toMatchObject({ date: '2025-06-15', unit: 'points' })
    expect(sheet?.value).toBeCloseTo(15e-5)
    expect(sheet?.change).toBeCloseTo(7e-5)
    expect(sheet?.spark.map(([day]) => dayOf(day))).toHaveLength(7)
    expect(venueDays?.[0]).toMatchObject({ venue: 'binance', intervalHours: 8, lastFull: '2025-06-15' })
    expect(venueDays?.[0]).not.toHaveProperty('partial')
  })

  it('is that of the day before where the last one is not over, which is drawn to its hour', () => {
    const { sheet, venueDays } = at(44)
    expect(sheet).toMatchObject({ date: '2025-06-14' })
    expect(sheet?.value).toBeCloseTo(14e-5)
    const [drawn] = venueDays ?? []
    expect(drawn).toMatchObject({
      lastFull: '2025-06-14',
      partial: { day: '2025-06-15', until: Date.parse('2025-06-15T16:00:00Z') },
    })
    expect(drawn?.days.at(-1)?.[0]).toBe(Date.parse('2025-06-15'))
  })

  it('is stale where settlements ended before the week did', () => {
    expect(at(15).sheet).toMatchObject({ date: '2025-06-05', spark: [], stale: true })
  })
})

describeWithShared('the sheet of recorded weeks', ['dataset'], (dataset) => {
  let history: History
  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  it('shows on 17 November what the sections state, and the coins at 17:00', () => {
    const { assets, marketcap, openinterest, funding } = readAll(history, weekEnding('2025-11-17'))
    const { bitcoin, ethereum } = assets.value.sheet ?? {}
    expect([bitcoin?.value, ethereum?.value]).toEqual([94221.7, 3094.05])
    expect([bitcoin?.year?.length, marketcap.value.sheet?.year?.length]).toEqual([312, 285])
    expect(assets.value.hours?.bitcoin).toHaveLength(168)
    const { dollars, coins } = openinterest.value.sheet ?? {}
    expect([dollars?.date, coins?.date]).toEqual(['2025-11-16', '2025-11-16'])
    expect(coins?.value).toBeCloseTo(698_831, -1)
    expect(coins?.change).toBeCloseTo(0.0684, 4)
    expect(openinterest.value.rows[0]?.drawn?.coinsPeak).toMatchObject({ date: '2025-10-06' })
    expect(openinterest.value.rows[0]?.drawn?.coinsPeak?.value).toBeCloseTo(759_508, -1)
    expect(funding.value.sheet).toMatchObject({ date: '2025-11-15' })
    expect(funding.value.sheet?.change).toBeCloseTo(0.000062, 6)
    expect(funding.value.venueDays?.map(({ partial }) => partial?.day)).toEqual(['2025-11-16', undefined])
  })

  it('never contradicts the range that the section states of the coins', () => {
    for (let end = Date.parse('2025-03-03'); end <= Date.parse('2025-11-17'); end += 7 * DAY) {
      const { value } = readOpenInterest(history, weekEnding(dayOf(end)))
      const [range, change] = [value.leverage?.coinsWeek, value.sheet?.coins?.change]
      if (!range || change === undefined) continue
      // The answer to a question prints these.
      const row = value.rows.find(({ asset }) => asset === 'bitcoin')
      expect([row?.coinsWeekChange, row?.coins]).toEqual([change, value.sheet?.coins?.value])
      expect(change).toBeGreaterThanOrEqual(range.low)
      expect(change).toBeLessThanOrEqual(range.high)
    }
  })
})
