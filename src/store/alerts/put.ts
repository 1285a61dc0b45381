/** The watches of an alert, and the series that they watch, as rows. */
import { sql, type Transaction } from 'kysely'
import type { NewWatch } from '#src/chat/alert.ts'
import { MINUTE } from '#src/market/time.ts'
import { needsMinutes, parseSeries } from '#src/market/watched.ts'
import type { Schema } from '../schema.ts'
import type { WatchRow } from './rows.ts'
import { endWatches } from './states.ts'

/** Milliseconds within which a price that was observed is newer than one that was shown. */
const WATCHED = 3 * MINUTE

/**
 * The watches of an alert as they are to be from now on. Rows that are there are used again and count on: what they have reported stays
 * theirs, and no firing is named twice.
 */
export async function putWatches(
  transaction: Transaction<Schema>,
  alert: string,
  watches: readonly NewWatch[],
  now: number,
): Promise<void> {
  const known = await transaction
    .selectFrom('watch')
    .select('id')
    .where('alert', '=', alert)
    .orderBy('id')
    .execute()
  await endWatches(transaction, [alert])
  await fillWatches(transaction, alert, watches, known, now)
}

/**
 * Writes watches of an alert into rows of its own that are free, then into new ones. A row that is used again counts one on: who
 * judges it at this moment has read it as it was, and must not move what it is now.
 */
export async function fillWatches(
  transaction: Transaction<Schema>,
  alert: string,
  watches: readonly NewWatch[],
  free: readonly Pick<WatchRow, 'id'>[],
  now: number,
): Promise<void> {
  const { last } = await transaction
    .selectFrom('watch')
    .select((build) => build.fn.max('id').as('last'))
    .executeTakeFirstOrThrow()
  let next = Number(last ?? 0)
  for (const [index, watch] of watches.entries()) {
    const series = await seriesFor(transaction, watch, now)
    const values = { ...rowOf(watch), series }
    const row = free[index]
    if (row) {
      const step = sql<number>`step + 1`
      await transaction
        .updateTable('watch')
        .set({ ...values, step })
        .where('id', '=', row.id)
        .execute()
    } else
      await transaction
        .insertInto('watch')
        .values({ id: ++next, alert, step: 0, ...values })
        .execute()
  }
}

function rowOf(watch: NewWatch): Omit<WatchRow, 'id' | 'alert' | 'series' | 'step'> {
  const { side, state, fire, rearm, hold, repeat, moveBy } = watch
  return {
    ...{ side, state, fire, rearm, hold, repeat: repeat.kind, since: null, wake_at: null },
    gap: repeat.kind === 'once' ? 0 : repeat.gap,
    move_by: moveBy ?? null,
  }
}

/**
 * The row of a watched series; the value that was known is what its next one is compared with. A price is what was shown when the alert
 * was set, however old it was: nobody looked away from then on.
 */
async function seriesFor(
  transaction: Transaction<Schema>,
  { series: name, before: shown }: Pick<NewWatch, 'series' | 'before'>,
  now: number,
): Promise<number> {
  const parsed = parseSeries(name)
  const isOfMinute = parsed !== undefined && needsMinutes(parsed)
  const before = shown && { ...shown, ...(isOfMinute && { time: now }) }
  const row = await transaction
    .selectFrom('observed')
    .select(['id', 'time', 'judged'])
    .where('name', '=', name)
    .executeTakeFirst()
  if (!row) {
    const { last } = await transaction
      .selectFrom('observed')
      .select((build) => build.fn.max('id').as('last'))
      .executeTakeFirstOrThrow()
    const id = Number(last ?? 0) + 1
    await transaction
      .insertInto('observed')
      .values({
        ...{ id, name, value: before?.value ?? null, time: before?.time ?? null, before_value: null },
        ...{
          before_time: null,
          standing: null,
          evidence_json: null,
          judged: 1,
          blind_told: 0,
          created_at: now,
        },
      })
      .execute()
    return id
  }
  const isWatched = isOfMinute && row.time !== null && now - row.time < WATCHED
  if (before && !isWatched && row.judged === 1 && (row.time ?? 0) < before.time) {
    await transaction
      .updateTable('observed')
      .set({ value: before.value, time: before.time, evidence_json: null, blind_told: 0 })
      .where('id', '=', row.id)
      .execute()
  }
  return row.id
}
