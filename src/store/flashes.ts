/** Frozen flashes, as text, and what became of each in every chat that wants them. */
import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely'
import { HELD_BACK } from '#src/chat/desk.ts'
import { readPlan } from '#src/chat/planschema.ts'
import type { FlashRow } from './editionrows.ts'
import { UNPOSTED } from './flashlast.ts'
import type { FlashFate, FlashPost, FlashStore, FrozenFlash } from './flashport.ts'
import type { Notify } from './nextdue.ts'
import type { Schema } from './schema.ts'
import { settleFlash } from './settleflash.ts'

/** States of deliveries that are under way. */
const OPEN = ['pending', 'claimed', 'sending']

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
        .select('delivery.state')
        .orderBy('flash_post.at')
        .orderBy('flash_post.flash')
        .execute()
      return rows.map((row) => ({
        ...postOf(row),
        ...(isUnposted(row.state) && { fate: 'missed' as const }),
        ...(row.state !== null && OPEN.includes(row.state) && { isOpen: true }),
      }))
    },
    postOf: (delivery) => oneOf(posts().where('flash_post.delivery', '=', delivery)),
    find: (schedule, first) =>
      oneOf(posts().where('flash_post.schedule', '=', schedule).where('flash_post.flash', '=', first)),
    lastOf: (schedule) =>
      oneOf(
        posts()
          .where('flash_post.schedule', '=', schedule)
          .innerJoin('delivery', 'delivery.id', 'flash_post.delivery')
          .where('flash_post.fate', '=', 'posted')
          .where('delivery.state', 'not in', [...OPEN, 'skipped'])
          .orderBy('flash_post.at', 'desc')
          .limit(1),
      ),
    async postedOf(firsts) {
      if (firsts.length === 0) return []
      const rows = await database
        .selectFrom('flash_post')
        .innerJoin('delivery', 'delivery.id', 'flash_post.delivery')
        .select('flash_post.flash')
        .distinct()
        .where('flash_post.flash', 'in', firsts)
        .where('flash_post.fate', '=', 'posted')
        .where('delivery.state', 'not in', UNPOSTED)
        .execute()
      return rows.map(({ flash }) => flash)
    },
    settle: (schedule, settled, now) =>
      database.transaction().execute(async (transaction) => {
        let made = 0
        for (const one of settled) made += Number(await settleFlash(transaction, schedule, one, now))
        if (made > 0) await notify(transaction, { runAfter: now, count: made })
        return made
      }),
    async drop(first, now) {
      await database
        .updateTable('delivery')
        .set({
          ...{ state: 'skipped', ended_at: now, error_code: 'withdrawn', error_text: '' },
          ...{ tell_after: null, notice: null },
        })
        .where((where) => where.or([where('state', '=', 'pending'), heldBack(where, now)]))
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
          .leftJoin('delivery', 'delivery.id', 'flash_post.delivery')
          .select([
            'flash_post.fate',
            ({ fn }) => fn.countAll<number>().as('count'),
            ({ fn }) => fn.max('flash_post.at').as('latest'),
          ])
          .where('flash_post.at', '>=', since)
          .where((where) =>
            where.or([
              where('delivery.state', 'is', null),
              where('delivery.state', 'not in', [...OPEN, ...UNPOSTED]),
            ]),
          )
          .groupBy('flash_post.fate')
          .execute(),
      ])
      const of = (fate: FlashFate) => Number(rows.find((row) => row.fate === fate)?.count ?? 0)
      const latest = rows.find(({ fate }) => fate === 'posted')?.latest
      return {
        chats: Number(chats.count),
        fates: { posted: of('posted'), left: of('left'), joined: of('joined') },
        ...(latest != null && { latest: Number(latest) }),
      }
    },
  }
}

/** What was decided for chats, as rows. */
export function readFlashPosts(database: Kysely<Schema>, where: Expression<SqlBool>) {
  return database.selectFrom('flash_post').selectAll().where(where).orderBy('at').execute()
}

/** What moderators could still post by hand. */
function heldBack(where: ExpressionBuilder<Schema, 'delivery'>, now: number) {
  return where.and([
    where('state', '=', 'skipped'),
    where('error_code', 'in', HELD_BACK),
    where('expires_at', '>', now),
  ])
}

function isUnposted(state: string | null): boolean {
  return state !== null && UNPOSTED.includes(state)
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
