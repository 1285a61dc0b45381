/** The steps of a claimed delivery: marker, outcome, back into the queue, the end. */
import { type Kysely, sql, type Transaction } from 'kysely'
import { isBoxOwner } from '#src/chat/alertbox.ts'
import { BESIDE } from '#src/chat/delivery.ts'
import type { Posted } from '#src/chat/posting.ts'
import { blockBox } from './alerts/blocked.ts'
import { kindOf } from './dialect.ts'
import type { Claim, Ended, Fault, GivenBack, MarkTimes, Refusal, SentTimes } from './claimed.ts'
import type { DeliveryRow, Schema } from './schema.ts'
import { transact } from './transact.ts'
import { saveRevision } from './schedules.ts'
import { notifyOfThin } from './thinnotice.ts'
import { notifyOfFaults, printFaults } from './unfinished.ts'
import type { Notify } from './nextdue.ts'

/** Refusals in a row that pause a schedule. */
const REFUSALS = 3

export function markPart(
  database: Kysely<Schema>,
  claim: Claim,
  part: number,
  nonce: string,
  { now, lease, nonceWindow, isAbsent = false }: MarkTimes,
): Promise<'marked' | 'lost' | 'over'> {
  return transact(database, async (transaction) => {
    const known = await transaction
      .selectFrom('delivery_part')
      .select('sending_since')
      .where('delivery', '=', claim.id)
      .where('part', '=', part)
      .executeTakeFirst()
    const since = isAbsent ? null : (known?.sending_since ?? null)
    // Where the clock was set back its age is unknown.
    if (since !== null && (now < since || now - since > nonceWindow)) return 'over'
    const moved = await change(transaction, claim, ['claimed'], {
      state: 'sending',
      lease_until: now + lease,
    })
    if (!moved) return 'lost'
    const values = { state: 'sending', nonce, sending_since: since ?? now }
    await transaction
      .insertInto('delivery_part')
      .values({ delivery: claim.id, part, posted_json: null, ...values })
      .onConflict((conflict) => conflict.columns(['delivery', 'part']).doUpdateSet(values))
      .execute()
    return 'marked'
  })
}

export function savePosted(
  database: Kysely<Schema>,
  claim: Claim,
  part: number,
  posted: readonly Posted[],
  { now, lease, last, faults = [], finishAt }: SentTimes,
): Promise<boolean> {
  return transact(database, async (transaction) => {
    // An answer that came after the lease says more than its end: as long as no worker has claimed it since.
    const moved = await change(transaction, claim, ['claimed', 'sending', 'uncertain', 'pending'], {
      ...(last ? { state: 'sent', lease_until: null } : { state: 'claimed', lease_until: now + lease }),
      ended_at: last ? now : null,
      error_code: null,
      error_text: null,
      lacks_json: null,
      tell_after: null,
      notice: null,
      faults_json: printFaults(faults),
      finish_after: finishAt ?? null,
    })
    if (!moved) return false
    await transaction
      .updateTable('delivery_part')
      .set({ state: 'sent', posted_json: JSON.stringify(posted) })
      .where('delivery', '=', claim.id)
      .where('part', '=', part)
      .execute()
    if (last) {
      await notifyOfThin(transaction, moved, now)
      await notifyOfFaults(transaction, { ...moved, faults_json: null }, faults, now)
      await transaction
        .updateTable('schedule')
        .set({ refusals: 0 })
        .where('id', '=', (query) =>
          query.selectFrom('delivery').select('schedule').where('delivery.id', '=', claim.id),
        )
        .where('refusals', '>', 0)
        .execute()
    }
    return true
  })
}

