/** The checker's own finder of extremes on weeks that were worked out by hand: it finds what a desk would tell. */
import { describe, expect, it } from 'vitest'
import { describeWithShared, sharedFolder } from '../support/shared.ts'
import { checkExtreme } from './extremes/check.ts'
import { type Found, missing, strongest } from './extremes/recall.ts'
import { weightFaults } from './extremes/weight.ts'
import type { Briefing, EditionTexts, PublishedExtreme } from './product/briefing.ts'
import { type MarketRecord, readRecord } from './record/record.ts'
import { dayName, instantOf, weekTo } from './record/time.ts'

/** Edition, series, kind, value, day of the value, day since (a record where it is null). */
const BY_HAND: readonly (readonly [string, string, Found['kind'], number, string, string | null])[] = [
  ['2025-03-03', 'funding.bitcoin.binance.settlement', 'low', -0.000061, '2025-03-01', '2024-09-14'],
  ['2025-05-05', 'funding.bitcoin.binance.settlement', 'low', -0.000122, '2025-05-02', null],
  ['2025-07-14', 'price.bitcoin.close', 'high', 119038, '2025-07-13', null],
  ['2025-07-14', 'cross.vix.close', 'low', 15.78, '2025-07-10', '2025-02-20'],
  ['2025-10-06', 'price.bitcoin.close', 'high', 123427, '2025-10-05', null],
  ['2025-10-06', 'marketcap.total.snapshot', 'high', 4.304e12, '2025-10-06', null],
  ['2025-10-06', 'openinterest.bitcoin.usd', 'high', 91.5e9, '2025-10-05', null],
  ['2025-10-06', 'cross.oil.close', 'low', 60.48, '2025-10-02', '2025-05-08'],
  ['2025-10-13', 'price.bitcoin.high', 'high', 126208.5, '2025-10-06', null],
  ['2025-10-13', 'price.bitcoin.low', 'low', 101516.5, '2025-10-10', '2025-06-23'],
  ['2025-10-13', 'price.bitcoin.weekReturn', 'largest-fall', -0.0691, '2025-10-13', '2025-03-10'],
  ['2025-10-13', 'cross.sp500.dayReturn', 'largest-fall', -0.0271, '2025-10-10', '2025-04-10'],
  ['2025-10-13', 'cross.nasdaq100.dayReturn', 'largest-fall', -0.0349, '2025-10-10', '2025-04-10'],
  ['2025-10-13', 'openinterest.bitcoin.dayChange', 'largest-fall', -0.1884, '2025-10-11', null],
  ['2025-10-13', 'openinterest.bitcoin.weekChange', 'largest-fall', -0.2042, '2025-10-13', null],
  ['2025-10-13', 'marketcap.total.snapshot', 'low', 3.787e12, '2025-10-12', '2025-08-04'],
  ['2025-10-13', 'sentiment.fearGreed.value', 'low', 24, '2025-10-12', '2025-04-09'],
  ['2025-10-13', 'cross.dxy.weekReturn', 'largest-rise', 0.0129, '2025-10-13', null],
  ['2025-10-13', 'funding.ethereum.binance.settlement', 'low', -0.00013094, '2025-10-11', '2025-02-03'],
  ['2025-10-13', 'funding.bitcoin.binance.settlement', 'low', -0.00010915, '2025-10-12', '2025-05-02'],
  ['2025-10-20', 'funding.bitcoin.binance.run', 'longest-run', 10, '2025-10-19', '2024-09-14'],
  ['2025-10-20', 'cross.vix.close', 'high', 25.31, '2025-10-16', '2025-04-24'],
  ['2025-10-20', 'sentiment.fearGreed.value', 'low', 22, '2025-10-17', '2025-04-09'],
  ['2025-11-10', 'price.bitcoin.low', 'low', 98889, '2025-11-04', '2025-06-22'],
  ['2025-11-10', 'sentiment.fearGreed.value', 'low', 20, '2025-11-08', '2025-04-09'],
  ['2025-11-10', 'cross.nasdaq100.weekReturn', 'largest-fall', -0.0309, '2025-11-10', '2025-04-07'],
  ['2025-11-17', 'price.bitcoin.low', 'low', 92922.8, '2025-11-16', '2025-04-30'],
  ['2025-11-17', 'price.bitcoin.weekReturn', 'largest-fall', -0.0998, '2025-11-17', '2025-03-10'],
  ['2025-11-17', 'price.bitcoin.twoWeekReturn', 'largest-fall', -0.1473, '2025-11-17', '2025-03-10'],
  ['2025-11-17', 'cross.nasdaq100.dayReturn', 'largest-rise', 0.022, '2025-11-10', '2025-05-27'],
  ['2025-11-17', 'sentiment.fearGreed.value', 'low', 10, '2025-11-15', '2025-02-27'],
  ['2025-11-17', 'marketcap.total.snapshot', 'low', 3.282e12, '2025-11-17', '2025-06-23'],
]

