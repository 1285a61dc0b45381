import { describe, expect, it } from 'vitest'
import type { CalendarEntry, MacroRelease, RateOdds } from '#src/market/macro.ts'
import { weekEnding } from '#src/market/week.ts'
import { readMacro } from '#src/services/macro.ts'
import { buildHistory, type HistoryLiteral } from '../support/history.ts'

const week = weekEnding('2025-06-16')

function read(literal: HistoryLiteral, zone = 'UTC') {
  return readMacro(buildHistory({ now: '2025-06-16', ...literal }), weekEnding('2025-06-16', zone))
}

function release(period: string, value: number, releasedAt?: string): MacroRelease {
  return {
    series: 'payrolls_change',
    period,
    value,
    unit: 'thousand persons',
    ...(releasedAt !== undefined && { releasedAt: Date.parse(releasedAt) }),
  }
}

function odds(
  time: string,
  source: string,
  outcome: RateOdds['outcome'],
  probability: number,
  meeting = '2025-06-18',
) {
  return { time: Date.parse(time), source, meeting, outcome, probability }
}

describe('releases', () => {
  it('are the latest that was out at the end, beside the period before', () => {
    const { value, figures } = read({
      macro: [
        release('2025-04', 177, '2025-05-02T12:30:00Z'),
        release('2025-05', 139, '2025-06-13T12:30:00Z'),
        release('2025-06', 147, '2025-07-03T12:30:00Z'),
      ],
    })
    expect(value.releases).toMatchObject([{ period: '2025-05', latest: 139, previous: 177, thisWeek: true }])
    expect(figures['macro.payrolls_change.latest']).toMatchObject({
      value: 139,
      unit: 'thousand persons',
      asOf: Date.parse('2025-06-13T12:30:00Z'),
    })
    expect(figures['macro.payrolls_change.releasedAt']?.value).toBe('2025-06-13T12:30:00Z')
  })

  it('take a revision from its own release on, without making it news', () => {
    const { value } = read({
      macro: [
        release('2025-05', 139, '2025-06-06T12:30:00Z'),
        release('2025-05', 130, '2025-06-12T12:30:00Z'),
      ],
    })
    expect(value.releases).toMatchObject([{ latest: 130, thisWeek: false }])
  })

  it('without a date are named as missing and never told', () => {
    const reading = read({ macro: [release('2025-05', 139)] })
    expect(reading.value.releases).toEqual([])
    expect(reading.missing).toContainEqual({
      figure: 'macro.payrolls_change.latest',
      reason: 'no-data',
      source: 'macro',
    })
    expect(reading.figures['macro.payrolls_change.latest']).toBeUndefined()
  })

  it('are in order of their news', () => {
    const cpi = { series: 'cpi_yoy', period: '2025-05', value: 2.4, unit: 'percent', releasedAt: week.end }
    const { value } = read({ macro: [release('2025-05', 139, '2025-06-06T12:30:00Z'), cpi] })
    expect(value.releases.map(({ series, thisWeek }) => [series, thisWeek])).toEqual([
      ['cpi_yoy', true],
      ['payrolls_change', false],
    ])
  })
})

describe('odds', () => {
  it('are the last quote at or before the end, with its time and its own source', () => {
    const { value, figures } = read({
      rateOdds: [
        odds('2025-06-08T23:00:00Z', 'polymarket', 'cut', 0.1),
        odds('2025-06-15T22:59:30Z', 'polymarket', 'hold', 0.96),
        odds('2025-06-15T23:00:00Z', 'polymarket', 'cut', 0.04),
        odds('2025-06-15T23:30:00Z', 'kalshi', 'cut', 0.05),
        odds('2025-06-16T00:00:01Z', 'polymarket', 'cut', 0.9),
      ],
    })
    expect(value.odds).toMatchObject([
      { source: 'polymarket', meeting: '2025-06-18', cut: 0.04, hold: 0.96, cutWeekAgo: 0.1 },
      { source: 'kalshi', cut: 0.05 },
    ])
    expect(figures['macro.odds.2025-06-18.cut']).toMatchObject({
      value: 0.04,
      asOf: Date.parse('2025-06-15T23:00:00Z'),
      sources: ['polymarket'],
    })
  })

  it('are those of the next meeting after the end', () => {
    const { value } = read({
      rateOdds: [
        odds('2025-06-15', 'kalshi', 'cut', 0.6, '2025-07-30'),
        odds('2025-06-15', 'kalshi', 'cut', 0.9, '2025-06-11'),
        odds('2025-06-15', 'kalshi', 'cut', 0.3, '2025-06-18'),
        // A meeting that nobody had quoted yet when the window ended.
        odds('2025-06-16T00:00:01Z', 'kalshi', 'cut', 0.8, '2025-06-17'),
      ],
    })
    expect(value.odds).toMatchObject([{ meeting: '2025-06-18', cut: 0.3 }])
  })

  it('of more than a week ago are stale', () => {
    const reading = read({ rateOdds: [odds('2025-06-08T23:59:59Z', 'kalshi', 'cut', 0.6)] })
    expect(reading.value.odds).toEqual([])
    expect(reading.missing).toContainEqual(
      expect.objectContaining({ figure: 'macro.odds.2025-06-18.cut', reason: 'stale' }),
    )
  })
})

