import { describe, expect, it } from 'vitest'
import { volatilitySection } from '#src/briefing/sections/volatility.ts'
import type { VolatilityRow } from '#src/services/volatility.ts'
import { keysOf, readingOf, statementOf, told } from '../telling.ts'

function section(main: Partial<VolatilityRow>, other?: Partial<VolatilityRow>) {
  const row = (more: Partial<VolatilityRow>): VolatilityRow => ({
    asset: 'bitcoin',
    symbol: 'BTC',
    series: [],
    ...more,
  })
  const rows = [row(main), ...(other ? [row({ asset: 'ethereum', symbol: 'ETH', ...other })] : [])]
  return volatilitySection(readingOf('volatility', { rows }))
}

describe('realised volatility', () => {
  it.each([
    [0.498, 0.41, 0.82, 'roseHigh'],
    [0.498, 0.41, 0.5, 'rose'],
    [0.498, 0.41, undefined, 'rose'],
    [0.2, 0.41, 0.1, 'fellLow'],
    [0.2, 0.41, 0.5, 'fell'],
    [0.49, 0.498, 0.9, 'staysHigh'],
    [0.2, 0.201, 0.1, 'staysLow'],
    [0.4, 0.401, 0.5, 'steady'],
    [0.4, 0.401, undefined, 'steady'],
    [0.4, undefined, 0.9, 'level'],
  ])('at %d after %s, percentile %s, is told as %s', (rv7d, rv7dWeekAgo, rv7dPercentile1y, key) => {
    const row = Object.fromEntries(
      Object.entries({ rv7d, rv7dWeekAgo, rv7dPercentile1y }).filter(([, value]) => value !== undefined),
    )
    expect(keysOf(section(row))).toEqual([key])
  })

  it('is told against the week before and its year', () => {
    const statement = statementOf(
      section({ rv7d: 0.498, rv7dWeekAgo: 0.41, rv7dPercentile1y: 0.82 }),
      'roseHigh',
    )
    expect(told(statement)).toEqual([
      'BTCの7日実現ボラティリティは49.8%と、前週の41.0%から上昇しました。過去1年で上位18%の水準です。',
      "BTC's 7-day realized volatility rose to 49.8% from 41.0%, in the top 18% of the past year.",
    ])
    expect(statement.salience).toBeCloseTo(0.64, 12)
  })

  it('is checked against hourly samples where they differ by a fifth', () => {
    expect(keysOf(section({ rv7d: 0.4, rv7dHourly: 0.5 }))).toEqual(['level', 'hourly'])
    expect(keysOf(section({ rv7d: 0.4, rv7dHourly: 0.45 }))).toEqual(['level'])
  })

  it('is followed by the other asset and by what options price in', () => {
    expect(keysOf(section({ rv7d: 0.4, dvol: 0.45 }, { rv7d: 0.6 }))).toEqual(['level', 'other', 'implied'])
  })

  it('is silent where it is not known', () => {
    expect(keysOf(section({}, { rv7d: 0.6 }))).toEqual([])
  })
})
