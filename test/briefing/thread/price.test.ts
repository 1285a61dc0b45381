/** The first sentence on bitcoin: little changed, a streak, a move's reach, and the swing of the week. */
import { describe, expect, it } from 'vitest'
import { priceLines, swingLines } from '#src/briefing/thread/price.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { day, entry, type Given, keysOf, material } from './given.ts'

const fall = (given: Partial<RankedExtreme> = {}) =>
  entry('price.bitcoin.weekReturn', { kind: 'largest-fall', value: -0.06, scope: 'boundary', ...given })
const rise = fall({ kind: 'largest-rise', value: 0.06 })
const both = (given: Partial<RankedExtreme> = {}) => ({
  ...fall({ value: -0.1, ...given }),
  series: 'price.bitcoin.twoWeekReturn',
})

function linesFor(price: NonNullable<Given['price']>, ...extremes: RankedExtreme[]): string[] {
  return keysOf(priceLines(material({ price: { end: 94_000, ...price }, extremes })))
}

describe('price and change', () => {
  it('are one sentence that gives both; none where one of them is missing', () => {
    expect(priceLines(material({ price: { end: 94_000, weekReturn: -0.06 } }))[0]?.values).toEqual({
      symbol: 'BTC',
      end: 94_000,
      change: -0.06,
    })
    expect(priceLines(material({ price: { end: 94_000 } }))).toEqual([])
    expect(priceLines(material({ price: { weekReturn: -0.06 } }))).toEqual([])
  })

  it('are little changed under 1 %, whatever the streak', () => {
    const streak = { direction: 'down', weeks: 5 } as const
    expect(linesFor({ weekReturn: -0.0099, streak })).toEqual(['price.flat'])
    expect(linesFor({ weekReturn: 0.0099 })).toEqual(['price.flat'])
    expect(linesFor({ weekReturn: -0.01 })).toEqual(['price.down'])
    expect(linesFor({ weekReturn: 0.01 })).toEqual(['price.up'])
  })

  it('reach back where the week’s own move of that side does', () => {
    expect(linesFor({ weekReturn: -0.06 }, fall())).toEqual(['price.downSince'])
    expect(linesFor({ weekReturn: 0.06 }, rise)).toEqual(['price.upSince'])
    expect(linesFor({ weekReturn: 0.06 }, fall())).toEqual(['price.up'])
    expect(linesFor({ weekReturn: -0.06 }, fall({ scope: 'inside' }))).toEqual(['price.down'])
    expect(linesFor({ weekReturn: -0.06 }, fall({ guard: 'gap' }))).toEqual(['price.down'])
  })

  it('name a streak from the third week on, and the move’s reach after it', () => {
    const streak = (weeks: number, direction: 'up' | 'down' = 'down') => ({ direction, weeks })
    expect(linesFor({ weekReturn: -0.06, streak: streak(2) }, fall())).toEqual(['price.downSince'])
    expect(linesFor({ weekReturn: -0.06, streak: streak(3) })).toEqual(['price.downStreak'])
    expect(linesFor({ weekReturn: -0.06, streak: streak(3) }, fall())).toEqual([
      'price.downStreak',
      'price.sizeDown',
    ])
    expect(linesFor({ weekReturn: 0.06, streak: streak(3, 'up') }, rise)).toEqual([
      'price.upStreak',
      'price.sizeUp',
    ])
  })

  it('tell two weeks together where both falls reach back to the same week', () => {
    const streak = { direction: 'down', weeks: 3 } as const
    const price = { weekReturn: -0.06, streak, twoWeekReturn: -0.1 }
    expect(linesFor(price, fall(), both())).toEqual(['price.downStreak', 'price.sizeTwo'])
    expect(linesFor(price, fall(), both({ since: day(-200) }))).toEqual([
      'price.downStreak',
      'price.sizeDown',
    ])
    const up = { weekReturn: 0.06, streak: { direction: 'up', weeks: 3 }, twoWeekReturn: 0.1 } as const
    expect(linesFor(up, rise, { ...rise, series: 'price.bitcoin.twoWeekReturn' })).toEqual([
      'price.upStreak',
      'price.sizeUp',
    ])
    expect(linesFor({ weekReturn: -0.06, streak }, fall(), both())).toEqual([
      'price.downStreak',
      'price.sizeDown',
    ])
  })
})

describe('the swing of the week', () => {
  const top = (given: Partial<RankedExtreme> = {}) =>
    entry('price.bitcoin.high', { kind: 'high', at: day(1), value: 110_000, weeks: 8, ...given })
  const bottom = (given: Partial<RankedExtreme> = {}) =>
    entry('price.bitcoin.low', { at: day(4), value: 88_000, weeks: 8, ...given })
  const swing = (extremes: RankedExtreme[], highAt = day(1), lowAt = day(4)) =>
    swingLines(
      material({
        price: { high: { price: 110_000, at: highAt }, low: { price: 88_000, at: lowAt } },
        extremes,
      }),
    )

  it('is a reversal where both sides reach back eight weeks, told in its order', () => {
    expect(keysOf(swing([top(), bottom()]))).toEqual(['swing.down'])
    expect(keysOf(swing([top({ weeks: 7 }), bottom()]))).not.toContain('swing.down')
    expect(keysOf(swing([top(), bottom({ weeks: 7 })]))).not.toContain('swing.down')
    expect(swing([top(), bottom()])[0]?.values.fall).toBeCloseTo(-0.2)
    const [up] = swing([top(), bottom()], day(4), day(1))
    expect(up?.key).toBe('thread:swing.up')
    expect(up?.values.rise).toBeCloseTo(0.25)
  })

  it('takes both sides from the sections’ bar on', () => {
    expect(keysOf(swing([top({ salience: 0.3 }), bottom({ salience: 0.3 })]))).toEqual(['swing.down'])
    expect(keysOf(swing([top({ salience: 0.29 }), bottom()]))).toEqual(['swing.low'])
  })

  it('is else the stronger side, from the summary’s bar on', () => {
    expect(keysOf(swing([top({ weeks: 7, salience: 0.51 }), bottom()]))).toEqual(['swing.high'])
    expect(keysOf(swing([top({ weeks: 7, salience: 0.49 }), bottom()]))).toEqual(['swing.low'])
    expect(keysOf(swing([bottom({ salience: 0.45 })]))).toEqual(['swing.low'])
    expect(swing([bottom({ salience: 0.44 })])).toEqual([])
  })

  it('gives way to the close that ends the week where neither side is news', () => {
    const close = (given: Partial<RankedExtreme> = {}) =>
      entry('price.bitcoin.close', { scope: 'boundary', at: day(6), ...given })
    expect(keysOf(swing([close()]))).toEqual(['price.closeEnd'])
    expect(keysOf(swing([close(), bottom({ salience: 0.44 })]))).toEqual(['price.closeEnd'])
    expect(swing([close({ salience: 0.44 })])).toEqual([])
    expect(swing([close({ scope: 'inside' })])).toEqual([])
  })

  it('is not reported where the hours are not known', () => {
    const price = { high: { price: 110_000, at: day(1) } }
    expect(swingLines(material({ price, extremes: [top(), bottom()] }))).toEqual([])
  })
})
