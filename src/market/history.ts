/**
 * The read contract of everything that is known about the past.
 *
 * A History is a snapshot: it never changes while it is read, so that all figures of an edition come from one
 * state of knowledge. Sources make one from a folder, the store makes one from its record; services read it and
 * nothing else. Reading is synchronous, as the columns are in memory.
 */
import type { Asset, AssetId, CrossAsset } from './asset.ts'
import type { LiveMarket } from './live.ts'
import type { CalendarEntry, Curve, MacroRelease, RateOdds } from './macro.ts'
import type { FundingPrints } from './perpetual.ts'
import type { Candles, Series } from './series.ts'
import type { JoinedTable, SupplierSeries } from './seam.ts'
import type { InterestStamp } from './stamp.ts'
import type { TetherRate } from './tether.ts'
import type { Instant } from './time.ts'
import type { Withheld } from './withheld.ts'
import type { HistoryTable } from './historytable.ts'

/** `simulated` and `recorded` never pretend to be now; whatever is made from a simulated history says so. */
export type HistoryKind = 'recorded' | 'simulated' | 'live'

export interface History {
  readonly name: string
  readonly kind: HistoryKind
  /** First instant of any daily price. */
  readonly from: Instant
  /** Market now: the last boundary that the daily prices cover. Windows, staleness and "next" count from it. */
  readonly now: Instant
  /**
   * Who supplied a kind of fact, for source lines: `Binance`, `CoinGecko`. Empty where the source does not say.
   * `part` asks for one curve or venue alone (`jgb`, `all`); a history that cannot separate them answers for all.
   */
  suppliers(of: HistoryTable, part?: string): readonly string[]

  /** Every asset, of any kind. Ids are unique; symbols are not. */
  readonly assets: readonly Asset[]
  asset(id: AssetId): Asset | undefined

  /** Daily candles from 00:00 UTC, in USD per one coin (never per contract of 1000). */
  dailyCandles(asset: AssetId): Candles | undefined
  /** Hourly candles; few assets have them. */
  hourlyCandles(asset: AssetId): Candles | undefined
  /** Snapshots at 00:00 UTC, USD. */
  marketCaps(asset: AssetId): Series | undefined
  /** Snapshots at 00:00 UTC of all crypto, USD. */
  readonly totalMarketCap: Series | undefined

  /** Venues with settled funding prints of this asset, sorted. */
  fundingVenues(asset: AssetId): readonly string[]
  funding(asset: AssetId, venue: string): FundingPrints | undefined

  /** Venues with open interest of this asset, `all` (across venues) among them; asset may be `total`. */
  openInterestVenues(asset: AssetId | 'total'): readonly string[]
  /** USD of one side at the end of the UTC day that it is dated by, or read in that day: known at a boundary is the last row dated before it. */
  openInterest(asset: AssetId | 'total', venue: string): Series | undefined
  /** The same in the asset's own units, one side, where the venue reports them; NaN where it did not. */
  interestCoins?(asset: AssetId, venue: string): Series | undefined
  /** What instant each venue's daily rows were found to stand for; undefined where nothing is collected. */
  readonly interestStamps?: ReadonlyMap<string, InterestStamp>

  /** Venues with daily spot or perpetual volume, sorted. */
  volumeVenues(market: 'spot' | 'perp'): readonly string[]
  /** USD of the whole UTC day that begins at each time. */
  volume(market: 'spot' | 'perp', venue: string): Series | undefined

  /** Sorted by id. */
  readonly crossAssets: readonly CrossAsset[]
  /** Closes dated by local trading day (its 00:00 UTC as instant). */
  crossCloses(id: string): Series | undefined

  /** All releases, in the order of the record. */
  readonly macro: readonly MacroRelease[]
  /** All quotes, sorted by time. */
  readonly rateOdds: readonly RateOdds[]
  /** Tenors in years that a curve has, rising. */
  curveTenors(curve: Curve): readonly number[]
  /** Yield in percent a year, dated by day. */
  curveYields(curve: Curve, tenorYears: number): Series | undefined
  /** The sentiment indices on record, sorted: `fear-greed`. */
  readonly sentimentIndices: readonly string[]
  /** Index value 0-100 by day. */
  sentiment(index: string): Series | undefined
  readonly calendar: readonly CalendarEntry[]

  /** The rate of USDT at a 00:00 UTC; undefined where no supplier reported it, and where nothing is collected. */
  tetherRate?(midnight: Instant): TetherRate | undefined

  /**
   * A series apart by who reported it, the supplier of the newest day last; undefined where one supplier reported all of it. `key` is
   * venue and asset of open interest, the asset of caps, the venue of volume, and nothing of the total. What the lookups above
   * give is the last value of each day from any supplier: nothing may be compared across suppliers that were not held together.
   */
  bySupplier?(table: JoinedTable, ...key: readonly string[]): readonly SupplierSeries[] | undefined

  /** What was reported and is in none of the tables above, the youngest first; undefined where nothing was looked through. */
  readonly withheld?: readonly Withheld[]
  /** The same history with what is withheld; undefined where nothing is. */
  readonly unfiltered?: () => History
  /** What is known beyond the past; only a live history has it, and no figure of an edition is made from it. */
  readonly live?: LiveMarket
}
