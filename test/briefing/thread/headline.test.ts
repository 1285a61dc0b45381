/** What leads: bitcoin where it moved much or holds the stronger entry, a slide, records, and what a phone has room for. */
import { describe, expect, it } from 'vitest'
import { headlineOf } from '#src/briefing/thread/headline.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { day, entry, type Given, keysOf, material } from './given.ts'

const gold = entry('cross.gold.close', { kind: 'high', salience: 0.7 })
const oil = entry('cross.oil.close', { salience: 0.6 })
const fear = entry('sentiment.fearGreed', { value: 10, unit: 'points', salience: 0.6 })
const high = { price: 100_000, at: day(1) }

function lead(given: Given): string[] {
  return keysOf(headlineOf(material(given)))
}

function moved(weekReturn: number, ...extremes: RankedExtreme[]): string[] {
  return lead({ price: { weekReturn }, extremes })
}

describe('bitcoin', () => {
  it('leads from a move of 5 % on; a calmer one makes room for two strong entries', () => {
    expect(moved(-0.05, gold, fear)).toEqual(['headline.falls', 'headline.price.high'])
    expect(moved(0.05, gold, fear)).toEqual(['headline.rises', 'headline.price.high'])
    expect(moved(-0.0499, gold, fear)).toEqual(['headline.price.high', 'headline.indexTo.low'])
  })

  it('leads with an entry of 0.55 of its own, though it moved less', () => {
    const own = (salience: number) => entry('price.bitcoin.low', { salience })
    expect(moved(-0.03, own(0.55), gold)).toEqual(['headline.mark.low', 'headline.price.high'])
    expect(moved(-0.03, own(0.54), gold)).toEqual(['headline.price.high', 'headline.mark.low'])
    // An entry under the summary's bar is no clause of its own.
    expect(moved(-0.03, own(0.45))).toEqual(['headline.mark.low'])
    expect(moved(-0.03, own(0.44))).toEqual(['headline.falls'])
  })

  it('stands before the other entry that is no stronger than the summary’s bar', () => {
    expect(moved(-0.03, { ...gold, salience: 0.46 })[0]).toBe('headline.price.high')
    expect(moved(-0.03, { ...gold, salience: 0.45 })[0]).toBe('headline.falls')
  })

  it('passes a clause of its own over for two others only where its entry is under the summary’s bar', () => {
    const own = (salience: number) =>
      moved(-0.03, entry('price.bitcoin.low', { salience }), { ...gold, salience: 0.9 }, fear)
    expect(own(0.44)).toEqual(['headline.price.high', 'headline.indexTo.low'])
    expect(own(0.45)).toEqual(['headline.price.high', 'headline.mark.low'])
  })

  it('keeps its clause beside one strong entry: two others need 0.55 both', () => {
    expect(moved(-0.03, gold, { ...fear, salience: 0.55 })[1]).toBe('headline.indexTo.low')
    expect(moved(-0.03, gold, { ...fear, salience: 0.54 })[1]).toBe('headline.falls')
  })

  it('takes a weaker second clause, if it is worth a section', () => {
    expect(moved(-0.06, { ...gold, salience: 0.3 })).toEqual(['headline.falls', 'headline.price.high'])
    expect(moved(-0.06, { ...gold, salience: 0.29 })).toEqual(['headline.falls'])
  })

  it('slides from 15 % under a record high of the same week on, a day later at the earliest', () => {
    const record = entry('price.bitcoin.high', { kind: 'high', since: null, at: day(1) })
    const slide = (price: number, at: number, top = record) =>
      lead({ price: { weekReturn: -0.06, high, low: { price, at } }, extremes: [top] })
    expect(slide(85_000, day(4))).toEqual(['headline.slide'])
    expect(slide(85_001, day(4))).toEqual(['headline.falls'])
    expect(slide(85_000, day(2))).toEqual(['headline.slide'])
    expect(slide(85_000, day(2) - 1)).toEqual(['headline.falls'])
    expect(slide(85_000, day(0))).toEqual(['headline.falls'])
    expect(slide(85_000, day(4), { ...record, since: day(-70) })).toEqual(['headline.falls'])
    expect(slide(85_000, day(4), { ...record, boundedBy: day(-70) })).toEqual(['headline.falls'])
    const [line] = headlineOf(
      material({
        price: { weekReturn: -0.06, high, low: { price: 85_000, at: day(4) } },
        extremes: [record, entry('price.bitcoin.close', { at: day(4) })],
      }),
    )
    expect(line?.values.days).toBe(3)
    expect(line?.extremes).toEqual([`price.bitcoin.high high ${day(1)}`, `price.bitcoin.close low ${day(4)}`])
  })

  it('falls to a low, rises to a high: a record only where no gap can hide an earlier value', () => {
    const low = entry('price.bitcoin.low', { salience: 0.4 })
    const top = entry('price.bitcoin.high', { kind: 'high', salience: 0.4 })
    expect(moved(-0.06, low)).toEqual(['headline.fallsLow'])
    expect(moved(-0.06, { ...low, since: null })).toEqual(['headline.fallsLowRecord'])
    expect(moved(-0.06, { ...low, since: null, boundedBy: day(-70) })).toEqual(['headline.fallsLow'])
    expect(moved(0.06, top)).toEqual(['headline.risesHigh'])
    expect(moved(0.06, { ...top, since: null })).toEqual(['headline.risesRecord'])
    expect(moved(0.06, { ...top, since: null, boundedBy: day(-70) })).toEqual(['headline.risesHigh'])
    // The other side's mark is not what it moved to; one under the sections' bar is none.
    expect(moved(-0.06, top)).toEqual(['headline.falls'])
    expect(moved(-0.06, { ...low, salience: 0.3 })).toEqual(['headline.fallsLow'])
    expect(moved(-0.06, { ...low, salience: 0.29 })).toEqual(['headline.falls'])
  })

  it('is dated from the bound of a gap, and from inside the week that a week’s return stands for', () => {
    const ago = (extreme: RankedExtreme) =>
      headlineOf(material({ price: { weekReturn: -0.06 }, extremes: [extreme] }))[0]?.values.ago
    for (const since of [null, day(-300)]) {
      expect(ago(entry('price.bitcoin.low', { since, boundedBy: day(-70) }))).toEqual({
        since: day(-70),
        at: day(2),
      })
    }
    const week = { kind: 'largest-fall', value: -0.06, at: day(7), since: day(-63) } as const
    expect(ago(entry('price.bitcoin.weekReturn', week))).toEqual({ since: day(-66.5), at: day(7) })
  })

  it('falls the most since a week that is known, and that fell', () => {
    const week = entry('price.bitcoin.weekReturn', { kind: 'largest-fall', value: -0.06 })
    expect(moved(-0.06, week)).toEqual(['headline.fallsMost'])
    expect(moved(-0.06, { ...week, since: null })).toEqual(['headline.falls'])
    expect(moved(0.06, week)).toEqual(['headline.rises'])
    expect(moved(0.06, { ...week, kind: 'largest-rise', value: 0.06 })).toEqual(['headline.risesMost'])
  })

  it('names a streak from the third week on, and a week under 1 % as little changed', () => {
    const streak = (weeks: number, weekReturn = -0.06) =>
      lead({ price: { weekReturn, streak: { direction: weekReturn < 0 ? 'down' : 'up', weeks } } })
    expect(streak(3)).toEqual(['headline.fallsStreak'])
    expect(streak(2)).toEqual(['headline.falls'])
    expect(streak(3, 0.06)).toEqual(['headline.risesStreak'])
    expect(streak(3, 0.01)).toEqual(['headline.risesStreak'])
    expect(streak(3, 0.0099)).toEqual(['headline.calm'])
  })

  it('reports the range, a close and a level crossed in their own words', () => {
    const range = entry('price.bitcoin.range', { value: 0.02 })
    expect(moved(-0.02, range)).toEqual(['headline.rangeNarrow'])
    expect(moved(-0.02, { ...range, kind: 'high', since: null })).toEqual(['headline.rangeWideRecord'])
    const close = { ...entry('price.bitcoin.close'), scope: 'boundary' } as const
    expect(moved(-0.02, close)).toEqual(['headline.closeLow'])
    expect(moved(-0.02, { ...close, since: null })).toEqual(['headline.closeLowRecord'])
    expect(moved(-0.02, { ...close, kind: 'high', since: null })).toEqual(['headline.closeRecord'])
    // Undated it would read as the close of the week.
    expect(moved(-0.02, { ...close, scope: 'inside' })).toEqual(['headline.closeLowOn'])
    expect(moved(-0.02, entry('price.bitcoin.high', { kind: 'high', since: null }))).toEqual([
      'headline.mark.recordHigh',
    ])
  })

  it('without a price leaves the headline to others, and to none where there are none', () => {
    expect(lead({ extremes: [gold] })).toEqual(['headline.price.high'])
    expect(lead({})).toEqual([])
  })
})

