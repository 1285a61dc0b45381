import { describe, expect, it } from 'vitest'
import { sectorsSection } from '#src/briefing/sections/sectors.ts'
import { SECTORS } from '#src/market/sector.ts'
import type { SectorRow } from '#src/services/sectors.ts'
import { keysOf, readingOf, statementOf, textsOf } from '../handmade.ts'

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
    expect(textsOf(statement)).toEqual([
      '全セクターが下落しました。下落率はDeFiが14.9%と最も大きく、AI 12.0%、DePIN 11.4%、ゲーム10.5%が続いたのに対し、L1は7.0%と最も小幅でした。',
      'Every sector fell: DeFi lost 14.9%, AI 12.0%, DePIN 11.4%, gaming 10.5%, while L1 lost least, 7.0%.',
    ])
    expect(statement.salience).toBe(0.4)
    expect(statement.evidence).toMatchObject({ dispersionPercentile: 0.9 })
  })

  it('of which one went the other way name it, and never list it with the rest', () => {
    const oneRose = statementOf(section(0.023, -0.07, -0.1, -0.12), 'allButFell')
    expect(textsOf(oneRose)[1]).toBe(
      'Only the L1 index rose (+2.3%, 4 of its 5 members up), while DePIN lost 12.0%, gaming 10.0%, L2 7.0%.',
    )
    const oneFell = statementOf(section(0.12, 0.1, 0.07, -0.023), 'allButRose')
    expect(textsOf(oneFell)[1]).toBe(
      'Only the DePIN index fell (−2.3%, 4 of its 5 members down), while L1 gained 12.0%, L2 10.0%, gaming 7.0%.',
    )
  })

  it('that all rose are told likewise', () => {
    expect(keysOf(section(0.1, 0.08, 0.05, 0.02))).toEqual(['allRose'])
  })

  it('that parted are counted, with both ends', () => {
    expect(textsOf(statementOf(section(0.03, 0.01, -0.1, -0.2), 'mixed'))).toEqual([
      '4セクター中2セクターが上昇しました。上位のL1（3.0%高）、L2（1.0%高）に対し、下位はDePIN（20.0%安）、ゲーム（10.0%安）です。',
      'Two of four sectors rose: L1 (+3.0%) and L2 (+1.0%) at the top, while DePIN (−20.0%) and gaming (−10.0%) were at the bottom.',
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
      expect(textsOf(statementOf(few, 'coins'))).toEqual([
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
      expect(textsOf(statementOf(named, 'mixed'))).toEqual([
        '4セクター中2セクターが上昇しました。上位のL1（0.6%高、5銘柄中Zcash、Dashの2銘柄が上昇）、L2（0.3%高）に対し、下位はDePIN（20.0%安）、ゲーム（10.0%安）です。',
        'Two of four sectors rose: L1 (+0.6%, 2 of its 5 members up: Zcash and Dash) and L2 (+0.3%) at the top, while DePIN (−20.0%) and gaming (−10.0%) were at the bottom.',
      ])
      const many = withFirst(
        { ...narrow, members: 10, rising: 5, best: coin('Filecoin', 0.669) },
        0.003,
        -0.1,
        -0.2,
      )
      expect(textsOf(statementOf(many, 'mixed'))[0]).toContain('L1（0.6%高、10銘柄中5銘柄が上昇）')
      const fell = withFirst({ ...narrow, weekReturn: -0.05, members: 10, falling: 4 }, -0.06, -0.1, -0.2)
      expect(textsOf(statementOf(fell, 'allFell'))[1]).toContain(
        'L1 lost least, 5.0% (4 of its 10 members down).',
      )
    })

    it('are told of the only one on its side in any case, unless all of them followed', () => {
      const alone = withFirst(
        { members: 5, rising: 3, falling: 2, coins: [...three, coin('Dash', 0.1), coin('Zcash', 0.2)] },
        -0.05,
        -0.1,
        -0.2,
      )
      expect(textsOf(statementOf(alone, 'allButFell'))[1]).toMatch(
        /^Only the L1 index rose \(\+0\.6%, 3 of its 5 members up: Aster, Dash and Zcash\), while/u,
      )
      const whole = withFirst({ members: 5, rising: 5, falling: 0 }, -0.05, -0.1, -0.2)
      expect(textsOf(statementOf(whole, 'allButFell'))[1]).toMatch(
        /^Only the L1 index rose \(\+0\.6%\), while/u,
      )
    })
  })
})
