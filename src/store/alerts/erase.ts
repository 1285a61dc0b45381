/** Alerts that are removed with everything that is kept of a member or a chat. */
import { type Expression, type SqlBool, sql, type Transaction } from 'kysely'
import type { Schema } from '../schema.ts'

/** Which rows go. */
export interface ErasedAlerts {
  readonly firings: Expression<SqlBool>
  readonly alerts: Expression<SqlBool>
  /** Asked once the alerts are gone. */
  readonly boxes: Expression<SqlBool>
}

/** First what alerts have to report, then the boxes that it leaves by, with what they sent. Gives the number of rows. */
export async function eraseAlerts(
  transaction: Transaction<Schema>,
  { firings, alerts, boxes }: ErasedAlerts,
): Promise<bigint> {
  const own = transaction
    .deleteFrom('watch')
    .where(sql<SqlBool>`alert in (select id from alert where ${alerts})`)
  const first = [
    transaction.deleteFrom('firing').where(firings),
    own,
    transaction.deleteFrom('alert').where(alerts),
  ]
  let count = 0n
  for (const one of first) count += (await one.executeTakeFirst()).numDeletedRows
  const gone = await transaction.deleteFrom('box').where(boxes).returning('schedule').execute()
  const schedules = gone.map(({ schedule }) => schedule)
  count += BigInt(gone.length)
  if (schedules.length === 0) return count
  const sent = transaction.selectFrom('delivery').select('id').where('schedule', 'in', schedules)
  const last = [
    transaction.deleteFrom('delivery_part').where('delivery', 'in', sent),
    transaction.deleteFrom('delivery').where('schedule', 'in', schedules),
    transaction.deleteFrom('revision').where('schedule', 'in', schedules),
    transaction.deleteFrom('schedule').where('id', 'in', schedules),
  ]
  for (const one of last) count += (await one.executeTakeFirst()).numDeletedRows
  return count
}
