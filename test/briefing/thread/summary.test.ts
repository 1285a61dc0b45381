/** The summary: price first, one entry a group, each link once, where the week ended, and what a quiet week says. */
import { describe, expect, it } from 'vitest'
import { extremeIdOf } from '#src/briefing/extremes.ts'
import { summaryOf } from '#src/briefing/thread/summary.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { day, entry, type Given, keysOf, material } from './given.ts'

const price = { end: 94_000, weekReturn: -0.06 }
const gold = entry('cross.gold.close', { at: day(3), kind: 'high' })
const fear = entry('sentiment.fearGreed', { value: 10, unit: 'points' })

function summaryFor(given: Given, ...headline: RankedExtreme[]) {
  return summaryOf(material({ price, ...given }), new Set(headline.map(extremeIdOf)))
}

function seriesOf(lines: ReturnType<typeof summaryFor>): string[] {
  return lines.flatMap(({ extremes = [] }) => extremes.map((id) => id.split(' ')[0] ?? ''))
}

describe('the summary', () => {
  it('begins with bitcoin’s price, or says which of the two that the change needs is missing', () => {
    expect(keysOf(summaryFor({}))).toEqual(['price.down'])
    expect(keysOf(summaryFor({ price: { end: 94_000 } }))).toEqual(['price.endOnly'])
    expect(keysOf(summaryFor({ price: {}, extremes: [gold] }))[0]).toBe('price.missing')
    expect(keysOf(summaryFor({ price: {}, quiet: true }))).toEqual(['price.missing'])
  })

  it('tells entries from the summary’s bar on, the strongest of each group, two at most', () => {
    expect(seriesOf(summaryFor({ extremes: [{ ...gold, salience: 0.45 }] }))).toEqual([gold.series])
    const weak = { ...fear, salience: 0.44 }
    expect(seriesOf(summaryFor({ extremes: [{ ...gold, salience: 0.6 }, weak] }))).toEqual([gold.series])
    const oil = entry('cross.oil.close', { at: day(5), salience: 0.49 })
    expect(seriesOf(summaryFor({ extremes: [gold, oil] }))).toEqual([gold.series])
    const coin = entry('coins.ethereum.close', { at: day(4), salience: 0.48 })
    expect(seriesOf(summaryFor({ extremes: [gold, fear, coin] }))).toEqual([gold.series, fear.series])
  })

  it('reports what the headline names before all else, however weak', () => {
    const named = entry('macro.ust.us10y', { salience: 0.3, value: 4, unit: 'percent' })
    expect(seriesOf(summaryFor({ extremes: [gold, fear, named] }, named))[0]).toBe(named.series)
    expect(seriesOf(summaryFor({ extremes: [gold, fear, named] }))).not.toContain(named.series)
  })

  it('does not tell twice what its first or last sentence rests on, and leaves bitcoin’s series to those', () => {
    const own = entry('price.bitcoin.range', { salience: 0.9 })
    const cap = entry('marketcap.total.weekChange', { salience: 0.9 })
    expect(seriesOf(summaryFor({ extremes: [own, cap] }))).toEqual([])
  })

  it('has five sentences at most', () => {
    const mark = (tail: 'high' | 'low', n: number) =>
      entry(`price.bitcoin.${tail}`, { kind: tail, at: day(n) })
    const lines = summaryFor({
      price: {
        ...price,
        streak: { direction: 'down', weeks: 3 },
        high: { price: 110_000, at: day(1) },
        low: { price: 88_000, at: day(4) },
      },
      marketcap: { end: 3.2e12, weekChange: -0.05 },
      extremes: [
        ...[mark('high', 1), mark('low', 4), gold, fear],
        entry('price.bitcoin.weekReturn', { kind: 'largest-fall', value: -0.06, scope: 'boundary' }),
      ],
    })
    expect(keysOf(lines)).toEqual([
      'price.downStreak',
      'price.sizeDown',
      'swing.down',
      expect.stringMatching(/^entry\./),
      'cap.plain',
    ])
  })
})

