/** The market as the bot reads it: a dataset that stands still, or the record, collected while the bot runs. */
import type { FetchPrices } from '#src/bot/ask.ts'
import type { Clock } from '#src/clock.ts'
import { type Collector, createCollector } from '#src/collector/collector.ts'
import { openHistory } from '#src/collector/history.ts'
import type { SupplierStanding } from '#src/collector/standing.ts'
import type { SourcesConfig } from '#src/config/sources.ts'
import type { Log } from '#src/log.ts'
import type { History } from '#src/market/history.ts'
import type { AssetId } from '#src/market/asset.ts'
import { MINUTE } from '#src/market/time.ts'
import { DEFAULT_EXCHANGES, EXCHANGES } from '#src/sources/exchanges/index.ts'
import type { Supplier, SupplierSettings } from '#src/sources/supplier.ts'
import { SUPPLIERS, type SupplierEntry } from '#src/sources/suppliers.ts'
import type { Leases } from '#src/store/leases.ts'
import type { MarketRecord } from '#src/store/record/record.ts'
import type { Standings } from '#src/store/standings.ts'
import { keepLease, type Lease } from './lease.ts'
import { createAccepting } from './accepting.ts'
import { createPreparing } from './preparing.ts'
import type { Watch } from './watch.ts'

export interface Market {
  history(): History
  /** How each supplier that is asked from here stands; empty where none is. */
  suppliers(): readonly SupplierStanding[]
  /** How suppliers stand by whoever asks them: this process, or another that has told it. */
  told(): ToldStanding
  /** Whether what an edition up to `end` is made of was asked for once more; begins that where nobody has. */
  prepared(end: number): boolean
  /** Lets a fact stand that is withheld, by its name; false where none has it. */
  accept(name: string): Promise<boolean>
  /** Asks for the prices of a coin that is not collected; undefined where nobody is asked from here. */
  readonly fetchPrices?: FetchPrices
  /** Begins to collect, once a minute, until closed. */
  start(): void
  close(): Promise<void>
}

export interface ToldStanding {
  readonly suppliers: readonly SupplierStanding[]
  /** When another process told it; undefined where this one knows. */
  readonly at?: number
}

/** The name that the standing of suppliers has in the store. */
const STANDING = 'suppliers'
/** Milliseconds that whoever asks waits for prices; they are kept when they come later. */
const FETCH_LIMIT = 10_000

