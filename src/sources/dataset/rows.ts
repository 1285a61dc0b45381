/** The rows of each file of a dataset folder, made from a History in the order in which they are written. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import { CURVES } from '#src/market/macro.ts'
import type { Series } from '#src/market/series.ts'
import { dayOf, type Instant, isoOf } from '#src/market/time.ts'

/** undefined and NaN are missing. */
export type CsvCell = string | number | undefined
export type CsvLine = readonly CsvCell[]

export interface TableFormat {
  readonly columns: readonly string[]
  /** The last column, where it is only written for a history that has such values. */
  readonly optional?: string
  /** The column whose first and last value say how far the file reaches. */
  readonly datedBy: string
  readonly unit: string
  rows(history: History): readonly CsvLine[]
}

/** All tables but the assets. Series are sorted by time, then by their other keys; events stay in their order. */
export const TABLE_FORMATS: Readonly<Record<HistoryTable, TableFormat>> = {
  prices_daily: {
    columns: ['date', 'asset', 'open', 'high', 'low', 'close', 'volume_usd'],
    optional: 'volume_usd',
    datedBy: 'date',
    unit: 'USD per one coin; date = UTC day of the open, close = price at the next 00:00',
    rows: (history) => candleRows(history, dayOf, (asset) => history.dailyCandles(asset), true),
  },
  prices_hourly: {
    columns: ['time', 'asset', 'open', 'high', 'low', 'close'],
    datedBy: 'time',
    unit: 'USD per one coin; time = hour of the open',
    rows: (history) => candleRows(history, isoOf, (asset) => history.hourlyCandles(asset)),
  },
  market_caps: {
    columns: ['date', 'asset', 'market_cap_usd'],
    datedBy: 'date',
    unit: 'USD at 00:00 UTC of date',
    rows: (history) => sorted(history.assets.flatMap(({ id }) => dailyRows(history.marketCaps(id), id))),
  },
  total_market_cap: {
    columns: ['date', 'market_cap_usd'],
    datedBy: 'date',
    unit: 'USD at 00:00 UTC of date',
    rows: (history) => dailyRows(history.totalMarketCap),
  },
  funding: {
    columns: ['time', 'venue', 'asset', 'rate', 'interval_hours'],
    datedBy: 'time',
    unit: 'fraction per interval, settled at time for the interval before it',
    rows: fundingRows,
  },
  open_interest: {
    columns: ['date', 'venue', 'asset', 'open_interest_usd'],
    datedBy: 'date',
    unit: 'USD, read at some time of the UTC day of date',
    rows: (history) =>
      sorted(
        ['total', ...history.assets.map(({ id }) => id)].flatMap((asset) =>
          history
            .openInterestVenues(asset)
            .flatMap((venue) => dailyRows(history.openInterest(asset, venue), venue, asset)),
        ),
      ),
  },
  spot_volume: volumeFormat('spot'),
  perp_volume: volumeFormat('perp'),
  cross_assets: {
    columns: ['date', 'asset', 'class', 'close'],
    datedBy: 'date',
    unit: 'points or USD, class rate in percent; date = local trading day',
    rows: (history) =>
      sorted(
        history.crossAssets.flatMap((asset) =>
          dailyRows(history.crossCloses(asset.id), asset.id, asset.class),
        ),
      ),
  },
  macro: {
    columns: ['released_at', 'series', 'period', 'value', 'unit'],
    datedBy: 'period',
    unit: 'see the unit column',
    rows: (history) =>
      history.macro.map(({ releasedAt, series, period, value, unit }) => [
        releasedAt === undefined ? undefined : isoOf(releasedAt),
        series,
        period,
        value,
        unit,
      ]),
  },
  rate_odds: {
    columns: ['time', 'source', 'meeting', 'outcome', 'probability'],
    datedBy: 'time',
    unit: 'fraction',
    rows: (history) =>
      history.rateOdds.map(({ time, source, meeting, outcome, probability }) => [
        isoOf(time),
        source,
        meeting,
        outcome,
        probability,
      ]),
  },
  yield_curves: {
    columns: ['date', 'curve', 'tenor_years', 'yield_pct'],
    datedBy: 'date',
    unit: 'percent a year',
    rows: (history) =>
      sorted(
        CURVES.flatMap((curve) =>
          history
            .curveTenors(curve)
            .flatMap((tenor) => dailyRows(history.curveYields(curve, tenor), curve, tenor)),
        ),
      ),
  },
  sentiment: {
    columns: ['date', 'index', 'value'],
    datedBy: 'date',
    unit: '0-100',
    rows: (history) =>
      sorted(history.sentimentIndices.flatMap((index) => dailyRows(history.sentiment(index), index))),
  },
  calendar: {
    columns: ['date', 'country', 'kind', 'name_en', 'name_ja'],
    datedBy: 'date',
    unit: 'dates',
    rows: (history) =>
      history.calendar.map(({ date, country, kind, nameEn, nameJa }) => [
        date,
        country,
        kind,
        nameEn,
        nameJa,
      ]),
  },
}

/** assets.csv in the order of the history. */
export function assetRows(history: History): { columns: readonly string[]; rows: readonly CsvLine[] } {
  return {
    columns: ['id', 'symbol', 'name', 'kind', 'sectors'],
    rows: history.assets.map(({ id, symbol, name, kind, sectors }) => [
      id,
      symbol,
      name,
      kind,
      sectors.join('|'),
    ]),
  }
}

type CandlesOf = (asset: AssetId) => ReturnType<History['dailyCandles']>

function candleRows(
  history: History,
  timeText: (time: Instant) => string,
  candlesOf: CandlesOf,
  hasVolume = false,
): readonly CsvLine[] {
  const rows: CsvLine[] = []
  for (const { id } of history.assets) {
    const candles = candlesOf(id)
    if (!candles) continue
    const { times, open, high, low, close, volume } = candles
    times.forEach((time, row) => {
      const prices = [timeText(time), id, open[row], high[row], low[row], close[row]]
      rows.push(hasVolume ? [...prices, volume?.[row]] : prices)
    })
  }
  return sorted(rows)
}

function fundingRows(history: History): readonly CsvLine[] {
  const rows: CsvLine[] = []
  for (const { id } of history.assets) {
    for (const venue of history.fundingVenues(id)) {
      const prints = history.funding(id, venue)
      prints?.times.forEach((time, row) => {
        rows.push([isoOf(time), venue, id, prints.rates[row], prints.intervalHours[row]])
      })
    }
  }
  return sorted(rows)
}

function volumeFormat(market: 'spot' | 'perp'): TableFormat {
  return {
    columns: ['date', 'venue', 'volume_usd'],
    datedBy: 'date',
    unit: 'USD, whole UTC day of date',
    rows: (history) =>
      sorted(
        history.volumeVenues(market).flatMap((venue) => dailyRows(history.volume(market, venue), venue)),
      ),
  }
}

/** Day, keys, value. */
function dailyRows(series: Series | undefined, ...keys: readonly CsvCell[]): readonly CsvLine[] {
  return series ? Array.from(series.times, (time, row) => [dayOf(time), ...keys, series.values[row]]) : []
}

/** By the first column, then the next, and so on: keys stand before values, and no two rows share all keys. */
function sorted(rows: readonly CsvLine[]): readonly CsvLine[] {
  return rows.toSorted((a, b) => {
    for (let column = 0; column < a.length; column += 1) {
      const left = a[column]
      const right = b[column]
      if (left === undefined || right === undefined || left === right) continue
      return left < right ? -1 : 1
    }
    return 0
  })
}
