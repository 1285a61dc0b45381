/** Shapes of bodies that must have something in them. */
import { fieldOf, listOf } from '../rows.ts'
import { NOTHING_REPORTED } from '../source.ts'
import { type Page, SupplierError } from '../supplier.ts'

/** Rows as they are; throws SupplierError `empty` where there are none though a venue always has some. */
export function nonEmpty<Row>(supplier: string, what: string, rows: readonly Row[]): readonly Row[] {
  if (rows.length === 0)
    throw new SupplierError({ supplier, fault: 'empty', detail: `no ${what} were reported` })
  return rows
}

export interface Silent {
  /** Instruments that reported nothing. */
  readonly silent: readonly string[]
  /** How many were asked. */
  readonly of: number
  /** Whether the range is so young that the venue may only stand still. */
  readonly stale?: boolean
  /** Whether the venue reports what is traded everywhere; undefined where it lists nothing of the kind. */
  readonly hasOthers: () => Promise<boolean | undefined>
}

/**
 * Of instruments that are listed and reported nothing for a range in which they must have: a page that refuses them, so
 * that the range is not taken for reported. Where all that were asked are silent, the venue is asked of another, as it
 * may list what is traded no more: throws SupplierError `empty`, or `stale`, where that is silent too.
 */
export async function* silence(
  supplier: string,
  what: string,
  { silent, of, stale = false, hasOthers }: Silent,
): AsyncGenerator<Page> {
  if (silent.length === 0) return
  if (silent.length === of) {
    // With nothing to compare, one instrument alone may be what stands still.
    const answersAny = (await hasOthers()) ?? (stale && of === 1)
    if (!answersAny) {
      const detail = `no ${what} were reported for ${silent.join(', ')}`
      throw new SupplierError({ supplier, fault: stale ? 'stale' : 'empty', detail })
    }
  }
  yield {
    observations: [],
    refusals: silent.map((id) => ({ where: `${supplier} ${what} ${id}`, reason: NOTHING_REPORTED })),
  }
}

/** Whether any row of the pages is dated within the range. */
export async function hasRows(
  pages: AsyncIterable<readonly { readonly time: number }[]>,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<boolean> {
  for await (const page of unlessUnknown(pages)) {
    if (page.some(({ time }) => time >= from && time < to)) return true
  }
  return false
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
