import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { fundingWord, isMajority, isNeutral, turnOf } from '#src/services/funding/support.ts'
import { readFunding } from '#src/services/funding.ts'
import type { FundingWeek, SignRun } from '#src/services/verdicts.ts'
import { buildHistory, type Print } from '../../support/history.ts'
import { readHistory } from '../../support/histories.ts'
import { describeWithShared } from '../../support/shared.ts'

const week = weekEnding('2025-06-16')

/** 42 settlements of 8 hours, the last at the week's end. */
function twoWeeks(rate: (index: number) => number | null, interval = 8): Print[] {
  const count = (14 * 24) / interval
  return Array.from({ length: count }, (_, index): Print[] => {
    const value = rate(index)
    const time = new Date(week.end - (count - 1 - index) * interval * HOUR).toISOString()
    return value === null ? [] : [[time, value, interval]]
  }).flat()
}

function verdictOf(venues: Record<string, readonly Print[]>) {
  return readFunding(buildHistory({ now: '2025-06-16', funding: { bitcoin: venues } }), week, 'bitcoin').value
    .verdict
}

const counts = (negative: number, positive: number) => ({
  negative,
  positive,
  settlements: negative + positive,
})

const endRun = (settlements: number, sign: SignRun['sign'] = 'negative'): SignRun => ({
  sign,
  settlements,
  hours: 8 * settlements,
  from: week.end - (settlements - 1) * 8 * HOUR,
  to: week.end,
})

describe('the words of funding', () => {
  it('need two thirds of the week’s settlements', () => {
    expect(isMajority(14, 21)).toBe(true)
    expect(isMajority(13, 21)).toBe(false)
    expect(isMajority(14, 20)).toBe(true)
    expect(isMajority(0, 0)).toBe(false)
    expect(fundingWord(-0.00001, counts(14, 7))).toBe('negative')
    expect(fundingWord(-0.00001, counts(13, 8))).toBe('mixed')
    // One deep settlement below zero: neither the mean nor the count speaks for the week.
    expect(fundingWord(-0.00001, counts(2, 19))).toBe('mixed')
  })

  it('call the default rate of 0.01 % neutral from 0.0080 to 0.0120 %, and high from 0.02 % on', () => {
    expect([0.000079, 0.00008, 0.00012, 0.000121].map(isNeutral)).toEqual([false, true, true, false])
    const words = [0.000079, 0.00008, 0.00012, 0.000121, 0.0001994, 0.0002]
    expect(words.map((mean) => fundingWord(mean, counts(0, 21)))).toEqual([
      'low',
      'neutral',
      'neutral',
      'positive',
      'positive',
      'high',
    ])
  })

  it('say that a sign turned for opposite majorities of two weeks', () => {
    expect(turnOf(counts(15, 6), counts(3, 18), endRun(1))).toBe('negative')
    expect(turnOf(counts(5, 16), counts(15, 6), endRun(15, 'positive'))).toBe('positive')
    expect(turnOf(counts(13, 8), counts(3, 18), endRun(1))).toBeUndefined()
    // Positive throughout, and still so.
    expect(turnOf(counts(0, 21), counts(1, 20), endRun(21, 'positive'))).toBeUndefined()
  })

  it('say so of three at the end too, where no settlement before them had the sign', () => {
    expect(turnOf(counts(3, 18), counts(0, 21), endRun(3))).toBe('negative')
    expect(turnOf(counts(2, 19), counts(0, 21), endRun(2))).toBeUndefined()
    expect(turnOf(counts(4, 17), counts(0, 21), endRun(3))).toBeUndefined()
    expect(turnOf(counts(3, 18), counts(1, 20), endRun(3))).toBeUndefined()
  })
})

