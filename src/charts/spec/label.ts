/** Words on a picture, and the figures in them. */
import type { Instant } from '#src/market/time.ts'

/** A colour by its role, in the syntax of colors.ts: `text`, `up`, `coin:bitcoin`. */
export type Ink = string

export interface Label {
  readonly text: string
  /** `text` unless stated otherwise. */
  readonly ink?: Ink
  readonly strong?: boolean
  /** The number in the text, by what was drawn: a test computes it anew. */
  readonly figure?: Figure
}

/**
 * Where a printed number comes from: the last, greatest or least value of a drawn series, its change (a fraction) or
 * difference since an instant, its value at one, or a count of rows.
 */
export interface Figure {
  readonly of: 'last' | 'max' | 'min' | 'change' | 'difference' | 'value' | 'count'
  /** The id of a series of the same picture. */
  readonly series: string
  /** As it was computed, before rounding. */
  readonly value: number
  /** Start of a change or a difference; the first instant that a greatest or least value is looked for in. */
  readonly from?: Instant
  /** The value's own instant. */
  readonly at?: Instant
}
