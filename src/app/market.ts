/** The market as the bot reads it: a dataset that stands still, or the record, collected while the bot runs. */
import type { HourClosesParts } from '#src/alerts/hourcloses.ts'
import type { TickParts } from '#src/alerts/tick.ts'
import type { FetchPrices } from '#src/bot/answer/answercommand.ts'
import type { Clock } from '#src/clock.ts'
import { createBackfill } from '#src/collector/backfill/backfill.ts'
import type { SentenceProgress } from '#src/collector/backfill/sentences.ts'
import { type Collector, createCollector } from '#src/collector/collector.ts'
import { openHistory } from '#src/collector/history.ts'
import type { MinutePrices } from '#src/collector/minuteprices.ts'
import { type SupplierStatus, withPast } from '#src/collector/status.ts'
import type { MinutePricesMode } from '#src/config/alerts.ts'
import type { SourcesConfig } from '#src/config/sources.ts'
import type { Log } from '#src/log.ts'
import type { History } from '#src/market/history.ts'
import type { OnDemand } from '#src/market/ondemand.ts'
import type { AssetId } from '#src/market/asset.ts'
import { MINUTE } from '#src/market/time.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'
import { askedServices, DEFAULT_EXCHANGES } from '#src/sources/names.ts'
import type { Supplier, SupplierSettings } from '#src/sources/supplier.ts'
import { SUPPLIERS } from '#src/sources/suppliers.ts'
import type { BackfillJobs } from '#src/store/backfill.ts'
import type { Leases } from '#src/store/leases.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import type { SharedState } from '#src/store/sharedstate.ts'
import { createStoreTrouble } from '#src/store/trouble.ts'
import { keepLease, type Lease } from './lease.ts'
import type { Collected } from './collected.ts'
import { createAccepting } from './accepting.ts'
import { createHours, createInterestNow, createMinutePrices, type InterestNow } from './livevalues.ts'
import { createPast } from './past.ts'
import { createPreparing } from './preparing.ts'
import { createSharedStatus, type ReportedStatus, type SharedStatus } from './sharedstatus.ts'
import type { Watch } from './watch.ts'

export interface Market {
  history(): History
  /** How each supplier that is asked from here stands; empty where none is. */
  suppliers(): readonly SupplierStatus[]
  /** When the suppliers were last asked round, here or by another process, or when that began; undefined where no supplier is asked. */
  collected(): Collected | undefined
  /** The suppliers' status, from the process that asks them: this one, or another that shared it. */
  reportedStatus(): ReportedStatus
  /** How far the past is on record that each kind of sentence stands on, as of the last minute. */
  past(): readonly SentenceProgress[]
  /** Whether what an edition up to `end` is made of was asked for once more; begins that where no process has. */
  prepared(end: number): boolean
  /** Lets a fact stand that is withheld, by its name; false where none has it. */
  accept(name: string): Promise<boolean>
  /** Asks each exchange once for the prices of coins as they are this minute; undefined where none is asked from here. */
  readonly minutePrices?: (assets: readonly AssetId[]) => Promise<MinutePrices>
  /** What watched series are now, where that is of the record alone. */
  readonly observe?: TickParts['observe']
  /** Asks each exchange for the open interest of coins as it is now; undefined where none is asked from here. */
  readonly interestNow?: InterestNow
  /** Asks each exchange for the closes of the last hours; undefined where none is asked from here. */
  readonly hours?: HourClosesParts
  /** Asks for the prices of a coin that is not collected; undefined where no supplier is asked from here. */
  readonly fetchPrices?: FetchPrices
  /** Begins to collect, once a minute, until closed. */
  start(): void
  close(): Promise<void>
}

/** Milliseconds that an answer waits for prices; they are kept when they come later. */
const FETCH_LIMIT = 10_000

/** A history that does not move: no supplier is asked. */
export function fixedMarket(history: History): Market {
  const reportedStatus = () => ({ suppliers: [] })
  const prepared = () => true
  const accept = async () => false
  return {
    history: () => history,
    suppliers: () => [],
    collected: () => undefined,
    reportedStatus,
    past: () => [],
    prepared,
    accept,
    start: () => {},
    close: async () => {},
  }
}