describe('an entry that has led too often', () => {
  it('makes no clause, be it another’s or bitcoin’s own', () => {
    const not = (series: string) => (one: RankedExtreme) => one.series !== series
    const own = entry('price.bitcoin.low')
    const week = entry('price.bitcoin.weekReturn', { kind: 'largest-fall', value: -0.06 })
    const large = { price: { weekReturn: -0.06 }, extremes: [own, week, gold] }
    expect(lead({ ...large, mayLead: not(own.series) })[0]).toBe('headline.fallsMost')
    expect(lead({ ...large, mayLead: ({ group }) => group !== 'price' })[0]).toBe('headline.falls')
    expect(lead({ ...large, mayLead: not(gold.series) })).toEqual(['headline.fallsLow'])
    const calm = { price: { weekReturn: -0.02 }, extremes: [own] }
    expect(lead({ ...calm, mayLead: () => false })).toEqual(['headline.falls'])
  })
})

describe('the other clause', () => {
  it('is the strongest of each group; of moves as rare as each other the larger', () => {
    const move = (market: string, salience: number, size: number) =>
      entry(`cross.${market}.weekReturn`, { kind: 'largest-fall', value: -0.1, salience, size })
    const first = (salience: number) =>
      headlineOf(
        material({
          price: { weekReturn: -0.005 },
          extremes: [move('sp500', 0.6, 2), move('gold', salience, 3)],
        }),
      )[0]?.extremes?.[0]
    expect(first(0.59)).toMatch(/^cross\.gold/)
    expect(first(0.57)).toMatch(/^cross\.sp500/)
  })

  it('takes total market cap by a level alone, and a volatility that is bitcoin’s alone', () => {
    expect(moved(-0.06, entry('marketcap.total.snapshot'))).toEqual(['headline.falls'])
    const vol = { kind: 'high', value: 0.6, unit: 'fraction' } as const
    expect(moved(-0.005, entry('volatility.ethereum.rv7d', vol))).toEqual(['headline.calm'])
    expect(moved(-0.005, entry('volatility.bitcoin.rv7d', vol))[0]).toBe('headline.since.high')
  })

  it('is no entry that is withheld', () => {
    expect(moved(-0.06, { ...gold, guard: 'gap' })).toEqual(['headline.falls'])
  })

  it('that does not fit gives way to the next that does, else bitcoin stands alone', () => {
    const long = entry('funding.bitcoin.hyperliquid.weekMean', {
      value: -0.0001,
      unit: 'fraction',
      salience: 0.8,
    })
    expect(moved(-0.06, entry('price.bitcoin.low'), long, fear)).toEqual([
      'headline.fallsLow',
      'headline.indexTo.low',
    ])
    expect(moved(-0.06, entry('price.bitcoin.low'), long)).toEqual(['headline.fallsLow'])
  })
})

