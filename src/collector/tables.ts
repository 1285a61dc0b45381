/** Series of the record arranged as the tables of a history. */
import type { Asset, AssetId, CrossAsset, CrossAssetClass } from '#src/market/asset.ts'
import type { HistoryTable } from '#src/market/history.ts'
import type { CalendarEntry, Curve, MacroRelease, RateOdds, RateOutcome } from '#src/market/macro.ts'
import type { FundingPrints } from '#src/market/perpetual.ts'
import { type Candles, type Series, valueAt } from '#src/market/series.ts'
import type { HistoryTables } from '#src/market/tables.ts'
import { DAY, dayOf, HOUR, type Instant } from '#src/market/time.ts'
import type { WitnessClose } from '#src/sources/witnesses.ts'
import type { Columns } from '#src/store/record/columns.ts'
import type { SeriesName } from '#src/store/record/record.ts'

/** A series of the record and all that is in it. */
export interface Loaded extends SeriesName {
  readonly columns: Columns
}

type Filled = Omit<HistoryTables, 'name' | 'kind' | 'from' | 'now'>

/** Columns are not copied. Series whose assets nobody knows are left out: nothing could name them. */
export function tablesFrom(all: readonly Loaded[], assets: readonly Asset[]): Filled {
  const known = new Set(assets.map(({ id }) => id))
  const of = (table: HistoryTable) => all.filter((one) => one.table === table && one.columns.times.length > 0)
  const ofAssets = (table: HistoryTable) => of(table).filter(({ key }) => known.has(last(key)))
  return {
    assets,
    ...suppliersFrom(all),
    dailyCandles: byFirst(ofAssets('prices_daily'), (columns) => candlesOf(columns, DAY)),
    hourlyCandles: byFirst(ofAssets('prices_hourly'), (columns) => candlesOf(columns, HOUR)),
    marketCaps: byFirst(ofAssets('market_caps'), seriesOf),
    totalMarketCap: byFirst(of('total_market_cap'), seriesOf).get(''),
    funding: byBoth(ofAssets('funding').map(turned), printsOf),
    openInterest: byBoth(
      of('open_interest')
        .filter(({ key }) => known.has(last(key)) || last(key) === 'total')
        .map(turned),
      seriesOf,
    ),
    spotVolume: byFirst(of('spot_volume'), seriesOf),
    perpVolume: byFirst(of('perp_volume'), seriesOf),
    crossAssets: of('cross_assets').map(({ key, columns }): CrossAsset => {
      const told = columns.texts.get(columns.times.length - 1)?.class
      return { id: key[0] ?? '', class: (told ?? 'equity') as CrossAssetClass }
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

/** What each venue told of a coin's close, by the day. */
export function witnessesFrom(
  all: readonly Loaded[],
): (asset: AssetId, day: Instant) => readonly WitnessClose[] {
  const series = Map.groupBy(
    all.filter(({ table }) => table === 'prices_witness'),
    ({ key }) => last(key),
  )
  return (asset, day) =>
    (series.get(asset) ?? []).flatMap(({ key: [venue = ''], columns }) => {
      const close = valueAt(seriesOf(columns), day)
      return close === undefined ? [] : [{ venue, close }]
    })
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

/** Who told each table, and each of its curves and venues. */
function suppliersFrom(all: readonly Loaded[]): Pick<Filled, 'suppliers' | 'suppliersOfParts'> {
  const suppliers = new Map<HistoryTable, readonly string[]>()
  const parts = new Map<HistoryTable, Map<string, readonly string[]>>()
  for (const { table, key, columns } of all) {
    // One telling may name several, as a folder that was imported does.
    const told = columns.sources.flatMap((source) => source.split(', '))
    const name = table as HistoryTable
    suppliers.set(name, [...new Set([...(suppliers.get(name) ?? []), ...told])].sort())
    const part = key[0]
    if (part === undefined || part === '') continue
    const inner = parts.get(name) ?? new Map<string, readonly string[]>()
    parts.set(name, inner)
    inner.set(part, [...new Set([...(inner.get(part) ?? []), ...told])].sort())
  }
  return { suppliers, suppliersOfParts: parts }
}

function last(key: readonly string[]): string {
  return key[key.length - 1] ?? ''
}