/**
 * The live market as a process sees it: collected where it `collects`, else as another does. Where several could, on one
 * database with `leases`, one does at a time.
 */
export async function openMarket(
  parts: Omit<LiveParts, 'isMine' | 'sharedStatus'> & {
    readonly collects: boolean
    readonly leases: Leases | undefined
  },
): Promise<Market> {
  const { collects, leases, sharedState, clock, log } = parts
  const sharedStatus = createSharedStatus(sharedState, clock)
  if (!collects) return followedMarket({ ...parts, sharedStatus })
  if (!leases) return liveMarket(parts)
  let lease: Lease | undefined
  const market = await liveMarket({ ...parts, sharedStatus, isMine: () => lease?.held() ?? false })
  return {
    ...market,
    start() {
      lease = keepLease({ name: 'collector', leases, clock, log })
      lease.ready.then(market.start)
    },
    async close() {
      await market.close()
      await lease?.close()
    },
  }
}

/** The record that another process collects, read again every minute until closed. */
async function followedMarket({
  record,
  jobs,
  clock,
  log,
  sharedState,
  sharedStatus,
}: Pick<LiveParts, 'record' | 'jobs' | 'clock' | 'log' | 'sharedState'> & {
  readonly sharedStatus: SharedStatus
}): Promise<Market> {
  const accepting = createAccepting(sharedState, clock)
  const history = await openHistory(record, clock.now, accepting.names)
  const preparing = createPreparing({
    ...{ ask: async () => {}, isMine: () => false, sharedState, now: clock.now, log },
  })
  const past = createPast(jobs, clock.now, () => sharedStatus.current().suppliers)
  const since = clock.now()
  const { watch } = createStoreTrouble({ clock, log })
  let stop = () => {}
  let closed = false
  const tick = async () => {
    await watch('The record could not be read', () =>
      Promise.all([history.refresh(), sharedStatus.refresh(), preparing.listen(), past.listen()]),
    )
    if (!closed) stop = clock.after(MINUTE, tick)
  }
  return {
    history: history.current,
    suppliers: () => [],
    collected: () => ({ at: sharedStatus.current().at, since }),
    reportedStatus: sharedStatus.current,
    past: past.rows,
    prepared: preparing.prepared,
    accept: (name) => accepting.accept(name, history),
    start: () => void tick(),
    async close() {
      closed = true
      stop()
    },
  }
}

export interface LiveParts {
  readonly sources: SourcesConfig
  readonly record: MarketRecord
  /** What is wanted of the past. */
  readonly jobs: BackfillJobs
  readonly clock: Clock
  readonly log: Log
  /** Whether it is this process that collects; where another does, what that one wrote is read. Always unless set. */
  readonly isMine?: () => boolean
  /** Where several processes work on one database: what the one that collects reports to the others about suppliers. */
  readonly sharedStatus?: SharedStatus
  readonly sharedState: SharedState
  /** As `on` where it does not say. */
  readonly minutePrices?: MinutePricesMode
  /** Measures what suppliers are asked. */
  readonly watch: Pick<Watch, 'supplier'>
}

