/** The words of a row: all on its centre line. */
import type { Label } from '../spec/label.ts'
import type { Row } from '../spec/rows.ts'
import { baselineAt, type Draft } from './draft.ts'
import { layFill } from './fill.ts'
import { shorten } from './fit.ts'
import type { Type } from './placed.ts'
import { type PlacedColumn, swatchRoom } from './rowcolumns.ts'
import { laySpark } from './spark.ts'

interface RowSizes {
  readonly height: number
  /** Of names and values. */
  readonly name: number
}

interface RowPlace {
  readonly centre: number
  readonly sizes: RowSizes
  readonly isBold?: boolean
}

/** The words of one row, and its spark, in their columns. */
export function layWords(
  draft: Draft,
  row: Row,
  columns: readonly PlacedColumn[],
  place: RowPlace,
  type: Type,
): void {
  let cell = 0
  for (const one of columns) {
    const { column, left, right } = one
    if (column.type === 'name') layName(draft, row, one, place, type)
    else if (column.type === 'value') {
      layCell(draft, row.label, { x: right, align: 'right' }, place, place.sizes.name)
    } else if (column.type === 'text') {
      const label = row.cells?.[cell++]
      const x = column.align === 'left' ? left : right
      if (label)
        layCell(draft, label, { x, align: column.align }, place, label.strong ? place.sizes.name : type.small)
    } else if (column.type === 'spark' && row.spark) {
      const height = place.sizes.height * 0.8
      const box = { left, right, top: place.centre - height / 2, bottom: place.centre + height / 2 }
      laySpark(draft, row.spark, box, column.week)
    }
  }
}

function layName(draft: Draft, row: Row, { left, right }: PlacedColumn, place: RowPlace, type: Type): void {
  const { centre, sizes } = place
  const swatch = swatchRoom(row, type)
  const indent = Math.max(swatch, place.isBold ? type.small * 2 : 0)
  if (row.swatch !== undefined) {
    const side = type.small * 1.25
    layFill(draft, row.swatch, {
      left,
      right: left + side,
      top: centre - side / 2,
      bottom: centre + side / 2,
    })
  }
  const weight = place.isBold || row.name.strong ? 'bold' : 'normal'
  const text = shorten(row.name.text, right - left - indent, sizes.name, weight, draft.measure)
  const box = draft.text({
    text,
    x: left + indent,
    y: baselineAt(centre, sizes.name),
    size: sizes.name,
    weight,
    ink: row.name.ink ?? 'text',
    role: 'cell',
  })
  const room = right - box.right - 12
  if (row.detail === undefined || room < type.small * 2) return
  draft.text({
    text: shorten(row.detail, room, type.small, 'normal', draft.measure),
    x: box.right + 12,
    y: baselineAt(centre, sizes.name),
    size: type.small,
    ink: 'sub',
    role: 'cell',
  })
}

function layCell(
  draft: Draft,
  label: Label,
  { x, align }: { readonly x: number; readonly align: 'left' | 'right' },
  { centre, isBold }: RowPlace,
  size: number,
): void {
  draft.text({
    text: label.text,
    x,
    y: baselineAt(centre, size),
    size,
    weight: isBold || label.strong ? 'bold' : 'normal',
    ink: label.ink ?? 'text',
    align,
    role: 'cell',
  })
}
