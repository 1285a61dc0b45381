/** One market of the comparison: crypto as our index, a coin, or a cross asset. */
import type { CrossAssetClass } from '#src/market/asset.ts'
import type { Day } from '#src/market/time.ts'

export interface AssetRow {
  /** `crypto` (our top-30 index), `bitcoin`, `ethereum`, or a cross asset's id. */
  readonly id: string
  readonly class: 'crypto' | CrossAssetClass
  /** Simple return over the week, a fraction; undefined for class rate. */
  readonly weekReturn?: number
  /** Class rate only: percentage points. */
  readonly weekChange?: number
  /** 1 = best; only crypto and classes equity, bond, commodity, fx are ranked. */
  readonly rank?: number
  /** Dates of the two closes that were compared, where the market closes. */
  readonly closes?: { readonly from: Day; readonly to: Day }
  /** The last of the two closes, as the market prints it: index points, USD, percent. */
  readonly close?: number
  /** Printed too coarsely for its place among the others to mean anything: ranked, but never reported by its rank. */
  readonly coarse?: true
}
