import { describe, expect, it } from 'vitest'
import { extremeStatements } from '#src/briefing/sections/extremes.ts'
import { createWords } from '#src/i18n/words.ts'
import { DAY, HOUR, startOfDay } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'

const day = (text: string) => startOfDay(text)

function entry(fields: Partial<RankedExtreme> = {}): RankedExtreme {
  return {
    group: 'price',
    series: 'price.bitcoin.low',
    kind: 'low',
    value: 92922.8,
    unit: 'USD',
    at: day('2025-11-16') + 23 * HOUR,
    span: HOUR,
    scope: 'boundary',
    since: day('2025-04-09'),
    equal: false,
    recordStart: day('2025-01-01'),
    weeks: 28.6,
    salience: 0.6,
    evidence: { sources: [] },
    ...fields,
  }
}

const sentencesOf = (
  entries: readonly RankedExtreme[],
  names: string | readonly string[],
  locale: 'en' | 'ja',
) => {
  const words = createWords(locale, 'UTC', day('2025-11-17'))
  return extremeStatements(names, entries, () => 'BTC', 20).map(({ key, values }) =>
    words.say(`${key}.text`, values),
  )
}

describe('extremeStatements', () => {
  it('says since when in both languages', () => {
    expect(sentencesOf([entry()], 'price.bitcoin', 'en')).toEqual([
      'BTC touched $92,923 on 16 November, the lowest since 9 April.',
    ])
    expect(sentencesOf([entry()], 'price.bitcoin', 'ja')).toEqual([
      'BTCは11月16日に9万2,923ドルと、4月9日以来の安値をつけました。',
    ])
  })

  it('says a record as one, and a tie', () => {
    const close = { series: 'price.bitcoin.close', at: day('2025-11-16'), span: DAY }
    expect(sentencesOf([entry({ ...close, since: null })], 'price.bitcoin', 'en')).toEqual([
      'BTC closed at $92,923 on 16 November, the lowest on our record (since January).',
    ])
    expect(sentencesOf([entry({ ...close, equal: true })], 'price.bitcoin', 'ja')).toEqual([
      'BTCの終値は11月16日に9万2,923ドルと、4月9日以来の安値（同水準）になりました。',
    ])
  })

  it('says no more than the gap allows, whatever lies beyond it', () => {
    const index = entry({
      group: 'sentiment',
      series: 'sentiment.fearGreed.value',
      value: 10,
      unit: 'index 0-100',
      at: day('2025-02-27'),
      scope: 'inside',
      since: day('2022-06-28'),
      boundedBy: day('2024-10-27'),
    })
    expect(sentencesOf([index], 'sentiment', 'en')).toEqual([
      'The fear and greed index was 10 on 27 February, the lowest since at least October 2024.',
    ])
    expect(sentencesOf([index], 'sentiment', 'ja')).toEqual([
      '恐怖・強欲指数は2月27日に10と、少なくとも2024年10月以降で最低でした。',
    ])
  })

  it.each([
    [
      { series: 'price.bitcoin.dayReturn', kind: 'largest-fall', value: -0.0729, unit: 'fraction' },
      'fell 7.3% on',
    ],
    [
      { series: 'price.bitcoin.weekReturn', kind: 'largest-rise', value: 0.1, unit: 'fraction' },
      'rose 10.0% in the week',
    ],
    [
      { series: 'price.bitcoin.twoWeekReturn', kind: 'largest-fall', value: -0.1473, unit: 'fraction' },
      'two weeks to',
    ],
    [{ series: 'price.bitcoin.range', kind: 'high', value: 0.243, unit: 'fraction' }, 'range of 24.3%'],
    [
      { series: 'price.bitcoin.streak', kind: 'longest-run', value: 3, unit: 'count', direction: 'down' },
      'three weeks in a row',
    ],
    [
      { series: 'price.bitcoin.streak', kind: 'longest-run', value: 4, unit: 'count', direction: 'up' },
      'rose for four weeks',
    ],
    [
      { series: 'price.bitcoin.beyond', kind: 'first-beyond', level: 1e5, direction: 'down' },
      'below $100,000 for the first time since',
    ],
    [
      { series: 'price.bitcoin.beyond', kind: 'first-beyond', level: 9e4, direction: 'up' },
      'above $90,000 for the first time since',
    ],
    [
      {
        group: 'marketcap',
        series: 'marketcap.total.beyond',
        kind: 'first-beyond',
        level: 3e12,
        value: 2.98e12,
        direction: 'down',
      },
      'fell below $3',
    ],
    [
      {
        group: 'marketcap',
        series: 'marketcap.total.beyond',
        kind: 'first-beyond',
        level: 4e12,
        value: 4.01e12,
        direction: 'up',
      },
      'rose above $4',
    ],
    [
      {
        group: 'openinterest',
        series: 'openinterest.bitcoin.dayChange',
        kind: 'largest-fall',
        value: -0.1884,
        unit: 'fraction',
      },
      'from the day before',
    ],
    [
      {
        group: 'volatility',
        series: 'volatility.bitcoin.rv7d',
        kind: 'high',
        value: 0.679,
        unit: 'fraction per year',
      },
      'was 67.9% on',
    ],
    [
      {
        group: 'funding',
        series: 'funding.bitcoin.binance.run',
        kind: 'longest-run',
        value: 10,
        unit: 'count',
        direction: 'down',
        prints: 10,
        hours: 80,
        from: day('2025-11-12'),
      },
      'negative for 80 hours',
    ],
    [
      {
        group: 'funding',
        series: 'funding.bitcoin.binance.positiveRun',
        kind: 'longest-run',
        value: 10,
        unit: 'count',
        direction: 'up',
        prints: 10,
        hours: 80,
        from: day('2025-11-12'),
      },
      'positive for 80 hours',
    ],
  ] as const)('has a sentence for %o in both languages', (fields, expected) => {
    const group = fields.series.split('.')[0] as string
    expect(sentencesOf([entry(fields as Partial<RankedExtreme>)], group, 'en')[0]).toContain(expected)
    expect(sentencesOf([entry(fields as Partial<RankedExtreme>)], group, 'ja')[0]).toMatch(/4月/)
  })

  it('keeps to its subject, leaves the weak and the withheld out, and tells one of a kind', () => {
    const keys = (entries: readonly RankedExtreme[]) =>
      extremeStatements(['price.bitcoin', 'coins.bitcoin'], entries, () => 'BTC').map(({ key }) => key)
    expect(
      keys([entry({ series: 'price.bitcoincash.low' }), entry({ series: 'price.ethereum.low' })]),
    ).toEqual([])
    expect(keys([entry({ salience: 0.29 }), entry({ guard: 'glitch' })])).toEqual([])
    expect(keys([entry(), entry({ series: 'price.bitcoin.close' })])).toEqual(['extremes.mark'])
  })

  it('proves what it says', () => {
    const [statement] = extremeStatements('price.bitcoin', [entry()], () => 'BTC')
    expect(statement).toMatchObject({
      salience: 0.6,
      extremes: [`price.bitcoin.low low ${entry().at}`],
      evidence: {
        series: 'price.bitcoin.low',
        reached: 92922.8,
        at: '2025-11-16T23:00:00Z',
        since: '2025-04-09T00:00:00Z',
      },
    })
  })
})
