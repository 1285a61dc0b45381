import { describe, expect, it } from 'vitest'
import { correlationSection } from '#src/briefing/sections/correlation.ts'
import type { CorrelationReading, TierRow } from '#src/services/correlation.ts'
import { keysOf, readingOf, statementOf, textsOf } from '../handmade.ts'

function section(top: Partial<TierRow>, tail: Partial<TierRow>) {
  const tiers: TierRow[] = [
    { tier: 'top10', members: [], ...top },
    { tier: 'rank50to100', members: [], ...tail },
  ]
  const series: CorrelationReading['series'] = { top10: [], rank11to49: [], rank50to100: [] }
  return correlationSection(readingOf('correlation', { tiers, series }))
}

describe('correlation', () => {
  it('is concentrated, tight or neither by rule, and a gap of levels is no weakening', () => {
    expect(keysOf(section({ mean: 0.74 }, { mean: 0.55 }))).toEqual(['concentrated'])
    expect(keysOf(section({ mean: 0.82 }, { mean: 0.75 }))).toEqual(['tight'])
    expect(keysOf(section({ mean: 0.6 }, { mean: 0.55 }))).toEqual(['tiers'])
    expect(keysOf(section({ mean: 0.6 }, {}))).toEqual(['oneTier'])
    expect(keysOf(section({}, { mean: 0.6 }))).toEqual([])
    const [ja, en] = textsOf(statementOf(section({ mean: 0.74 }, { mean: 0.55 }), 'concentrated'))
    expect(ja).toContain('0.55と低く')
    expect(`${ja} ${en}`).not.toMatch(/弱ま|低下|weak|fell/)
  })
})

describe('a change of correlation', () => {
  const members = Array.from({ length: 10 }, (_, i) => `c${i}`)
  const shift = (before: number, now: number, without?: NonNullable<TierRow['shift']>['without']) => ({
    shift: { before, now, members, symbols: members, of: 10, ...(without && { without }) },
  })
  const day = Date.parse('2025-10-10')

  it('is told of the same coins, with the day that carries most of it', () => {
    const top = {
      mean: 0.62,
      mean4wAgo: 0.85,
      shifted: true,
      ...shift(0.851, 0.722, { day, side: 'left', mean: 0.802 }),
    }
    expect(textsOf(statementOf(section(top, {}), 'fellWithoutThen'))).toEqual([
      '上位10銘柄の30日相関は、4週前と同じ10銘柄でみて0.85から0.72に下がりました。10月10日を除いた0.80からも低下しています。',
      'Average 30-day correlation of the ten coins that made up the top ten four weeks ago fell from 0.85 to 0.72; without the day of 10 October it stood at 0.80 then, so it fell all the same.',
    ])
  })

  it('names no day that matters little', () => {
    const top = { shifted: true, ...shift(0.6, 0.8, { day, side: 'entered', mean: 0.78 }) }
    expect(keysOf(section(top, {}))).toEqual(['rose'])
    const more = { shifted: true, ...shift(0.6, 0.8, { day, side: 'entered', mean: 0.7 }) }
    expect(keysOf(section(more, {}))).toEqual(['roseWithoutNow'])
  })

  it('is not told from changed members, nor where one day makes it', () => {
    expect(keysOf(section({ mean: 0.62, mean4wAgo: 0.85 }, {}))).toEqual(['oneTier'])
    expect(keysOf(section({ mean: 0.62, shifted: false, ...shift(0.85, 0.7) }, {}))).toEqual(['oneTier'])
  })

  it('of both tiers leads with the top ten’s', () => {
    const moved = { mean: 0.7, shifted: true, ...shift(0.85, 0.7) }
    const said = section(moved, moved).statements
    expect(said.map(({ key, salience }) => [key, salience])).toEqual([
      ['correlation.fell', 0.4],
      ['correlation.tight', 0.15],
      ['correlation.fell', 0.15],
    ])
  })
})
