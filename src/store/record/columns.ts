/** A series of the record in columns, as it is known now. */
import type { Kysely } from 'kysely'
import type { Instant } from '#src/market/time.ts'
import type { RecordSchema } from './schema.ts'

export interface Columns {
  /** Rising. */
  readonly times: Float64Array
  /** One array for each of VALUE_COLUMNS; NaN is missing. */
  readonly values: readonly [Float64Array, Float64Array, Float64Array, Float64Array]
  /** The words of the rows that have some, by their place. */
  readonly texts: ReadonlyMap<number, Readonly<Record<string, string>>>
  /** Who told them, each once, the latest teller last. */
  readonly sources: readonly string[]
}

export async function columnsOf(
  database: Kysely<RecordSchema>,
  series: number,
  from?: Instant,
  to?: Instant,
): Promise<Columns> {
  let query = database
    .selectFrom('observation')
    .select(['time', 'v1', 'v2', 'v3', 'v4', 'text_json', 'source'])
    .where('series', '=', series)
  if (from !== undefined) query = query.where('time', '>=', from)
  if (to !== undefined) query = query.where('time', '<', to)
  const rows = await query.orderBy('time').execute()
  const column = (name: 'v1' | 'v2' | 'v3' | 'v4') =>
    Float64Array.from(rows, (row) => row[name] ?? Number.NaN)
  const sources = new Set<number>()
  const texts = new Map<number, Readonly<Record<string, string>>>()
  rows.forEach((row, place) => {
    sources.add(row.source)
    if (row.text_json !== null) texts.set(place, JSON.parse(row.text_json))
  })
  return {
    times: Float64Array.from(rows, (row) => row.time),
    values: [column('v1'), column('v2'), column('v3'), column('v4')],
    texts,
    sources: await namesOf(database, [...sources]),
  }
}

async function namesOf(database: Kysely<RecordSchema>, ids: readonly number[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await database.selectFrom('record_source').selectAll().where('id', 'in', ids).execute()
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return ids.map((id) => names.get(id) ?? '').filter((name) => name !== '')
}
