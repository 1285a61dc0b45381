/** The value of all crypto, of all but bitcoin, or of all but stablecoins, and how it changed. */
import type { History } from '#src/market/history.ts'
import { type Point, type Series, seriesOf, valueAt } from '#src/market/series.ts'
import { DAY, type Day, dayOf, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { levelCrossings } from '#src/metrics/crossings.ts'
import { highestSince, lowestSince, type Since } from '#src/metrics/extremes.ts'
import { simpleReturn } from '#src/metrics/returns.ts'
import { whyAbsent } from '../prices.ts'
import { type JoinedSeries, wholeOf } from '../joined.ts'
import { type Gap, gap, isGap } from '../publish.ts'
import type { Crossing } from '../marketcap.ts'
import { midnightsOf } from '../universe.ts'
import { capBetween, type Snapshots, totalBetween } from './between.ts'

export const SCOPES = ['total', 'exbtc', 'exstable'] as const
export type MarketcapScope = (typeof SCOPES)[number]

export interface ScopedMarketcap {
  readonly scope: MarketcapScope
  /** USD at the week's end. */
  readonly value: number | Gap
  /** Share of the total, fraction. */
  readonly share: number | Gap
  /** Fractions, one a window that was asked for. */
  readonly changes: readonly { readonly days: number; readonly change: number | Gap }[]
  /** Highest of the drawn days. */
  readonly peak: { readonly value: number; readonly day: Day } | Gap
  /** Daily snapshots of the drawn days, USD. */
  readonly series: readonly Point[]
  /** Over the days asked for, or those of the drawn line where the record begins later. */
  readonly overWindow?: { readonly days: number; readonly change: number }
  /** Its own place in its own record: round trillions that it passed in the week, and since when it was as low or high. */
  readonly crossed?: readonly Crossing[]
  readonly lowestSince?: Day | null
  readonly highestSince?: Day | null
  /** Whose caps were taken off: ids. */
  readonly without: readonly string[]
}

/**
 * Snapshots at 00:00 UTC. What is taken off must be known on the same day: a day on which the cap of one of those
 * that were on record both before and after is missing has no value.
 */
export function readScope(
  history: History,
  week: Week,
  scope: MarketcapScope,
  windows: readonly number[],
  drawnDays: number,
): ScopedMarketcap {
  const { end } = midnightsOf(week)
  const off = takenOff(history, scope)
  const parts = { total: history.totalMarketCap, lines: off.flatMap((id) => history.marketCaps(id) ?? []) }
  const at = (time: Instant, { total, lines }: Parts = parts): number | Gap => {
    const whole = time > history.now ? undefined : total && valueAt(total, time)
    if (whole === undefined) return gap(whyAbsent(total?.times, time), 'total_market_cap')
    if (off.length > 0 && lines.length === 0) return gap('no-data', 'market_caps')
    const minus = off.length === 0 ? 0 : sumAt(lines, time)
    if (minus !== undefined) return whole - minus
    const begun = lines.some(({ times }) => (times[0] ?? Infinity) <= time)
    return gap(begun ? 'gap' : 'record-too-short', 'market_caps')
  }
  const value = at(end)
  const whole = parts.total && valueAt(parts.total, end)
  // As reported, and of suppliers that go together: a line of levels steps where another takes over.
  const drawn = partsSince(history, off, end - drawnDays * DAY, end, ({ usd }) => usd)
  const points = Array.from({ length: drawnDays + 1 }, (_, i): Point => {
    const time = end - (drawnDays - i) * DAY
    const known = at(time, drawn)
    return [time, typeof known === 'number' ? known : null]
  })
  const first = points.findIndex(([, known]) => known !== null)
  const series = first < 0 ? [] : points.slice(first)
  const changes = windows.map((days) => changeOver(days))
  return {
    scope,
    value,
    ...windowOf(series, changes, drawnDays),
    ...(off.length > 0 && typeof value === 'number' && placeOf(week, parts, at)),
    share: typeof value !== 'number' ? value : whole === undefined ? gap('no-data') : value / whole,
    changes,
    peak: peakOf(series) ?? gap('no-data', 'total_market_cap'),
    series,
    without: off,
  }

  function changeOver(days: number): { readonly days: number; readonly change: number | Gap } {
    if (typeof value !== 'number') return { days, change: value }
    const since = end - days * DAY
    const its = partsSince(history, off, since, end, wholeOf)
    const [before, after] = [at(since, its), at(end, its)]
    if (its.parted !== undefined && typeof at(since) === 'number')
      return { days, change: gap('unjoined', its.parted) }
    if (typeof before !== 'number') return { days, change: before }
    return { days, change: typeof after === 'number' ? simpleReturn(before, after) : after }
  }
}

/** Over the days asked for; over those of the line where it begins later because the record does. */
function windowOf(
  series: readonly Point[],
  changes: ScopedMarketcap['changes'],
  asked: number,
): Pick<ScopedMarketcap, 'overWindow'> {
  const change = changes.find(({ days }) => days === asked)?.change
  if (typeof change === 'number') return { overWindow: { days: asked, change } }
  const [first, last] = [series[0], series.at(-1)]
  const isShort = change !== undefined && change.missing === 'record-too-short'
  if (!isShort || !first?.[1] || !last?.[1] || first === last) return {}
  return {
    overWindow: { days: Math.round((last[0] - first[0]) / DAY), change: simpleReturn(first[1], last[1]) },
  }
}

/** Round levels are whole trillions of USD. */
const LEVEL_STEP = 1e12

/** Of what is left alone, never of the total. */
function placeOf(
  week: Week,
  { total }: Parts,
  at: (time: Instant) => number | Gap,
): Pick<ScopedMarketcap, 'crossed' | 'lowestSince' | 'highestSince'> {
  const { start, end } = midnightsOf(week)
  const times = [...(total?.times ?? [])].filter((time) => time <= end)
  const own = seriesOf(
    times.flatMap((time) => {
      const value = at(time)
      return typeof value === 'number' ? [[time, value] as const] : []
    }),
  )
  const crossings = levelCrossings(own, start, end, LEVEL_STEP, DAY)
  const [low, high] = [dayOfSince(lowestSince(own, DAY)), dayOfSince(highestSince(own, DAY))]
  return {
    ...(crossings && {
      crossed: crossings.map(({ level, direction, time, lastOnThisSide, gapSince }) => ({
        level,
        direction,
        date: dayOf(time),
        lastOnThisSide: lastOnThisSide === null ? null : dayOf(lastOnThisSide),
        ...(gapSince !== undefined && { gapSince: dayOf(gapSince) }),
      })),
    }),
    ...(low !== undefined && { lowestSince: low }),
    ...(high !== undefined && { highestSince: high }),
  }
}

function dayOfSince(since: Since): Day | null | undefined {
  return typeof since === 'number' ? dayOf(since) : since
}

/** The total, and the caps that are taken off it. */
interface Parts {
  readonly total: Series | undefined
  readonly lines: readonly Series[]
}

/** What may be compared at both ends; `parted` names a table of which only suppliers that do not go together have both. */
function partsSince(
  history: History,
  off: readonly string[],
  start: Instant,
  end: Instant,
  read: (reported: JoinedSeries) => Series,
): Parts & { readonly parted?: 'total_market_cap' | 'market_caps' } {
  const total = totalBetween(history, start, end)
  const lines = off.map((id) => capBetween(history, id, start, end))
  const isParted = ({ change }: Snapshots) => isGap(change) && change.missing === 'unjoined'
  const parted = isParted(total) ? 'total_market_cap' : lines.some(isParted) ? 'market_caps' : undefined
  return {
    total: total.reported ? read(total.reported) : history.totalMarketCap,
    lines: lines.flatMap(({ reported }) => (reported ? [read(reported)] : [])),
    ...(parted && { parted }),
  }
}

function takenOff(history: History, scope: MarketcapScope): string[] {
  if (scope === 'total') return []
  if (scope === 'exbtc') return ['bitcoin']
  return history.assets.filter(({ kind }) => kind === 'stablecoin').map(({ id }) => id)
}

/**
 * Caps on record on that day. Undefined where one that has begun, and goes on later, lacks the day, and where none
 * has it: beyond the record of caps, taking off nothing would pass the whole for a part.
 */
function sumAt(lines: readonly Series[], time: Instant): number | undefined {
  let sum: number | undefined
  for (const line of lines) {
    const own = valueAt(line, time)
    if (own !== undefined) sum = (sum ?? 0) + own
    else if ((line.times[0] ?? Infinity) < time && (line.times.at(-1) ?? 0) > time) return undefined
  }
  return sum
}

function peakOf(series: readonly Point[]) {
  const known = seriesOf(series.flatMap(([time, value]) => (value === null ? [] : [[time, value] as const])))
  let peak: { value: number; day: Day } | undefined
  known.values.forEach((value, i) => {
    if (peak === undefined || value > peak.value) peak = { value, day: dayOf(known.times[i] as number) }
  })
  return peak
}
