/** The strongest extremes of a week, found by looking through the record: what a ledger must hold. */
import type { PublishedExtreme } from '../product/briefing.ts'
import { countedPrints, earlierAsLong, runsOf } from '../recompute/funding.ts'
import { lastReaching, mostExtreme, type Side } from '../recompute/since.ts'
import type { MarketRecord } from '../record/record.ts'
import { dayName, instantOf, WEEK, type Week } from '../record/time.ts'
import { seriesOf, wanted } from '../series/catalogue.ts'
import { beginning, pointsOfWeek, type Series } from '../series/series.ts'
import { SHORT, sideOf } from './check.ts'

/** So long ago that an entry must be there. */
const WEEKS_AGO = 26

export interface Found {
  readonly series: string
  readonly kind: PublishedExtreme['kind']
  readonly value: number
  readonly at: number
  /** Undefined for a record. */
  readonly since: number | undefined
  readonly weeks: number
}

export function strongest(record: MarketRecord, week: Week, least = WEEKS_AGO): Found[] {
  const series = wanted(record, week).flatMap((name) => seriesOf(record, name) ?? [])
  return [
    ...series.flatMap((one) => sidesOf(one).flatMap((side) => extremeOf(one, side, week, least))),
    ...[...record.funding.keys()].flatMap((key) => longRuns(record, key, week, least)),
  ]
}

/** Entries that the record holds and the ledger does not, as sentences. */
export function missing(entries: readonly PublishedExtreme[], found: readonly Found[]): string[] {
  return found
    .filter((one) => !entries.some((entry) => holds(entry, one)))
    .map(
      ({ series, kind, value, at, since }) =>
        `${series} ${kind} ${value} at ${new Date(at).toISOString()}, since ${since === undefined ? 'ever' : dayName(since)}: not in the ledger`,
    )
}

function holds(entry: PublishedExtreme, found: Found): boolean {
  if (entry.series !== found.series) return false
  if (entry.kind === 'longest-run') return found.kind === 'longest-run' && instantOf(entry.at) === found.at
  return entry.kind === found.kind && sideOf(entry) === sideOf(found) && near(entry.value, found.value)
}

function near(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(Math.abs(one), Math.abs(other))
}

function sidesOf({ tells }: Series): Side[] {
  return tells === 'highs' ? ['high'] : tells === 'lows' ? ['low'] : ['high', 'low']
}

function extremeOf(series: Series, side: Side, week: Week, least: number): Found[] {
  const point = mostExtreme(pointsOfWeek(series, week), side)
  const first = series.points[0]
  if (point === undefined || first === undefined) return []
  const moves = series.tells === 'moves'
  // The smallest fall of all weeks is no rise.
  if (moves && (side === 'high' ? point.value <= 0 : point.value >= 0)) return []
  const since = lastReaching(series.points, point.value, side, beginning(series, week))?.at
  const weeks = (point.at - (since ?? first.at)) / WEEK
  if (since === undefined ? point.at - first.at < SHORT : weeks < least) return []
  const kind = moves ? (side === 'high' ? 'largest-rise' : 'largest-fall') : side
  return [{ series: series.name, kind, value: point.value, at: point.at, since, weeks }]
}

/** Negative runs anywhere in the week. */
function longRuns(record: MarketRecord, key: string, week: Week, least: number): Found[] {
  const [asset, venue] = key.split(' ')
  const runs = runsOf(countedPrints(record.funding.get(key) ?? []), week.end)
  const first = runs[0]?.from ?? week.end
  return runs
    .filter((run) => run.sign < 0 && run.prints >= 3 && run.to > week.start)
    .flatMap((run) => {
      const since = earlierAsLong(runs, run)?.to
      const weeks = (run.to - (since ?? first)) / WEEK
      if (since === undefined ? run.to - first < SHORT : weeks < least) return []
      return [
        {
          series: `funding.${asset}.${venue}.run`,
          kind: 'longest-run',
          value: run.prints,
          at: run.to,
          since,
          weeks,
        } as const,
      ]
    })
}
