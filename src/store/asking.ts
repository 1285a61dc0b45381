/** Asking for the approval of a run's content, and for it anew where that is another: within the caller's transaction. */
import type { Transaction } from 'kysely'
import type { Asked } from '#src/chat/desk.ts'
import { enter } from './desktexts.ts'
import { kindOf } from './dialect.ts'
import type { ApprovalRow, Schema } from './schema.ts'

/** Milliseconds between a deadline and the end of the grace, at least. */
const LEAST = 60_000

export async function askFirst(transaction: Transaction<Schema>, asked: Asked): Promise<boolean> {
  const { schedule, fireAt, edition, content, additions, deadline, expiresAt } = asked
  await transaction
    .insertInto('approval')
    .values({
      ...{ schedule, fire_at: fireAt, edition, content, additions_json: JSON.stringify(additions) },
      ...{ state: 'waiting', by: null, at: null, public: 0, review: null, shown: null, open: 1 },
      ...{ deadline: Math.min(deadline, expiresAt - LEAST), expires_at: expiresAt },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return true
}

/** Another content voids what was decided; a deadline follows the rule as it is. A run that is due again is open again. */
export async function askAnew(
  transaction: Transaction<Schema>,
  row: ApprovalRow,
  asked: Asked,
): Promise<boolean> {
  const { content, additions, edition, now, schedule } = asked
  const deadline = Math.min(asked.deadline, row.expires_at - LEAST)
  if (row.content === content && row.deadline === deadline && row.open === 1) return false
  const isNew = row.content !== content
  await change(transaction, row, {
    ...{ content, edition, deadline, additions_json: JSON.stringify(additions), open: 1 },
    ...(isNew && { state: 'waiting', by: null, at: null, public: 0 }),
  })
  if (isNew && row.state !== 'waiting') {
    const owner = await ownerOf(transaction, schedule)
    await enter(transaction, { owner, at: now, by: 'system', what: 'changed', edition, schedule })
  }
  return true
}

export async function ownerOf(transaction: Transaction<Schema>, schedule: string): Promise<string> {
  const { owner } = await transaction
    .selectFrom('schedule')
    .select('owner')
    .where('id', '=', schedule)
    .executeTakeFirstOrThrow()
  return owner
}

/** The approval of a run, which nobody else changes before the transaction ends. */
export function lock(
  transaction: Transaction<Schema>,
  { schedule, fireAt }: Pick<Asked, 'schedule' | 'fireAt'>,
): Promise<ApprovalRow | undefined> {
  return transaction
    .selectFrom('approval')
    .selectAll()
    .where('schedule', '=', schedule)
    .where('fire_at', '=', fireAt)
    .$if(kindOf(transaction) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
}

export async function change(
  transaction: Transaction<Schema>,
  { schedule, fire_at }: Pick<ApprovalRow, 'schedule' | 'fire_at'>,
  values: Partial<ApprovalRow>,
): Promise<void> {
  await transaction
    .updateTable('approval')
    .set(values)
    .where('schedule', '=', schedule)
    .where('fire_at', '=', fire_at)
    .execute()
}
