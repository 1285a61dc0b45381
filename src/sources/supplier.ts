/** The contract of a live supplier: a venue or a data service that is asked over the network. */
import type { Caller } from './caller.ts'
import type { Asset, AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Observation, ObservedTable } from '#src/market/observation.ts'
import type { MidnightReading, StampedAt } from '#src/market/stamp.ts'
import type { Instant } from '#src/market/time.ts'
import type { PriceStream } from './pricestream.ts'
import type { Refusal } from './source.ts'

export interface Supplier {
  /** As settings and tables name it: `binance`, `coingecko`. */
  readonly name: string
  /** As source lines name it: `Binance`. */
  readonly title: string
  /** Words that its terms ask to be shown near its figures: `Data provided by CoinGecko`. */
  readonly attribution?: { readonly text: string; readonly url: string }
  readonly feeds: readonly Feed[]
  /** The prices of its feed `prices`, pushed; absent where it pushes none that are the same. */
  readonly stream?: PriceStream
  /** Past pages beyond its feeds: asked by the backfill alone. */
  readonly pasts?: readonly Past[]
  /** Calls that were sent since it was made, by whom they were sent for, where it counts them by the month. */
  spent?(): Readonly<Record<Caller, number>>
  /** Asks the smallest thing there is; resolves with what it is like from here. Rejects with SupplierError. */
  probe(signal?: AbortSignal): Promise<Probe>
  /** What is left of its limit, where it is known. */
  budget(): Budget | undefined
  /** What it reported for that is no crypto and is not counted, as far as it was asked; absent where it never reports any. */
  leftOut?(): readonly LeftOut[]
  close(): Promise<void>
}

/** One kind of fact that a supplier reports. */
export interface Feed {
  readonly name: FeedName
  readonly tables: readonly ObservedTable[]
  /** Of tables that several suppliers report different parts of, which it reports: curves, series of macro, by the first key. */
  readonly series?: { readonly [Table in ObservedTable]?: readonly string[] }
  /** `now` reports the present alone: what is not asked in time is lost. `past` reports a range. */
  readonly reach: 'now' | 'past'
  /** How far back it goes, in days, where it has an end. */
  readonly depthDays?: number
  /** Calls that an ask is expected to cost: for plans and limits. */
  cost(query: FeedQuery): number
  /**
   * Asks, and gives what it gets page by page, oldest first, so that each page can be kept at once. Rejects with
   * SupplierError; pages given before stay true.
   */
  fetch(query: FeedQuery, signal?: AbortSignal): AsyncIterable<Page>
}

/** One kind of past that a supplier reports page by page, for the backfill. */
export interface Past {
  /** Kind of job, as BACKFILL_KINDS lists it. */
  readonly kind: string
  readonly tables: readonly ObservedTable[]
  /** The exchange that it is the past of; nothing is planned where that one is not asked. */
  readonly venue?: string
  /**
   * Asked for days alone that the record lacks, of a subject that it knows of `venue`, and only once this feed of the exchange itself
   * has reported what it can: a day after they ended.
   */
  readonly fills?: FeedName
  /**
   * Times on record of what it reports on a subject, rising: where the live calls missed days between two of them, those are asked for
   * again. Absent where other ways fill them.
   */
  onRecord?(history: History, subject: string): ArrayLike<Instant> | undefined
  /** Files may be corrected: what it reported for the last seven days is asked for once more a week later, by this kind of past. */
  readonly again?: string
  /** What it reports otherwise takes the place of what is on record. */
  readonly corrects?: boolean
  /** Days back from today that are wanted. */
  readonly days: number
  /** Of those, the newest so many are left to feeds; none where it does not say. */
  readonly newest?: number
  /** Nothing waits for it: it begins at the next 01:00 UTC. */
  readonly atNight?: boolean
  /** Milliseconds of one page, whole days in UTC; the newest page is asked for first. */
  readonly step: number
  /** What to ask of, the most useful first; [''] where it reports nothing by name. `coins` come most valued first. */
  subjects(coins: readonly AssetId[]): readonly string[]
  /** One page. Rejects with SupplierError. */
  fetch(query: PastQuery, signal?: AbortSignal): Promise<PastPage>
}

export interface PastQuery {
  readonly subject: string
  /** `from <= time < to`. */
  readonly from: Instant
  readonly to: Instant
}

