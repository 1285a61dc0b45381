import { beforeAll, describe, expect, it } from 'vitest'
import type { History } from '#src/market/history.ts'
import { weekEnding } from '#src/market/week.ts'
import { readVolatility } from '#src/services/volatility.ts'
import { type Measures, spanOf, volatilityVerdict } from '#src/services/volatility/support.ts'
import { readHistory } from '../../support/histories.ts'
import { describeWithShared } from '../../support/shared.ts'

const band = { low: 0.25, middle: 0.4, high: 0.55 }
const word = (measures: Partial<Measures>) => volatilityVerdict({ daily: 0.2, band, ...measures }).word

describe('low and high', () => {
  it('need the daily value, the close hours and the hourly value on one side', () => {
    const low = { percentile: 0.2, closeMedian: 0.25, hourly: 0.39 }
    expect(word(low)).toBe('low')
    expect(word({ ...low, percentile: 0.21 })).toBe('normal')
    expect(word({ ...low, closeMedian: 0.26 })).toBe('normal')
    expect(word({ ...low, hourly: 0.4 })).toBe('normal')
    const high = { percentile: 0.8, closeMedian: 0.55, hourly: 0.41 }
    expect(word(high)).toBe('high')
    expect(word({ ...high, percentile: 0.79 })).toBe('normal')
    expect(word({ ...high, closeMedian: 0.54 })).toBe('normal')
    expect(word({ ...high, hourly: 0.4 })).toBe('normal')
  })

  it('need all three to be known', () => {
    expect(word({ percentile: 0.1, closeMedian: 0.2 })).toBe('normal')
    expect(word({ percentile: 0.1, hourly: 0.2 })).toBe('normal')
    expect(word({ closeMedian: 0.2, hourly: 0.2 })).toBe('normal')
  })
})

it('moves from a twentieth on', () => {
  const moved = (daily: number, weekAgo?: number) => volatilityVerdict({ daily, weekAgo }).moved
  expect([moved(0.421, 0.4), moved(0.419, 0.4), moved(0.38, 0.4), moved(0.381, 0.4), moved(0.4)]).toEqual([
    'rose',
    'steady',
    'fell',
    'steady',
    'unknown',
  ])
})

it('speaks of the past year from 350 earlier days on, of the record from 180', () => {
  expect([349, 350, 179, 180, undefined].map(spanOf)).toEqual([
    'record',
    'year',
    undefined,
    'record',
    undefined,
  ])
})

describeWithShared('volatility of the recorded history', ['dataset'], (dataset) => {
  let history: History

  beforeAll(async () => {
    history = await readHistory(dataset)
  })

  const verdict = (edition: string) => readVolatility(history, weekEnding(edition)).value.verdict

  it('of 17.7 % by daily closes and 37.4 % by the hour is not called low (8 September 2025)', () => {
    const [row] = readVolatility(history, weekEnding('2025-09-08')).value.rows
    expect([row?.rv7d, row?.rv7dHourly, row?.closeHours?.low, row?.closeHours?.high]).toEqual(
      [0.177, 0.374, 0.177, 0.272].map((value) => expect.closeTo(value, 3)),
    )
    expect(verdict('2025-09-08')?.word).toBe('normal')
  })

  it('that hangs on the hour of the close is not called low (21 July 2025: 17 to 48 %)', () => {
    expect(verdict('2025-07-21')?.word).toBe('normal')
  })

  it('is low and high where every measure agrees', () => {
    expect([verdict('2025-09-22')?.word, verdict('2025-10-13')?.word]).toEqual(['low', 'high'])
  })

  it('rests on 250 days on 15 September 2025: no past year', () => {
    expect(verdict('2025-09-15')?.days).toBe(250)
    expect(spanOf(verdict('2025-09-15')?.days)).toBe('record')
  })
})
