import { describe, expect, it } from 'vitest'
import { moversSection } from '#src/briefing/sections/movers.ts'
import type { CorrelationReading } from '#src/services/correlation.ts'
import { breadthVerdict } from '#src/services/correlation/support.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Mover, MoversReading } from '#src/services/movers.ts'
import { entry, keysOf, readingOf, statementOf, textsOf } from '../handmade.ts'

const mover = (symbol: string, value: number, more: Partial<Mover> = {}): Mover => ({
  asset: symbol.toLowerCase(),
  symbol,
  name: symbol,
  sectors: [],
  rank: 1,
  marketCap: 1e9,
  return: value,
  ...more,
})

function section(
  value: Partial<MoversReading>,
  breadth?: Partial<CorrelationReading>,
  extremes: readonly RankedExtreme[] = [],
) {
  const series: CorrelationReading['series'] = { top10: [], rank11to49: [], rank50to100: [] }
  return moversSection(
    readingOf('movers', { gainers: [], losers: [], all: [], against: [], ...value }),
    breadth && readingOf('correlation', { tiers: [], series, ...breadth }),
    extremes,
  )
}

describe('movers', () => {
  const gainers = [mover('STRK', 0.469, { name: 'Starknet' }), mover('ZEC', 0.135)]
  const losers = [mover('ICP', -0.366, { name: 'Internet Computer' })]

  it('are the first of each side, by name', () => {
    const statement = statementOf(section({ gainers, losers }), 'bothWays')
    expect(textsOf(statement)).toEqual([
      '上昇率トップはStarknet（STRK、46.9%高）。一方、下落ではInternet Computer（ICP、36.6%安）が目立ちます。',
      'Starknet (STRK) led the gainers with 46.9%, while Internet Computer (ICP) fell most, 36.6%.',
    ])
    expect(statement.salience).toBe(0.35)
  })

  it('are no news under thirty per cent', () => {
    const small = section({ gainers: [mover('ZEC', 0.29)], losers: [mover('H', -0.2, { name: 'Humanity' })] })
    expect(statementOf(small, 'bothWays').salience).toBe(0.15)
    expect(textsOf(statementOf(small, 'bothWays'), 'title')[1]).toBe('ZEC +29.0%, Humanity −20.0%')
  })

  it('are told one way where none went the other', () => {
    expect(keysOf(section({ gainers }))).toEqual(['gainersOnly'])
    expect(keysOf(section({ losers }))).toEqual(['losersOnly'])
    expect(keysOf(section({}))).toEqual([])
  })

  it('are joined by the narratives that went against the market', () => {
    const against = [{ sector: 'privacy', weekReturn: 0.023 } as const]
    expect(
      textsOf(statementOf(section({ against, top30: -0.07, median: -0.05 }), 'againstFall'))[1],
    ).toContain('privacy (+2.3%)')
    const fell = section({ against: [{ sector: 'ai', weekReturn: -0.02 }], top30: 0.05, median: 0.01 })
    expect(keysOf(fell)).toEqual(['againstRise'])
    expect(
      keysOf(section({ against: [{ sector: 'ai', weekReturn: 0.004 }], top30: -0.05, median: -0.05 })),
    ).toEqual([])
    expect(keysOf(section({ against }))).toEqual([])
  })

  it('went against no market that the index and the median coin tell otherwise', () => {
    const against = [{ sector: 'meme', weekReturn: -0.03 } as const]
    expect(keysOf(section({ against, top30: 0.02, median: -0.019 }))).toEqual([])
    expect(keysOf(section({ against, top30: 0.02 }))).toEqual([])
    expect(keysOf(section({ against, top30: 0.02, median: 0.001 }))).toEqual(['againstRise'])
  })
})

describe('breadth', () => {
  const breadth = (up: number) => section({}, { breadth: breadthVerdict(up, 100) })

  it('is always needed, and rare where few or many rose', () => {
    expect(breadth(10).statements[0]).toMatchObject({ key: 'movers.breadth', needed: true, salience: 0.35 })
    expect(breadth(85).statements[0]).toMatchObject({ needed: true, salience: 0.35 })
    expect(breadth(50).statements[0]).toMatchObject({ needed: true, salience: 0.15 })
    expect(textsOf(statementOf(breadth(10), 'breadth'))).toEqual([
      '値上がりは100銘柄中10銘柄です。',
      'Ten of the top 100 rose.',
    ])
  })

  it('of none or all is told without a count', () => {
    expect([keysOf(breadth(0)), keysOf(breadth(100)), keysOf(breadth(60))]).toEqual([
      ['breadthNone'],
      ['breadthAll'],
      ['breadthWide'],
    ])
    expect(textsOf(statementOf(breadth(0), 'breadthNone'))[1]).toBe('None of the top 100 rose.')
  })

  it('of coins that happen to be on record does not call them the largest', () => {
    const of = (up: number, counted: number) => section({}, { breadth: breadthVerdict(up, counted) })
    expect(textsOf(statementOf(of(0, 13), 'breadthNone'))[1]).toBe(
      'None of the 13 coins counted in the top 100 rose.',
    )
    expect(textsOf(statementOf(of(0, 13), 'breadthNone'), 'title')[0]).toBe(
      '上位100位のうち集計した13銘柄、値上がりなし',
    )
    expect(textsOf(statementOf(of(30, 61), 'breadthWide'))[1]).toBe(
      'Among the 61 coins counted in the top 100, 30 coins rose.',
    )
  })
})

