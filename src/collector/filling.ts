/** What is on record already, and filling what is not: holes between known facts, and facts that are withheld. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import { type FeedRequest, fetchFeed, type FeedSource } from './fetchfeed.ts'
import { CADENCES } from './cadence.ts'
import { fetchDoubted, doubtedIn } from './doubted.ts'
import { gapsIn } from './gaps.ts'
import type { RecordHistory } from './history.ts'
import type { Job } from './jobs.ts'

export interface Filling {
  /** Whether the record has a cap or open interest of that time. */
  isOnRecord(fact: Pick<Observation, 'table' | 'of' | 'time'>): boolean
  /** Of a feed that fills: the assets that were never asked for, or lack their last day. */
  lackingOf(feedSource: FeedSource, mark: string, assets: Assets, time: Instant): Promise<Assets>
  /** Looks again for what is missing between known facts: a row that was refused, a page that was lost. Counts what was added. */
  fillGaps(
    job: Job,
    assets: readonly AssetId[],
    time: Instant,
    interestOf: (feedSource: FeedSource) => FeedRequest['interest'] | undefined,
  ): Promise<number>
}

export type Assets = readonly AssetId[] | undefined

/** So often a hole in the record is looked at, each time that its feed is due; then no supplier is thought to know. */
const TRIES = 3
/** Holes that are looked at in one run of a feed, so that a broken record does not use up a venue's limit. */
const GAPS = 20

export function createFilling(
  record: MarketRecord,
  history: Pick<RecordHistory, 'current'>,
  signal: AbortSignal,
): Filling {
  const looked = new Map<string, number>()
  const isOnRecord: Filling['isOnRecord'] = ({ table, of: { asset = '', venue = '' }, time }) => {
    const known: History = history.current()
    const series = table === 'open_interest' ? known.openInterest(asset, venue) : known.marketCaps(asset)
    return series !== undefined && valueAt(series, time) !== undefined
  }
  return {
    isOnRecord,
    async lackingOf({ supplier, feed }, mark, assets, time) {
      if (feed.name === 'caps') return assets
      const through = await record.through(mark)
      const last = floorToDay(time) - DAY
      return assets?.filter((asset) => {
        const of = { asset, venue: supplier.name }
        return (
          !through.has(asset) || !isOnRecord({ table: feed.tables[0] ?? 'open_interest', of, time: last })
        )
      })
    },
    async fillGaps({ feed, mark, feedSources }, assets, time, interestOf) {
      const { days } = CADENCES[feed]
      let [added, asks] = [0, 0]
      const venue = feedSources[0]?.supplier.name ?? ''
      const known = history.current()
      const gaps = gapsIn(known, feed, { assets, venue, since: time - days * DAY })
      const doubted = doubtedIn(known, feed, assets)
      for (const doubt of doubted) {
        const name = `${mark} ${doubt.asset} ${doubt.time} withheld`
        const tries = looked.get(name) ?? 0
        if (tries >= TRIES || asks >= GAPS) continue
        looked.set(name, tries + 1)
        const open = feedSources.filter((feedSource) => {
          const reach = time - (feedSource.feed.depthDays ?? days) * DAY
          return doubt.time + doubt.length > reach && feedSource.breaker.state().state === 'closed'
        })
        asks += await fetchDoubted(record, doubt, { mark, now: time, signal, feedSources: open })
      }
      // A close that is withheld looks like a hole: it is not filled by the first venue that reports another number.
      const isDoubted = ({ of, time: its }: Observation) =>
        doubted.some((one) => one.asset === of.asset && one.time === its)
      for (const gap of gaps) {
        const withheld = doubted.filter(
          (one) => one.asset === gap.asset && one.time >= gap.from && one.time < gap.to,
        )
        const name = `${mark} ${gap.asset} ${gap.from}`
        const tries = looked.get(name) ?? 0
        if (tries >= TRIES || asks >= GAPS) continue
        looked.set(name, tries + 1)
        let left = gap.missing - withheld.length
        for (const feedSource of feedSources) {
          const reach = time - (feedSource.feed.depthDays ?? days) * DAY
          const interest = interestOf(feedSource)
          if (left <= 0 || gap.to <= reach || feedSource.breaker.state().state !== 'closed' || !interest)
            continue
          asks += 1
          const { asset } = gap
          // Open interest is dated by the day whose end it is of, and asked for by that end.
          const shift = feed === 'interest.daily' ? DAY : 0
          const range = { from: gap.from + shift, to: Math.min(time, gap.to + shift) }
          const of = { assets: [asset], range, now: time, reported: new Set<string>() }
          const one = await fetchFeed(record, { mark, feedSource, ...of, interest, known: isDoubted, signal })
          left -= one.added + one.revised
          added += one.added
        }
      }
      return added
    },
  }
}
