/** Venues that disagree: a price far from what the others say is named, never averaged away. */
import type { Disagreement } from '#src/market/live.ts'
import { HOUR, type Instant, isoOf, MINUTE } from '#src/market/time.ts'
import type { LatestValue } from './latest.ts'

export interface ReportedDisagreement extends Disagreement {
  /** For a log. */
  readonly reported: string
}

/** A share of the middle price; venues differ by tenths of a percent, in storms by one. */
const BOUND = 0.03
/** Fewer venues have no middle that means anything. */
const LEAST = 3

/** Prices further apart are of different moments: between them the market itself may have moved. */
const APART = 15 * MINUTE

/** By asset and venue, from the last prices of each venue that are of one moment, no older than two hours. */
export function disagreementsIn(
  prices: readonly LatestValue[],
  now: Instant,
): readonly ReportedDisagreement[] {
  const byAsset = new Map<string, LatestValue[]>()
  for (const one of prices) {
    if (now - one.time > 2 * HOUR) continue
    const asset = one.key[1] ?? ''
    byAsset.set(asset, [...(byAsset.get(asset) ?? []), one])
  }
  return [...byAsset].flatMap(([asset, all]) => {
    const newest = Math.max(...all.map(({ time }) => time))
    const reported = all.filter(({ time }) => newest - time <= APART)
    if (reported.length < LEAST) return []
    const middle = middleOf(reported.map(({ value }) => value))
    return reported
      .filter(({ value }) => Math.abs(value / middle - 1) > BOUND)
      .map(({ key: [venue = ''], value, time }) => ({
        asset,
        venue,
        price: value,
        middle,
        time,
        reported: `${venue} says ${value} USD for ${asset} at ${isoOf(time)}, where the middle of ${reported.length} is ${middle}`,
      }))
  })
}

function middleOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  const upper = sorted[Math.floor(half)] as number
  return Number.isInteger(half) ? ((sorted[half - 1] as number) + upper) / 2 : upper
}
