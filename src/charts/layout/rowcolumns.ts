/** How wide the columns of a table are: words have what they need, bars have the rest. */
import type { Box } from '../scene.ts'
import type { Column, Row, Rows } from '../spec/rows.ts'
import type { Draft } from './draft.ts'
import type { Type } from './placed.ts'

export interface PlacedColumn {
  readonly column: Column
  /** Where its words begin and end. */
  readonly left: number
  readonly right: number
}

/** Between two columns, and from the edges of the table. */
const GAP = 28
const PADDING = 8
/** Bars have at least this share of the width: names give way. */
const LEAST_BARS = 0.28
/** Where names are as small as they may be, bars give way before letters do. */
const FEWEST_BARS = 0.15

/** Names and values are `most` pixels high, or smaller where they would take room that bars need. */
export function columnsOf(
  draft: Draft,
  body: Rows,
  area: Box,
  most: number,
  type: Type,
): { readonly columns: PlacedColumn[]; readonly size: number } {
  const gap = type.small > 20 ? 18 : GAP
  const whole = area.right - area.left - 2 * PADDING - gap * (body.columns.length - 1)
  const hasBars = body.columns.some((column) => column.type === 'bar')
  const roomBeside = (bars: number) => (hasBars ? whole * (1 - bars) : whole)
  let size = most
  const least = () => widthsOf(draft, withoutDetails(body), size, type)
  while (sumOf(least()) > roomBeside(LEAST_BARS) && size > type.small) size = Math.max(type.small, size - 1)
  const needed = widthsOf(draft, body, size, type)
  const isTight = sumOf(least()) > roomBeside(LEAST_BARS)
  const over = sumOf(needed) - roomBeside(isTight ? FEWEST_BARS : LEAST_BARS)
  const widths = needed.map((width, index) => {
    if (body.columns[index]?.type !== 'name') return width
    // Without bars the names spread over what is left.
    return over > 0 ? Math.max(type.small * 4, width - over) : hasBars ? width : width - over
  })
  const rest = whole - sumOf(widths)
  let x = area.left + PADDING
  const columns = body.columns.map((column, index) => {
    const left = x
    const right = left + (column.type === 'bar' ? rest : (widths[index] ?? 0))
    x = right + gap
    return { column, left, right }
  })
  return { columns, size }
}

/** Details are shortened before names become smaller. */
function withoutDetails(body: Rows): Rows {
  return { ...body, rows: body.rows.map(({ detail: _, ...row }) => row) }
}

/** What the words of each column need; bars need nothing of their own. */
function widthsOf(draft: Draft, body: Rows, size: number, type: Type): number[] {
  const all = [...body.rows, ...(body.total ? [body.total] : [])]
  const widest = (words: readonly string[], height: number) =>
    Math.max(0, ...words.map((text) => draft.measure(text, height, 'bold')))
  const texts = body.columns.filter(({ type: one }) => one === 'text')
  return body.columns.map((column) => {
    const head = column.header === undefined ? 0 : draft.measure(column.header, type.small, 'normal')
    return Math.max(head, contentWidth(column))
  })

  function contentWidth(column: Column): number {
    switch (column.type) {
      case 'bar':
        return 0
      case 'spark':
        return type.small * 4.8
      case 'name':
        return Math.max(...all.map((row) => nameWidth(draft, row, size, type)))
      case 'value':
        return widest(
          all.map(({ label }) => label.text),
          size,
        )
      case 'text': {
        const index = texts.indexOf(column)
        const cells = all.flatMap(({ cells: row }) => row?.[index] ?? [])
        return Math.max(
          0,
          ...cells.map(({ text, strong }) => draft.measure(text, strong ? size : type.small, 'bold')),
        )
      }
    }
  }
}

function sumOf(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one, 0)
}

function nameWidth(draft: Draft, row: Row, size: number, type: Type): number {
  const detail = row.detail === undefined ? 0 : draft.measure(row.detail, type.small, 'normal') + 12
  return swatchRoom(row, type) + draft.measure(row.name.text, size, 'bold') + detail + 2
}

/** What a swatch takes before the name. */
export function swatchRoom({ swatch }: Row, type: Type): number {
  return swatch === undefined ? 0 : type.small * 2
}
