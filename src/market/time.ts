/** Time as the market counts it: instants in milliseconds since 1970 UTC, days that begin at 00:00 UTC. */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string

export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

/** The UTC day that an instant falls in. */
export function dayOf(instant: Instant): Day {
  const number = Math.floor(instant / DAY)
  const known = days.get(number)
  if (known !== undefined) return known
  const day = new Date(instant).toISOString().slice(0, 10)
  if (days.size >= MOST_DAYS) days.clear()
  days.set(number, day)
  return day
}

/** Printing a day takes ten times as long as looking it up, and an edition asks for the same few hundred again and again. */
const days = new Map<number, Day>()
const MOST_DAYS = 20_000

/** The instant at which a UTC day begins; NaN where the text is no calendar day. */
export function startOfDay(day: Day): Instant {
  const instant = Date.parse(`${day}T00:00:00Z`)
  // Date.parse rolls 2025-02-30 over into March: only a day that prints back the same exists.
  return Number.isNaN(instant) || dayOf(instant) !== day ? Number.NaN : instant
}

/** ISO 8601 in UTC without needless fractions, as every file of ours prints it: `2025-11-24T00:00:00Z`. */
export function isoOf(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}

/** The last 00:00 UTC at or before an instant. */
export function floorToDay(instant: Instant): Instant {
  return Math.floor(instant / DAY) * DAY
}
