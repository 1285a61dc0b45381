/** What can be priced: coins and tokens of the universe, and the assets of other markets beside them. */
import type { Sector } from './sector.ts'

/** An asset's id, the same in every file and figure: `bitcoin`, `ethereum`, `solana`. Tickers are not unique; ids are. */
export type AssetId = string

/** Only `coin` is ranked, indexed and counted; the others carry another asset's price. */
export type AssetKind = 'coin' | 'stablecoin' | 'wrapped' | 'staked' | 'tokenized'

export interface Asset {
  readonly id: AssetId
  /** Ticker, upper-case: `BTC`. Several assets may share one. */
  readonly symbol: string
  readonly name: string
  readonly kind: AssetKind
  readonly sectors: readonly Sector[]
}

export const ASSET_KINDS = [
  'coin',
  'stablecoin',
  'wrapped',
  'staked',
  'tokenized',
] as const satisfies readonly AssetKind[]

/** `rate` is a yield in percent and `volatility` an index: both are shown, never ranked. */
export type CrossAssetClass = 'equity' | 'bond' | 'commodity' | 'fx' | 'volatility' | 'rate'

export const CROSS_ASSET_CLASSES = [
  'equity',
  'bond',
  'commodity',
  'fx',
  'volatility',
  'rate',
] as const satisfies readonly CrossAssetClass[]

/** An asset of another market: `sp500`, `gold`, `us10y`. */
export interface CrossAsset {
  readonly id: string
  readonly class: CrossAssetClass
}
