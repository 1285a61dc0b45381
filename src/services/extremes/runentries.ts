/** The week's longest runs of one sign: settlements below zero, losing weeks. */
import { longestRun, runsOfSign } from '#src/metrics/signruns.ts'
import type { Extreme, ExtremeGuard } from './extreme.ts'
import { isNews, LEAST_RECORD, LEAST_WEEKS, ofSeries, WEEK } from './reach.ts'
import type { Runs, Tracked } from './tracked.ts'

/** One value, or two, are no run. */
const LEAST_LENGTH = 3
/** From this share of all values on a sign is the usual one. */
const USUAL = 0.5

/** Runs that have a value from `first` to `last`, counted up to `last`. */
export function runEntries(
  tracked: Tracked,
  { negative, positive, unit, hours, rareOnly = false }: Runs,
  first: number,
  last: number,
): Extreme[] {
  const share = tracked.data.values.subarray(0, last + 1).filter((value) => value < 0).length / (last + 1)
  const isRare = (sign: -1 | 1) => !rareOnly || (sign < 0 ? share : 1 - share) < USUAL
  return [
    ...(negative && isRare(-1) ? [runEntry(tracked, negative, -1, first, last)] : []),
    ...(positive && isRare(1) ? [runEntry(tracked, positive, 1, first, last)] : []),
  ].flatMap((entry) =>
    entry && isNews(entry, entry.at) ? [{ ...entry, unit, ...(hours && hoursOf(entry, hours)) }] : [],
  )
}

function runEntry(
  tracked: Tracked,
  series: string,
  sign: -1 | 1,
  first: number,
  last: number,
): Extreme | undefined {
  const { times, values } = tracked.data
  const runs = runsOfSign(tracked.data, sign, tracked.longestGap)
  const run = longestRun(tracked.data, runs, first, last, tracked.longestGap)
  if (!run || run.length < LEAST_LENGTH) return undefined
  const at = times[run.last] as number
  const recordStart = tracked.recordStart ?? (times[0] as number)
  const bound = run.unbrokenFrom > (run.earlier?.last ?? 0) ? (times[run.unbrokenFrom] as number) : undefined
  const since = run.earlier ? (times[run.earlier.last] as number) : null
  const weeks = (at - (bound ?? since ?? recordStart)) / WEEK
  const isShort = since === null && at - recordStart < LEAST_RECORD
  // A run that begins with the record, or behind a gap, may be longer than is known.
  const isCut = run.first === run.unbrokenFrom
  const guard: ExtremeGuard | undefined = isShort
    ? 'short-record'
    : isCut || (bound !== undefined && weeks < LEAST_WEEKS)
      ? 'gap'
      : undefined
  return {
    ...ofSeries(tracked),
    series,
    kind: 'longest-run',
    value: run.length,
    direction: sign < 0 ? 'down' : 'up',
    at,
    from: times[run.first] as number,
    prints: run.length,
    scope: run.last === last ? 'boundary' : 'inside',
    since,
    equal: run.earlier?.length === run.length,
    ...(bound !== undefined && { boundedBy: bound }),
    recordStart,
    weeks,
    ...(guard && { guard }),
    evidence: {
      ...(run.earlier && { earlier: run.earlier.length }),
      ...(run.first > 0 && { neighbours: [values[run.first - 1] as number] }),
      sources: tracked.sources,
    },
  }
}

function hoursOf({ value }: Extreme, hours: number): { readonly hours: number } {
  return { hours: value * hours }
}
