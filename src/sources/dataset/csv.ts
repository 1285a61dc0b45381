/** CSV text, row by row, each with the line it begins on. */
import Papa from 'papaparse'

export interface CsvRow {
  readonly cells: readonly string[]
  /** Counted from 1. */
  readonly line: number
  /** A quote that nothing closes has swallowed the rest of the text, which has this many lines. */
  readonly swallowed?: number
}

/**
 * The rows of comma-separated text, the header first and blank lines left out. Quotes may enclose commas, line
 * breaks and doubled quotes; CRLF is read as LF, and a byte order mark is dropped.
 */
export function* csvRows(text: string): Generator<CsvRow> {
  let unix = text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text
  if (unix.includes('\r')) unix = unix.replace(/\r\n?/g, '\n')
  // Only quoted cells hold line breaks: they shift the lines after them, and keep the text from being cut anywhere.
  const quoted = unix.includes('"')
  let line = 1
  for (const part of quoted ? [unix] : parts(unix)) {
    const { data, errors } = Papa.parse<string[]>(part, { delimiter: ',', newline: '\n' })
    const open = errors.find(({ code }) => code === 'MissingQuotes')?.row
    for (const [index, cells] of data.entries()) {
      const blank = cells.length === 1 && cells[0]?.trim() === ''
      const breaks = quoted ? breaksIn(cells) : 0
      // The last line break ends the last line, and begins none.
      if (index === open) yield { cells, line, swallowed: breaks + (part.endsWith('\n') ? 0 : 1) }
      else if (!blank) yield { cells, line }
      line += 1 + breaks
    }
  }
}

const BYTE_ORDER_MARK = 0xfeff

/** Characters parsed at a time: the rows of one part are garbage before they are old, which halves the time. */
const PART_LENGTH = 65_536

/** The text in parts that end with a line, their last line breaks left out. */
function* parts(text: string): Generator<string> {
  let start = 0
  while (start < text.length) {
    const found = text.indexOf('\n', start + PART_LENGTH)
    const end = found < 0 ? text.length : found
    yield text.slice(start, end)
    start = end + 1
  }
}

function breaksIn(cells: readonly string[]): number {
  let breaks = 0
  for (const cell of cells) for (const character of cell) if (character === '\n') breaks += 1
  return breaks
}