export function release(
  database: Kysely<Schema>,
  claim: Claim,
  { runAfter, now, counts, fault, unsent, refusal }: GivenBack,
  notify: Notify,
): Promise<{ readonly paused: boolean } | undefined> {
  return transact(database, async (transaction) => {
    const moved = await change(transaction, claim, ['claimed', 'sending'], {
      state: 'pending',
      run_after: runAfter,
      lease_until: null,
      ...(!counts && { tries: sql<number>`tries - 1` as unknown as number }),
      ...(fault && faultOf(fault)),
      ...(refusal && { tell_after: now, notice: null }),
    })
    if (!moved) return undefined
    await notify(transaction, { runAfter, count: 1 })
    if (unsent !== undefined) {
      await transaction
        .updateTable('delivery_part')
        .set({ state: 'waiting', sending_since: null })
        .where('delivery', '=', claim.id)
        .where('part', '=', unsent)
        .execute()
    }
    if (!refusal) return { paused: false }
    const paused = await countRefusal(transaction, claim.id, refusal, now)
    if (paused) {
      await transaction
        .updateTable('delivery')
        .set({ state: 'dead', ended_at: now })
        .where('id', '=', claim.id)
        .execute()
    }
    return { paused }
  })
}

export function finishClaim(
  database: Kysely<Schema>,
  claim: Claim,
  { state, now, fault, refusal }: Ended,
): Promise<{ readonly paused: boolean } | undefined> {
  return transact(database, async (transaction) => {
    const moved = await change(transaction, claim, ['claimed', 'sending'], {
      state,
      lease_until: null,
      ended_at: now,
      ...faultOf(fault),
      tell_after: state === 'skipped' ? null : now,
      notice: null,
    })
    if (!moved) return undefined
    return { paused: refusal ? await countRefusal(transaction, claim.id, refusal, now) : false }
  })
}

/** The delivery, where it was the claim's and in one of these states. */
async function change(
  transaction: Transaction<Schema>,
  { id, worker, epoch }: Claim,
  states: readonly string[],
  values: Partial<DeliveryRow>,
): Promise<Pick<DeliveryRow, 'id' | 'schedule' | 'fire_at' | 'awaits' | 'thin'> | undefined> {
  return transaction
    .updateTable('delivery')
    .set(values)
    .where('id', '=', id)
    .where('worker', '=', worker)
    .where('epoch', '=', epoch)
    .where('state', 'in', states)
    .returning(['id', 'schedule', 'fire_at', 'awaits', 'thin'])
    .executeTakeFirst()
}

/** Whether that paused the schedule. A test to somebody else says nothing about the schedule's own chat. */
async function countRefusal(
  transaction: Transaction<Schema>,
  delivery: string,
  { reason, final }: Refusal,
  now: number,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('schedule')
    .innerJoin('delivery', 'delivery.schedule', 'schedule.id')
    .selectAll('schedule')
    .where('delivery.id', '=', delivery)
    .where('delivery.reason', 'not in', BESIDE)
    .where('schedule.deleted_at', 'is', null)
    .$if(kindOf(transaction) === 'postgres', (query) => query.forUpdate('schedule'))
    .executeTakeFirst()
  if (!row) return final
  if (isBoxOwner(row.owner)) {
    // A message that is not valid is our mistake: it says nothing of the chat.
    if (reason === 'invalid') return false
    await blockBox(transaction, row, { reason, now })
    return true
  }
  const refusals = row.refusals + 1
  const pauses = final || refusals >= REFUSALS
  const counted = { ...row, refusals, revision: row.revision + 1 }
  if (!pauses || row.state === 'paused') {
    await transaction.updateTable('schedule').set({ refusals }).where('id', '=', row.id).execute()
    return pauses
  }
  await transaction
    .updateTable('schedule')
    .set({ refusals, state: 'paused', trouble: reason, next_run_at: null, revision: counted.revision })
    .where('id', '=', row.id)
    .execute()
  await saveRevision(transaction, counted, { by: 'system', at: now, change: 'paused' })
  return true
}

function faultOf({ code, text, lacks }: Fault) {
  return { error_code: code, error_text: text, lacks_json: lacks ? JSON.stringify(lacks) : null }
}
