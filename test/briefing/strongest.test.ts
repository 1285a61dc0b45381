/** The strongest entry of a group that nothing else tells: where it is told, and by which sentence. */
import { describe, expect, it } from 'vitest'
import { strongestStatements, strongestUnsaid } from '#src/briefing/strongest.ts'
import { extremeIdOf } from '#src/briefing/extremes.ts'
import { entry } from './thread/given.ts'

const strong = (series: string, more: Parameters<typeof entry>[1] = {}) =>
  entry(series, { salience: 0.6, ...more })

describe('the strongest entry of a group', () => {
  const range = strong('price.bitcoin.range', { group: 'price' })

  it('is found where nothing tells it, from the headline’s bar on', () => {
    expect(strongestUnsaid([range], new Set())).toEqual([range])
    expect(strongestUnsaid([range], new Set([extremeIdOf(range)]))).toEqual([])
    expect(strongestUnsaid([{ ...range, salience: 0.54 }], new Set())).toEqual([])
    expect(strongestUnsaid([{ ...range, guard: 'short-record' }], new Set())).toEqual([])
  })

  it('stands for its group: weaker ones of it stay silent', () => {
    const close = strong('price.bitcoin.close', { group: 'price' })
    const coin = strong('coins.cardano.weekReturn', { group: 'coins' })
    expect(strongestUnsaid([range, close, coin], new Set())).toEqual([range, coin])
    expect(strongestUnsaid([range, close], new Set([extremeIdOf(range)]))).toEqual([])
  })

  it('leaves a change of correlation to its section, which asks whether it hangs on one day', () => {
    expect(strongestUnsaid([strong('breadth.correlation', { group: 'breadth' })], new Set())).toEqual([])
  })

  it.each([
    ['price.bitcoin.range', 'price', 'volatility'],
    ['price.bitcoin.streak', 'price', 'assets'],
    ['volatility.ethereum.rv30d', 'volatility', 'volatility'],
    ['cross.gold.dayReturn', 'cross', 'assets'],
    ['coins.cardano.weekReturn', 'coins', 'movers'],
    ['sentiment.fearGreed.value', 'sentiment', 'macro'],
    ['breadth.top10.median', 'breadth', 'movers'],
  ] as const)('is told in the section of its subject: %s', (series, group, section) => {
    const one = strong(series, { group })
    const strongest = strongestStatements([one], (id) => (id === 'cardano' ? 'ADA' : id))
    expect([...strongest.keys()]).toEqual([section])
    expect(strongest.get(section)?.[0]?.extremes).toEqual([extremeIdOf(one)])
  })

  it('reports a median as one, not as a price that moved', () => {
    const one = strong('breadth.top10.median', { group: 'breadth', kind: 'largest-rise' })
    expect(strongestStatements([one], (id) => id).get('movers')?.[0]?.key).toBe('thread:entry.median')
  })
})
