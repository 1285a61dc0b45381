/** The lower triangle of a symmetric table in five classes of colour. */
export interface Matrix {
  readonly type: 'matrix'
  readonly names: readonly string[]
  /** Row by row, full; null where there is no data. */
  readonly values: readonly (readonly (number | null)[])[]
  /** Lower limits of the classes, rising; the first class begins at -1. */
  readonly classes: readonly { readonly from: number; readonly text: string }[]
}
