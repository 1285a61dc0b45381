/** The market as a whole: many of the hundred largest coins that close as low, or fall as far, as not for weeks. */
import type { History } from '#src/market/history.ts'
import { indexAt } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { coinReturns } from '../daily/series.ts'
import { extremeOf } from '../extremes/entries.ts'
import type { Extreme } from '../extremes/extreme.ts'
import { closeSeries, PRICED, priceSeries } from '../extremes/price.ts'
import { rankExtremes } from '../extremes/salience.ts'
import type { Tracked } from '../extremes/tracked.ts'
import { rememberPerHistory } from '../memory.ts'
import type { Steps } from '../steps.ts'
import { TOP_100, topHundred } from '../universe.ts'
import type { FlashBreadth, FlashCandidate } from './candidate.ts'
import { confirmationOf } from './confirmation.ts'

/** Coins from which on it is the market, and no longer single ones. */
const MANY = 10
/** Of the hundred, so many closes must be on record. */
const COVERAGE = 0.8
/** Within so many days the like is no news, unless twice as many coins take part. */
const [RENEWED_DAYS, MANY_MORE] = [7, 2]
/** Coins whose values are read in one step. */
const READ_AT_ONCE = 25

type Wide = Omit<FlashCandidate, 'renews' | 'breadth'> & { readonly breadth: FlashBreadth }

/** At most one a side, as `breadthAt` has them, after the values of the coins were read some at a time. */
export function* breadthInSteps(history: History, midnight: Instant, weeks: number): Steps<readonly Wide[]> {
  for (const [i, { asset }] of topHundred(history, midnight).entries()) {
    valuesOf(history, asset.id, midnight)
    if (i % READ_AT_ONCE === READ_AT_ONCE - 1) yield
  }
  return breadthAt(history, midnight, weeks)
}

/** At most one a side: of closes or of moves, whichever counts more coins. `midnight` ends the day. */
export const breadthAt = rememberPerHistory((history, midnight: Instant, weeks: number): readonly Wide[] => {
  const hundred = topHundred(history, midnight).map(({ asset }) => asset.id)
  const values = hundred.flatMap((id) => valuesOf(history, id, midnight))
  const counted = new Set(values.map(({ id }) => id)).size
  if (counted < TOP_100 * COVERAGE) return []
  return (['up', 'down'] as const).flatMap((side) => {
    const kinds = (['close', 'move'] as const).map((of) => {
      const entries = values.filter((one) => one.of === of).flatMap((one) => one[side] ?? [])
      return { of, entries: entries.filter((entry) => entry.weeks >= weeks) }
    })
    const most = kinds.reduce((a, b) => (b.entries.length > a.entries.length ? b : a))
    return most.entries.length < MANY ? [] : [wideOf(history, { midnight, side, weeks, counted, ...most })]
  })
})

/** Whether the like was there within the week before, of half as many coins or more. */
export function* renewsBreadth(
  history: History,
  { breadth, side, settledAt }: Wide,
  weeks: number,
): Steps<boolean> {
  for (let i = 1; i <= RENEWED_DAYS; i++) {
    const wide = yield* breadthInSteps(history, settledAt - i * DAY, weeks)
    const before = wide.find((one) => one.side === side)
    if (before && breadth.coins.length < MANY_MORE * before.breadth.coins.length) return true
  }
  return false
}

interface CoinValue {
  readonly id: string
  readonly of: FlashBreadth['of']
  /** Its extreme of either side, however far it reaches. */
  readonly up: Extreme | undefined
  readonly down: Extreme | undefined
}

/** The close of the day and its move; none where the day has no close. */
const valuesOf = rememberPerHistory((history, id: string, midnight: Instant): readonly CoinValue[] => {
  const all = [
    ['close', closesOf(history, id)],
    ['move', movesOf(history, id)],
  ] as const
  return all.flatMap(([of, tracked]): CoinValue[] => {
    const index = tracked ? indexAt(tracked.data.times, midnight - DAY) : -1
    if (!tracked || index < 0) return []
    const entryOf = (side: 'up' | 'down') => {
      const kind = tracked[side]
      const entry = kind && extremeOf(tracked, side, kind, index, index)
      return entry?.guard === undefined ? entry : undefined
    }
    return [{ id, of, up: entryOf('up'), down: entryOf('down') }]
  })
})

/** The day moves of any coin, of bitcoin and ether the ledger's own. */
export function movesOf(history: History, id: string): Tracked | undefined {
  if (!PRICED.includes(id)) return coinReturns(history, id)[0]
  return priceSeries(history, 'UTC').find(({ series }) => series === `price.${id}.dayReturn`)
}

/** The closes of any coin. */
export const closesOf = rememberPerHistory(
  (history, id: string): Tracked | undefined =>
    closeSeries(history, id, PRICED.includes(id) ? 'price' : 'coins')?.close,
)

function wideOf(
  history: History,
  given: {
    readonly midnight: Instant
    readonly side: 'up' | 'down'
    readonly weeks: number
    readonly counted: number
    readonly of: FlashBreadth['of']
    readonly entries: readonly Extreme[]
  },
): Wide {
  const { midnight, side, weeks, counted, of, entries } = given
  const ranked = rankExtremes(entries, [])
  const strongest = Math.max(...ranked.map(({ salience }) => salience))
  // The largest coin of them is the one that a reader knows.
  const largest = entries[0] as Extreme
  const extreme = ranked.find(({ series }) => series === largest.series) ?? {
    ...largest,
    salience: strongest,
  }
  const confirmed = confirmationOf(history, extreme)
  const subject = `breadth.coins ${side}`
  return {
    ...{ key: `${subject} ${midnight}`, subject, topic: 'movers', side, settledAt: midnight, extreme },
    beside: [],
    breadth: {
      of,
      coins: entries.map(({ series }) => series.split('.')[1] as string),
      counted,
    },
    weeks: extreme.weeks,
    least: weeks,
    // The more of them, the more it is the market's own.
    salience: strongest + ((1 - strongest) * entries.length) / TOP_100,
    ...(confirmed && { confirmed }),
  }
}
