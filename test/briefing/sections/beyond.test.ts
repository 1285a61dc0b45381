import { describe, expect, it } from 'vitest'
import { moversOfSection, pairsSection, scopeSection } from '#src/briefing/sections/beyond.ts'
import type { Pairs } from '#src/services/correlation/pairs.ts'
import type { ScopedMarketcap } from '#src/services/marketcap/scope.ts'
import type { Mover } from '#src/services/movers.ts'
import { gap } from '#src/services/publish.ts'
import { keysOf, readingOf, statementOf, textsOf } from '../handmade.ts'

describe('the market without some coins', () => {
  const total = readingOf('marketcap', { crossed: [], series: [], recordStart: '2024-10-01' })
  const scope = (more: Partial<ScopedMarketcap>): ScopedMarketcap => ({
    ...{ scope: 'exbtc', value: 1.25e12, share: 0.4, changes: [{ days: 7, change: -0.05 }] },
    ...{ peak: gap('no-data'), series: [], without: ['bitcoin'] },
    ...more,
  })
  const keys = (more: Partial<ScopedMarketcap>) => keysOf(scopeSection(total, scope(more)))

  it('is stated alone, with its value and its change', () => {
    const section = scopeSection(total, scope({}))
    expect(section.statements.map(({ key }) => key)).toEqual(['marketcap.scopeWeek'])
    expect(textsOf(statementOf(section, 'scopeWeek'))).toEqual([
      expect.stringContaining('1.25兆ドル'),
      expect.stringContaining('$1.25T'),
    ])
    expect(textsOf(statementOf(section, 'scopeWeek')).join()).toContain('5.0%')
  })

  it('has its own round levels, and is as low as it was itself', () => {
    const crossed = [{ level: 1e12, direction: 'down', date: '2025-11-20', lastOnThisSide: null }] as const
    expect(keys({ crossed, lowestSince: '2025-06-01' })).toEqual([
      'scopeWeek',
      'scopeCrossedDown',
      'scopeLowest',
    ])
  })

  it('says its level where no change is known, and nothing where it is not known itself', () => {
    expect(keys({ changes: [{ days: 7, change: gap('gap') }] })).toEqual(['scopeLevel'])
    expect(keys({ value: gap('gap') })).toEqual([])
    expect(keys({ scope: 'total' }).join()).not.toContain('scope')
  })

  it('begins with the window that was chosen', () => {
    const overWindow = { days: 30, change: -0.1 }
    expect(keys({ overWindow })).toEqual(['scopeWindow', 'scopeWeekToo'])
  })
})

describe('how closely chosen coins move', () => {
  const pairs = (...assets: string[]): Pairs =>
    ({
      ...({ of: 'named', days: 30, mean: 0.5 } as const),
      matrix: { assets, symbols: assets, values: [] },
      highest: { symbols: ['BTC', 'ETH'], correlation: 0.9 },
      lowest: { symbols: ['BTC', 'ZEC'], correlation: 0.1 },
    }) as unknown as Pairs

  it('is one figure for two of them, and names the closest and the farthest pair of more', () => {
    expect(keysOf(pairsSection(pairs('bitcoin', 'ethereum')))).toEqual(['pair'])
    const section = pairsSection(pairs('bitcoin', 'ethereum', 'zcash'))
    const texts = textsOf(statementOf(section, 'pairsNamed'))
    for (const text of texts) expect(text).toMatch(/BTC\/ETH.*BTC\/ZEC/u)
  })
})

describe('movers of another universe', () => {
  const mover = (symbol: string, change: number): Mover => ({
    ...{ asset: symbol.toLowerCase(), symbol, name: symbol, sectors: [], rank: 1, marketCap: 1e9 },
    return: change,
  })

  it('are the first three of each side', () => {
    const gainers = ['AAA', 'BBB', 'CCC', 'DDD'].map((symbol, at) => mover(symbol, 0.4 - at / 10))
    const losers = ['WWW', 'XXX', 'YYY', 'ZZZ'].map((symbol, at) => mover(symbol, -0.4 + at / 10))
    const reading = readingOf('movers', { gainers, losers, all: [...gainers, ...losers], against: [] })
    const texts = textsOf(statementOf(moversOfSection(reading), 'bothWaysOf')).join()
    for (const named of ['AAA', 'BBB', 'CCC', 'WWW', 'XXX', 'YYY']) expect(texts).toContain(named)
    expect(texts).not.toMatch(/DDD|ZZZ/)
  })
})
