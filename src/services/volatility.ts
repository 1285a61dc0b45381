/** Realised volatility of one asset beside its own year, and implied volatility where supplied. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { type Point, seriesOf } from '#src/market/series.ts'
import { DAY, type Day, floorToDay, type Instant, startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { highestSince, lowestSince, type Since } from '#src/metrics/extremes.ts'
import { MOST_DAYS } from '#src/metrics/levels.ts'
import { quantile } from '#src/metrics/median.ts'
import { logReturns } from '#src/metrics/returns.ts'
import { DAYS_A_YEAR, realisedVolatility, rollingVolatility } from '#src/metrics/volatility.ts'
import { defined } from './defined.ts'
import { type ChartEvent, eventsIn } from './events.ts'
import { createPublisher, type Gap, gap, isGap, type Publisher } from './publish.ts'
import { type ClosesOfDays, closesUpTo } from './volatility/closes.ts'
import { DRAWN_DAYS, type DrawnVolatility, drawnVolatility } from './volatility/drawn.ts'
import { type CloseHours, closeHourVolatility, hourlyVolatility } from './volatility/hours.ts'
import { readImplied } from './volatility/implied.ts'
import { volatilityVerdict } from './volatility/support.ts'
import type { VolatilityVerdict } from './verdicts.ts'
import { rankAmong } from './year.ts'
import { namingWithheld } from './withheld.ts'

export interface VolatilityRow {
  readonly asset: AssetId
  readonly symbol: string
  /** Fractions per year: daily closes, zero mean, sqrt(365). */
  readonly rv7d?: number
  readonly rv30d?: number
  readonly rv7dWeekAgo?: number
  /** Hourly closes, sqrt(8760): a second opinion that does not hang on the hour of the close. */
  readonly rv7dHourly?: number
  /** Daily again, over the 24 hours at which a day may end: least, middle and greatest. */
  readonly closeHours?: CloseHours
  /** 0-1 of rv7d against up to 365 earlier daily values (at least 180). */
  readonly rv7dPercentile1y?: number
  /** Implied, fraction per year. */
  readonly dvol?: number
  /** Last earlier day with rv7d >= (<=) the newest; null = extreme of the record. */
  readonly highestSince?: Day | null
  readonly lowestSince?: Day | null
  /** Daily rv7d, up to one year, dated by the days whose close is its last. */
  readonly series: readonly Point[]
  /** 20th, 50th and 80th percentile of the earlier days' rv7d. */
  readonly band?: { readonly low: number; readonly middle: number; readonly high: number }
  readonly recordStart?: Day
  /** What is drawn over up to 290 days; an edition that was frozen earlier has none. */
  readonly drawn?: DrawnVolatility
  /** Undefined without a value of this week. */
  readonly verdict?: VolatilityVerdict
}

export interface VolatilityReading {
  /** bitcoin first, then ethereum. */
  readonly rows: readonly VolatilityRow[]
  /** Bitcoin's. */
  readonly verdict?: VolatilityVerdict
  /** Of the first asset in the drawn days, at most two. */
  readonly events?: readonly ChartEvent[]
}

const ASSETS = ['bitcoin', 'ethereum']
const WEEK_DAYS = 7
const MONTH_DAYS = 30

/**
 * Realised volatility of daily closes at the zone's midnights (hourly candles) or at 00:00 UTC (daily candles),
 * and of the week's hourly closes. A missing close makes what it takes part in missing.
 */
export const readVolatility = namingWithheld(function readVolatility(
  history: History,
  week: Week,
  assets: readonly AssetId[] = ASSETS,
): Reading<VolatilityReading> {
  const publisher = createPublisher('volatility', week, {
    asOf: Math.min(week.end, history.now),
    sources: history.suppliers('prices_daily'),
  })
  const rows = assets.flatMap((asset) => readRow(publisher, history, week, asset) ?? [])
  const verdict = rows.find((row) => row.asset === 'bitcoin')?.verdict
  const midnight = floorToDay(week.end)
  const events = eventsIn(history, assets[0] ?? 'bitcoin', midnight - DRAWN_DAYS * DAY, midnight)
  return publisher.reading({ rows, ...(verdict && { verdict }), events })
})

