/** Frozen flashes, as text, and what became of each in every chat that wants them. */
import type { Expression, Kysely, SqlBool, Transaction } from 'kysely'
import { FLASH_NEWS } from '#src/chat/flash.ts'
import { readPlan } from '#src/chat/planschema.ts'
import type { Plan } from '#src/chat/schedule.ts'
import { kindOf } from './dialect.ts'
import type { FlashRow } from './editionrows.ts'
import { LATE_AFTER, pendingRow } from './enqueuedue.ts'
import type { Notify } from './nextdue.ts'
import type { Schema } from './schema.ts'

export interface FrozenFlash {
  /** Made from its content. */
  readonly id: string
  /** The id of its first revision: what it is called across revisions. */
  readonly first: string
  /** The history that it was read from. */
  readonly data: { readonly kind: string; readonly name: string }
  /** What is rare, and in which direction: `price.bitcoin down`. */
  readonly subject: string
  /** How far back a statement had to reach. */
  readonly weeks: number
  /** When it happened. Milliseconds since 1970, as all times here. */
  readonly at: number
  readonly revision: number
  /** 0-1: which goes first where a chat may not have all. */
  readonly salience: number
  /** JSON. */
  readonly content: string
  readonly frozenAt: number
}

/** A chat that wants flashes. */
export interface FlashChat {
  readonly schedule: string
  readonly plan: Plan
  /** What was frozen before is not posted there. */
  readonly since: number
}

/** `posted` it was sent or waits to be, `left` to the daily, `joined` to an earlier post that it goes on with. */
export type FlashFate = 'posted' | 'left' | 'joined'

/** What became of a flash in a chat. */
export interface FlashPost {
  readonly schedule: string
  /** The id of its first revision. */
  readonly flash: string
  readonly subject: string
  readonly fate: FlashFate
  /** When that was decided. */
  readonly at: number
  /** It is the last of its seven days. */
  readonly last: boolean
  readonly delivery?: string
}

/** What is to become of a flash in a chat; `at` is when it happened. */
export interface Settled {
  readonly flash: Pick<FrozenFlash, 'first' | 'at'>
  readonly fate: FlashFate
  readonly last: boolean
}

export interface FlashStore {
  /** Freezes it, unless somebody else froze that revision before: gives the one that counts. */
  freeze(flash: FrozenFlash): Promise<FrozenFlash>
  get(id: string): Promise<FrozenFlash | undefined>
  /** All revisions of a flash, by their number. */
  revisions(first: string): Promise<readonly FrozenFlash[]>
  /** The latest revision of each that happened since then, the earliest first. */
  since(data: FrozenFlash['data'], at: number): Promise<readonly FrozenFlash[]>
  /** Chats whose schedule is active. */
  chats(): Promise<readonly FlashChat[]>
  /** What was decided for a chat since then; a post that its platform refused or that missed its time is none. */
  posts(schedule: string, since: number): Promise<readonly FlashPost[]>
  postOf(delivery: string): Promise<FlashPost | undefined>
  /** What became of one flash in one chat, by the id of its first revision. */
  find(schedule: string, first: string): Promise<FlashPost | undefined>
  /** The last that was posted in a chat. */
  lastOf(schedule: string): Promise<FlashPost | undefined>
  /** Of flashes, by the ids of their first revisions, those that some chat has posted. */
  postedOf(firsts: readonly string[]): Promise<readonly string[]>
  /** Decides for a chat, once for each flash; what is posted is a delivery from then on. Gives how many deliveries that made. */
  settle(schedule: string, settled: readonly Settled[], now: number): Promise<number>
  /** A flash is withdrawn: what waits of it is not posted any more. */
  drop(first: string, now: number): Promise<void>
  /** Chats that want flashes, and what was decided since then. */
  count(
    since: number,
  ): Promise<{ readonly chats: number; readonly fates: Readonly<Record<FlashFate, number>> }>
}

