/** How often an alert would have fired, held against histories whose crossings can be counted by hand. */
import { describe, expect, it } from 'vitest'
import { rehearse, rehearseInSteps } from '#src/alerts/rehearse.ts'
import type { AlertPlan, Condition } from '#src/chat/alert.ts'
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { inSteps } from '#src/services/steps.ts'
import { readAnew, sampleFolder, sampleHistory } from '../support/histories.ts'
import { buildHistory } from '../support/history.ts'

const asset = 'bitcoin'
const each = (gap: number): AlertPlan['repeat'] => ({ kind: 'each', gap })
const none = { watchlist: [] }
const LOW = { kind: 'extreme', of: 'openinterest.total.usd', side: 'low', weeks: 12 } as const

function count(condition: Condition, history: Parameters<typeof rehearse>[1], repeat = each(0), hold = 0) {
  return rehearse({ condition, repeat, hold }, history, none)
}

describe('a rehearsal', () => {
  const below: Condition = { kind: 'price', asset, side: 'below', level: 100 }

  it('counts crossings, and not the days that it stays beyond or comes back less than half a percent', () => {
    const history = buildHistory({
      daily: { bitcoin: ['2025-06-01', 101, 99, 98, 100.2, 99, 101, 102, 99.5, 98, 103] },
    })
    // Dated by the ends of their days: 2 June's close is known on the 3rd.
    expect(count(below, history)).toEqual({
      count: 2,
      last: Date.parse('2025-06-09T00:00:00Z'),
      every: DAY,
      days: 10,
    })
  })

  it('counts what repeats once as if it went on, and what repeats by its gap', () => {
    const closes = [101, 99, 101, 99, 101, 99, 101]
    const history = buildHistory({
      hourly: { bitcoin: ['2025-06-01', ...closes] },
      daily: { bitcoin: ['2025-06-01', 100] },
      now: '2025-06-01T07:00:00Z',
    })
    expect(count(below, history, { kind: 'once' })).toMatchObject({ count: 3, every: HOUR })
    expect(count(below, history, each(3 * HOUR))?.count).toBe(2)
    // Readings are an hour apart: a minute that it has to hold says nothing.
    expect(count(below, history, each(0), MINUTE)?.count).toBe(3)
  })

  it('counts a step from the last firing, and never from the last reading', () => {
    const history = buildHistory({ daily: { bitcoin: ['2025-06-01', 100, 102, 104, 106, 103, 100, 101] } })
    // 100 → 104 → (+4 %: 108.2; −4 %: 99.8) nothing more.
    expect(count({ kind: 'move', asset, by: 0.04 }, history)?.count).toBe(1)
    expect(count({ kind: 'move', asset, by: 0.02 }, history)?.count).toBe(4)
  })

  it('breaks a run where a settlement is missing', () => {
    const at = (day: number, hour: string) => `2025-06-0${day}T${hour}:00:00Z`
    const prints = [
      [at(1, '00'), -1e-4, 8],
      [at(1, '08'), -1e-4, 8],
      // 16:00 is missing.
      [at(2, '00'), -1e-4, 8],
      [at(2, '08'), -1e-4, 8],
    ] as const
    const streak: Condition = { kind: 'streak', asset, sign: 'negative', length: 3 }
    const daily = { bitcoin: ['2025-06-01', 100, 100, 100] } as const
    const more = [[at(2, '16'), -1e-4, 8]] as const
    expect(count(streak, buildHistory({ daily, funding: { bitcoin: { okx: prints } } }))?.count).toBe(0)
    expect(
      count(streak, buildHistory({ daily, funding: { bitcoin: { okx: [...prints, ...more] } } }))?.count,
    ).toBe(1)
  })

  it('says nothing of what the record does not have', async () => {
    const sample = await sampleHistory()
    const unknown: readonly Condition[] = [
      { kind: 'change', asset, side: 'up', by: 0.003, window: '5m' },
      { kind: 'spread', asset, by: 0.005 },
      { kind: 'stale', asset, after: HOUR },
      { kind: 'price', asset, side: 'below', level: 9e4, venue: 'okx' },
      { kind: 'funding', asset, side: 'above', level: 3e-4, predicted: true },
      { kind: 'price', asset: 'nowhere', side: 'below', level: 9e4 },
    ]
    expect(unknown.map((condition) => count(condition, sample))).toEqual(unknown.map(() => undefined))
  })

  it('of the sample is what its record shows', async () => {
    const sample = await sampleHistory()
    const closes = sample.totalMarketCap?.values.slice(-90) ?? []
    const falls = closes.filter((cap, i) => i > 0 && cap <= 3e12 && (closes[i - 1] ?? 0) > 3e12).length
    const total = count({ kind: 'cap', asset: 'total', side: 'below', level: 3e12 }, sample)
    expect(total).toMatchObject({ count: falls, days: 90, every: DAY })
    const low = count(LOW, sample)
    expect(low?.count).toBeGreaterThan(0)
    expect(low?.every).toBe(7 * DAY)
  })

  it('of extremes is the same in steps, between which others are answered', async () => {
    const rules = { condition: LOW, repeat: each(0), hold: 0 }
    let pauses = 0
    const steps = rehearseInSteps(rules, await readAnew(sampleFolder), none)
    const found = await inSteps(steps, async () => {
      pauses += 1
    })
    expect(found).toEqual(count(LOW, await sampleHistory()))
    // Of each week every group of the ledger.
    expect(pauses).toBeGreaterThan(100)
  })
})
