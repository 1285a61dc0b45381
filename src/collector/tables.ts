/** Series of the record arranged as the tables of a history. */
import type { Asset, AssetId, CrossAsset, CrossAssetClass } from '#src/market/asset.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import type { CalendarEntry, Curve, MacroRelease, RateOdds, RateOutcome } from '#src/market/macro.ts'
import type { FundingPrints } from '#src/market/perpetual.ts'
import { isJoinedTable, type JoinedTable, type SupplierSeries } from '#src/market/seam.ts'
import { type Candles, type Series, valueAt } from '#src/market/series.ts'
import type { HistoryTables } from '#src/market/tables.ts'
import { TETHER, type TetherRate } from '#src/market/tether.ts'
import { DAY, dayOf, HOUR, type Instant } from '#src/market/time.ts'
import { rateAmong, reportedRateAmong, type WitnessClose } from '#src/sources/witnesses.ts'
import type { Columns } from '#src/store/record/columns.ts'
import type { SupplierColumns } from '#src/store/record/bysupplier.ts'
import { stampsFrom } from './interest.ts'
import type { Loaded } from './loaded.ts'

type Filled = Omit<HistoryTables, 'name' | 'kind' | 'from' | 'now'>

/** Columns are not copied. Series of unknown assets are left out: they have no name. */
export function tablesFrom(all: readonly Loaded[], assets: readonly Asset[]): Filled {
  const known = new Set(assets.map(({ id }) => id))
  const of = (table: HistoryTable) => all.filter((one) => one.table === table && one.columns.times.length > 0)
  const ofAssets = (table: HistoryTable) => of(table).filter(({ key }) => known.has(last(key)))
  const interest = of('open_interest')
    .filter(({ key }) => known.has(last(key)) || last(key) === 'total')
    .map(onLastSides)
    .map(turned)
  return {
    assets,
    ...suppliersFrom(all),
    dailyCandles: byFirst(ofAssets('prices_daily'), (columns) => candlesOf(columns, DAY)),
    hourlyCandles: byFirst(ofAssets('prices_hourly'), (columns) => candlesOf(columns, HOUR)),
    marketCaps: byFirst(ofAssets('market_caps'), seriesOf),
    totalMarketCap: byFirst(of('total_market_cap'), seriesOf).get(''),
    funding: byBoth(ofAssets('funding').map(turned), printsOf),
    openInterest: byBoth(interest, seriesOf),
    interestCoins: byBoth(interest, ({ times, values }): Series => ({ times, values: values[1] })),
    bySupplier: seriesBySupplier(all),
    interestStamps: stampsFrom(all),
    spotVolume: byFirst(of('spot_volume'), seriesOf),
    perpVolume: byFirst(of('perp_volume'), seriesOf),
    crossAssets: of('cross_assets').map(({ key, columns }): CrossAsset => {
      const reported = columns.texts.get(columns.times.length - 1)?.class
      return { id: key[0] ?? '', class: (reported ?? 'equity') as CrossAssetClass }
    }),
    crossCloses: byFirst(of('cross_assets'), seriesOf),
    macro: releasesFrom(of('macro')),
    rateOdds: of('rate_odds').flatMap(oddsOf).sort(inOrder),
    curves: curvesFrom(of('yield_curves')),
    sentiment: byFirst(of('sentiment'), seriesOf),
    calendar: of('calendar')
      .flatMap(datesOf)
      .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
  }
}

/** By table and key. The same objects as before where the series is the same: what is found out of them is kept. */
function seriesBySupplier(all: readonly Loaded[]): NonNullable<Filled['bySupplier']> {
  const made = new Map<JoinedTable, Map<string, readonly SupplierSeries[]>>()
  for (const { table, key, bySupplier } of all) {
    if (!bySupplier || !isJoinedTable(table)) continue
    const inner = made.get(table) ?? new Map<string, readonly SupplierSeries[]>()
    made.set(table, inner)
    const known = supplierSeries.get(bySupplier) ?? bySupplier.map((one) => supplierSeriesOf(table, one))
    supplierSeries.set(bySupplier, known)
    inner.set(key.join(' '), known)
  }
  return made
}

const supplierSeries = new WeakMap<readonly SupplierColumns[], readonly SupplierSeries[]>()

function supplierSeriesOf(table: JoinedTable, { source, columns }: SupplierColumns): SupplierSeries {
  if (table !== 'open_interest') return { supplier: source, usd: seriesOf(columns) }
  const { times, values } = onLastSides({ id: 0, table, key: [], columns }).columns
  return { supplier: source, usd: { times, values: values[0] }, coins: { times, values: values[1] } }
}

/** What each venue reported for a coin's close, by the day. */
export function witnessesFrom(
  all: readonly Loaded[],
): (asset: AssetId, day: Instant) => readonly WitnessClose[] {
  const series = Map.groupBy(
    all.filter(({ table }) => table === 'prices_witness'),
    ({ key }) => last(key),
  )
  const closesOf = (asset: AssetId, day: Instant) =>
    (series.get(asset) ?? NONE).flatMap(({ key: [venue = ''], columns }) => {
      const close = valueAt(seriesOf(columns), day)
      return close === undefined ? [] : [{ venue, close }]
    })
  return (asset, day) => {
    const closes = closesOf(asset, day)
    if (closes.length === 0) return closes
    const rate = rateAmong(closesOf(TETHER, day))
    return rate === undefined ? closes : closes.map((one) => ({ ...one, rate }))
  }
}

const NONE: readonly Loaded[] = []