describe('the verdict of a week', () => {
  it('counts hourly settlements in steps of 8 hours: one hour below zero is no news', () => {
    const hourly = twoWeeks((index) => (index === 300 ? -0.00001 : 0.00001), 1)
    const verdict = verdictOf({ hyperliquid: hourly })
    expect(verdict?.venues[0]).toMatchObject({ negative: 0, positive: 21, settlements: 21, expected: 21 })
  })

  it('counts the settlements that are missing', () => {
    const verdict = verdictOf({ binance: twoWeeks((index) => (index === 41 ? null : 0.0001)) })
    expect(verdict?.venues[0]).toMatchObject({ positive: 20, settlements: 20, expected: 21 })
  })

  it('ends a run at a missing settlement', () => {
    const verdict = verdictOf({
      binance: twoWeeks((index) => (index === 36 ? null : index > 33 ? -0.0001 : 0.0001)),
    })
    expect(verdict?.venues[0]?.endRun).toMatchObject({ sign: 'negative', settlements: 5, hours: 40 })
    expect(verdict?.venues[0]?.negativeRun).toMatchObject({ settlements: 5 })
  })

  it('that a sum of 8 hours hid was reported as negative: the last settlement of 4 hours says how the week ended', () => {
    // 84 settlements; the sum of the last two is below zero.
    const rate = (index: number) => (index === 83 ? 0.000012 : index > 71 ? -0.0001 : 0.0001)
    const verdict = verdictOf({ binance: twoWeeks(rate, 4) })
    expect(verdict?.venues[0]).toMatchObject({
      summed: true,
      endRun: { sign: 'positive', settlements: 1, hours: 4 },
      negativeRun: { sign: 'negative', settlements: 5, hours: 40, to: week.end - 8 * HOUR },
    })
    const all = verdictOf({ binance: twoWeeks((index) => (index > 71 ? -0.0001 : 0.0001), 4) })
    expect(all?.venues[0]).toMatchObject({ endRun: { sign: 'negative', hours: 48 } })
  })

  it('of one hour is no news', () => {
    const rate = (index: number) => (index === 335 ? 0.00001 : index > 287 ? -0.0001 : 0.0001)
    expect(verdictOf({ hyperliquid: twoWeeks(rate, 1) })?.venues[0]).toMatchObject({
      endRun: { sign: 'negative', hours: 48 },
    })
  })

  it('finds a run of three below zero anywhere in the week, with the part before it', () => {
    const verdict = verdictOf({
      binance: twoWeeks((index) => (index >= 18 && index <= 24 ? -0.0001 : 0.0001)),
    })
    expect(verdict?.venues[0]?.negativeRun).toMatchObject({
      settlements: 7,
      hours: 56,
      to: week.start + 4 * 8 * HOUR,
    })
    const two = verdictOf({ binance: twoWeeks((index) => (index === 30 || index === 31 ? -1e-5 : 1e-4)) })
    expect(two?.venues[0]?.negativeRun).toBeUndefined()
  })

  it('has a sign only where all venues share it, and names those without a mean', () => {
    const plus = twoWeeks(() => 0.0001)
    const minus = twoWeeks(() => -0.0001)
    expect(verdictOf({ binance: plus, okx: plus })).toMatchObject({ sign: 'positive', absent: [] })
    expect(verdictOf({ binance: minus, okx: plus })).toMatchObject({ sign: 'split', absent: [] })
    const stale = plus.slice(0, 30)
    expect(verdictOf({ binance: plus, okx: stale })).toMatchObject({
      sign: 'positive',
      absent: ['okx'],
    })
  })

  it('leaves a venue out that came on record this week, by name: it has no week before', () => {
    const falling = twoWeeks((index) => (index < 21 ? 0.0002 : 0.0001))
    const young = twoWeeks((index) => (index < 21 ? null : 0.0004))
    const verdict = verdictOf({ binance: falling, okx: young })
    expect(verdict?.venues.map(({ venue, meanBefore }) => [venue, meanBefore === undefined])).toEqual([
      ['binance', false],
    ])
    expect(verdict).toMatchObject({ absent: [], leftOut: ['okx'] })
  })

  it('puts the reference venue first, and has none where nobody settled', () => {
    const plus = twoWeeks(() => 0.0001)
    expect(verdictOf({ aster: plus, binance: plus })?.venues.map(({ venue }) => venue)).toEqual([
      'binance',
      'aster',
    ])
    expect(verdictOf({})).toBeUndefined()
  })
})

describeWithShared('funding of the recorded weeks', ['dataset'], (dataset) => {
  let history: History
  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  function venues(edition: string): Record<string, FundingWeek> {
    const { verdict } = readFunding(history, weekEnding(edition), 'bitcoin').value
    return Object.fromEntries((verdict?.venues ?? []).map((one) => [one.venue, one]))
  }

  it('2025-09-22: "turned positive" after a week that was positive throughout', () => {
    const { binance } = venues('2025-09-22')
    expect(binance).toMatchObject({ negative: 4, positive: 17, before: { positive: 20, settlements: 21 } })
    expect(binance?.turned).toBeUndefined()
  })

  it('2025-10-13: "in the bottom 1 %" of the last day, in a week of which 3 of 21 were negative', () => {
    const { binance, hyperliquid } = venues('2025-10-13')
    expect(binance).toMatchObject({ word: 'low', negative: 3, settlements: 21 })
    expect(binance?.mean).toBeCloseTo(0.0000369, 7)
    expect(binance?.meanBefore).toBeCloseTo(0.0000716, 7)
    expect(hyperliquid?.mean).toBeCloseTo(0.000114, 6)
    expect(binance?.turned).toBeUndefined()
  })

  it('2025-10-20: the minus was Binance’s, not all venues’', () => {
    const { binance, hyperliquid } = venues('2025-10-20')
    expect(binance).toMatchObject({ word: 'negative', negative: 15, turned: 'negative' })
    expect(binance?.negativeRun).toMatchObject({ settlements: 10, hours: 80 })
    expect(hyperliquid?.mean).toBeCloseTo(0.000078, 6)
  })

  it('2025-10-27: both venues at or below the default rate, Binance positive from the 22nd, 08:00 UTC', () => {
    const { binance, hyperliquid } = venues('2025-10-27')
    expect(binance?.endRun).toMatchObject({ sign: 'positive', from: Date.UTC(2025, 9, 22, 8) })
    expect(hyperliquid?.word).toBe('neutral')
  })

  it('2025-11-10: a mean of two venues beside a mean of one: Binance is compared with Binance', () => {
    const { binance } = venues('2025-11-10')
    expect(binance).toMatchObject({ positive: 20, settlements: 21 })
    expect(binance?.mean).toBeCloseTo(0.0000552, 7)
    expect(binance?.meanBefore).toBeCloseTo(0.0000614, 7)
  })

  it('2025-11-17: 19 of 20 settlements, as the one of 17 Nov 00:00 is missing', () => {
    const { binance } = venues('2025-11-17')
    expect(binance).toMatchObject({ positive: 19, settlements: 20, expected: 21 })
    expect(binance?.endRun?.to).toBe(weekEnding('2025-11-17').end - DAY / 3)
  })
})
