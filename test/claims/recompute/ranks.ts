/** Ranks by market cap, tiers, and how many coins rose. */
import { at, between } from '../record/find.ts'
import type { MarketRecord } from '../record/record.ts'
import { DAY, type Week } from '../record/time.ts'
import { weekReturn } from './price.ts'

/** Coins by market cap at a 00:00 snapshot, largest first: assets of kind coin alone. */
export function ranked(
  record: MarketRecord,
  instant: number,
  keep: (asset: string) => boolean = () => true,
): string[] {
  return [...record.caps]
    .filter(([asset]) => record.coins.get(asset)?.kind === 'coin' && keep(asset))
    .flatMap(([asset, caps]) => {
      const cap = at(caps, instant)
      return cap === undefined ? [] : [{ asset, cap: cap.value }]
    })
    .toSorted((a, b) => b.cap - a.cap)
    .map(({ asset }) => asset)
}

/** Coins with 31 daily closes up to an instant, ranked: the tiers' universe. */
export function tierCoins(record: MarketRecord, end: number): string[] {
  return ranked(record, end, (asset) => between(record.daily.get(asset), end - 31 * DAY, end).length === 31)
}

export type TierName = 'top10' | 'rank11to49' | 'rank50to100'

const TIERS: Readonly<Record<TierName, readonly [from: number, to: number]>> = {
  top10: [0, 10],
  rank11to49: [10, 49],
  rank50to100: [49, 100],
}

export function tier(record: MarketRecord, name: TierName, end: number): string[] {
  return tierCoins(record, end).slice(...TIERS[name])
}

/** The hundred largest of the tiers' universe with a price at both ends of the week, and their returns. */
export function topHundred(record: MarketRecord, week: Week): { asset: string; change: number }[] {
  return tierCoins(record, week.end)
    .slice(0, 100)
    .flatMap((asset) => {
      const change = weekReturn(record, asset, week)
      return change === undefined ? [] : [{ asset, change }]
    })
}

export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return undefined
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** Median week return of a tier's members. */
export function tierMedian(record: MarketRecord, name: TierName, week: Week): number | undefined {
  return median(tier(record, name, week.end).flatMap((asset) => weekReturn(record, asset, week) ?? []))
}
