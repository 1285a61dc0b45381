/**
 * What alerts watch: scalars of the market, each with a name of its own (`price:bitcoin`, `change:bitcoin:1h`). A series is
 * observed once, however many alerts watch it. This file alone prints and parses the names.
 */
import type { AssetId } from './asset.ts'
import type { Unit } from './reading.ts'
import { DAY, HOUR, type Instant, MINUTE } from './time.ts'

/** Windows over which a change is measured, in milliseconds. */
export const CHANGE_WINDOWS = {
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '1h': HOUR,
  '4h': 4 * HOUR,
  '24h': DAY,
  '7d': 7 * DAY,
  '30d': 30 * DAY,
} as const

export type ChangeWindow = keyof typeof CHANGE_WINDOWS

/** One series that can be watched. */
export type WatchedSeries =
  /** USD of one coin, the middle of the venues; of one venue alone where `venue` (`okx`) names it. */
  | { readonly kind: 'price'; readonly asset: AssetId; readonly venue?: string }
  /** Fraction: price now over price a window ago, less 1. */
  | { readonly kind: 'change'; readonly asset: AssetId; readonly window: ChangeWindow }
  /** Settled, fraction per 8 hours, the venues weighted as in `/funding`. */
  | { readonly kind: 'funding'; readonly asset: AssetId }
  /** The rate that has not settled yet, fraction per 8 hours: indicative, never confirmed. */
  | { readonly kind: 'predicted'; readonly asset: AssetId }
  /**
   * Settlements in a row with one sign, signed: -6 is six negative ones. A settlement that is missing, or is zero, begins
   * the count anew. A flip is -1 or +1, a streak -6.
   */
  | { readonly kind: 'run'; readonly asset: AssetId }
  /** Fraction by which open interest changed over a window, counted in coins or in dollars. */
  | {
      readonly kind: 'interest'
      readonly asset: AssetId
      readonly unit: InterestUnit
      readonly window: '24h' | '7d'
    }
  /** Realized volatility of so many days of closes, fraction a year. */
  | { readonly kind: 'volatility'; readonly asset: AssetId; readonly days: 7 | 30 }
  /** USD, of the 00:00 UTC snapshot. */
  | { readonly kind: 'cap'; readonly of: AssetId | typeof TOTAL }
  /** Place by market cap in the same snapshot, 1 is the largest. */
  | { readonly kind: 'rank'; readonly asset: AssetId }
  /** Fraction: highest over lowest price of the venues of one minute, less 1. */
  | { readonly kind: 'spread'; readonly asset: AssetId }
  /**
   * Weeks since a value like the latest one of a series of the ledger of extremes (`price.bitcoin.low`, `ANY` of them): 0 where the
   * latest is no extreme.
   */
  | { readonly kind: 'extreme'; readonly of: string; readonly side: ExtremeSide }
  /** Milliseconds since the last confirmed price. */
  | { readonly kind: 'stale'; readonly asset: AssetId }

export type InterestUnit = 'coins' | 'usd'
export type ExtremeSide = 'high' | 'low'

/** In place of an asset: all crypto. */
export const TOTAL = 'total'
/** In place of a series: whichever of the ledger of extremes. */
export const ANY = 'any'

/**
 * How far a value can be trusted. `confirmed` by a second venue, or by how its source settles it; `unconfirmed` where nothing confirms
 * it yet: asked again, never judged; `indicative` moves until it settles, and is judged as such; `missing`: there is none.
 */
export type Standing = 'confirmed' | 'unconfirmed' | 'indicative' | 'missing'

/** A series at one time. */
export interface WatchedReading {
  /** The name of the series. */
  readonly series: string
  /** In the unit of the series. */
  readonly value: number
  /** What the value is of: the minute of a price, a settlement, the end of a day; milliseconds since 1970. */
  readonly time: Instant
  readonly standing: Exclude<Standing, 'missing'>
  readonly evidence: WatchedEvidence
}

/** A series of venues' prices that none is confirmed of now. */
export interface MissingReading {
  /** The name of the series. */
  readonly series: string
  readonly standing: 'missing'
  readonly answers: VenueAnswers
}

/** Whether a series has a value. */
export function hasValue(reading: WatchedReading | MissingReading): reading is WatchedReading {
  return reading.standing !== 'missing'
}

/** How many venues were asked for a price, and how many of them reported one that can be right. */
export interface VenueAnswers {
  readonly asked: number
  readonly answered: number
}

/** What a value was made of: what is said beside it, and by `/explain`. */
export interface WatchedEvidence {
  /** As source lines name them. */
  readonly sources: readonly string[]
  /** USD, the lowest first, of a price and of a spread. */
  readonly venues?: readonly { readonly venue: string; readonly price: number }[]
  /** USD a coin at that time, of what is no price itself. */
  readonly price?: number
  /** Of a run and of a flip: the last settled rate, fraction per 8 hours. */
  readonly rate?: number
  /** Of a run: hours from its first settlement's interval to its last. */
  readonly hours?: number
  /** Milliseconds between two readings, where they are not as far apart as is usual of the series. */
  readonly every?: number
  /** Of a change of open interest: what it is now, USD and coins, and the change in the other unit. */
  readonly interest?: { readonly usd?: number; readonly coins?: number; readonly otherChange?: number }
  readonly extreme?: WatchedExtreme
  /** Of a silence: how many venues answer, where prices are asked of several. */
  readonly answers?: VenueAnswers
}

