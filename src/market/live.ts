/**
 * What only a running bot knows, beside the past: prices and rates of this moment, as suppliers reported them last. No
 * figure of an edition is made from it.
 */
import type { AssetId } from './asset.ts'
import type { Series } from './series.ts'
import type { Instant } from './time.ts'

export interface LiveMarket {
  /** The clock's time for which ages were counted: at most a quarter of an hour ago. */
  readonly checkedAt: Instant
  /** Undefined where no supplier reported one. However old it is: its time is for the reader to see. */
  price(asset: AssetId): LivePrice | undefined
  /** Rates of settlements that have not come yet, by venue. They move until they settle: indicative. */
  nextFunding(asset: AssetId): readonly NextFunding[]
  /** Implied volatility over 30 days (DVOL), fraction a year, by the UTC day that it closes. */
  impliedVolatility(asset: AssetId): Series | undefined
  /** Venues whose last price is too far from the middle of all. */
  readonly disagreements: readonly Disagreement[]
  /** Closes of the last day that one venue alone reported, though others were asked; absent where none is known. */
  readonly closesAlone?: readonly CloseAlone[]
  /** Closes of the last day that two venues or more agree on; absent where none is known. */
  readonly closesAgreed?: readonly CloseAgreed[]
}

/** A close that a second source confirms. */
export interface CloseAgreed {
  readonly asset: AssetId
  /** As settings name them, in the order of the alphabet. */
  readonly venues: readonly string[]
  /** Beginning of the day. */
  readonly day: Instant
}

/** A close that no second source confirms, and none contradicts: it is used. */
export interface CloseAlone {
  readonly asset: AssetId
  readonly venue: string
  /** Beginning of the day. */
  readonly day: Instant
  /** As the venue quotes it, USD or USDT. */
  readonly close: number
}

/** A price that one venue reported; the middle one where several did. */
export interface LivePrice {
  /** USD per one coin. */
  readonly price: number
  readonly time: Instant
  /** As source lines name it: `Binance`. */
  readonly source: string
}

export interface NextFunding {
  readonly venue: string
  /** Fraction of one interval. */
  readonly rate: number
  readonly intervalHours: number
  readonly settlesAt: Instant
}

export interface Disagreement {
  readonly asset: AssetId
  readonly venue: string
  /** USD. */
  readonly price: number
  /** The middle of all venues, USD. */
  readonly middle: number
  readonly time: Instant
}
