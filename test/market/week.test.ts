import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '#src/market/time.ts'
import { endsAtUtcMidnight, lastWeekAt, midnightsUpTo, weekBefore, weekEnding } from '#src/market/week.ts'

describe('a week', () => {
  it('runs from Monday 00:00 to Monday 00:00 and is named by its end', () => {
    expect(weekEnding('2025-11-24')).toEqual({
      edition: '2025-11-24',
      start: 1763337600000,
      end: 1763942400000,
      zone: 'UTC',
    })
  })

  it('ends on a Monday or not at all', () => {
    expect(() => weekEnding('2025-11-25')).toThrow(/not a Monday/)
    expect(() => weekEnding('2025-02-30')).toThrow(/not a calendar day/)
    expect(() => weekEnding('24 Nov')).toThrow(RangeError)
    expect(() => weekEnding('2025-11-24', 'Mars/Olympus')).toThrow(RangeError)
  })

  it('is cut in its own zone', () => {
    const tokyo = weekEnding('2025-11-24', 'Asia/Tokyo')
    expect(tokyo.end).toBe(weekEnding('2025-11-24').end - 9 * HOUR)
    expect(endsAtUtcMidnight(tokyo)).toBe(false)
    expect(endsAtUtcMidnight(weekEnding('2025-11-24'))).toBe(true)
  })

  it('has an hour more or less where the clocks change', () => {
    const hours = (day: string) => {
      const { start, end } = weekEnding(day, 'America/New_York')
      return (end - start) / HOUR
    }
    expect([hours('2025-03-10'), hours('2025-11-03'), hours('2025-11-10')]).toEqual([167, 169, 168])
  })

  it('follows the one before without a gap, in every zone', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Asia/Tokyo',
      'America/New_York',
      'Europe/London',
      'Pacific/Auckland',
    )
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 200 }), (zone, count) => {
        const week = weekBefore(weekEnding('2025-11-24', zone), count)
        expect(weekBefore(week).end).toBe(week.start)
        expect(lastWeekAt(week.end, zone)).toEqual(week)
        expect(lastWeekAt(week.end - 1, zone)).toEqual(weekBefore(week))
      }),
    )
  })

  it('has seven local midnights, its end the last', () => {
    const week = weekEnding('2025-11-03', 'America/New_York')
    const midnights = midnightsUpTo(week, 8)
    expect(midnights[0]).toBe(week.start)
    expect(midnights.at(-1)).toBe(week.end)
    expect(midnightsUpTo(weekEnding('2025-11-24'), 2)).toEqual([1763942400000 - DAY, 1763942400000])
  })
})
