/** Writes a History as a dataset folder that reads back equal: the same history gives the same bytes. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '#src/folder.ts'
import type { History } from '#src/market/history.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import { DAY, dayOf } from '#src/market/time.ts'
import type { DescriptionFile, SeriesDescription } from './description.ts'
import { ASSETS_FILE, DESCRIPTION_FILE, fileOf, HISTORY_TABLES } from './files.ts'
import { assetRows, type CsvCell, type CsvLine, TABLE_FORMATS, type TableFormat } from './rows.ts'

export type { CsvCell } from './rows.ts'

/** What a History does not know of itself. */
export interface DatasetDetails {
  /** Read before use; for people. */
  readonly notes?: readonly string[]
  /** When the windows of this history close; `Monday 00:00 UTC` if not said. */
  readonly boundary?: string
  /** Prose by table on where its data come from; the suppliers' names if not said. */
  readonly origins?: Partial<Record<HistoryTable | 'assets', string>>
  /** Prose by table where its unit is more special than the format says. */
  readonly units?: Partial<Record<HistoryTable, string>>
}

/**
 * Writes the folder, making it where there is none. Tables without rows get no file, and a file of such a table
 * from an earlier write is removed. dataset.json goes first and comes back last, so that an interrupted write is no
 * dataset. A live history becomes a recorded one. Prices carry their volume where the History holds any.
 */
export async function writeDataset(
  folder: string,
  history: History,
  details: DatasetDetails = {},
): Promise<void> {
  await makeFolder(folder)
  await rm(join(folder, DESCRIPTION_FILE), { force: true })
  const series: Record<string, SeriesDescription> = {}

  const assets = assetRows(history)
  await writeFile(join(folder, ASSETS_FILE), csvOf(assets.columns, assets.rows))
  series[ASSETS_FILE] = {
    unit: null,
    from: null,
    to: null,
    rows: assets.rows.length,
    origin: details.origins?.assets ?? '',
  }
  for (const table of HISTORY_TABLES) {
    const format = TABLE_FORMATS[table]
    const rows = format.rows(history)
    const path = join(folder, fileOf(table))
    if (rows.length === 0) {
      await rm(path, { force: true })
      continue
    }
    await writeFile(path, csvOf(...written(format, rows)))
    series[fileOf(table)] = {
      unit: details.units?.[table] ?? format.unit,
      ...span(format, rows),
      rows: rows.length,
      origin: details.origins?.[table] ?? history.suppliers(table).join(', '),
    }
  }

  const description: DescriptionFile = {
    name: history.name,
    kind: history.kind === 'simulated' ? 'simulated' : 'recorded',
    from: dayOf(history.from),
    to: dayOf(history.now - DAY),
    boundary: details.boundary ?? 'Monday 00:00 UTC',
    notes: details.notes ?? [],
    series,
    suppliers: suppliersOf(history, series),
  }
  await writeFile(join(folder, DESCRIPTION_FILE), `${JSON.stringify(description, undefined, 1)}\n`)
}

/** Without the optional column where no row has a value of it. */
function written(
  { columns, optional }: TableFormat,
  rows: readonly CsvLine[],
): [columns: readonly string[], rows: readonly CsvLine[]] {
  const isKnown = (cell: CsvCell) => cell !== undefined && !Number.isNaN(cell)
  if (optional === undefined || rows.some((row) => isKnown(row.at(-1)))) return [columns, rows]
  return [columns.slice(0, -1), rows.map((row) => row.slice(0, -1))]
}

/**
 * CSV text: a header, a line per row, LF after each. Numbers are written in their shortest form that reads back the
 * same; undefined and NaN are empty cells.
 * @throws RangeError where a number is infinite or a row has not as many cells as there are columns.
 */
export function csvOf(columns: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [columns.map(cellText).join(',')]
  for (const row of rows) {
    if (row.length !== columns.length) {
      throw new RangeError(`A row of ${row.length} cells does not fit the columns ${columns.join(', ')}`)
    }
    lines.push(row.map(cellText).join(','))
  }
  return `${lines.join('\n')}\n`
}

function cellText(cell: CsvCell): string {
  if (cell === undefined || Number.isNaN(cell)) return ''
  if (typeof cell === 'string') return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
  if (!Number.isFinite(cell)) throw new RangeError(`${cell} cannot be written as a figure`)
  return decimal(cell)
}

/** Shortest digits that read back the same, written out: 3.1e-9 is 0.0000000031, as spreadsheets and people like it. */
function decimal(value: number): string {
  const text = String(value)
  const [digits = '', exponent] = text.split('e-')
  if (exponent === undefined) return text
  const sign = digits.startsWith('-') ? '-' : ''
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${digits.replace(/[-.]/g, '')}`
}

/** First and last of the column that dates the rows; null where none is dated. */
function span(format: TableFormat, rows: readonly (readonly CsvCell[])[]) {
  const column = format.columns.indexOf(format.datedBy)
  const dates = rows.map((row) => String(row[column] ?? '')).filter((date) => date !== '')
  const later = (a: string, b: string) => (a > b ? a : b)
  const earlier = (a: string, b: string) => (a < b ? a : b)
  return dates.length === 0
    ? { from: null, to: null }
    : { from: dates.reduce(earlier), to: dates.reduce(later) }
}

/** Named even where there are none, or a reader would look for names in the origin. */
function suppliersOf(
  history: History,
  series: Readonly<Record<string, unknown>>,
): Record<string, readonly string[]> {
  const named = HISTORY_TABLES.map((table) => [fileOf(table), history.suppliers(table)] as const)
  return Object.fromEntries(named.filter(([file, suppliers]) => file in series || suppliers.length > 0))
}
