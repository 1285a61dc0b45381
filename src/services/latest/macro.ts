/** What has come since the last Monday: releases, odds, yields and mood of now, each beside that Monday's. */
import type { History } from '#src/market/history.ts'
import { CURVES, type Curve } from '#src/market/macro.ts'
import { lastAtOrBefore } from '#src/market/series.ts'
import { type Instant, startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { readMacro } from '../macro.ts'
import type { MacroRow, OddsRow } from '../macro/reading.ts'

export interface LatestYield {
  readonly curve: Curve
  /** The session's local day, its 00:00 UTC. */
  readonly day: Instant
  /** Percent, and its change since the last session before the Monday in percentage points. */
  readonly tenYear: number
  readonly change?: number
}

export interface LatestMacro {
  /** Released since the week's end, newest first. */
  readonly releases: readonly MacroRow[]
  /** A newer quote than the Monday's; `cutWeekAgo` is that of the Monday. */
  readonly odds?: OddsRow
  /** Of each curve that has a later session than the last one before the Monday. */
  readonly curves: readonly LatestYield[]
  /** 0-100, `fearGreedWeekAgo` at the Monday. */
  readonly fearGreed?: number
  readonly fearGreedBefore?: number
  /** The youngest of them. */
  readonly asOf: Instant
}

/** Undefined where the history is not live, or nothing came since the week's end. */
export function readLatestMacro(history: History, week: Week): LatestMacro | undefined {
  const now = history.live?.checkedAt
  if (now === undefined || now <= week.end) return undefined
  // The days since the Monday, read as a week is: what is known at their end, against their start.
  const { value } = readMacro({ ...history, now }, { ...week, start: week.end, end: now })
  const [odds] = value.odds.filter(({ asOf }) => asOf > week.end)
  const isNewMood = (value.fearGreedAt ?? 0) > week.end
  const releases = value.releases.filter(({ thisWeek }) => thisWeek)
  const curves = CURVES.flatMap((curve) => yieldOf(history, curve, startOfDay(week.edition), now) ?? [])
  const times = [
    ...releases.map(({ releasedAt }) => releasedAt),
    ...curves.map(({ day }) => day),
    ...(odds ? [odds.asOf] : []),
    ...(isNewMood ? [value.fearGreedAt ?? week.end] : []),
  ]
  if (times.length === 0) return undefined
  return {
    releases,
    ...(odds && { odds }),
    curves,
    asOf: Math.max(...times),
    ...(isNewMood && value.fearGreed !== undefined && { fearGreed: value.fearGreed }),
    ...(isNewMood && value.fearGreedWeekAgo !== undefined && { fearGreedBefore: value.fearGreedWeekAgo }),
  }
}

/** Sessions are dated by local day: the closing Monday's own belongs to the days after it. */
function yieldOf(history: History, curve: Curve, monday: Instant, now: Instant): LatestYield | undefined {
  const series = history.curveYields(curve, 10)
  const last = series && lastAtOrBefore(series, now)
  if (!last || last.time < monday) return undefined
  const before = lastAtOrBefore(series, monday - 1)
  const change = before && Math.round((last.value - before.value) * 1e6) / 1e6
  return { curve, day: last.time, tenYear: last.value, ...(change !== undefined && { change }) }
}
