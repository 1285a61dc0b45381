/** What there is to do: which suppliers serve which feed, under which name it is stored, and since when it is due. */
import { DAY, type Instant } from '#src/market/time.ts'
import { createBreaker } from '#src/sources/breaker.ts'
import type { Feed, FeedName, Supplier } from '#src/sources/supplier.ts'
import type { FeedSource } from './fetchfeed.ts'
import { assetsOf, CADENCES, slotOf } from './cadence.ts'
import type { RecordHistory } from './history.ts'
import { SHOWING } from './standstill.ts'

export interface Job {
  readonly feed: FeedName
  readonly mark: string
  /** The preferred first. */
  readonly feedSources: readonly FeedSource[]
}

/** A venue's present that takes more calls than this is asked for once a day. */
const CHEAP = 2

/** Dear presents wait for the day; all else is due when its cadence says. */
export function dueSlot({ feed, feedSources }: Job, time: Instant, history: RecordHistory): Instant {
  const slot = slotOf(feed, time)
  if (CADENCES[feed].every >= DAY) return slot
  const assets = assetsOf(feed, history.current(), time)
  const cost = Math.max(
    ...feedSources.map((feedSource) =>
      feedSource.feed.reach === 'past'
        ? 0
        : feedSource.feed.cost({ ...(assets && { assets }), from: time, to: time }),
    ),
  )
  if (cost <= CHEAP) return slot
  const { after } = CADENCES[feed]
  return Math.floor((time - after) / DAY) * DAY + after
}

/** Whether a backfill fetches what its first asking would. */
export function isLeftToBackfill({ feed, feedSources }: Job): boolean {
  const { shallow, pastLater } = CADENCES[feed]
  return (
    shallow === 0 ||
    (pastLater === true && feedSources.every((feedSource) => feedSource.feed.reach === 'past'))
  )
}

/** One job for a feed that one supplier reports for all, in the order of preference; else one for each supplier. */
export function jobsOf(suppliers: readonly Supplier[], now: () => number): readonly Job[] {
  const feedSources = suppliers.flatMap((supplier) =>
    supplier.feeds.filter(isAsked).map(
      (feed): FeedSource => ({
        supplier,
        feed,
        // One a feed: a list that has gone silent must not cost what the supplier reports beside it.
        breaker: createBreaker({ supplier: supplier.name, failures: 3, now }),
      }),
    ),
  )
  const names = [...new Set(feedSources.map(({ feed }) => feed.name))]
  return names.flatMap((feed): Job[] => {
    const its = feedSources.filter((feedSource) => feedSource.feed.name === feed)
    if (CADENCES[feed].oneSupplier) return [{ feed, mark: feed, feedSources: its }]
    return its.map((feedSource) => ({
      feed,
      mark: `${feedSource.supplier.name} ${feed}`,
      feedSources: [feedSource],
    }))
  })
}

/** Those that others depend on come first: what coins there are, the first wave, even where no supplier is asked for it. */
export function wavesOf(due: readonly Job[]): readonly (readonly Job[])[] {
  // Readings come before the venue's own rows of a midnight, which take their place.
  const first: readonly FeedName[] = ['assets', ...SHOWING, 'interest.now', 'interest.stamp']
  const [assets = [], ...waves] = first.map((feed) => due.filter((job) => job.feed === feed))
  const last = due.filter(({ feed }) => feed === 'closes.witness')
  const others = due.filter((job) => !first.includes(job.feed) && !last.includes(job))
  return [assets, ...[...waves, others, last].filter(({ length }) => length > 0)]
}

/** Caps of now come with the assets. */
function isAsked({ name, reach }: Feed): boolean {
  return name !== 'caps' || reach === 'past'
}
