/** Last week's levels and extremes as this week finds them; the view is tried beside `viewOf`. */
import { describe, expect, it } from 'vitest'
import type { EditionMemory } from '#src/briefing/memory.ts'
import { thenAndNowOf } from '#src/briefing/thread/thenandnow.ts'
import { day, entry, type Given, material } from './given.ts'

const at = day(1)

/** Bitcoin stayed within 95 and 110. */
function became(last: Partial<EditionMemory>, given: Given = {}) {
  const price = { low: { price: 95, at }, high: { price: 110, at } }
  const earlier = [{ watched: [], levels: [], wordings: {}, ...last }]
  return thenAndNowOf(material({ price, earlier, ...given }))
}

function keys(found: ReturnType<typeof became>): string[] {
  return found.map(({ line }) => line.key.replace('thread:then.', ''))
}

const below = (level: number) => ({ side: 'below', level }) as const
const above = (level: number) => ({ side: 'above', level }) as const

describe('levels of last week’s watch list', () => {
  it('are reported where the hours went through them, not where they touched', () => {
    expect(keys(became({ watched: [below(95.1)] }))).toEqual(['levelBroken'])
    expect(keys(became({ watched: [below(95)] }))).toEqual([])
    expect(keys(became({ watched: [above(109.9)] }))).toEqual(['levelPassed'])
    expect(keys(became({ watched: [above(110)] }))).toEqual([])
  })

  it('are one sentence, of two of a side or of both sides', () => {
    expect(keys(became({ watched: [below(100), below(99)] }))).toEqual(['levelsBroken'])
    expect(keys(became({ watched: [above(100), above(101)] }))).toEqual(['levelsPassed'])
    const [both] = became({ watched: [above(101), below(99), below(98)] })
    expect(both?.line).toMatchObject({ key: 'thread:then.levelsBoth', values: { level: 99, other: 101 } })
  })

  it('are not judged where the hours are not known, nor without an edition before', () => {
    expect(became({ watched: [below(100)] }, { price: { low: { price: 95, at } } })).toEqual([])
    expect(thenAndNowOf(material({ price: { low: { price: 1, at }, high: { price: 2, at } } }))).toEqual([])
  })

  it('are not quoted from an edition that no reader has seen', () => {
    expect(became({ watched: [below(95.1)], unpublished: true })).toEqual([])
  })

  it('are those of the edition before alone', () => {
    const earlier = [
      { watched: [], levels: [] },
      { watched: [below(100)], levels: [] },
    ]
    expect(became({}, { earlier })).toEqual([])
  })
})

describe('a level that was news last week', () => {
  const levels = [{ series: 'sentiment.fearGreed', value: 50, unit: 'points' }]

  it('is reported again from a change of a tenth of itself on', () => {
    const moved = (fearGreed: number) => became({ levels }, { macro: { fearGreed } })
    expect(keys(moved(56))).toEqual(['moved'])
    expect(keys(moved(54))).toEqual([])
    expect(moved(56)[0]?.line.values.direction).toBe('up')
    expect(moved(44)[0]?.line.values.direction).toBe('down')
  })

  it('is not reported where it is news again, and is where its entry is weak or withheld', () => {
    const again = (given: Parameters<typeof entry>[1]) =>
      keys(became({ levels }, { macro: { fearGreed: 20 }, extremes: [entry('sentiment.fearGreed', given)] }))
    expect(again({ salience: 0.3 })).toEqual([])
    expect(again({ salience: 0.29 })).toEqual(['moved'])
    expect(again({ guard: 'gap' })).toEqual(['moved'])
  })

  it('is not reported where its figure is missing now', () => {
    expect(became({ levels })).toEqual([])
  })
})

it('reports the level that moved most, unless the week before had left it the other way', () => {
  const levels = [50, 60, 80].map((value) => ({ series: 'sentiment.fearGreed', value, unit: 'points' }))
  const [first, ...more] = became({ levels }, { macro: { fearGreed: 30 } })
  expect(first?.line.values.thenValue).toMatchObject({ value: 80 })
  expect(more).toEqual([])
  // 12 inside the week, 20 at its end: 14 now is a fall, whatever the low was.
  const left = [{ series: 'sentiment.fearGreed', value: 12, unit: 'points', end: 20 }]
  expect(became({ levels: left }, { macro: { fearGreed: 14 } })).toEqual([])
  expect(became({ levels: left }, { macro: { fearGreed: 25 } })).toHaveLength(1)
})

it('reports no level of open interest that this week counts otherwise: without a venue, or of another number of sides', () => {
  const levels = [{ series: 'openinterest.bitcoin.usd', value: 44e9, unit: 'USD', end: 40e9, symbol: 'BTC' }]
  const thisWeek = (start: number | undefined, end: number) => ({
    openinterest: { rows: [{ ...EMPTY_ROW, ...(start !== undefined && { start }), end }] },
  })
  expect(became({ levels }, thisWeek(40.1e9, 30e9))).toHaveLength(1)
  for (const start of [20e9, 36e9, undefined]) {
    expect(became({ levels }, thisWeek(start, 20e9)), String(start)).toEqual([])
  }
})

const EMPTY_ROW = { asset: 'bitcoin', symbol: 'BTC', venues: ['binance'], series: [] } as const

it('reports one line of levels watched and one of a level moved', () => {
  const levels = [50, 60, 70, 80].map((value) => ({ series: 'sentiment.fearGreed', value, unit: 'points' }))
  expect(became({ levels, watched: [below(100)] }, { macro: { fearGreed: 10 } })).toHaveLength(2)
})
