/** A series of the record apart by who reported it. */
import type { Kysely } from 'kysely'
import type { Columns } from './columns.ts'
import type { ObservationRow, RecordSchema } from './schema.ts'

/** What one supplier reported for a series. */
export interface SupplierColumns {
  /** As source lines name it. */
  readonly source: string
  readonly columns: Columns
  /** When each row was observed, in the order of the columns, milliseconds since 1970. */
  readonly observedAt: Float64Array
}

type Row = Omit<ObservationRow, 'series'>

export async function columnsBySupplier(
  database: Kysely<RecordSchema>,
  series: number,
): Promise<readonly SupplierColumns[]> {
  const fields = ['time', 'v1', 'v2', 'v3', 'v4', 'text_json', 'source', 'observed_at'] as const
  const [earlier, known, names] = await Promise.all([
    database
      .selectFrom('superseded')
      .select(fields)
      .where('series', '=', series)
      .orderBy('replaced_at')
      .execute(),
    database.selectFrom('observation').select(fields).where('series', '=', series).execute(),
    database.selectFrom('record_source').selectAll().execute(),
  ])
  const nameOf = new Map(names.map(({ id, name }) => [id, name]))
  const bySource = new Map<string, Map<number, Row>>()
  // What is known comes last, as a supplier's later report takes the place of its earlier one.
  for (const row of [...earlier, ...known]) {
    const name = nameOf.get(row.source) ?? ''
    const rows = bySource.get(name) ?? new Map<number, Row>()
    bySource.set(name, rows)
    rows.set(row.time, row)
  }
  // Of two who reported the newest time, the supplier of what is known comes last.
  const newest = known.reduce<Row | undefined>(
    (last, row) => (last && last.time > row.time ? last : row),
    undefined,
  )
  const main = newest && (nameOf.get(newest.source) ?? '')
  return Array.from(bySource, ([source, rows]) => ({
    source,
    ...columnsFrom(source, [...rows.values()]),
  }))
    .filter(({ columns }) => columns.times.length > 0)
    .toSorted(
      (a, b) =>
        lastOf(a.columns) - lastOf(b.columns) || Number(a.source === main) - Number(b.source === main),
    )
}

function columnsFrom(source: string, reported: readonly Row[]): Omit<SupplierColumns, 'source'> {
  const rows = reported.toSorted((a, b) => a.time - b.time)
  const column = (of: (row: Row) => number | null) => Float64Array.from(rows, (row) => of(row) ?? Number.NaN)
  const columns = {
    times: column(({ time }) => time),
    values: [column(({ v1 }) => v1), column(({ v2 }) => v2), column(({ v3 }) => v3), column(({ v4 }) => v4)],
    texts: new Map(
      rows.flatMap(({ text_json }, at) => (text_json === null ? [] : [[at, JSON.parse(text_json)] as const])),
    ),
    sources: source === '' ? [] : [source],
  } satisfies Columns
  return { columns, observedAt: column(({ observed_at }) => observed_at) }
}

function lastOf({ times }: Columns): number {
  return times[times.length - 1] as number
}
