/**
 * The queue of the backfill. A job is one kind of fact of one subject over a range; it is worked off from its end to its
 * beginning, and its cursor moves in the transaction that keeps the page (`MarketRecord.keep`).
 */
import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '#src/market/time.ts'
import type { BackfillJobRow, RecordSchema } from './record/schema.ts'

export type JobState = 'waiting' | 'done' | 'gap' | 'absent'

export interface BackfillJob {
  readonly id: string
  readonly source: string
  readonly kind: string
  readonly subject: string
  readonly place: number
  /** `from <= time < to` is wanted; from `cursor` on it is on record. */
  readonly from: Instant
  readonly to: Instant
  readonly cursor: Instant
  readonly state: JobState
  readonly tries: number
  readonly retryAt: Instant
  readonly lastError?: string
  readonly createdAt: Instant
  readonly changedAt: Instant
}

export type PlannedJob = Pick<BackfillJob, 'id' | 'source' | 'kind' | 'subject' | 'place' | 'from' | 'to'> & {
  /** Not asked before; at once where it does not say. */
  readonly retryAt?: Instant
}

/** What becomes of a job; what is not said stays. */
export interface JobStep {
  readonly id: string
  readonly cursor?: Instant
  readonly state?: JobState
  readonly source?: string
  readonly tries?: number
  readonly retryAt?: Instant
  /** null where nothing is wrong any more. */
  readonly lastError?: string | null
  /** Jobs that follow from it: a day that is not there yet. */
  readonly adds?: readonly PlannedJob[]
}

export interface BackfillJobs {
  /** Adds those that are not known by their id; gives how many there were. */
  plan(jobs: readonly PlannedJob[], now: Instant): Promise<number>
  /** The first job of a source that may be asked now; undefined where none waits. */
  next(source: string, now: Instant): Promise<BackfillJob | undefined>
  step(step: JobStep, now: Instant): Promise<void>
  /** Sets all waiting jobs of a source aside until then. */
  aside(source: string, until: Instant, error: string, now: Instant): Promise<void>
  /** Lets the waiting jobs of a source that refused as a whole be asked for at once; what waits for reasons of its own goes on waiting. */
  resume(source: string, now: Instant): Promise<void>
  /**
   * Lets jobs of these sources that ended before their range did, whatever the reason, and last changed before `since`, be asked
   * again for what is left. Gives their ids.
   */
  reopen(sources: readonly string[], since: Instant, now: Instant): Promise<readonly string[]>
  all(): Promise<readonly BackfillJob[]>
  /** Adds to a count that outlives the process, such as the calls of a month; gives what it is then. */
  count(name: string, more: number): Promise<number>
}

export function createBackfillJobs(database: Kysely<RecordSchema>): BackfillJobs {
  return {
    plan: (jobs, now) => database.transaction().execute((transaction) => addJobs(transaction, jobs, now)),
    async next(source, now) {
      const row = await database
        .selectFrom('backfill_job')
        .selectAll()
        .where('source', '=', source)
        .where('state', '=', 'waiting')
        .where('retry_at', '<=', now)
        .orderBy('place')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst()
      return row && jobOf(row)
    },
    step: (step, now) => database.transaction().execute((transaction) => writeStep(transaction, step, now)),
    async aside(source, until, error, now) {
      await database
        .updateTable('backfill_job')
        .set({ retry_at: Math.round(until), last_error: error, changed_at: Math.round(now) })
        .where('source', '=', source)
        .where('state', '=', 'waiting')
        // What waits longer for reasons of its own goes on waiting.
        .where('retry_at', '<', Math.round(until))
        .execute()
    },
    async resume(source, now) {
      const at = Math.round(now)
      await database
        .updateTable('backfill_job')
        .set({ retry_at: at, last_error: null, changed_at: at })
        .where('source', '=', source)
        .where('state', '=', 'waiting')
        .where('retry_at', '>', at)
        .where((where) =>
          where.or([
            where('last_error', 'in', REFUSED),
            // A page in place of an answer sets all of them aside; one that was tried has an answer of its own.
            where.and([where('last_error', '=', 'malformed'), where('tries', '=', 0)]),
          ]),
        )
        .execute()
    },
    async reopen(sources, since, now) {
      if (sources.length === 0) return []
      const at = Math.round(now)
      const rows = await database
        .updateTable('backfill_job')
        .set({ state: 'waiting', tries: 0, retry_at: at, last_error: null, changed_at: at })
        .where('source', 'in', sources)
        .where('state', '!=', 'waiting')
        .whereRef('cursor', '>', 'from_time')
        .where('changed_at', '<', Math.round(since))
        .returning('id')
        .execute()
      return rows.map(({ id }) => id)
    },
    async all() {
      const rows = await database
        .selectFrom('backfill_job')
        .selectAll()
        .orderBy('source')
        .orderBy('place')
        .orderBy('id')
        .execute()
      return rows.map(jobOf)
    },
    async count(name, more) {
      const { value } = await database
        .insertInto('record_mark')
        .values({ name, value: more })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet((build) => ({ value: build('record_mark.value', '+', more) })),
        )
        .returning('value')
        .executeTakeFirstOrThrow()
      return value
    },
  }
}

/** What a source says that is not to be asked by us, or not now. */
const REFUSED = ['blocked', 'denied', 'limited']

/** Updates a job within the caller's transaction. */
export async function writeStep(
  transaction: Transaction<RecordSchema>,
  { id, cursor, state, source, tries, retryAt, lastError, adds = [] }: JobStep,
  now: Instant,
): Promise<void> {
  await transaction
    .updateTable('backfill_job')
    .set({
      ...(cursor !== undefined && { cursor: Math.round(cursor) }),
      ...(state !== undefined && { state }),
      ...(source !== undefined && { source }),
      ...(tries !== undefined && { tries }),
      ...(retryAt !== undefined && { retry_at: Math.round(retryAt) }),
      ...(lastError !== undefined && { last_error: lastError }),
      changed_at: Math.round(now),
    })
    .where('id', '=', id)
    .execute()
  await addJobs(transaction, adds, now)
}

/** Rows of one insert: SQLite takes 32,766 values, and fourteen make a row. */
const ROWS = 500

async function addJobs(
  transaction: Transaction<RecordSchema>,
  jobs: readonly PlannedJob[],
  now: Instant,
): Promise<number> {
  let added = 0n
  for (let first = 0; first < jobs.length; first += ROWS) {
    const rows = jobs.slice(first, first + ROWS).map(
      ({ from, to, retryAt = now, ...job }): BackfillJobRow => ({
        ...job,
        from_time: Math.round(from),
        to_time: Math.round(to),
        cursor: Math.round(to),
        state: 'waiting',
        tries: 0,
        retry_at: Math.round(retryAt),
        last_error: null,
        created_at: Math.round(now),
        changed_at: Math.round(now),
      }),
    )
    const result = await transaction
      .insertInto('backfill_job')
      .values(rows)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    added += result.numInsertedOrUpdatedRows ?? 0n
  }
  return Number(added)
}

function jobOf(row: BackfillJobRow): BackfillJob {
  return {
    id: row.id,
    source: row.source,
    kind: row.kind,
    subject: row.subject,
    place: row.place,
    from: row.from_time,
    to: row.to_time,
    cursor: row.cursor,
    state: row.state as JobState,
    tries: row.tries,
    retryAt: row.retry_at,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    ...(row.last_error !== null && { lastError: row.last_error }),
  }
}
