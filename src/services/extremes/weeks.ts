/** Every week on record in a zone, and series with one value a week. */
import type { History } from '#src/market/history.ts'
import { type Series, seriesOf } from '#src/market/series.ts'
import { DAY, type Instant, startOfDay } from '#src/market/time.ts'
import { lastWeekAt, type Week, weekBefore } from '#src/market/week.ts'
import { rememberPerHistory } from '../memory.ts'

/** A week is missing where the next one is this far away. A change of summer time is none. */
export const WEEKLY_GAP = 10.5 * DAY

/** Oldest first: those with daily prices, and earlier ones with settled funding. */
export const weeksOnRecord = rememberPerHistory((history, zone: string): readonly Week[] => {
  const weeks: Week[] = []
  const from = firstOf(history)
  for (let week = lastWeekAt(history.now, zone); week.start >= from; week = weekBefore(week)) weeks.push(week)
  return weeks.reverse()
})

/**
 * Values of all weeks that have one, dated by the closing Monday's 00:00 UTC: the day that names the week in every zone,
 * and not the instant at which it ends there.
 */
export function weekly(history: History, zone: string, valueIn: (week: Week) => number | undefined): Series {
  return seriesOf(
    weeksOnRecord(history, zone).flatMap((week) => {
      const value = valueIn(week)
      return value !== undefined && Number.isFinite(value) ? [[mondayOf(week), value] as const] : []
    }),
  )
}

/** What a week's value is dated by. */
export function mondayOf({ edition }: Week): Instant {
  return startOfDay(edition)
}

/** The weeks on record by their Mondays. */
export const weeksByMonday = rememberPerHistory(
  (history, zone: string): ReadonlyMap<Instant, Week> =>
    new Map(weeksOnRecord(history, zone).map((week) => [mondayOf(week), week])),
)

function firstOf(history: History): number {
  const firsts = history.assets.flatMap(({ id }) =>
    history.fundingVenues(id).flatMap((venue) => history.funding(id, venue)?.times[0] ?? []),
  )
  return Math.min(history.now > history.from ? history.from : history.now, ...firsts)
}
