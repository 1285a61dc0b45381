/** Schedules as moderators change them, kept in the store. Every change writes a revision in the same transaction. */
import { platformOf } from '#src/chat/address.ts'
import { randomBytes } from 'node:crypto'
import { type ExpressionBuilder, type Kysely, sql, type Transaction } from 'kysely'
import { parsePlan, readPlan } from '#src/chat/planschema.ts'
import type { Revision, Schedule, ScheduleChange, Schedules, TimedPlan } from '#src/chat/schedule.ts'
import { kindOf } from './dialect.ts'
import type { RevisionRow, ScheduleRow, Schema } from './schema.ts'

/** Schedules that one owner may have. */
export const MOST_SCHEDULES = 25

export function createSchedules(database: Kysely<Schema>): Schedules {
  const existing = () => database.selectFrom('schedule').selectAll().where('deleted_at', 'is', null)
  return {
    async list(owner) {
      const rows = await existing().where('owner', '=', owner).orderBy('number').execute()
      // One that this version cannot read must not hide the others.
      return rows.flatMap((row) => (readPlan(row.plan_json) ? [scheduleOf(row)] : []))
    },
    async get(id) {
      const row = await existing().where('id', '=', id).executeTakeFirst()
      return row && scheduleOf(row)
    },
    async find(owner, number) {
      const row = await existing().where('owner', '=', owner).where('number', '=', number).executeTakeFirst()
      return row && scheduleOf(row)
    },
    add: (owner, plan, nextRunAt, by, now) =>
      database.transaction().execute(async (transaction) => {
        await lockOwner(transaction, owner)
        return addIn(transaction, owner, { plan, nextRunAt }, { by, at: now, change: 'added' })
      }),
    addOnce: (owner, plan, nextRunAt, by, now) =>
      database.transaction().execute(async (transaction) => {
        await lockOwner(transaction, owner)
        const rows = await transaction
          .selectFrom('schedule')
          .selectAll()
          .where('owner', '=', owner)
          .where('target', '=', plan.target)
          .where('state', '=', 'active')
          .where('deleted_at', 'is', null)
          .orderBy('number')
          .execute()
        const there = rows.find(({ plan_json }) => readPlan(plan_json)?.what.kind === plan.what.kind)
        if (there) return { schedule: scheduleOf(there), isNew: false }
        const revision = { by, at: now, change: 'added' } as const
        return { schedule: await addIn(transaction, owner, { plan, nextRunAt }, revision), isNew: true }
      }),
    addAll: (owner, plans, by, now) =>
      database.transaction().execute(async (transaction) => {
        await lockOwner(transaction, owner)
        const added: Schedule[] = []
        for (const one of plans) {
          added.push(await addIn(transaction, owner, one, { by, at: now, change: 'imported' }))
        }
        return added
      }),
    change: (change) => database.transaction().execute((transaction) => changeIn(transaction, change)),
    async revisions(id) {
      const rows = await database
        .selectFrom('revision')
        .selectAll()
        .where('schedule', '=', id)
        .orderBy('revision')
        .execute()
      return rows.map(revisionOf)
    },
    async count() {
      const rows = await database
        .selectFrom('schedule')
        .select(['state', (build) => build.fn.countAll<number>().as('count')])
        .where('deleted_at', 'is', null)
        // Nor those that stand behind the boxes of alerts.
        .where('id', 'not in', (query) => query.selectFrom('box').select('schedule'))
        .groupBy('state')
        .execute()
      const counted = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0)
      return { active: counted('active'), paused: counted('paused') }
    },
  }
}

export function scheduleOf(row: ScheduleRow): Schedule {
  return {
    ...parsePlan(row.plan_json),
    id: row.id,
    number: row.number,
    owner: row.owner,
    state: row.state as Schedule['state'],
    ...(row.trouble !== null && { trouble: row.trouble as NonNullable<Schedule['trouble']> }),
    skipsNext: row.skips_next === 1,
    ...(row.next_run_at !== null && { nextRunAt: row.next_run_at }),
    revision: row.revision,
    createdAt: row.created_at,
  }
}

async function addIn(
  transaction: Transaction<Schema>,
  owner: string,
  { plan, nextRunAt }: TimedPlan,
  revision: Pick<Revision, 'by' | 'at' | 'change'>,
): Promise<Schedule> {
  const row: ScheduleRow = {
    id: randomBytes(8).toString('base64url'),
    owner,
    number: await nextNumber(transaction, owner),
    target: plan.target,
    plan_json: JSON.stringify(plan),
    state: 'active',
    trouble: null,
    refusals: 0,
    skips_next: 0,
    next_run_at: nextRunAt,
    revision: 1,
    created_at: revision.at,
    deleted_at: null,
    reviewed: Number(plan.approval !== undefined),
    flash_since: plan.what.kind === 'flash' ? revision.at : null,
  }
  await transaction.insertInto('schedule').values(row).execute()
  await saveRevision(transaction, row, revision)
  return scheduleOf(row)
}

/** Writes down what a schedule has become. */
export async function saveRevision(
  transaction: Transaction<Schema>,
  { id, revision, plan_json }: Pick<ScheduleRow, 'id' | 'revision' | 'plan_json'>,
  { by, at, change }: Pick<Revision, 'by' | 'at' | 'change'>,
): Promise<void> {
  await transaction
    .insertInto('revision')
    .values({ schedule: id, revision, at, by, change, plan_json })
    .execute()
}

