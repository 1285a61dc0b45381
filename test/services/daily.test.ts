import { describe, expect, it } from 'vitest'
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import { daysOf, type DayFact, readDay } from '#src/services/daily.ts'
import { buildHistory, generate, type HistoryLiteral } from '../support/history.ts'

/** The first close is of this day, the last of 30 December. */
const FROM = '2024-01-01'
const DAYS = 730

/** Moves of one percent up and down in turn, the last day's of a size of its own. */
function closes(last: number, days = DAYS): number[] {
  const all = generate(days - 1, (i) => (i % 2 === 0 ? 100 : 101))
  return [...all, (all.at(-1) as number) * (1 + last)]
}

const lastDay = (days = DAYS) => dayOf(startOfDay(FROM) + (days - 1) * DAY)
const factOf = (facts: readonly DayFact[], series: string) =>
  facts.find(({ extreme }) => extreme.series === series)

describe('a day', () => {
  it('is compared with the days of the year before it, and with no later one', () => {
    const whole = buildHistory({ daily: { bitcoin: [FROM, ...closes(-0.08), 90, 200, 50] } })
    const cut = buildHistory({ daily: { bitcoin: [FROM, ...closes(-0.08)] } })
    const [late, own] = [whole, cut].map((one) =>
      factOf(readDay(one, lastDay()).facts, 'price.bitcoin.dayReturn'),
    )
    expect(own?.extreme).toMatchObject({ kind: 'largest-fall', scope: 'boundary' })
    expect(own?.extreme.value).toBeCloseTo(-0.08, 10)
    expect(own?.place).toMatchObject({ percentile: 0, counted: 365, expected: 365, span: 'year' })
    expect(late).toEqual(own)
  })

  it.each([
    [181, undefined],
    [182, 'record'],
    [351, 'record'],
    [352, 'year'],
  ])('of a record of %i days has a place in its %s', (days, span) => {
    const history = buildHistory({ daily: { bitcoin: [FROM, ...closes(0.05, days)] } })
    const fact = factOf(readDay(history, lastDay(days)).facts, 'price.bitcoin.dayReturn')
    expect(fact?.extreme.kind).toBe('largest-rise')
    expect(fact?.place?.span).toBe(span)
  })

  it('has a mean of funding only where all three settlements are there', () => {
    const prints = (count: number) =>
      generate(count, (i) => i).map(
        (i) =>
          [new Date(startOfDay(FROM) + (i + 1) * 8 * 3_600_000).toISOString(), 0.0001 + i * 1e-6, 8] as const,
      )
    const reading = (count: number) =>
      readDay(
        buildHistory({
          daily: { bitcoin: [FROM, ...closes(0, 10)] },
          funding: { bitcoin: { binance: prints(count) } },
        }),
        lastDay(10),
      )
    const whole = factOf(reading(30).facts, 'funding.bitcoin.binance.day')
    expect(whole?.extreme.value).toBeCloseTo(0.0001 + 28e-6, 12)
    expect(factOf(reading(29).facts, 'funding.bitcoin.binance.day')).toBeUndefined()
    expect(reading(29).missing).toContainEqual({ figure: 'funding.bitcoin.binance.day', reason: 'no-data' })
  })

  it('names what was there until shortly before, and not what ended long ago', () => {
    const sentiment = (days: number) => ({ 'fear-greed': [FROM, ...generate(days, () => 50)] as never })
    const at = (days: number) =>
      readDay(
        buildHistory({ daily: { bitcoin: [FROM, ...closes(0, 60)] }, sentiment: sentiment(days) }),
        lastDay(60),
      ).missing.map(({ figure }) => figure)
    expect(at(61)).toEqual([])
    expect(at(60)).toEqual(['sentiment.fearGreed.value'])
    expect(at(30)).toEqual([])
  })

  it('says nothing of dollars of open interest that the price alone made', () => {
    const literal = (last: number): HistoryLiteral => ({
      daily: { bitcoin: [FROM, ...closes(-0.1, 300)] },
      hourly: {},
      openInterest: {
        bitcoin: { all: [FROM, ...generate(299, (i) => (i % 2 === 0 ? 100e9 : 101e9)), last] },
      },
    })
    const changeOf = (last: number) =>
      factOf(readDay(buildHistory(literal(last)), lastDay(300)).facts, 'openinterest.bitcoin.dayChange')
    // Ten percent less in dollars at a price ten percent lower: as many coins.
    expect(changeOf(100e9 * 0.9)).toBeUndefined()
    const own = changeOf(100e9 * 0.5)
    expect(own?.extreme.kind).toBe('largest-fall')
    expect(own?.coins?.[0]).toBeLessThan(-0.4)
  })

  it('can be asked for from the first price on, until the last day that is over', () => {
    const history = buildHistory({ daily: { bitcoin: [FROM, 1, 2, 3] } })
    expect(daysOf(history)).toEqual({ first: '2024-01-01', last: '2024-01-03' })
  })
})
