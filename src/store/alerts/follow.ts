/** A watchlist that changes, and with it what the alerts on it watch. */
import type { Kysely, Transaction } from 'kysely'
import type { Alert } from '#src/chat/alert.ts'
import type { ListChange } from '#src/chat/alertstore.ts'
import { parseSeries } from '#src/market/watched.ts'
import type { Schema } from '../schema.ts'
import { transact } from '../transact.ts'
import { changeWatchlistIn } from '../watchlist.ts'
import { watchedBy } from './counts.ts'
import { lock } from './lock.ts'
import { fillWatches } from './put.ts'
import type { AlertRow } from './rows.ts'
import { holdWatches } from './states.ts'

/** All in one transaction, or nothing. */
export async function followList(
  database: Kysely<Schema>,
  change: ListChange,
): Promise<readonly string[] | 'changed' | 'full'> {
  try {
    return await transact(database, (transaction) => followIn(transaction, change))
  } catch (error) {
    if (error instanceof Refused) return error.why
    throw error
  }
}

/** Rolls back what was changed so far. */
class Refused extends Error {
  override readonly name = 'Refused'
  readonly why: 'changed' | 'full'

  constructor(why: Refused['why']) {
    super(why)
    this.why = why
  }
}

async function followIn(
  transaction: Transaction<Schema>,
  { owner, lists, most, now, ...change }: ListChange,
): Promise<readonly string[]> {
  await lock(transaction)
  const coins = await changeWatchlistIn(transaction, owner, change)
  const alerts = await transaction
    .selectFrom('alert')
    .selectAll()
    .where('owner', '=', owner)
    .where('is_list', '=', 1)
    .where('ended_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute()
  for (const alert of alerts) {
    const list = lists.find(({ id, revision }) => id === alert.id && revision === alert.revision)
    if (!list) throw new Refused('changed')
    await followWith(transaction, alert, list, { coins: new Set(coins), now })
  }
  if (alerts.length > 0 && (await watchedBy(transaction, owner)) > most) throw new Refused('full')
  return coins
}

async function followWith(
  transaction: Transaction<Schema>,
  alert: AlertRow,
  { watches }: ListChange['lists'][number],
  { coins, now }: { readonly coins: ReadonlySet<string>; readonly now: number },
): Promise<void> {
  const rows = await transaction
    .selectFrom('watch')
    .innerJoin('observed', 'observed.id', 'watch.series')
    .select(['watch.id', 'watch.state', 'observed.name'])
    .where('watch.alert', '=', alert.id)
    .orderBy('watch.id')
    .execute()
  const isFollowed = (series: string) => coins.has(coinOf(series) ?? '')
  const live = rows.filter(({ state }) => state !== 'done')
  const gone = live.filter(({ name }) => !isFollowed(name))
  if (gone.length > 0) {
    await transaction
      .updateTable('watch')
      .set({ state: 'done', wake_at: null })
      .where(
        'id',
        'in',
        gone.map(({ id }) => id),
      )
      .execute()
  }
  const watched = new Set(live.map(({ name }) => name))
  const added = watches.filter(({ series }) => isFollowed(series) && !watched.has(series))
  const begun = new Set(added.map(({ series }) => series))
  // What has reported a coin for the last time is kept while the coin is followed: it does not ring again.
  const free = rows.filter((row) => !live.includes(row) && (!isFollowed(row.name) || begun.has(row.name)))
  await fillWatches(transaction, alert.id, added, [...free, ...gone], now)
  const state = alert.state as Alert['state']
  if (added.length > 0 && (state === 'paused' || state === 'snoozed')) {
    await holdWatches(transaction, [alert.id], {
      as: state,
      ...(alert.snoozed_until !== null && { wakeAt: alert.snoozed_until }),
    })
  }
}

function coinOf(name: string): string | undefined {
  const series = parseSeries(name)
  if (!series) return undefined
  return 'asset' in series ? series.asset : series.of
}
