/** Entries of the ledger recomputed: value, date, since, tie, record start, weeks, bound. Faults are sentences. */
import type { PublishedExtreme } from '../product/briefing.ts'
import { HOURS } from '../recompute/openinterest.ts'
import { lastReaching, mostExtreme, reaches, type Side } from '../recompute/since.ts'
import { at as pointAt } from '../record/find.ts'
import type { MarketRecord, Point } from '../record/record.ts'
import { DAY, dayName, instantOf, WEEK, type Week } from '../record/time.ts'
import { seriesOf } from '../series/catalogue.ts'
import { beginning, holesBetween, pointsOfWeek, type Series } from '../series/series.ts'
import { checkBeyond } from './beyond.ts'
import { checkRun } from './runs.ts'

/** A record this short carries no claim of a record, milliseconds. */
export const SHORT = 180 * DAY

/** What is wrong with an entry; nothing where all of it is so. */
export function checkExtreme(record: MarketRecord, entry: PublishedExtreme, week: Week): string[] {
  if (entry.kind === 'longest-run') return checkRun(record, entry, week)
  const series = seriesOf(record, nameOf(entry))
  if (series === undefined) return [`${entry.series}: the checker finds no such series`]
  if (entry.kind === 'first-beyond') return checkBeyond(entry, series, week)
  const point = pointAt(series.points, instantOf(entry.at))
  if (point === undefined) return [`${entry.series}: no value at ${entry.at}`]
  return [
    ...checkValue(entry, point),
    ...checkPlace(entry, point, series, week),
    // What is young is told by its size alone.
    ...(entry.young ? [] : checkSince(record, entry, point, series, week)),
    ...(entry.guard === undefined
      ? checkSaid(record, entry, point, series)
      : checkGuard(record, entry, point, series)),
  ].map((fault) => `${entry.series} ${entry.kind} ${entry.at}: ${fault}`)
}

export function sideOf({ kind }: Pick<PublishedExtreme, 'kind'>): Side {
  return kind === 'high' || kind === 'largest-rise' ? 'high' : 'low'
}

/** Equal but for the last bits of a division. */
export function same(one: number, other: number): boolean {
  return Math.abs(one - other) <= 1e-9 * Math.max(1e-6, Math.abs(one), Math.abs(other))
}

/** The series that an entry is about: `price.bitcoin.beyond` about closes, odds about those of the source named. */
function nameOf({ series, kind, evidence }: PublishedExtreme): string {
  const sources = evidence.sources
  if (series.startsWith('macro.odds') && Array.isArray(sources)) return `${series}.${sources[0]}`
  if (kind !== 'first-beyond') return series
  return series.replace(/\.beyond$/u, series.startsWith('marketcap') ? '.snapshot' : '.close')
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

function checkSince(
  record: MarketRecord,
  entry: PublishedExtreme,
  point: Point,
  series: Series,
  week: Week,
): string[] {
  const earlier = earlierOf(record, entry, point, series, week)
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

/**
 * The last value before the week that reaches an entry's. Coins hang on the hour at which a row was read: of all
 * hours the latest counts, so that the claim holds whichever it was.
 */
function earlierOf(record: MarketRecord, entry: PublishedExtreme, point: Point, series: Series, week: Week) {
  const before = beginning(series, week)
  const own = lastReaching(series.points, point.value, sideOf(entry), before)
  if (!entry.series.endsWith('.coins')) return own
  return HOURS.reduce((latest, hour) => {
    const points = seriesOf(record, `${entry.series}.${hour}`)?.points ?? []
    const value = pointAt(points, point.at)?.value ?? point.value
    const there = lastReaching(points, value, sideOf(entry), before)
    const at = there && pointAt(series.points, there.at)
    return at && at.at > (latest?.at ?? 0) ? at : latest
  }, own)
}

/** What may be told: the record is long enough, and no hole lies under the claim. */
function checkSaid(record: MarketRecord, entry: PublishedExtreme, point: Point, series: Series): string[] {
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
  const { printed, usual } = resolutionOf(record, entry.series)
  if (printed > usual / 2) faults.push(`printed in steps of ${printed}, usual move ${usual}`)
  return faults
}

/** Reasons that are recomputed here; another one would hide an entry unseen. */
const KNOWN_GUARDS = ['short-record', 'gap', 'resolution']

/** A withheld entry names a reason that the record bears out. */
function checkGuard(record: MarketRecord, entry: PublishedExtreme, point: Point, series: Series): string[] {
  const first = series.points[0] as Point
  const from = entry.since === null ? first.at : instantOf(entry.since)
  if (!KNOWN_GUARDS.includes(String(entry.guard)))
    return [`withheld as ${entry.guard}, which nothing recomputes`]
  if (entry.guard === 'short-record' && point.at - first.at >= SHORT) {
    return [`withheld as of a short record, of ${Math.floor((point.at - first.at) / DAY)} days`]
  }
  if (entry.guard === 'gap' && holesBetween(series, from, point.at).length === 0) {
    return ['withheld for a hole that is not there']
  }
  const { printed, usual } = resolutionOf(record, entry.series)
  if (entry.guard === 'resolution' && printed <= usual / 2) {
    return [`withheld for its steps of ${printed}, usual move ${usual}`]
  }
  return []
}

/** The step in which a series, or the one that its moves are of, is printed; and its usual move to the next point. */
export function resolutionOf(record: MarketRecord, name: string): { printed: number; usual: number } {
  const base = /^(cross|sentiment)\.\w+/u.exec(name)?.[0]
  const series = base
    ? seriesOf(record, `${base}.${base.startsWith('cross') ? 'close' : 'value'}`)
    : /^macro\.(?!odds)/u.test(name)
      ? seriesOf(record, name)
      : undefined
  // What is computed has as many digits as a computer has.
  if (!series) return { printed: 0, usual: 0 }
  const distances = series.points
    .slice(1)
    .map(({ value }, place) => Math.abs(value - (series.points[place] as Point).value))
    .toSorted((a, b) => a - b)
  return {
    printed: 10 ** -decimalsOf(series.points),
    usual: distances[Math.floor(distances.length / 2)] ?? 0,
  }
}

function decimalsOf(points: readonly Point[]): number {
  return points.reduce((most, { value }) => Math.max(most, String(value).split('.')[1]?.length ?? 0), 0)
}
