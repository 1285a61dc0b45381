/** When US offices publish what, and our series from the levels that they publish. */
import type { Observation } from '#src/market/observation.ts'
import { DAY, dayOf, HOUR, startOfDay } from '#src/market/time.ts'
import { isUsWorkday, usWorkdayAfter } from './usdays.ts'

/** Levels of one series by month (`2025-10`), as published. */
export type Levels = ReadonlyMap<string, number>

export interface MonthlyLevels {
  /** Thousand persons. */
  readonly payrolls?: Levels
  /** Percent. */
  readonly unemployment?: Levels
  /** Index, not seasonally adjusted: the headline's twelve months are counted on it. */
  readonly cpi?: Levels
}

/** The series that are made of monthly levels. */
export const MONTHLY_SERIES = ['payrolls_change', 'unemployment_rate', 'cpi_yoy'] as const

/**
 * The change of payrolls over the month before, the unemployment rate, and consumer prices over twelve months before,
 * rounded to a tenth as they are published. A month whose neighbour is missing is missing.
 */
export function releasesOf(levels: MonthlyLevels, source: string): Observation[] {
  const { payrolls = new Map(), unemployment = new Map(), cpi = new Map() } = levels
  const made: Observation[] = []
  const add = (series: string, period: string, value: number, unit: string) =>
    made.push(releaseOf({ series, period, value, unit, source }))
  for (const [period, level] of payrolls) {
    const before = payrolls.get(monthBefore(period, 1))
    if (before !== undefined) add('payrolls_change', period, Math.round(level - before), 'thousand persons')
  }
  for (const [period, rate] of unemployment) add('unemployment_rate', period, rate, 'percent')
  for (const [period, rate] of yearlyOf(cpi)) add('cpi_yoy', period, rate, 'percent')
  return made.sort((a, b) => a.time - b.time)
}

/** Changes over twelve months by month, in percent, rounded to a tenth; a month whose neighbor is missing is missing. */
export function yearlyOf(levels: Levels): Levels {
  const rates = new Map<string, number>()
  for (const [period, level] of levels) {
    const before = levels.get(monthBefore(period, 12))
    if (before !== undefined) rates.set(period, Math.round((level / before - 1) * 1000) / 10)
  }
  return rates
}

/** One release, dated by our schedules; by its period where they do not know it. */
export function releaseOf(release: {
  readonly series: string
  readonly period: string
  readonly value: number
  readonly unit: string
  readonly source: string
}): Observation {
  const { series, period, value, unit, source } = release
  const released = releasedAt(series, period)
  return {
    table: 'macro',
    of: { series, period },
    time: released ?? startOfDay(period.length === 7 ? `${period}-01` : period),
    values: { value },
    text: released === undefined ? { unit, dated: 'period' } : { unit },
    source,
  }
}

/** When it was or will be published; undefined where no schedule of ours says. */
export function releasedAt(series: string, period: string): number | undefined {
  if (series === 'initial_claims') return claimsReleasedAt(period)
  // The New York Fed publishes a day's rate on the next day that it works.
  if (series === 'fed_funds_rate') return inNewYork(usWorkdayAfter(period), 9)
  const [day, hour = HALF_PAST_EIGHT] = (SCHEDULES[series] ?? EMPLOYMENT)[period]?.split(' ') ?? []
  return day === undefined ? undefined : inNewYork(day, Number(hour))
}

/**
 * Claims of a week to Saturday: on Thursday, or on Wednesday where that is a holiday. Those that the closed government of
 * autumn 2025 held back came together later: they have no day of their own.
 */
function claimsReleasedAt(saturday: string): number | undefined {
  if (saturday >= '2025-09-27' && saturday <= '2025-11-08') return undefined
  const [thursday, wednesday] = [5, 4].map((days) => dayOf(startOfDay(saturday) + days * DAY))
  const day = isUsWorkday(thursday ?? '') ? thursday : wednesday
  return inNewYork(day ?? '', HALF_PAST_EIGHT)
}

/** `2025-10` some months earlier. */
export function monthBefore(period: string, months: number): string {
  const [year = 0, month = 0] = period.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 - months)).toISOString().slice(0, 7)
}

/**
 * Days of the Employment Situation by the month that it reports, as the bureau's schedule has them. October 2025 was
 * never published by itself, as the government was closed.
 */
