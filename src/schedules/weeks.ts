/** The week that a run of a recap is about. */
import { isReplay } from '#src/market/asof.ts'
import type { History } from '#src/market/history.ts'
import { startOfDay } from '#src/market/time.ts'
import { lastWeekAt, type Week } from '#src/market/week.ts'

/** A recorded history has no week to report but its last. */
export function weekOf(zone: string, fireAt: number, history: Pick<History, 'kind' | 'now'>): Week {
  return lastWeekAt(history.kind === 'live' ? fireAt : Math.min(fireAt, history.now), zone)
}

/** The week of a run that is to come: the clock of a replay goes on, and its record will know that week by then. */
export function comingWeekOf(
  zone: string,
  fireAt: number,
  history: Pick<History, 'kind' | 'live' | 'now'>,
): Week {
  return isReplay(history) ? lastWeekAt(fireAt, zone) : weekOf(zone, fireAt, history)
}

/** When the week of a run has ended, whatever the record holds: a review before that would be of another run's edition. */
export function endOfWeek(zone: string, fireAt: number): number {
  return lastWeekAt(fireAt, zone).end
}

/** The instant at which an edition closes in UTC, by its closing Monday. */
export function closingOf(edition: string): number {
  return startOfDay(edition)
}
