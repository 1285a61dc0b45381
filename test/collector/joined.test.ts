/** Open interest over all venues from two suppliers, one after the other, through the record. */
import { describe, expect, it } from 'vitest'
import { openHistory } from '#src/collector/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { openInterestSeries } from '#src/services/extremes/openinterest.ts'
import { readInterestChanges } from '#src/services/openinterest/changes.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { openStore } from '#src/store/open.ts'
import { temporaryFolder } from '../support/folder.ts'

const MONDAY = '2026-11-23'
const NOW = startOfDay(MONDAY)
const week = weekEnding(MONDAY)

/** USD of one side at the end of a day; it moves otherwise every day. */
function market(day: number): number {
  return Math.round(200e9 * (1 + 0.04 * Math.sin(day / DAY) + 0.02 * Math.sin((day / DAY) * 2.7)))
}

interface Reported {
  readonly source: string
  /** Days before Monday, the first and the last. */
  readonly days: readonly [from: number, to: number]
  readonly times?: number | ((daysBefore: number) => number)
}

/** The record after reports one after the other, each at its own time; bitcoin's candles for a market now. */
async function afterReports(all: readonly Reported[], now = NOW) {
  const store = await openStore(await temporaryFolder())
  const asset = { id: 'bitcoin', symbol: 'BTC', name: 'Bitcoin', kind: 'coin' as const, sectors: [] }
  const candles = Array.from(
    { length: 400 },
    (_, at): Observation => ({
      ...{ table: 'prices_daily', of: { asset: 'bitcoin' }, source: 'Binance' },
      ...{ time: now - (400 - at) * DAY, values: { close: 90_000 } },
    }),
  )
  await store.record.keep({ observedAt: now, observations: candles, assets: [asset] })
  for (const [at, { source, days, times = 1 }] of all.entries()) {
    const [from, to] = days
    const observations = Array.from({ length: from - to + 1 }, (_, row): Observation => {
      const before = from - row
      const time = NOW - before * DAY
      const factor = typeof times === 'number' ? times : times(before)
      return {
        ...{ table: 'open_interest', of: { venue: 'all', asset: 'total' }, time, source },
        values: { open_interest_usd: factor === 1 ? market(time) : market(time) * factor },
      }
    })
    await store.record.keep({ observedAt: now + DAY / 4 + at, observations })
  }
  const history = await openHistory(store.record, () => now + DAY / 4)
  await store.close()
  return history.current()
}

const TRUE_CHANGE = market(NOW - DAY) / market(NOW - 8 * DAY) - 1
const FIGURE = 'openinterest.total.weekChange'
const A = 'CoinGlass'
const B = 'CoinGecko'

