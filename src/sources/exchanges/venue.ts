/** What one venue's file says of it: how its own wire format becomes rows that all venues share. */
import type { Instant } from '#src/market/time.ts'
import type { OtherClass } from './classes.ts'
import type { Call, VenueLimit } from './connection.ts'
import type { InterestKind } from './interest.ts'
import type { Range } from './paging.ts'

/** Fields as the venue wrote them are `unknown`: the code that makes observations of them checks each. */
export interface Venue {
  /** As settings and tables name it: `binance`. */
  readonly name: string
  readonly title: string
  /** ccxt's class. */
  readonly ccxt: string
  readonly limit: VenueLimit
  /** Limits that some calls share beside the venue's own. */
  readonly limits?: Readonly<Record<string, VenueLimit>>
  /** The smallest thing there is to ask. */
  ping(call: Call): Promise<unknown>
  /** Perpetuals, without which nothing of funding or open interest is reported. */
  perps?(call: Call): Promise<readonly Instrument[]>
  /** Calls that either list costs; 1 where it does not say. */
  readonly listCalls?: number
  /** What candles are asked of. */
  spots?(call: Call): Promise<readonly Instrument[]>
  prices?: Present<PriceRow> & {
    /** The same in one call where dating them costs another: they are of when they last changed. */
    readUndated?(call: Call): Promise<readonly PriceRow[]>
  }
  /** The same prices pushed, of named instruments alone; absent where it pushes others, or none that are dated. */
  pushed?: Pushed
  next?: Present<NextRow>
  interest?: Present<InterestRow>
  /** Rows that settled, in pages, oldest first; `from` lies a little before what is wanted. */
  settled?: Past<SettledRow>
  /** Daily rows as the venue labels them: what instant a label stands for is proved. */
  interestDaily?: Past<InterestPastRow>
  /** Hourly rows, by which that is proved. */
  interestHourly?: Past<InterestPastRow>
  /** Candles of the spot market, else of the perpetual, by opening time. */
  candles?: {
    readonly market: 'spot' | 'perp'
    readonly daily: Past<CandleRow>
    readonly hourly: Past<CandleRow>
    /** Milliseconds: how far the venue's own market has come, asked where its candles do not show it. */
    latest?(call: Call): Promise<Instant>
  }
  /** Pairs of the last 24 hours. */
  spotVolume?: Total<PairRow>
  perpVolume?: Total<VolumeRow>
}

export interface Instrument {
  /** As the venue names it. */
  readonly id: string
  /** Ticker of what is traded: `BTC`, `1000SHIB`. */
  readonly base: string
  /** Among instruments of one asset the lowest stands for it. */
  readonly rank: number
  /** What it is written on, where that is no coin: it is never listed for an asset, and named as left out. */
  readonly other?: OtherClass | undefined
  /** Hours between settlements as they are now, where the list reports them. */
  readonly intervalHours?: number | undefined
}

/** All instruments at once, or the named ones alone where the venue must be asked for each. */
export interface Present<Row> {
  calls(instruments: number): number
  read(call: Call, instruments: readonly Instrument[]): Promise<readonly Row[]>
  /** Instruments of which market the rows' ids are; `perp` where it does not say. */
  readonly market?: 'spot' | 'perp'
}

export interface Past<Row> {
  readonly depthDays?: number
  /** Of one instrument for a range of so many milliseconds. */
  calls(range: number): number
  pages(call: Call, instrument: Instrument, range: Range): AsyncIterable<readonly Row[]>
}

export interface Total<Row> {
  readonly calls: number
  read(call: Call): Promise<readonly Row[]>
}

export interface PriceRow {
  readonly id: string
  readonly price: unknown
  /** Milliseconds; the moment of asking where the venue does not say. */
  readonly time?: unknown
}

/** How a ticker of ccxt's `watchTickers` holds what `prices` reads. */
export interface Pushed {
  /** `time` is null where the venue dates none: such a price is refused. */
  read(ticker: unknown): { readonly price: unknown; readonly time: unknown }
}

export interface NextRow {
  readonly id: string
  readonly rate: unknown
  /** Milliseconds: the settlement to come. */
  readonly at: unknown
  readonly intervalHours?: unknown
  /** Milliseconds: when it was reported, where the venue says. */
  readonly time?: unknown
}

export interface InterestRow {
  readonly id: string
  readonly kind: InterestKind
  readonly row: unknown
  readonly mark?: unknown
  readonly time?: unknown
}

export interface SettledRow {
  readonly time: Instant
  readonly rate: unknown
  readonly intervalHours?: number
}

export interface InterestPastRow {
  /** The venue's own label. */
  readonly time: Instant
  readonly row: unknown
  /** Prices at the label and a day later, where the row itself is not worth anything. */
  readonly mark?: unknown
  readonly markAfter?: unknown
}

export interface CandleRow {
  readonly time: Instant
  readonly open: unknown
  readonly high: unknown
  readonly low: unknown
  readonly close: unknown
  /** USD, where the venue reports volume in the quote. */
  readonly volume?: unknown
  /** Whether it is over, where the venue marks that itself. */
  readonly over?: boolean | undefined
}

export interface PairRow {
  readonly base: string
  readonly quote: string
  readonly last: unknown
  /** In units of the quote. */
  readonly volume: unknown
  /** Milliseconds: until when the 24 hours ran, where the venue says. */
  readonly time?: unknown
  /** What the base is, where that is no coin: the pair is not counted. */
  readonly other?: OtherClass | undefined
}

export interface VolumeRow {
  readonly id: string
  /** USD. */
  readonly volume: unknown
  /** Milliseconds: until when the 24 hours ran, where the venue says. */
  readonly time?: unknown
  /** What it is written on, where that is no coin: it is not counted. */
  readonly other?: OtherClass | undefined
}
