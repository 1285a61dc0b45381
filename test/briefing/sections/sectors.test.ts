import { describe, expect, it } from 'vitest'
import { sectorsSection } from '#src/briefing/sections/sectors.ts'
import { SECTORS } from '#src/market/sector.ts'
import { keysOf, readingOf, statementOf, told } from '../telling.ts'

function section(...returns: number[]) {
  const rows = returns.map((weekReturn, index) => ({
    sector: SECTORS[index] ?? 'ai',
    weekReturn,
    members: 5,
    breadth: weekReturn > 0 ? 0.8 : 0.2,
    rising: weekReturn > 0 ? 4 : 1,
    falling: weekReturn > 0 ? 1 : 4,
    few: false,
    narrow: false,
    best: { asset: 'a', symbol: 'A', name: 'Alpha', return: 0.1 },
    worst: { asset: 'b', symbol: 'B', name: 'Beta', return: -0.1 },
  }))
  return sectorsSection(readingOf('sectors', { rows, tooFew: [], dispersionPercentile: 0.9 }))
}

describe('sectors', () => {
  it('that all fell are told from the hardest hit to the one that held up', () => {
    const fell = section(-0.07, -0.08, -0.105, -0.114, -0.12, -0.149)
    const statement = statementOf(fell, 'allFell')
    expect(told(statement)).toEqual([
      '全セクターが下落しました。DeFiが14.9%と最も大きく、AI 12.0%、DePIN 11.4%、ゲーム10.5%が続きます。最も小幅だったのはL1の7.0%です。',
      'Every sector fell: DeFi lost 14.9%, AI 12.0%, DePIN 11.4%, gaming 10.5%; L1 held up best at −7.0%.',
    ])
    expect(statement.salience).toBeCloseTo(0.8, 12)
    expect(statement.evidence).toMatchObject({ dispersionPercentile: 0.9 })
  })

  it('of which one went the other way name it, and never list it with the rest', () => {
    const oneRose = statementOf(section(0.023, -0.07, -0.1, -0.12), 'allButFell')
    expect(told(oneRose)[1]).toBe('Only L1 rose (+2.3%); DePIN lost 12.0%, gaming 10.0%, L2 7.0%.')
    const oneFell = statementOf(section(0.12, 0.1, 0.07, -0.023), 'allButRose')
    expect(told(oneFell)[1]).toBe('Only DePIN fell (−2.3%); L1 gained 12.0%, L2 10.0%, gaming 7.0%.')
  })

  it('that all rose are told likewise', () => {
    expect(keysOf(section(0.1, 0.08, 0.05, 0.02))).toEqual(['allRose'])
  })

  it('that parted are counted, with both ends', () => {
    expect(told(statementOf(section(0.03, 0.01, -0.1, -0.2), 'mixed'))).toEqual([
      '4セクター中2セクターが上昇しました。上位はL1（+3.0%）、L2（+1.0%）、下位はDePIN（−20.0%）、ゲーム（−10.0%）です。',
      'Two of four sectors rose: L1 (+3.0%) and L2 (+1.0%) at the top, DePIN (−20.0%) and gaming (−10.0%) at the bottom.',
    ])
  })

  it('are not compared where fewer than four are known', () => {
    expect(keysOf(section(0.1, 0.2, -0.3))).toEqual([])
  })
})