/** States of deliveries that posted nothing. */
const UNPOSTED = ['dead', 'failed', 'expired', 'skipped'] as const

export function createFlashStore(database: Kysely<Schema>, notify: Notify): FlashStore {
  const all = () => database.selectFrom('flash').selectAll()
  const posts = () =>
    database
      .selectFrom('flash_post')
      .innerJoin('flash', 'flash.id', 'flash_post.flash')
      .selectAll('flash_post')
      .select('flash.subject')
  const oneOf = (rows: ReturnType<typeof posts>) => rows.executeTakeFirst().then((row) => row && postOf(row))
  return {
    async freeze(flash) {
      const { id, first, data, subject, weeks, at, revision, salience, content, frozenAt } = flash
      await database
        .insertInto('flash')
        .values({
          ...{ id, first, data_kind: data.kind, data_name: data.name, subject, weeks, at },
          ...{ revision, salience, content_json: content, frozen_at: frozenAt },
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const row = await all()
        .where('data_kind', '=', data.kind)
        .where('data_name', '=', data.name)
        .where('subject', '=', subject)
        .where('weeks', '=', weeks)
        .where('at', '=', at)
        .where('revision', '=', revision)
        .executeTakeFirst()
      // Corrected and then corrected back: the id of an earlier one is taken.
      const kept = row ?? (await all().where('id', '=', id).executeTakeFirst())
      return kept ? flashOf(kept) : flash
    },
    async get(id) {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row && flashOf(row)
    },
    async revisions(first) {
      return (await all().where('first', '=', first).orderBy('revision').execute()).map(flashOf)
    },
    async since(data, at) {
      const rows = await all()
        .where('at', '>=', at)
        .where('data_kind', '=', data.kind)
        .where('data_name', '=', data.name)
        .orderBy('at')
        .orderBy('revision')
        .execute()
      return [...new Map(rows.map((row) => [row.first, flashOf(row)])).values()]
    },
    async chats() {
      const rows = await database
        .selectFrom('schedule')
        .select(['id', 'plan_json', 'flash_since'])
        .where('flash_since', 'is not', null)
        .where('state', '=', 'active')
        .where('deleted_at', 'is', null)
        .orderBy('id')
        .execute()
      return rows.flatMap(({ id, plan_json, flash_since }) => {
        const plan = readPlan(plan_json)
        return plan ? [{ schedule: id, plan, since: flash_since ?? 0 }] : []
      })
    },
    async posts(schedule, since) {
      const rows = await posts()
        .leftJoin('delivery', 'delivery.id', 'flash_post.delivery')
        .where('flash_post.schedule', '=', schedule)
        .where('flash_post.at', '>=', since)
        .where((where) =>
          where.or([where('delivery.state', 'is', null), where('delivery.state', 'not in', UNPOSTED)]),
        )
        .orderBy('flash_post.at')
        .orderBy('flash_post.flash')
        .execute()
      return rows.map(postOf)
    },
    postOf: (delivery) => oneOf(posts().where('flash_post.delivery', '=', delivery)),
    find: (schedule, first) =>
      oneOf(posts().where('flash_post.schedule', '=', schedule).where('flash_post.flash', '=', first)),
    lastOf: (schedule) =>
      oneOf(
        posts()
          .where('flash_post.schedule', '=', schedule)
          .where('flash_post.fate', '=', 'posted')
          .orderBy('flash_post.at', 'desc')
          .limit(1),
      ),
    async postedOf(firsts) {
      if (firsts.length === 0) return []
      const rows = await database
        .selectFrom('flash_post')
        .select('flash')
        .distinct()
        .where('flash', 'in', firsts)
        .where('fate', '=', 'posted')
        .execute()
      return rows.map(({ flash }) => flash)
    },
    settle: (schedule, settled, now) =>
      database.transaction().execute(async (transaction) => {
        let made = 0
        for (const one of settled) made += Number(await settleOne(transaction, schedule, one, now))
        if (made > 0) await notify(transaction, { runAfter: now, count: made })
        return made
      }),
    async drop(first, now) {
      await database
        .updateTable('delivery')
        .set({ state: 'skipped', ended_at: now, error_code: 'withdrawn', error_text: '' })
        .where('state', '=', 'pending')
        .where('id', 'in', (query) =>
          query
            .selectFrom('flash_post')
            .select('flash_post.delivery')
            .where('flash_post.flash', '=', first)
            .where('flash_post.delivery', 'is not', null)
            .$castTo<{ delivery: string }>(),
        )
        // What may have arrived is reported like all others.
        .where('id', 'not in', (query) => query.selectFrom('delivery_part').select('delivery_part.delivery'))
        .execute()
    },
    async count(since) {
      const [chats, rows] = await Promise.all([
        database
          .selectFrom('schedule')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('flash_since', 'is not', null)
          .where('state', '=', 'active')
          .where('deleted_at', 'is', null)
          .executeTakeFirstOrThrow(),
        database
          .selectFrom('flash_post')
          .select(['fate', ({ fn }) => fn.countAll<number>().as('count')])
          .where('at', '>=', since)
          .groupBy('fate')
          .execute(),
      ])
      const of = (fate: FlashFate) => Number(rows.find((row) => row.fate === fate)?.count ?? 0)
      return {
        chats: Number(chats.count),
        fates: { posted: of('posted'), left: of('left'), joined: of('joined') },
      }
    },
  }
}

/** What was decided for chats, as rows. */
export function readFlashPosts(database: Kysely<Schema>, where: Expression<SqlBool>) {
  return database.selectFrom('flash_post').selectAll().where(where).orderBy('at').execute()
}

/** Whether that made a delivery. What was decided before stands. */
async function settleOne(
  transaction: Transaction<Schema>,
  schedule: string,
  { flash, fate, last }: Settled,
  now: number,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('schedule')
    .selectAll()
    .where('id', '=', schedule)
    .where('state', '=', 'active')
    .where('deleted_at', 'is', null)
    .where('flash_since', 'is not', null)
    .$if(kindOf(transaction) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) return false
  const run = {
    ...{ fire_at: now, reason: 'due', run_after: now, created_at: now },
    ...{ expires_at: flash.at + FLASH_NEWS + LATE_AFTER },
  }
  const made = pendingRow(row, run)
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('flash_post')
    .values({
      ...{ schedule, flash: flash.first, fate, at: now, last: Number(last) },
      delivery: fate === 'posted' ? made.id : null,
    })
    .onConflict((conflict) => conflict.columns(['schedule', 'flash']).doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n || fate !== 'posted') return false
  // Two of one schedule cannot be due in the same millisecond.
  const taken = await transaction
    .selectFrom('delivery')
    .select(({ fn }) => fn.max('fire_at').as('latest'))
    .where('schedule', '=', schedule)
    .where('fire_at', '>=', now)
    .executeTakeFirst()
  const fireAt = taken?.latest == null ? now : Number(taken.latest) + 1
  await transaction
    .insertInto('delivery')
    .values({ ...made, fire_at: fireAt })
    .execute()
  return true
}

/** As `flash_post` says it; the id is that of the first revision. */
function postOf(row: {
  readonly schedule: string
  readonly flash: string
  readonly subject: string
  readonly fate: string
  readonly at: number
  readonly last: number
  readonly delivery: string | null
}): FlashPost {
  const { schedule, flash, subject, fate, at, last, delivery } = row
  return {
    ...{ schedule, flash, subject, fate: fate as FlashFate, at, last: last === 1 },
    ...(delivery !== null && { delivery }),
  }
}

function flashOf(row: FlashRow): FrozenFlash {
  return {
    ...{ id: row.id, first: row.first, data: { kind: row.data_kind, name: row.data_name } },
    ...{ subject: row.subject, weeks: row.weeks, at: row.at, revision: row.revision },
    ...{ salience: row.salience, content: row.content_json, frozenAt: row.frozen_at },
  }
}
