/** A round trillion that the total crossed in the week: for the first time since when, again, or there and back. */
import { DAY, type Instant, startOfDay } from '#src/market/time.ts'
import type { Crossing, MarketcapReading } from '#src/services/marketcap.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { claim } from '../../claim.ts'
import { type Statement, weeksFrom } from '../../section.ts'

/** A level left less than this many weeks ago is crossed "again". */
const WEEKS_TO_FORGET = 8
/** There and back within the week is worth as much as a level that was crossed two weeks ago. */
const WEEKS_THERE_AND_BACK = 2
const MOST = 0.8
/** A record this young knows no first time. */
const LEAST_DAYS = 180

/** The last crossing of the week; undefined where there was none. `entry` is the ledger's, where it has one. */
export function crossingStatement(
  { crossed, recordStart: began }: MarketcapReading,
  start: number,
  end: number,
  change: number,
  at: Instant,
  entry?: RankedExtreme,
): Statement | undefined {
  const last = crossed.at(-1)
  if (last === undefined) return undefined
  // Down, up and down again: news is the first time of the week, not how long ago the second was.
  const crossing = crossed.find((one) => isSame(one, last)) ?? last
  const { level, direction, date, lastOnThisSide, gapSince } = crossing
  const recordStart = began === undefined ? undefined : startOfDay(began)
  const values = { change, end, level, date: startOfDay(date) }
  const evidence = {
    rule: 'consecutive 00:00 UTC snapshots on either side of a round trillion',
    level,
    date,
    lastOnThisSide,
    recordStart: began ?? null,
  }
  /** As an entry of the ledger that reaches as many weeks back, or as the week's change alone. */
  const weightOf = (weeks: number) => ({
    needed: true,
    salience: Math.min(MOST, Math.max(Math.log1p(weeks) / Math.log1p(260), salienceOfChange(change))),
  })
  // There and back within the week: it ends on the side that it came from.
  if (start < level === end < level) {
    const out = crossed.find((one) => one.level === level && one.direction !== direction)
    const key = direction === 'up' ? 'marketcap.dipped' : 'marketcap.peeked'
    const dated = { ...values, date: startOfDay(out?.date ?? date) }
    return claim(key, dated, evidence, weightOf(WEEKS_THERE_AND_BACK))
  }
  const side = direction === 'down' ? 'marketcap.crossedDown' : 'marketcap.crossedUp'
  const young = startOfDay(date) < (recordStart ?? 0) + LEAST_DAYS * DAY && lastOnThisSide === null
  // A gap in the record forbids any "since": the level may have been crossed unseen, as before a young record.
  if (gapSince !== undefined || young) {
    const withGap = { ...evidence, gapSince: gapSince ?? null }
    return claim(`${side}Unseen`, values, withGap, weightOf(1))
  }
  // One fact, one date: the entry stands behind the sentence where both speak of the same crossing.
  const entries = entry?.at === startOfDay(date) && entry.level === level ? [entry] : []
  if (lastOnThisSide === null) {
    const weeks = began === undefined ? 1 : weeksFrom(began, at)
    return claim(`${side}First`, { ...values, recordStart }, evidence, { ...weightOf(weeks), entries })
  }
  const weeks = weeksFrom(lastOnThisSide, at)
  const since = startOfDay(lastOnThisSide)
  const key = weeks < WEEKS_TO_FORGET ? (`${side}Again` as const) : side
  return claim(key, { ...values, since }, evidence, { ...weightOf(weeks), entries })
}

function isSame(one: Crossing, other: Crossing): boolean {
  return one.level === other.level && one.direction === other.direction
}

/** A week's change of the total by its size: 0.45 at most, as a longer record would rank it. */
export function salienceOfChange(change: number): number {
  return Math.min(0.45, 0.2 + 2 * Math.abs(change))
}