describe('the tiers', () => {
  const medians = (top: number, tail: number, middle?: number) =>
    keysOf(
      section(
        {},
        {
          tiers: [
            { tier: 'top10', members: [], medianReturn: top },
            { tier: 'rank11to49', members: [], ...(middle !== undefined && { medianReturn: middle }) },
            { tier: 'rank50to100', members: [], medianReturn: tail },
          ],
        },
      ),
    )

  it('are told by who moved most', () => {
    expect(medians(-0.084, -0.051)).toEqual(['topFellMost'])
    expect(medians(-0.051, -0.084)).toEqual(['tailFellMost'])
    expect(medians(0.084, 0.051)).toEqual(['topRoseMost'])
    expect(medians(0.051, 0.084)).toEqual(['tailRoseMost'])
  })

  it('are not told of ranks that hardly any coin stands for', () => {
    const tiers = [
      { tier: 'top10', members: [], medianReturn: -0.084 },
      { tier: 'rank50to100', members: [], medianReturn: -0.051, few: true },
    ] as const
    expect(keysOf(section({}, { tiers }))).toEqual([])
  })

  it('are "the smaller, the harder" only where the middle lies between', () => {
    expect(medians(-0.051, -0.084, -0.06)).toEqual(['smallerFellMore'])
    expect(medians(-0.051, -0.084, -0.09)).toEqual(['tailFellMost'])
    expect(medians(0.051, 0.084, 0.06)).toEqual(['smallerRoseMore'])
  })

  it('are told side by side where they differ in direction, and not where they differ too little', () => {
    expect(medians(-0.051, -0.052)).toEqual([])
    expect(medians(-0.05, 0.02)).toEqual(['medians'])
  })
})

describe('the ten largest', () => {
  const ten = (...risers: number[]) =>
    Array.from({ length: 10 }, (_, i) =>
      mover(`C${i}`, risers[i] ?? -0.05, { rank: i + 1, name: `Coin ${i}` }),
    )

  it('name the one or two that went against the others', () => {
    const only = section({ all: ten(0.116) })
    expect(textsOf(statementOf(only, 'onlyRiser'))).toEqual([
      '上位10銘柄は軒並み下げましたが、Coin 0（11.6%高）だけは値上がりしました。',
      'Only Coin 0 (+11.6%) rose in the top ten, while the others fell.',
    ])
    expect(textsOf(statementOf(section({ all: ten(0.006, 0.135) }), 'fewRisers'))[0]).toBe(
      '上位10銘柄では、ほかが下げるなかでCoin 1（13.5%高）とCoin 0（0.6%高）が上げています。',
    )
    expect(keysOf(section({ all: ten(0.1, 0.1, 0.1) }))).toEqual([])
    expect(keysOf(section({ all: ten(...Array(9).fill(0.1)) }))).toEqual(['onlyFaller'])
    expect(keysOf(section({ all: ten(...Array(8).fill(0.1)) }))).toEqual(['fewFallers'])
  })

  it('are not told where one of them is unknown, or stood still', () => {
    expect(keysOf(section({ all: ten(0.1).slice(1) }))).toEqual([])
    expect(keysOf(section({ all: ten(0.1, 0) }))).toEqual([])
  })

  it('tell the two rarest extremes of a close', () => {
    const at = Date.parse('2025-11-18')
    const entries = ['c0', 'c1', 'c2'].map((id, i) =>
      entry({
        series: `coins.${id}.close`,
        kind: 'high',
        value: 1306.84,
        at,
        weeks: 20 + i,
        since: null,
      }),
    )
    const said = section({ all: ten() }, undefined, entries).statements
    expect(said).toHaveLength(2)
    expect(said[0] && textsOf(said[0])).toEqual([
      'Coin 2の18日の終値1,307ドルは、1月以降の記録の最高値です。',
      'Coin 2 closed at $1,307 on the 18th, its highest close on our record (since January).',
    ])
  })
})
