/** dataset.json: what the folder says about itself. */
import type { HistoryTable } from '#src/market/historytable.ts'
import { DAY, type Day, type Instant, startOfDay } from '#src/market/time.ts'
import { DESCRIPTION_FILE, fileOf, HISTORY_TABLES } from './files.ts'
import { suppliersByPart, suppliersIn } from './suppliers.ts'

export interface Description {
  readonly name: string
  readonly kind: 'recorded' | 'simulated'
  /** Beginning of the first day. */
  readonly from: Instant
  /** The end of the last open day: market now. */
  readonly now: Instant
  readonly suppliers: ReadonlyMap<HistoryTable, readonly string[]>
  /** By table and curve or venue, where its origin reports them apart. */
  readonly suppliersOfParts: ReadonlyMap<HistoryTable, ReadonlyMap<string, readonly string[]>>
}

/** dataset.json as it is written. */
export interface DescriptionFile {
  readonly name: string
  readonly kind: 'recorded' | 'simulated'
  /** First and last open day of the daily prices. */
  readonly from: Day
  readonly to: Day
  readonly boundary: string
  readonly notes: readonly string[]
  /** By file name. */
  readonly series: Readonly<Record<string, SeriesDescription>>
  /** By file name: names to print in source lines; absent, they are looked for in the origins. */
  readonly suppliers?: Readonly<Record<string, readonly string[]>>
}

export interface SeriesDescription {
  readonly unit: string | null
  readonly from: string | null
  readonly to: string | null
  readonly rows?: number
  /** Prose: where the data come from. */
  readonly origin: string
}

/** The description in this text, or every problem that keeps it from being one. */
export function parseDescription(text: string): Description | { readonly problems: readonly string[] } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { problems: [`${DESCRIPTION_FILE} is not JSON (${(error as Error).message})`] }
  }
  if (!isRecord(json)) return { problems: [`${DESCRIPTION_FILE} is not a JSON object`] }

  const problems: string[] = []
  const { name, kind, from, to } = json
  if (typeof name !== 'string' || name.trim() === '') problems.push(wants('name', 'a text', name))
  if (kind !== 'recorded' && kind !== 'simulated')
    problems.push(wants('kind', '"recorded" or "simulated"', kind))
  const start = typeof from === 'string' ? startOfDay(from) : Number.NaN
  if (Number.isNaN(start)) problems.push(wants('from', 'a day (YYYY-MM-DD)', from))
  const last = typeof to === 'string' ? startOfDay(to) : Number.NaN
  if (Number.isNaN(last)) problems.push(wants('to', 'a day (YYYY-MM-DD)', to))
  // A record without a day yet ends where it begins.
  if (last + DAY < start) problems.push(`${DESCRIPTION_FILE}: "to" (${to}) is before "from" (${from})`)
  if (problems.length > 0) return { problems }

  return {
    name: String(name),
    kind: kind === 'simulated' ? 'simulated' : 'recorded',
    from: start,
    now: last + DAY,
    suppliers: new Map(HISTORY_TABLES.map((table) => [table, suppliersOf(json, fileOf(table))])),
    suppliersOfParts: new Map(
      HISTORY_TABLES.map((table) => [table, suppliersByPart(originOf(json, fileOf(table)))]),
    ),
  }
}

function suppliersOf(json: Record<string, unknown>, file: string): readonly string[] {
  const named = isRecord(json.suppliers) ? json.suppliers[file] : undefined
  if (Array.isArray(named)) return named.filter((name) => typeof name === 'string')
  return suppliersIn(originOf(json, file))
}

/** Empty where nothing is said. */
function originOf(json: Record<string, unknown>, file: string): string {
  const series = isRecord(json.series) ? json.series[file] : undefined
  return isRecord(series) && typeof series.origin === 'string' ? series.origin : ''
}

function wants(field: string, wanted: string, found: unknown): string {
  const what = found === undefined ? 'is absent' : `is ${JSON.stringify(found)}`
  return `${DESCRIPTION_FILE}: "${field}" ${what}, not ${wanted}`
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