/** An entry of the ledger of extremes. */
export interface WatchedExtreme {
  /** Its series. */
  readonly of: string
  /** In its unit. */
  readonly value: number
  readonly unit: Unit
  /** The hour, day or settlement of the value. */
  readonly at?: Instant
  /** Since when there was none like it; null on no record. */
  readonly since: Instant | null
  /** A gap in the record: it holds at least since then. */
  readonly boundedBy?: Instant
  readonly recordStart?: Instant
}

/** The name of a series: `price:bitcoin`, `price:bitcoin@okx`, `interest.coins:bitcoin:24h`. */
export function printSeries(series: WatchedSeries): string {
  switch (series.kind) {
    case 'price':
      return series.venue === undefined ? `price:${series.asset}` : `price:${series.asset}@${series.venue}`
    case 'change':
      return `change:${series.asset}:${series.window}`
    case 'interest':
      return `interest.${series.unit}:${series.asset}:${series.window}`
    case 'volatility':
      return `volatility:${series.asset}:${series.days}d`
    case 'cap':
      return `cap:${series.of}`
    case 'extreme':
      return `extreme:${series.of}:${series.side}`
    default:
      return `${series.kind}:${series.asset}`
  }
}

/** The series of a name; undefined where it is none. */
export function parseSeries(name: string): WatchedSeries | undefined {
  const [kind = '', of = '', last = '', ...more] = name.split(':')
  if (of === '' || more.length > 0) return undefined
  const parsed = parsedAs(kind, of, last)
  // What prints otherwise was no name of ours.
  return parsed && printSeries(parsed) === name ? parsed : undefined
}

function parsedAs(kind: string, of: string, last: string): WatchedSeries | undefined {
  switch (kind) {
    case 'price': {
      const [asset = '', venue] = of.split('@')
      return { kind, asset, ...(venue !== undefined && { venue }) }
    }
    case 'change':
      return Object.hasOwn(CHANGE_WINDOWS, last)
        ? { kind, asset: of, window: last as ChangeWindow }
        : undefined
    case 'interest.coins':
    case 'interest.usd': {
      const unit = kind === 'interest.coins' ? 'coins' : 'usd'
      return last === '24h' || last === '7d' ? { kind: 'interest', asset: of, unit, window: last } : undefined
    }
    case 'volatility':
      return last === '7d' || last === '30d' ? { kind, asset: of, days: last === '7d' ? 7 : 30 } : undefined
    case 'cap':
      return { kind, of }
    case 'extreme':
      return last === 'high' || last === 'low' ? { kind, of, side: last } : undefined
    case 'funding':
    case 'predicted':
    case 'run':
    case 'rank':
    case 'spread':
    case 'stale':
      return { kind, asset: of }
    default:
      return undefined
  }
}

/** What a series counts in. */
export function unitOf({ kind }: WatchedSeries): Unit {
  return UNITS[kind]
}

const UNITS: Readonly<Record<WatchedSeries['kind'], Unit>> = {
  price: 'USD',
  change: 'fraction',
  funding: 'fraction per 8 hours',
  predicted: 'fraction per 8 hours',
  run: 'count',
  interest: 'fraction',
  volatility: 'fraction per year',
  cap: 'USD',
  rank: 'count',
  spread: 'fraction',
  extreme: 'count',
  stale: 'count',
}

/** Milliseconds between two values of a series: what is said as its resolution, and three of which without a value are a gap. */
export function cadenceOf(series: WatchedSeries): number {
  switch (series.kind) {
    case 'price':
    case 'spread':
    case 'stale':
      return MINUTE
    case 'change':
      // Longer windows are made of closes, which the record has once a day.
      return CHANGE_WINDOWS[series.window] <= DAY ? MINUTE : DAY
    case 'predicted':
      return HOUR
    case 'funding':
    case 'run':
      return 8 * HOUR
    default:
      return DAY
  }
}

/** Whether a series is made of the prices that venues are asked for each minute. */
export function needsMinutes(series: WatchedSeries): boolean {
  return cadenceOf(series) === MINUTE
}

/**
 * Whether a value is where a series is waited for: at a level or past it. A rate has to be past it: most settle at the very default of
 * their venue, 0.01 %, which is neither above nor below that.
 */
export function isThere(
  name: string,
  { side, level }: { readonly side: 1 | -1; readonly level: number },
  value: number,
): boolean {
  const distance = side * (value - level)
  return RATE.test(name) ? distance > 0 : distance >= 0
}

const RATE = /^(?:funding|predicted):/u
