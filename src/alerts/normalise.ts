/** From what a person decided to watches: which series, beyond which level, and how far back before it may fire again. */
import {
  type AlertPlan,
  type Condition,
  type KnownValue,
  type NewWatch,
  WATCHLIST,
  type WatchRule,
} from '#src/chat/alert.ts'
import type { AssetId } from '#src/market/asset.ts'
import { type Instant, MINUTE } from '#src/market/time.ts'
import { ANY, printSeries, type WatchedSeries } from '#src/market/watched.ts'
import { gapOf } from './admit.ts'
import type { Cadence } from './resolution.ts'
import { beginning, levelsFrom } from './step.ts'

/** What is known when an alert is set. */
export interface KnownNow {
  /** The last confirmed value of a series. */
  value(series: string): KnownValue | undefined
  /** What the price of a coin usually moves in a minute, as a fraction; undefined where that is not known. */
  usualMove(asset: AssetId): number | undefined
  /** The coins of the owner's watchlist. */
  readonly watchlist: readonly AssetId[]
  /** How far apart values are, where not as when venues are asked. */
  readonly cadence?: Cadence
  /** Milliseconds since 1970. */
  readonly now: Instant
}

type Level = Pick<WatchRule, 'side' | 'fire' | 'rearm'>

interface Pair extends Level {
  readonly series: WatchedSeries
  readonly moveBy?: number
}

/** A level and its re-arming one are at least so far apart. */
const PRICE_BACK = 0.005
const CAP_BACK = 0.005
const FUNDING_BACK = 0.2
const VOLATILITY_BACK = 0.1
/** A fifth of zero is nothing: 0.001 % per 8 hours. */
const LEAST_FUNDING_BACK = 0.00001
const RANK_BACK = 2
/** Weeks that nothing reaches back. */
const ENDLESS = 100_000
/** Settlements of the other sign before a flip may fire again. */
const FLIP_BACK = 2

/** One or two watches, of a watchlist so many for each coin. A `move` of a coin whose price is not known has none. */
export function normalise(
  { condition, repeat, hold }: Pick<AlertPlan, 'condition' | 'repeat' | 'hold'>,
  known: KnownNow,
): readonly NewWatch[] {
  const coins = 'asset' in condition && condition.asset === WATCHLIST ? known.watchlist : [undefined]
  return coins.flatMap((coin) => {
    const own = coin === undefined ? condition : ({ ...condition, asset: coin } as Condition)
    return pairsOf(own, known).map(({ series, ...rule }) => {
      const name = printSeries(series)
      const last = known.value(name)
      // An older value says where it stands, and nothing of what was in between.
      const isFresh = last !== undefined && known.now - last.time <= gapOf(name, known.cadence)
      return {
        ...{ ...rule, series: name, hold, repeat, state: beginning({ ...rule, series: name }, last) },
        ...(isFresh && { before: last }),
      }
    })
  })
}

/** The series that a condition is judged by. */
export function seriesOf(condition: Condition): readonly WatchedSeries[] {
  switch (condition.kind) {
    case 'price':
    case 'move': {
      const venue = condition.kind === 'price' ? condition.venue : undefined
      return [{ kind: 'price', asset: condition.asset, ...(venue !== undefined && { venue }) }]
    }
    case 'change':
      return [{ kind: 'change', asset: condition.asset, window: condition.window }]
    case 'funding':
      return [{ kind: condition.predicted ? 'predicted' : 'funding', asset: condition.asset }]
    case 'flip':
    case 'streak':
      return [{ kind: 'run', asset: condition.asset }]
    case 'interest':
      return [{ kind: 'interest', asset: condition.asset, unit: condition.unit, window: condition.window }]
    case 'volatility':
      return [{ kind: 'volatility', asset: condition.asset, days: condition.days }]
    case 'cap':
      return [{ kind: 'cap', of: condition.asset }]
    case 'rank':
    case 'spread':
    case 'stale':
      return [{ kind: condition.kind, asset: condition.asset }]
    case 'extreme':
      return [{ kind: 'extreme', of: condition.of, side: condition.side }]
  }
}

function pairsOf(condition: Condition, known: KnownNow): readonly Pair[] {
  const [series] = seriesOf(condition)
  if (!series) return []
  if (condition.kind === 'move') {
    const anchor = known.value(printSeries(series))?.value
    const moveBy = condition.by
    if (anchor === undefined) return []
    return SIDES.map((side) => ({ series, side, moveBy, ...levelsFrom({ side, moveBy }, anchor) }))
  }
  return levelsOf(condition, known).map((level) => ({ series, ...level }))
}

const SIDES = [1, -1] as const

function levelsOf(condition: Exclude<Condition, { kind: 'move' }>, known: KnownNow): readonly Level[] {
  switch (condition.kind) {
    case 'price': {
      const { side, level, asset } = condition
      // Twice what it moves in a minute anyway: closer would ring with every breath.
      const back = Math.max(PRICE_BACK, 2 * (known.usualMove(asset) ?? 0))
      return sidesOf(side).map((one) => ({ side: one, fire: level, rearm: level * (1 - one * back) }))
    }
    case 'change':
    case 'interest': {
      const { side, by } = condition
      return sidesOf(side).map((one) => ({ side: one, fire: one * by, rearm: (one * by) / 2 }))
    }
    case 'funding': {
      const [side] = sidesOf(condition.side)
      const back = Math.max(FUNDING_BACK * Math.abs(condition.level), LEAST_FUNDING_BACK)
      return leveled(side, condition.level, back)
    }
    case 'volatility': {
      const [side] = sidesOf(condition.side)
      return leveled(side, condition.level, VOLATILITY_BACK * condition.level)
    }
    case 'cap': {
      const [side] = sidesOf(condition.side)
      return leveled(side, condition.level, CAP_BACK * condition.level)
    }
    case 'flip':
      return SIDES.map((side) => ({ side, fire: side, rearm: -side * FLIP_BACK }))
    case 'streak': {
      const side = condition.sign === 'positive' ? 1 : -1
      return [{ side, fire: side * condition.length, rearm: -side }]
    }
    case 'rank': {
      // A better place is a smaller number.
      const side = condition.side === 'above' ? -1 : 1
      return leveled(side, condition.place, RANK_BACK)
    }
    case 'spread':
      return leveled(1, condition.by, condition.by / 2)
    case 'extreme':
      // Of any series there is always one that stands: what is new once the cool-down is over counts.
      return [{ side: 1, fire: condition.weeks, rearm: condition.of === ANY ? ENDLESS : condition.weeks - 1 }]
    case 'stale':
      return [{ side: 1, fire: condition.after, rearm: Math.min(MINUTE, condition.after) }]
  }
}

function leveled(side: 1 | -1 | undefined, fire: number, back: number): readonly Level[] {
  return side === undefined ? [] : [{ side, fire, rearm: fire - side * back }]
}

function sidesOf(side: 'above' | 'below' | 'up' | 'down' | 'either'): readonly (1 | -1)[] {
  if (side === 'either') return SIDES
  return side === 'above' || side === 'up' ? [1] : [-1]
}
