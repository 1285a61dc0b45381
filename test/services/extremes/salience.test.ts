import { describe, expect, it } from 'vitest'
import { extremeIdOf } from '#src/briefing/extremes.ts'
import * as briefing from '#src/briefing/thread/material.ts'
import { DAY } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { EXTREME_GROUPS, type Extreme, extremeId } from '#src/services/extremes/extreme.ts'
import {
  type EarlierEdition,
  HEADLINE_BAR,
  isQuiet,
  mayLead,
  rankExtremes,
  SECTION_BAR,
  SUMMARY_BAR,
} from '#src/services/extremes/salience.ts'
import { readExtremes } from '#src/services/extremes.ts'
import { buildHistory, generate } from '../../support/history.ts'

function entry(fields: Partial<Extreme> = {}): Extreme {
  return {
    group: 'price',
    series: 'price.bitcoin.close',
    kind: 'high',
    value: 1,
    unit: 'USD',
    at: 0,
    span: 0,
    scope: 'boundary',
    since: 0,
    equal: false,
    recordStart: 0,
    weeks: 20,
    evidence: { sources: [] },
    ...fields,
  }
}

const salience = (fields: Partial<Extreme>, earlier: readonly EarlierEdition[] = []) =>
  rankExtremes([entry(fields)], earlier)[0]?.salience

const edition = (...entries: Partial<Extreme>[]): EarlierEdition => ({ entries: entries.map(entry) })

