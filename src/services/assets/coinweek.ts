/** What a coin costs at the window's end, its week, and how many weeks in a row it has moved that way. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Instant } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { provenanceOf } from '../pricefigures.ts'
import { weekPrices } from '../prices.ts'
import { isGap, type Publisher } from '../publish.ts'

export interface CoinWeek {
  /** USD at the window's end. */
  readonly price: number
  readonly asOf: Instant
  /** Fraction. */
  readonly weekReturn?: number
  /** Weeks in a row of the same sign, this one included; negative for losing weeks, 0 where it did not move. */
  readonly streak?: number
}

/** Publishes `assets.<id>.price`, `.weekReturn` and `.streak`; undefined without a price. */
export function readCoinWeek(
  history: History,
  week: Week,
  id: AssetId,
  { put }: Publisher,
): CoinWeek | undefined {
  const { end, weekReturn } = weekPrices(history, id, week)
  const provenance = provenanceOf(history, end)
  put(`assets.${id}.weekReturn`, 'fraction', weekReturn, provenance)
  put(`assets.${id}.price`, 'USD', isGap(end) ? end : end.price, provenance)
  const streak = isGap(weekReturn) ? weekReturn : streakOf(history, week, id, weekReturn)
  put(`assets.${id}.streak`, 'count', streak, provenance)
  if (isGap(end)) return undefined
  return {
    price: end.price,
    asOf: end.asOf,
    ...(!isGap(weekReturn) && { weekReturn }),
    ...(!isGap(streak) && { streak }),
  }
}

/** A week without a return, or before the record, ends the count: the streak is then at least that long. */
function streakOf(history: History, week: Week, id: AssetId, weekReturn: number): number {
  const sign = Math.sign(weekReturn)
  if (sign === 0) return 0
  let weeks = 1
  for (let at = weekBefore(week); ; at = weekBefore(at)) {
    const earlier = weekPrices(history, id, at).weekReturn
    if (isGap(earlier) || Math.sign(earlier) !== sign) return sign * weeks
    weeks++
  }
}
