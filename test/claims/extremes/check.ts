/** Entries of the ledger recomputed: value, date, since, tie, record start, weeks, bound. Faults are sentences. */
import type { PublishedExtreme } from '../product/briefing.ts'
import { lastReaching, mostExtreme, reaches, type Side } from '../recompute/since.ts'
import { at as pointAt } from '../record/find.ts'
import type { MarketRecord, Point } from '../record/record.ts'
import { DAY, dayName, instantOf, WEEK, type Week } from '../record/time.ts'
import { beginning, holesBetween, pointsOfWeek, type Series } from '../series/series.ts'
import { seriesOf } from '../series/catalogue.ts'
import { checkBeyond } from './beyond.ts'
import { checkRun } from './runs.ts'

/** A record this short carries no claim of a record, milliseconds. */
export const SHORT = 180 * DAY

/** What is wrong with an entry; nothing where all of it is so. */
export function checkExtreme(record: MarketRecord, entry: PublishedExtreme, week: Week): string[] {
  if (entry.kind === 'longest-run') return checkRun(record, entry, week)
  const series = seriesOf(record, entry.kind === 'first-beyond' ? closesOf(entry.series) : entry.series)
  if (series === undefined) return [`${entry.series}: the checker finds no such series`]
  if (entry.kind === 'first-beyond') return checkBeyond(entry, series, week)
  const point = pointAt(series.points, instantOf(entry.at))
  if (point === undefined) return [`${entry.series}: no value at ${entry.at}`]
  return [
    ...checkValue(entry, point),
    ...checkPlace(entry, point, series, week),
    ...checkSince(entry, point, series, week),
    ...(entry.guard === undefined ? checkTold(entry, point, series) : checkGuard(entry, point, series)),
  ].map((fault) => `${entry.series} ${entry.kind} ${entry.at}: ${fault}`)
}

export function sideOf({ kind }: Pick<PublishedExtreme, 'kind'>): Side {
  return kind === 'high' || kind === 'largest-rise' ? 'high' : 'low'
}

/** Equal but for the last bits of a division. */
export function same(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(1e-6, Math.abs(one), Math.abs(other))
}

/** `price.bitcoin.beyond` is about `price.bitcoin.close`; of the total market cap about its snapshots. */
function closesOf(name: string): string {
  return name.replace(/\.beyond$/u, name.startsWith('marketcap') ? '.snapshot' : '.close')
}

function checkValue({ value, kind }: PublishedExtreme, point: Point): string[] {
  const faults = same(value, point.value) ? [] : [`value ${value}, recomputed ${point.value}`]
  if (kind === 'largest-rise' && value <= 0) faults.push(`a rise of ${value}`)
  if (kind === 'largest-fall' && value >= 0) faults.push(`a fall of ${value}`)
  return faults
}

/** Inside its week, and the most extreme value of it or its last. */
function checkPlace(entry: PublishedExtreme, point: Point, series: Series, week: Week): string[] {
  const points = pointsOfWeek(series, week)
  if (!points.includes(point)) return [`not in the week to ${week.edition}`]
  if (entry.scope === 'boundary') {
    return points.at(-1) === point ? [] : ['told of the boundary, but the week has a later value']
  }
  const most = mostExtreme(points, sideOf(entry))
  return most && !reaches(point.value, most.value, sideOf(entry))
    ? [`${most.value} on ${dayName(most.at)} of the same week is more extreme`]
    : []
}

