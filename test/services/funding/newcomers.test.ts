/** A venue whose funding begins today, or this week: it changes no figure over venues and no word, and is named. */
import { describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, isoOf } from '#src/market/time.ts'
import { type Week, weekEnding } from '#src/market/week.ts'
import { fundingSection } from '#src/briefing/sections/funding.ts'
import { readFunding } from '#src/services/funding.ts'
import { readFundingWindow } from '#src/services/funding/fundingwindow.ts'
import { readLatestFunding } from '#src/services/latest/funding.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { buildHistory, type Dated, generate, type Print } from '../../support/history.ts'

const week = weekEnding('2025-06-16')

/** Settlements up to the week's end, or later, each of 8 hours. */
function prints(count: number, rate: (index: number) => number, end = week.end): Print[] {
  return Array.from({ length: count }, (_, index) => {
    const time = isoOf(end - (count - 1 - index) * 8 * HOUR)
    return [time, rate(index), 8] as const
  })
}

/** A hundred days, negative in the last week alone. */
const turning = (size: number) => (index: number) => (index < 300 - 21 ? size : -size)
const long = { bybit: prints(300, turning(1e-4)), okx: prints(300, turning(2e-4)) }
const days = (count: number): Dated => [
  new Date(Date.parse('2025-06-15') - (count - 1) * DAY).toISOString().slice(0, 10),
  ...generate(count, (index) => 1000 + index),
]

function historyOf(venues: Record<string, readonly Print[]>, interest: Record<string, Dated> = {}): History {
  return buildHistory({
    now: '2025-06-16',
    daily: { bitcoin: days(120) },
    funding: { bitcoin: venues },
    openInterest: { bitcoin: { bybit: days(120), okx: days(120), ...interest } },
  })
}

/** What is told of all venues, without what names or counts the newcomer itself. */
function readingOf(history: History, at: Week = week) {
  const reading = readFunding(history, at, 'bitcoin')
  const { venues, leftOut: _, verdict, ...value } = reading.value
  const { leftOut: __, ...words } = verdict ?? {}
  const figures = Object.entries(reading.figures)
    .filter(([name]) => !/newcomer|binance/.test(name))
    .map(([name, figure]) => [name, figure.value, figure.sources])
  const section = fundingSection(reading)
  return {
    ...{ value, words, figures },
    established: venues.filter(({ weight }) => weight > 0),
    window: readFundingWindow(history, reading, 90),
    statements: section.statements.map(({ key, values }) => ({ key, values })),
    interest: readOpenInterest(history, at, ['bitcoin']).value.leverage,
  }
}

const NEWCOMERS: readonly (readonly [when: string, venue: string, count: number])[] = [
  ['today', 'newcomer', 1],
  ['this week', 'newcomer', 20],
  ['in the week before', 'newcomer', 36],
  // By its name it would be the venue that claims speak of.
  ['today', 'binance', 1],
  ['in the week before', 'binance', 36],
]

describe.each(NEWCOMERS)('a venue that began %s (%s, %i settlements)', (_, venue, count) => {
  const young = prints(count, () => -9e-4)

  it.each(['UTC', 'Asia/Tokyo'])('changes neither mean, run, turn nor word (%s)', (zone) => {
    const at = weekEnding('2025-06-16', zone)
    const before = readingOf(historyOf(long), at)
    expect(before.words).toMatchObject({ sign: 'negative', turnedTogether: { sign: 'negative', last: null } })
    expect(before.statements.length).toBeGreaterThan(1)
    expect(readingOf(historyOf({ ...long, [venue]: young }), at)).toEqual(before)
    // Nor where its open interest is known, or that of no other venue is.
    expect(readingOf(historyOf({ ...long, [venue]: young }, { [venue]: days(5) }), at)).toEqual(before)
  })

  it('is named, and lowers the coverage', () => {
    const history = historyOf({ ...long, [venue]: young })
    const { value, figures } = readFunding(history, week, 'bitcoin')
    expect(value).toMatchObject({ leftOut: [venue], absentVenues: [], verdict: { leftOut: [venue] } })
    expect(value.venues.map((one) => one.venue)).toContain(venue)
    for (const name of ['rate8h', 'apr', 'weekMean8h']) {
      expect(figures[`funding.bitcoin.${name}`]?.coverage, name).toEqual({ used: 2, expected: 3 })
    }
    const evidence = fundingSection(readFunding(history, week, 'bitcoin')).statements.map(
      (one) => one.evidence,
    )
    expect(evidence).toContainEqual(expect.objectContaining({ leftOut: [venue] }))
  })
})