/** The rate of USDT at a 00:00 UTC, of what was reported for the day before it. */
export function tetherRateFrom(
  witnesses: (asset: AssetId, day: Instant) => readonly WitnessClose[],
): (midnight: Instant) => TetherRate | undefined {
  return (midnight) => {
    const reported = reportedRateAmong(witnesses(TETHER, midnight - DAY))
    return reported && { rate: reported.close, time: midnight, source: reported.venue }
  }
}

function byFirst<V>(all: readonly Loaded[], make: (columns: Columns) => V): Map<string, V> {
  return new Map(all.map(({ key, columns }) => [key[0] ?? '', make(columns)]))
}

function byBoth<V>(all: readonly Loaded[], make: (columns: Columns) => V): Map<string, Map<string, V>> {
  const made = new Map<string, Map<string, V>>()
  for (const { key, columns } of all) {
    const [first = '', second = ''] = key
    const inner = made.get(first) ?? new Map<string, V>()
    made.set(first, inner)
    inner.set(second, make(columns))
  }
  return made
}

/** As the last row counts sides: where the setting changed, the earlier rows are of another number of them. */
function onLastSides(one: Loaded): Loaded {
  const { times, values, texts } = one.columns
  const sidesAt = (row: number) => Number(texts.get(row)?.sides)
  const now = [...texts.keys()].reduce(
    (newest, row) => (sidesAt(row) > 0 ? Math.max(newest, row) : newest),
    -1,
  )
  if (now < 0) return one
  const scaled = (column: Float64Array) =>
    column.map((value, row) => (sidesAt(row) > 0 ? (value * sidesAt(row)) / sidesAt(now) : value))
  const [usd, coins, ...others] = values
  return { ...one, columns: { ...one.columns, times, values: [scaled(usd), scaled(coins), ...others] } }
}

/** Venue and asset as asset and venue. */
function turned(one: Loaded): Loaded {
  return { ...one, key: one.key.toReversed() }
}

function candlesOf({ times, values }: Columns, interval: typeof DAY | typeof HOUR): Candles {
  const [close, open, high, low] = values
  return { interval, times, open, high, low, close }
}

function seriesOf({ times, values }: Columns): Series {
  return { times, values: values[0] }
}

function printsOf({ times, values }: Columns): FundingPrints {
  return { times, rates: values[0], intervalHours: values[1] }
}

function curvesFrom(all: readonly Loaded[]): Map<Curve, Map<number, Series>> {
  const curves = byBoth(all, seriesOf)
  return new Map(
    Array.from(curves, ([curve, tenors]) => [
      curve as Curve,
      new Map(Array.from(tenors, ([tenor, series]) => [Number(tenor), series])),
    ]),
  )
}

/** By release, those without one by their period. A value without a release gives way to the same one with one. */
function releasesFrom(all: readonly Loaded[]): readonly MacroRelease[] {
  return all
    .flatMap(({ key: [series = '', period = ''], columns }) => {
      const releases = Array.from(columns.times, (time, row) => {
        const text = columns.texts.get(row)
        const value = columns.values[0][row] as number
        const dated = text?.released_at !== '' && text?.dated !== 'period'
        return { time, dated, release: { series, period, value, unit: text?.unit ?? '' } }
      })
      const someDated = releases.some(({ dated }) => dated)
      return releases.filter(({ dated }) => dated || !someDated)
    })
    .sort((a, b) => a.time - b.time)
    .map(({ time, dated, release }) => (dated ? { ...release, releasedAt: time } : release))
}

function oddsOf({ key: [source = '', meeting = '', outcome = ''], columns }: Loaded): RateOdds[] {
  return Array.from(columns.times, (time, row) => ({
    time,
    source,
    meeting,
    outcome: outcome as RateOutcome,
    probability: columns.values[0][row] as number,
  }))
}

const OUTCOMES: readonly string[] = ['cut', 'hold', 'hike']

function inOrder(a: RateOdds, b: RateOdds): number {
  if (a.time !== b.time) return a.time - b.time
  const [left, right] = [`${a.source} ${a.meeting}`, `${b.source} ${b.meeting}`]
  if (left !== right) return left < right ? -1 : 1
  return OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome)
}

function datesOf({ key: [country = '', kind = '', nameEn = ''], columns }: Loaded): CalendarEntry[] {
  return Array.from(columns.times, (time, row) => ({
    date: dayOf(time),
    country,
    kind: kind as CalendarEntry['kind'],
    nameEn,
    nameJa: columns.texts.get(row)?.name_ja ?? nameEn,
  }))
}

/** Who reported each table, and each of its curves and venues. */
function suppliersFrom(all: readonly Loaded[]): Pick<Filled, 'suppliers' | 'suppliersOfParts'> {
  const suppliers = new Map<HistoryTable, readonly string[]>()
  const parts = new Map<HistoryTable, Map<string, readonly string[]>>()
  for (const { table, key, columns } of all) {
    // One report may name several, as a folder that was imported does.
    const reported = columns.sources.flatMap((source) => source.split(', '))
    const name = table as HistoryTable
    suppliers.set(name, [...new Set([...(suppliers.get(name) ?? []), ...reported])].sort())
    const part = key[0]
    if (part === undefined || part === '') continue
    const inner = parts.get(name) ?? new Map<string, readonly string[]>()
    parts.set(name, inner)
    inner.set(part, [...new Set([...(inner.get(part) ?? []), ...reported])].sort())
  }
  return { suppliers, suppliersOfParts: parts }
}

function last(key: readonly string[]): string {
  return key[key.length - 1] ?? ''
}
