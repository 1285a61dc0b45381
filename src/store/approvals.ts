/**
 * Approvals of runs. A decision and what the ledger does about it are one transaction: whatever is killed, a run is posted
 * with the content that was approved, once, or not at all.
 */
import { type Kysely, sql, type Transaction } from 'kysely'
import {
  type Approval,
  type Asked,
  type Decision,
  type Deciding,
  type Desk,
  HELD_BACK,
  type OpenApproval,
} from '#src/chat/desk.ts'
import type { DeliveryState } from '#src/chat/delivery.ts'
import { readPlan } from '#src/chat/planschema.ts'
import { platformOf } from '#src/chat/address.ts'
import { askAnew, askFirst, change, lock, ownerOf } from './asking.ts'
import { enter, textsOf } from './desktexts.ts'
import { kindOf } from './dialect.ts'
import { freeFireAt, pendingRow } from './enqueuedue.ts'
import { type Notify, notifyNobody } from './nextdue.ts'
import { scheduleOf } from './schedules.ts'
import type { ApprovalRow, DeliveryRow, ScheduleRow, Schema } from './schema.ts'

type Approvals = Omit<Desk, 'texts' | 'write' | 'entries' | 'forgetOldEntries' | 'publicNotes' | 'postedNote'>

export function createApprovals(database: Kysely<Schema>, notify: Notify = notifyNobody): Approvals {
  const inTurn = <Result>(work: (transaction: Transaction<Schema>) => Promise<Result>) =>
    database.transaction().execute(work)
  return {
    async approval(schedule, fireAt) {
      const row = await withOwner(database)
        .where('approval.schedule', '=', schedule)
        .where('approval.fire_at', '=', fireAt)
        .executeTakeFirst()
      return row && approvalOf(row)
    },
    async shownBy(review) {
      const row = await withRun(database).where('approval.review', '=', review).executeTakeFirst()
      return row && openApprovalOf(row)
    },
    approve: (deciding) => inTurn((transaction) => approve(transaction, deciding, notify)),
    hold: (deciding) => inTurn((transaction) => hold(transaction, deciding, notify)),
    postNow: (deciding) => inTurn((transaction) => postNow(transaction, deciding, notify)),
    async unasked(now) {
      const rows = await database
        .selectFrom('schedule')
        .selectAll()
        .where('reviewed', '=', 1)
        .where('next_run_at', '>', now)
        .where('skips_next', '=', 0)
        .where('state', '=', 'active')
        .where('deleted_at', 'is', null)
        .where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom('approval')
                .select(sql`1`.as('one'))
                .whereRef('approval.schedule', '=', 'schedule.id')
                .whereRef('approval.fire_at', '=', 'schedule.next_run_at')
                .where('approval.open', '=', 1),
            ),
          ),
        )
        .execute()
      return rows.flatMap((row) => (readPlan(row.plan_json) ? [scheduleOf(row)] : []))
    },
    async open() {
      const rows = await withRun(database)
        .where('approval.open', '=', 1)
        .orderBy('approval.fire_at')
        .orderBy('approval.schedule')
        .execute()
      return rows.flatMap((row) => openApprovalOf(row) ?? [])
    },
    ask: (asked) =>
      inTurn(async (transaction) => {
        const known = await lock(transaction, asked)
        return known ? askAnew(transaction, known, asked) : askFirst(transaction, asked)
      }),
    showIn: (schedule, fireAt, target, now) =>
      inTurn(async (transaction) => {
        const row = await lock(transaction, { schedule, fireAt })
        if (!row || row.review !== null) return
        const of = await transaction
          .selectFrom('schedule')
          .selectAll()
          .where('id', '=', schedule)
          .executeTakeFirstOrThrow()
        const run = await freeFireAt(transaction, schedule, now)
        const made = pendingRow(of, {
          ...{ fire_at: run, run_after: now, reason: 'review', awaits: null, created_at: now },
          ...{ expires_at: row.expires_at, target, platform: platformOf(target) },
        })
        await transaction.insertInto('delivery').values(made).execute()
        await change(transaction, row, { review: made.id })
        await notify(transaction, { runAfter: now, count: 1 })
      }),
    async shown(schedule, fireAt, what, isOver) {
      await database
        .updateTable('approval')
        .set({ shown: what, ...(isOver && { open: 0 }) })
        .where('schedule', '=', schedule)
        .where('fire_at', '=', fireAt)
        .execute()
    },
  }
}

