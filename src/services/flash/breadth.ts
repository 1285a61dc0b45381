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
import { TOP_100, topHundred } from '../universe.ts'
import type { FlashBreadth, FlashCandidate } from './candidate.ts'
import { confirmationOf } from './confirmation.ts'

/** Coins from which on it is the market, and no longer single ones. */
const MANY = 10
/** Of the hundred, so many closes must be on record. */
const COVERAGE = 0.8
/** Within so many days the like is no news, unless twice as many coins take part. */
const [RENEWED_DAYS, MANY_MORE] = [7, 2]

type Wide = Omit<FlashCandidate, 'renews' | 'breadth'> & { readonly breadth: FlashBreadth }

/** At most one a side: of closes or of moves, whichever counts more coins. `midnight` ends the day. */
export const breadthAt = rememberPerHistory((history, midnight: Instant, weeks: number): readonly Wide[] => {
  const hundred = topHundred(history, midnight).map(({ asset }) => asset.id)
  const values = hundred.flatMap((id) => valuesOf(history, id, midnight))
  const counted = new Set(values.map(({ id }) => id)).size
  if (counted < TOP_100 * COVERAGE) return []
  return (['up', 'down'] as const).flatMap((side) => {
    const kinds = (['close', 'move'] as const).map((of) => {
      const entries = values.filter((one) => one.of === of).flatMap((one) => one.entryOf(side) ?? [])
      return { of, entries: entries.filter((entry) => entry.weeks >= weeks) }
    })
    const most = kinds.reduce((a, b) => (b.entries.length > a.entries.length ? b : a))
    return most.entries.length < MANY ? [] : [wideOf(history, { midnight, side, weeks, counted, ...most })]
  })
})

/** Whether the like was there within the week before, of half as many coins or more. */
export function renewsBreadth(history: History, { breadth, side, settledAt }: Wide, weeks: number): boolean {
  const before = Array.from({ length: RENEWED_DAYS }, (_, i) =>
    breadthAt(history, settledAt - (i + 1) * DAY, weeks).find((one) => one.side === side),
  )
  return before.some((one) => one && breadth.coins.length < MANY_MORE * one.breadth.coins.length)
}

interface CoinValue {
  readonly id: string
  readonly of: FlashBreadth['of']
  entryOf(side: 'up' | 'down'): Extreme | undefined
}

/** The close of the day and its move; none where the day has no close. */
function valuesOf(history: History, id: string, midnight: Instant): readonly CoinValue[] {
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
    return [{ id, of, entryOf }]
  })
}

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
