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
  /** Who reported them, each once, the latest supplier last. */
  readonly sources: readonly string[]
  /** Reported by several, of whom one may have no name. */
  readonly isMixed?: true
}

export async function columnsOf(
  database: Kysely<RecordSchema>,
  series: number,
  from?: Instant,
  to?: Instant,
): Promise<Columns> {
  const rowsIn = database
    .selectFrom('observation')
    .where('series', '=', series)
    .$if(from !== undefined, (query) => query.where('time', '>=', from as Instant))
    .$if(to !== undefined, (query) => query.where('time', '<', to as Instant))
  // Asked apart: rows of numbers alone are read faster, and few have words or another supplier.
  const [rows, reported, sourceIds] = await Promise.all([
    rowsIn.select(['time', 'v1', 'v2', 'v3', 'v4']).orderBy('time').execute(),
    rowsIn.select(['time', 'text_json']).where('text_json', 'is not', null).orderBy('time').execute(),
    rowsIn
      .select((build) => ['source', build.fn.max('time').as('last')])
      .groupBy('source')
      .orderBy('last')
      .execute(),
  ])
  const column = () => new Float64Array(rows.length)
  const [times, v1, v2, v3, v4] = [column(), column(), column(), column(), column()]
  // In one turn for all columns: `Float64Array.from` takes four times as long.
  rows.forEach((row, at) => {
    times[at] = row.time
    v1[at] = row.v1 ?? Number.NaN
    v2[at] = row.v2 ?? Number.NaN
    v3[at] = row.v3 ?? Number.NaN
    v4[at] = row.v4 ?? Number.NaN
  })
  const texts = new Map<number, Readonly<Record<string, string>>>()
  let place = 0
  for (const { time, text_json } of reported) {
    while (place < times.length && (times[place] as number) < time) place += 1
    if (times[place] === time) texts.set(place, JSON.parse(text_json as string))
  }
  return {
    times,
    values: [v1, v2, v3, v4],
    texts,
    ...(sourceIds.length > 1 && { isMixed: true }),
    sources: await namesOf(
      database,
      sourceIds.map(({ source }) => source),
    ),
  }
}

async function namesOf(database: Kysely<RecordSchema>, ids: readonly number[]): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await database.selectFrom('record_source').selectAll().where('id', 'in', ids).execute()
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return ids.map((id) => names.get(id) ?? '').filter((name) => name !== '')
}
