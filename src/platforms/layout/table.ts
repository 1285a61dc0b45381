/** Tables for narrow screens: columns of even width where a phone has room for them, else named values. */
import type { Table } from '#src/chat/message.ts'
import { cleanLine } from './clean.ts'
import { pad, widthOf } from './width.ts'

/** A table in monospaced lines. */
export interface Grid {
  readonly head: string
  readonly rows: readonly string[]
}

/** Lines of at most so many cells, or undefined where the columns need more. */
export function gridOf({ columns, rows }: Table, cells: number): Grid | undefined {
  const texts = [columns.map((column) => column.title), ...rows].map((row) =>
    columns.map((_, index) => cleanLine(row[index] ?? '')),
  )
  const widths = columns.map((_, index) => Math.max(0, ...texts.map((row) => widthOf(row[index] ?? ''))))
  const wide = columns.map((_, index) =>
    texts.some((row) => /\p{Ideographic}|[ぁ-ヶ]/u.test(row[index] ?? '')),
  )
  const needed = widths.reduce((sum, width) => sum + width, 0)
  const gaps = Math.max(0, columns.length - 1)
  const gap = needed + 2 * gaps <= cells ? '  ' : ' '
  if (needed + gap.length * gaps > cells) return undefined
  const [head = '', ...lines] = texts.map((row) =>
    row
      .map((text, index) => {
        const { align = 'left' } = columns[index] ?? {}
        return wide[index] && align === 'left'
          ? fill(text, widths[index] ?? 0)
          : pad(text, widths[index] ?? 0, align)
      })
      .join(gap)
      .trimEnd(),
  )
  return { head, rows: lines }
}

/**
 * Each row as the value of its first cell: the other cells with their columns' titles. Of what kind the names are, a
 * reader sees; that title goes.
 */
export function recordsOf({ columns, rows }: Table): { readonly name: string; readonly value: string }[] {
  return rows.map((row) => ({
    name: cleanLine(row[0] ?? ''),
    value: columns
      .slice(1)
      .flatMap(({ title }, index) => {
        const cell = cleanLine(row[index + 1] ?? '')
        return cell === '' ? [] : [title === '' ? cell : `${cleanLine(title)} ${cell}`]
      })
      .join(' · '),
  }))
}

/**
 * Fills with full-width blanks as far as they go: a phone's monospaced font borrows its kanji from another one, in which
 * they are not quite two cells wide, and a blank of the same font keeps the next column in line.
 */
function fill(text: string, width: number): string {
  const blank = Math.max(0, width - widthOf(text))
  return text + '\u3000'.repeat(Math.floor(blank / 2)) + ' '.repeat(blank % 2)
}
