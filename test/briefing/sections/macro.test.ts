import { describe, expect, it } from 'vitest'
import { macroSection } from '#src/briefing/sections/macro.ts'
import type { CurveRow, MacroReading, MacroRow, OddsRow } from '#src/services/macro.ts'
import { keysOf, readingOf, statementOf, told } from '../telling.ts'

function section(value: Partial<MacroReading>) {
  return macroSection(
    readingOf('macro', { releases: [], odds: [], curves: [], ahead: [], holidays: [], ...value }),
  )
}

function release(series: string, latest: number, previous?: number, thisWeek = true): MacroRow {
  const releasedAt = Date.parse('2025-11-20T13:30:00Z')
  const row = { series, period: '2025-10', latest, unit: 'percent', releasedAt, thisWeek }
  return previous === undefined ? row : { ...row, previous }
}

describe('releases', () => {
  it('of jobs are told together', () => {
    const both = section({
      releases: [release('payrolls_change', 119), release('unemployment_rate', 4.4, 4.3)],
    })
    expect(told(statementOf(both, 'jobs'))).toEqual([
      '米国の非農業部門雇用者数は11万9,000人増、失業率は4.4%に上昇しました。',
      'US non-farm payrolls rose 119,000; unemployment edged up to 4.4%.',
    ])
    expect(keysOf(section({ releases: [release('payrolls_change', -33)] }))).toEqual(['payrolls'])
    expect(keysOf(section({ releases: [release('unemployment_rate', 4.4)] }))).toEqual(['unemployment'])
  })

  it('of inflation are told against the one before', () => {
    const inflation = (latest: number, previous?: number) =>
      keysOf(section({ releases: [release('uk_cpi_yoy', latest, previous)] }))
    expect([inflation(3.6, 3.8), inflation(3.8, 3.6), inflation(3.6, 3.6), inflation(3.6)]).toEqual([
      ['inflationEased'],
      ['inflationPicked'],
      ['inflationSame'],
      [],
    ])
  })

  it('of an earlier week are no news', () => {
    expect(keysOf(section({ releases: [release('payrolls_change', 119, 22, false)] }))).toEqual([])
  })
})

describe('the odds of a cut', () => {
  const row: OddsRow = {
    meeting: '2025-12-10',
    source: 'polymarket',
    asOf: Date.parse('2025-11-21T12:00:00Z'),
    cut: 0.3,
  }

  it('carry their source and time', () => {
    expect(told(statementOf(section({ odds: [row] }), 'odds'))).toEqual([
      '12月の利下げ確率は約30%です（Polymarket、日本時間11月21日21時時点）。',
      'Markets put the odds of a rate cut in December near 30% (Polymarket, 12:00 UTC on 21 Nov).',
    ])
  })

  it('that moved five points are told with where they came from', () => {
    const moved = statementOf(section({ odds: [{ ...row, cutWeekAgo: 0.46 }] }), 'oddsMoved')
    expect(told(moved)[1]).toContain('near 30%, down from 46% a week before')
    expect(moved.salience).toBeCloseTo(0.32, 12)
    expect(keysOf(section({ odds: [{ ...row, cutWeekAgo: 0.33 }] }))).toEqual(['odds'])
  })

  it('are of the preferred source alone', () => {
    expect(keysOf(section({ odds: [row, { ...row, source: 'kalshi' }] }))).toEqual(['odds'])
  })
})

describe('curves', () => {
  const curve = (more: Partial<CurveRow>): CurveRow => ({
    curve: 'jgb',
    slope2s10s: 0.8,
    weekChange: 0.09,
    shape: 'bear-steepening',
    tenYear: 1.77,
    tenYearChange: 0.08,
    twoYear: 0.97,
    twoYearChange: -0.01,
    dates: { from: '2025-11-14', to: '2025-11-21' },
    points: [],
    ...more,
  })

  it.each([
    ['bear-steepening', 'bearSteepening', 0.09, 'bear-steepened', '9 bp wider'],
    ['bull-steepening', 'bullSteepening', 0.05, 'bull-steepened', '5 bp wider'],
    ['bear-flattening', 'bearFlattening', -0.04, 'bear-flattened', '4 bp narrower'],
    ['bull-flattening', 'bullFlattening', -0.04, 'bull-flattened', '4 bp narrower'],
  ] as const)('%s', (shape, key, weekChange, ...words) => {
    const text = told(statementOf(section({ curves: [curve({ shape, weekChange })] }), key))[1]
    for (const word of words) expect(text).toContain(word)
  })

  it('that kept their slope are told by the US ten-year alone', () => {
    const still = (tenYearChange: number, which: 'ust' | 'jgb' = 'ust') =>
      keysOf(
        section({ curves: [curve({ curve: which, shape: 'unchanged', weekChange: 0.01, tenYearChange })] }),
      )
    expect([still(-0.18), still(0.05), still(0.001), still(0.05, 'jgb')]).toEqual([
      ['yieldFell'],
      ['yieldRose'],
      ['yieldSame'],
      [],
    ])
  })

  it('lend their chart to the one that bent most, else to the odds', () => {
    const bent = section({ curves: [curve({ curve: 'ust', weekChange: 0.03 }), curve({})] })
    expect(bent.chart).toMatchObject({ view: 'jgb', titled: { key: 'macro.bearSteepeningNext' } })
  })
})

it('tells fear and greed at their extremes only', () => {
  const mood = (fearGreed: number) => keysOf(section({ fearGreed }))
  expect([mood(20), mood(21), mood(79), mood(80)]).toEqual([['fear'], [], [], ['greed']])
})

it('tells what is ahead: up to three dates, and a US holiday', () => {
  const entry = (date: string, kind: 'holiday' | 'release', country: string, name: string) => ({
    date,
    country,
    kind,
    nameEn: name,
    nameJa: name,
  })
  const ahead = [
    entry('2025-11-25', 'release', 'us', 'PPI'),
    entry('2025-11-26', 'release', 'us', 'GDP'),
    entry('2025-11-26', 'release', 'us', 'PCE'),
    entry('2025-11-28', 'release', 'jp', 'CPI'),
    entry('2025-11-27', 'holiday', 'us', 'Thanksgiving'),
    entry('2025-11-24', 'holiday', 'jp', 'Labour Thanksgiving'),
  ]
  const told3 = told(statementOf(section({ ahead }), 'ahead'))
  expect(told3[1]).toBe("On this week's calendar: PPI on Tuesday, GDP and PCE on Wednesday.")
  expect(keysOf(section({ ahead: ahead.slice(5) }))).toEqual([])
  expect(keysOf(section({ ahead: ahead.slice(4) }))).toEqual(['holidayThin'])
})