/** A history that does not move: nobody is asked. */
export function standingMarket(history: History): Market {
  const told = () => ({ suppliers: [] })
  const prepared = () => true
  const accept = async () => false
  return {
    history: () => history,
    suppliers: () => [],
    told,
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
  parts: Omit<LiveParts, 'isMine' | 'heard'> & {
    readonly collects: boolean
    readonly leases: Leases | undefined
  },
): Promise<Market> {
  const { collects, leases, standings, clock, log } = parts
  const heard = createHeard(standings, clock)
  if (!collects) return followedMarket({ ...parts, heard })
  if (!leases) return liveMarket(parts)
  let lease: Lease | undefined
  const market = await liveMarket({ ...parts, heard, isMine: () => lease?.held() ?? false })
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
  clock,
  log,
  standings,
  heard,
}: Pick<LiveParts, 'record' | 'clock' | 'log' | 'standings'> & { readonly heard: Heard }): Promise<Market> {
  const accepting = createAccepting(standings, clock)
  const history = await openHistory(record, clock.now, accepting.names)
  const preparing = createPreparing({
    ...{ ask: async () => {}, isMine: () => false, standings, now: clock.now, log },
  })
  let stop = () => {}
  let closed = false
  const tick = async () => {
    await Promise.all([history.refresh(), heard.listen(), preparing.listen()]).catch((error: unknown) =>
      log.warn(`the record could not be read: ${String(error)}`),
    )
    if (!closed) stop = clock.after(MINUTE, tick)
  }
  return {
    history: history.current,
    suppliers: () => [],
    told: heard.told,
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
  readonly clock: Clock
  readonly log: Log
  /** Whether it is this process that collects; where another does, what that one wrote is read. Always unless told. */
  readonly isMine?: () => boolean
  /** Where several processes work on one database: what the one that collects tells the others of suppliers. */
  readonly heard?: Heard
  readonly standings: Standings
  /** Measures what suppliers are asked. */
  readonly watch: Pick<Watch, 'supplier'>
}

/** The record, and the suppliers that the settings name. */
async function liveMarket({
  sources,
  record,
  clock,
  log,
  watch,
  isMine = () => true,
  heard,
  standings,
}: LiveParts): Promise<Market> {
  const accepting = createAccepting(standings, clock)
  const history = await openHistory(record, clock.now, accepting.names)
  const settings = (name: string): SupplierSettings => ({
    url: sources.urls[name],
    key: sources.keys[name],
    now: clock.now,
    pause: (milliseconds, signal) => pause(clock, milliseconds, signal),
    assets: () => history.current().assets,
  })
  const collector = createCollector({
    record,
    history,
    suppliers: suppliersOf(sources, settings).map(watch.supplier),
    now: clock.now,
    tell: (line) => log.info(line),
  })
  const preparing = createPreparing({
    ...{ ask: collector.beforeEdition, isMine, standings, now: clock.now, log },
  })
  let stop = () => {}
  let closed = false
  const tick = async () => {
    try {
      if (isMine()) {
        await collector.tick()
        await preparing.attend()
        await heard?.tell(collector.suppliers())
      } else await Promise.all([history.refresh(), heard?.listen(), preparing.listen()])
    } catch (error) {
      // What suppliers do is told by the collector; this is the record that cannot be written.
      if (!closed) log.warn(`collecting failed: ${error instanceof Error ? error.message : String(error)}`)
    }
    if (!closed) stop = clock.after(MINUTE, tick)
  }
  return {
    history: history.current,
    suppliers: collector.suppliers,
    prepared: preparing.prepared,
    accept: (name) => accepting.accept(name, history),
    told: () => (heard && !isMine() ? heard.told() : { suppliers: collector.suppliers() }),
    async fetchPrices(asset) {
      if (!isMine()) return 'unasked'
      return within(clock, FETCH_LIMIT, fetched(collector, asset, log))
    },
    start: () => void tick(),
    async close() {
      closed = true
      stop()
      await collector.close()
    },
  }
}

interface Heard {
  tell(suppliers: readonly SupplierStanding[]): Promise<void>
  listen(): Promise<void>
  /** What was heard last. */
  told(): ToldStanding
}

function createHeard(standings: Standings, clock: Clock): Heard {
  let told: ToldStanding = { suppliers: [] }
  return {
    tell: (suppliers) => standings.tell(STANDING, suppliers, clock.now()),
    async listen() {
      const last = await standings.told(STANDING)
      if (last) told = { suppliers: last.standing as readonly SupplierStanding[], at: last.at }
    },
    told: () => told,
  }
}

/** Exchanges in the order of the setting, then data services; those that need a key where they have one. */
function suppliersOf(
  { exchanges = DEFAULT_EXCHANGES, off, keys }: SourcesConfig,
  settings: (name: string) => SupplierSettings,
): readonly Supplier[] {
  const venues = exchanges.flatMap((name) => EXCHANGES[name]?.(settings(name)) ?? [])
  const services = Object.entries<SupplierEntry>(SUPPLIERS)
    .filter(([name, { keyless }]) => !off.includes(name) && (keyless || keys[name] !== undefined))
    .map(([name, { create }]) => create(settings(name)))
  return [...venues, ...services]
}

async function fetched(collector: Collector, asset: AssetId, log: Log): Promise<'told' | 'untold'> {
  try {
    return (await collector.fetchAsset(asset)) ? 'told' : 'untold'
  } catch (error) {
    log.warn(`asking for ${asset} failed: ${error instanceof Error ? error.message : String(error)}`)
    return 'untold'
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
