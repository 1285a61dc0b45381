/** Capped indices: the thirty largest coins and the sectors. */
import { at } from '../record/find.ts'
import type { MarketRecord } from '../record/record.ts'
import type { Week } from '../record/time.ts'
import { weekReturn } from './price.ts'
import { ranked } from './ranks.ts'

export interface Member {
  readonly asset: string
  readonly weight: number
  readonly change: number
}

export interface IndexWeek {
  readonly change: number
  readonly members: readonly Member[]
}

/** Weights by size, none above the cap; what is cut off is spread over the others by size, until none is above. */
export function cappedWeights(sizes: readonly number[], cap: number): number[] {
  const limit = Math.max(cap, 1 / sizes.length)
  const full = new Set<number>()
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
  for (;;) {
    const free = sizes.filter((_, at) => !full.has(at))
    const rest = 1 - full.size * limit
    const weights = sizes.map((size, at) => (full.has(at) ? limit : (size / sum(free)) * rest))
    const above = weights.flatMap((weight, at) => (!full.has(at) && weight > limit + 1e-12 ? [at] : []))
    if (above.length === 0) return weights
    for (const at of above) full.add(at)
  }
}

function indexOf(
  record: MarketRecord,
  assets: readonly string[],
  cap: number,
  week: Week,
): IndexWeek | undefined {
  if (assets.length < 3) return undefined
  const weights = cappedWeights(
    assets.map((asset) => at(record.caps.get(asset), week.start)?.value ?? 0),
    cap,
  )
  const members = assets.map((asset, place) => ({
    asset,
    weight: weights[place] as number,
    change: weekReturn(record, asset, week) as number,
  }))
  return { change: members.reduce((sum, one) => sum + one.weight * one.change, 0), members }
}

/** The thirty largest at the week's start with prices at both ends, at most 25 % each. */
export function topThirty(record: MarketRecord, week: Week): IndexWeek | undefined {
  const assets = ranked(record, week.start, (asset) => weekReturn(record, asset, week) !== undefined)
  return assets.length < 30 ? undefined : indexOf(record, assets.slice(0, 30), 0.25, week)
}

/** Of the thirty largest at a week's start those with a return. */
export function countOfThirty(record: MarketRecord, week: Week): number {
  const largest = ranked(record, week.start, () => true).slice(0, 30)
  return largest.filter((asset) => weekReturn(record, asset, week) !== undefined).length
}

/** Every sector with three members or more, at most 30 % each. */
export function sectorIndices(record: MarketRecord, week: Week): Map<string, IndexWeek> {
  const assets = ranked(record, week.start, (asset) => weekReturn(record, asset, week) !== undefined)
  const names = new Set([...record.coins.values()].flatMap((coin) => coin.sectors))
  return new Map(
    [...names].flatMap((name) => {
      const members = assets.filter((asset) => record.coins.get(asset)?.sectors.includes(name))
      const index = indexOf(record, members, 0.3, week)
      return index ? [[name, index] as const] : []
    }),
  )
}
