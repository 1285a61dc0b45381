/** Writing observations: new ones added, changed ones put in the place of what was known, known ones left alone. */
import { sql, type Transaction } from 'kysely'
import { KEY_COLUMNS, type Observation, type ObservedTable, VALUE_COLUMNS } from '#src/market/observation.ts'
import { isSameRounded } from '#src/market/rounding.ts'
import { isJoinedTable } from '#src/market/seam.ts'
import { DAY } from '#src/market/time.ts'
import type { ObservationRow, RecordSchema } from './schema.ts'

export interface Written {
  readonly added: number
  /** Known before, with another number. */
  readonly revised: number
  /** Known before, the same. */
  readonly same: number
  /** Settled before as something else: the first report stays, this one is kept beside it. */
  readonly contradicted: number
}

/** Rows of one insert: SQLite takes 32,766 values, and nine make a row. */
const ROWS = 1000
/** Tables of the present: only the last report of a series is worth keeping. */
const PASSING: readonly string[] = ['prices_now', 'funding_next']
/** Tables of what is settled for good: a later report of another number is wrong, or the first one was; which of them is not known. */
const SETTLED: readonly string[] = ['funding']

/**
 * `beside`: where another supplier's report is known it stays, and these are kept as other reports. Their supplier's own earlier
 * report stays too, but for turnover.
 */
