/** Shapes of bodies that must have something in them. */
import { fieldOf, listOf } from '../rows.ts'
import { SupplierError } from '../supplier.ts'

/** Rows as they are; throws SupplierError `empty` where there are none though a venue always has some. */
export function told<Row>(supplier: string, what: string, rows: readonly Row[]): readonly Row[] {
  if (rows.length === 0) throw new SupplierError({ supplier, fault: 'empty', detail: `no ${what} were told` })
  return rows
}

/** The list at a path of a body, which may be empty; throws SupplierError `malformed` for another shape. */
export function listAt(supplier: string, body: unknown, ...path: (string | number)[]): readonly unknown[] {
  const value = path.length === 0 ? body : fieldOf(body, ...path)
  return Array.isArray(value) && value.length === 0
    ? []
    : listOf(supplier, path.join('.') || 'the body', value)
}

/** Milliseconds from a number or a text of digits; NaN for anything else. */
export function instantOf(value: unknown, unit = 1): number {
  const text =
    typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : NaN
  return text * unit
}
