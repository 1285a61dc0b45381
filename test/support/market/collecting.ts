/** A store, a collector and a loopback market on one clock that a test moves. */
import { type Backfill, createBackfill } from '#src/collector/backfill/backfill.ts'
import { type Collector, createCollector } from '#src/collector/collector.ts'
import { openHistory, type RecordHistory } from '#src/collector/history.ts'
import { observationsOf } from '#src/collector/observations.ts'
import type { History } from '#src/market/history.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { DEFAULT_EXCHANGES } from '#src/sources/names.ts'
import { SUPPLIERS } from '#src/sources/suppliers.ts'
import type { SupplierSettings } from '#src/sources/supplier.ts'
import { openStore, type Store } from '#src/store/open.ts'
import { type LoopbackMarket, LOOPBACK_SUPPLIERS, startMarket } from './server.ts'
import { asOwn } from './suppliernames.ts'

export interface Collecting {
  readonly loopbackMarket: LoopbackMarket
  readonly store: Store
  readonly history: RecordHistory
  readonly collector: Collector
  /** What fetches the past; idle until a test lets it work. */
  readonly backfill: Backfill
  readonly lines: string[]
  now(): Instant
  /** Moves the clock to a time; one that has passed already stays. */
  moveTo(time: Instant): void
  /** Ends the collector as a kill would, between two pages, and opens the store anew. */
  close(): Promise<void>
}

export async function startCollecting(parts: {
  readonly history: History
  readonly home: string
  readonly at: Instant
  readonly loopbackMarket?: LoopbackMarket
  /** The exchanges that are asked, the preferred first; the four that are asked by default where it does not say. */
  readonly exchanges?: readonly string[]
  /** The data services that are asked; all that the market speaks for where it does not say. */
  readonly services?: readonly string[]
  /** A supplier that never answers: calls give up at once. For the others a busy machine is no fault. */
  readonly silent?: string | undefined
  /** The first asking of the collector is for the last days alone: the test lets a backfill fetch the rest. */
  readonly backfilled?: boolean
  /** Hears how many new facts a page had, once they are on record. */
  readonly kept?: (added: number) => void
}): Promise<Collecting> {
  let time = parts.at
  const now = () => time
  const lines: string[] = []
  const loopbackMarket = parts.loopbackMarket ?? (await startMarket(parts.history, now))
  const store = await openStore(parts.home)
  const history = await openHistory(store.record, now)
  const settings = (name: string): SupplierSettings => ({
    url: loopbackMarket.url(name),
    now,
    timeout: name === parts.silent ? 300 : 120_000,
    // Waiting moves the clock: nothing else is to happen meanwhile.
    async pause(milliseconds, signal) {
      signal?.throwIfAborted()
      time += Math.ceil(milliseconds)
      await new Promise((resolve) => setImmediate(resolve))
    },
    assets: () => history.current().assets,
  })
  const exchanges = (parts.exchanges ?? DEFAULT_EXCHANGES).flatMap((name) => {
    const exchange = EXCHANGES[name]?.(settings(name))
    const hasSpots = parts.history.volumeVenues('spot').includes(name)
    // What the history does not know of a venue, the market cannot tell.
    const feeds = exchange?.feeds.filter((feed) => hasSpots || feed.name !== 'volume.spot') ?? []
    return exchange ? [{ ...exchange, feeds }] : []
  })
  const services = Object.entries(SUPPLIERS)
    .filter(([name]) => (parts.services ?? LOOPBACK_SUPPLIERS).includes(name))
    .map(([name, { create }]) => create(settings(name)))
  const suppliers = [...exchanges, ...services]
  const record: typeof store.record = {
    ...store.record,
    async keep(page) {
      const written = await store.record.keep(page)
      parts.kept?.(written.added)
      return written
    },
  }
  const log = (line: string) => void lines.push(line)
  const { backfilled = false } = parts
  const resumed: Promise<unknown>[] = []
  const onBack = (source: string) => void resumed.push(backfill.resume(source))
  const collector = createCollector({ record, history, suppliers, now, log, backfilled, onBack })
  const backfill = createBackfill({
    ...{ record, jobs: store.backfill, history, suppliers, now, log },
    ...{ isAsked: collector.isAsked, lastAnswer: collector.lastAnswer },
    pause: settings('backfill').pause,
  })
  return {
    loopbackMarket,
    store,
    history,
    collector,
    backfill,
    lines,
    now,
    moveTo(to) {
      time = Math.max(time, to)
    },
    async close() {
      await Promise.all(resumed)
      await backfill.close()
      await collector.close()
      await store.close()
      if (!parts.loopbackMarket) await loopbackMarket.close()
    },
  }
}

/** Facts that a person who stood at `time` could know, told by those who tell the bot of them. */
export function knownAt(history: History, time: Instant): Observation[] {
  const known = [...observationsOf(history)].filter((one) => {
    if (one.table === 'calendar') return true
    if (['prices_daily', 'spot_volume', 'perp_volume', 'cross_assets', 'yield_curves'].includes(one.table)) {
      return one.time + DAY <= time
    }
    return one.table === 'prices_hourly' ? one.time < time : one.time <= time
  })
  return known.map(asOwn)
}
