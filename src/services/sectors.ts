/** Our sector indices and the Kawaraban Top 30: capped cap weights at the window's start, returns over it. */
import type { AssetId } from '#src/market/asset.ts'
import type { Sector } from '#src/market/sector.ts'

export interface MemberReturn {
  readonly asset: AssetId
  readonly symbol: string
  /** Fraction. */
  readonly return: number
}

export interface SectorRow {
  readonly sector: Sector
  /** Fraction. */
  readonly weekReturn: number
  /** The week before, with that week's weights. */
  readonly previousReturn?: number
  /** Constituents with a price at both boundaries and a cap at the start. */
  readonly members: number
  /** Share of them that rose. */
  readonly breadth: number
  readonly best: MemberReturn
  readonly worst: MemberReturn
}

export interface SectorsReading {
  /** Best first. */
  readonly rows: readonly SectorRow[]
  /** Sectors with fewer than three members. */
  readonly tooFew: readonly { readonly sector: Sector; readonly members: number }[]
  /** Kawaraban Top 30 over the week, fraction. */
  readonly top30?: number
  /** Difference of best and worst sector this week, 0-1 among the earlier weeks on record (at least 26). */
  readonly dispersionPercentile?: number
}
