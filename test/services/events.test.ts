/** Events of drawn spans: from data alone, at most two, and none that goes to and fro. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { DAY, HOUR, isoOf } from '#src/market/time.ts'
import { eventsIn } from '#src/services/events.ts'
import { readHistory } from '../support/histories.ts'
import { buildHistory, generate } from '../support/history.ts'
import { describeWithShared } from '../support/shared.ts'

const START = Date.parse('2025-06-09')
const END = Date.parse('2025-06-16')

/** Two weeks of hours up to the end: a price by the number of hours before the end. */
function hours(price: (before: number) => number) {
  return buildHistory({
    now: '2025-06-16',
    hourly: { bitcoin: ['2025-06-02T00:00:00Z', ...generate(14 * 24, (i) => price(14 * 24 - i))] },
  })
}

describe('events in a week', () => {
  it('are the hours that moved 7 % or more, from the close before', () => {
    const history = hours((before) => (before > 60 ? 105_000 : 97_000))
    expect(eventsIn(history, 'bitcoin', START, END)).toEqual([
      {
        ...{ at: END - 60 * HOUR, kind: 'move', asset: 'bitcoin' },
        ...{ change: expect.closeTo(-0.0762, 4), weight: expect.closeTo(1.0762, 4) },
      },
    ])
  })

  it('are the round level that was touched for the first time in three days, with the time before', () => {
    const history = hours((before) => (before > 300 || before <= 60 ? 99_000 : 101_000))
    expect(eventsIn(history, 'bitcoin', START, END)).toMatchObject([
      {
        ...{ at: END - 60 * HOUR, kind: 'level', level: 100_000, direction: 'down', by: 'hour' },
        since: END - 300 * HOUR,
      },
    ])
  })

  it('are none where the price goes to and fro around the level', () => {
    const history = hours((before) => (before % 30 < 15 ? 99_000 : 101_000))
    expect(eventsIn(history, 'bitcoin', START, END)).toEqual([])
  })

  it('look for the time before among the days where the hours on record do not reach back', () => {
    const history = buildHistory({
      now: '2025-06-16',
      daily: { bitcoin: ['2025-05-01', ...generate(46, (i) => (i === 3 || i > 43 ? 99_000 : 101_000))] },
      hourly: { bitcoin: ['2025-06-09T00:00:00Z', ...generate(168, (i) => (i < 140 ? 101_000 : 99_000))] },
    })
    expect(eventsIn(history, 'bitcoin', START, END)).toMatchObject([{ since: Date.parse('2025-05-05') }])
  })

  it('are decisions on rates by the calendar, and no other entry of it', () => {
    const entry = { country: 'us', nameEn: 'Federal Reserve decision', nameJa: 'FOMC' }
    const history = buildHistory({
      now: '2025-06-16',
      calendar: [
        { ...entry, date: '2025-06-11', kind: 'meeting' },
        { ...entry, date: '2025-06-12', kind: 'release' },
        { ...entry, date: '2025-06-16', kind: 'meeting' },
      ],
    })
    const [only, ...others] = eventsIn(history, 'bitcoin', START, END)
    expect(only).toMatchObject({
      ...{ at: Date.parse('2025-06-11'), kind: 'calendar', country: 'us' },
      name: { en: 'Federal Reserve decision', ja: 'FOMC' },
    })
    expect(others).toEqual([])
    // Of half a year only the decisions of its last week.
    expect(eventsIn(history, 'bitcoin', END - 180 * DAY, END)).toHaveLength(1)
    expect(eventsIn(history, 'bitcoin', END - 180 * DAY, END + 30 * DAY)).toEqual([])
  })

  it('never look beyond what is known', () => {
    const history = { ...hours((before) => (before > 60 ? 105_000 : 97_000)), now: END - 72 * HOUR }
    expect(eventsIn(history, 'bitcoin', START, END)).toEqual([])
  })
})

describe('events of the market cap', () => {
  it('are the round trillions of its snapshots', () => {
    const history = buildHistory({
      now: '2025-06-16',
      totalMarketCap: ['2025-05-01', ...generate(47, (i) => (i < 40 ? 3.9e12 : 4.1e12))],
    })
    expect(eventsIn(history, 'total', Date.parse('2025-05-02'), END)).toMatchObject([
      {
        ...{ at: Date.parse('2025-06-10'), kind: 'level', asset: 'total', level: 4e12 },
        ...{ direction: 'up', by: 'snapshot', since: null },
      },
    ])
  })
})

describeWithShared('events of recorded weeks', ['dataset'], (dataset) => {
  let history: History
  beforeAll(async () => {
    history = await readHistory(dataset)
  })
  const told = (asset: string, from: string, to: string) =>
    eventsIn(history, asset, Date.parse(from), Date.parse(to)).map(
      ({ at, kind }) => `${kind} ${isoOf(at).slice(0, 13)}`,
    )

  it('has two hours of 2025 in which bitcoin moved so far', () => {
    expect(told('bitcoin', '2025-01-01', '2025-11-17')).toEqual(['move 2025-01-20T06', 'move 2025-10-10T21'])
  })

  it('has in the week to 17 November the fall below 100,000, for the first time since the 7th', () => {
    const [only] = eventsIn(history, 'bitcoin', Date.parse('2025-11-10'), Date.parse('2025-11-17'))
    expect(only).toMatchObject({ at: Date.parse('2025-11-13T17:00:00Z'), level: 100_000, direction: 'down' })
    expect(only?.since).toBe(Date.parse('2025-11-07T14:00:00Z'))
  })

  it('has in the week to 13 October the fall of the 10th alone', () => {
    expect(told('bitcoin', '2025-10-06', '2025-10-13')).toEqual(['move 2025-10-10T21'])
  })
})
