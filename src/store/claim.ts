/** Taking deliveries: a worker's own until its lease ends, with the plan that they were made by. */
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import { parseFaults, parsePlan, parsePosted, readPlan } from '#src/chat/planschema.ts'
import type { Additions } from '#src/chat/additions.ts'
import { kindOf } from './dialect.ts'
import type { Claimed, ClaimedPart } from './claimed.ts'
import type { DeliveryPartRow, DeliveryRow, Schema } from './schema.ts'

/** What is written of a part that arrived without a message that could be named. */
const NOTHING = '[]'

/**
 * What may have arrived already goes first: behind thousands of others its nonce would run out, and it could not be sent
 * again safely.
 */
export function claim(
  database: Kysely<Schema>,
  worker: string,
  platform: string,
  now: number,
  lease: number,
  most: number,
): Promise<readonly Claimed[]> {
  return database.transaction().execute(async (transaction) => {
    const ripe = (limit: number) =>
      withPlans(transaction)
        .where('delivery.state', '=', 'pending')
        .where('delivery.platform', '=', platform)
        .where('delivery.run_after', '<=', now)
        .orderBy('delivery.run_after')
        .orderBy('delivery.id')
        .limit(limit)
        .$if(kindOf(transaction) === 'postgres', (query) => query.forUpdate('delivery').skipLocked())
    const doubtful = await ripe(most).where('delivery.id', 'in', inDoubt).execute()
    const left = most - doubtful.length
    const others =
      left === 0
        ? []
        : await ripe(left)
            .$if(doubtful.length > 0, (query) => query.where('delivery.id', 'not in', idsOf(doubtful)))
            .execute()
    const rows = await withoutMalformed(transaction, [...doubtful, ...others], now)
    if (rows.length === 0) return []
    await transaction
      .updateTable('delivery')
      .set({
        state: 'claimed',
        worker,
        epoch: sql`epoch + 1`,
        tries: sql`tries + 1`,
        lease_until: now + lease,
      })
      .where('id', 'in', idsOf(rows))
      .execute()
    const claimed = rows.map((row) => ({ ...row, worker, epoch: row.epoch + 1, tries: row.tries + 1 }))
    return withParts(transaction, claimed)
  })
}

/** Those whose stored plan can be read; a delivery of another ends here, and holds up no other. */
async function withoutMalformed(
  transaction: Kysely<Schema>,
  rows: readonly RowWithPlan[],
  now: number,
): Promise<readonly RowWithPlan[]> {
  const readable: RowWithPlan[] = []
  for (const row of rows) {
    let problem = ''
    if (readPlan(row.plan_json, (reason) => (problem = reason))) readable.push(row)
    else {
      await transaction
        .updateTable('delivery')
        .set({ state: 'failed', error_code: 'malformed', error_text: problem, ended_at: now })
        .where('id', '=', row.id)
        .execute()
    }
  }
  return readable
}

export type RowWithPlan = DeliveryRow & { readonly plan_json: string }

/** Deliveries with the plan that they were made by. */
export function withPlans(database: Kysely<Schema>) {
  return database
    .selectFrom('delivery')
    .innerJoin('revision', (join) =>
      join
        .onRef('revision.schedule', '=', 'delivery.schedule')
        .onRef('revision.revision', '=', 'delivery.revision'),
    )
    .selectAll('delivery')
    .select('revision.plan_json')
}

export async function withParts(
  database: Kysely<Schema>,
  rows: readonly RowWithPlan[],
): Promise<readonly Claimed[]> {
  const parts = await database
    .selectFrom('delivery_part')
    .selectAll()
    .where('delivery', 'in', idsOf(rows))
    .orderBy('part')
    .execute()
  const byDelivery = Map.groupBy(parts, ({ delivery }) => delivery)
  return rows.map((row) => claimedOf(row, byDelivery.get(row.id) ?? []))
}

/** Deliveries of which a part was begun and its outcome is unknown. */
function inDoubt(query: ExpressionBuilder<Schema, 'delivery'>) {
  return query
    .selectFrom('delivery_part')
    .select('delivery_part.delivery')
    .where('delivery_part.state', '=', 'sending')
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id)
}

function claimedOf(row: RowWithPlan, parts: readonly DeliveryPartRow[]): Claimed {
  return {
    id: row.id,
    worker: row.worker ?? '',
    epoch: row.epoch,
    schedule: row.schedule,
    target: row.target,
    plan: parsePlan(row.plan_json),
    fireAt: row.fire_at,
    expiresAt: row.expires_at,
    reason: row.reason as Claimed['reason'],
    late: row.late === 1,
    tries: row.tries,
    resends: row.resends,
    edition: row.edition ?? undefined,
    awaits: row.awaits ?? undefined,
    ...(row.additions_json !== null && { additions: JSON.parse(row.additions_json) as Additions }),
    parts: parts.map(partOf),
    faults: row.faults_json === null ? [] : parseFaults(row.faults_json),
  }
}

function partOf({ part, state, sending_since, posted_json }: DeliveryPartRow): ClaimedPart {
  return {
    part,
    state: state as ClaimedPart['state'],
    sendingSince: sending_since ?? undefined,
    posted: posted_json === null ? [] : parsePosted(posted_json),
    isNamed: !(state === 'sent' && posted_json === NOTHING),
  }
}
