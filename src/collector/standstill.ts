/** Venues that stand still: whose rates or prices of the moment are old, so that what else they report is old, too. */
import type { BreakerState } from '#src/sources/breaker.ts'
import type { FeedName, Supplier } from '#src/sources/supplier.ts'
import type { FeedSource } from './fetchfeed.ts'

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

/**
 * How the feed stands by which a venue is known to stand still; undefined of one that goes on, and of a data service, which
 * makes its lists one apart from the other. What else such a venue answers is old, however promptly it answers.
 */
export function standstillOf(
  name: string,
  all: readonly FeedSource[],
  but?: FeedName,
): BreakerState | undefined {
  const its = all.filter(({ supplier }) => supplier.name === name)
  if (!its.some(({ feed }) => feed.name === 'candles.daily')) return undefined
  return its
    .filter(({ feed }) => feed.name !== but && SHOWING.includes(feed.name))
    .map(({ breaker }) => breaker.state())
    .find(({ fault }) => fault === 'stale')
}

/** Whether the feed is not to be asked of this venue: another of its feeds was reported as of hours ago. */
export function isSpoiled(feed: FeedName, { name }: Supplier, all: readonly FeedSource[]): boolean {
  return SPOILED.includes(feed) && standstillOf(name, all, feed) !== undefined
}