describe('curves', () => {
  const tenors = (two: number[], ten: number[], from = '2025-06-05') =>
    ({ 2: [from, ...two], 10: [from, ...ten] }) as const

  it('compare the last dates before both boundaries', () => {
    // 5, 6 and then 12, 13 June; the one of Monday 16 June belongs to the next week.
    const two = ['2025-06-05', 1, 1, null, null, null, null, null, null, 1.02, null, null, 9] as const
    const ten = ['2025-06-05', 2, 2, null, null, null, null, null, null, 2.11, null, null, 9] as const
    const { value, figures } = read({ curves: { jgb: { 2: two, 10: ten } } })
    expect(value.curves).toMatchObject([
      {
        curve: 'jgb',
        slope2s10s: 1.09,
        weekChange: 0.09,
        shape: 'bear-steepening',
        tenYearChange: 0.11,
        dates: { from: '2025-06-06', to: '2025-06-13' },
      },
    ])
    expect(figures['macro.curve.jgb.slope2s10s']?.asOf).toBe(Date.parse('2025-06-13'))
  })

  it('whose last date is older than a week are stale', () => {
    const reading = read({ curves: { jgb: tenors([1, 1], [2, 2]) } })
    expect(reading.value.curves).toEqual([])
    for (const name of ['slope2s10s', 'weekChange', 'shape']) {
      expect(reading.missing).toContainEqual({
        figure: `macro.curve.jgb.${name}`,
        reason: 'stale',
        source: 'yield_curves',
      })
    }
  })

  it('without a date before the week have a slope and no change', () => {
    const reading = read({ curves: { ust: tenors([1, 1], [2, 2.5], '2025-06-12') } })
    expect(reading.figures['macro.curve.ust.slope2s10s']?.value).toBe(1.5)
    expect(reading.missing).toContainEqual(expect.objectContaining({ figure: 'macro.curve.ust.weekChange' }))
  })
})

describe('dates and mood', () => {
  const entry = (date: string, kind: CalendarEntry['kind'], country = 'us'): CalendarEntry => ({
    date,
    country,
    kind,
    nameEn: date,
    nameJa: date,
  })

  it('look seven days ahead and at the holidays of the week', () => {
    const { value } = read({
      calendar: [
        entry('2025-06-19', 'holiday'),
        entry('2025-06-18', 'meeting'),
        entry('2025-06-23', 'release'),
        entry('2025-06-11', 'holiday', 'jp'),
        entry('2025-06-12', 'holiday', 'fr'),
        entry('2025-06-10', 'release'),
      ],
    })
    expect(value.ahead.map(({ date }) => date)).toEqual(['2025-06-18', '2025-06-19'])
    expect(value.holidays.map(({ date }) => date)).toEqual(['2025-06-11'])
  })

  it('take the mood of the boundary, or of the day before with its date', () => {
    const { value } = read({ sentiment: { 'fear-greed': ['2025-06-09', 40, 1, 1, 1, 1, 1, 1, 60, 99] } })
    expect(value).toMatchObject({ fearGreed: 60, fearGreedWeekAgo: 40 })
    const old = read({ sentiment: { 'fear-greed': ['2025-06-13', 40, 41] } })
    expect(old.missing).toContainEqual({
      figure: 'sentiment.fearGreed',
      reason: 'stale',
      source: 'sentiment',
    })
  })
})

it('says nothing of a week that is not over', () => {
  const reading = read({
    now: '2025-06-15',
    macro: [release('2025-05', 139, '2025-06-13T12:30:00Z')],
    rateOdds: [odds('2025-06-14', 'kalshi', 'cut', 0.6)],
    curves: {
      ust: { 2: ['2025-06-05', 1, 1, 1, 1, 1, 1, 1, 1], 10: ['2025-06-05', 2, 2, 2, 2, 2, 2, 2, 2] },
    },
    sentiment: { 'fear-greed': ['2025-06-14', 40] },
  })
  expect(reading.figures).toEqual({})
  expect(reading.missing.every(({ reason }) => reason === 'no-data')).toBe(true)
})
