/** A history taken apart into observations, so that a dataset folder can give a record its past. */
import type { History } from '#src/market/history.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import { CURVES } from '#src/market/macro.ts'
import type { Observation } from '#src/market/observation.ts'
import type { Candles, Series } from '#src/market/series.ts'
import { type Instant, startOfDay } from '#src/market/time.ts'

/** Every fact of the history, series by series, each with the supplier that the history names. */
export function* observationsOf(history: History): Generator<Observation> {
  const sourceOf = (table: HistoryTable, part?: string) => history.suppliers(table, part).join(', ')
  for (const { id: asset } of history.assets) {
    yield* candleRows('prices_daily', { asset }, history.dailyCandles(asset), sourceOf('prices_daily'))
    yield* candleRows('prices_hourly', { asset }, history.hourlyCandles(asset), sourceOf('prices_hourly'))
    yield* rows(
      'market_caps',
      { asset },
      'market_cap_usd',
      history.marketCaps(asset),
      sourceOf('market_caps'),
    )
    yield* fundingRows(history, asset, (venue) => sourceOf('funding', venue))
  }
  yield* rows('total_market_cap', {}, 'market_cap_usd', history.totalMarketCap, sourceOf('total_market_cap'))
  for (const asset of ['total', ...history.assets.map(({ id }) => id)]) {
    for (const venue of history.openInterestVenues(asset)) {
      const series = history.openInterest(asset, venue)
      yield* rows(
        'open_interest',
        { venue, asset },
        'open_interest_usd',
        series,
        sourceOf('open_interest', venue),
      )
    }
  }
  for (const market of ['spot', 'perp'] as const) {
    const table = `${market}_volume` as const
    for (const venue of history.volumeVenues(market)) {
      yield* rows(table, { venue }, 'volume_usd', history.volume(market, venue), sourceOf(table, venue))
    }
  }
  for (const { id, class: itsClass } of history.crossAssets) {
    const reported = sourceOf('cross_assets', id)
    yield* rows('cross_assets', { asset: id }, 'close', history.crossCloses(id), reported, {
      class: itsClass,
    })
  }
  yield* eventRows(history, sourceOf)
  for (const curve of CURVES) {
    for (const tenor of history.curveTenors(curve)) {
      const of = { curve, tenor_years: String(tenor) }
      yield* rows(
        'yield_curves',
        of,
        'yield_pct',
        history.curveYields(curve, tenor),
        sourceOf('yield_curves', curve),
      )
    }
  }
  for (const index of history.sentimentIndices) {
    yield* rows('sentiment', { index }, 'value', history.sentiment(index), sourceOf('sentiment', index))
  }
}

type Of = Observation['of']

function* rows(
  table: HistoryTable,
  of: Of,
  column: string,
  series: Series | undefined,
  source: string,
  text?: Observation['text'],
): Generator<Observation> {
  for (const [row, time] of series?.times.entries() ?? []) {
    const values = { [column]: series?.values[row] as number }
    yield { table, of, time, values, source, ...(text && { text }) }
  }
}

function* candleRows(
  table: 'prices_daily' | 'prices_hourly',
  of: Of,
  candles: Candles | undefined,
  source: string,
): Generator<Observation> {
  for (const [row, time] of candles?.times.entries() ?? []) {
    const { open, high, low, close } = candles as Candles
    const values = known({ open: open[row], high: high[row], low: low[row], close: close[row] })
    yield { table, of, time, values, source }
  }
}

function* fundingRows(
  history: History,
  asset: string,
  sourceOf: (venue: string) => string,
): Generator<Observation> {
  for (const venue of history.fundingVenues(asset)) {
    const prints = history.funding(asset, venue)
    for (const [row, time] of prints?.times.entries() ?? []) {
      const values = known({ rate: prints?.rates[row], interval_hours: prints?.intervalHours[row] })
      yield { table: 'funding', of: { venue, asset }, time, values, source: sourceOf(venue) }
    }
  }
}

function* eventRows(
  history: History,
  sourceOf: (table: HistoryTable, part?: string) => string,
): Generator<Observation> {
  for (const { series, period, value, unit, releasedAt } of history.macro) {
    // Of a value without a date of release, the period is the only date there is.
    const time = releasedAt ?? endOf(period)
    const text = releasedAt === undefined ? { unit, released_at: '' } : { unit }
    yield { table: 'macro', of: { series, period }, time, values: { value }, text, source: sourceOf('macro') }
  }
  for (const { time, source, meeting, outcome, probability } of history.rateOdds) {
    const of = { source, meeting, outcome }
    yield { table: 'rate_odds', of, time, values: { probability }, source: sourceOf('rate_odds', source) }
  }
  for (const { date, country, kind, nameEn, nameJa } of history.calendar) {
    const of = { country, kind, name_en: nameEn }
    const text = { name_ja: nameJa }
    yield { table: 'calendar', of, time: startOfDay(date), values: {}, text, source: sourceOf('calendar') }
  }
}

/** The end of `2025-10` or of a day, as a time for what has no other. */
function endOf(period: string): Instant {
  const [year = Number.NaN, month, day] = period.split('-').map(Number)
  const end = Date.UTC(year, (month ?? 12) - (day === undefined ? 0 : 1), day === undefined ? 1 : day + 1)
  return Number.isFinite(end) ? end : 0
}

function known(values: Readonly<Record<string, number | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  )
}
