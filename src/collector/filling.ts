/** What is on record already, and filling what is not: holes between known facts, and facts that are withheld. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import type { FeedName } from '#src/sources/supplier.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import { ask, type Teller } from './asking.ts'
import { CADENCES } from './cadence.ts'
import { type Gap, gapsIn } from './gaps.ts'
import type { RecordHistory } from './history.ts'
import type { Job } from './jobs.ts'

export interface Filling {
  /** Whether the record has a cap or open interest of that time. */
  isOnRecord(fact: Pick<Observation, 'table' | 'of' | 'time'>): boolean
  /** Of a feed that fills: the assets that were never asked for, or lack their last day. */
  lackingOf(teller: Teller, mark: string, assets: Assets, time: Instant): Promise<Assets>
  /** Looks again for what is missing between known facts: a row that was refused, a page that was lost. Counts what was added. */
  fillGaps(job: Job, assets: readonly AssetId[], time: Instant): Promise<number>
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
    async fillGaps({ feed, mark, tellers }, assets, time) {
      const { days } = CADENCES[feed]
      let [added, asks] = [0, 0]
      const venue = tellers[0]?.supplier.name ?? ''
      const known = history.current()
      const gaps = gapsIn(known, feed, { assets, venue, since: time - days * DAY })
      for (const gap of [...doubtedIn(known, feed, assets), ...gaps]) {
        const name = `${mark} ${gap.asset} ${gap.from}`
        const tries = looked.get(name) ?? 0
        if (tries >= TRIES || asks >= GAPS) continue
        looked.set(name, tries + 1)
        let left = gap.missing
        for (const teller of tellers) {
          const reach = time - (teller.feed.depthDays ?? days) * DAY
          if (left <= 0 || gap.to <= reach || teller.breaker.state().state !== 'closed') continue
          asks += 1
          const { asset, from, to } = gap
          const of = { assets: [asset], range: { from, to }, now: time, told: new Set<string>() }
          const one = await ask(record, { mark, teller, ...of, signal })
          left -= one.added + one.revised
          added += one.added
        }
      }
      return added
    },
  }
}

/** Candles that are withheld: whoever told them may tell another by now, and others may have them. */
function doubtedIn(history: History, feed: FeedName, assets: readonly AssetId[]): readonly Gap[] {
  const [table, length] = feed === 'candles.hourly' ? ['prices_hourly', HOUR] : ['prices_daily', DAY]
  if (!feed.startsWith('candles.')) return []
  return (history.withheld ?? []).flatMap((one): Gap[] => {
    const asset = one.of.asset ?? ''
    const isMeant = one.table === table && assets.includes(asset)
    return isMeant ? [{ asset, from: one.time, to: one.time + Number(length), missing: 1 }] : []
  })
}
