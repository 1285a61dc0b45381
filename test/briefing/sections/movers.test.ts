import { describe, expect, it } from 'vitest'
import { moversSection } from '#src/briefing/sections/movers.ts'
import type { Mover, MoversReading } from '#src/services/movers.ts'
import { keysOf, readingOf, statementOf, told } from '../telling.ts'

const mover = (symbol: string, value: number): Mover => ({
  asset: symbol.toLowerCase(),
  symbol,
  name: symbol,
  sectors: [],
  rank: 1,
  marketCap: 1e9,
  return: value,
})

function section(value: Partial<MoversReading>) {
  return moversSection(readingOf('movers', { gainers: [], losers: [], all: [], against: [], ...value }))
}

const gainers = [mover('ZEC', 0.2), mover('DASH', 0.1), mover('XMR', 0.05), mover('DCR', 0.01)]
const losers = [mover('ICP', -0.3), mover('SPX', -0.2)]

describe('movers', () => {
  it('are three each way, with their returns as magnitudes', () => {
    expect(told(statementOf(section({ gainers, losers }), 'bothWays'))).toEqual([
      '上位100銘柄の値上がり率はZEC（20.0%）、DASH（10.0%）、XMR（5.0%）、値下がり率はICP（30.0%）、SPX（20.0%）が上位です。',
      'In the top 100, ZEC (20.0%), DASH (10.0%) and XMR (5.0%) gained most; ICP (30.0%) and SPX (20.0%) lost most.',
    ])
  })

  it('are told one way where none went the other', () => {
    expect(keysOf(section({ gainers }))).toEqual(['gainersOnly'])
    expect(keysOf(section({ losers }))).toEqual(['losersOnly'])
    expect(keysOf(section({}))).toEqual([])
  })

  it('are joined by the narratives that went against the market', () => {
    const against = [{ sector: 'privacy', weekReturn: 0.023 } as const]
    expect(told(statementOf(section({ against, top30: -0.07 }), 'againstFall'))[1]).toContain(
      'privacy (+2.3%)',
    )
    expect(keysOf(section({ against: [{ sector: 'ai', weekReturn: -0.02 }], top30: 0.05 }))).toEqual([
      'againstRise',
    ])
    expect(keysOf(section({ against: [{ sector: 'ai', weekReturn: 0.004 }], top30: -0.05 }))).toEqual([])
    expect(keysOf(section({ against }))).toEqual([])
  })
})
