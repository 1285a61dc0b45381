/** The value of all crypto: change, round levels crossed, shares of bitcoin and ethereum, distance from the peak. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { between, type Point, type Series, valueAt } from '#src/market/series.ts'
import { DAY, type Day, dayOf, type Instant } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { levelCrossings } from '#src/metrics/crossings.ts'
import { drawdownFromPeak } from '#src/metrics/drawdown.ts'
import { highestSince, lowestSince, type Since } from '#src/metrics/extremes.ts'
import { simpleReturn } from '#src/metrics/returns.ts'
import { defined } from './defined.ts'
import { type ChartEvent, eventsIn } from './events.ts'
import { suppliersIn, wholeOf } from './joined.ts'
import { createPublisher, type Gap, gap, isGap } from './publish.ts'
import { type SheetRow, sheetRow, staleRow } from './sheet/row.ts'
import { suppliersOf } from './suppliers.ts'
import { capBetween, totalBetween } from './marketcap/between.ts'
import { type HundredChange, hundredChange } from './marketcap/hundred.ts'
import { midnightsOf } from './universe.ts'
import { namingWithheld } from './withheld.ts'

export interface Crossing {
  /** The round trillion crossed, USD. */
  readonly level: number
  readonly direction: 'up' | 'down'
  /** Snapshot date of the crossing. */
  readonly date: Day
  /** Last earlier snapshot date on the side now entered; null = none on record. */
  readonly lastOnThisSide: Day | null
  /** First missing snapshot between then and the crossing: where there is one, "since" may not be claimed. */
  readonly gapSince?: Day
}

export interface MarketcapReading {
  /** USD. */
  readonly start?: number
  readonly end?: number
  /** Fraction. */
  readonly weekChange?: number
  /** Where that is not known: the change of the combined value of today's hundred largest. */
  readonly hundred?: HundredChange
  readonly crossed: readonly Crossing[]
  /** Share of the total, fraction. */
  readonly bitcoinShare?: number
  readonly ethereumShare?: number
  readonly bitcoinShareWeekAgo?: number
  readonly ethereumShareWeekAgo?: number
  /** From the record's peak: 0 or negative fraction. */
  readonly drawdown?: number
  readonly peak?: { readonly value: number; readonly date: Day }
  /** Lowest or highest since: last earlier date with a value <= (>=) the newest; null = extreme of the whole record. */
  readonly lowestSince?: Day | null
  readonly highestSince?: Day | null
  /** Weeks in a row, this one included, of the same sign as this week's change. */
  readonly weeksSameSign?: number
  /** First snapshot of the record. */
  readonly recordStart?: Day
  /** Daily snapshots of up to one year, USD. */
  readonly series: readonly Point[]
  /** For the sheet; an edition that was frozen earlier has none. */
  readonly sheet?: SheetRow
  /** What happened in the days of the series, at most two. */
  readonly events?: readonly ChartEvent[]
}

/** Round levels are whole trillions of USD. */
const LEVEL_STEP = 1e12
const CHART_DAYS = 365
/** A record that has a peak, milliseconds. */
const LEAST_PEAK = 7 * DAY

/** Snapshots are taken at 00:00 UTC: windows of another zone use the last one at or before each boundary. */
export const readMarketcap = namingWithheld(function readMarketcap(
  history: History,
  week: Week,
): Reading<MarketcapReading> {
  const { start, end } = midnightsOf(week)
  const { start: atStart, end: atEnd, change, reported } = totalBetween(history, start, end)
  const all = history.suppliers('total_market_cap')
  const sources = reported ? suppliersIn(reported, all) : all
  // Levels and crossings are as reported; changes and peaks may reach back to another supplier's figures times a ratio.
  const [total, whole] = reported
    ? [reported.usd, wholeOf(reported)]
    : [history.totalMarketCap, history.totalMarketCap]
  const publisher = createPublisher('marketcap', week, { asOf: Math.min(end, history.now), sources })
  const crossed = isGap(atEnd) ? atEnd : isGap(atStart) ? atStart : crossingsOf(total, start, end)
  const { put } = publisher
  const published = {
    start: put('marketcap.total.start', 'USD', atStart, { asOf: start }),
    end: put('marketcap.total.end', 'USD', atEnd),
    weekChange: put('marketcap.total.weekChange', 'fraction', change),
    drawdown: put('marketcap.drawdown', 'fraction', drawdownAt(whole, atEnd, end)),
  }
  const hundred = isGap(atEnd) || !isGap(change) ? undefined : hundredChange(history, start, end)
  if (hundred) {
    const coverage = { used: hundred.members, expected: 100 }
    put('marketcap.hundred.weekChange', 'fraction', hundred.change, {
      ...{ coverage, sources: history.suppliers('market_caps') },
    })
  }
  put('marketcap.crossed', 'list', isGap(crossed) ? crossed : crossed.map((crossing) => ({ ...crossing })))

  const shares = { sources: suppliersOf(history, 'total_market_cap', 'market_caps') }
  const shareOf = (asset: AssetId, of: number | Gap, at: 'start' | 'end') => {
    if (isGap(of)) return of
    const cap = capBetween(history, asset, start, end)[at]
    return isGap(cap) ? cap : cap / of
  }
  const before = { asOf: start, ...shares }
  const place = total && !isGap(atEnd) ? placeInRecord(total, end) : {}
  const series = total ? dailyPoints(total, end) : []
  return publisher.reading({
    ...defined({ ...published, hundred }),
    ...defined({
      bitcoinShare: put('marketcap.bitcoinShare', 'fraction', shareOf('bitcoin', atEnd, 'end'), shares),
      ethereumShare: put('marketcap.ethereumShare', 'fraction', shareOf('ethereum', atEnd, 'end'), shares),
      bitcoinShareWeekAgo: put(
        'marketcap.bitcoinShareWeekAgo',
        'fraction',
        shareOf('bitcoin', atStart, 'start'),
        before,
      ),
      ethereumShareWeekAgo: put(
        'marketcap.ethereumShareWeekAgo',
        'fraction',
        shareOf('ethereum', atStart, 'start'),
        before,
      ),
      weeksSameSign: whole && weeksSameSign(whole, week),
    }),
    ...(whole && !isGap(atEnd) && peakIn(whole, end)),
    ...place,
    crossed: isGap(crossed) ? [] : crossed,
    series,
    events: eventsIn(history, 'total', series[0]?.[0] ?? end, end),
    ...defined({ sheet: sheetOf(history, week, atEnd, published.weekChange, whole) }),
  })
})