it('a venue that began after the week is not missed in it', () => {
  const later = prints(3, () => 1e-4, week.end + DAY + 8 * HOUR)
  const history = { ...historyOf({ ...long, newcomer: later }), now: week.end + 2 * DAY }
  const { figures, value } = readFunding(history, week, 'bitcoin')
  expect(figures['funding.bitcoin.weekMean8h']?.coverage).toEqual({ used: 2, expected: 2 })
  expect(value).not.toHaveProperty('leftOut')
})

it('a venue that began today speaks against "every venue" where it has the other sign', () => {
  const against = historyOf({ ...long, newcomer: prints(1, () => 1e-4) })
  expect(readFunding(against, week, 'bitcoin').value.verdict).not.toHaveProperty('turnedTogether')
})

it('with two weeks on record it is counted, and takes nothing from how far the others reach', () => {
  const young = prints(43, (index) => (index < 22 ? 1e-4 : -1e-4))
  const { value } = readFunding(historyOf({ ...long, newcomer: young }), week, 'bitcoin')
  expect(value).not.toHaveProperty('leftOut')
  expect(value.verdict?.venues).toHaveLength(3)
  const alone = readFunding(historyOf(long), week, 'bitcoin').value.verdict?.turnedTogether
  expect(value.verdict?.turnedTogether).toEqual(alone)
})

it('all are counted where none has two weeks', () => {
  const young = { bybit: prints(30, () => 1e-4), okx: prints(22, () => 2e-4) }
  const { value } = readFunding(historyOf(young), week, 'bitcoin')
  expect(value).not.toHaveProperty('leftOut')
  expect(value.weekMean8h).toBeDefined()
})

describe('the newest rate', () => {
  const NOW = week.end + 3 * DAY
  const nothing = { price: () => undefined, nextFunding: () => [], impliedVolatility: () => undefined }
  const latest = (venues: Record<string, readonly Print[]>, interest: Record<string, Dated>) => {
    const history = buildHistory({
      now: '2025-06-19',
      funding: { bitcoin: venues },
      openInterest: { bitcoin: interest },
    })
    return readLatestFunding(
      { ...history, kind: 'live', live: { checkedAt: NOW, ...nothing, disagreements: [] } },
      week,
      'bitcoin',
    )
  }
  const going = { bybit: prints(300, () => 1e-4, NOW), okx: prints(300, () => 2e-4, NOW) }
  const interest: Record<string, Dated> = {
    bybit: ['2025-06-10', ...generate(9, () => 300)],
    okx: ['2025-06-10', ...generate(9, () => 100)],
  }

  it('is over the same venues, in the same weights, whatever venue begins', () => {
    const { venues: _, ...before } = latest(going, interest) ?? {}
    expect(before).toMatchObject({ used: ['bybit', 'okx'], rate8h: 1.25e-4 })
    for (const count of [1, 12, 25]) {
      const { venues, ...after } =
        latest({ ...going, newcomer: prints(count, () => 9e-4, NOW) }, interest) ?? {}
      expect(after).toEqual(before)
      expect(venues?.map(({ venue }) => venue)).toContain('newcomer')
    }
  })

  it('leaves a venue out whose open interest is not known, rather than weigh all alike', () => {
    const { okx: _, ...without } = interest
    expect(latest(going, without)).toMatchObject({ used: ['bybit'], rate8h: 1e-4 })
    expect(latest(going, {})?.rate8h).toBeCloseTo(1.5e-4, 12)
  })
})
