/** Closes held against those of other venues: how far apart two may be, and whether one stands. */
import type { AssetId } from '#src/market/asset.ts'

export interface WitnessClose {
  /** A venue, or a service that reckons one price of many (`defillama`). */
  readonly venue: string
  /** USD per one coin; of most venues USDT. */
  readonly close: number
  /** USD per USDT at the same instant, where anybody reported it. */
  readonly rate?: number | undefined
}

/** Fractions. Venues that quote in one currency differ by hundredths of a percent; small coins by tenths. */
const MAJORS = 0.001
const OTHERS = 0.005
/** The coins that are traded most everywhere. */
const MAJOR: readonly AssetId[] = ['bitcoin', 'ethereum']
/** Between dollars and USDT: after the rate of both; more by as much where no supplier reported the rate, or one is a perpetual's. */
const ELSE = 0.003
/** Of a price that is reckoned of many venues. */
export const OF_AGGREGATES = 0.02
/** Hyperliquid quotes in USDC, which is exchanged for dollars at par: it counts as dollars. */
const IN_DOLLARS: readonly string[] = ['coinbase', 'kraken', 'deribit', 'hyperliquid']
const PERPETUALS: readonly string[] = ['hyperliquid', 'deribit']
const AGGREGATES: readonly string[] = ['defillama']

/** Venues whose closes are of another market than the others': they are asked last. */
export function isElse(venue: string): boolean {
  return IN_DOLLARS.includes(venue) || PERPETUALS.includes(venue)
}

/** Whether it quotes in dollars; most venues quote in USDT. */
export function isInDollars(venue: string): boolean {
  return IN_DOLLARS.includes(venue) || AGGREGATES.includes(venue)
}

/** What closes are reported in: `mixed` where some of the venues quote in dollars and others do not. */
export type Quote = 'USDT' | 'USD' | 'mixed'

/** By the titles of who reported them. */
export function quoteAmong(titles: readonly string[]): Quote {
  const inDollars = titles.filter((title) => isInDollars(title.toLowerCase()))
  if (inDollars.length === 0) return 'USDT'
  return inDollars.length === titles.length ? 'USD' : 'mixed'
}

/** Whether it may quote USDT itself in dollars: those of perpetuals do not list it. */
export function quotesTether(venue: string): boolean {
  return IN_DOLLARS.includes(venue) && !PERPETUALS.includes(venue)
}

/** Whether it reports no trades of its own. */
export function isAggregate(venue: string): boolean {
  return AGGREGATES.includes(venue)
}

/** USD per USDT as a venue quoted it in dollars, with who reported it: what is reckoned of many venues is not shown. */
export function reportedRateAmong(reported: readonly WitnessClose[]): WitnessClose | undefined {
  return reported.find(({ venue }) => isInDollars(venue) && !isAggregate(venue))
}

/** USD per USDT to hold closes against each other: as `reportedRateAmong`, else as it is reckoned of many venues. */
export function rateAmong(reported: readonly WitnessClose[]): number | undefined {
  return (reportedRateAmong(reported) ?? reported.find(({ venue }) => isAggregate(venue)))?.close
}

/** Whether two closes of one coin are the same for what a text reports. */
export function agree(asset: AssetId, a: WitnessClose, b: WitnessClose): boolean {
  const rate = a.rate ?? b.rate
  const inDollars = ({ venue, close }: WitnessClose) => close * (isInDollars(venue) ? 1 : (rate ?? 1))
  return Math.abs(inDollars(a) / inDollars(b) - 1) <= boundOf(asset, a, b, rate !== undefined)
}

function boundOf(asset: AssetId, a: WitnessClose, b: WitnessClose, isRated: boolean): number {
  const any = (is: (venue: string) => boolean) => is(a.venue) || is(b.venue)
  const own = MAJOR.includes(asset) ? MAJORS : OTHERS
  if (any(isAggregate)) return OF_AGGREGATES
  if (any((venue) => PERPETUALS.includes(venue))) return own + ELSE
  if (!any(isInDollars)) return own
  const isConverted = isInDollars(a.venue) === isInDollars(b.venue) || isRated
  return isConverted ? Math.max(own, ELSE) : own + ELSE
}

/**
 * What the venues that were asked say of a close. Its own supplier is among them: `confirmed` where two of them agree with
 * it, `apart` where two or more were asked and fewer do, else `alone`, as one source is no reason to withhold. A price
 * that is reckoned of many venues confirms a close, too, unless another venue's fits it as well.
 */
export function verdictOn(
  asset: AssetId,
  close: number,
  reported: readonly WitnessClose[],
): 'confirmed' | 'apart' | 'alone' {
  const venues = reported.filter(({ venue }) => !isAggregate(venue))
  const reckoned = reported.filter(({ venue }) => isAggregate(venue))
  if (venues.length < 2 && reckoned.length === 0) return 'alone'
  const own = venues.find((one) => one.close === close) ?? { venue: '', close, rate: reported[0]?.rate }
  const against = venues.filter((one) => !agree(asset, own, one))
  if (venues.length - against.length >= 2) return 'confirmed'
  const isConfirmed = reckoned.some(
    (price) => agree(asset, own, price) && !against.some((one) => agree(asset, one, price)),
  )
  return isConfirmed ? 'confirmed' : 'apart'
}

/** The venue whose close is confirmed by the others, the first of several; undefined where none is. */
export function agreedAmong(asset: AssetId, reported: readonly WitnessClose[]): WitnessClose | undefined {
  return reported.find(
    ({ venue, close }) => !isAggregate(venue) && verdictOn(asset, close, reported) === 'confirmed',
  )
}
