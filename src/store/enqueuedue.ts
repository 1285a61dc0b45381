/** From due schedules to deliveries: one row for each run, whatever is killed and however many workers do it. */
import { randomUUID } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { platformOf } from '#src/chat/address.ts'
import { readPlan } from '#src/chat/planschema.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { kindOf } from './dialect.ts'
import type { DeliveryRow, ScheduleRow, Schema } from './schema.ts'
import type { Notify } from './nextdue.ts'

export interface DueParts {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Schedules in one transaction, at most. */
  readonly most: number
  /** The first run after an instant. */
  readonly next: (plan: Plan, after: number) => number | Promise<number>
  /** The edition that a run needs, by a name that all who need it share; undefined where it needs none. */
  readonly awaits: Awaits
  /** Hears of a schedule whose stored plan cannot be read: it is looked at again an hour later, and the others are due. */
  readonly onMalformed?: (schedule: string, problem: string) => void
}

export type Awaits = (plan: Plan, fireAt: number) => string | undefined | Promise<string | undefined>

/** Milliseconds after which a run is late: less is a tick that came a little later, or a short restart. */
export const LATE_AFTER = 15 * 60_000
/** Missed runs of one schedule that are written down, beside the newest. */
const MISSED_KEPT = 50
/** Milliseconds until a schedule that cannot be read is looked at again. */
const MALFORMED_AGAIN = 3_600_000
/** Rows in one statement: SQLite and PostgreSQL both bound its parameters. */
const ROWS = 400

/** Takes up to `most` due schedules and gives how many; fewer than `most` means that no more are due. */
export function enqueueDue(database: Kysely<Schema>, parts: DueParts, notify: Notify): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const rows = await transaction
      .selectFrom('schedule')
      .selectAll()
      .where('next_run_at', '<=', parts.now)
      .where('state', '=', 'active')
      .where('deleted_at', 'is', null)
      .orderBy('next_run_at')
      .limit(parts.most)
      // Another worker's are being seen to.
      .$if(kindOf(transaction) === 'postgres', (query) => query.forUpdate().skipLocked())
      .execute()
    const read = rows.map((row) => {
      const plan = readPlan(row.plan_json, (problem) => parts.onMalformed?.(row.id, problem))
      return { row, plan }
    })
    const asking = askedOnce(parts)
    const due: Due[] = []
    for (const { row, plan } of read) if (plan) due.push(await dueOf(row, plan, asking))
    const malformed = read.flatMap(({ row, plan }) =>
      plan ? [] : [{ row, next: parts.now + MALFORMED_AGAIN }],
    )
    const deliveries = due.flatMap((one) => one.deliveries)
    for (let from = 0; from < deliveries.length; from += ROWS) {
      await transaction
        .insertInto('delivery')
        .values(deliveries.slice(from, from + ROWS))
        .onConflict((conflict) => conflict.columns(['schedule', 'fire_at']).doNothing())
        .execute()
    }
    await moveOn(transaction, [...due, ...malformed])
    const count = deliveries.filter(({ state }) => state === 'pending').length
    if (count > 0) await notify(transaction, { runAfter: parts.now, count })
    return rows.length
  })
}

/** The row of a run that waits for its turn. */
export function pendingRow(
  row: Pick<ScheduleRow, 'id' | 'revision' | 'target'>,
  run: Pick<DeliveryRow, 'fire_at' | 'reason' | 'expires_at' | 'created_at'> & Partial<DeliveryRow>,
): DeliveryRow {
  return {
    id: randomUUID(),
    schedule: row.id,
    revision: row.revision,
    platform: platformOf(run.target ?? row.target),
    target: row.target,
    awaits: null,
    state: 'pending',
    late: 0,
    tries: 0,
    run_after: run.fire_at,
    resends: 0,
    worker: null,
    epoch: 0,
    lease_until: null,
    edition: null,
    parts: null,
    error_code: null,
    error_text: null,
    lacks_json: null,
    tell_after: null,
    notice: null,
    faults_json: null,
    finish_after: null,
    thin: 0,
    ended_at: null,
    additions_json: null,
    ...run,
  }
}

