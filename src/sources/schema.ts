/**
 * Schemas of what sources answer, and reading by them. A body of another shape is the source's fault; a row of another
 * shape is refused alone.
 */
import * as v from 'valibot'
import { ABOVE_0, ANY, type Bounds, decimalOf, RowFault, shown } from './rows.ts'
import { SupplierError } from './supplier.ts'

/** A number, or a text that is one as a whole. */
export function number({ accepts, words }: Bounds = ANY): v.GenericSchema<unknown, number> {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset: { value: raw }, addIssue, NEVER }) => {
      const value = decimalOf(raw)
      if (value !== undefined && accepts(value)) return value
      addIssue({
        message: value === undefined ? `${shown(raw)} is not a number` : `is ${value}: must be ${words}`,
      })
      return NEVER
    }),
  )
}

/** As `number`, but what is absent or null is missing. */
export function optionalNumber(bounds: Bounds = ANY): v.GenericSchema<unknown, number | undefined> {
  return v.pipe(
    v.nullish(number(bounds)),
    v.transform((value) => value ?? undefined),
  )
}

/** A text, or '' for anything else. */
export const TEXT = v.fallback(v.string(), '')

/** A point of a chart: when (milliseconds since 1970), and what stood there. */
export function point(bounds: Bounds) {
  return v.looseTuple([number(ABOVE_0), number(bounds)])
}

/** Rows as they came: each is read alone. */
export const ROWS = v.array(v.unknown())

/** A row's fields. Throws RowFault that names the first one that is wrong. */
export function readRow<Fields>(schema: v.GenericSchema<unknown, Fields>, row: unknown): Fields {
  const result = v.safeParse(schema, row, { abortEarly: true })
  if (result.success) return result.output
  throw new RowFault(problemOf(result.issues[0], 'row'))
}

/** A body. Throws SupplierError `malformed` that names the first place where its shape is another. */
export function readBody<Body>(
  supplier: string,
  schema: v.GenericSchema<unknown, Body>,
  body: unknown,
): Body {
  const result = v.safeParse(schema, body, { abortEarly: true })
  if (result.success) return result.output
  throw new SupplierError({ supplier, fault: 'malformed', detail: problemOf(result.issues[0], 'answer') })
}

/** What refusals call a row: its own words for what it is of. */
export function labelIn(row: unknown, ...names: readonly string[]): string {
  const fields = v.safeParse(v.record(v.string(), v.unknown()), row)
  if (!fields.success) return ''
  return names
    .map((name) => String(fields.output[name] ?? ''))
    .join(' ')
    .trim()
}

/** The rows of a body. Throws SupplierError `empty` where there is none. */
export function someRows<Row>(supplier: string, what: string, rows: readonly Row[]): readonly Row[] {
  if (rows.length > 0) return rows
  throw new SupplierError({ supplier, fault: 'empty', detail: `${what} has nothing in it` })
}

/** `close "x" is not a number`; a field that is not there, or has another type, is reported by both types. */
function problemOf(issue: v.BaseIssue<unknown>, whole: string): string {
  const place = v.getDotPath(issue) ?? `the ${whole}`
  if (issue.type === 'raw_transform' || issue.type === 'check') return `${place} ${issue.message}`
  return `${place} is ${issue.received}: must be ${issue.expected ?? 'another'}`
}
