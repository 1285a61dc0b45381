/** The contract of a venue that pushes prices: of named coins alone, over a connection that is kept open. */
import type { AssetId } from '#src/market/asset.ts'
import type { Observation } from '#src/market/observation.ts'

export interface PriceStream {
  /**
   * Watches these coins and no others: opens the connection, extends it, or opens another where it was closed. To be called
   * once a minute while prices are needed. Does not wait for the venue and never throws: a stream that fails is silent.
   */
  watch(assets: readonly AssetId[]): void
  /** What was pushed last; undefined until the venue's list of instruments is known. */
  latest(): StreamedPrices | undefined
  /** Closes its connections within moments, whatever the venue does. `watch` opens new ones. */
  close(): void
}

export interface StreamedPrices {
  /** The watched coins that the venue trades. */
  readonly listed: readonly AssetId[]
  /** Of `prices_now`: the last sensible price of each, dated by the venue. */
  readonly observations: readonly Observation[]
}
