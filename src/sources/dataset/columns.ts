/** A table's columns by name: typed cells of the row being read, or a refusal that says what is wrong. */
import { HOUR, type Instant, startOfDay } from '#src/market/time.ts'
import { type CsvRow, csvRows } from './csv.ts'
import { type FaultCode, RowRefusal } from './faults.ts'
import type { Report } from './report.ts'
import { isRounded, isTurnedDay, isTurnedTime, numberFault, otherSeparator } from './spreadsheet.ts'

/** Reads the cell of the current row. */
export type Cell<T> = () => T

/** Each column is asked for once, before the rows; one that is not asked for is reported as ignored. */
export interface Columns {
  /** A text that may not be empty. */
  text(name: string): Cell<string>
  /** A text that may be empty, in a column that may be absent: then ''. */
  optionalText(name: string): Cell<string>
  /** One of the accepted words. */
  oneOf<W extends string>(name: string, accepted: Vocabulary<W>): Cell<W>
  /** The beginning of a UTC day. */
  day(name: string): Cell<Instant>
  /** An instant in ISO 8601 UTC. */
  instant(name: string): Cell<Instant>
  /** An instant on the full hour. */
  hour(name: string): Cell<Instant>
  /** As `instant`; NaN where the cell is empty or the column absent. */
  optionalInstant(name: string): Cell<Instant>
  /** NaN where the cell is empty. */
  number(name: string, range: Range): Cell<number>
  /** As `number`, in a column that may be absent. */
  optionalNumber(name: string, range: Range): Cell<number>
  /** The line of the current row. */
  readonly line: Cell<number>
  /** The current row as it stands. */
  readonly cells: Cell<readonly string[]>
}

/** Accepted words, each leading to the instance to keep: a slice of a large file would keep all its text alive. */
export type Vocabulary<W extends string> = ReadonlyMap<string, W>

export function vocabulary<W extends string>(words: Iterable<W>): Vocabulary<W> {
  return new Map(Array.from(words, (word) => [word, word]))
}

export interface Range {
  accepts(value: number): boolean
  /** What is wrong with a number that is not accepted. */
  readonly fault: FaultCode
}

export const ANY_NUMBER: Range = { accepts: () => true, fault: 'notNumber' }
export const ABOVE_ZERO: Range = { accepts: (value) => value > 0, fault: 'notAboveZero' }
export const ZERO_OR_MORE: Range = { accepts: (value) => value >= 0, fault: 'belowZero' }
export const ZERO_TO_ONE: Range = { accepts: (value) => value >= 0 && value <= 1, fault: 'notFraction' }
export const ZERO_TO_HUNDRED: Range = {
  accepts: (value) => value >= 0 && value <= 100,
  fault: 'notScore',
}

/**
 * Reads one CSV file row by row. `plan` asks for its columns and returns what to do with each row; throwing a
 * RowRefusal there refuses that row alone. An absent column or another separator refuses the file, on the header's line.
 */
export function readRows(file: string, text: string, report: Report, plan: (columns: Columns) => () => void) {
  // An absent file is an empty table.
  if (text === '') return
  const rows = csvRows(text)
  const first: CsvRow | undefined = rows.next().value ?? undefined
  const header = (first?.cells ?? []).map((name) => name.trim())
  const known = new Set<string>()
  let row: readonly string[] = []
  let line = first?.line ?? 1
  let count = 0
  const rounded = new Map<string, { readonly text: string; readonly rows: number }>()
  const onRounded = (name: string, text: string) => {
    const before = rounded.get(name)
    rounded.set(name, { text: before?.text ?? text, rows: (before?.rows ?? 0) + 1 })
  }

  const position = (name: string) => {
    known.add(name)
    return header.indexOf(name)
  }
  const required = (name: string): Cell<string> => {
    const index = position(name)
    if (index < 0) throw new RowRefusal('absentColumn', { column: name })
    return () => row[index]?.trim() ?? ''
  }
  const optional = (name: string): Cell<string> => {
    const index = position(name)
    return index < 0 ? () => '' : () => row[index]?.trim() ?? ''
  }
  const columns: Columns = {
    text: (name) => filled(name, required(name)),
    optionalText: optional,
    oneOf(name, accepted) {
      const cell = filled(name, required(name))
      return () => {
        const word = cell()
        const kept = accepted.get(word)
        if (kept === undefined)
          throw new RowRefusal(name === 'asset' ? 'unknownAsset' : 'unknownWord', {
            column: name,
            text: cut(word),
          })
        return kept
      }
    },
    day: (name) => cached(filled(name, required(name)), (text) => dayFrom(name, text)),
    instant: (name) => cached(filled(name, required(name)), (text) => instantFrom(name, text)),
    hour: (name) => cached(filled(name, required(name)), (text) => hourFrom(name, text)),
    optionalInstant(name) {
      const cell = optional(name)
      return () => {
        const text = cell()
        return text === '' ? Number.NaN : instantFrom(name, text)
      }
    },
    number: (name, range) => numberCell(name, required(name), range, onRounded),
    optionalNumber: (name, range) => numberCell(name, optional(name), range, onRounded),
    line: () => line,
    cells: () => row,
  }

  guarded(() => {
    const separator = header.length === 1 ? otherSeparator(header[0] ?? '') : undefined
    if (separator !== undefined) throw separatedBy(separator, text)
    const read = plan(columns)
    for (const name of header.filter((name, index) => !known.has(name) || header.indexOf(name) < index)) {
      report.notices.push({ code: 'unknownColumn', values: { file, column: cut(name) } })
    }
    const readRow = () => {
      if (row.length !== header.length) {
        throw new RowRefusal('cellCount', { cells: row.length, columns: header.length })
      }
      read()
    }
    for (const next of rows) {
      row = next.cells
      line = next.line
      count += next.swallowed ?? 1
      guarded(next.swallowed === undefined ? readRow : () => refuseSwallowed(next.swallowed))
    }
  })
  // Of a file that is not used the rows are counted all the same.
  for (const next of rows) count += next.swallowed ?? 1
  report.rows.set(file, count)
  for (const [column, { text, rows }] of rounded) {
    report.notices.push({ code: 'rounded', values: { file, column, text, rows } })
  }

  function guarded(step: () => void): void {
    try {
      step()
    } catch (error) {
      if (!(error instanceof RowRefusal)) throw error
      report.refused.push({ file, line, reason: error.message, fault: error.fault })
    }
  }
}

