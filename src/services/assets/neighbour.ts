/** How far crypto ended from the market next to it, and which markets are printed too coarsely to be a neighbour. */
import type { CrossAsset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { between } from '#src/market/series.ts'
import { type Day, startOfDay } from '#src/market/time.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import type { AssetRow } from './row.ts'
import { crossWeek, isRankedClass } from '../crossweek.ts'
import { topThirty } from '../indices.ts'
import { rememberPerHistory } from '../memory.ts'
import { isGap } from '../publish.ts'
import { midnightsOf } from '../universe.ts'
import { isCoarse } from './support.ts'

/** How far crypto ended from the market next to it, where it came first or last. */
export interface NeighbourGap {
  readonly neighbour: string
  /** Crypto's return less the neighbour's, a fraction. */
  readonly gap: number
  /** The same a week before, where crypto was at the same end. */
  readonly before?: number
}

/** Between crypto and the ranked market next to it, at the end where crypto stands. */
export function neighbourGap(
  history: History,
  week: Week,
  rows: readonly AssetRow[],
): NeighbourGap | undefined {
  const now = gapToNext(rows)
  if (now === undefined) return undefined
  const { start, end } = midnightsOf(weekBefore(week))
  const index = topThirty(history, start, end)
  const earlier = history.crossAssets.flatMap((asset): AssetRow[] => {
    const closes = crossWeek(history, asset, weekBefore(week))
    if (isGap(closes) || !isRankedClass(asset.class)) return []
    const coarse = isPrintedCoarsely(history, asset, week)
    return [{ id: asset.id, class: asset.class, weekReturn: closes.return, ...(coarse && { coarse }) }]
  })
  const before = isGap(index)
    ? undefined
    : gapToNext([{ id: 'crypto', class: 'crypto', weekReturn: index.return }, ...earlier])
  const sameEnd = before !== undefined && before.gap * now.gap > 0
  return { ...now, ...(sameEnd && { before: before.gap }) }
}

function gapToNext(rows: readonly AssetRow[]): NeighbourGap | undefined {
  const crypto = rows.find((row) => row.id === 'crypto')?.weekReturn
  const others = rows.flatMap((row) =>
    row.class !== 'crypto' && isRankedClass(row.class) && row.weekReturn !== undefined && !row.coarse
      ? [{ id: row.id, value: row.weekReturn }]
      : [],
  )
  if (crypto === undefined || others.length === 0) return undefined
  const sorted = others.sort((a, b) => b.value - a.value)
  const [best, worst] = [sorted[0], sorted.at(-1)] as [(typeof others)[0], (typeof others)[0]]
  if (crypto > best.value) return { neighbour: best.id, gap: crypto - best.value }
  return crypto < worst.value ? { neighbour: worst.id, gap: crypto - worst.value } : undefined
}

/** Up to the window's end. */
export function isPrintedCoarsely(history: History, { id }: CrossAsset, week: Week): true | undefined {
  return isCoarseBefore(history, id, week.edition) ? true : undefined
}

const isCoarseBefore = rememberPerHistory((history, id: string, edition: Day): boolean => {
  const closes = history.crossCloses(id)
  return closes !== undefined && isCoarse(between(closes, 0, startOfDay(edition)).values)
})
