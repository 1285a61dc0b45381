/** Watches that are held beside their own states: snoozed and paused, and what they were before. */
import { type Kysely, sql } from 'kysely'
import { elements, word } from './elements.ts'
import type { Schema } from '../schema.ts'

/** Watches in these states are judged, or come back to it by themselves. */
export const LIVE = ['armed', 'pending', 'fired', 'cooling', 'waiting'] as const

/**
 * Takes all watches of alerts out of judgement that have not ended. What had fired, or was passed already, is remembered by its
 * time: it has nothing new to report when it comes back. `snoozed` ones are looked at again at `wakeAt`.
 */
export async function holdWatches(
  database: Kysely<Schema>,
  alerts: readonly string[],
  { as, wakeAt }: { readonly as: 'snoozed' | 'paused'; readonly wakeAt?: number },
): Promise<void> {
  if (alerts.length === 0) return
  const list = elements(
    database,
    alerts.map((id) => [id]),
  )
  await sql`update watch set state = ${as}, wake_at = ${wakeAt ?? null}, since = case
      when state in ('fired', 'cooling') then since
      when state = 'waiting' then 0
      when state in ('snoozed', 'paused') then since
      else null end
    where state <> 'done' and alert in (select ${word(0)} from ${list})`.execute(database)
}

/** All watches of alerts have ended. */
export async function endWatches(database: Kysely<Schema>, alerts: readonly string[]): Promise<void> {
  if (alerts.length === 0) return
  const list = elements(
    database,
    alerts.map((id) => [id]),
  )
  await sql`update watch set state = 'done', wake_at = null
    where state <> 'done' and alert in (select ${word(0)} from ${list})`.execute(database)
}