describe('rankExtremes', () => {
  it('weighs the weeks on a logarithm that ends at five years', () => {
    expect(salience({ weeks: 20 })).toBeCloseTo(Math.log(21) / Math.log(261), 12)
    expect(salience({ weeks: 260 })).toBe(1)
    expect(salience({ weeks: 900 })).toBe(1)
  })

  it('lets a record beat any since of the same series, but not one that is bounded by a gap', () => {
    expect(salience({ weeks: 20, since: null })).toBe(salience({ weeks: 30 }))
    expect(salience({ weeks: 20, since: null, boundedBy: 5 })).toBe(salience({ weeks: 20 }))
  })

  it('weighs groups, and the other markets by their class', () => {
    const full = { weeks: 260 }
    const byGroup = EXTREME_GROUPS.map((group) => salience({ ...full, group, series: `${group}.bitcoin.x` }))
    expect(byGroup).toEqual([1, 1, 0.95, 0.95, 0.9, 0.7, 0.75, 0.9, 0.85, 0.85, 0.8])
    expect(salience({ ...full, group: 'cross', assetClass: 'equity' })).toBe(0.9)
    expect(salience({ ...full, group: 'cross', assetClass: 'commodity' })).toBe(0.85)
    expect(salience({ ...full, series: 'price.ethereum.close' })).toBe(0.9)
  })

  it('asks size of a move alone', () => {
    const move = { kind: 'largest-fall', weeks: 260 } as const
    expect(salience({ ...move, size: 0.5 })).toBe(0.5)
    expect(salience({ ...move, size: 3 })).toBe(1)
    expect(salience({ kind: 'low', weeks: 260 })).toBe(1)
  })

  it('takes less of what is no news of its own', () => {
    const full = { weeks: 260 }
    expect(salience({ ...full, kind: 'first-beyond' })).toBe(0.8)
    expect(salience({ ...full, series: 'price.bitcoin.range', kind: 'low' })).toBe(0.7)
    expect(salience({ ...full, series: 'price.bitcoin.range', kind: 'high' })).toBe(1)
    expect(salience({ ...full, series: 'price.bitcoin.twoWeekReturn', kind: 'largest-rise', size: 2 })).toBe(
      0.8,
    )
    const usd = { ...full, group: 'openinterest', series: 'openinterest.bitcoin.usd' } as const
    expect(salience({ ...usd, byPrice: true })).toBeCloseTo(0.38, 12)
    const rv7d = { ...full, group: 'volatility', series: 'volatility.bitcoin.rv7d' } as const
    expect(salience({ ...rv7d, closeHourOnly: true })).toBeCloseTo(0.425, 12)
  })

  it.each([
    ['high', 0.00012, 0.475],
    ['high', 0.000121, 0.95],
    ['high', -0.00001, 0.95],
    ['low', 0.00008, 0.475],
    ['low', 0.000079, 0.95],
  ] as const)('takes funding at its default for neutral: %s %d', (kind, value, expected) => {
    const funding = { group: 'funding', series: 'funding.bitcoin.binance.weekMean', weeks: 260 } as const
    expect(salience({ ...funding, kind, value })).toBeCloseTo(expected, 12)
  })

  it('tells a record once: less in each of the three editions after it', () => {
    const record = { since: null, weeks: 30 }
    const fresh = salience(record) as number
    const before = edition({ since: null, weeks: 29 })
    expect(salience(record, [before])).toBeCloseTo(0.4 * fresh, 12)
    expect(salience(record, [edition(), edition({ since: null, weeks: 28 })].map(without))).toBeCloseTo(
      0.6 * fresh,
      12,
    )
    expect(salience(record, [edition(), edition(), edition({ weeks: 27 })].map(without))).toBeCloseTo(
      0.8 * fresh,
      12,
    )
    expect(salience(record, [edition(), edition(), edition(), before].map(without))).toBe(fresh)
  })

  /** Only the last of the editions holds the series. */
  function without(one: EarlierEdition, index: number, all: readonly EarlierEdition[]): EarlierEdition {
    return index === all.length - 1 ? one : { entries: [] }
  }

  it('takes what reaches back further than last week for news', () => {
    expect(salience({ weeks: 37.3 }, [edition({ weeks: 30.4 })])).toBe(salience({ weeks: 37.3 }))
    // The same since: from the first day of one week to the last of the next there are under two weeks.
    expect(salience({ weeks: 32 }, [edition({ weeks: 30.1 })])).toBeLessThan(
      salience({ weeks: 32 }) as number,
    )
  })

  it('takes a move of a day or a week for a new event, and one of two weeks for the same', () => {
    const move = { kind: 'largest-fall', series: 'price.bitcoin.weekReturn', size: 1 } as const
    expect(salience({ ...move, weeks: 20 }, [edition({ ...move, weeks: 19 })])).toBe(salience(move))
    const two = { ...move, series: 'price.bitcoin.twoWeekReturn' }
    expect(salience({ ...two, weeks: 20 }, [edition({ ...two, weeks: 19 })])).toBeLessThan(
      salience(two) as number,
    )
  })

  it('reports both ends of a reversal at the salience of the stronger', () => {
    const high = entry({ series: 'price.bitcoin.high', kind: 'high', since: null, weeks: 40 })
    const low = entry({ series: 'price.bitcoin.low', kind: 'low', weeks: 15.6 })
    const ranked = rankExtremes([high, low], [{ entries: [{ ...high, weeks: 39 }] }])
    const alone = salience({ since: null, weeks: 40 }) as number
    expect(ranked.map((one) => one.salience)).toEqual([0.8 * alone, 0.8 * alone])
    const near = rankExtremes([high, { ...low, weeks: 7.9 }], [{ entries: [{ ...high, weeks: 39 }] }])
    expect(near.find(({ kind }) => kind === 'high')?.salience).toBeCloseTo(0.4 * alone, 12)
  })

  it('sorts strongest first, equals by group, and the withheld last', () => {
    const ranked = rankExtremes(
      [
        entry({ group: 'price', series: 'a', guard: 'gap', weeks: 260 }),
        entry({ group: 'funding', series: 'b', weeks: 5 }),
        entry({ group: 'cross', series: 'c', weeks: 260, assetClass: 'equity' }),
        entry({ group: 'sentiment', series: 'd', weeks: 260 }),
      ],
      [],
    )
    expect(ranked.map(({ series }) => series)).toEqual(['c', 'd', 'b', 'a'])
    expect(ranked.at(-1)?.salience).toBe(0)
  })
})

