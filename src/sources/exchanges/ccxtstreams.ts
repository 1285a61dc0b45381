/** ccxt's streaming classes: one instance a connection, which knows only the instruments that it is given. */
import { globalAgent } from 'node:http'
import { SupplierError } from '../supplier.ts'
import { withRoot } from './ccxt.ts'

/** What we use of a streaming class. */
export interface CcxtStreams {
  /** The last ticker of each symbol that was pushed. */
  readonly tickers: Readonly<Record<string, unknown>>
  readonly clients?: Readonly<Record<string, { readonly connection?: { terminate?(): void } }>>
  urls: { api: unknown }
  /** For addresses without encryption; ccxt refuses to use them without one. */
  httpAgent?: unknown
  setMarkets(markets: readonly object[]): void
  /** Settles with the next ticker of any of them; rejects where the connection is lost. */
  watchTickers(symbols: readonly string[]): Promise<unknown>
  close(): Promise<unknown>
}

/**
 * ccxt waits longer before each connection that it opens again, and opens it although it was closed meanwhile. We open at most one a
 * minute, and at once.
 */
const AT_ONCE = { ws: { backoff: { base: 0, max: 0 } } }

/** `url` replaces scheme and host of all its addresses, `http` by `ws`. Rejects with SupplierError where ccxt has no such class. */
export async function openStreams(name: string, url?: string): Promise<CcxtStreams> {
  const { pro } = (await import('ccxt').then((module) => module.default)) as unknown as {
    readonly pro: Readonly<Record<string, new (config: object) => CcxtStreams>>
  }
  const Streams = pro[name]
  if (!Streams)
    throw new SupplierError({ supplier: name, fault: 'unknown', detail: 'ccxt streams no such venue' })
  const streams = new Streams({ enableRateLimit: false, newUpdates: true, options: AT_ONCE })
  streams.httpAgent = globalAgent
  if (url !== undefined)
    streams.urls.api = withRoot(streams.urls.api, url.replace(/^http/, 'ws').replace(/\/+$/, ''))
  return streams
}

/** Cuts its connections: a venue that has frozen answers no polite good-bye. */
export function closeStreams(streams: CcxtStreams): void {
  const connections = Object.values(streams.clients ?? {}).map(({ connection }) => connection)
  streams.close().catch(() => undefined)
  for (const connection of connections) connection?.terminate?.()
}
