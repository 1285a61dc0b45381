/** Feeds of open interest: what it is now, the venue's own daily past where it has one, and what its labels stand for. */
import type { Feed } from '../supplier.ts'
import type { Market } from './market.ts'
import { interestDailyFeed } from './interestdaily.ts'
import { interestNowFeed } from './interestnow.ts'
import { interestStampFeed } from './intereststamp.ts'

/** Figures are of one contract an asset, the venue's main one, so that the present continues the past. */
export function interestFeeds(market: Market): readonly Feed[] {
  return [interestNowFeed(market), interestDailyFeed(market), interestStampFeed(market)].flatMap(
    (feed) => feed ?? [],
  )
}
