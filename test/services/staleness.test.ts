import { describe, expect, it } from 'vitest'
import { agesTable } from '#src/briefing/details/record.ts'
import { staleLine } from '#src/briefing/stale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { KEY_COLUMNS, type ObservedTable } from '#src/market/observation.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { readRecord } from '#src/services/record.ts'
import { BOUNDS, readAges, type StalingTable, staleTables } from '#src/services/staleness.ts'
import { sampleHistory } from '../support/histories.ts'
import { buildHistory, generate, type HistoryLiteral, instantOf } from '../support/history.ts'

const now = instantOf('2025-06-16')
const live = {
  checkedAt: now + HOUR,
  price: () => undefined,
  nextFunding: () => [],
  impliedVolatility: () => undefined,
  disagreements: [],
}
const days = (from: string, count: number) => [from, ...generate(count, (day) => day + 1)] as const
const liveOf = (literal: HistoryLiteral): History => ({
  ...buildHistory({ now: '2025-06-16', daily: { bitcoin: days('2025-06-01', 15) }, ...literal }),
  live,
})

/** Dates to come, the price of the moment, which has a bound of its own, and what figures are only checked with. */
const NO_BOUND: readonly ObservedTable[] = [
  ...(['calendar', 'prices_now', 'funding_next'] as const),
  ...(['prices_witness', 'interest_reading', 'interest_stamp'] as const),
]

describe('every kind of fact that figures are made from', () => {
  const tables = (Object.keys(KEY_COLUMNS) as ObservedTable[]).filter((table) => !NO_BOUND.includes(table))

  it('has a bound', () => {
    expect(Object.keys(BOUNDS).sort()).toEqual(tables.sort())
  })

  it.each(tables as StalingTable[])('is told to be old once nothing new has come: %s', async (table) => {
    const sample = await sampleHistory()
    const implied = { times: Float64Array.of(sample.now - DAY), values: Float64Array.of(0.5) }
    const history = { ...sample, live: { ...live, impliedVolatility: () => implied } }
    const at = (time: number) => staleTables(history, [table], time)
    expect(at(sample.now)).toEqual([])
    const later = sample.now + (BOUNDS[table] as number) + 6 * DAY
    expect(at(later)).toMatchObject([{ table }])
  })
})

