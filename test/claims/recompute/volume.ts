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

/** Spot's share of the week's trading, over all venues with whole weeks of both; undefined where one has none. */
export function spotShare(record: MarketRecord, end: number): number | undefined {
  const sum = (venues: ReadonlyMap<string, readonly { at: number; value: number }[]>) => {
    const days = [...venues.values()].map((list) => between(list, end - WEEK, end))
    if (days.length === 0 || days.some((list) => list.length < WEEK / DAY)) return undefined
    return days.flat().reduce((total, one) => total + one.value, 0)
  }
  const [spot, perp] = [sum(record.spot), sum(record.perp)]
  return spot === undefined || perp === undefined ? undefined : spot / (spot + perp)
}
