/** The sample's tables as rows of text, read without the product's code. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
/** End of the last edition's window. */
export const END = Date.parse('2025-11-24T00:00:00Z')

export type Row = Readonly<Record<string, string>>

/** Rows of a table by column name. No cell of the sample holds a comma or a quote. */
export function rowsOf(file: string): Row[] {
  const path = fileURLToPath(new URL(`../../data/sample/${file}`, import.meta.url))
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
  const columns = (header as string).split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    if (cells.length !== columns.length) throw new Error(`${file}: ${line} has ${cells.length} cells`)
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] as string]))
  })
}

/** 00:00 UTC of a date, or the instant of a time. */
export function instant(text: string): number {
  return Date.parse(text.includes('T') ? text : `${text}T00:00:00Z`)
}

/** Ends of the editions' windows, oldest first, from `from` to the last edition. */
export function mondays(from: string): number[] {
  const ends: number[] = []
  for (let end = END; end >= instant(from); end -= 7 * DAY) ends.unshift(end)
  return ends
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function iso(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
