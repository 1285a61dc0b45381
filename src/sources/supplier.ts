/** The contract of a live supplier: a venue or a data service that is asked over the network. */
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { Observation, ObservedTable } from '#src/market/observation.ts'
import type { Instant } from '#src/market/time.ts'
import type { Refusal } from './source.ts'

export interface Supplier {
  /** As settings and tables name it: `binance`, `coingecko`. */
  readonly name: string
  /** As source lines name it: `Binance`. */
  readonly title: string
  /** Words that its terms ask to be shown near its figures: `Data provided by CoinGecko`. */
  readonly attribution?: { readonly text: string; readonly url: string }
  readonly feeds: readonly Feed[]
  /** Asks the smallest thing there is; resolves with what it is like from here. Rejects with SupplierError. */
  probe(signal?: AbortSignal): Promise<Probe>
  /** What is left of its limit, where it can be told. */
  budget(): Budget | undefined
  /** What it told of that is no crypto and is not counted, as far as it was asked; absent where it never tells of any. */
  leftOut?(): readonly LeftOut[]
  close(): Promise<void>
}

/** One kind of fact that a supplier tells. */
export interface Feed {
  readonly name: FeedName
  readonly tables: readonly ObservedTable[]
  /** `now` tells the present alone: what is not asked in time is lost. `past` tells a range. */
  readonly reach: 'now' | 'past'
  /** How far back it goes, in days, where it has an end. */
  readonly depthDays?: number
  /** Calls that an ask is expected to cost: for plans and limits. */
  cost(ask: FeedAsk): number
  /**
   * Asks, and gives what it gets page by page, oldest first, so that each page can be kept at once. Rejects with
   * SupplierError; pages given before stay true.
   */
  fetch(ask: FeedAsk, signal?: AbortSignal): AsyncIterable<Page>
}

export type FeedName =
  | 'assets'
  | 'prices'
  | 'candles.daily'
  | 'candles.hourly'
  | 'caps'
  | 'global'
  | 'sectors'
  | 'funding.settled'
  | 'funding.next'
  | 'interest.now'
  | 'interest.daily'
  | 'volume.spot'
  | 'volume.perp'
  | 'cross'
  | 'macro'
  | 'odds'
  | 'curves'
  | 'volatility.implied'
  | 'sentiment'
  | 'calendar'

export interface FeedAsk {
  /** Of which assets, where the feed tells of assets. */
  readonly assets?: readonly AssetId[]
  /** `from <= time < to`; a feed of the present ignores them. */
  readonly from: Instant
  readonly to: Instant
}

export interface Page {
  readonly observations: readonly Observation[]
  /** Rows that made no sense: not a number, zero where none can be, dated in the future. */
  readonly refusals: readonly Refusal[]
  /** Assets that the supplier told of, for `assets` feeds. */
  readonly assets?: readonly Asset[]
  /** Up to here the supplier has told all that it has, of one asset where it is named. */
  readonly through?: { readonly asset?: AssetId; readonly time: Instant }
}

/** What a supplier lists and tells, and no figure of crypto counts: shares, commodities, indices, currencies. */
export interface LeftOut {
  /** As the supplier names it: `XAUUSDT`. */
  readonly name: string
  /** `equity`, `commodity`, `index`, `currency`; `unknown` where its mark is one that we do not know. */
  readonly class: string
}

export interface Probe {
  /** Milliseconds. */
  readonly latency: number
  /** The supplier's clock less ours, where it tells it. */
  readonly skew?: number
  /** The youngest fact it told. */
  readonly newest?: Instant
}

export interface Budget {
  /** Of what it counts: calls, weight. */
  readonly left: number
  readonly of: number
  /** Milliseconds. */
  readonly per: number
}

/** Why a supplier gave nothing. */
export type SupplierFault =
  /** 429, 418: asked too often. */
  | 'limited'
  /** 451, 403: not available from here. */
  | 'blocked'
  /** 401, a wrong or missing key. */
  | 'denied'
  /** 5xx, maintenance. */
  | 'down'
  | 'timeout'
  /** No connection: a name, a refused port, a reset. */
  | 'unreached'
  /** HTML, text, another shape. */
  | 'malformed'
  /** Nothing where there must be something. */
  | 'empty'
  /** Yesterday's data where today's is due. */
  | 'stale'
  /** It does not know the asset. */
  | 'unknown'

/** A supplier did not give what it was asked for. Never carries a key or an address with one. */
export class SupplierError extends Error {
  override readonly name = 'SupplierError'
  readonly supplier: string
  readonly fault: SupplierFault
  /** Milliseconds that it asks to be left alone. */
  readonly retryAfter: number | undefined

  constructor(
    facts: { supplier: string; fault: SupplierFault; detail: string; retryAfter?: number },
    options?: ErrorOptions,
  ) {
    super(`${facts.supplier}: ${facts.detail}`, options)
    this.supplier = facts.supplier
    this.fault = facts.fault
    this.retryAfter = facts.retryAfter
  }
}

/** What may succeed when it is tried again. */
export function isPassing(fault: SupplierFault): boolean {
  return ['limited', 'down', 'timeout', 'unreached', 'empty', 'stale'].includes(fault)
}

/** What every supplier is made with. */
export interface SupplierSettings {
  /** Replaces the supplier's own root: a proxy or a test server. */
  readonly url?: string | undefined
  readonly key?: string | undefined
  /** Milliseconds that one call may last; 10 seconds where it does not say. */
  readonly timeout?: number | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Waits, unless the signal fires. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Assets that are known, most valued first: what symbols of venues are matched to. */
  readonly assets: () => readonly Asset[]
}
