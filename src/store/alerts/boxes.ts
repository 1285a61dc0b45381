/**
 * Boxes: how the firings of one chat leave. What a box has gathered is one delivery of a schedule of its own, which nobody sees and which
 * is never due: it leaves as every post does, once, whatever is killed.
 */
import { randomBytes } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import { boxOwner, FIRINGS } from '#src/chat/alertbox.ts'
import type { AlertPlan } from '#src/chat/alert.ts'
import { readPlan } from '#src/chat/planschema.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { kindOf } from '../dialect.ts'
import { freeFireAt, LATE_AFTER, pendingRow } from '../enqueuedue.ts'
import type { Notify } from '../nextdue.ts'
import type { Schema } from '../schema.ts'
import { transact } from '../transact.ts'
import { saveRevision } from '../schedules.ts'
import { openAgain } from './blocked.ts'
import { holdAddresses } from './lock.ts'

/** A box in which something waits to be gathered. */
export interface DueBox {
  readonly target: string
  readonly owner: string
  /** Where no setting names another; undefined where it cannot be read. */
  readonly zone?: string
  /** What keeps its plan from being read. */
  readonly problem?: string
  readonly flushAt: number
  readonly lastAt?: number
  readonly day?: string
  readonly sentToday: number
  readonly listed?: Listed
}

/** Why what is in a message was held back: quiet hours, the most messages of a day; `last` is the last message of its day. */
export type Listed = 'quiet' | 'full' | 'last'