function checkSince(entry: PublishedExtreme, point: Point, series: Series, week: Week): string[] {
  const earlier = lastReaching(series.points, point.value, sideOf(entry), beginning(series, week))
  const faults: string[] = []
  const bound = entry.boundedBy === undefined ? undefined : instantOf(entry.boundedBy)
  if (bound !== undefined) {
    if (earlier !== undefined && earlier.at > bound)
      faults.push(`${earlier.value} on ${dayName(earlier.at)} is behind the bound`)
  } else if (entry.since === null) {
    if (earlier !== undefined) faults.push(`called a record, but ${earlier.value} on ${dayName(earlier.at)}`)
  } else if (earlier?.at !== instantOf(entry.since)) {
    faults.push(
      `since ${entry.since}, recomputed ${earlier ? `${new Date(earlier.at).toISOString()} (${earlier.value})` : 'a record'}`,
    )
  } else {
    const { earlier: value } = entry.evidence
    if (entry.equal !== same(earlier.value, point.value))
      faults.push(`equal is ${entry.equal}: ${earlier.value}`)
    if (value !== undefined && !same(value, earlier.value))
      faults.push(`earlier ${value}, recomputed ${earlier.value}`)
  }
  const first = series.points[0] as Point
  const start = instantOf(entry.recordStart)
  // A move may be dated from the first value or from the first move.
  if (start > first.at || first.at - start > 2 * series.step + WEEK * Number(series.step >= WEEK)) {
    faults.push(`record start ${entry.recordStart}, recomputed ${dayName(first.at)}`)
  }
  const from = bound ?? (entry.since === null ? start : instantOf(entry.since))
  const weeks = (point.at - from) / WEEK
  if (Math.abs(entry.weeks - weeks) > 0.05 && entry.weeks !== Math.floor(weeks)) {
    faults.push(`${entry.weeks} weeks, recomputed ${weeks.toFixed(2)}`)
  }
  return faults
}

/** What may be told: the record is long enough, and no hole lies under the claim. */
function checkTold(entry: PublishedExtreme, point: Point, series: Series): string[] {
  const first = series.points[0] as Point
  const faults: string[] = []
  const from = entry.boundedBy ?? entry.since
  if (from === null && point.at - first.at < SHORT) {
    faults.push(`a record of ${Math.floor((point.at - first.at) / DAY)} days is told`)
  }
  // The hole that bounds a claim ends where its bound begins.
  const holes = holesBetween(series, from === null ? first.at : instantOf(from), point.at).filter(
    ({ behind }) => entry.boundedBy === undefined || behind > instantOf(entry.boundedBy) + series.step,
  )
  const [hole] = holes
  if (hole) faults.push(`a hole from ${dayName(hole.before)} to ${dayName(hole.behind)} lies under it`)
  const { printed, usual } = resolutionOf(series)
  if (printed > usual / 2) faults.push(`printed in steps of ${printed}, usual move ${usual}`)
  return faults
}

/** A withheld entry names a reason that the record bears out. */
function checkGuard(entry: PublishedExtreme, point: Point, series: Series): string[] {
  const first = series.points[0] as Point
  const from = entry.since === null ? first.at : instantOf(entry.since)
  if (entry.guard === 'short-record' && point.at - first.at >= SHORT) {
    return [`withheld as of a short record, of ${Math.floor((point.at - first.at) / DAY)} days`]
  }
  if (entry.guard === 'gap' && holesBetween(series, from, point.at).length === 0) {
    return ['withheld for a hole that is not there']
  }
  const { printed, usual } = resolutionOf(series)
  if (entry.guard === 'resolution' && printed <= usual / 2) {
    return [`withheld for its steps of ${printed}, usual move ${usual}`]
  }
  return []
}

/** The step in which a series is printed, and its usual move from one point to the next. */
export function resolutionOf({ points, tells }: Series): { printed: number; usual: number } {
  // Moves and computed values have as many digits as a computer has.
  const printed = tells === 'moves' ? 0 : 10 ** -decimalsOf(points)
  const distances = points
    .slice(1)
    .map(({ value }, place) => Math.abs(value - (points[place] as Point).value))
    .toSorted((a, b) => a - b)
  return { printed, usual: distances[Math.floor(distances.length / 2)] ?? 0 }
}

function decimalsOf(points: readonly Point[]): number {
  return points.reduce((most, { value }) => Math.max(most, String(value).split('.')[1]?.length ?? 0), 0)
}
