/** The days on which the Federal Reserve decides, and which of them a market speaks of. */
import { DAY, type Day, dayOf, startOfDay } from '#src/market/time.ts'

/** Last days of the scheduled meetings of the FOMC, as its calendar has them; those of 2027 are tentative. */
export const FOMC_MEETINGS: readonly Day[] = [
  '2024-09-18',
  '2024-11-07',
  '2024-12-18',
  '2025-01-29',
  '2025-03-19',
  '2025-05-07',
  '2025-06-18',
  '2025-07-30',
  '2025-09-17',
  '2025-10-29',
  '2025-12-10',
  '2026-01-28',
  '2026-03-18',
  '2026-04-29',
  '2026-06-17',
  '2026-07-29',
  '2026-09-16',
  '2026-10-28',
  '2026-12-09',
  '2027-01-27',
  '2027-03-17',
  '2027-04-28',
  '2027-06-09',
  '2027-07-28',
  '2027-09-15',
  '2027-10-27',
  '2027-12-08',
]

/** The meeting in a month (`2025-12`), if there is one on the calendar. */
export function meetingIn(month: string): Day | undefined {
  return FOMC_MEETINGS.find((day) => day.startsWith(month))
}

/** The next meeting that is decided after an instant: decisions come at 14:00 in New York. */
export function meetingAfter(instant: number): Day | undefined {
  return FOMC_MEETINGS.find((day) => startOfDay(day) + 0.75 * DAY > instant)
}

/** The meeting that a market which ends at an instant is about: within two days of it, else that very day. */
export function meetingNear(instant: number): Day {
  const near = FOMC_MEETINGS.find((day) => Math.abs(startOfDay(day) - instant) <= 2 * DAY)
  return near ?? dayOf(instant)
}