describe('a level crossed', () => {
  const crossed = (series: string, level: number, direction: 'up' | 'down', given: object = {}) =>
    entry(series, { kind: 'first-beyond', level, direction, value: level, ...given })

  it('is said of bitcoin where the week ended beyond it', () => {
    const headlineFor = (end: number | undefined, direction: 'up' | 'down') =>
      lead({
        price: { weekReturn: -0.02, ...(end !== undefined && { end }) },
        extremes: [crossed('price.bitcoin.beyond', 90_000, direction)],
      })
    expect(headlineFor(89_999, 'down')).toEqual(['headline.beyond.down'])
    expect(headlineFor(90_000, 'down')).toEqual(['headline.falls'])
    expect(headlineFor(90_000, 'up')).toEqual(['headline.beyond.up'])
    expect(headlineFor(89_999, 'up')).toEqual(['headline.falls'])
    expect(headlineFor(undefined, 'down')).toEqual(['headline.falls'])
  })

  it('is said of total market cap where the week ended beyond it, or the entry is of its end', () => {
    const headlineFor = (end: number, given: object = {}) =>
      lead({
        price: { weekReturn: -0.06 },
        marketcap: { end },
        extremes: [crossed('marketcap.total.beyond', 3e12, 'down', given)],
      })[1]
    expect(headlineFor(2.99e12)).toBe('headline.crossed.down')
    expect(headlineFor(3e12)).toBeUndefined()
    expect(headlineFor(3e12, { scope: 'boundary' })).toBe('headline.crossed.down')
  })
})