describeWithShared('the finder of extremes', ['dataset'], () => {
  const record: MarketRecord = readRecord(sharedFolder('dataset') as string)

  it.each(BY_HAND)('%s: %s, %s of %d', (edition, series, kind, value, day, since) => {
    const found = strongest(record, weekTo(edition), 0).find(
      (one) => one.series === series && one.kind === kind,
    )
    expect(found && dayName(found.at)).toBe(day)
    expect(found?.since === undefined ? null : dayName(found.since)).toBe(since)
    expect(Math.abs((found?.value ?? 0) / value - 1)).toBeLessThan(0.009)
  })

  it('reports no record of a young series', () => {
    const names = strongest(record, weekTo('2025-10-13')).map((one) => one.series)
    expect(names).not.toContain('cross.nikkei225.close')
  })
})

describeWithShared('the check of an entry', ['dataset'], () => {
  const record: MarketRecord = readRecord(sharedFolder('dataset') as string)
  const week = weekTo('2025-10-13')
  const low: PublishedExtreme = {
    group: 'price',
    series: 'price.bitcoin.low',
    kind: 'low',
    value: 101516.5,
    unit: 'usd',
    at: '2025-10-10T21:00:00Z',
    scope: 'inside',
    since: '2025-06-23T17:00:00Z',
    equal: false,
    recordStart: '2025-01-01T00:00:00Z',
    weeks: 15.59,
    evidence: { sources: [] },
    salience: 0.7,
    told: 'summary',
  }

  it('finds nothing wrong with one that is right', () => {
    expect(checkExtreme(record, low, week)).toEqual([])
  })

  it.each([
    ['another value', { value: 101516 }],
    ['another hour', { at: '2025-10-10T20:00:00Z' }],
    ['another since', { since: '2025-06-22T17:00:00Z' }],
    ['a record that is none', { since: null }],
    ['a tie that is none', { equal: true }],
    ['another record start', { recordStart: '2024-06-01T00:00:00Z' }],
    ['other weeks', { weeks: 20 }],
    ['the wrong side', { kind: 'high' as const }],
    ['a boundary that is none', { scope: 'boundary' as const }],
    ['a series that nobody has', { series: 'price.bitcoin.mood' }],
    ['a hole that is not there', { guard: 'gap' }],
    ['a record that is not short', { guard: 'short-record' }],
    ['a reason that nothing recomputes', { guard: 'glitch' }],
    ['an earlier value that is another', { evidence: { sources: [], earlier: 5 } }],
  ])('finds %s', (_, change) => {
    expect(checkExtreme(record, { ...low, ...change }, week)).not.toEqual([])
  })

  it('finds a run that is longer, or as long since another day', () => {
    const run: PublishedExtreme = {
      ...low,
      group: 'funding',
      series: 'funding.bitcoin.binance.run',
      kind: 'longest-run',
      value: 10,
      from: '2025-10-16T00:00:00Z',
      at: '2025-10-19T00:00:00Z',
      prints: 10,
      hours: 80,
      recordStart: '2023-01-01T00:00:00Z',
      since: '2024-09-14T00:00:00Z',
      weeks: 57.14,
    }
    const there = weekTo('2025-10-20')
    expect(checkExtreme(record, run, there)).toEqual([])
    expect(checkExtreme(record, { ...run, prints: 9 }, there)).not.toEqual([])
    expect(checkExtreme(record, { ...run, since: null }, there)).not.toEqual([])
  })

  it('finds a salience that is another', () => {
    const edition = (...extremes: PublishedExtreme[]) => ({ extremes }) as unknown as Briefing
    const faults = (entry: PublishedExtreme, ...before: Briefing[]) =>
      weightFaults(record, { briefing: edition(entry) } as EditionTexts, before)
    // ln(1 + 15.59) / ln(261), of BTC's own low.
    const own = { ...low, salience: Math.log(16.59) / Math.log(261) }
    expect(faults(own)).toEqual([])
    expect(faults({ ...own, salience: own.salience + 0.01 })).toHaveLength(1)
    expect(faults({ ...own, byPrice: true })).toHaveLength(1)
    expect(faults({ ...own, since: null })).toHaveLength(1)
    const again = { ...own, salience: 0.4 * own.salience }
    expect(faults(again)).toHaveLength(1)
    expect(faults(again, edition(own))).toEqual([])
    const move = { ...own, kind: 'largest-fall' as const, series: 'price.bitcoin.weekReturn', value: -0.001 }
    expect(faults({ ...move, at: '2025-10-13T00:00:00Z' })).toHaveLength(1)
  })

  it('finds what a ledger leaves out', () => {
    const found = strongest(record, weekTo('2025-11-17'))
    expect(found.length).toBeGreaterThan(3)
    expect(missing([], found)).toHaveLength(found.length)
  })
})

describe('the oracle', () => {
  it('reads dates as they are published', () => {
    expect(instantOf('2025-10-10T21:00:00Z')).toBe(Date.UTC(2025, 9, 10, 21))
  })
})
