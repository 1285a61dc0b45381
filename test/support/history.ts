/**
 * Histories made from literals, for tests that need just a few days of a few assets.
 *
 *     buildHistory({
 *       assets: [{ id: 'bitcoin', sectors: ['payments'] }],
 *       daily: { bitcoin: ['2025-06-02', 100, 101, null, 103] },   // closes of the days from 2 June on
 *       marketCaps: { bitcoin: ['2025-06-02', 2e12, 2.1e12] },     // snapshots at 00:00 from 2 June on
 *     })
 */
import type { Asset, AssetId, CrossAssetClass } from '#src/market/asset.ts'
import type { History, HistoryKind } from '#src/market/history.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import type { CalendarEntry, Curve, MacroRelease, RateOdds } from '#src/market/macro.ts'
import type { FundingPrints } from '#src/market/perpetual.ts'
import { type Candles, type Series, seriesOf } from '#src/market/series.ts'
import { DAY, type Day, HOUR, type Instant } from '#src/market/time.ts'

/** The first time (`2025-06-02`, `2025-06-02T15:00:00Z`) and one value a step from there; null is missing. */
export type Dated = Series | readonly [from: string, ...values: (number | null)[]]

/** `[settlement, fraction per interval, hours of the interval]`. */
export type Print = readonly [time: string, rate: number, intervalHours: number]

export interface HistoryLiteral {
  readonly name?: string
  readonly kind?: HistoryKind
  /** Defaults to the end of the last daily candle of any asset, or 1970 where there is none. */
  readonly now?: string
  /** Assets named in any other part exist without being listed here: as coins without a sector. */
  readonly assets?: readonly (Partial<Asset> & { readonly id: AssetId })[]
  /** Closes; a candle opens at the close before it. */
  readonly daily?: Readonly<Record<AssetId, Dated | Candles>>
  readonly hourly?: Readonly<Record<AssetId, Dated | Candles>>
  readonly marketCaps?: Readonly<Record<AssetId, Dated>>
  readonly totalMarketCap?: Dated
  readonly funding?: Readonly<Record<AssetId, Readonly<Record<string, readonly Print[]>>>>
  readonly openInterest?: Readonly<Record<AssetId, Readonly<Record<string, Dated>>>>
  readonly spotVolume?: Readonly<Record<string, Dated>>
  readonly perpVolume?: Readonly<Record<string, Dated>>
  readonly cross?: Readonly<Record<string, { readonly class: CrossAssetClass; readonly closes: Dated }>>
  readonly macro?: readonly MacroRelease[]
  readonly rateOdds?: readonly RateOdds[]
  /** By curve and tenor in years. */
  readonly curves?: Readonly<Partial<Record<Curve, Readonly<Record<number, Dated>>>>>
  readonly sentiment?: Readonly<Record<string, Dated>>
  readonly calendar?: readonly CalendarEntry[]
  readonly suppliers?: Readonly<Partial<Record<HistoryTable, readonly string[]>>>
}