describe('a quiet week', () => {
  it('says that bitcoin is calm, and what is strongest outside of crypto', () => {
    const first = { ...fear, salience: 0.9 }
    expect(lead({ quiet: true, price: { weekReturn: 0.015 }, extremes: [first, oil] })).toEqual([
      'headline.calm',
      'headline.price.low',
    ])
    expect(lead({ quiet: true, price: { weekReturn: 0.015 }, extremes: [first] })).toEqual([
      'headline.calm',
      'headline.indexTo.low',
    ])
  })
})

describe('a clause that the phone has no room for', () => {
  const long = entry('funding.bitcoin.binance.run', {
    kind: 'longest-run',
    unit: 'count',
    value: 10,
    prints: 10,
    hours: 80,
    direction: 'down',
    salience: 0.8,
  })

  it('leaves its place to the next entry of its group before another group has it', () => {
    const next = entry('cross.gold.close', { kind: 'high', salience: 0.6 })
    const tooLong = entry('cross.stoxx600.close', { kind: 'high', since: null, salience: 0.7 })
    const coin = entry('coins.cardano.weekReturn', { kind: 'largest-fall', value: -0.2, salience: 0.65 })
    const given = { price: { weekReturn: 0.07 }, extremes: [tooLong, coin, next] }
    expect(headlineOf(material(given))[1]?.extremes?.[0]).toMatch(/^cross\.gold\.close /u)
  })

  it('leaves it to another group where its own has no other', () => {
    const given = { price: { weekReturn: 0.07 }, extremes: [long, { ...fear, salience: 0.5 }] }
    expect(headlineOf(material(given))[1]?.extremes?.[0]).toMatch(/^sentiment\.fearGreed /u)
  })

  it('is no longer of a group whose strongest entry led too often: the next one stands for it', () => {
    const given: Given = {
      price: { weekReturn: -0.06 },
      extremes: [gold, { ...oil, salience: 0.6 }],
      mayLead: ({ series }) => series !== gold.series,
    }
    expect(headlineOf(material(given))[1]?.extremes?.[0]).toMatch(/^cross\.oil\.close /u)
  })
})