describe('an import of one `all` followed by another supplier’s', () => {
  it('reports no change where they share no days: a fifth less is no fall', async () => {
    const history = await afterReports([
      { source: A, days: [200, 5] },
      { source: B, days: [4, 0], times: 0.8 },
    ])
    // What the rows say by themselves is the false fall.
    const raw = history.openInterest('total', 'all')
    expect((raw?.values.at(-2) as number) / (raw?.values.at(-9) as number) - 1).toBeLessThan(-0.15)
    const reading = readOpenInterest(history, week)
    expect(reading.figures[FIGURE]).toBeUndefined()
    expect(reading.missing).toContainEqual({ figure: FIGURE, reason: 'unjoined', source: 'open_interest' })
    const row = reading.value.rows[0]
    expect(row?.leftOut).toEqual([{ venue: 'all', why: 'unjoined' }])
    expect(row?.end).toBe(market(NOW - DAY) * 0.8)
    expect(reading.figures['openinterest.total.end']?.sources).toEqual([B])
    const [changes] = readInterestChanges(history, week, 'total', [7]).changes
    expect(changes).toMatchObject({
      usd: { missing: 'unjoined' },
      leftOut: [{ venue: 'all', why: 'unjoined' }],
    })
  })

  it('tells the change of the newer one from the week on that it has both boundaries of', async () => {
    const history = await afterReports([
      { source: A, days: [200, 9] },
      { source: B, days: [8, 0], times: 0.8 },
    ])
    const { figures } = readOpenInterest(history, week)
    expect(figures[FIGURE]?.value).toBeCloseTo(TRUE_CHANGE, 12)
    expect(figures[FIGURE]?.sources).toEqual([B])
  })

  it('goes on with the older one where the newer began today: it takes nothing away', async () => {
    const history = await afterReports([
      { source: A, days: [200, 1] },
      { source: B, days: [0, 0], times: 0.8 },
    ])
    const { figures } = readOpenInterest(history, week)
    expect(figures[FIGURE]?.value).toBeCloseTo(TRUE_CHANGE, 12)
    expect(figures[FIGURE]?.sources).toEqual([A])
    expect(figures['openinterest.total.peak90d']?.sources).toEqual([A])
  })

  it('joins them where they tell the same on 14 days, and keeps the seam and both names', async () => {
    const history = await afterReports([
      { source: A, days: [200, 3] },
      { source: B, days: [16, 0] },
    ])
    const reading = readOpenInterest(history, week)
    expect(reading.figures[FIGURE]?.value).toBeCloseTo(TRUE_CHANGE, 12)
    expect(reading.figures[FIGURE]?.sources).toEqual([B, A])
    expect(reading.value.rows[0]?.seams).toEqual([
      { venue: 'all', older: A, newer: B, time: NOW - 16 * DAY, word: 'joined', ratio: 1, days: 14 },
    ])
    expect(reading.figures['openinterest.total.peak90d']?.value).toBe(
      Math.max(...Array.from({ length: 90 }, (_, at) => market(NOW - (at + 1) * DAY))),
    )
  })

  it('says the same whichever was reported first', async () => {
    const history = await afterReports([
      { source: B, days: [16, 0], times: 0.995 },
      { source: A, days: [200, 3] },
    ])
    const reading = readOpenInterest(history, week)
    expect(reading.figures[FIGURE]?.value).toBeCloseTo(TRUE_CHANGE, 12)
    expect(reading.value.rows[0]?.seams).toMatchObject([{ older: A, newer: B, word: 'joined', days: 14 }])
  })

  it('scales the older part by a steady ratio: for changes and the peak, and for no level', async () => {
    const history = await afterReports([
      { source: A, days: [400, 3] },
      { source: B, days: [18, 0], times: 0.8 },
    ])
    // A week of which the start is the older one's day and the end the newer one's.
    const earlier = weekEnding('2026-11-09')
    const reading = readOpenInterest(history, earlier)
    const [start, end] = [earlier.start - DAY, earlier.end - DAY]
    expect(start).toBeLessThan(NOW - 18 * DAY)
    expect(reading.figures[FIGURE]).toBeDefined()
    expect(reading.figures[FIGURE]?.value).toBeCloseTo(market(end) / market(start) - 1, 10)
    expect(reading.value.rows[0]?.seams).toMatchObject([{ older: A, newer: B, word: 'rebased', days: 16 }])
    expect(reading.value.rows[0]?.seams?.[0]?.ratio).toBeCloseTo(0.8, 10)
    expect(reading.value.rows[0]).not.toHaveProperty('start')
    expect(reading.missing).toContainEqual({
      figure: 'openinterest.total.start',
      reason: 'unjoined',
      source: 'open_interest',
    })
    // The line of levels has the newer one's days alone, the first of them the eighteenth before Monday.
    const drawn = (reading.value.rows[0]?.series ?? []).filter(([, value]) => value !== null)
    expect(drawn[0]?.[0]).toBe(NOW - 18 * DAY)
    const peak = Math.max(...Array.from({ length: 90 }, (_, at) => market(earlier.end - (at + 1) * DAY)))
    expect(reading.figures['openinterest.total.peak90d']?.value as number).toBeCloseTo(peak * 0.8, -2)
    // Since when it was not as high is told of the longer one's own figures.
    const levels = openInterestSeries(history, earlier).find(
      ({ series }) => series === 'openinterest.total.usd',
    )
    const { times = [], values = [] } = levels?.data ?? {}
    expect(times.length).toBe(398)
    expect(Array.from(values)).toEqual(Array.from(times, market))
  })

  it('reports a week of the older one alone as that one told it, levels too', async () => {
    const history = await afterReports([
      { source: A, days: [400, 3] },
      { source: B, days: [18, 0], times: 0.8 },
    ])
    const old = weekEnding('2026-10-05')
    const { figures } = readOpenInterest(history, old)
    expect(figures['openinterest.total.end']).toMatchObject({ value: market(old.end - DAY), sources: [A] })
    expect(figures['openinterest.total.start']?.value).toBe(market(old.start - DAY))
    expect(figures[FIGURE]?.value).toBeCloseTo(market(old.end - DAY) / market(old.start - DAY) - 1, 12)
  })

  it('undoes a join where the last 14 days that both told no longer hold', async () => {
    const holding = [
      { source: A, days: [200, 1] as const },
      { source: B, days: [40, 0] as const },
    ]
    const before = readOpenInterest(await afterReports(holding), week)
    expect(before.value.rows[0]?.seams).toMatchObject([{ word: 'joined' }])
    const drifting = (daysBefore: number) => (daysBefore < 5 ? 0.9 : 1)
    const history = await afterReports([
      holding[0] as Reported,
      { ...(holding[1] as Reported), times: drifting },
    ])
    const { value, figures } = readOpenInterest(history, week)
    expect(value.rows[0]?.seams).toBeUndefined()
    // The longer one has both boundaries, and is told under its own name.
    expect(figures[FIGURE]?.sources).toEqual([A])
    expect(figures[FIGURE]?.value).toBeCloseTo(TRUE_CHANGE, 12)
  })

  it('holds names that go on as one, where a folder written from the record is read back', async () => {
    const history = await afterReports([
      { source: `Binance, ${B}`, days: [200, 5] },
      { source: B, days: [4, 0] },
    ])
    const { figures } = readOpenInterest(history, week)
    expect(figures[FIGURE]?.value).toBeCloseTo(TRUE_CHANGE, 12)
  })

  it('keeps all that was reported: what a folder is written from is not cut', async () => {
    const history = await afterReports([
      { source: A, days: [200, 5] },
      { source: B, days: [4, 0], times: 0.8 },
    ])
    expect(history.openInterest('total', 'all')?.times.length).toBe(201)
  })
})
