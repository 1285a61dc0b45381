/** The checker's own calendar: days and weeks in UTC, milliseconds since 1970. */

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
export const WEEK = 7 * DAY

/** A window that ends on a Monday 00:00 UTC. */
export interface Week {
  readonly edition: string
  readonly start: number
  readonly end: number
}

/** The instant of an ISO 8601 date or time; a date is its 00:00 UTC. Throws RangeError for anything else. */
export function instantOf(text: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?Z)?$/u.exec(text)
  if (match === null) throw new RangeError(`no ISO 8601 UTC time: ${text}`)
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0))
  return Date.UTC(year as number, (month as number) - 1, day, hour, minute, second)
}

/** `2025-10-13`. */
export function dayName(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** Start of the UTC day that an instant lies in. */
export function dayStart(at: number): number {
  return Math.floor(at / DAY) * DAY
}

/** The week that ends on a Monday. 1970-01-05 was one. */
export function weekTo(edition: string): Week {
  const end = instantOf(edition)
  if ((end - 4 * DAY) % WEEK !== 0) throw new RangeError(`${edition} is no Monday`)
  return { edition, start: end - WEEK, end }
}

/** Every Monday 00:00 UTC in [from, to]. */
export function mondaysBetween(from: number, to: number): number[] {
  const first = Math.ceil((from - 4 * DAY) / WEEK) * WEEK + 4 * DAY
  const list: number[] = []
  for (let at = first; at <= to; at += WEEK) list.push(at)
  return list
}
