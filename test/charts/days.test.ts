import { describe, expect, it } from 'vitest'
import { daysOf, formatRange, gapsOf, monthTicks, valuesAt, weekTicks } from '#src/charts/days.ts'
import { createWords } from '#src/i18n/words.ts'
import { DAY, startOfDay } from '#src/market/time.ts'

const reference = startOfDay('2025-11-24')
const ja = createWords('ja', 'Asia/Tokyo', reference)
const en = createWords('en', 'UTC', reference)
const day = startOfDay

describe('a row of days', () => {
  it('has every day from first to last, so that an absent one becomes a gap', () => {
    const line = [
      [day('2025-11-01'), 1],
      [day('2025-11-04'), 2],
      [day('2025-11-05'), null],
    ] as const
    const days = daysOf([line])
    expect(days).toHaveLength(5)
    expect(valuesAt(line, days)).toEqual([1, null, null, 2, null])
    expect(gapsOf([1, null, null, 2, null])).toEqual([
      { from: 1, to: 2 },
      { from: 4, to: 4 },
    ])
  })

  it('is empty without points', () => {
    expect(daysOf([[]])).toEqual([])
    expect(monthTicks([], en)).toEqual({})
  })

  it('is labelled at month starts, January with its year', () => {
    const days = Array.from({ length: 365 }, (_, i) => day('2024-11-25') + i * DAY)
    expect(Object.values(monthTicks(days, ja))).toEqual(['2025年1月', '3月', '5月', '7月', '9月', '11月'])
    expect(Object.values(monthTicks(days, en))).toEqual(['Jan 2025', 'Mar', 'May', 'Jul', 'Sep', 'Nov'])
  })

  it('is labelled by weeks back from the newest', () => {
    const weeks = Array.from({ length: 26 }, (_, i) => reference - (25 - i) * 7 * DAY)
    expect(weekTicks(weeks, ja)[25]).toBe('11/24')
    expect(Object.keys(weekTicks(weeks, en)).length).toBeLessThanOrEqual(7)
  })
})

describe('a period', () => {
  it('says once what both ends share', () => {
    expect(formatRange(day('2025-11-17'), day('2025-11-24'), ja)).toBe('2025年11月17日〜24日')
    expect(formatRange(day('2025-11-17'), day('2025-11-24'), en)).toBe('17–24 Nov 2025')
    expect(formatRange(day('2025-05-28'), day('2025-11-24'), ja)).toBe('2025年5月28日〜11月24日')
    expect(formatRange(day('2025-05-28'), day('2025-11-24'), en)).toBe('28 May – 24 Nov 2025')
    expect(formatRange(day('2024-11-24'), day('2025-11-24'), ja)).toBe('2024年11月24日〜2025年11月24日')
    expect(formatRange(day('2024-11-24'), day('2025-11-24'), en)).toBe('24 Nov 2024 – 24 Nov 2025')
  })
})
