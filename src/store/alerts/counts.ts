/** How many alerts and watches there are, as quotas count them. To be asked while nobody else adds any: see `lock`. */
import { sql, type Transaction } from 'kysely'
import type { ALERT_QUOTAS } from '#src/chat/alert.ts'
import type { Schema } from '../schema.ts'

/** Those of an owner, and of all, that have not ended; with the last number that the owner was given. */
export async function countsOf(transaction: Transaction<Schema>, owner: string) {
  const live = sql<number>`sum(case when ended_at is null and deleted_at is null then 1 else 0 end)`
  const own = await transaction
    .selectFrom('alert')
    .select([live.as('alerts'), (build) => build.fn.max('number').as('number')])
    .where('owner', '=', owner)
    .executeTakeFirstOrThrow()
  const { all } = await transaction
    .selectFrom('alert')
    .select((build) => build.fn.countAll<number>().as('all'))
    .where('ended_at', 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return { alerts: Number(own.alerts ?? 0), number: Number(own.number ?? 0), all: Number(all) }
}

/** Watches of an owner that have not ended; `besides` is an alert that is left out. */
export async function watchedBy(
  transaction: Transaction<Schema>,
  owner: string,
  besides = '',
): Promise<number> {
  const { watched } = await transaction
    .selectFrom('watch')
    .innerJoin('alert', 'alert.id', 'watch.alert')
    .select((build) => build.fn.countAll<number>().as('watched'))
    .where('alert.owner', '=', owner)
    .where('alert.id', '<>', besides)
    .where('alert.deleted_at', 'is', null)
    .where('watch.state', '<>', 'done')
    .executeTakeFirstOrThrow()
  return Number(watched)
}

/** Of an owner, and alerts of all. */
type Most = Pick<(typeof ALERT_QUOTAS)[keyof typeof ALERT_QUOTAS], 'alerts' | 'watches'> & {
  readonly total: number | undefined
}

/** Whether one more alert, or one that is again among them, is too much for its owner; `watches` is how many it has. */
export async function isTooMuch(
  transaction: Transaction<Schema>,
  { id, owner, isCounted }: { readonly id: string; readonly owner: string; readonly isCounted: boolean },
  watches: number,
  most: Most,
): Promise<boolean> {
  const { alerts, all } = await countsOf(transaction, owner)
  if (!isCounted && (alerts >= most.alerts || all >= (most.total ?? Number.POSITIVE_INFINITY))) return true
  return watches > 0 && (await watchedBy(transaction, owner, id)) + watches > most.watches
}
