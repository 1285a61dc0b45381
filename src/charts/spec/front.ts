/** The front page: one picture that carries the whole week. */
import type { Point } from '#src/market/series.ts'
import type { Ink, Label } from './label.ts'
import type { Panes } from './panes.ts'

export interface Front {
  readonly type: 'front'
  readonly masthead: { readonly name: string; readonly number: string; readonly dates: string }
  readonly hero?: { readonly caption: string; readonly panes: Panes }
  readonly rows: { readonly caption: string; readonly rows: readonly FrontRow[] }
  /** Best to worst. */
  readonly sectors: readonly { readonly name: string; readonly value: number; readonly text: string }[]
  readonly address: string
}

export interface FrontRow {
  readonly id: string
  readonly name: string
  readonly value: Label
  /** The value's day, where it is not of the boundary. */
  readonly date?: string
  readonly change?: Label
  readonly spark: readonly Point[]
  readonly sparkInk: Ink
  readonly sparkType: 'line' | 'bars'
  /** Changes of up to a year in value, and this week's among them. */
  readonly strip?: { readonly values: readonly number[]; readonly now: number }
  /** No value of this week: hatched, with these words in place of change, spark and strip. */
  readonly stale?: string
}