export async function writeObservations(
  transaction: Transaction<RecordSchema>,
  observations: readonly Observation[],
  observedAt: number,
  beside: readonly Observation[] = [],
): Promise<Written> {
  if (observations.length === 0 && beside.length === 0)
    return { added: 0, revised: 0, same: 0, contradicted: 0 }
  // Taken first, so that two processes that write at the same time do so one after the other.
  const { value: generation } = await transaction
    .updateTable('record_mark')
    .set((build) => ({ value: build('value', '+', 1) }))
    .where('name', '=', 'generation')
    .returning('value')
    .executeTakeFirstOrThrow()
  const sources = new Map<string, number>()
  for (const name of new Set([...observations, ...beside].map(({ source }) => source))) {
    sources.set(name, await sourceOf(transaction, name))
  }
  let [added, revised, same, contradicted] = [0, 0, 0, 0]
  const fresh: ObservationRow[] = []
  const groups = [
    ...bySeries(observations).map((group) => ({ group, isBeside: false })),
    ...bySeries(beside).map((group) => ({ group, isBeside: true })),
  ]
  for (const { group, isBeside } of groups) {
    const series = await seriesOf(transaction, group, generation)
    const rows = rowsOf(group, series, sources, observedAt)
    const known = await knownOf(transaction, series, rows)
    const reported = isBeside ? await reportedBefore(transaction, series, rows) : undefined
    let isChanged = false
    for (const each of rows) {
      const was = known.get(each.time)
      const row = was && isSettled(group[0]) ? asSettled(was, each) : each
      if (reported && was && was.source === row.source && !isReportedAgain(group[0])) same += 1
      else if (reported && was && was.source !== row.source) {
        same += 1
        const last = reported.get(row.time)
        if (last && isSame(last, row)) continue
        // Reported and replaced at once: it is readable as another report, and never was what is known.
        await supersede(transaction, row, observedAt)
        isChanged = true
      } else if (was && isSame(was, row) && isFromOther(group[0], was, row)) {
        // That two report the same is what lets their series be reported as one: both reports are kept.
        same += 1
        fresh.push(row)
        isChanged = true
        await supersede(transaction, was, observedAt)
      } else if (was && isSame(was, row) && isReportedLater(group[0], was, row)) {
        same += 1
        fresh.push(row)
        // Of a day that was over already, that it was reported once more changes nothing that is read of the series.
        isChanged ||= was.observed_at < row.time + DAY
      } else if (was && (isSame(was, row) || isPoorer(group[0], was, row))) same += 1
      else if (was && isSettled(group[0]) && was.v1 !== row.v1) {
        contradicted += 1
        // Reported and replaced at once: it is readable as another report, and never was what is known.
        await supersede(transaction, row, observedAt)
        isChanged = true
      } else {
        fresh.push(row)
        isChanged = true
        if (was) {
          revised += 1
          await supersede(transaction, was, observedAt)
        } else added += 1
      }
    }
    if (isChanged) await touch(transaction, series, generation)
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
  for (const { table, time: reported, values, text, source } of group) {
    // Whole milliseconds are what the columns hold.
    const time = Math.round(reported)
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
  const [first, last] = spanOf(rows)
  const known = await transaction
    .selectFrom('observation')
    .selectAll()
    .where('series', '=', series)
    .where('time', '>=', first)
    .where('time', '<=', last)
    .execute()
  return new Map(known.map((row) => [row.time, row]))
}

/** What the supplier of these rows reported for their times last, where it is not what is known. */
async function reportedBefore(
  transaction: Transaction<RecordSchema>,
  series: number,
  rows: readonly ObservationRow[],
): Promise<ReadonlyMap<number, ObservationRow>> {
  const [first, last] = spanOf(rows)
  const reported = await transaction
    .selectFrom('superseded')
    .selectAll()
    .where('series', '=', series)
    .where('source', 'in', [...new Set(rows.map(({ source }) => source))])
    .where('time', '>=', first)
    .where('time', '<=', last)
    .orderBy('replaced_at')
    .execute()
  return new Map(reported.map((row) => [row.time, row]))
}

function isSame(a: ObservationRow, b: ObservationRow): boolean {
  return a.v1 === b.v1 && a.v2 === b.v2 && a.v3 === b.v3 && a.v4 === b.v4 && a.text_json === b.text_json
}

function isFromOther(of: Observation | undefined, was: ObservationRow, row: ObservationRow): boolean {
  return isJoinedTable(of?.table) && was.source !== row.source
}

/**
 * Open interest that is reported again: the later report says until when the figure of a day that runs held, and that its venue still
 * stands by that of a day that is over.
 */
function isReportedLater(of: Observation | undefined, was: ObservationRow, row: ObservationRow): boolean {
  return of?.table === 'open_interest' && was.observed_at < row.observed_at
}

/** Whether a supplier's later report of its own row takes its place also where it only reports beside others. */
function isReportedAgain(of: Observation | undefined): boolean {
  return of?.table === 'spot_volume' || of?.table === 'perp_volume'
}

function isSettled(of: Observation | undefined): boolean {
  return SETTLED.includes(of?.table ?? '')
}

/** Reported with other digits, it is the number that is known. */
function asSettled({ v1 }: ObservationRow, row: ObservationRow): ObservationRow {
  return v1 !== null && row.v1 !== null && isSameRounded(v1, row.v1) ? { ...row, v1 } : row
}

/**
 * The same rate without the interval that is known already, or the same open interest from the same supplier without its words or its
 * coins, as a folder has it that was written from this record.
 */
function isPoorer(of: Observation | undefined, was: ObservationRow, row: ObservationRow): boolean {
  if (isSettled(of)) return was.v1 === row.v1 && row.v2 === null
  if (of?.table !== 'open_interest' || isFromOther(of, was, row) || was.v1 !== row.v1) return false
  return (row.v2 === null || row.v2 === was.v2) && (row.text_json === null || row.text_json === was.text_json)
}

async function supersede(
  transaction: Transaction<RecordSchema>,
  row: ObservationRow,
  replacedAt: number,
): Promise<void> {
  await transaction
    .insertInto('superseded')
    .values({ ...row, replaced_at: replacedAt })
    // Reported twice within a millisecond: the first of the two was what anybody could have read.
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

/** The first and the last time of rows. */
function spanOf(rows: readonly ObservationRow[]): readonly [first: number, last: number] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { time } of rows) [first, last] = [Math.min(first, time), Math.max(last, time)]
  return [first, last]
}