function sheetOf(
  { now, totalMarketCap }: History,
  week: Week,
  atEnd: number | Gap,
  change: number | undefined,
  whole: Series | undefined,
): SheetRow | undefined {
  const { end } = midnightsOf(week)
  if (isGap(atEnd)) return staleRow(totalMarketCap, Math.min(end, now), 'fraction')
  return sheetRow({
    value: atEnd,
    at: end,
    date: end === week.end ? undefined : dayOf(end),
    change,
    unit: 'fraction',
    valueOn: (time) => whole && valueAt(whole, time),
    series: whole,
  })
}

function crossingsOf(total: Series | undefined, start: Instant, end: Instant): Crossing[] | Gap {
  const crossings = total && levelCrossings(total, start, end, LEVEL_STEP, DAY)
  if (crossings === undefined) return gap('gap', 'total_market_cap')
  return crossings.map(({ level, direction, time, lastOnThisSide, gapSince }) => ({
    level,
    direction,
    date: dayOf(time),
    lastOnThisSide: lastOnThisSide === null ? null : dayOf(lastOnThisSide),
    ...(gapSince !== undefined && { gapSince: dayOf(gapSince) }),
  }))
}

function drawdownAt(total: Series | undefined, atEnd: number | Gap, end: Instant): number | Gap {
  if (isGap(atEnd)) return atEnd
  const known = total && upTo(total, end)
  const first = known?.times[0]
  if (!known || first === undefined) return gap('no-data', 'total_market_cap')
  // Of a record that is younger than a week the highest is no peak.
  if (end - first < LEAST_PEAK) return gap('record-too-short', 'total_market_cap')
  return drawdownFromPeak(known.values)?.drawdown ?? gap('no-data', 'total_market_cap')
}

/** The record's peak, seen from its snapshot at `end`. */
function peakIn(whole: Series, end: Instant): Pick<MarketcapReading, 'peak'> {
  const known = upTo(whole, end)
  const peak = drawdownFromPeak(known.values)?.peak
  return defined({ peak: peak === undefined ? undefined : peakOf(known, peak) })
}

/** Extremes and reach of the record, seen from its snapshot at `end`. */
function placeInRecord(total: Series, end: Instant): Partial<MarketcapReading> {
  const known = upTo(total, end)
  const first = known.times[0]
  return defined({
    lowestSince: sinceDay(lowestSince(known, DAY)),
    highestSince: sinceDay(highestSince(known, DAY)),
    recordStart: first === undefined ? undefined : dayOf(first),
  })
}

function peakOf({ times, values }: Series, index: number): { value: number; date: Day } {
  return { value: values[index] as number, date: dayOf(times[index] as number) }
}

function sinceDay(since: Since): Day | null | undefined {
  return typeof since === 'number' ? dayOf(since) : since
}

/** Undefined where a snapshot is missing before the run ends: it may be longer than the record shows. */
function weeksSameSign(total: Series, week: Week): number | undefined {
  let sign: number | undefined
  for (let weeks = 0; ; weeks++) {
    const { start, end } = midnightsOf(weekBefore(week, weeks))
    const [before, after] = [valueAt(total, start), valueAt(total, end)]
    if (!(before && before > 0 && after && after > 0)) return undefined
    const change = simpleReturn(before, after)
    if (sign !== undefined && Math.sign(change) !== sign) return weeks
    sign = Math.sign(change)
  }
}

function upTo(series: Series, end: Instant): Series {
  return between(series, Number.NEGATIVE_INFINITY, end + 1)
}

/** One point a day up to `end`, null where the day has no snapshot. */
function dailyPoints(total: Series, end: Instant): Point[] {
  const { times } = upTo(total, end)
  const first = Math.max(times[0] ?? end, end - CHART_DAYS * DAY)
  const days = times.length === 0 ? 0 : Math.floor((end - first) / DAY) + 1
  return Array.from({ length: days }, (_, i): Point => {
    const day = end - (days - 1 - i) * DAY
    return [day, valueAt(total, day) ?? null]
  })
}
