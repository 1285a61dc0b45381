/** The week that a run of a recap is about. */
import type { History } from '#src/market/history.ts'
import { startOfDay } from '#src/market/time.ts'
import { lastWeekAt, type Week } from '#src/market/week.ts'

/** A recorded history has no week to report but its last. */
export function weekOf(zone: string, fireAt: number, history: Pick<History, 'kind' | 'now'>): Week {
  return lastWeekAt(history.kind === 'live' ? fireAt : Math.min(fireAt, history.now), zone)
}

/** When the week of a run has ended, whatever the record holds: a review before that would be of another run's edition. */
export function endOfWeek(zone: string, fireAt: number): number {
  return lastWeekAt(fireAt, zone).end
}

/** The instant at which an edition closes in UTC, by its closing Monday. */
export function closingOf(edition: string): number {
  return startOfDay(edition)
}
