/** The value of all crypto: change, round levels crossed, shares of bitcoin and ethereum, distance from the peak. */
import type { AssetId } from '#src/market/asset.ts'
import type { History, HistoryTable } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { between, type Point, type Series, valueAt } from '#src/market/series.ts'
import { DAY, type Day, dayOf, type Instant } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { levelCrossings } from '#src/metrics/crossings.ts'
import { drawdownFromPeak } from '#src/metrics/drawdown.ts'
import { highestSince, lowestSince, type Since } from '#src/metrics/extremes.ts'
import { simpleReturn } from '#src/metrics/returns.ts'
import { defined } from './defined.ts'
import { whyAbsent } from './prices.ts'
import { createPublisher, type Gap, gap, isGap } from './publish.ts'
import { suppliersOf } from './suppliers.ts'
import { midnightsOf } from './universe.ts'

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
}

/** Round levels are whole trillions of USD. */
const LEVEL_STEP = 1e12
const CHART_DAYS = 365

/** Snapshots are taken at 00:00 UTC: windows of another zone use the last one at or before each boundary. */
export function readMarketcap(history: History, week: Week): Reading<MarketcapReading> {
  const { start, end } = midnightsOf(week)
  const total = history.totalMarketCap
  const sources = history.suppliers('total_market_cap')
  const publisher = createPublisher('marketcap', week, { asOf: Math.min(end, history.now), sources })
  const atStart = snapshotAt(total, start)
  const atEnd = end > history.now ? gap('no-data', 'total_market_cap') : snapshotAt(total, end)
  const crossed = isGap(atStart) ? atStart : isGap(atEnd) ? atEnd : crossingsOf(total, start, end)
  const { put } = publisher
  const published = {
    start: put('marketcap.total.start', 'USD', atStart, { asOf: start }),
    end: put('marketcap.total.end', 'USD', atEnd),
    weekChange: put('marketcap.total.weekChange', 'fraction', changeOf(atStart, atEnd)),
    drawdown: put('marketcap.drawdown', 'fraction', drawdownAt(total, atEnd, end)),
  }
  put('marketcap.crossed', 'list', isGap(crossed) ? crossed : crossed.map((crossing) => ({ ...crossing })))

  const shares = { sources: suppliersOf(history, 'total_market_cap', 'market_caps') }
  const shareOf = (asset: AssetId, of: number | Gap, at: Instant) => {
    const cap = snapshotAt(history.marketCaps(asset), at, 'market_caps')
    return isGap(of) ? of : isGap(cap) ? cap : cap / of
  }
  const before = { asOf: start, ...shares }
  return publisher.reading({
    ...defined(published),
    ...defined({
      bitcoinShare: put('marketcap.bitcoinShare', 'fraction', shareOf('bitcoin', atEnd, end), shares),
      ethereumShare: put('marketcap.ethereumShare', 'fraction', shareOf('ethereum', atEnd, end), shares),
      bitcoinShareWeekAgo: put(
        'marketcap.bitcoinShareWeekAgo',
        'fraction',
        shareOf('bitcoin', atStart, start),
        before,
      ),
      ethereumShareWeekAgo: put(
        'marketcap.ethereumShareWeekAgo',
        'fraction',
        shareOf('ethereum', atStart, start),
        before,
      ),
      weeksSameSign: total && weeksSameSign(total, week),
    }),
    ...(total && !isGap(atEnd) && placeInRecord(total, end)),
    crossed: isGap(crossed) ? [] : crossed,
    series: total ? dailyPoints(total, end) : [],
  })
}

/** The snapshot of exactly that instant, above 0; an older one is never taken for it. */
function snapshotAt(
  series: Series | undefined,
  instant: Instant,
  table: HistoryTable = 'total_market_cap',
): number | Gap {
  const value = series && valueAt(series, instant)
  return value !== undefined && value > 0 ? value : gap(whyAbsent(series?.times, instant), table)
}

function changeOf(start: number | Gap, end: number | Gap): number | Gap {
  if (isGap(start)) return start
  return isGap(end) ? end : simpleReturn(start, end)
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
  const fall = total && drawdownFromPeak(upTo(total, end).values)
  return fall?.drawdown ?? gap('no-data', 'total_market_cap')
}

/** Peak, extremes and reach of the record, seen from its snapshot at `end`. */
function placeInRecord(total: Series, end: Instant): Partial<MarketcapReading> {
  const known = upTo(total, end)
  const first = known.times[0]
  const peak = drawdownFromPeak(known.values)?.peak
  return defined({
    peak: peak === undefined ? undefined : peakOf(known, peak),
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
    const change = changeOf(snapshotAt(total, start), snapshotAt(total, end))
    if (isGap(change)) return undefined
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