async function changeIn(
  transaction: Transaction<Schema>,
  { id, revision, by, at, change, plan, ...to }: ScheduleChange,
): Promise<Schedule | undefined> {
  const row = await transaction
    .selectFrom('schedule')
    .selectAll()
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('deleted_at', 'is', null)
    .$if(kindOf(transaction) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) return undefined
  const deleted = change === 'deleted'
  const state = to.state ?? row.state
  const changed: ScheduleRow = {
    ...row,
    ...(plan && {
      ...{ plan_json: JSON.stringify(plan), target: plan.target },
      reviewed: Number(plan.approval !== undefined),
    }),
    state,
    // Resuming it, or changing its target, starts the count afresh.
    trouble: to.trouble === undefined ? (state === 'active' ? null : row.trouble) : to.trouble,
    refusals: change === 'resumed' || change === 'changed' ? 0 : row.refusals,
    skips_next: to.skipsNext === undefined ? row.skips_next : Number(to.skipsNext),
    next_run_at:
      deleted || state === 'paused' ? null : to.nextRunAt === undefined ? row.next_run_at : to.nextRunAt,
    deleted_at: deleted ? at : null,
    // What happened while it was paused is no news.
    ...(change === 'resumed' && row.flash_since !== null && { flash_since: at }),
    revision: revision + 1,
  }
  const { id: _, ...values } = changed
  await transaction.updateTable('schedule').set(values).where('id', '=', id).execute()
  await saveRevision(transaction, changed, { by, at, change })
  if (deleted) await skipWaiting(transaction, id, at, 'deleted')
  else if (change === 'paused') await skipWaiting(transaction, id, at, 'paused')
  else if (plan) await redirectWaiting(transaction, changed, at)
  return scheduleOf(changed)
}

/** What waits is not posted any more; of a paused schedule what somebody asked for by hand is, and what may have arrived. */
async function skipWaiting(
  transaction: Transaction<Schema>,
  schedule: string,
  at: number,
  why: 'deleted' | 'paused',
): Promise<void> {
  await transaction
    .updateTable('delivery')
    .set({ state: 'skipped', ended_at: at, error_code: why, error_text: '', tell_after: null, notice: null })
    .where('schedule', '=', schedule)
    .where('state', '=', 'pending')
    .$if(why === 'paused', (query) =>
      query.where('reason', '=', 'due').where('id', 'not in', (parts) => begun(parts, ['sending'])),
    )
    .execute()
  if (why === 'paused') return
  // Nor is anything done with what is there.
  await transaction
    .updateTable('delivery')
    .set({ finish_after: null })
    .where('schedule', '=', schedule)
    .where('finish_after', 'is not', null)
    .execute()
}

/** A run that waits, and of which nothing was sent, is of the plan as it is now: it goes where that says. */
async function redirectWaiting(
  transaction: Transaction<Schema>,
  { id, revision, target }: ScheduleRow,
  at: number,
): Promise<void> {
  await transaction
    .updateTable('delivery')
    .set({ revision, target, platform: platformOf(target) })
    .where('schedule', '=', id)
    .where('state', '=', 'pending')
    .where('reason', '=', 'due')
    .where('id', 'not in', (parts) => begun(parts, ['sending', 'sent']))
    .execute()
  // What waits for an approval is looked at anew: it may need none any more, or have another deadline.
  await transaction
    .updateTable('delivery')
    .set({ run_after: at })
    .where('schedule', '=', id)
    .where('state', '=', 'pending')
    // What has passed waits for its platform.
    .where('parts', 'is', null)
    .where('run_after', '>', at)
    .where((where) =>
      where.exists(
        where
          .selectFrom('approval')
          .select('approval.content')
          .whereRef('approval.schedule', '=', 'delivery.schedule')
          .whereRef('approval.fire_at', '=', 'delivery.fire_at')
          .where('approval.open', '=', 1),
      ),
    )
    .execute()
}

function begun(query: ExpressionBuilder<Schema, 'delivery'>, states: readonly string[]) {
  return query
    .selectFrom('delivery_part')
    .select('delivery_part.delivery')
    .whereRef('delivery_part.delivery', '=', 'delivery.id')
    .where('delivery_part.state', 'in', states)
}

/** Numbers are never given twice, so those of deleted schedules count. Throws RangeError where there are too many. */
async function nextNumber(transaction: Transaction<Schema>, owner: string): Promise<number> {
  const rows = await transaction
    .selectFrom('schedule')
    .select(['number', 'deleted_at'])
    .where('owner', '=', owner)
    .execute()
  const there = rows.filter((row) => row.deleted_at === null).length
  if (there >= MOST_SCHEDULES)
    throw new RangeError(`${owner} has ${there} schedules, and may have ${MOST_SCHEDULES}`)
  return Math.max(0, ...rows.map(({ number }) => number)) + 1
}

/** SQLite's transactions wait for one another anyway. */
async function lockOwner(transaction: Transaction<Schema>, owner: string): Promise<void> {
  if (kindOf(transaction) === 'postgres') {
    await sql`select pg_advisory_xact_lock(hashtext(${owner}))`.execute(transaction)
  }
}

function revisionOf(row: RevisionRow): Revision {
  return {
    revision: row.revision,
    at: row.at,
    by: row.by,
    change: row.change as Revision['change'],
    plan: parsePlan(row.plan_json),
  }
}