export function buildHistory(literal: HistoryLiteral): History {
  const daily = mapValues(literal.daily, (dated) => candlesOf(dated, DAY))
  const hourly = mapValues(literal.hourly, (dated) => candlesOf(dated, HOUR))
  const caps = mapValues(literal.marketCaps, dailySeries)
  const funding = mapValues(literal.funding, (venues) => mapValues(venues, printsOf))
  const interest = mapValues(literal.openInterest, (venues) => mapValues(venues, dailySeries))
  const volumes = {
    spot: mapValues(literal.spotVolume, dailySeries),
    perp: mapValues(literal.perpVolume, dailySeries),
  }
  const cross = mapValues(literal.cross, ({ closes }) => dailySeries(closes))
  const curves = mapValues(literal.curves, (tenors) => mapValues(tenors, dailySeries))
  const sentiment = mapValues(literal.sentiment, dailySeries)
  const assets = assetsOf(literal, [...daily.keys(), ...hourly.keys(), ...caps.keys(), ...funding.keys()])
  return {
    name: literal.name ?? 'hand-made',
    kind: literal.kind ?? 'recorded',
    from: Math.min(...[...daily.values()].map((candles) => candles.times[0] ?? Number.POSITIVE_INFINITY)),
    now: literal.now === undefined ? lastClose(daily) : instantOf(literal.now),
    suppliers: (of) => literal.suppliers?.[of] ?? [],
    assets,
    asset: (id) => assets.find((asset) => asset.id === id),
    dailyCandles: (asset) => daily.get(asset),
    hourlyCandles: (asset) => hourly.get(asset),
    marketCaps: (asset) => caps.get(asset),
    totalMarketCap: literal.totalMarketCap && dailySeries(literal.totalMarketCap),
    fundingVenues: (asset) => [...(funding.get(asset)?.keys() ?? [])].sort(),
    funding: (asset, venue) => funding.get(asset)?.get(venue),
    openInterestVenues: (asset) => [...(interest.get(asset)?.keys() ?? [])].sort(),
    openInterest: (asset, venue) => interest.get(asset)?.get(venue),
    volumeVenues: (market) => [...volumes[market].keys()].sort(),
    volume: (market, venue) => volumes[market].get(venue),
    crossAssets: Object.entries(literal.cross ?? {}).map(([id, row]) => ({ id, class: row.class })),
    crossCloses: (id) => cross.get(id),
    macro: literal.macro ?? [],
    rateOdds: literal.rateOdds ?? [],
    curveTenors: (curve) => [...(curves.get(curve)?.keys() ?? [])].map(Number).sort((a, b) => a - b),
    curveYields: (curve, tenorYears) => curves.get(curve)?.get(String(tenorYears)),
    sentimentIndices: [...sentiment.keys()].sort(),
    sentiment: (index) => sentiment.get(index),
    calendar: literal.calendar ?? [],
  }
}

/** Milliseconds of `2025-06-02` or `2025-06-02T15:00:00Z`; throws where the text is no time. */
export function instantOf(text: Day | string): Instant {
  const instant = Date.parse(text)
  if (Number.isNaN(instant)) throw new RangeError(`${text} is not a time`)
  return instant
}

/** `count` values from a rule: index 0 is the first. */
export function generate(count: number, value: (index: number) => number): number[] {
  return Array.from({ length: count }, (_, index) => value(index))
}

function assetsOf(literal: HistoryLiteral, named: readonly AssetId[]): Asset[] {
  const listed = literal.assets ?? []
  const unlisted = [...new Set(named)].filter((id) => !listed.some((asset) => asset.id === id))
  return [...listed, ...unlisted.map((id) => ({ id }))].map((asset) => ({
    symbol: asset.id.toUpperCase(),
    name: asset.id,
    kind: 'coin',
    sectors: [],
    ...asset,
  }))
}

function isSeries<S extends Series | Candles>(dated: Dated | S): dated is S {
  return 'times' in dated
}

function dailySeries(dated: Dated): Series {
  return isSeries<Series>(dated) ? dated : seriesFrom(dated, DAY)
}

function seriesFrom([from, ...values]: readonly [string, ...(number | null)[]], step: number): Series {
  const start = instantOf(from)
  return seriesOf(
    values.flatMap((value, index) => (value === null ? [] : [[start + index * step, value] as const])),
  )
}

function candlesOf(dated: Dated | Candles, interval: typeof DAY | typeof HOUR): Candles {
  if (isSeries<Candles | Series>(dated) && 'close' in dated) return dated
  const { times, values: close } = isSeries<Series>(dated) ? dated : seriesFrom(dated, interval)
  const open = close.map((value, index) => close[index - 1] ?? value)
  const high = close.map((value, index) => Math.max(value, open[index] as number))
  const low = close.map((value, index) => Math.min(value, open[index] as number))
  return { interval, times, open, high, low, close }
}

function printsOf(prints: readonly Print[]): FundingPrints {
  return {
    times: Float64Array.from(prints, (print) => instantOf(print[0])),
    rates: Float64Array.from(prints, (print) => print[1]),
    intervalHours: Float64Array.from(prints, (print) => print[2]),
  }
}

function lastClose(daily: ReadonlyMap<AssetId, Candles>): Instant {
  return Math.max(0, ...[...daily.values()].map((candles) => (candles.times.at(-1) ?? -DAY) + DAY))
}

function mapValues<V, W>(
  record: Readonly<Record<string, V>> | undefined,
  map: (value: V) => W,
): Map<string, W> {
  return new Map(Object.entries(record ?? {}).map(([key, value]) => [key, map(value)]))
}
