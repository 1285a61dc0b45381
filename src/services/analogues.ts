/** Earlier weeks like this one, as counts: how many there were, and how many rose the week after. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { floorToDay, type Instant } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { weekPrices } from './prices.ts'
import { createPublisher, isGap } from './publish.ts'

export interface AnaloguesReading {
  readonly asset: AssetId
  /** Weeks that moved at least this much, in this direction; a positive fraction. */
  readonly threshold?: number
  readonly direction?: 'up' | 'down'
  /** Earlier weeks of that size, and how many of them were followed by a rise. */
  readonly weeks?: number
  readonly roseAfter?: number
  /** All earlier weeks with a week after them, and how many of those were followed by a rise. */
  readonly all?: number
  readonly allRose?: number
  /** First boundary of the record. */
  readonly recordStart?: Instant
}

/** Fractions, largest first: the first one that this week reaches and that enough earlier weeks reached is taken. */
const STEPS = [0.1, 0.07, 0.05, 0.04, 0.03]
const FEWEST = 5
const LONGEST_RECORD = 520

/** A week whose follower is not over yet is not counted: nothing of the week to come is known. */
export function readAnalogues(
  history: History,
  week: Week,
  asset: AssetId = 'bitcoin',
): Reading<AnaloguesReading> {
  const publisher = createPublisher('analogues', week, {
    asOf: Math.min(week.end, history.now),
    sources: history.suppliers('prices_daily'),
  })
  const own = weekPrices(history, asset, week).weekReturn
  if (isGap(own)) return publisher.reading({ asset })
  const returns = earlierReturns(history, asset, week)
  // Each earlier week with the one after it; the last of them is followed by this week.
  const pairs = returns.map((value, i) => ({ value, after: returns[i - 1] ?? own }))
  const direction = own < 0 ? 'down' : 'up'
  const reaches = (value: number, step: number) => (direction === 'down' ? value <= -step : value >= step)
  for (const threshold of STEPS) {
    if (!reaches(own, threshold)) continue
    const alike = pairs.filter(({ value }) => reaches(value, threshold))
    if (alike.length < FEWEST) continue
    return publisher.reading({
      asset,
      threshold,
      direction,
      weeks: alike.length,
      roseAfter: alike.filter(({ after }) => after > 0).length,
      all: pairs.length,
      allRose: pairs.filter(({ after }) => after > 0).length,
      recordStart: floorToDay(weekBefore(week, returns.length).start),
    })
  }
  return publisher.reading({ asset })
}

/** Newest first, back to the first week without a price. */
function earlierReturns(history: History, asset: AssetId, week: Week): number[] {
  const returns: number[] = []
  for (let back = 1; back <= LONGEST_RECORD; back++) {
    const value = weekPrices(history, asset, weekBefore(week, back)).weekReturn
    if (isGap(value)) break
    returns.push(value)
  }
  return returns
}