describe('what is older than it should be', () => {
  it('is nothing where each table has its newest row', () => {
    expect(staleTables(liveOf({}))).toEqual([])
  })

  it('is an hourly price of more than a day and seven hours, and none that is younger', () => {
    const history = liveOf({ hourly: { bitcoin: ['2025-06-14', 100, 101] } })
    const last = instantOf('2025-06-14') + HOUR
    const at = (age: number) => staleTables(history, ['prices_hourly'], last + age)
    expect(at(31 * HOUR)).toEqual([])
    expect(at(31 * HOUR + 1)).toEqual([{ table: 'prices_hourly', last, age: 31 * HOUR + 1 }])
  })

  it('is a table whose newest row is beyond its bound, counted from the clock', () => {
    const history = liveOf({ marketCaps: { bitcoin: days('2025-06-01', 14) } })
    const last = instantOf('2025-06-14')
    expect(staleTables(history)).toEqual([{ table: 'market_caps', last, age: now + HOUR - last }])
    expect(readAges(history)).toMatchObject({ now: now + HOUR, stale: [{ table: 'market_caps' }] })
    // As it was a day earlier nothing was late.
    expect(staleTables(history, undefined, now - DAY)).toEqual([])
  })

  it('is the sum over venues, though a venue goes on', () => {
    const history = liveOf({
      openInterest: { total: { all: days('2025-06-01', 11) }, bitcoin: { binance: days('2025-06-01', 15) } },
    })
    const last = instantOf('2025-06-11')
    expect(staleTables(history)).toEqual([
      { table: 'open_interest', last, age: now + HOUR - last, parts: ['all'] },
    ])
  })

  it('is one curve, though the other goes on; Japan’s holidays last longer', () => {
    const ended = days('2025-05-20', 20)
    const going = days('2025-06-01', 15)
    const stale = (curves: HistoryLiteral['curves']) => staleTables(liveOf({ curves: curves ?? {} }))
    expect(stale({ ust: { 10: ended }, jgb: { 10: going } })).toMatchObject([
      { table: 'yield_curves', last: instantOf('2025-06-08'), parts: ['ust'] },
    ])
    expect(stale({ ust: { 10: going }, jgb: { 10: ended } })).toEqual([])
    expect(stale({ ust: { 10: going }, jgb: { 10: days('2025-05-20', 10) } })).toHaveLength(1)
  })

  it('is nothing of a history that stands still, nor a table without a row', () => {
    const { live: _, ...recorded } = liveOf({ marketCaps: { bitcoin: days('2025-06-01', 3) } })
    expect(staleTables(recorded)).toEqual([])
    expect(readAges(recorded).now).toBe(now)
    expect(staleTables(liveOf({}), ['funding', 'sentiment'])).toEqual([])
  })

  it('is implied volatility, which had no bound', () => {
    const times = Float64Array.of(now - 5 * DAY, now - 4 * DAY)
    const implied = { times, values: Float64Array.of(0.4, 0.5) }
    const history = { ...liveOf({}), live: { ...live, impliedVolatility: () => implied } }
    expect(staleTables(history)).toEqual([
      { table: 'implied_volatility', last: now - 4 * DAY, age: 4 * DAY + HOUR },
    ])
  })

  it('is each venue, source and index by itself, which hid behind the others; one long gone is not missed', () => {
    const venues = (ended: string) => ({
      spotVolume: { binance: days('2025-06-01', 15), okx: days(ended, 5) },
      sentiment: { 'fear-greed': days('2025-06-01', 15), other: days(ended, 5) },
    })
    const last = instantOf('2025-06-10')
    expect(staleTables(liveOf(venues('2025-06-06')))).toEqual([
      { table: 'spot_volume', last, age: now + HOUR - last, parts: ['okx'] },
      { table: 'sentiment', last, age: now + HOUR - last, parts: ['other'] },
    ])
    expect(staleTables(liveOf(venues('2025-05-20')))).toEqual([])
  })
})

describe('a table of which a part alone is old', () => {
  const release = (series: string, releasedAt: string) => ({
    ...{ series, period: releasedAt.slice(0, 7), value: 1, unit: 'percent' },
    releasedAt: instantOf(releasedAt),
  })
  const history: History = {
    ...liveOf({}),
    macro: [
      release('initial_claims', '2025-04-24'),
      release('payrolls_change', '2025-06-06'),
      release('fed_funds_rate', '2025-06-13'),
    ],
  }
  const both = (tell: (words: Words) => string) =>
    (['en', 'ja'] as const).map((locale) => tell(createWords(locale, 'UTC', now)))

  it('was named by its oldest series: the series is named, with its own date and age', () => {
    const stale = staleTables(history, ['macro'])
    expect(stale).toMatchObject([{ table: 'macro', parts: ['initial_claims'], age: 53 * DAY + HOUR }])
    expect(both((words) => staleLine(stale, words))).toEqual([
      'Out of date: Macro releases (US initial jobless claims: up to 24 April, 53 days ago).',
      'データが古くなっています：経済指標（米国の新規失業保険申請件数：最新は4月24日分、53日前）',
    ])
  })

  it('had the newest date and the oldest age in one row of /status: each age stands by its own', () => {
    const row = (words: Words) => {
      const table = agesTable(readRecord(history), readAges(history), words)
      return table.kind === 'table' ? table.rows[2]?.slice(1).join(' | ') : undefined
    }
    expect(both((words) => row(words) ?? '')).toEqual([
      '13 Jun 2025 | 3 days old; US initial jobless claims 53 days old, overdue',
      '2025年6月13日 | 3日前、米国の新規失業保険申請件数は53日前（更新遅れ）',
    ])
  })

  it('is old as a whole once its newest is: then the date and the age are those of the newest', () => {
    const later = { ...history, live: { ...live, checkedAt: instantOf('2025-08-10') } }
    expect(staleTables(later, ['macro'])).toEqual([
      { table: 'macro', last: instantOf('2025-06-13'), age: 58 * DAY },
    ])
  })
})
