import { describe, expect, it } from 'vitest'
import { macroSection } from '#src/briefing/sections/macro.ts'
import type { CurveRow, MacroReading, MacroRow, OddsRow } from '#src/services/macro/reading.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { entry, keysOf, readingOf, statementOf, textsOf } from '../handmade.ts'

function section(value: Partial<MacroReading>, extremes: readonly RankedExtreme[] = []) {
  const reading = { releases: [], odds: [], curves: [], ahead: [], holidays: [], ...value }
  return macroSection(readingOf('macro', reading), extremes)
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
    expect(textsOf(statementOf(both, 'jobs'))).toEqual([
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
    expect(textsOf(statementOf(section({ odds: [row] }), 'odds'))).toEqual([
      '12月10日の会合の利下げ確率は30.0%です（Polymarket、日本時間11月21日21時時点）。',
      'Odds of a rate cut on 10 December are 30.0% (Polymarket, 12:00 UTC on 21 Nov).',
    ])
  })

  it('that moved five points are told with where they came from', () => {
    const moved = statementOf(section({ odds: [{ ...row, cutWeekAgo: 0.46 }] }), 'oddsMoved')
    expect(textsOf(moved)[1]).toContain('are 30.0%, down from 46.0% a week before')
    expect(moved.salience).toBeCloseTo(0.46, 12)
    expect(keysOf(section({ odds: [{ ...row, cutWeekAgo: 0.33 }] }))).toEqual(['odds'])
  })

  it('are told to the tenth where they are no whole per cent', () => {
    expect(textsOf(statementOf(section({ odds: [{ ...row, cut: 0.485 }] }), 'odds'))[0]).toContain('48.5%')
  })

  it('have a path where they went five points within the week', () => {
    const [low, high] = [
      { at: Date.parse('2025-11-18T03:00:00Z'), cut: 0.28 },
      { at: Date.parse('2025-11-20T15:00:00Z'), cut: 0.42 },
    ]
    const path = section({ odds: [{ ...row, low, high }] })
    expect(textsOf(statementOf(path, 'oddsPathUp'))).toEqual([
      '週のうちでは18日の28.0%が最低で、その後20日に最高の42.0%をつけました。',
      'Within the week they stood lowest on the 18th (28.0%), then rose to 42.0% on the 20th.',
    ])
    expect(keysOf(section({ odds: [{ ...row, low: { ...low, cut: 0.38 }, high }] }))).toEqual(['odds'])
    expect(keysOf(section({ odds: [{ ...row, low: { ...low, at: high.at + 1 }, high }] }))).toEqual([
      'odds',
      'oddsPathDown',
    ])
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
    twoYearChange: 0.01,
    dates: { from: '2025-11-14', to: '2025-11-21' },
    points: [],
    ...more,
  })

  it.each([
    ['bear-steepening', 'bearSteepening', 0.09, 'a bear steepening of 9 bp'],
    ['bull-steepening', 'bullSteepening', 0.05, 'a bull steepening of 5 bp'],
    ['bear-flattening', 'bearFlattening', -0.04, 'a bear flattening of 4 bp'],
    ['bull-flattening', 'bullFlattening', -0.04, 'a bull flattening of 4 bp'],
  ] as const)('%s', (shape, key, weekChange, ...words) => {
    const text = textsOf(statementOf(section({ curves: [curve({ shape, weekChange })] }), key))[1]
    for (const word of words) expect(text).toContain(word)
  })

  it('twist where one yield rose and the other fell, unless one of them stood still', () => {
    const twisted = (twoYearChange: number, tenYearChange: number) =>
      keysOf(section({ curves: [curve({ twoYearChange, tenYearChange })] }))
    expect(twisted(-0.005, 0.08)).toEqual(['twistSteepening'])
    expect(twisted(-0.004, 0.08)).toEqual(['bearSteepening'])
    expect(twisted(0.05, -0.04)).toEqual(['twistFlattening'])
    const text = textsOf(
      statementOf(section({ curves: [curve({ twoYearChange: -0.01 })] }), 'twistSteepening'),
    )
    expect(text[0]).toContain('2年債利回りは1bp低下、10年債は8bp上昇と逆に動き')
    expect(text[1]).toContain('a twist steepening of 9 bp')
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
    expect(bent.chart).toMatchObject({ view: 'jgb', titled: { key: 'macro.bearSteepening' } })
  })
})

describe('fear and greed', () => {
  const at = Date.parse('2025-11-22')

  it('are told at their extremes, by the index’s own scale', () => {
    const mood = (fearGreed: number) => keysOf(section({ fearGreed }))
    expect([mood(24), mood(25), mood(74), mood(75)]).toEqual([['fear'], [], [], ['greed']])
  })

  it('are told since when, ties as such', () => {
    const low = entry({
      series: 'sentiment.fearGreed.value',
      kind: 'low',
      value: 10,
      at,
      since: Date.parse('2025-02-27'),
      equal: true,
    })
    expect(textsOf(statementOf(section({ fearGreed: 10 }, [low]), 'fearSince'))).toEqual([
      '恐怖・強欲指数は22日に10と、2月27日以来の低さ（同水準）になりました。',
      'The fear and greed index was 10 on the 22nd, the lowest since 27 February (equal).',
    ])
  })

  it('fell in a day, at least since a gap', () => {
    const boundedBy = Date.parse('2024-10-27')
    const fall = entry({
      series: 'sentiment.fearGreed.dayChange',
      kind: 'largest-fall',
      value: -37,
      at,
      boundedBy,
    })
    expect(textsOf(statementOf(section({ fearGreed: 27 }, [fall]), 'moodFell'))).toEqual([
      '22日の恐怖・強欲指数の低下幅は37ポイントで、記録の途切れた2024年10月以降で最大です。',
      'The fear and greed index fell 37 points on the 22nd, the largest daily fall since at least October 2024, where our record has a gap.',
    ])
  })
})

it('tells a yield that the ledger holds', () => {
  const curve = {
    curve: 'ust',
    slope2s10s: 0.5,
    weekChange: 0,
    shape: 'unchanged',
    tenYear: 4.05,
    tenYearChange: -0.08,
  } as const
  const row = {
    ...curve,
    twoYear: 3.5,
    twoYearChange: -0.08,
    dates: { from: '2025-11-14', to: '2025-11-21' },
    points: [],
  }
  const at = Date.parse('2025-11-21')
  const low = entry({
    series: 'macro.ust.10y.yield',
    kind: 'low',
    value: 4.05,
    at,
    since: Date.parse('2025-04-07'),
  })
  expect(textsOf(statementOf(section({ curves: [row] }, [low]), 'yieldLow'))).toEqual([
    '米国の10年債利回りは21日に4.05%と、4月7日以来の低さになりました。',
    'The US 10-year yield was 4.05% on the 21st, the lowest since 7 April.',
  ])
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
  const texts = textsOf(statementOf(section({ ahead }), 'ahead'))
  expect(texts[1]).toBe('On this week’s calendar: PPI on Tuesday, GDP and PCE on Wednesday.')
  expect(keysOf(section({ ahead: ahead.slice(5) }))).toEqual([])
  expect(keysOf(section({ ahead: ahead.slice(4) }))).toEqual(['holidayAhead'])
})