describe('links', () => {
  const low = entry('price.bitcoin.low', { at: day(1), salience: 0.5 })
  const base = {
    price: { ...price, high: { price: 110_000, at: day(0) }, low: { price: 88_000, at: day(1) } },
  }
  const rate = (n: number, salience = 0.5) =>
    entry('macro.ust.us10y', { at: day(n), value: 4, unit: 'percent', salience })

  it('are each used once: a second "then" stands without', () => {
    const lines = summaryFor({ ...base, extremes: [low, rate(3), { ...fear, at: day(5), salience: 0.49 }] })
    expect(lines.map(({ linked }) => linked)).toEqual([undefined, undefined, 'then', undefined])
    expect(lines.map(({ wording }) => wording)).toEqual([undefined, undefined, 1, undefined])
  })

  it('of both kinds may follow each other', () => {
    const lines = summaryFor({ ...base, extremes: [low, rate(3), { ...fear, at: day(3), salience: 0.49 }] })
    expect(lines.map(({ linked }) => linked)).toEqual([undefined, undefined, 'then', 'same'])
  })

  it('bring an entry in from 0.25 on, and before a stronger one by up to 0.2', () => {
    expect(seriesOf(summaryFor({ ...base, extremes: [low, rate(3, 0.25)] }))).toEqual([
      low.series,
      rate(3).series,
    ])
    const weaker = summaryFor({ ...base, extremes: [low, rate(3, 0.24)] })
    expect(seriesOf(weaker)).toEqual([low.series])
    const unlinked = { ...gold, at: day(0), kind: 'low' } as const
    const first = (salience: number) =>
      seriesOf(summaryFor({ ...base, extremes: [low, { ...unlinked, salience: 0.6 }, rate(3, salience)] }))[1]
    expect(first(0.41)).toBe('macro.ust.us10y')
    expect(first(0.39)).toBe('cross.gold.close')
  })

  it('give no bonus to a single coin, nor to a volatility', () => {
    for (const series of ['coins.ethereum.close', 'volatility.bitcoin.rv7d']) {
      const lines = summaryFor({ ...base, extremes: [low, entry(series, { at: day(3), salience: 0.29 })] })
      expect(seriesOf(lines), series).toEqual([low.series])
    }
  })

  it('by contrast are used up where the last sentence is one', () => {
    const high = { ...gold, at: day(1) - 3_600_000, kind: 'high' } as const
    const contrasted = { ...base, extremes: [low, high] }
    expect(summaryFor(contrasted)[2]?.linked).toBe('contrast')
    const assets = { gold: 0.01, crypto: -0.06 }
    const lines = summaryFor({ ...contrasted, assets, sellingWasCrypto: true })
    expect(keysOf(lines).at(-1)).toBe('contrast.cryptoAlone')
    expect(lines.map(({ linked }) => linked)).not.toContain('contrast')
  })
})

describe('two entries of a day and reach', () => {
  it('are one sentence', () => {
    const fall = (market: string, salience: number) =>
      entry(`cross.${market}.dayReturn`, { kind: 'largest-fall', value: -0.03, salience })
    const lines = summaryFor({ extremes: [fall('sp500', 0.6), fall('nasdaq100', 0.5)] })
    expect(keysOf(lines)).toEqual(['price.down', 'pair.move'])
    expect(lines[1]?.extremes).toHaveLength(2)
  })
})

describe('where nothing reaches the summary’s bar', () => {
  const young = (market: string, size: number, salience = 0.4) =>
    entry(`cross.${market}.weekReturn`, {
      ...{ kind: 'largest-rise', value: 0.03, scope: 'boundary', at: day(7) },
      ...{ guard: 'short-record', young: true, size, salience },
    } as Partial<RankedExtreme>)

  it('the strongest from the sections’ bar on is reported, and the largest young week from 0.40 on', () => {
    expect(seriesOf(summaryFor({ extremes: [{ ...fear, salience: 0.3 }] }))).toEqual([fear.series])
    expect(seriesOf(summaryFor({ extremes: [{ ...fear, salience: 0.29 }] }))).toEqual([])
    const assets = { gold: 0.03, oil: 0.03 }
    const both = { assets, extremes: [young('gold', 2, 0.5), young('oil', 3)] }
    expect(seriesOf(summaryFor(both))).toEqual(['cross.oil.weekReturn'])
    expect(keysOf(summaryFor(both))[1]).toBe('young.week')
    expect(seriesOf(summaryFor({ assets, extremes: [young('oil', 3, 0.39)] }))).toEqual([])
  })

  it('a young week of a market whose week the edition does not have is not reported', () => {
    expect(seriesOf(summaryFor({ assets: { gold: 0.03 }, extremes: [young('oil', 3)] }))).toEqual([])
  })
})

