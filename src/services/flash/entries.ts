/** The ledger's entries of single values: each settlement, close or count by itself, judged by what was known then. */
import type { History } from '#src/market/history.ts'
import { DAY, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import { SETTLEMENT_SLACK } from '#src/metrics/funding.ts'
import { crossedLevels } from '../extremes/beyond.ts'
import { extremeOf } from '../extremes/entries.ts'
import type { Extreme } from '../extremes/extreme.ts'
import { isNews } from '../extremes/reach.ts'
import { runEntries } from '../extremes/runentries.ts'
import { indicesIn, isMove, type Tracked } from '../extremes/tracked.ts'
import { atOnce, type Steps } from '../steps.ts'
import { flashSeriesInSteps } from './series.ts'

export interface FlashEntry {
  readonly extreme: Extreme
  readonly settledAt: Instant
  readonly side: 'up' | 'down'
  /** `price.bitcoin down`. */
  readonly subject: string
  /** The like was an extreme of so many weeks within the seven days before, and this reaches hardly further. */
  renews(weeks: number): boolean
}

/** Within so long the like of an extreme is no news. */
const RENEWED_WITHIN = 7 * DAY
/** Weeks by which a renewed extreme reaches further: those between the two, and one. */
const HARDLY_FURTHER = 2

/** Funding at the default rate is neither high nor low: fractions per 8 hours. */
const NEUTRAL = { low: 0.00008, high: 0.00012 }

/** Those that the record itself bears out, of what settled after `from`, up to and at `to`. */
export function entriesAt(history: History, span: Settled): readonly FlashEntry[] {
  return atOnce(entriesInSteps(history, span))
}

interface Settled {
  readonly from: Instant
  readonly to: Instant
}

/** As `entriesAt`, series by series. */
export function* entriesInSteps(history: History, { from, to }: Settled): Steps<readonly FlashEntry[]> {
  // What is stamped late belongs to the full hour, which indicesIn counts from the latest stamp.
  const stretch = { start: from - SETTLEMENT_SLACK, end: to, sessions: [from, from] as const }
  const entries: FlashEntry[] = []
  for (const tracked of yield* flashSeriesInSteps(history, floorToDay(to))) {
    const [first, last] = indicesIn(tracked, stretch, to)
    for (const index of range(first, last)) {
      if (!isWithin(settledAtOf(tracked, index), from, to)) continue
      const sound = entriesOfValue(tracked, index).filter(isSound)
      entries.push(...sound.map((extreme) => entryOf(tracked, index, extreme)))
    }
    yield
  }
  return entries
}

/** The full hour: venues stamp a settlement some seconds late. */
function settledAtOf({ data, span }: Tracked, index: number): Instant {
  return Math.floor(((data.times[index] as number) + span) / HOUR) * HOUR
}

function isWithin(at: Instant, from: Instant, to: Instant): boolean {
  return at > from && at <= to
}

/** What the value at an index is, were it the last that is known. */
export function entriesOfValue(tracked: Tracked, index: number): readonly Extreme[] {
  if (tracked.runs) {
    // A run that ended before is that of an earlier settlement.
    return runEntries(tracked, tracked.runs, index, index).filter(
      ({ at }) => at === tracked.data.times[index],
    )
  }
  const sides = (['up', 'down'] as const).flatMap((side) => {
    const kind = tracked[side]
    return (kind && extremeOf(tracked, side, kind, index, index, isNews)) ?? []
  })
  return [...sides, ...crossedLevels(tracked, index, index)]
}

/** Which way it went: `down` of a low, a fall, a level that was lost and a run below zero. */
export function sideOf({ kind, direction }: Pick<Extreme, 'kind' | 'direction'>): 'up' | 'down' {
  return kind === 'high' || kind === 'largest-rise' || direction === 'up' ? 'up' : 'down'
}

function isSound({ guard, byPrice, closeHourOnly, series, kind, value }: Extreme): boolean {
  const isRate = series.startsWith('funding.') && kind !== 'longest-run'
  const isNeutral = isRate && value >= NEUTRAL.low && value <= NEUTRAL.high
  return guard === undefined && !byPrice && !closeHourOnly && !isNeutral
}

function entryOf(tracked: Tracked, index: number, extreme: Extreme): FlashEntry {
  const side = sideOf(extreme)
  const [group, of] = extreme.series.split('.')
  return {
    extreme,
    settledAt: settledAtOf(tracked, index),
    side,
    subject: `${group === 'coins' ? 'price' : group}.${of} ${side}`,
    renews: (weeks) => isRenewed(tracked, index, extreme, weeks),
  }
}

/** A move is a new event however like the last it is, and so is a level that was crossed; a level stays where it is. */
function isRenewed(
  tracked: Tracked,
  index: number,
  { series, kind, weeks }: Extreme,
  least: number,
): boolean {
  if (isMove(kind) || kind === 'first-beyond') return false
  const { times } = tracked.data
  const from = (times[index] as number) - RENEWED_WITHIN
  for (let i = index - 1; i >= 0 && (times[i] as number) >= from; i--) {
    const before = entriesOfValue(tracked, i).find((one) => one.series === series && one.kind === kind)
    if (!before || before.guard !== undefined || before.weeks < least) continue
    if (weeks - before.weeks <= HARDLY_FURTHER) return true
  }
  return false
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
}
