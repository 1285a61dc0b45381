/** Frozen editions, as text: what is in them is for those who made them. */
import type { Kysely } from 'kysely'
import type { EditionRow } from './editionrows.ts'
import type { Schema } from './schema.ts'

export interface FrozenEdition {
  /** Made from its content. */
  readonly id: string
  /** The history that it was read from. */
  readonly data: { readonly kind: string; readonly name: string }
  /** The closing Monday, and the zone in which it is one. */
  readonly week: string
  readonly zone: string
  readonly revision: number
  /** JSON. */
  readonly content: string
  readonly frozenAt: number
}

export type WeekOfData = Pick<FrozenEdition, 'data' | 'week' | 'zone'>

/** What a week has been frozen as. */
export interface RevisionsOfWeek {
  readonly week: string
  readonly ids: readonly string[]
  /** When each was frozen: milliseconds since 1970. */
  readonly frozenAt: readonly number[]
}

export interface EditionStore {
  /** The latest revision of a week without its content, which is large and never changes. */
  head(of: WeekOfData): Promise<Pick<FrozenEdition, 'id' | 'frozenAt'> | undefined>
  get(id: string): Promise<FrozenEdition | undefined>
  /** The latest revision of a week. */
  latest(of: WeekOfData): Promise<FrozenEdition | undefined>
  /** All revisions of a week, by their number. */
  revisions(of: WeekOfData): Promise<readonly FrozenEdition[]>
  /** All revisions of each week by number, without their content; newest week first. */
  weeks(of: Omit<WeekOfData, 'week'>): Promise<readonly RevisionsOfWeek[]>
  /** The latest edition of a closing Monday, whatever its data and zone. */
  named(week: string): Promise<FrozenEdition | undefined>
  /** Freezes it, unless somebody else froze that revision before: gives the one that counts. */
  freeze(edition: FrozenEdition): Promise<FrozenEdition>
}

export function createEditionStore(database: Kysely<Schema>): EditionStore {
  const of = ({ data, week, zone }: WeekOfData) =>
    database
      .selectFrom('edition')
      .selectAll()
      .where('data_kind', '=', data.kind)
      .where('data_name', '=', data.name)
      .where('week', '=', week)
      .where('zone', '=', zone)
  return {
    async head(week) {
      const row = await database
        .selectFrom('edition')
        .select(['id', 'frozen_at'])
        .where('data_kind', '=', week.data.kind)
        .where('data_name', '=', week.data.name)
        .where('week', '=', week.week)
        .where('zone', '=', week.zone)
        .orderBy('revision', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && { id: row.id, frozenAt: row.frozen_at }
    },
    async get(id) {
      const row = await database.selectFrom('edition').selectAll().where('id', '=', id).executeTakeFirst()
      return row && editionOf(row)
    },
    async latest(week) {
      const row = await of(week).orderBy('revision', 'desc').limit(1).executeTakeFirst()
      return row && editionOf(row)
    },
    async revisions(week) {
      return (await of(week).orderBy('revision').execute()).map(editionOf)
    },
    async weeks({ data, zone }) {
      const rows = await database
        .selectFrom('edition')
        .select(['id', 'week', 'frozen_at'])
        .where('data_kind', '=', data.kind)
        .where('data_name', '=', data.name)
        .where('zone', '=', zone)
        .orderBy('week', 'desc')
        .orderBy('revision')
        .execute()
      return [...Map.groupBy(rows, ({ week }) => week)].map(([week, own]) => ({
        week,
        ids: own.map(({ id }) => id),
        frozenAt: own.map(({ frozen_at }) => frozen_at),
      }))
    },
    async named(week) {
      const row = await database
        .selectFrom('edition')
        .selectAll()
        .where('week', '=', week)
        .orderBy('frozen_at', 'desc')
        .orderBy('revision', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && editionOf(row)
    },
    async freeze(edition) {
      const { id, data, week, zone, revision, content, frozenAt } = edition
      await database
        .insertInto('edition')
        .values({
          id,
          data_kind: data.kind,
          data_name: data.name,
          week,
          zone,
          revision,
          content_json: content,
          frozen_at: frozenAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const row = await of(edition).where('revision', '=', revision).executeTakeFirst()
      // Figures that were corrected and then corrected back: the id of the first is taken.
      return row ? editionOf(row) : ((await this.latest(edition)) ?? edition)
    },
  }
}

function editionOf(row: EditionRow): FrozenEdition {
  return {
    id: row.id,
    data: { kind: row.data_kind, name: row.data_name },
    week: row.week,
    zone: row.zone,
    revision: row.revision,
    content: row.content_json,
    frozenAt: row.frozen_at,
  }
}