describe('where total market cap ended', () => {
  const end = 2.95e12
  const beyond = entry('marketcap.total.beyond', {
    ...{ kind: 'first-beyond', level: 3e12, direction: 'down', value: 2.99e12 },
  })
  const low = entry('marketcap.total.snapshot', { value: 2.9e12 })
  const cap = (weekChange: number, extremes: RankedExtreme[], at = end) =>
    keysOf(summaryFor({ marketcap: { end: at, weekChange }, extremes })).at(-1)

  it('is plain, or not reported where it is not known', () => {
    expect(cap(-0.05, [])).toBe('cap.plain')
    expect(keysOf(summaryFor({ marketcap: { end } }))).toEqual(['price.down'])
    expect(keysOf(summaryFor({ marketcap: { weekChange: -0.05 } }))).toEqual(['price.down'])
  })

  it('names a crossing that it ended beyond and moved towards', () => {
    expect(cap(-0.05, [beyond])).toBe('cap.crossedDown')
    expect(cap(-0.05, [beyond], 3e12)).toBe('cap.plain')
    expect(cap(0.01, [beyond])).toBe('cap.plain')
    const up = { ...beyond, direction: 'up' } as const
    expect(cap(0.05, [up], 3e12)).toBe('cap.crossedUp')
    expect(cap(0.05, [up], 2.99e12)).toBe('cap.plain')
    expect(cap(-0.01, [up], 3.1e12)).toBe('cap.plain')
  })

  it('prefers the crossing where it reaches back as far, and a record always to it', () => {
    expect(cap(-0.05, [beyond, { ...low, since: beyond.since }])).toBe('cap.crossedDown')
    expect(cap(-0.05, [beyond, { ...low, weeks: 14 }])).toBe('cap.crossedDown')
    expect(cap(-0.05, [beyond, { ...low, weeks: 15 }])).toBe('cap.recovered')
    expect(cap(-0.05, [beyond, { ...low, since: null }])).toBe('cap.recovered')
  })

  it('takes the later of two extremes, from the sections’ bar on', () => {
    const high = { ...low, kind: 'high', value: 3.1e12, salience: 0.9 } as const
    expect(cap(-0.05, [high, { ...low, at: day(3) }])).toBe('cap.recovered')
    expect(cap(-0.05, [{ ...high, at: day(3) }, low])).toBe('cap.gaveBack')
    expect(cap(-0.05, [high])).toBe('cap.gaveBack')
    expect(cap(-0.05, [{ ...low, scope: 'boundary' }])).toBe('cap.extreme')
    expect(cap(-0.05, [{ ...low, salience: 0.3 }])).toBe('cap.recovered')
    expect(cap(-0.05, [{ ...low, salience: 0.29 }])).toBe('cap.plain')
  })

  it('is plain where it ended within 1 % of the mark, which it then did not come back from', () => {
    expect(cap(-0.05, [{ ...low, value: 2.93e12 }])).toBe('cap.plain')
    expect(cap(-0.05, [{ ...low, value: 2.92e12 }])).toBe('cap.recovered')
    expect(cap(-0.05, [{ ...low, value: 2.93e12, scope: 'boundary' }])).toBe('cap.extreme')
  })

  it('gives way to crypto’s own selling, where gold’s week is known', () => {
    const marketcap = { end, weekChange: -0.05 }
    const alone = (assets: Given['assets'] & {}) =>
      keysOf(summaryFor({ marketcap, assets, sellingWasCrypto: true })).at(-1)
    expect(alone({ gold: 0.01 })).toBe('contrast.cryptoAlone')
    expect(alone({})).toBe('cap.plain')
    expect(keysOf(summaryFor({ marketcap, assets: { gold: 0.01 } })).at(-1)).toBe('cap.plain')
  })
})

describe('the start of a record', () => {
  it('is said once: a later record that begins in the same month says "again"', () => {
    const record = (series: string, recordStart: number, salience: number) =>
      entry(series, { since: null, recordStart, salience })
    const january = Date.UTC(2025, 0, 3)
    const again = (second: number, given: Partial<RankedExtreme> = {}) =>
      summaryFor({
        extremes: [
          record('cross.gold.close', january, 0.6),
          { ...record('coins.ethereum.close', second, 0.5), ...given },
        ],
      })
        .slice(1)
        .map(({ values }) => (values.extent as { again?: boolean }).again)
    expect(again(Date.UTC(2025, 0, 30))).toEqual([false, true])
    expect(again(Date.UTC(2025, 1, 1))).toEqual([false, false])
    // One that a gap bounds, or that has a since, is no record.
    expect(again(january, { boundedBy: day(-90) })).toEqual([false, undefined])
    expect(again(january, { since: day(-90) })).toEqual([false, undefined])
  })
})

describe('a quiet week', () => {
  const marketcap = { end: 3.2e12, weekChange: 0.01 }
  const calm = { quiet: true, price: { end: 94_000, weekReturn: 0.01 }, marketcap }
  const range = entry('price.bitcoin.range', { value: 0.02, salience: 0.25 })

  it('says that nothing moved, how narrow the range was, and what is news outside', () => {
    expect(keysOf(summaryFor({ ...calm, extremes: [range, gold] }))).toEqual([
      'quiet.price',
      'entry.range',
      'entry.close',
    ])
    expect(summaryFor({ ...calm, extremes: [gold] })[1]?.linked).toBe('contrast')
    // A gauge is no price, and contrasts with none.
    const vix = entry('cross.vix.close', { kind: 'high' })
    expect(summaryFor({ ...calm, extremes: [vix] })[1]).toMatchObject({ key: 'thread:entry.close' })
    expect(summaryFor({ ...calm, extremes: [vix] })[1]?.linked).toBeUndefined()
    expect(keysOf(summaryFor({ ...calm, extremes: [{ ...range, salience: 0.24 }] }))).toEqual(['quiet.price'])
    expect(keysOf(summaryFor({ ...calm, extremes: [{ ...gold, salience: 0.3 }] }))).toHaveLength(2)
    expect(keysOf(summaryFor({ ...calm, extremes: [{ ...gold, salience: 0.29 }] }))).toHaveLength(1)
    expect(keysOf(summaryFor({ ...calm, extremes: [fear] }))).toEqual(['quiet.price'])
  })

  it('reports what its headline names, and price alone where the total is not known', () => {
    expect(seriesOf(summaryFor({ ...calm, extremes: [gold, fear] }, fear))).toEqual([fear.series])
    expect(keysOf(summaryFor({ ...calm, marketcap: { end: 3.2e12 } }))).toEqual(['price.flat'])
  })
})
