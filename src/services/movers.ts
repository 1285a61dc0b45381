/** Winners and losers among the hundred largest, and narratives that went against the market. */
import type { AssetId } from '#src/market/asset.ts'
import type { Sector } from '#src/market/sector.ts'

export interface Mover {
  readonly asset: AssetId
  readonly symbol: string
  readonly name: string
  readonly sectors: readonly Sector[]
  /** 1 = largest market cap at the window's end. */
  readonly rank: number
  readonly marketCap: number
  /** Fraction. */
  readonly return: number
}

export interface MoversReading {
  /** Five each, strongest first; only rises among gainers and falls among losers. */
  readonly gainers: readonly Mover[]
  readonly losers: readonly Mover[]
  /** All of the hundred with a return, by rank: the map. */
  readonly all: readonly Mover[]
  /** Median return of the hundred. */
  readonly median?: number
  /** Sectors that rose while the top 30 fell (or fell while it rose), strongest first. */
  readonly against: readonly { readonly sector: Sector; readonly weekReturn: number }[]
  readonly top30?: number
}