describe('mayLead', () => {
  const led = (count: number, series: string, rest = 0) => [
    ...generate(rest, (i) => i).map((): EarlierEdition => ({ entries: [] })),
    ...generate(count, (i) => i).map(
      (): EarlierEdition => ({ entries: [], lead: { series, group: 'cross' } }),
    ),
  ]

  it('lets a series lead three of seventeen editions, a group eight', () => {
    const gold = { series: 'cross.gold.close', group: 'cross' } as const
    expect(mayLead(gold, led(2, gold.series))).toBe(true)
    expect(mayLead(gold, led(3, gold.series))).toBe(false)
    expect(mayLead(gold, led(3, gold.series, 14))).toBe(true)
    expect(mayLead(gold, led(7, 'cross.oil.close'))).toBe(true)
    expect(mayLead(gold, led(8, 'cross.oil.close'))).toBe(false)
    expect(mayLead({ series: 'price.bitcoin.low', group: 'price' }, led(8, 'cross.oil.close'))).toBe(true)
  })
})

describe('isQuiet', () => {
  const calm = { bitcoin: 0.0077, total: -0.0035 }

  it('needs two small moves and no entry of crypto above the bar', () => {
    expect(isQuiet([], calm)).toBe(true)
    expect(isQuiet([], { ...calm, bitcoin: -0.02 })).toBe(false)
    expect(isQuiet([], { bitcoin: 0.01 })).toBe(false)
    const at = (group: Extreme['group'], value: number) => [{ ...entry({ group }), salience: value }]
    expect(isQuiet(at('funding', SUMMARY_BAR), calm)).toBe(true)
    expect(isQuiet(at('funding', SUMMARY_BAR + 0.01), calm)).toBe(false)
    expect(isQuiet(at('cross', 0.9), calm)).toBe(true)
  })

  it('is never said of a record of prices that has just begun', () => {
    const young = { ...entry({ guard: 'short-record', young: true }), salience: 0.3 }
    expect(isQuiet([young], calm)).toBe(false)
    expect(isQuiet([{ ...young, group: 'breadth' }], calm)).toBe(true)
  })
})

describe('a young record', () => {
  it('reports its moves by their size, and no since', () => {
    const days = generate(40, (i) => 100 + 3 * Math.sin(i))
    const week = weekEnding('2025-06-16')
    const from = new Date(week.end - 40 * DAY).toISOString().slice(0, 10)
    const history = buildHistory({ daily: { bitcoin: [from, ...days.slice(0, -1), 150] } })
    const ranked = rankExtremes(readExtremes(history, week), [])
    const [first] = ranked
    expect(first).toMatchObject({ group: 'price', young: true, guard: 'short-record' })
    expect(first?.salience).toBeCloseTo(0.45, 12)
    for (const { young, salience: damped } of ranked) {
      expect(damped).toBeLessThanOrEqual(0.45)
      if (young) expect(damped).toBeGreaterThanOrEqual(SECTION_BAR)
    }
    expect(HEADLINE_BAR).toBeGreaterThan(SUMMARY_BAR)
  })

  it('reports no move of a series that is printed in steps', () => {
    const rates = generate(40, (i) => 1.15 + (Math.floor(i / 2) % 2) / 100)
    const week = weekEnding('2025-06-16')
    const from = new Date(week.end - 40 * DAY).toISOString().slice(0, 10)
    const history = buildHistory({
      now: '2025-06-16',
      cross: { eurusd: { class: 'fx', closes: [from, ...rates] } },
    })
    expect(readExtremes(history, week).filter(({ young }) => young)).toEqual([])
  })
})

it('has the bars and the names of entries that the briefing has, which sees the shapes of services alone', () => {
  expect(briefing).toMatchObject({ HEADLINE_BAR, SUMMARY_BAR, SECTION_BAR })
  const entry = { series: 'price.bitcoin.low', kind: 'low', at: 5 } as const
  expect(extremeIdOf(entry)).toBe(extremeId(entry))
})
