/** Writing observations: new ones added, changed ones put in the place of what was known, known ones left alone. */
import { sql, type Transaction } from 'kysely'
import { KEY_COLUMNS, type Observation, type ObservedTable, VALUE_COLUMNS } from '#src/market/observation.ts'
import type { ObservationRow, RecordSchema } from './schema.ts'

export interface Written {
  readonly added: number
  /** Known before, with another number. */
  readonly revised: number
  /** Known before, the same. */
  readonly same: number
  /** Settled before as something else: the first telling stays, this one is kept beside it. */
  readonly contradicted: readonly Contradiction[]
}

export interface Contradiction {
  readonly observation: Observation
  /** The number that stays. */
  readonly known: number
}

/** Rows of one insert: SQLite takes 32,766 values, and nine make a row. */
const ROWS = 1000
/** Tables of the present: only the last telling of a series is worth keeping. */
const PASSING: readonly string[] = ['prices_now', 'funding_next']
/** Tables of what is settled for good: a later telling of another number is wrong, or the first one was; nobody knows. */
const SETTLED: readonly string[] = ['funding']

export async function writeObservations(
  transaction: Transaction<RecordSchema>,
  observations: readonly Observation[],
  observedAt: number,
): Promise<Written> {
  if (observations.length === 0) return { added: 0, revised: 0, same: 0, contradicted: [] }
  // Taken first, so that two processes that write at the same time do so one after the other.
  const { value: generation } = await transaction
    .updateTable('record_mark')
    .set((build) => ({ value: build('value', '+', 1) }))
    .where('name', '=', 'generation')
    .returning('value')
    .executeTakeFirstOrThrow()
  const sources = new Map<string, number>()
  for (const name of new Set(observations.map(({ source }) => source))) {
    sources.set(name, await sourceOf(transaction, name))
  }
  let [added, revised, same] = [0, 0, 0]
  const fresh: ObservationRow[] = []
  const contradicted: Contradiction[] = []
  for (const group of bySeries(observations)) {
    const series = await seriesOf(transaction, group, generation)
    const rows = rowsOf(group, series, sources, observedAt)
    const known = await knownOf(transaction, series, rows)
    const before = fresh.length
    for (const row of rows) {
      const was = known.get(row.time)
      if (was && (isSame(was, row) || isPoorer(group[0], was, row))) same += 1
      else if (was && isSettled(group[0]) && was.v1 !== row.v1) {
        const observation = group.findLast(({ time }) => Math.round(time) === row.time) as Observation
        contradicted.push({ observation, known: was.v1 as number })
        // Told and replaced at once: it is readable as another telling, and never was what is known.
        await supersede(transaction, row, observedAt)
      } else {
        fresh.push(row)
        if (was) {
          revised += 1
          await supersede(transaction, was, observedAt)
        } else added += 1
      }
    }
    if (fresh.length > before || contradicted.some(({ observation }) => group.includes(observation)))
      await touch(transaction, series, generation)
    if (PASSING.includes(group[0]?.table ?? '')) await forgetBefore(transaction, series, rows)
  }
  for (let from = 0; from < fresh.length; from += ROWS) {
    await transaction
      .insertInto('observation')
      .values(fresh.slice(from, from + ROWS))
      .onConflict((conflict) =>
        conflict.columns(['series', 'time']).doUpdateSet((build) => ({
          v1: build.ref('excluded.v1'),
          v2: build.ref('excluded.v2'),
          v3: build.ref('excluded.v3'),
          v4: build.ref('excluded.v4'),
          text_json: build.ref('excluded.text_json'),
          source: build.ref('excluded.source'),
          observed_at: build.ref('excluded.observed_at'),
        })),
      )
      .execute()
  }
  return { added, revised, same, contradicted }
}

/** The key columns of an observation as one text. */
export function keyOf(table: ObservedTable, of: Observation['of']): string {
  return JSON.stringify(KEY_COLUMNS[table].map((name) => of[name] ?? ''))
}

