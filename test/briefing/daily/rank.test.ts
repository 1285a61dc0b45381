import { describe, expect, it } from 'vitest'
import { DAILY_BAR, rankDay } from '#src/briefing/daily/rank.ts'
import type { DayFact, DayReading } from '#src/services/daily.ts'
import type { Extreme } from '#src/services/extremes/extreme.ts'

const END = Date.parse('2025-11-24T00:00:00Z')

function factOf(part: Partial<Extreme>, percentile?: number): DayFact {
  const series = part.series ?? 'price.bitcoin.dayReturn'
  return {
    extreme: {
      ...{ group: 'price', series, kind: 'largest-fall', value: -0.05, unit: 'fraction', at: END, span: 0 },
      ...{
        scope: 'boundary',
        since: null,
        equal: false,
        recordStart: 0,
        weeks: 0,
        evidence: { sources: [] },
      },
      ...part,
    } as Extreme,
    weight: 1,
    ...(percentile !== undefined && {
      place: { percentile, counted: 365, expected: 365, span: 'year', start: END },
    }),
    spark: [],
    year: [],
  }
}

function dayOf(...facts: readonly DayFact[]): DayReading {
  return { day: '2025-11-23', start: END - 86_400_000, end: END, facts, hours: [], missing: [], there: 1 }
}

const NOTHING = dayOf()
const seriesOf = (items: ReturnType<typeof rankDay>) => items.map(({ extreme }) => extreme.series)

describe('the items of a day', () => {
  it.each([
    ['a place at the border', factOf({}, 0.1), 1],
    ['a place inside it', factOf({}, 0.11), 0],
    ['five weeks', factOf({ weeks: 5, since: 1 }), 1],
    ['less than five weeks', factOf({ weeks: 4.9, since: 1 }), 0],
    ['a reach that is withheld', factOf({ weeks: 90, guard: 'gap' }), 0],
  ])('of %s', (_, fact, count) => {
    expect(rankDay(dayOf(fact), NOTHING)).toHaveLength(count)
  })

  it('say the stronger of the two reasons', () => {
    expect(rankDay(dayOf(factOf({ weeks: 8, since: 1 }, 0.01)), NOTHING)[0]?.by).toBe('place')
    expect(rankDay(dayOf(factOf({ weeks: 80, since: 1 }, 0.07)), NOTHING)[0]?.by).toBe('since')
  })

  it('leave out a level that was as unusual the day before, unless it reaches further back', () => {
    const level = (weeks: number) => factOf({ series: 'price.bitcoin.close', kind: 'low', weeks, since: 1 })
    const on = (weeks: number, before: number) => rankDay(dayOf(level(weeks)), dayOf(level(before))).length
    expect(on(20, 19.9)).toBe(0)
    expect(on(20, 10)).toBe(1)
    expect(on(20, 2)).toBe(1)
  })

  it('tell a move of each day anew', () => {
    expect(rankDay(dayOf(factOf({}, 0.01)), dayOf(factOf({}, 0.01)))).toHaveLength(1)
  })

  it.each([
    [0.000079, 1],
    [0.00008, 0],
    [0.00012, 0],
    [0.000121, 1],
  ])('call funding of %f neutral within the band of the default rate', (value, count) => {
    const funding = { group: 'funding', series: 'funding.bitcoin.binance.day', kind: 'low', value } as const
    expect(rankDay(dayOf(factOf(funding, 0.05)), NOTHING)).toHaveLength(count)
  })

  it('hold one of a group, two other markets but each once, and five at most', () => {
    const cross = (series: string) => factOf({ group: 'cross', series }, 0.02)
    const items = rankDay(
      dayOf(
        factOf({}, 0.01),
        factOf({ series: 'price.ethereum.dayReturn' }, 0.02),
        cross('cross.sp500.dayReturn'),
        cross('cross.sp500.close'),
        cross('cross.gold.dayReturn'),
        cross('cross.oil.dayReturn'),
        ...(['marketcap', 'sentiment', 'volume'] as const).map((group) =>
          factOf({ group, series: `${group}.x.y` }, 0.03),
        ),
      ),
      NOTHING,
    )
    expect(seriesOf(items)).toEqual([
      'price.bitcoin.dayReturn',
      'cross.sp500.dayReturn',
      'cross.gold.dayReturn',
      'marketcap.x.y',
      'sentiment.x.y',
    ])
  })

  it('stand by salience and by the weight of their groups', () => {
    const rate = {
      ...factOf({ group: 'macro', series: 'macro.jgb.10y.yield', kind: 'high' }, 0.999),
      weight: 0.75,
    }
    expect(seriesOf(rankDay(dayOf(rate, factOf({}, 0.04)), NOTHING))).toEqual([
      'price.bitcoin.dayReturn',
      'macro.jgb.10y.yield',
    ])
  })

  it('tell a value inside the day of a high or a low alone', () => {
    const inside = { scope: 'inside', weeks: 30, since: 1 } as const
    expect(
      rankDay(dayOf(factOf({ series: 'price.bitcoin.low', kind: 'low', ...inside })), NOTHING),
    ).toHaveLength(1)
    expect(rankDay(dayOf(factOf({ series: 'macro.odds.x.cut', kind: 'low', ...inside })), NOTHING)).toEqual(
      [],
    )
  })

  it('have the bar of the design', () => {
    expect(DAILY_BAR).toBe(0.8)
  })
})
