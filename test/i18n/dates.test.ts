import { describe, expect, it } from 'vitest'
import {
  type DateContext,
  formatDate,
  formatDateTime,
  formatDayAhead,
  formatFullDate,
  formatMonth,
  formatMonthPart,
  formatMonthTick,
  formatShortDate,
  formatWeekdayDate,
  formatZone,
} from '#src/i18n/dates.ts'
import type { Locale } from '#src/i18n/locale.ts'

const at = (text: string) => Date.parse(text)
const context = (locale: Locale, clock = 'UTC', zone = 'UTC'): DateContext => ({
  locale,
  zone,
  clock,
  reference: at('2025-11-24'),
})
const en = context('en')
const ja = context('ja', 'Asia/Tokyo')

describe('a day', () => {
  it('has its month in words, and its year only where that is another', () => {
    expect(formatDate(at('2025-10-06'), en)).toBe('6 October')
    expect(formatDate(at('2025-10-06'), ja)).toBe('10月6日')
    expect(formatDate(at('2024-09-14'), en)).toBe('14 September 2024')
    expect(formatDate(at('2024-09-14'), ja)).toBe('2024年9月14日')
  })

  it('is reported in full, in short and with its weekday', () => {
    const day = at('2025-11-24')
    expect([formatFullDate(day, en), formatFullDate(day, ja)]).toEqual(['24 Nov 2025', '2025年11月24日'])
    expect([formatShortDate(day, en), formatShortDate(day, ja)]).toEqual(['24 Nov', '11/24'])
    expect([formatWeekdayDate(at('2025-11-17'), en), formatWeekdayDate(at('2025-11-17'), ja)]).toEqual([
      'Mon 17 Nov',
      '11月17日（月）',
    ])
    expect([formatDayAhead(at('2025-11-27'), en), formatDayAhead(at('2025-11-27'), ja)]).toEqual([
      'Thursday',
      '27日（木）',
    ])
    expect([formatMonthTick(day, en), formatMonthTick(day, ja)]).toEqual(['Nov', '11月'])
  })

  it('knows every weekday and month', () => {
    const days = Array.from({ length: 7 }, (_, i) => formatWeekdayDate(at('2025-11-17') + i * 86_400_000, ja))
    expect(days.map((day) => day.at(-2))).toEqual([...'月火水木金土日'])
    const months = Array.from({ length: 12 }, (_, i) => formatMonth(Date.UTC(2025, i, 5), en))
    expect(new Set(months).size).toBe(12)
    expect(months[4]).toBe('May')
  })

  it('is the market’s own, cut in UTC, whatever clock the reader lives by', () => {
    // 20:00 UTC is the next day in Tokyo.
    expect(formatDate(at('2025-10-25T20:00:00Z'), ja)).toBe('10月25日')
  })
})

describe('a month', () => {
  it('is named without its year where that goes without saying', () => {
    expect([formatMonth(at('2025-04-09'), en), formatMonth(at('2025-04-09'), ja)]).toEqual(['April', '4月'])
    expect([formatMonth(at('2024-04-09'), en), formatMonth(at('2024-04-09'), ja)]).toEqual([
      'April 2024',
      '2024年4月',
    ])
  })

  it.each([
    [1, 'early October', '10月上旬'],
    [10, 'early October', '10月上旬'],
    [11, 'mid-October', '10月中旬'],
    [20, 'mid-October', '10月中旬'],
    [21, 'late October', '10月下旬'],
    [31, 'late October', '10月下旬'],
  ])('has three parts: day %d is %s, %s', (day, english, japanese) => {
    expect(formatMonthPart(Date.UTC(2025, 9, day), en)).toBe(english)
    expect(formatMonthPart(Date.UTC(2025, 9, day), ja)).toBe(japanese)
  })
})

describe('a time of day', () => {
  it('is reported by the reader’s clock, with its name', () => {
    const noon = at('2025-11-21T12:00:00Z')
    expect(formatDateTime(noon, en)).toBe('12:00 UTC on 21 Nov')
    expect(formatDateTime(noon, ja)).toBe('日本時間11月21日21時')
    expect(formatDateTime(at('2025-11-21T00:05:00Z'), ja)).toBe('日本時間11月21日9時05分')
    expect(formatDateTime(noon, context('ja', 'UTC'))).toBe('UTC 11月21日21時'.replace('21時', '12時'))
    expect(formatDateTime(at('2025-11-21T23:30:00Z'), context('en', 'Asia/Tokyo'))).toBe(
      '08:30 JST on 22 Nov',
    )
  })
})

describe('a zone', () => {
  it('has a name in each language', () => {
    expect([formatZone('UTC', 'ja'), formatZone('Etc/UTC', 'en')]).toEqual(['UTC', 'UTC'])
    expect([formatZone('Asia/Tokyo', 'ja'), formatZone('Asia/Tokyo', 'en')]).toEqual(['日本時間', 'JST'])
    expect(formatZone('America/New_York', 'en')).toBe('Eastern Time')
    expect(formatZone('America/New_York', 'ja')).toMatch(/東部時間$/)
  })
})
