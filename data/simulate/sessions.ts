/** When the other markets trade: weekdays without their exchange holidays. */
import type { Day } from '#src/market/time.ts'
import { DAYS, dayAt, weekdayAt } from './days.ts'

export type Exchange = 'us' | 'us-bonds' | 'jp' | 'kr' | 'cn' | 'eu' | 'fx'

const US = days(
  '2024-11-28 2024-12-25 2025-01-01 2025-01-09 2025-01-20 2025-02-17 2025-04-18 2025-05-26 2025-06-19 2025-07-04 2025-09-01',
)

const CLOSED: Readonly<Record<Exchange, ReadonlySet<Day>>> = {
  us: US,
  'us-bonds': new Set([...US, ...days('2024-10-14 2024-11-11 2025-10-13 2025-11-11')]),
  jp: days(
    '2024-10-14 2024-11-04 2024-12-31 2025-01-01 2025-01-02 2025-01-03 2025-01-13 2025-02-11 2025-02-24 2025-03-20 2025-04-29 2025-05-05 2025-05-06 2025-07-21 2025-08-11 2025-09-15 2025-09-23 2025-10-13 2025-11-03',
  ),
  kr: days(
    '2024-10-01 2024-10-03 2024-10-09 2024-12-25 2024-12-31 2025-01-01 2025-01-27 2025-01-28 2025-01-29 2025-01-30 2025-03-03 2025-05-01 2025-05-05 2025-05-06 2025-06-03 2025-06-06 2025-08-15 2025-10-03 2025-10-06 2025-10-07 2025-10-08 2025-10-09',
  ),
  cn: days(
    '2024-10-01 2024-10-02 2024-10-03 2024-10-04 2024-10-07 2025-01-01 2025-01-28 2025-01-29 2025-01-30 2025-01-31 2025-02-03 2025-02-04 2025-04-04 2025-05-01 2025-05-02 2025-05-05 2025-06-02 2025-10-01 2025-10-02 2025-10-03 2025-10-06 2025-10-07 2025-10-08',
  ),
  eu: days('2024-12-25 2024-12-26 2025-01-01 2025-04-18 2025-04-21'),
  fx: days('2024-12-25 2025-01-01'),
}

/** Boundary indices of the days on which an exchange trades, in order. */
export function sessionsOf(exchange: Exchange): number[] {
  return Array.from({ length: DAYS }, (_, d) => d).filter((d) => {
    const weekday = weekdayAt(d)
    return weekday !== 0 && weekday !== 6 && !CLOSED[exchange].has(dayAt(d))
  })
}

function days(text: string): ReadonlySet<Day> {
  return new Set(text.split(' '))
}