const EMPLOYMENT: Readonly<Record<string, string>> = {
  '2024-08': '2024-09-06',
  '2024-09': '2024-10-04',
  '2024-10': '2024-11-01',
  '2024-11': '2024-12-06',
  '2024-12': '2025-01-10',
  '2025-01': '2025-02-07',
  '2025-02': '2025-03-07',
  '2025-03': '2025-04-04',
  '2025-04': '2025-05-02',
  '2025-05': '2025-06-06',
  '2025-06': '2025-07-03',
  '2025-07': '2025-08-01',
  '2025-08': '2025-09-05',
  '2025-09': '2025-11-20',
  '2025-10': '2025-12-16',
  '2025-11': '2025-12-16',
  '2025-12': '2026-01-09',
  '2026-01': '2026-02-11',
  '2026-02': '2026-03-06',
  '2026-03': '2026-04-03',
  '2026-04': '2026-05-08',
  '2026-05': '2026-06-05',
  '2026-06': '2026-07-02',
  '2026-07': '2026-08-07',
  '2026-08': '2026-09-04',
  '2026-09': '2026-10-02',
  '2026-10': '2026-11-06',
  '2026-11': '2026-12-04',
}

/** Days of the Consumer Price Index likewise; that of October 2025 was cancelled. */
const CPI: Readonly<Record<string, string>> = {
  '2024-08': '2024-09-11',
  '2024-09': '2024-10-10',
  '2024-10': '2024-11-13',
  '2024-11': '2024-12-11',
  '2024-12': '2025-01-15',
  '2025-01': '2025-02-12',
  '2025-02': '2025-03-12',
  '2025-03': '2025-04-10',
  '2025-04': '2025-05-13',
  '2025-05': '2025-06-11',
  '2025-06': '2025-07-15',
  '2025-07': '2025-08-12',
  '2025-08': '2025-09-11',
  '2025-09': '2025-10-24',
  '2025-11': '2025-12-18',
  '2025-12': '2026-01-13',
  '2026-01': '2026-02-13',
  '2026-02': '2026-03-11',
  '2026-03': '2026-04-10',
  '2026-04': '2026-05-12',
  '2026-05': '2026-06-10',
  '2026-06': '2026-07-14',
  '2026-07': '2026-08-12',
  '2026-08': '2026-09-11',
  '2026-09': '2026-10-14',
  '2026-10': '2026-11-10',
  '2026-11': '2026-12-10',
}

/** Personal Income and Outlays of the Bureau of Economic Analysis, by month; with the hour where it is not 08:30. */
const OUTLAYS: Readonly<Record<string, string>> = {
  '2024-12': '2025-01-31',
  '2025-01': '2025-02-28',
  '2025-02': '2025-03-28',
  '2025-03': '2025-04-30 10',
  '2025-04': '2025-05-30',
  '2025-05': '2025-06-27',
  '2025-06': '2025-07-31',
  '2025-07': '2025-08-29',
  '2025-08': '2025-09-26',
  '2025-09': '2025-12-05 10',
  '2025-10': '2026-01-22 10',
  '2025-11': '2026-01-22 10',
  '2025-12': '2026-02-20',
  '2026-01': '2026-03-13',
  '2026-02': '2026-04-09',
  '2026-03': '2026-04-30',
  '2026-04': '2026-05-28',
  '2026-05': '2026-06-25',
  '2026-06': '2026-07-30',
  '2026-07': '2026-08-26',
  '2026-08': '2026-09-30',
  '2026-09': '2026-10-29',
  '2026-10': '2026-11-25',
  '2026-11': '2026-12-23',
}

const SCHEDULES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  cpi_yoy: CPI,
  core_cpi_yoy: CPI,
  pce_yoy: OUTLAYS,
  core_pce_yoy: OUTLAYS,
}

/** The day (00:00 UTC) of the last release that every schedule still has: releases of later months cannot be dated. */
export function schedulesEnd(): number {
  return Math.min(
    ...[EMPLOYMENT, CPI, OUTLAYS].map((days) =>
      Math.max(...Object.values(days).map((one) => startOfDay(one.slice(0, 10)))),
    ),
  )
}

const HALF_PAST_EIGHT = 8.5

/** Making one takes longer than a hundred uses. */
const HOUR_IN_NEW_YORK = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hour: 'numeric',
  hourCycle: 'h23',
})

/** An hour of a day there: four hours behind UTC in summer, five in winter. */
function inNewYork(day: string, hour: number): number {
  const summer = startOfDay(day) + (hour + 4) * HOUR
  const its = Number(HOUR_IN_NEW_YORK.format(summer))
  return its === Math.floor(hour) ? summer : summer + HOUR
}
