/** Venues that stand still: whose rates or prices of the moment are old, so that what else they tell is old, too. */
import type { FeedName, Supplier } from '#src/sources/supplier.ts'
import type { Teller } from './asking.ts'

/** Presents that show how far a venue has come, the first to be asked first. */
export const SHOWING: readonly FeedName[] = ['funding.next', 'prices']

/** What is not asked of a venue that stands still. */
const SPOILED: readonly FeedName[] = [
  'prices',
  'candles.daily',
  'candles.hourly',
  'interest.now',
  'volume.spot',
  'volume.perp',
]

/** Whether the feed is not to be asked of this venue: another of its feeds was told as of hours ago. */
export function isSpoiled(feed: FeedName, { name }: Supplier, all: readonly Teller[]): boolean {
  const its = all.filter(({ supplier }) => supplier.name === name)
  // A data service makes its lists one apart from the other.
  if (!SPOILED.includes(feed) || !its.some((teller) => teller.feed.name === 'candles.daily')) return false
  return its.some(
    (teller) =>
      teller.feed.name !== feed &&
      SHOWING.includes(teller.feed.name) &&
      teller.breaker.state().fault === 'stale',
  )
}