/** A cell's text as a reason quotes it: cut where it is long, and nothing in it moves a terminal. */
export function cut(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text).slice(1, -1)
}

function refuseSwallowed(rows = 1): never {
  throw new RowRefusal('openQuote', { rows })
}

/** Decimal commas are looked for beside what separates, in the first rows. */
function separatedBy(separator: string, text: string): RowRefusal {
  const name = separator === '\t' ? 'TAB' : separator
  const hasDecimals = /[^\d,]-?\d+,\d+([^\d,]|$)/m.test(text.slice(0, 10_000))
  return new RowRefusal(hasDecimals ? 'otherSeparatorDecimals' : 'otherSeparator', { separator: name })
}

function filled(name: string, cell: Cell<string>): Cell<string> {
  return () => {
    const text = cell()
    if (text === '') throw new RowRefusal('empty', { column: name })
    return text
  }
}

// Every asset repeats the same days: parsing each text once makes a large file several times faster.
function cached(cell: Cell<string>, parse: (text: string) => Instant): Cell<Instant> {
  const parsed = new Map<string, Instant>()
  return () => {
    const text = cell()
    let instant = parsed.get(text)
    if (instant === undefined) {
      instant = parse(text)
      parsed.set(text, instant)
    }
    return instant
  }
}

function dayFrom(name: string, text: string): Instant {
  const day = startOfDay(text)
  if (Number.isNaN(day)) {
    throw new RowRefusal(isTurnedDay(text) ? 'turnedDay' : 'notDay', { column: name, text: cut(text) })
  }
  return day
}

const ISO_UTC = /^\d{4}-\d{2}-(\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|\+00:00)$/

function instantFrom(name: string, text: string): Instant {
  const match = ISO_UTC.exec(text)
  const instant = match ? Date.parse(text) : Number.NaN
  // Date.parse rolls 30 February over into March: only a day that keeps its number exists.
  if (Number.isNaN(instant) || new Date(instant).getUTCDate() !== Number(match?.[1])) {
    throw new RowRefusal(isTurnedTime(text) ? 'turnedTime' : 'notTime', { column: name, text: cut(text) })
  }
  return instant
}

function hourFrom(name: string, text: string): Instant {
  const instant = instantFrom(name, text)
  if (instant % HOUR !== 0) throw new RowRefusal('notHour', { column: name, text: cut(text) })
  return instant
}

// Number() alone would take '0x1f' and 'Infinity'.
const DECIMAL = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i

function numberCell(
  name: string,
  cell: Cell<string>,
  range: Range,
  onRounded: (name: string, text: string) => void,
): Cell<number> {
  return () => {
    const text = cell()
    if (text === '') return Number.NaN
    const value = DECIMAL.test(text) ? Number(text) : Number.NaN
    if (!Number.isFinite(value)) throw new RowRefusal(numberFault(text), { column: name, text: cut(text) })
    if (!range.accepts(value)) throw new RowRefusal(range.fault, { column: name, value: text })
    if (isRounded(text)) onRounded(name, text)
    return value
  }
}
