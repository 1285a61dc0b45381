/** Yield curves: the change of each tenor in basis points, the curve with years to scale, and a slope. */
import type { Label } from './label.ts'

export interface Curves {
  readonly type: 'curves'
  readonly changes: {
    readonly title: string
    readonly rows: readonly {
      readonly name: string
      /** Basis points; null where one of the two yields is not known. */
      readonly value: number | null
      readonly label: Label
      readonly detail: string
    }[]
  }
  readonly curve: {
    readonly title: string
    /** Both by years to maturity; yields in percent. */
    readonly now: readonly Yield[]
    readonly before: readonly Yield[]
    readonly ticks: readonly { readonly value: number; readonly text: string }[]
    readonly legend: string
  }
  readonly box?: { readonly title: string; readonly text: string }
}

export interface Yield {
  readonly years: number
  readonly name: string
  readonly value: number
  readonly text: string
}