function bySeries(observations: readonly Observation[]): Observation[][] {
  const groups = new Map<string, Observation[]>()
  for (const one of observations) {
    const name = `${one.table} ${keyOf(one.table, one.of)}`
    const group = groups.get(name)
    if (group) group.push(one)
    else groups.set(name, [one])
  }
  return [...groups.values()]
}

/** One row a time, the last of equal times. */
function rowsOf(
  group: readonly Observation[],
  series: number,
  sources: ReadonlyMap<string, number>,
  observedAt: number,
): ObservationRow[] {
  const rows = new Map<number, ObservationRow>()
  for (const { table, time: told, values, text, source } of group) {
    // Whole milliseconds are what the columns hold.
    const time = Math.round(told)
    const [v1, v2, v3, v4] = VALUE_COLUMNS[table].map((name) => values[name])
    rows.set(time, {
      series,
      time,
      v1: v1 ?? null,
      v2: v2 ?? null,
      v3: v3 ?? null,
      v4: v4 ?? null,
      text_json: text && Object.keys(text).length > 0 ? JSON.stringify(text) : null,
      source: sources.get(source) as number,
      observed_at: Math.round(observedAt),
    })
  }
  return [...rows.values()]
}

async function knownOf(
  transaction: Transaction<RecordSchema>,
  series: number,
  rows: readonly ObservationRow[],
): Promise<ReadonlyMap<number, ObservationRow>> {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { time } of rows) [first, last] = [Math.min(first, time), Math.max(last, time)]
  const known = await transaction
    .selectFrom('observation')
    .selectAll()
    .where('series', '=', series)
    .where('time', '>=', first)
    .where('time', '<=', last)
    .execute()
  return new Map(known.map((row) => [row.time, row]))
}

function isSame(a: ObservationRow, b: ObservationRow): boolean {
  return a.v1 === b.v1 && a.v2 === b.v2 && a.v3 === b.v3 && a.v4 === b.v4 && a.text_json === b.text_json
}

function isSettled(of: Observation | undefined): boolean {
  return SETTLED.includes(of?.table ?? '')
}

/** The same rate without the interval that is known already. */
function isPoorer(of: Observation | undefined, was: ObservationRow, row: ObservationRow): boolean {
  return isSettled(of) && was.v1 === row.v1 && row.v2 === null
}

async function supersede(
  transaction: Transaction<RecordSchema>,
  row: ObservationRow,
  replacedAt: number,
): Promise<void> {
  await transaction
    .insertInto('superseded')
    .values({ ...row, replaced_at: replacedAt })
    // Told twice within a millisecond: the first of the two was what anybody could have read.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function forgetBefore(
  transaction: Transaction<RecordSchema>,
  series: number,
  rows: readonly ObservationRow[],
): Promise<void> {
  const first = rows.reduce((least, { time }) => Math.min(least, time), Number.POSITIVE_INFINITY)
  await transaction.deleteFrom('observation').where('series', '=', series).where('time', '<', first).execute()
}

async function sourceOf(transaction: Transaction<RecordSchema>, name: string): Promise<number> {
  const known = await transaction
    .selectFrom('record_source')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirst()
  if (known) return known.id
  const { id } = await transaction
    .insertInto('record_source')
    .values({ id: sql<number>`(select coalesce(max(id), 0) + 1 from record_source)`, name })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function seriesOf(
  transaction: Transaction<RecordSchema>,
  group: readonly Observation[],
  generation: number,
): Promise<number> {
  const { table, of } = group[0] as Observation
  const key_json = keyOf(table, of)
  const known = await transaction
    .selectFrom('record_series')
    .select('id')
    .where('table', '=', table)
    .where('key_json', '=', key_json)
    .executeTakeFirst()
  if (known) return known.id
  const { id } = await transaction
    .insertInto('record_series')
    .values({
      id: sql<number>`(select coalesce(max(id), 0) + 1 from record_series)`,
      table,
      key_json,
      generation,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function touch(
  transaction: Transaction<RecordSchema>,
  series: number,
  generation: number,
): Promise<void> {
  await transaction.updateTable('record_series').set({ generation }).where('id', '=', series).execute()
}