type ApprovalWithOwner = ApprovalRow & { readonly owner: string }

async function approve(
  transaction: Transaction<Schema>,
  deciding: Deciding,
  notify: Notify,
): Promise<Decision> {
  const row = await lock(transaction, deciding)
  if (!row) return { kind: 'gone' }
  const run = await runOf(transaction, deciding)
  const { at } = deciding
  if (isHeldBack(run) || (at >= row.deadline && isOpen(run) && row.state !== 'approved')) {
    return { kind: 'over', canPost: at < row.expires_at && isHeldBack(run) }
  }
  if (run?.state === 'skipped') return { kind: 'gone' }
  const isSame = row.content === deciding.content
  if (row.state === 'approved' && isSame) return { kind: 'already', by: row.by ?? '', at: row.at ?? at }
  if (run && !isOpen(run)) return { kind: 'posted' }
  if (!isSame) return { kind: 'changed' }
  if (await isOwn(transaction, row, deciding)) return { kind: 'own' }
  return done(transaction, row, deciding, 'approved', run, notify)
}

async function hold(transaction: Transaction<Schema>, deciding: Deciding, notify: Notify): Promise<Decision> {
  const row = await lock(transaction, deciding)
  if (!row) return { kind: 'gone' }
  const run = await runOf(transaction, deciding)
  if (row.state === 'held') return { kind: 'already', by: row.by ?? '', at: row.at ?? deciding.at }
  if (isHeldBack(run)) return { kind: 'over', canPost: deciding.at < row.expires_at }
  if (run?.state === 'skipped') return { kind: 'gone' }
  if (run && !isOpen(run)) return { kind: 'posted' }
  return done(transaction, row, deciding, 'held', run, notify)
}

async function postNow(
  transaction: Transaction<Schema>,
  deciding: Deciding,
  notify: Notify,
): Promise<Decision> {
  const row = await lock(transaction, deciding)
  if (!row) return { kind: 'gone' }
  const run = await runOf(transaction, deciding)
  if (!run || !isHeldBack(run)) return { kind: run && run.state !== 'skipped' ? 'posted' : 'gone' }
  if (deciding.at >= row.expires_at) return { kind: 'over', canPost: false }
  if (row.content !== deciding.content) return { kind: 'changed' }
  if (await isOwn(transaction, row, deciding)) return { kind: 'own' }
  await transaction
    .updateTable('delivery')
    .set({
      ...{ state: 'pending', run_after: deciding.at, ended_at: null, tries: 0 },
      ...{ error_code: null, error_text: null, tell_after: null, notice: null },
    })
    .where('id', '=', run.id)
    .where('state', '=', 'skipped')
    .execute()
  return done(transaction, row, deciding, 'posted-now', undefined, notify)
}

/** Puts a decision down, and wakes its run where that waits. */
async function done(
  transaction: Transaction<Schema>,
  row: ApprovalRow,
  { by, at, isOperator, schedule }: Deciding,
  what: 'approved' | 'held' | 'posted-now',
  run: DeliveryRow | undefined,
  notify: Notify,
): Promise<Decision> {
  const state = what === 'held' ? 'held' : 'approved'
  const changed = { state, by, at, public: Number(isOperator && state === 'approved') }
  await change(transaction, row, changed)
  const owner = await ownerOf(transaction, schedule)
  await enter(transaction, { owner, at, by, what, edition: row.edition, schedule })
  if (run?.state === 'pending') {
    const runAfter = Math.max(at, row.fire_at)
    await transaction
      .updateTable('delivery')
      .set({ run_after: runAfter })
      .where('id', '=', run.id)
      .where('state', '=', 'pending')
      .execute()
  }
  if (run?.state === 'pending' || what === 'posted-now') await notify(transaction, { runAfter: at, count: 1 })
  return { kind: 'done', approval: approvalOf({ ...row, ...changed, owner }) }
}

