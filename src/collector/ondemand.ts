/** Fetches what is not collected: once for all who ask, and not repeatedly where no supplier has it. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { OnDemand } from '#src/market/ondemand.ts'
import { DAY, type Instant, MINUTE } from '#src/market/time.ts'
import type { FeedName } from '#src/sources/supplier.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import { fetchFeed } from './fetchfeed.ts'
import type { RecordHistory } from './history.ts'
import type { Job } from './jobs.ts'

/** What no supplier had is not asked for again for this long, milliseconds. */
const AGAIN = 10 * MINUTE
/** What was had is not asked for again so long: a venue that stands still would be asked by every question. */
const HAD = 5 * MINUTE

export type FetchAsset = (asset: AssetId, what?: OnDemand) => Promise<boolean>

/** `fetch` resolves with whether the asset was had; a rejection is everybody's, and the next who asks tries again. */
export function shareFetches(
  fetch: (asset: AssetId, what: OnDemand) => Promise<boolean>,
  now: () => Instant,
): FetchAsset {
  const running = new Map<string, Promise<boolean>>()
  const settled = new Map<string, { readonly isThere: boolean; readonly at: Instant }>()
  return (asset, what = 'prices') => {
    const key = `${what} ${asset}`
    const known = running.get(key)
    if (known) return known
    const last = settled.get(key)
    // Prices are requested where the record has none of the last day; a venue that has them is asked for more at once.
    const pause = last?.isThere ? (what === 'prices' ? 0 : HAD) : AGAIN
    if (last && last.at + pause > now()) return Promise.resolve(last.isThere)
    const work = fetch(asset, what)
      .then((isThere) => {
        settled.set(key, { isThere, at: now() })
        return isThere
      })
      .finally(() => running.delete(key))
    running.set(key, work)
    return work
  }
}

/** Days of settlements that are asked for: enough for a venue to have changed its interval twice. */
const SETTLED_DAYS = 60

const FEEDS: Readonly<Record<OnDemand, readonly FeedName[]>> = {
  prices: ['candles.daily'],
  funding: ['funding.settled', 'funding.next'],
  openinterest: ['interest.now'],
}

export interface FetchParts {
  readonly record: MarketRecord
  readonly history: Pick<RecordHistory, 'current' | 'refresh'>
  readonly jobs: readonly Job[]
  readonly now: () => Instant
  readonly signal: AbortSignal
}

/**
 * Asks all venues for a coin's settlements or open interest, or one after the other for its prices until one has them.
 * Resolves with whether anything of it is on record then that is a day old at most. Settlements are not marked as known up
 * to now: a coin that is collected later is asked for its whole past.
 */
export async function fetchOnDemand(asset: AssetId, what: OnDemand, parts: FetchParts): Promise<boolean> {
  const { record, history, now, signal } = parts
  const jobs = parts.jobs.filter(({ feed }) => FEEDS[what].includes(feed))
  const feedRequest = { assets: [asset], now: now(), signal }
  if (what === 'prices') {
    for (const { mark, feedSource } of feedSourcesOf(jobs)) {
      const { complete } = await fetchFeed(record, { mark, feedSource, ...feedRequest, reported: new Set() })
      if (!complete.has(asset)) continue
      await history.refresh()
      return true
    }
    return false
  }
  const unmarked: MarketRecord = { ...record, keep: ({ through: _, ...page }) => record.keep(page) }
  await Promise.all(
    feedSourcesOf(jobs).map(async ({ mark, feedSource }) => {
      const last = history.current().funding(asset, feedSource.supplier.name)?.times.at(-1) ?? 0
      const from = Math.max(last + 1, now() - SETTLED_DAYS * DAY)
      const range = feedSource.feed.reach === 'past' ? { range: { from, to: now() } } : {}
      await fetchFeed(unmarked, { mark, feedSource, ...feedRequest, ...range, reported: new Set() })
    }),
  )
  await history.refresh()
  return isOnRecord(history.current(), asset, what, now())
}

function feedSourcesOf(jobs: readonly Job[]) {
  return jobs.flatMap(({ mark, feedSources }) => feedSources.map((feedSource) => ({ mark, feedSource })))
}

function isOnRecord(history: History, asset: AssetId, what: OnDemand, now: Instant): boolean {
  const last =
    what === 'funding'
      ? history.fundingVenues(asset).map((venue) => history.funding(asset, venue)?.times.at(-1))
      : history.openInterestVenues(asset).map((venue) => history.openInterest(asset, venue)?.times.at(-1))
  // A reading is dated by its day.
  return last.some((time) => time !== undefined && time > now - (what === 'funding' ? DAY : 2 * DAY))
}