/**
 * The first instant from one on that no delivery of the schedule is named by; milliseconds since 1970. Where the clock was set back,
 * or two come in one millisecond, the instant itself is taken.
 */
export async function freeFireAt(
  transaction: Transaction<Schema>,
  schedule: string,
  from: number,
): Promise<number> {
  const rows = await transaction
    .selectFrom('delivery')
    .select('fire_at')
    .where('schedule', '=', schedule)
    .where('fire_at', '>=', from)
    .execute()
  const taken = new Set(rows.map((row) => Number(row.fire_at)))
  let free = from
  while (taken.has(free)) free++
  return free
}

interface Due {
  readonly row: ScheduleRow
  readonly deliveries: readonly DeliveryRow[]
  readonly next: number
}

/**
 * Most are due at one time in one zone, for one edition: each question is asked once for all of them, as those who
 * answer may be in another thread.
 */
function askedOnce({ now, next, awaits }: DueParts): Pick<DueParts, 'now' | 'next' | 'awaits'> {
  const runs = new Map<string, ReturnType<DueParts['next']>>()
  const editions = new Map<string, ReturnType<Awaits>>()
  const known = <Answer>(answers: Map<string, Answer>, question: unknown, ask: () => Answer): Answer => {
    const key = JSON.stringify(question)
    const answer = answers.has(key) ? (answers.get(key) as Answer) : ask()
    answers.set(key, answer)
    return answer
  }
  return {
    now,
    next: (plan, after) => known(runs, [plan.when, plan.zone, after], () => next(plan, after)),
    awaits: (plan, fireAt) => known(editions, [plan.what, fireAt], () => awaits(plan, fireAt)),
  }
}

async function dueOf(
  row: ScheduleRow,
  plan: Plan,
  { now, next, awaits }: Pick<DueParts, 'now' | 'next' | 'awaits'>,
): Promise<Due> {
  // Without any grace no run would ever be in time: each comes a moment after it is due.
  const grace = Math.max(plan.grace, LATE_AFTER)
  const fires: number[] = []
  let upcoming = row.next_run_at as number
  while (upcoming <= now) {
    fires.push(upcoming)
    if (fires.length > MISSED_KEPT + 1) fires.shift()
    upcoming = await next(plan, upcoming)
  }
  const deliveries: DeliveryRow[] = []
  for (const [index, fireAt] of fires.entries()) {
    const missed = index < fires.length - 1 || now - fireAt > grace
    const late = now - fireAt > LATE_AFTER
    const expired = missed || (late && plan.late === 'skip')
    // The run that a moderator had passed over is the first one that comes.
    const skipped = index === 0 && row.skips_next === 1
    const run = {
      fire_at: fireAt,
      reason: 'due',
      awaits: (await awaits(plan, fireAt)) ?? null,
      expires_at: fireAt + grace,
      created_at: now,
      late: Number(late),
    }
    // Moderators are notified once of posts that will not come, not of each.
    const tell_after = index === fires.length - 1 ? now : null
    if (skipped) deliveries.push(pendingRow(row, { ...run, state: 'skipped', ended_at: now }))
    else if (expired)
      deliveries.push(pendingRow(row, { ...run, state: 'expired', ended_at: now, tell_after }))
    else deliveries.push(pendingRow(row, run))
  }
  return { row, deliveries, next: upcoming }
}

/** Most move from one instant to another together: one statement for all of these. */
async function moveOn(
  transaction: Transaction<Schema>,
  due: readonly Pick<Due, 'row' | 'next'>[],
): Promise<void> {
  const groups = Map.groupBy(due, ({ row, next }) => `${row.next_run_at} ${next}`)
  for (const group of groups.values()) {
    const [{ row, next }] = group as [Pick<Due, 'row' | 'next'>]
    for (let from = 0; from < group.length; from += ROWS) {
      await transaction
        .updateTable('schedule')
        .set({ next_run_at: next, skips_next: 0 })
        .where(
          'id',
          'in',
          group.slice(from, from + ROWS).map((one) => one.row.id),
        )
        .where('next_run_at', '=', row.next_run_at)
        .execute()
    }
  }
}
