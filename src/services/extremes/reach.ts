/** How far back a claim reaches, what bounds it, and what keeps it from being reported. */
import { DAY, type Instant } from '#src/market/time.ts'
import { lastReaching } from '#src/metrics/lookback.ts'
import { median } from '#src/metrics/median.ts'
import type { Extreme, ExtremeGuard, ExtremeKind } from './extreme.ts'
import { isMove, lookbackOf, type Tracked } from './tracked.ts'

export const WEEK = 7 * DAY
/** Extremes of fewer weeks are no news. */
export const LEAST_WEEKS = 3
/** A record of fewer days has no records worth naming: everything is the highest of a young one. */
export const LEAST_RECORD = 180 * DAY

/** The last earlier value that reaches the one at an index, however the values are counted. */
export function earlierOf(
  { series, data: { values }, alternatives = [] }: Tracked,
  side: 'up' | 'down',
  index: number,
): number {
  const reaching = (own: Float64Array, name: string) =>
    lastReaching(own, lookbackOf(name, own), index, own[index] as number, side)
  return Math.max(reaching(values, series), ...alternatives.map((own, i) => reaching(own, `${series} ${i}`)))
}

/** The claim about the value at an index that was last reached at `earlier` (-1 = never), seen from `last`. */
export function reachOf(
  tracked: Tracked,
  side: 'up' | 'down',
  index: number,
  earlier: number,
  last: number,
): Pick<Extreme, 'since' | 'equal' | 'boundedBy' | 'recordStart' | 'weeks' | 'guard'> {
  const { times, values } = tracked.data
  const at = times[index] as number
  const recordStart = tracked.recordStart ?? (times[0] as number)
  const since = earlier < 0 ? null : (times[earlier] as number)
  const bound = boundOf(tracked, index, earlier)
  const from = bound ? (times[bound.index] as number) : (since ?? recordStart)
  const weeks = (at - from) / WEEK
  const guard = guardOf(tracked, side, index, last, {
    isRecord: earlier < 0,
    record: at - recordStart,
    weeks,
    ...(bound && { bound: bound.guard }),
  })
  return {
    since,
    equal: earlier >= 0 && values[earlier] === values[index],
    ...(bound && { boundedBy: from }),
    recordStart,
    weeks,
    ...(guard && { guard }),
  }
}

/** Median absolute move of a series up to an index. */
export function usualMove({ data: { values } }: Tracked, last: number): number | undefined {
  return median(values.subarray(0, last + 1).map(Math.abs))
}

/** What every entry says of its series. */
export function ofSeries(tracked: Tracked): Pick<Extreme, 'group' | 'unit' | 'span' | 'assetClass'> {
  const { group, unit, span, assetClass } = tracked
  return { group, unit, span, ...(assetClass && { assetClass }) }
}

export function sizeOf(tracked: Tracked, kind: ExtremeKind, index: number): { readonly size?: number } {
  const usual = isMove(kind) ? usualMove(tracked, index) : undefined
  return usual ? { size: Math.abs(tracked.data.values[index] as number) / usual } : {}
}

/** The latest gap after `earlier` and up to `index`: the first value behind it, and what it is. */
function boundOf({ data: { times }, longestGap, breaks }: Tracked, index: number, earlier: number) {
  for (let i = index; i > Math.max(earlier, 0); i--) {
    if (breaks?.has(i)) return { index: i, guard: 'venue-set' as const }
    if ((times[i] as number) - (times[i - 1] as number) >= longestGap)
      return { index: i, guard: 'gap' as const }
  }
  return undefined
}

function guardOf(
  tracked: Tracked,
  side: 'up' | 'down',
  index: number,
  last: number,
  claim: { isRecord: boolean; record: number; weeks: number; bound?: ExtremeGuard },
): ExtremeGuard | undefined {
  if (claim.isRecord && claim.record < LEAST_RECORD) return 'short-record'
  // Bounded by a gap it stands, as long as the bound lies far enough back.
  if (claim.bound && claim.weeks < LEAST_WEEKS) return claim.bound
  // No news anyway: the guards below look at a year of values.
  if (claim.weeks < LEAST_WEEKS) return undefined
  if (tracked.isCoarse?.(index)) return 'resolution'
  return tracked.isGlitch?.(index, last, side) ? 'glitch' : undefined
}

/** Of three weeks or more, or withheld though it would be. */
export function isNews(
  { weeks, guard, since }: Pick<Extreme, 'weeks' | 'guard' | 'since'>,
  at: Instant,
): boolean {
  if (guard === 'gap' || guard === 'venue-set') return since === null || (at - since) / WEEK >= LEAST_WEEKS
  return guard === 'short-record' || weeks >= LEAST_WEEKS
}
