/** Frozen dailies, as text: what is in them is for those who made them. */
import type { Kysely } from 'kysely'
import type { DailyRow } from './editionrows.ts'
import type { Schema } from './schema.ts'

export interface FrozenDaily {
  /** Made from its content. */
  readonly id: string
  /** The history that it was read from. */
  readonly data: { readonly kind: string; readonly name: string }
  /** `YYYY-MM-DD`. */
  readonly day: string
  readonly revision: number
  /** JSON. */
  readonly content: string
  readonly frozenAt: number
}

export type DayOfData = Pick<FrozenDaily, 'data' | 'day'>

export interface DailyStore {
  get(id: string): Promise<FrozenDaily | undefined>
  /** The latest revision of a day. */
  latest(of: DayOfData): Promise<FrozenDaily | undefined>
  /** All revisions of a day, by their number. */
  revisions(of: DayOfData): Promise<readonly FrozenDaily[]>
  /** The latest daily of a day, whatever its data. */
  named(day: string): Promise<FrozenDaily | undefined>
  /** Freezes it, unless somebody else froze that revision before: gives the one that counts. */
  freeze(daily: FrozenDaily): Promise<FrozenDaily>
}

export function createDailyStore(database: Kysely<Schema>): DailyStore {
  const of = ({ data, day }: DayOfData) =>
    database
      .selectFrom('daily')
      .selectAll()
      .where('data_kind', '=', data.kind)
      .where('data_name', '=', data.name)
      .where('day', '=', day)
  const latest = async (day: DayOfData) => {
    const row = await of(day).orderBy('revision', 'desc').limit(1).executeTakeFirst()
    return row && dailyOf(row)
  }
  return {
    latest,
    async get(id) {
      const row = await database.selectFrom('daily').selectAll().where('id', '=', id).executeTakeFirst()
      return row && dailyOf(row)
    },
    async revisions(day) {
      return (await of(day).orderBy('revision').execute()).map(dailyOf)
    },
    async named(day) {
      const row = await database
        .selectFrom('daily')
        .selectAll()
        .where('day', '=', day)
        .orderBy('frozen_at', 'desc')
        .orderBy('revision', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && dailyOf(row)
    },
    async freeze(daily) {
      const { id, data, day, revision, content, frozenAt } = daily
      await database
        .insertInto('daily')
        .values({
          ...{ id, data_kind: data.kind, data_name: data.name, day, revision },
          ...{ content_json: content, frozen_at: frozenAt },
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const row = await of(daily).where('revision', '=', revision).executeTakeFirst()
      // Figures that were corrected and then corrected back: the id of the first is taken.
      return row ? dailyOf(row) : ((await latest(daily)) ?? daily)
    },
  }
}

function dailyOf(row: DailyRow): FrozenDaily {
  return {
    id: row.id,
    data: { kind: row.data_kind, name: row.data_name },
    day: row.day,
    revision: row.revision,
    content: row.content_json,
    frozenAt: row.frozen_at,
  }
}
