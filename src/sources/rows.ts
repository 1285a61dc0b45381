/** Reading a supplier's rows: each makes sense or is refused alone, with what was wrong. */
import type { Observation } from '#src/market/observation.ts'
import { isoOf, MINUTE } from '#src/market/time.ts'
import type { Refusal } from './source.ts'
import { type Page, SupplierError } from './supplier.ts'

export interface Rows {
  /** Adds what `read` gives: one observation, several, or none. A RowFault in it refuses the row: then false. */
  row(label: string, read: () => Observation | readonly Observation[] | undefined): boolean
  refuse(label: string, reason: string): void
  page(more?: Pick<Page, 'assets' | 'through'>): Page
}

/** Thrown while a row is read: it makes no sense. */
export class RowFault extends Error {
  override readonly name = 'RowFault'
}

/** Collects one page. `where` names the supplier's list; what is dated after `now` is refused. */
export function createRows(where: string, now: number): Rows {
  const observations: Observation[] = []
  const refusals: Refusal[] = []
  const refuse = (label: string, reason: string) => {
    refusals.push({ where: `${where} ${label}`.trim(), reason })
  }
  return {
    refuse,
    row(label, read) {
      try {
        const made = [read() ?? []].flat()
        for (const one of made) check(one, now)
        observations.push(...made)
        return true
      } catch (error) {
        if (!(error instanceof RowFault)) throw error
        refuse(label, error.message)
        return false
      }
    },
    page: (more = {}) => ({ observations, refusals, ...more }),
  }
}

export interface Bounds {
  accepts(value: number): boolean
  readonly words: string
}

export const ANY: Bounds = { accepts: () => true, words: 'a number' }
export const ABOVE_0: Bounds = { accepts: (value) => value > 0, words: 'above 0' }
export const FROM_0: Bounds = { accepts: (value) => value >= 0, words: '0 or more' }
export const SHARE: Bounds = { accepts: (value) => value >= 0 && value <= 1, words: 'within 0 to 1' }

/** A number, or a text that is one as a whole. Throws RowFault for anything else, null among it. */
export function numberOf(name: string, raw: unknown, bounds: Bounds = ANY): number {
  const value = decimalOf(raw)
  if (value === undefined) throw new RowFault(`${name} ${shown(raw)} is not a number`)
  if (!bounds.accepts(value)) throw new RowFault(`${name} is ${value}: must be ${bounds.words}`)
  return value
}

/** A number, or a text that is one as a whole; undefined for anything else. */
export function decimalOf(raw: unknown): number | undefined {
  const value = typeof raw === 'string' && DECIMAL.test(raw.trim()) ? Number(raw) : raw
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** As `numberOf`, but what is absent or null is missing. */
export function optionalNumber(name: string, raw: unknown, bounds: Bounds = ANY): number | undefined {
  return raw === undefined || raw === null ? undefined : numberOf(name, raw, bounds)
}

/** An object's field by a path; undefined where the shape is another. */
export function fieldOf(body: unknown, ...path: readonly (string | number)[]): unknown {
  let value = body
  for (const name of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string | number, unknown>)[name]
  }
  return value
}

/** A text, or ''. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A list that a body must have; throws SupplierError `malformed` for another shape, `empty` for none in it. */
export function listOf(supplier: string, what: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw new SupplierError({ supplier, fault: 'malformed', detail: `${what} is not the list that it was` })
  }
  if (value.length === 0) {
    throw new SupplierError({ supplier, fault: 'empty', detail: `${what} has nothing in it` })
  }
  return value
}

/** Throws SupplierError `stale` where the youngest fact is older than it may be, and where no row says how old it is. */
export function notStale(
  supplier: string,
  what: string,
  { newest, now, longest }: { newest: number; now: number; longest: number },
): void {
  if (now - newest <= longest) return
  if (!Number.isFinite(newest)) {
    const detail = `${what} holds no row that makes sense`
    throw new SupplierError({ supplier, fault: 'stale', detail, answer: 'senseless' })
  }
  throw new SupplierError({
    supplier,
    fault: 'stale',
    detail: `${what} ends at ${isoOf(newest)}, which is too old`,
  })
}

/** Clocks differ a little: what is dated this much ahead of ours is still the present. */
const AHEAD = 5 * MINUTE

// Number() alone would take '0x1f', '' and 'Infinity'.
const DECIMAL = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i

function check({ time, values, table }: Observation, now: number): void {
  if (!Number.isFinite(time)) throw new RowFault('has no time')
  // Holidays and meetings to come are known before they are.
  if (time > now + AHEAD && table !== 'calendar' && table !== 'funding_next') {
    throw new RowFault(`is dated ${isoOf(time)}, which is yet to come`)
  }
  for (const [name, value] of Object.entries(values)) numberOf(name, value)
}

/** What was reported, as JSON of 40 characters at most. */
export function shown(raw: unknown): string {
  const text = JSON.stringify(raw) ?? 'undefined'
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
