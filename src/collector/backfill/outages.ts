/** What a source missed while it was away: days between two that are on record, which no job has asked for since they ended. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import type { Past, Supplier } from '#src/sources/supplier.ts'
import type { BackfillJob, PlannedJob } from '#src/store/backfill.ts'
import { BACKFILL_KINDS, LATER, RANKS } from './kinds.ts'

/** Milliseconds between two times on record beyond which days lack: live facts come once a day at least, some hours late at most. */
const LONGEST = 30 * HOUR

/**
 * A job a subject, from the first of the missing days to the last. Nothing is planned before the past itself was asked for, nor
 * while a job of the subject waits: a source that is still away is asked by that one.
 */
export function ofOutages({
  supplier,
  past,
  coins,
  history,
  now,
  planned,
}: {
  readonly supplier: Pick<Supplier, 'name'>
  readonly past: Past
  readonly coins: readonly AssetId[]
  readonly history: History
  readonly now: Instant
  readonly planned: readonly BackfillJob[]
}): readonly PlannedJob[] {
  const { kind, days, onRecord, subjects } = past
  if (onRecord === undefined) return []
  const { place } = BACKFILL_KINDS[kind] ?? { place: LATER }
  return subjects(coins).flatMap((subject, rank): PlannedJob[] => {
    const missing = missingDays(onRecord(history, subject), floorToDay(now) - days * DAY)
    if (missing.length === 0) return []
    const its = planned.filter(
      (job) => job.source === supplier.name && job.kind === kind && job.subject === subject,
    )
    if (its.length === 0 || its.some(({ state }) => state === 'waiting')) return []
    const isAsked = (day: Instant) =>
      its.some(({ from, to, changedAt }) => from <= day && day < to && day + DAY <= changedAt)
    const open = missing.filter((day) => !isAsked(day))
    const [first, last] = [open[0], open.at(-1)]
    if (first === undefined || last === undefined) return []
    const id = [supplier.name, kind, subject, dayOf(last)].filter((part) => part !== '').join(' ')
    const of = { source: supplier.name, kind, subject, place: place * RANKS + rank }
    return [{ id, ...of, from: first, to: last + DAY }]
  })
}

/** Whole days between two times that lie too far apart, from `since` on, rising. */
function missingDays(times: ArrayLike<Instant> = [], since: Instant): readonly Instant[] {
  const days: Instant[] = []
  for (let row = 1; row < times.length; row += 1) {
    const [before, time] = [times[row - 1] as Instant, times[row] as Instant]
    if (time - before <= LONGEST) continue
    const first = Math.max(floorToDay(before) + DAY, since)
    for (let day = first; day < floorToDay(time); day += DAY) days.push(day)
  }
  return days
}
