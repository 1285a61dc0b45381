/** Posts that are there and lack something: what that is, when it is tried again, and that moderators hear of it. */
import type { Kysely, Transaction } from 'kysely'
import { parseFaults, StoredFormError } from '#src/chat/planschema.ts'
import type { PostFault } from '#src/chat/posting.ts'
import { withParts, withPlans } from './claim.ts'
import type { Claimed } from './claimed.ts'
import type { DeliveryRow, Schema } from './schema.ts'

/** Milliseconds: what is tried again sooner than this is no news. */
const NEWS = 120_000

/** A post that is there, of which something is to be tried again. */
export interface Unfinished {
  readonly claimed: Claimed
  /** When its last part arrived, in milliseconds since 1970. */
  readonly since: number
}

export interface Finished {
  /** All that the post lacks now. */
  readonly faults: readonly PostFault[]
  /** When it is tried again; undefined where it is not. */
  readonly finishAt?: number | undefined
  readonly now: number
}

export interface Finishing {
  /**
   * A post that lacks something which may be tried now, the caller's for `lease` milliseconds. Not one of a schedule that
   * is deleted, or paused unless somebody asked for the post; one whose plan cannot be read is left as it is.
   */
  takeUnfinished(platforms: readonly string[], now: number, lease: number): Promise<Unfinished | undefined>
  /** What became of it. */
  finished(id: string, how: Finished): Promise<void>
}

export function createFinishing(database: Kysely<Schema>): Finishing {
  const finishing: Finishing = {
    async takeUnfinished(platforms, now, lease) {
      if (platforms.length === 0) return undefined
      const row = await withPlans(database)
        .innerJoin('schedule', 'schedule.id', 'delivery.schedule')
        .where('schedule.deleted_at', 'is', null)
        .where((where) =>
          where.or([where('schedule.state', '<>', 'paused'), where('delivery.reason', '<>', 'due')]),
        )
        .where('delivery.platform', 'in', platforms)
        .where('delivery.finish_after', '<=', now)
        .where('delivery.state', '=', 'sent')
        .orderBy('delivery.finish_after')
        .limit(1)
        .executeTakeFirst()
      if (!row) return undefined
      const { numUpdatedRows } = await database
        .updateTable('delivery')
        .set({ finish_after: now + lease })
        .where('id', '=', row.id)
        .where('finish_after', '=', row.finish_after)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) return undefined
      try {
        const [claimed] = await withParts(database, [row])
        return claimed && { claimed, since: row.ended_at ?? now }
      } catch (error) {
        if (!(error instanceof StoredFormError)) throw error
        await database.updateTable('delivery').set({ finish_after: null }).where('id', '=', row.id).execute()
        return finishing.takeUnfinished(platforms, now, lease)
      }
    },
    finished: (id, { faults, finishAt, now }) =>
      database.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('delivery')
          .selectAll()
          .where('id', '=', id)
          .where('state', '=', 'sent')
          .executeTakeFirst()
        if (!row) return
        await transaction
          .updateTable('delivery')
          .set({ faults_json: printFaults(faults), finish_after: finishAt ?? null })
          .where('id', '=', id)
          .execute()
        await notifyOfFaults(transaction, row, faults, now)
      }),
  }
  return finishing
}

export function printFaults(faults: readonly PostFault[]): string | null {
  return faults.length === 0 ? null : JSON.stringify(faults)
}

/**
 * To be called in the transaction that puts faults down, with the row as it was: moderators are to be notified where one
 * of them is news. It is none where the same was put down before, or lacked in the schedule's post before this one.
 */
export async function notifyOfFaults(
  transaction: Transaction<Schema>,
  { id, schedule, fire_at, faults_json }: Pick<DeliveryRow, 'id' | 'schedule' | 'fire_at' | 'faults_json'>,
  faults: readonly PostFault[],
  now: number,
): Promise<void> {
  const news = faults.filter(({ retryAfter }) => retryAfter === undefined || retryAfter >= NEWS).map(nameOf)
  if (news.length === 0) return
  const before = await transaction
    .selectFrom('delivery')
    .select('faults_json')
    .where('schedule', '=', schedule)
    .where('state', '=', 'sent')
    .where('id', '<>', id)
    .where('fire_at', '<', fire_at)
    .orderBy('fire_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const known = [
    ...faultsIn(faults_json).map(nameOf),
    ...faultsIn(before?.faults_json ?? null)
      .filter(isFinal)
      .map(nameOf),
  ]
  if (news.every((name) => known.includes(name))) return
  await transaction
    .updateTable('delivery')
    .set({ tell_after: now, notice: null })
    .where('id', '=', id)
    .execute()
}

export function faultsIn(json: string | null): readonly PostFault[] {
  return json === null ? [] : parseFaults(json)
}

function isFinal({ retryAfter }: PostFault): boolean {
  return retryAfter === undefined
}

function nameOf(fault: PostFault): string {
  return isFinal(fault) ? fault.kind : `${fault.kind} later`
}
