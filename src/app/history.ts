/** The market that a process answers from: one that stands still, or the live one. */
import type { History } from '#src/market/history.ts'
import type { Leases } from '#src/store/leases.ts'
import type { Store } from '#src/store/open.ts'
import type { App, Opened } from './context.ts'
import { type Market, openMarket, fixedMarket } from './market.ts'
import { replayedMarket } from './replay.ts'
import type { Watch } from './watch.ts'

export interface HistoryParts {
  /** Undefined where the market is live. */
  readonly history: History | undefined
  readonly store: Store
  readonly watch: Watch
  readonly collects: boolean
  /** Where several processes work on one database. */
  readonly leases: Leases | undefined
}

export async function openHistory(
  { config, clock, log, replay }: App,
  { history, store, watch, collects, leases }: HistoryParts,
  opened: Opened,
): Promise<Market> {
  if (history) return replay ? replayedMarket(history, replay) : fixedMarket(history)
  const market = await openMarket({
    ...{
      sources: config.sources,
      record: store.record,
      sharedState: store.sharedState,
      jobs: store.backfill,
      minutePrices: config.alerts.minutePrices,
    },
    ...{ clock, log, watch, collects, leases },
  })
  opened.defer(() => market.close())
  return market
}
