import { describe, expect, it } from 'vitest'
import { sectorsSection } from '#src/briefing/sections/sectors.ts'
import { SECTORS } from '#src/market/sector.ts'
import type { SectorRow } from '#src/services/sectors.ts'
import { keysOf, readingOf, statementOf, told } from '../telling.ts'

function reading(...returns: number[]) {
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
  return { rows }
}

function section(...returns: number[]) {
  const { rows } = reading(...returns)
  return sectorsSection(readingOf('sectors', { rows, tooFew: [], dispersionPercentile: 0.9 }))
}

describe('sectors', () => {
  it('that all fell are told from the hardest hit to the one that held up', () => {
    const fell = section(-0.07, -0.08, -0.105, -0.114, -0.12, -0.149)
    const statement = statementOf(fell, 'allFell')
    expect(told(statement)).toEqual([
      '全セクターが下落しました。DeFiが14.9%と最も大きく、AI 12.0%、DePIN 11.4%、ゲーム10.5%が続きます。最も小幅だったのはL1の7.0%です。',
      'Every sector fell: DeFi lost 14.9%, AI 12.0%, DePIN 11.4%, gaming 10.5%; L1 lost least, 7.0%.',
    ])
    expect(statement.salience).toBe(0.4)
    expect(statement.evidence).toMatchObject({ dispersionPercentile: 0.9 })
  })

  it('of which one went the other way name it, and never list it with the rest', () => {
    const oneRose = statementOf(section(0.023, -0.07, -0.1, -0.12), 'allButFell')
    expect(told(oneRose)[1]).toBe('Only the L1 index rose (+2.3%); DePIN lost 12.0%, gaming 10.0%, L2 7.0%.')
    const oneFell = statementOf(section(0.12, 0.1, 0.07, -0.023), 'allButRose')
    expect(told(oneFell)[1]).toBe(
      'Only the DePIN index fell (−2.3%); L1 gained 12.0%, L2 10.0%, gaming 7.0%.',
    )
  })

  it('that all rose are told likewise', () => {
    expect(keysOf(section(0.1, 0.08, 0.05, 0.02))).toEqual(['allRose'])
  })

  it('that parted are counted, with both ends', () => {
    expect(told(statementOf(section(0.03, 0.01, -0.1, -0.2), 'mixed'))).toEqual([
      '4セクター中2セクターが上昇しました。上位はL1（3.0%高）、L2（1.0%高）、下位はDePIN（20.0%安）、ゲーム（10.0%安）です。',
      'Two of four sectors rose: L1 (+3.0%) and L2 (+1.0%) at the top, DePIN (−20.0%) and gaming (−10.0%) at the bottom.',
    ])
  })

  it('are not compared where fewer than four are known', () => {
    expect(keysOf(section(0.1, 0.2, -0.3))).toEqual([])
  })

  describe('whose coins did not follow', () => {
    const coin = (name: string, value: number) => ({
      asset: name,
      symbol: name.toUpperCase(),
      name,
      return: value,
    })
    const withFirst = (more: Partial<SectorRow>, ...rest: number[]) => {
      const { rows } = reading(0.006, ...rest)
      return sectorsSection(
        readingOf('sectors', { rows: [{ ...rows[0], ...more } as SectorRow, ...rows.slice(1)], tooFew: [] }),
      )
    }
    const three = [coin('Aster', 0.163), coin('BNB', -0.069), coin('Hyperliquid', -0.074)]

    it('are named where there are fewer than five', () => {
      const few = withFirst(
        { members: 3, rising: 1, falling: 2, few: true, narrow: true, coins: three },
        0.003,
        -0.1,
        -0.2,
      )
      expect(told(statementOf(few, 'coins'))).toEqual([
        'L1の3銘柄は、Aster（16.3%高）、BNB（6.9%安）、Hyperliquid（7.4%安）です。',
        'The L1 index has three members: Aster (+16.3%), BNB (−6.9%) and Hyperliquid (−7.4%).',
      ])
    })

    it('are counted where half or more of five did not, by name where they are few', () => {
      const narrow = { members: 5, rising: 2, falling: 3, narrow: true }
      const named = withFirst(
        { ...narrow, coins: [coin('Zcash', 0.135), coin('Dash', 0.047), ...three.slice(1)] },
        0.003,
        -0.1,
        -0.2,
      )
      expect(told(statementOf(named, 'risersNamed'))).toEqual([
        'L1で上げたのは5銘柄中2銘柄（Zcash、Dash）です。',
        'Two of the five members of the L1 index rose: Zcash and Dash.',
      ])
      const many = withFirst(
        { ...narrow, members: 10, rising: 5, best: coin('Filecoin', 0.669) },
        0.003,
        -0.1,
        -0.2,
      )
      expect(told(statementOf(many, 'risers'))[0]).toBe(
        'L1で上げたのは10銘柄中5銘柄で、最大はFilecoin（66.9%高）です。',
      )
    })

    it('are told of the only one on its side in any case, unless all of them followed', () => {
      const alone = withFirst(
        { members: 5, rising: 3, falling: 2, coins: [...three, coin('Dash', 0.1), coin('Zcash', 0.2)] },
        -0.05,
        -0.1,
        -0.2,
      )
      expect(keysOf(alone)).toEqual(['allButFell', 'risersNamed'])
      expect(statementOf(alone, 'risersNamed').needed).toBe(true)
      const whole = withFirst({ members: 5, rising: 5, falling: 0 }, -0.05, -0.1, -0.2)
      expect(keysOf(whole)).toEqual(['allButFell'])
    })
  })
})
