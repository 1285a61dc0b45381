/** What a service found out: figures under their published names, what is missing and why, and what to draw. */

import type { Instant } from './time.ts'
import type { Topic } from './topic.ts'
import type { Week } from './week.ts'

/** Why a figure could not be computed. The sentences are in `locales/<language>/errors.json`. */
export type MissingReason =
  | 'no-data'
  | 'record-too-short'
  | 'gap'
  /** It would be made from a fact that was reported and is withheld, as nothing confirms it. */
  | 'withheld'
  | 'too-few-members'
  | 'source-failed'
  | 'stale'
  | 'zone'
  /** It is not known what instant the rows stand for. */
  | 'unproved'
  /** Its two ends come from suppliers whose figures do not go together. */
  | 'unjoined'

export interface MissingFigure {
  /** The published name. */
  readonly figure: string
  readonly reason: MissingReason
  /** The table or supplier that would have had it. */
  readonly source?: string
}

export type Unit =
  | 'fraction'
  | 'fraction per 8 hours'
  | 'fraction per year'
  | 'USD'
  | 'coins'
  | 'count'
  | 'date'
  | 'list'
  | 'object'
  | 'word'
  | 'percentage points'
  | 'correlation'
  | 'probability'
  | 'index 0-100'
  | 'points'
  | 'percent'
  | 'thousand persons'
  | 'persons'

/** Plain data, as JSON writes it. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }

/** How many of the expected inputs (venues, days, members) were there. */
export interface Coverage {
  readonly used: number
  readonly expected: number
}

export interface Figure {
  /** Raw: fractions, USD, ISO dates. */
  readonly value: Plain
  readonly unit: Unit
  readonly asOf: Instant
  readonly sources: readonly string[]
  readonly coverage?: Coverage
}

/** What is read for a recap beside its topics. */
export type BesideTopics = 'positioning' | 'price' | 'watch' | 'analogues'

/**
 * A reading is plain data (it survives JSON), so that an edition can freeze it and draw it again later.
 * `value` is what sections and charts look at; `figures` is the same knowledge under published names.
 */
export interface Reading<V> {
  readonly topic: Topic | BesideTopics
  readonly week: Week
  /** The youngest fact in it. */
  readonly asOf: Instant
  readonly sources: readonly string[]
  readonly coverage?: Coverage
  readonly value: V
  readonly figures: Readonly<Record<string, Figure>>
  readonly missing: readonly MissingFigure[]
}
