/** The number of an edition, in both languages and at every turn of a year. */
import { describe, expect, it } from 'vitest'
import { createWords } from '#src/i18n/words.ts'
import { editionNumber } from '#src/market/editionnumber.ts'
import { startOfDay } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'

describe('the number of an edition', () => {
  it.each([
    ['2025-11-17', '2025年 第46号', 'No. 46 / 2025'],
    ['2025-10-13', '2025年 第41号', 'No. 41 / 2025'],
    // 2020 has 53 weeks; the last ends in January.
    ['2020-12-28', '2020年 第52号', 'No. 52 / 2020'],
    ['2021-01-04', '2020年 第53号', 'No. 53 / 2020'],
    ['2021-01-11', '2021年 第1号', 'No. 1 / 2021'],
    // The week from Monday, 29 December 2025, is the first of 2026.
    ['2025-12-29', '2025年 第52号', 'No. 52 / 2025'],
    ['2026-01-05', '2026年 第1号', 'No. 1 / 2026'],
    ['2024-01-01', '2023年 第52号', 'No. 52 / 2023'],
  ])('of the week to %s is %s, %s', (edition, japanese, english) => {
    const end = startOfDay(edition)
    const values = editionNumber(end)
    expect(createWords('ja', 'UTC', end).say('charts:number', values)).toBe(japanese)
    expect(createWords('en', 'UTC', end).say('charts:number', values)).toBe(english)
  })

  it.each([
    'UTC',
    'Asia/Tokyo',
    'America/New_York',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
  ])('is the same wherever the week is cut: %s', (zone) => {
    for (const edition of ['2021-01-04', '2025-11-17', '2026-01-05']) {
      const { end } = weekEnding(edition, zone)
      expect(editionNumber(end, zone)).toEqual(editionNumber(startOfDay(edition)))
    }
  })

  it('grows by one from week to week, or begins a year anew', () => {
    const weeks = Array.from({ length: 600 }, (_, index) =>
      editionNumber(startOfDay('2016-01-04') + index * 7 * 86_400_000),
    )
    for (const [index, { year, week }] of weeks.entries()) {
      const before = weeks[index - 1]
      if (before)
        expect([`${before.year} ${before.week + 1}`, `${before.year + 1} 1`]).toContain(`${year} ${week}`)
    }
    expect(new Set(weeks.map(({ year, week }) => `${year} ${week}`)).size).toBe(weeks.length)
  })
})