export interface Gathering {
  /** Of its zone, `2025-11-24`. */
  readonly day: string
  readonly listed?: Listed
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The revisions of a box's schedule: with a sound, and without. */
const [LOUD, SILENT] = [1, 2]
/** Milliseconds after which what was to be gathered is no news: a restored copy sends nothing that is long past. */
const NEWS_FOR = 6 * 3_600_000
/** Milliseconds that a box waits at most, where it is not held. */
const LONGEST_WAIT = 60_000

/**
 * The box of a chat, made where there is none; a blocked one is open again, as what is set now is to arrive. Its own transaction,
 * or the caller's.
 */
export async function openBox(
  transaction: Transaction<Schema>,
  { target, look }: Pick<AlertPlan, 'target' | 'look'>,
  owner: string,
  now: number,
): Promise<void> {
  const known = await transaction
    .selectFrom('box')
    .select('state')
    .where('target', '=', target)
    .executeTakeFirst()
  if (known?.state === 'blocked') await openAgain(transaction, target)
  if (known) return
  const plan = (silent: boolean): Plan => ({
    ...{ target, ...look },
    what: FIRINGS,
    when: { kind: 'cron', expression: '0 0 1 1 *' },
    options: silent ? { silent } : {},
    ...{ grace: NEWS_FOR, late: 'post', coverage: { least: 0, patience: 0 } },
  })
  const row = {
    id: randomBytes(8).toString('base64url'),
    ...{ owner: boxOwner(target), number: 1, target, state: 'active', trouble: null, refusals: 0 },
    ...{
      skips_next: 0,
      next_run_at: null,
      created_at: now,
      deleted_at: null,
      reviewed: 0,
      flash_since: null,
    },
  }
  const revisions = [
    { id: row.id, revision: LOUD, plan_json: JSON.stringify(plan(false)) },
    { id: row.id, revision: SILENT, plan_json: JSON.stringify(plan(true)) },
  ] as const
  await transaction
    .insertInto('schedule')
    .values({ ...row, ...revisions[1] })
    .execute()
  for (const one of revisions)
    await saveRevision(transaction, one, { by: 'system', at: now, change: 'added' })
  await transaction
    .insertInto('box')
    .values({
      ...{ target, schedule: row.id, owner, flush_at: null, last_at: null, day: null },
      ...{ sent_today: 0, state: 'open', reason: null, listed: null, blocked_at: null, told_at: null },
    })
    .execute()
}

/** Open boxes whose time has come, the longest due first. */
export async function dueBoxes(
  database: Kysely<Schema>,
  now: number,
  most: number,
): Promise<readonly DueBox[]> {
  const rows = await database
    .selectFrom('box')
    .innerJoin('schedule', 'schedule.id', 'box.schedule')
    .selectAll('box')
    .select('schedule.plan_json')
    .where('box.state', '=', 'open')
    .where('box.flush_at', '<=', now)
    .orderBy('box.flush_at')
    .limit(most)
    .execute()
  return rows.map(({ target, owner, flush_at, last_at, day, sent_today, listed, plan_json }) => ({
    ...zoneIn(plan_json),
    ...{ target, owner, flushAt: flush_at ?? now, sentToday: sent_today },
    ...(last_at !== null && { lastAt: last_at }),
    ...(day !== null && { day }),
    ...(listed !== null && { listed: listed as Listed }),
  }))
}

/** A plan that this version cannot read holds up no other box. */
function zoneIn(plan: string): Pick<DueBox, 'zone' | 'problem'> {
  let problem = ''
  const zone = readPlan(plan, (reason) => (problem = reason))?.zone
  return zone === undefined ? { problem } : { zone }
}

/**
 * To be called where the clock was set back, or may have been: a box that is not held waits for a minute at most, and does not wait
 * until the clock is there again.
 */
export async function hastenBoxes(database: Kysely<Schema>, now: number): Promise<void> {
  await database
    .updateTable('box')
    .set({ flush_at: now })
    .where('state', '=', 'open')
    .where('flush_at', '>', now + LONGEST_WAIT)
    .where('listed', 'is', null)
    .execute()
}

/**
 * Looks again at what is held, as the settings of this chat or owner have changed. What is due is written, too: who has read the
 * settings as they were, and is about to hold it, leaves it.
 */
export async function reconsiderBoxes(database: Kysely<Schema>, of: string, now: number): Promise<void> {
  await database
    .updateTable('box')
    .set({ flush_at: now })
    .where('state', '=', 'open')
    .where((where) => where.or([where('listed', 'is not', null), where('flush_at', '<=', now)]))
    .where('flush_at', '>', now - NEWS_FOR)
    .where((where) => where.or([where('target', '=', of), where('owner', '=', of)]))
    .execute()
}

/** Holds what waits until later; nothing where somebody else has seen to the box. */
export async function deferBox(
  database: Kysely<Schema>,
  { target, flushAt }: Pick<DueBox, 'target' | 'flushAt'>,
  until: number,
  listed: Listed | undefined,
): Promise<void> {
  await database
    .updateTable('box')
    .set({ flush_at: until, ...(listed && { listed }) })
    .where('target', '=', target)
    .where('flush_at', '=', flushAt)
    .execute()
}

/** Makes one delivery of all that waits in a box. False where somebody else has, or nothing waits. */
export function gatherBox(
  database: Kysely<Schema>,
  { target, flushAt }: Pick<DueBox, 'target' | 'flushAt'>,
  { day, listed, now }: Gathering,
  notify: Notify,
): Promise<boolean> {
  return transact(database, async (transaction) => {
    await holdAddresses(transaction)
    const box = await transaction
      .selectFrom('box')
      .selectAll()
      .where('target', '=', target)
      .where('flush_at', '=', flushAt)
      .where('state', '=', 'open')
      .$if(kindOf(transaction) === 'postgres', (query) => query.forUpdate())
      .executeTakeFirst()
    if (!box) return false
    const waiting = transaction.updateTable('firing').where('target', '=', target).where('fate', '=', 'waits')
    if (now - flushAt > NEWS_FOR) {
      await waiting.set({ fate: 'unposted' }).execute()
      await transaction
        .updateTable('box')
        .set({ flush_at: null, listed: null })
        .where('target', '=', target)
        .execute()
      return false
    }
    const silent = await isSilent(transaction, target)
    const run = {
      fire_at: await freeFireAt(transaction, box.schedule, flushAt),
      reason: 'due',
      run_after: now,
      expires_at: now + NEWS_FOR,
      created_at: now,
    }
    const revision = silent ? SILENT : LOUD
    const late = Number(now - flushAt > LATE_AFTER)
    const made = pendingRow({ id: box.schedule, revision, target }, { ...run, late })
    const gathered = await waiting
      .set({ fate: 'gathered', delivery: made.id, listed: listed ?? null })
      .executeTakeFirst()
    const isEmpty = gathered.numUpdatedRows === 0n
    await transaction
      .updateTable('box')
      .set({
        ...{ flush_at: null, listed: null },
        ...(!isEmpty && { last_at: now, day, sent_today: box.day === day ? box.sent_today + 1 : 1 }),
      })
      .where('target', '=', target)
      .execute()
    if (isEmpty) return false
    await transaction.insertInto('delivery').values(made).execute()
    await notify(transaction, { runAfter: now, count: 1 })
    return true
  })
}

/** Whether all that waits is to arrive without a sound: what was passed during a snooze does not ring as new. */
async function isSilent(transaction: Transaction<Schema>, target: string): Promise<boolean> {
  const loud = await transaction
    .selectFrom('firing')
    .innerJoin('alert', 'alert.id', 'firing.alert')
    .select('alert.id')
    .where('firing.target', '=', target)
    .where('firing.fate', '=', 'waits')
    .where('firing.kind', '<>', 'meanwhile')
    .where('alert.plan_json', 'not like', '%"silent":true%')
    .limit(1)
    .executeTakeFirst()
  return loud === undefined
}

/**
 * What is to be gathered in the boxes of these chats by then, at the latest. Each box is written, also where it is due sooner: what
 * gathers it at this moment does not see the caller's firings, and has no time left for them once it is done.
 */
export async function flushBy(
  transaction: Kysely<Schema>,
  at: number,
  targets: ReturnType<typeof sql>,
): Promise<void> {
  await sql`update box set flush_at = case when flush_at < ${at} then flush_at else ${at} end
    where state = 'open' and target in (${targets})`.execute(transaction)
}