function readRow(
  publisher: Publisher,
  history: History,
  week: Week,
  asset: AssetId,
): VolatilityRow | undefined {
  const closes = closesUpTo(history, asset, week)
  const returns = logReturns(closes.closes)
  const rolling = rollingVolatility(returns, WEEK_DAYS, DAYS_A_YEAR)
  const at = (daysBefore: number) => known(rolling.at(-1 - daysBefore), closes, WEEK_DAYS + 1 + daysBefore)
  const rv7d = at(0)
  const rv30d = known(
    returns.length < MONTH_DAYS ? undefined : realisedVolatility(returns.subarray(-MONTH_DAYS), DAYS_A_YEAR),
    closes,
    MONTH_DAYS + 1,
  )
  const year = [...rolling.subarray(Math.max(0, rolling.length - 1 - MOST_DAYS), -1)].filter(Number.isFinite)
  const yearRank = isGap(rv7d) ? rv7d : rankAmong(rv7d, year, closes.table)
  const name = `volatility.${asset}`
  const provenance = { asOf: closes.asOf, sources: history.suppliers(closes.table) }
  const implied = readImplied(history, asset, week)
  const ofHours = { sources: history.suppliers('prices_hourly') }
  const figures = {
    rv7d: publisher.put(`${name}.rv7d`, 'fraction per year', rv7d, provenance),
    rv30d: publisher.put(`${name}.rv30d`, 'fraction per year', rv30d, provenance),
    rv7dWeekAgo: publisher.put(`${name}.rv7dWeekAgo`, 'fraction per year', at(WEEK_DAYS), {
      ...provenance,
      asOf: closes.times.at(-1 - WEEK_DAYS) ?? closes.asOf,
    }),
    rv7dHourly: publisher.put(
      `${name}.rv7dHourly`,
      'fraction per year',
      hourlyVolatility(history, asset, week),
      ofHours,
    ),
    rv7dPercentile1y: publisher.put(
      `${name}.rv7dPercentile1y`,
      'fraction',
      isGap(yearRank) ? yearRank : yearRank.percentile,
      { ...provenance, ...(!isGap(yearRank) && { coverage: yearRank.coverage }) },
    ),
    // Only a record that was collected holds implied volatility.
    dvol: publisher.put<number>(
      `${name}.dvol`,
      'fraction per year',
      isGap(implied) ? implied : implied.value,
      isGap(implied) ? undefined : { asOf: implied.day + DAY, sources: [implied.venue] },
    ),
  }
  if (figures.rv7d === undefined && figures.rv30d === undefined && figures.rv7dHourly === undefined) {
    return undefined
  }
  const closeHours = publishCloseHours(publisher, history, week, asset)
  const band = isGap(yearRank) ? undefined : bandOf(year)
  const verdict =
    figures.rv7d === undefined
      ? undefined
      : volatilityVerdict({
          daily: figures.rv7d,
          weekAgo: figures.rv7dWeekAgo,
          hourly: figures.rv7dHourly,
          closeMedian: closeHours?.median,
          band,
          percentile: figures.rv7dPercentile1y,
          days: isGap(yearRank) ? undefined : yearRank.coverage.used,
        })
  return {
    asset,
    symbol: history.asset(asset)?.symbol ?? asset.toUpperCase(),
    ...defined({ ...figures, closeHours, verdict }),
    ...(figures.rv7d !== undefined && extremes(rolling, closes)),
    series: lineOf(rolling, closes),
    drawn: drawnVolatility(
      lineOf(rolling, closes),
      lineOf(rollingVolatility(returns, MONTH_DAYS, DAYS_A_YEAR), closes),
    ),
    ...(band && { band }),
  }
}

/** `rv7dCloseLow`, `rv7dCloseMedian` and `rv7dCloseHigh`. */
function publishCloseHours(
  { put }: Publisher,
  history: History,
  week: Week,
  asset: AssetId,
): CloseHours | undefined {
  const hours = closeHourVolatility(history, asset, week)
  const sources = { sources: history.suppliers('prices_hourly') }
  const name = `volatility.${asset}.rv7dClose`
  const publish = (end: string, value: number | Gap) =>
    put<number>(`${name}${end}`, 'fraction per year', value, sources)
  publish('Low', isGap(hours) ? hours : hours.low)
  publish('Median', isGap(hours) ? hours : hours.median)
  publish('High', isGap(hours) ? hours : hours.high)
  return isGap(hours) ? undefined : hours
}

function bandOf(year: readonly number[]): NonNullable<VolatilityRow['band']> {
  const at = (share: number) => quantile(year, share) as number
  return { low: at(0.2), middle: at(0.5), high: at(0.8) }
}

/** A value, or why the last `count` closes do not give one. */
function known(value: number | undefined, closes: ClosesOfDays, count: number): number | Gap {
  if (value !== undefined && Number.isFinite(value)) return value
  return gap(closes.whyMissing(count), closes.table)
}

function extremes(rolling: Float64Array, closes: ClosesOfDays) {
  const points: [Instant, number][] = []
  // Counted in days, so that a change of summer time makes no gap.
  rolling.forEach((value, index) => {
    if (Number.isFinite(value)) points.push([index + 1 - rolling.length, value])
  })
  const series = seriesOf(points)
  const dayOf = (since: Since) => (typeof since === 'number' ? closes.dayBefore(-since) : since)
  const first = series.times[0]
  return defined({
    highestSince: dayOf(highestSince(series, 1)),
    lowestSince: dayOf(lowestSince(series, 1)),
    recordStart: first === undefined ? undefined : closes.dayBefore(-first),
  })
}

function lineOf(rolling: Float64Array, closes: ClosesOfDays): Point[] {
  const points: Point[] = []
  const last = startOfDay(closes.dayBefore(0))
  for (let i = Math.max(0, rolling.length - MOST_DAYS); i < rolling.length; i++) {
    const value = rolling[i] as number
    const day = last - (rolling.length - 1 - i) * DAY
    if (Number.isFinite(value)) points.push([day, value])
    else if (points.length > 0) points.push([day, null])
  }
  return points
}
