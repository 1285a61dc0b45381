/** A table with a bar a row: names at the left, numbers in columns, bars around a line at zero. */
import type { Point } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import type { Ink, Label } from './label.ts'
import type { ValueUnit } from './panes.ts'

export interface Rows {
  readonly type: 'rows'
  /** Names the bars for tooltips and tables. */
  readonly id: string
  readonly name: string
  readonly unit: ValueUnit
  readonly columns: readonly Column[]
  /** `stripes` unless stated otherwise; lines where rows are full. */
  readonly ground?: 'stripes' | 'lines'
  readonly rows: readonly Row[]
  /** What the bars could reach at most: 1 of odds and correlations. The axis holds it, so that a bar shows its share of it. */
  readonly reach?: number
  /** A dashed line through all rows with its value on top: never a bar among bars. */
  readonly benchmark?: { readonly value: number; readonly label: Label }
  /** A line between two halves, with its own mark on the axis of the bars. */
  readonly divider?: { readonly after: number; readonly value?: number; readonly label: Label }
  /** One bar of shares above the table. */
  readonly shares?: readonly { readonly share: number; readonly fill: Fill; readonly name: string }[]
  /** The last row, below a line: the sum. */
  readonly total?: Row
}

export type Column =
  | { readonly type: 'name'; readonly header?: string }
  | { readonly type: 'text'; readonly header?: string; readonly align: 'left' | 'right' }
  | { readonly type: 'value'; readonly header?: string }
  | { readonly type: 'bar'; readonly header?: string }
  | {
      readonly type: 'spark'
      readonly header?: string
      readonly week?: { readonly from: Instant; readonly to: Instant }
    }

export interface Row {
  readonly name: Label
  /** After the name, in the sub colour. */
  readonly detail?: string
  readonly swatch?: Fill
  /** One for each column of type `text`, in order. */
  readonly cells?: readonly Label[]
  /** The bar's length; null where it is not known. */
  readonly value: number | null
  readonly label: Label
  /** The colour of the value's sign unless stated otherwise. */
  readonly ink?: Ink
  readonly spark?: readonly Point[]
}

/** `hatch` is what is summed up as "others". */
export type Fill = Ink | 'hatch'
