/** A series of the ledger of extremes: its values, how they are dated, and which of its extremes are news. */
import type { CrossAssetClass } from '#src/market/asset.ts'
import type { Unit } from '#src/market/reading.ts'
import type { Series } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import { type Known, type Lookback, lookBack } from '#src/metrics/lookback.ts'
import type { ExtremeGroup, ExtremeKind } from './extreme.ts'
import type { Stretch } from './stretch.ts'

export interface Tracked {
  readonly group: ExtremeGroup
  readonly series: string
  readonly unit: Unit
  readonly data: Series
  /** `session`: dated by local trading day, weeks end before the closing Monday. `week`: dated by the closing Monday. */
  readonly dated: 'instant' | 'session' | 'week'
  /** How long after its time a value is known, milliseconds: an hour or a day of a candle, 0 of a snapshot. */
  readonly span: number
  /** Two values this far apart (milliseconds) have a gap between them. */
  readonly longestGap: number
  /** What the highest and the lowest value of a week are; left out where that side is no news. */
  readonly up?: ExtremeKind
  readonly down?: ExtremeKind
  readonly sources: readonly string[]
  readonly assetClass?: CrossAssetClass
  /** First moment that the record knows of, where it lies before its first value. */
  readonly recordStart?: Instant
  /** Settlements are stamped up to so much late, milliseconds. */
  readonly slack?: number
  /** Indices from which on other venues are counted: what lies before is no comparison. */
  readonly breaks?: ReadonlySet<number>
  /** Whether the value at an index is a glitch, seen from the last index that is known. */
  isGlitch?(index: number, last: number, side: 'up' | 'down'): boolean
  /** Whether the values are printed too coarsely to have extremes. */
  isCoarse?(index: number): boolean
  /** The same values counted otherwise (other hours of reading): an extreme must hold in each of them. */
  readonly alternatives?: readonly Float64Array[]
  /** Whether the price made most of the value at an index: open interest in dollars. */
  isByPrice?(index: number, side: 'up' | 'down'): boolean
  /** Whether other hours of the day do not share the extreme at an index: volatility of daily closes. */
  isCloseHourOnly?(index: number, side: 'up' | 'down'): boolean
  /** Values beside the one at an index, where the neighbours in time say less. */
  neighbours?(index: number): readonly number[]
  /** A first value beyond a round level is news too, as `<name>`; `step` is the distance of levels at a value. */
  readonly levels?: { readonly series: string; step(value: number): number }
  /** Runs of one sign are news, values are not. */
  readonly runs?: Runs
}

export interface Runs {
  /** The names of the series of each sign; left out where its runs are no news. */
  readonly negative?: string
  readonly positive?: string
  readonly unit: Unit
  /** Hours that one value stands for. */
  readonly hours?: number
  /** A sign that most values have is no news however long it lasts. */
  readonly rareOnly?: boolean
}

/** A move is news by its size too. */
export function isMove(kind: ExtremeKind): boolean {
  return kind === 'largest-rise' || kind === 'largest-fall'
}

/** First and last index of the stretch's values that are known at its end (or now); last < first where there is none. */
export function indicesIn(
  { data: { times }, dated, span, slack = 0 }: Tracked,
  { start, end, sessions, closing }: Stretch,
  now: Instant,
): readonly [first: number, last: number] {
  if (dated === 'session') {
    const [from, until] = sessions
    return [firstFrom(times, from), firstFrom(times, Math.min(until, now)) - 1]
  }
  if (dated === 'week') {
    return closing === undefined ? [0, -1] : [firstFrom(times, closing), firstFrom(times, closing + 1) - 1]
  }
  const after = start - span + slack
  const until = Math.min(end, now) - span + slack
  return [firstFrom(times, after + 1), firstFrom(times, until + 1) - 1]
}

/**
 * Links of a series' values. They are kept with the values, and only lengthened where a later history has the same ones
 * and some more: the live record makes new columns of a series with every write.
 */
export function lookbackOf(name: string, values: Float64Array): Lookback {
  const known = kept.get(values)
  if (known) return known
  const lookback = lookBack(values, latest.get(name))
  kept.set(values, lookback)
  latest.set(name, { values, lookback })
  return lookback
}

const kept = new WeakMap<Float64Array, Lookback>()
/** By series: the values seen last, which the next ones may go on from. */
const latest = new Map<string, Known>()

function firstFrom(times: Float64Array, time: Instant): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] as number) < time) low = middle + 1
    else high = middle
  }
  return low
}
