/** Open interest in the asset's own units: in dollars the price alone moves it. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { DAY } from '#src/market/time.ts'
import { simpleReturn } from '#src/metrics/returns.ts'
import { midnightPrice } from '../prices.ts'
import { type Gap, gap, isGap } from '../publish.ts'
import type { Interest, KnownInterest } from './known.ts'

/** Coins as the venues count them; else at the close of the day that it is of. */
export function coinsOf(history: History, asset: AssetId, interest: KnownInterest | Gap): number | Gap {
  if (isGap(interest)) return interest
  if (interest.coins !== undefined) return interest.coins
  const price = midnightPrice(history, asset, interest.date + DAY)
  return price === undefined ? gap('no-data', 'prices_daily') : interest.value / price
}

/** Change of the coins between both boundaries, a fraction. */
export function coinsChange(history: History, asset: AssetId, { start, end }: Interest): number | Gap {
  // Both by the same count: coins as reported beside coins by price would differ by themselves.
  const [from, to] =
    isGap(start) || isGap(end) || (start.coins !== undefined && end.coins !== undefined)
      ? [start, end]
      : [withoutCoins(start), withoutCoins(end)]
  const before = coinsOf(history, asset, from)
  const now = coinsOf(history, asset, to)
  return isGap(before) ? before : isGap(now) ? now : interestChange(before, now)
}

/** Simple return of open interest, a fraction; missing where there was none to begin with. */
export function interestChange(from: number, to: number): number | Gap {
  const change = simpleReturn(from, to)
  return Number.isFinite(change) ? change : gap('no-data', 'open_interest')
}

function withoutCoins({ coins: _, ...known }: KnownInterest): KnownInterest {
  return known
}
