/** A History over tables in memory: maps of the past, with the lookups of the contract. */
import type { Asset, AssetId, CrossAsset } from './asset.ts'
import type { History, HistoryKind } from './history.ts'
import type { HistoryTable } from './historytable.ts'
import type { LiveMarket } from './live.ts'
import type { CalendarEntry, Curve, MacroRelease, RateOdds } from './macro.ts'
import type { FundingPrints } from './perpetual.ts'
import type { Candles, Series } from './series.ts'
import type { JoinedTable, SupplierSeries } from './seam.ts'
import type { InterestStamp } from './stamp.ts'
import type { Instant } from './time.ts'
import type { Withheld } from './withheld.ts'

/** Every table is optional: what is absent is a missing ability. Inner keys are as the comments say. */
export interface HistoryTables {
  readonly name: string
  readonly kind: HistoryKind
  readonly from: Instant
  readonly now: Instant
  readonly suppliers?: ReadonlyMap<HistoryTable, readonly string[]>
  /** Table, then curve or venue, where parts have suppliers of their own. */
  readonly suppliersOfParts?: ReadonlyMap<HistoryTable, ReadonlyMap<string, readonly string[]>>
  readonly assets?: readonly Asset[]
  readonly dailyCandles?: ReadonlyMap<AssetId, Candles>
  readonly hourlyCandles?: ReadonlyMap<AssetId, Candles>
  readonly marketCaps?: ReadonlyMap<AssetId, Series>
  readonly totalMarketCap?: Series | undefined
  /** Asset, then venue. */
  readonly funding?: ReadonlyMap<AssetId, ReadonlyMap<string, FundingPrints>>
  /** Asset or `total`, then venue. */
  readonly openInterest?: ReadonlyMap<AssetId | 'total', ReadonlyMap<string, Series>>
  readonly interestCoins?: ReadonlyMap<AssetId, ReadonlyMap<string, Series>>
  /** Of series that several suppliers reported alone: by the key columns, joined by blanks. */
  readonly bySupplier?: ReadonlyMap<JoinedTable, ReadonlyMap<string, readonly SupplierSeries[]>>
  readonly interestStamps?: ReadonlyMap<string, InterestStamp>
  /** Venue. */
  readonly spotVolume?: ReadonlyMap<string, Series>
  readonly perpVolume?: ReadonlyMap<string, Series>
  /** In any order. */
  readonly crossAssets?: readonly CrossAsset[]
  readonly crossCloses?: ReadonlyMap<string, Series>
  readonly macro?: readonly MacroRelease[]
  /** In any order. */
  readonly rateOdds?: readonly RateOdds[]
  /** Curve, then tenor in years. */
  readonly curves?: ReadonlyMap<Curve, ReadonlyMap<number, Series>>
  readonly sentiment?: ReadonlyMap<string, Series>
  readonly calendar?: readonly CalendarEntry[]
  readonly tetherRate?: NonNullable<History['tetherRate']>
  readonly withheld?: readonly Withheld[]
  readonly unfiltered?: () => History
  readonly live?: LiveMarket
}

/** The history of these tables. They are not copied: the caller no longer changes them. */
export function historyOf(tables: HistoryTables): History {
  const assets = tables.assets ?? []
  const byId = new Map(assets.map((asset) => [asset.id, asset]))
  const volumes = { spot: tables.spotVolume, perp: tables.perpVolume }
  return {
    name: tables.name,
    kind: tables.kind,
    from: tables.from,
    now: tables.now,
    suppliers: (of, part) =>
      (part === undefined ? undefined : tables.suppliersOfParts?.get(of)?.get(part)) ??
      tables.suppliers?.get(of) ??
      [],
    assets,
    asset: (id) => byId.get(id),
    dailyCandles: (asset) => tables.dailyCandles?.get(asset),
    hourlyCandles: (asset) => tables.hourlyCandles?.get(asset),
    marketCaps: (asset) => tables.marketCaps?.get(asset),
    totalMarketCap: tables.totalMarketCap,
    fundingVenues: (asset) => sortedKeys(tables.funding?.get(asset)),
    funding: (asset, venue) => tables.funding?.get(asset)?.get(venue),
    openInterestVenues: (asset) => sortedKeys(tables.openInterest?.get(asset)),
    openInterest: (asset, venue) => tables.openInterest?.get(asset)?.get(venue),
    interestCoins: (asset, venue) => tables.interestCoins?.get(asset)?.get(venue),
    bySupplier: (table, ...key) => tables.bySupplier?.get(table)?.get(key.join(' ')),
    ...(tables.interestStamps && { interestStamps: tables.interestStamps }),
    volumeVenues: (market) => sortedKeys(volumes[market]),
    volume: (market, venue) => volumes[market]?.get(venue),
    crossAssets: (tables.crossAssets ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    crossCloses: (id) => tables.crossCloses?.get(id),
    macro: tables.macro ?? [],
    rateOdds: (tables.rateOdds ?? []).toSorted((a, b) => a.time - b.time),
    curveTenors: (curve) => [...(tables.curves?.get(curve)?.keys() ?? [])].sort((a, b) => a - b),
    curveYields: (curve, tenorYears) => tables.curves?.get(curve)?.get(tenorYears),
    sentimentIndices: sortedKeys(tables.sentiment),
    sentiment: (index) => tables.sentiment?.get(index),
    calendar: tables.calendar ?? [],
    ...(tables.tetherRate && { tetherRate: tables.tetherRate }),
    ...(tables.withheld && { withheld: tables.withheld }),
    ...(tables.unfiltered && { unfiltered: tables.unfiltered }),
    ...(tables.live && { live: tables.live }),
  }
}

function sortedKeys(map: ReadonlyMap<string, unknown> | undefined): readonly string[] {
  return [...(map?.keys() ?? [])].sort()
}
