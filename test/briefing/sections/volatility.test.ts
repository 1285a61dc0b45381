import { describe, expect, it } from 'vitest'
import { volatilitySection } from '#src/briefing/sections/volatility.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { VolatilityVerdict } from '#src/services/verdicts.ts'
import type { VolatilityRow } from '#src/services/volatility.ts'
import { entry, keysOf, readingOf, statementOf, textsOf } from '../handmade.ts'

function section(
  main: Partial<VolatilityRow>,
  other?: Partial<VolatilityRow>,
  extremes: readonly RankedExtreme[] = [],
) {
  const row = (more: Partial<VolatilityRow>): VolatilityRow => ({
    asset: 'bitcoin',
    symbol: 'BTC',
    series: [],
    recordStart: '2025-01-08',
    ...more,
  })
  const rows = [row(main), ...(other ? [row({ asset: 'ethereum', symbol: 'ETH', ...other })] : [])]
  return volatilitySection(readingOf('volatility', { rows }), extremes)
}

const verdict = (
  word: VolatilityVerdict['word'],
  moved: VolatilityVerdict['moved'],
  days = 365,
): VolatilityVerdict => ({ word, moved, days, span: days >= 350 ? 'year' : 'record' })
const at = Date.parse('2025-11-24')

describe('realised volatility', () => {
  it.each([
    ['high', 'rose', 'roseHigh'],
    ['normal', 'rose', 'rose'],
    ['low', 'rose', 'roseLow'],
    ['low', 'fell', 'fellLow'],
    ['normal', 'fell', 'fell'],
    ['high', 'fell', 'fellHigh'],
    ['high', 'steady', 'staysHigh'],
    ['low', 'steady', 'staysLow'],
    ['normal', 'steady', 'steady'],
  ] as const)('that the verdict calls %s and %s is told as %s', (word, moved, key) => {
    const row = { rv7d: 0.4, rv7dWeekAgo: 0.4, rv7dPercentile1y: 0.5, verdict: verdict(word, moved) }
    expect(keysOf(section(row))).toEqual([key])
  })

  it('without a week before is a level', () => {
    expect(keysOf(section({ rv7d: 0.4, verdict: verdict('high', 'unknown') }))).toEqual(['level'])
  })

  it('is told of the past year from 350 days on, else of the record', () => {
    const text = (days: number) => {
      const row = {
        rv7d: 0.498,
        rv7dWeekAgo: 0.41,
        rv7dPercentile1y: 0.82,
        verdict: verdict('high', 'rose', days),
      }
      return textsOf(statementOf(section(row), 'roseHigh'))
    }
    expect(text(350)).toEqual([
      'BTCの7日実現ボラティリティは49.8%と、前週の41.0%から上昇しました。過去1年で上位18%の水準です。',
      'BTC’s 7-day realized volatility rose to 49.8% from 41.0%, in the top 18% of the past year.',
    ])
    expect(text(349)).toEqual([
      'BTCの7日実現ボラティリティは49.8%と、前週の41.0%から上昇しました。1月以降の記録で上位18%の水準です。',
      'BTC’s 7-day realized volatility rose to 49.8% from 41.0%, in the top 18% of our record (since January).',
    ])
  })

  it('is told since when where the ledger has an entry of this very value', () => {
    const since = Date.parse('2025-04-16')
    const high = entry({ series: 'volatility.bitcoin.rv7d', kind: 'high', value: 0.6787, at, since })
    const row = { rv7d: 0.6787, rv7dWeekAgo: 0.357, verdict: verdict('high', 'rose') }
    const statement = statementOf(section(row, undefined, [high]), 'roseSince')
    expect(textsOf(statement)).toEqual([
      'BTCの7日実現ボラティリティは35.7%から67.9%へ上がり、4月16日以来の高さです。',
      'BTC’s 7-day realized volatility went from 35.7% to 67.9%, the highest since 16 April.',
    ])
    expect(statement.salience).toBe(0.5)
    expect(keysOf(section(row, undefined, [{ ...high, value: 0.7 }]))).toEqual(['rose'])
  })

  it('of daily closes alone is not left without the hours’', () => {
    const row = { rv7d: 0.177, rv7dWeekAgo: 0.38, rv7dPercentile1y: 0.05, rv7dHourly: 0.374 }
    const said = section({ ...row, verdict: verdict('normal', 'fell') })
    expect(keysOf(said)).toEqual(['fell', 'hourlyApart'])
    expect(textsOf(statementOf(said, 'hourlyApart'))).toEqual([
      'BTCのボラティリティは日足では17.7%ですが、1時間足では37.4%です。',
      'By daily closes BTC’s volatility is 17.7%; sampled hourly it is 37.4%.',
    ])
  })

  it('is followed by hourly samples where they differ by a fifth, for those who ask', () => {
    const said = section({ rv7d: 0.4, rv7dHourly: 0.5 })
    expect(keysOf(said)).toEqual(['level', 'hourly'])
    expect(statementOf(said, 'hourly').salience).toBe(0)
    expect(keysOf(section({ rv7d: 0.4, rv7dHourly: 0.45 }))).toEqual(['level'])
  })

  it('is followed by the other asset and by what options price in', () => {
    const said = section({ rv7d: 0.4, dvol: 0.45 }, { rv7d: 1.339 })
    expect(keysOf(said)).toEqual(['level', 'other', 'implied'])
    expect(statementOf(said, 'other').salience).toBe(0)
    const high = entry({
      series: 'volatility.ethereum.rv7d',
      kind: 'high',
      value: 1.339,
      at,
      since: Date.parse('2025-05-15'),
    })
    expect(textsOf(statementOf(section({ rv7d: 0.4 }, { rv7d: 1.339 }, [high]), 'otherHigh'))).toEqual([
      'ETHの133.9%は、5月15日以来の高さです。',
      'ETH’s 133.9% is the highest since 15 May.',
    ])
  })

  it('is silent where it is not known', () => {
    expect(keysOf(section({}, { rv7d: 0.6 }))).toEqual([])
  })
})
