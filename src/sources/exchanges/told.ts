/** Shapes of bodies that must have something in them. */
import { fieldOf, listOf } from '../rows.ts'
import { type Page, SupplierError } from '../supplier.ts'

/** Rows as they are; throws SupplierError `empty` where there are none though a venue always has some. */
export function told<Row>(supplier: string, what: string, rows: readonly Row[]): readonly Row[] {
  if (rows.length === 0) throw new SupplierError({ supplier, fault: 'empty', detail: `no ${what} were told` })
  return rows
}

/**
 * Of instruments that are listed and told nothing for a range in which they must have: a page that refuses them, so
 * that nobody takes the range for told. Throws SupplierError `empty` where that is all there were, `stale` where the
 * range is so young (`stale`) that the venue may only stand still; one instrument alone may be what stands still.
 */
export function silence(
  supplier: string,
  what: string,
  { silent, of, stale = false }: { silent: readonly string[]; of: number; stale?: boolean },
): readonly Page[] {
  if (silent.length === 0) return []
  const detail = `no ${what} were told of ${silent.join(', ')}`
  if (silent.length === of && !(stale && of === 1)) {
    throw new SupplierError({ supplier, fault: stale ? 'stale' : 'empty', detail })
  }
  return [
    {
      observations: [],
      refusals: silent.map((id) => ({ where: `${supplier} ${what} ${id}`, reason: 'nothing was told' })),
    },
  ]
}

/** Pages as they come; none where the venue does not know the instrument, which must not cost the others theirs. */
export async function* unlessUnknown<Rows>(pages: AsyncIterable<Rows>): AsyncGenerator<Rows> {
  try {
    yield* pages
  } catch (error) {
    if (!(error instanceof SupplierError && error.fault === 'unknown')) throw error
  }
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
