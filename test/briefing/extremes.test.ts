/** Which entries of the ledger may be told, and how a section finds its own. */
import { describe, expect, it } from 'vitest'
import { extremesOf, findExtreme, isPublishable } from '#src/briefing/extremes.ts'
import { entry } from './thread/given.ts'

describe('an entry of the ledger', () => {
  const dollars = entry('openinterest.bitcoin.usd', { kind: 'low' })

  it('is no news where it is withheld, or where the price made it', () => {
    expect(isPublishable(dollars)).toBe(true)
    expect(isPublishable({ ...dollars, guard: 'gap' })).toBe(false)
    expect(isPublishable({ ...dollars, byPrice: true })).toBe(false)
    expect(findExtreme([{ ...dollars, byPrice: true }], 'openinterest.bitcoin')).toBeUndefined()
    expect(extremesOf('openinterest', [{ ...dollars, guard: 'short-record' }])).toEqual([])
  })

  it('is found by its series or by the start of it, the strongest first', () => {
    const weaker = entry('openinterest.bitcoin.usd', { kind: 'high', salience: 0.1 })
    const other = entry('openinterest.bitcoins.usd')
    expect(findExtreme([other, dollars, weaker], 'openinterest.bitcoin')).toBe(dollars)
    expect(findExtreme([dollars, weaker], 'openinterest.bitcoin.usd', 'high')).toBe(weaker)
    expect(extremesOf(['openinterest.bitcoin'], [other, dollars, weaker])).toEqual([dollars, weaker])
  })
})
