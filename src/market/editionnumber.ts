/** The number of an edition, which needs no counter: the ISO 8601 year and week of the week that it reports. */
import type { Instant } from './time.ts'

/** Values of the sentence `charts:number`. A type, as a sentence's values are an open list of names. */
export type EditionNumber = {
  /** The year that the week belongs to, which near New Year is not always that of its days. */
  readonly year: number
  /** 1 to 53. */
  readonly week: number
}

/** The number of the week that ends at an instant, the Monday 00:00 of a zone. */
export function editionNumber(weekEnd: Instant, zone = 'UTC'): EditionNumber {
  const sunday = Temporal.Instant.fromEpochMilliseconds(weekEnd - 1).toZonedDateTimeISO(zone)
  // Only calendars without weeks leave these out, and ISO 8601 has them.
  return { year: sunday.yearOfWeek ?? sunday.year, week: sunday.weekOfYear ?? 0 }
}