/** The record, and the suppliers that the settings name. */
async function liveMarket({
  sources,
  record,
  jobs,
  clock,
  log,
  watch,
  isMine = () => true,
  sharedStatus,
  sharedState,
  minutePrices: mode,
}: LiveParts): Promise<Market> {
  const accepting = createAccepting(sharedState, clock)
  const history = await openHistory(record, clock.now, accepting.names)
  const settings = (name: string): SupplierSettings => ({
    url: sources.urls[name],
    key: sources.keys[name],
    ...(name === 'hyperliquid' && { sides: sources.hyperliquidSides }),
    now: clock.now,
    pause: (milliseconds, signal) => pause(clock, milliseconds, signal),
    assets: () => history.current().assets,
  })
  const suppliers = suppliersOf(sources, settings).map(watch.supplier)
  const venues = suppliers.filter(({ name }) => Object.hasOwn(EXCHANGES, name))
  const minutePrices = createMinutePrices({ venues, isStreamed: mode === 'stream', clock, log })
  const shared = { record, history, suppliers, now: clock.now, log: (line: string) => log.info(line) }
  const onBack = (source: string) =>
    void backfill
      .resume(source)
      .catch((error: unknown) => log.error(`the past of ${source} could not be resumed: ${String(error)}`))
  const collector = createCollector({ ...shared, backfilled: true, onBack })
  const backfill = createBackfill({
    ...{ ...shared, jobs, isMine, isAsked: collector.isAsked, lastAnswer: collector.lastAnswer },
    pause: (milliseconds, signal) => pause(clock, milliseconds, signal),
  })
  const statuses = () => collector.suppliers().map((one) => withPast(one, backfill.status))
  const preparing = createPreparing({
    ...{ ask: collector.beforeEdition, isMine, sharedState, now: clock.now, log },
  })
  const past = createPast(jobs, clock.now, () => suppliers)
  const since = clock.now()
  let roundAt: number | undefined
  let stop = () => {}
  let closed = false
  const tick = async () => {
    try {
      if (isMine()) {
        await collector.tick()
        await preparing.attend()
        await backfill.attend()
        await sharedStatus?.publish(statuses())
        await past.listen()
        roundAt = clock.now()
      } else
        await Promise.all([past.listen(), history.refresh(), sharedStatus?.refresh(), preparing.listen()])
    } catch (error) {
      // Suppliers' failures are reported by the collector; this is the record that cannot be written.
      if (!closed) log.error(`collecting failed: ${error instanceof Error ? error.message : String(error)}`)
    }
    if (!closed) stop = clock.after(MINUTE, tick)
  }
  return {
    history: history.current,
    suppliers: statuses,
    // A successor goes on from the round that was last reported, until its own has ended.
    collected: () => ({ at: latestOf(roundAt, sharedStatus?.current().at), since }),
    past: past.rows,
    prepared: preparing.prepared,
    accept: (name) => accepting.accept(name, history),
    reportedStatus: () => (sharedStatus && !isMine() ? sharedStatus.current() : { suppliers: statuses() }),
    minutePrices: minutePrices.ask,
    interestNow: createInterestNow({ venues, clock }),
    hours: createHours({ venues, clock }),
    async fetchPrices(asset, what) {
      if (!isMine()) return 'unasked'
      return within(clock, FETCH_LIMIT, fetched(collector, asset, what, log))
    },
    start: () => void tick(),
    async close() {
      closed = true
      stop()
      minutePrices.close()
      await backfill.close()
      await collector.close()
    },
  }
}

/** Exchanges in the order of the setting, then data services; those that need a key where they have one. */
function suppliersOf(
  { exchanges = DEFAULT_EXCHANGES, off, keys }: SourcesConfig,
  settings: (name: string) => SupplierSettings,
): readonly Supplier[] {
  const venues = exchanges.flatMap((name) => EXCHANGES[name]?.(settings(name)) ?? [])
  const services = askedServices({ exchanges, off, keys }).map((name) =>
    SUPPLIERS[name].create(settings(name)),
  )
  return [...venues, ...services]
}

async function fetched(
  collector: Collector,
  asset: AssetId,
  what: OnDemand | undefined,
  log: Log,
): Promise<'fetched' | 'missing'> {
  try {
    return (await collector.fetchAsset(asset, what)) ? 'fetched' : 'missing'
  } catch (error) {
    log.error(`asking for ${asset} failed: ${error instanceof Error ? error.message : String(error)}`)
    return 'missing'
  }
}

function within<Value>(clock: Clock, limit: number, work: Promise<Value>): Promise<Value | 'late'> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limit, () => resolve('late'))
    work.then(resolve, reject).finally(cancel)
  })
}

function pause(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      cancel()
      reject(signal?.reason)
    }
    const cancel = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', stop)
      resolve()
    })
    signal?.addEventListener('abort', stop, { once: true })
  })
}

function latestOf(own: number | undefined, reported: number | undefined): number | undefined {
  return own === undefined || reported === undefined ? (own ?? reported) : Math.max(own, reported)
}