/** Whether the rule of two people keeps a member from approving. */
async function isOwn(
  transaction: Transaction<Schema>,
  { edition }: ApprovalRow,
  { schedule, by, twoPeople }: Deciding,
): Promise<boolean> {
  if (!twoPeople) return false
  const texts = await textsOf(transaction, await ownerOf(transaction, schedule), edition)
  return texts.some((text) => text.by === by)
}

/** With the schedule as it is, and the run's delivery where there is one. */
function withRun(database: Kysely<Schema>) {
  return withOwner(database)
    .leftJoin('delivery', (join) =>
      join
        .onRef('delivery.schedule', '=', 'approval.schedule')
        .onRef('delivery.fire_at', '=', 'approval.fire_at'),
    )
    .select(['schedule.plan_json', 'schedule.state as schedule_state', 'schedule.next_run_at'])
    .select(['schedule.deleted_at', 'schedule.skips_next'])
    .select(['delivery.state as run', 'delivery.error_code as code'])
}

type RowWithRun = ApprovalWithOwner &
  Pick<ScheduleRow, 'plan_json' | 'next_run_at' | 'deleted_at' | 'skips_next'> & {
    readonly schedule_state: string
    readonly run: string | null
    readonly code: string | null
  }

/** Undefined where the plan cannot be read. */
function openApprovalOf(row: RowWithRun): OpenApproval | undefined {
  const plan = readPlan(row.plan_json)
  if (!plan) return undefined
  const isNext = row.schedule_state === 'active' && row.next_run_at === row.fire_at && row.skips_next === 0
  return {
    approval: approvalOf(row),
    plan,
    isDue: row.deleted_at === null && (row.run !== null || isNext),
    ...(row.run !== null && {
      delivery: { state: row.run as DeliveryState, ...(row.code !== null && { code: row.code }) },
    }),
  }
}

function withOwner(database: Kysely<Schema>) {
  return database
    .selectFrom('approval')
    .innerJoin('schedule', 'schedule.id', 'approval.schedule')
    .selectAll('approval')
    .select('schedule.owner')
}

/** The delivery of a run; undefined before it is due. */
function runOf(
  transaction: Transaction<Schema>,
  { schedule, fireAt }: Pick<Asked, 'schedule' | 'fireAt'>,
): Promise<DeliveryRow | undefined> {
  return transaction
    .selectFrom('delivery')
    .selectAll()
    .where('schedule', '=', schedule)
    .where('fire_at', '=', fireAt)
    .$if(kindOf(transaction) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
}

/** Nothing of it was sent yet: it waits, or is just being looked at. */
function isOpen(run: DeliveryRow | undefined): boolean {
  return run === undefined || ((run.state === 'pending' || run.state === 'claimed') && run.parts === null)
}

function isHeldBack(run: DeliveryRow | undefined): boolean {
  return run?.state === 'skipped' && HELD_BACK.includes(run.error_code ?? '')
}

function approvalOf(row: ApprovalWithOwner): Approval {
  return {
    schedule: row.schedule,
    fireAt: row.fire_at,
    owner: row.owner,
    edition: row.edition,
    content: row.content,
    state: row.state as Approval['state'],
    ...(row.by !== null && { by: row.by }),
    ...(row.at !== null && { at: row.at }),
    deadline: row.deadline,
    expiresAt: row.expires_at,
    ...(row.review !== null && { review: row.review }),
    ...(row.shown !== null && { shown: row.shown }),
  }
}
