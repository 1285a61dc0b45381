/** The files that date one number by day: market caps, open interest, volume, closes, yields, sentiment. */
import {
  type AssetId,
  CROSS_ASSET_CLASSES,
  type CrossAsset,
  type CrossAssetClass,
} from '#src/market/asset.ts'
import { CURVES, type Curve } from '#src/market/macro.ts'
import type { Series } from '#src/market/series.ts'
import {
  ABOVE_ZERO,
  ANY_NUMBER,
  type Cell,
  type Columns,
  readRows,
  type Vocabulary,
  vocabulary,
  ZERO_OR_MORE,
  ZERO_TO_HUNDRED,
} from './columns.ts'
import { RowRefusal } from './faults.ts'
import { createGroups, type Groups, type Settled } from './groups.ts'
import type { Report } from './report.ts'

type ByKey = ReadonlyMap<string, Series>

/** Asset to market caps at 00:00, USD. A cap of 0 is how suppliers write "unknown", so it is refused. */
export function readMarketCaps(text: string, ids: Vocabulary<AssetId>, report: Report): ByKey {
  return dailyValues('market_caps.csv', 'date and asset', text, report, (columns) => [
    columns.oneOf('asset', ids),
    undefined,
    columns.number('market_cap_usd', ABOVE_ZERO),
  ]).settleSingle(seriesFrom)
}

/** Snapshots of all crypto at 00:00, USD. */
export function readTotalMarketCap(text: string, report: Report): Series | undefined {
  return dailyValues('total_market_cap.csv', 'date', text, report, (columns) => [
    () => '',
    undefined,
    columns.number('market_cap_usd', ABOVE_ZERO),
  ])
    .settleSingle(seriesFrom)
    .get('')
}

/** Asset or `total`, then venue, to USD by the day in which it was read. */
export function readOpenInterest(
  text: string,
  ids: Vocabulary<AssetId>,
  report: Report,
): ReadonlyMap<AssetId, ByKey> {
  const withTotal = new Map([...ids, ['total', 'total']])
  return dailyValues('open_interest.csv', 'date, venue and asset', text, report, (columns) => [
    columns.oneOf('asset', withTotal),
    columns.text('venue'),
    columns.number('open_interest_usd', ZERO_OR_MORE),
  ]).settle(seriesFrom)
}

/** Venue to USD of the whole UTC day. */
export function readVolume(table: 'spot_volume' | 'perp_volume', text: string, report: Report): ByKey {
  return dailyValues(`${table}.csv`, 'date and venue', text, report, (columns) => [
    columns.text('venue'),
    undefined,
    columns.number('volume_usd', ZERO_OR_MORE),
  ]).settleSingle(seriesFrom)
}

/** Curve, then tenor in years, to yields in percent a year. */
export function readYieldCurves(
  text: string,
  report: Report,
): ReadonlyMap<Curve, ReadonlyMap<number, Series>> {
  const curves = vocabulary(CURVES)
  const byWord = dailyValues('yield_curves.csv', 'date, curve and tenor', text, report, (columns) => {
    const tenor = columns.number('tenor_years', ABOVE_ZERO)
    return [
      columns.oneOf('curve', curves),
      () => {
        const years = tenor()
        if (Number.isNaN(years)) throw new RowRefusal('empty', { column: 'tenor_years' })
        return String(years)
      },
      columns.number('yield_pct', ANY_NUMBER),
    ]
  }).settle(seriesFrom)
  return new Map(
    CURVES.map((curve) => [
      curve,
      new Map(Array.from(byWord.get(curve) ?? [], ([tenor, series]) => [Number(tenor), series])),
    ]),
  )
}

/** Index to values 0-100. */
export function readSentiment(text: string, report: Report): ByKey {
  return dailyValues('sentiment.csv', 'date and index', text, report, (columns) => [
    columns.text('index'),
    undefined,
    columns.number('value', ZERO_TO_HUNDRED),
  ]).settleSingle(seriesFrom)
}

/** Assets of other markets that have a close, and their closes by local trading day. */
export function readCrossAssets(
  text: string,
  report: Report,
): { crossAssets: readonly CrossAsset[]; crossCloses: ByKey } {
  const file = 'cross_assets.csv'
  const classes = vocabulary(CROSS_ASSET_CLASSES)
  const seen = new Map<string, { class: CrossAssetClass; line: number }>()
  const crossCloses = dailyValues(file, 'date and asset', text, report, (columns) => {
    const asset = columns.text('asset')
    const assetClass = columns.oneOf('class', classes)
    const close = columns.number('close', ANY_NUMBER)
    return [
      () => {
        const id = asset()
        const itsClass = assetClass()
        const first = seen.get(id)
        if (first && first.class !== itsClass) {
          throw new RowRefusal('otherClass', { class: itsClass, first: first.class, line: first.line })
        }
        // Yields fall below zero, and so did oil in 2020; nothing else does.
        const value = close()
        if (value <= 0 && itsClass !== 'rate' && itsClass !== 'commodity') {
          throw new RowRefusal('notAboveZeroForClass', { column: 'close', value, class: itsClass })
        }
        if (!first) seen.set(id, { class: itsClass, line: columns.line() })
        return id
      },
      undefined,
      close,
    ]
  }).settleSingle(seriesFrom)
  const crossAssets = Array.from(seen, ([id, first]) => ({ id, class: first.class }))
  return { crossAssets: crossAssets.filter(({ id }) => crossCloses.has(id)), crossCloses }
}

/** Gathers `date`, up to two words of key, and a value; rows with an empty value are missing. */
function dailyValues(
  file: string,
  what: string,
  text: string,
  report: Report,
  cells: (columns: Columns) => [key: Cell<string>, under: Cell<string> | undefined, value: Cell<number>],
): Groups {
  const groups = createGroups(file, what, 1, report)
  readRows(file, text, report, (columns) => {
    const date = columns.day('date')
    const [key, under, value] = cells(columns)
    return () => {
      const day = date()
      const first = key()
      const second = under?.()
      const number = value()
      if (Number.isNaN(number)) return
      const group = groups.group(first, second)
      group.times.push(day)
      group.lines.push(columns.line())
      group.values[0]?.push(number)
    }
  })
  return groups
}

function seriesFrom({ times, values }: Settled): Series {
  return { times, values: values[0] ?? new Float64Array() }
}
