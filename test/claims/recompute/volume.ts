/** Spot turnover of whole weeks over the same venues. */
import { between } from '../record/find.ts'
import type { MarketRecord } from '../record/record.ts'
import { DAY, WEEK } from '../record/time.ts'

/** The sum of the week that ends at an instant over the venues; undefined where a day of a venue is missing. */
export function weekTurnover(
  record: MarketRecord,
  venues: readonly string[],
  end: number,
): number | undefined {
  const days = venues.map((venue) => between(record.spot.get(venue), end - WEEK, end))
  if (venues.length === 0 || days.some((list) => list.length < WEEK / DAY)) return undefined
  return days.flat().reduce((sum, one) => sum + one.value, 0)
}

/** Venues with at least one day in the `weeks` weeks up to an instant. */
export function venuesSeen(record: MarketRecord, end: number, weeks: number): string[] {
  return [...record.spot]
    .filter(([, days]) => between(days, end - weeks * WEEK, end).length > 0)
    .map(([venue]) => venue)
}
