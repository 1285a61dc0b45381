import { describe, expect, it } from 'vitest'
import { correlationSection } from '#src/briefing/sections/correlation.ts'
import type { CorrelationReading, TierRow } from '#src/services/correlation.ts'
import { breadthVerdict } from '#src/services/correlation/support.ts'
import { keysOf, readingOf, statementOf, told } from '../telling.ts'

function section(top: Partial<TierRow>, tail: Partial<TierRow>, value: Partial<CorrelationReading> = {}) {
  const tiers: TierRow[] = [
    { tier: 'top10', members: [], ...top },
    { tier: 'rank50to100', members: [], ...tail },
  ]
  const series = { top10: [], rank11to49: [], rank50to100: [] }
  return correlationSection(readingOf('correlation', { tiers, series, ...value }))
}

describe('correlation', () => {
  it('is concentrated, tight or neither by rule', () => {
    expect(keysOf(section({ mean: 0.74 }, { mean: 0.55 }))).toEqual(['concentrated'])
    expect(keysOf(section({ mean: 0.82 }, { mean: 0.75 }))).toEqual(['tight'])
    expect(keysOf(section({ mean: 0.6 }, { mean: 0.55 }))).toEqual(['tiers'])
    expect(keysOf(section({ mean: 0.6 }, {}))).toEqual(['oneTier'])
    expect(keysOf(section({}, { mean: 0.6 }))).toEqual([])
  })

  it('is compared with four weeks ago from a tenth on', () => {
    expect(keysOf(section({ mean: 0.74, mean4wAgo: 0.91 }, { mean: 0.55 }))).toEqual([
      'concentrated',
      'shifted',
    ])
    expect(keysOf(section({ mean: 0.74, mean4wAgo: 0.7 }, { mean: 0.55 }))).toEqual(['concentrated'])
  })
})

describe('the tiers', () => {
  const medians = (top: number, tail: number) =>
    keysOf(section({ medianReturn: top }, { medianReturn: tail }))

  it('are told by who moved most', () => {
    expect(medians(-0.084, -0.051)).toEqual(['topFellMost'])
    expect(medians(-0.051, -0.084)).toEqual(['tailFellMost'])
    expect(medians(0.084, 0.051)).toEqual(['topRoseMost'])
    expect(medians(0.051, 0.084)).toEqual(['tailRoseMost'])
  })

  it('are told side by side where they differ in direction, and not where they differ too little', () => {
    expect(medians(-0.051, -0.052)).toEqual([])
    expect(medians(-0.05, 0.02)).toEqual(['medians'])
    expect(keysOf(section({ medianReturn: -0.05 }, {}))).toEqual([])
  })
})

describe('breadth', () => {
  const breadth = (up: number) => section({}, {}, { breadth: breadthVerdict(up, 100) })

  it('is rare where few or many rose', () => {
    expect(told(statementOf(breadth(14), 'breadth'), 'lead')).toEqual([
      '値上がりは上位100銘柄のうち14銘柄だけ。',
      'Only 14 of the top 100 coins rose.',
    ])
    expect(breadth(14).statements[0]?.salience).toBeCloseTo(0.54, 12)
    expect(breadth(85).statements[0]?.salience).toBeCloseTo(0.525, 12)
    expect(breadth(50).statements[0]?.salience).toBe(0)
  })

  it('is told in words up to twelve in English, and by itself where none or all rose', () => {
    expect(told(statementOf(breadth(10), 'breadth'))[1]).toBe('Of the top 100, ten rose.')
    expect(keysOf(breadth(60))).toEqual(['breadthWide'])
  })

  it('of none or all is told without a count', () => {
    expect([keysOf(breadth(0)), keysOf(breadth(100))]).toEqual([['breadthNone'], ['breadthAll']])
    expect(told(statementOf(breadth(0), 'breadthNone'))[1]).toBe('None of the top 100 rose.')
    expect(told(statementOf(breadth(100), 'breadthAll'))[1]).toBe('All of the top 100 rose.')
  })
})
