/** When the US Bureau of Labor Statistics publishes what, and our three series from its levels. */
import type { Observation } from '#src/market/observation.ts'
import { startOfDay } from '#src/market/time.ts'

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

/**
 * The change of payrolls over the month before, the unemployment rate, and consumer prices over twelve months before,
 * rounded to a tenth as they are published. A month whose neighbour is missing is missing.
 */
export function releasesOf(levels: MonthlyLevels, source: string): Observation[] {
  const { payrolls = new Map(), unemployment = new Map(), cpi = new Map() } = levels
  const made: Observation[] = []
  const add = (series: string, period: string, value: number, unit: string) => {
    const released = releasedAt(series, period)
    made.push({
      table: 'macro',
      of: { series, period },
      time: released ?? startOfDay(`${period}-01`),
      values: { value },
      text: released === undefined ? { unit, dated: 'period' } : { unit },
      source,
    })
  }
  for (const [period, level] of payrolls) {
    const before = payrolls.get(monthBefore(period, 1))
    if (before !== undefined) add('payrolls_change', period, Math.round(level - before), 'thousand persons')
  }
  for (const [period, rate] of unemployment) add('unemployment_rate', period, rate, 'percent')
  for (const [period, level] of cpi) {
    const before = cpi.get(monthBefore(period, 12))
    if (before !== undefined) add('cpi_yoy', period, Math.round((level / before - 1) * 1000) / 10, 'percent')
  }
  return made.sort((a, b) => a.time - b.time)
}

/** When it was or will be published, at 08:30 in New York; undefined where no schedule of ours says. */
export function releasedAt(series: string, period: string): number | undefined {
  const day = (series === 'cpi_yoy' ? CPI : EMPLOYMENT)[period]
  return day === undefined ? undefined : halfPastEightInNewYork(day)
}

/** `2025-10` some months earlier. */
export function monthBefore(period: string, months: number): string {
  const [year = 0, month = 0] = period.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 - months)).toISOString().slice(0, 7)
}

/**
 * Days of the Employment Situation by the month that it tells of, as the bureau's schedule has them. October 2025 was
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

/** 12:30 UTC in summer, 13:30 in winter. */
function halfPastEightInNewYork(day: string): number {
  const summer = startOfDay(day) + 12.5 * 3_600_000
  const hour = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/New_York',
    hour: 'numeric',
    hourCycle: 'h23',
  }).format(summer)
  return hour === '08' || hour === '8' ? summer : summer + 3_600_000
}
