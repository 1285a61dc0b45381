/** Venues of which it is not known what instant their rows stand for, and venues that are on record for under 90 days. */
import { describe, expect, it } from 'vitest'
import type { InterestStamp } from '#src/market/stamp.ts'
import { weekEnding } from '#src/market/week.ts'
import { readOpenInterest } from '#src/services/openinterest.ts'
import { buildHistory, type Dated, generate } from '../../support/history.ts'

const week = weekEnding('2025-06-16')

/** Rows of so many days up to 15 June; each day one more. */
function days(count: number, first = 100): Dated {
  const from = new Date(Date.parse('2025-06-15') - (count - 1) * 86_400_000).toISOString().slice(0, 10)
  return [from, ...generate(count, (index) => first + index)]
}

function read(venues: Record<string, Dated>, unknown: readonly string[]) {
  const stamps = Object.keys(venues).map((venue): [string, InterestStamp] => [
    venue,
    {
      ...{ venue, at: unknown.includes(venue) ? 'unknown' : 'start', checkedAt: week.end },
      ...{ days: 16, start: 16, end: 0, agreed: 0, contradicted: 0 },
    },
  ])
  const history = buildHistory({ now: '2025-06-16', openInterest: { bitcoin: venues } })
  return readOpenInterest({ ...history, interestStamps: new Map(stamps) }, week, ['bitcoin'])
}

describe('a venue whose stamp is unknown', () => {
  it('alone has its level, and neither change nor peak', () => {
    const { figures, missing, value } = read({ okx: days(120) }, ['okx'])
    expect(figures['openinterest.bitcoin.end']?.value).toBe(219)
    for (const name of ['weekChange', 'peak90d', 'drawdown90d']) {
      const figure = `openinterest.bitcoin.${name}`
      expect(figures[figure]).toBeUndefined()
      expect(missing).toContainEqual({ figure, reason: 'unproved', source: 'open_interest' })
    }
    expect(value.rows[0]?.series.length).toBeGreaterThan(0)
  })

  it('is left out at both ends beside others, by name, and they go on', () => {
    const { figures, value } = read({ okx: days(120), bybit: days(120, 1000) }, ['okx'])
    expect(value.rows[0]).toMatchObject({ venues: ['bybit'], leftOut: [{ venue: 'okx', why: 'unproved' }] })
    expect(figures['openinterest.bitcoin.weekChange']?.value).toBeCloseTo(1119 / 1112 - 1, 12)
    expect(figures['openinterest.bitcoin.peak90d']?.value).toBe(1118 + 1)
  })
})

describe('a venue on record for under 90 days', () => {
  it('is left out beside one that reaches back so far, by name, and takes no peak away', () => {
    // The record of bitcoin has to reach to the 90th day before Monday: 17 March.
    const { figures, value } = read({ bybit: days(91, 1000), okx: days(90) }, [])
    expect(value.rows[0]?.leftOut).toBeUndefined()
    const young = read({ bybit: days(91, 1000), okx: days(89) }, [])
    expect(young.value.rows[0]).toMatchObject({
      venues: ['bybit'],
      leftOut: [{ venue: 'okx', why: 'short' }],
    })
    expect(young.figures['openinterest.bitcoin.peak90d']?.value).toBe(1090)
    expect(figures['openinterest.bitcoin.peak90d']?.value).toBe(1090 + 189)
  })

  it('is counted where none reaches back so far', () => {
    const { value } = read({ bybit: days(60, 1000), okx: days(30) }, [])
    expect(value.rows[0]?.venues).toEqual(['bybit', 'okx'])
    expect(value.rows[0]?.weekChange).toBeDefined()
  })
})