export interface PastPage {
  readonly observations: readonly Observation[]
  /** What is kept beside them and is no progress of the page: what midnights were, for the venue's own rows to be held against. */
  readonly readings?: readonly Observation[]
  readonly refusals: readonly Refusal[]
  /** Nothing earlier is there: the depth that was found is kept, and asked for anew after 30 days. */
  readonly end?: boolean
  /** This page alone is missing: `not-yet` is there later in the day; `gap` is a file that makes no sense. */
  readonly missing?: 'not-yet' | 'gap'
}

export type FeedName =
  | 'assets'
  | 'prices'
  | 'candles.daily'
  | 'candles.hourly'
  | 'closes.witness'
  | 'closes.dollars'
  | 'caps'
  | 'global'
  | 'sectors'
  | 'funding.settled'
  | 'funding.next'
  | 'interest.now'
  | 'interest.daily'
  | 'interest.stamp'
  | 'volume.spot'
  | 'volume.perp'
  | 'cross'
  | 'macro'
  | 'odds'
  | 'curves'
  | 'volatility.implied'
  | 'sentiment'
  | 'calendar'

export interface FeedQuery {
  /** Of which assets, where the feed reports on assets. */
  readonly assets?: readonly AssetId[]
  /** `from <= time < to`; a feed of the present ignores them. */
  readonly from: Instant
  readonly to: Instant
  /**
   * What it is this moment, for alerts and no record: prices in one call, whatever the venue dates; open interest as
   * `interest_reading`, dated by when it was reported.
   */
  readonly live?: true
  /** What instant the supplier's daily rows were proved to stand for; without it no daily open interest is reported. */
  readonly stampedAt?: StampedAt
  /** The first label that this was proved of; of all rows where it is absent. */
  readonly stampedSince?: Instant
  /** What is known of the supplier's midnights beside its rows, by asset: rows of these midnights must agree with it. */
  readonly readings?: ReadonlyMap<AssetId, readonly MidnightReading[]>
  /** What is on record of the supplier's own rows, by asset: those that are asked for again must agree with it. */
  readonly onRecord?: ReadonlyMap<AssetId, readonly MidnightReading[]>
}

export interface Page {
  readonly observations: readonly Observation[]
  /** Rows that made no sense: not a number, zero where none can be, dated in the future. */
  readonly refusals: readonly Refusal[]
  /** Assets that the supplier reports on, for `assets` feeds. */
  readonly assets?: readonly Asset[]
  /** Assets that came with this version, and that the supplier's whole list does not have. */
  readonly unlisted?: readonly AssetId[]
  /** Up to here the supplier has reported all that it has, of one asset where it is named. */
  readonly through?: { readonly asset?: AssetId; readonly time: Instant }
}

/** What a supplier lists and reports, and no figure of crypto counts: shares, commodities, indices, currencies. */
export interface LeftOut {
  /** As the supplier names it: `XAUUSDT`. */
  readonly name: string
  /** `equity`, `commodity`, `index`, `currency`; `unknown` where its mark is one that we do not know. */
  readonly class: string
}

export interface Probe {
  /** Milliseconds. */
  readonly latency: number
  /** The supplier's clock less ours, where it reports it. */
  readonly skew?: number
  /** The youngest fact it reported. */
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
  /** What the answer was, where the fault alone does not say what to do. */
  readonly answer: SupplierAnswer | undefined

  constructor(
    facts: {
      supplier: string
      fault: SupplierFault
      detail: string
      retryAfter?: number
      answer?: SupplierAnswer | undefined
    },
    options?: ErrorOptions,
  ) {
    super(`${facts.supplier}: ${facts.detail}`, options)
    this.supplier = facts.supplier
    this.fault = facts.fault
    this.retryAfter = facts.retryAfter
    this.answer = facts.answer
  }
}

/**
 * `page`: HTML where data are due, as a firewall shows it. `unread`: it cannot read the request, and will not later.
 * `senseless`: rows are there, and none holds the numbers that it must.
 */
export type SupplierAnswer = 'page' | 'unread' | 'senseless'

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
  /** Sides that the supplier's open interest counts, where that is a setting. */
  readonly sides?: 1 | 2 | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Waits, unless the signal fires. */
  readonly pause: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Assets that are known, most valued first: what symbols of venues are matched to. */
  readonly assets: () => readonly Asset[]
}
