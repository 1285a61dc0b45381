/** Closes held against those of other venues: how far apart two may be, and whether one stands. */
import type { AssetId } from '#src/market/asset.ts'

export interface WitnessClose {
  readonly venue: string
  /** USD per one coin. */
  readonly close: number
}

/** Fractions. Venues that quote in one currency differ by hundredths of a percent; small coins by tenths. */
const MAJORS = 0.001
const OTHERS = 0.005
/** The coins that are traded most everywhere. */
const MAJOR: readonly AssetId[] = ['bitcoin', 'ethereum']
/** More, where the quote is dollars and not tethers, or a perpetual's: either has a price of its own. */
const ELSE = 0.003
const IN_DOLLARS: readonly string[] = ['coinbase', 'kraken']
const PERPETUALS: readonly string[] = ['hyperliquid', 'deribit']

/** Venues whose closes are of another market than the others': they are asked last. */
export function isElse(venue: string): boolean {
  return IN_DOLLARS.includes(venue) || PERPETUALS.includes(venue)
}

/** Whether two closes of one coin are the same for what a text tells. */
export function agree(asset: AssetId, a: number, b: WitnessClose): boolean {
  const bound = (MAJOR.includes(asset) ? MAJORS : OTHERS) + (isElse(b.venue) ? ELSE : 0)
  return Math.abs(a / b.close - 1) <= bound
}

/**
 * What the venues that were asked say of a close. Its own teller is among them: `confirmed` where two of them agree with
 * it, `apart` where two or more were asked and fewer do, else `alone`, as one source is no reason to withhold.
 */
export function verdictOn(
  asset: AssetId,
  close: number,
  told: readonly WitnessClose[],
): 'confirmed' | 'apart' | 'alone' {
  if (told.length < 2) return 'alone'
  return told.filter((one) => agree(asset, close, one)).length >= 2 ? 'confirmed' : 'apart'
}

/** The venue whose close two at least agree on, the first of several; undefined where no two do. */
export function agreedAmong(asset: AssetId, told: readonly WitnessClose[]): WitnessClose | undefined {
  return told.find((one) => told.filter((other) => agree(asset, one.close, other)).length >= 2)
}
