/** CSV text to rows of cells that know their line. */
import Papa from 'papaparse'

export interface CsvText {
  readonly header: readonly string[]
  /** Without the header and without blank lines. */
  readonly rows: readonly (readonly string[])[]
  /** The line on which a row begins; the header is on line 1. */
  readonly line: (row: number) => number
}

/** Splits comma-separated text. Quotes may enclose commas, line breaks and doubled quotes; CRLF is read as LF. */
export function parseCsv(text: string): CsvText {
  const unix = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  const { data } = Papa.parse<string[]>(unix, { delimiter: ',', newline: '\n' })
  const header = (data[0] ?? []).map((name) => name.trim())
  const rows: string[][] = []
  const lines: number[] = []
  // Only quoted cells can hold line breaks, which shift the lines of all rows after them.
  const quoted = unix.includes('"')
  let line = 1
  for (const [index, row] of data.entries()) {
    const blank = row.length === 1 && row[0]?.trim() === ''
    if (index > 0 && !blank) {
      rows.push(row)
      lines.push(line)
    }
    line += 1 + (quoted ? breaksIn(row) : 0)
  }
  return { header, rows, line: (row) => lines[row] ?? Number.NaN }
}

function breaksIn(row: readonly string[]): number {
  let breaks = 0
  for (const cell of row) for (const character of cell) if (character === '\n') breaks += 1
  return breaks
}
