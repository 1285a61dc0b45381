/** Watched series in a replay: steps of the record's own closes, and none left out or made up. */
import { describe, expect, it } from 'vitest'
import { createReplayed, stepAt } from '#src/alerts/replayed.ts'
import { cadenceIn } from '#src/alerts/resolution.ts'
import { settledValue } from '#src/alerts/settled.ts'
import { historyAt } from '#src/market/asof.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { parseSeries, type WatchedSeries } from '#src/market/watched.ts'
import { buildHistory } from '../support/history.ts'

const start = Date.parse('2025-06-03T00:00:00Z')
const past = {
  points: [
    [start, 100],
    [start + HOUR, 101],
    [start + 2 * HOUR, 102],
  ],
  every: HOUR,
} as const

describe('a step of the record', () => {
  it('is the last close, of the minute that is asked for', () => {
    expect(stepAt(past, start + 90 * MINUTE + 7)).toEqual([start + 90 * MINUTE, 101])
    expect(stepAt(past, start + HOUR)).toEqual([start + HOUR, 101])
  })

  it('is each close in turn, dated by itself, however late it is asked for', () => {
    expect(stepAt(past, start + 2 * HOUR + MINUTE, start)).toEqual([start + HOUR, 101])
    expect(stepAt(past, start + 2 * HOUR + MINUTE, start + HOUR)).toEqual([start + 2 * HOUR, 102])
    expect(stepAt(past, start + 2 * HOUR + MINUTE, start + 2 * HOUR)).toEqual([start + 121 * MINUTE, 102])
  })

  it('is none once the next close is missing, and before the first', () => {
    expect(stepAt(past, start + 3 * HOUR)).toBeUndefined()
    expect(stepAt(past, start - 1)).toBeUndefined()
  })
})

describe('what a replay observes', () => {
  const record = buildHistory({
    daily: { bitcoin: ['2025-06-01', 100, 101, 102], solana: ['2025-06-01', 10, 11, 12] },
    hourly: { bitcoin: ['2025-06-02T22:00:00Z', 101.3, 101.4, 101.5, 101.7, 101.9] },
    suppliers: { prices_daily: ['Kawaraban simulation'] },
  })
  const at = start + 130 * MINUTE
  const history = historyAt(record, at)
  const observe = createReplayed({ history: () => history, midnight: () => history, now: () => at })
  const names = ['price:bitcoin', 'price:solana', 'change:bitcoin:1h', 'spread:bitcoin', 'price:bitcoin@okx']
  const row = (name: string) => ({ id: 1, name, time: start, isKnown: false, blindTold: 0 as const })

  it('is of the record’s own resolution, and nothing that is on no record', async () => {
    const readings = await observe(names.map(row))
    expect(readings).toMatchObject([
      { series: 'price:bitcoin', value: 101.7, time: at, standing: 'confirmed' },
      { series: 'price:solana', value: 11, time: at },
      { series: 'change:bitcoin:1h', value: 101.7 / 101.5 - 1, time: at, evidence: { price: 101.7 } },
    ])
    expect(readings[0]?.evidence).toEqual({
      sources: ['Kawaraban simulation'],
      every: HOUR,
      venues: [{ venue: 'Kawaraban simulation', price: 101.7 }],
    })
  })

  it('has the settlements of the day that has begun', () => {
    const print = (at: string, rate: number) => [`2025-06-${at}:00:00Z`, rate, 8] as const
    const funding = { bitcoin: { okx: [print('02T16', 1e-4), print('03T00', 2e-4), print('03T08', 3e-4)] } }
    const settling = buildHistory({ daily: { bitcoin: ['2025-06-02', 100] }, funding })
    const observed = (minutes: number) => {
      const now = start + 8 * HOUR + minutes * MINUTE
      return settledValue({ kind: 'funding', asset: 'bitcoin' }, historyAt(settling, now), now)
    }
    // Venues have ten minutes to report theirs.
    expect(observed(5)).toMatchObject({ value: 2e-4, time: start })
    expect(observed(10)).toMatchObject({ value: 3e-4, time: start + 8 * HOUR })
  })

  it('is as far apart as its closes are', () => {
    const apart = (name: string) => cadenceIn(history)(parseSeries(name) as WatchedSeries)
    expect(['price:bitcoin', 'price:solana', 'funding:bitcoin'].map(apart)).toEqual([HOUR, DAY, 8 * HOUR])
    expect(cadenceIn(record)({ kind: 'price', asset: 'bitcoin' })).toBe(MINUTE)
  })
})
