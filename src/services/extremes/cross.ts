/** Extremes of the other markets' closes and returns, and of crypto's place among them. */
import type { CrossAsset, CrossAssetClass } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Unit } from '#src/market/reading.ts'
import { indexAtOrBefore } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { isCoarse, isSpike } from '#src/metrics/glitches.ts'
import { crossWeek, isRankedClass } from '../crossweek.ts'
import { topThirty } from '../indices.ts'
import { rememberPerHistory } from '../memory.ts'
import { isGap } from '../publish.ts'
import { suppliersOf } from '../suppliers.ts'
import { midnightsOf } from '../universe.ts'
import { changesOf } from './derive.ts'
import type { Tracked } from './tracked.ts'
import { WEEKLY_GAP, weekly } from './weeks.ts'

/** Two sessions further apart have a gap between them: longer than any weekend with a holiday. */
export const SESSION_GAP = 5 * DAY + 1

/** A fund's share, an ounce and a barrel have a price in dollars; the others are points, whatever they count. */
const UNITS: Readonly<Record<CrossAssetClass, Unit>> = {
  equity: 'points',
  fx: 'points',
  volatility: 'points',
  bond: 'USD',
  commodity: 'USD',
  rate: 'percent',
}

export const crossSeries = rememberPerHistory((history, zone: string): readonly Tracked[] => [
  ...history.crossAssets.flatMap((asset) => ofAsset(history, asset, zone)),
  ...ofCrypto(history, zone),
])

function ofAsset(history: History, asset: CrossAsset, zone: string): Tracked[] {
  const data = history.crossCloses(asset.id)
  if (!data || data.times.length === 0) return []
  const { values } = data
  const close: Tracked = {
    group: 'cross',
    series: `cross.${asset.id}.close`,
    unit: UNITS[asset.class],
    data,
    dated: 'session',
    span: DAY,
    longestGap: SESSION_GAP,
    up: 'high',
    down: 'low',
    sources: history.suppliers('cross_assets'),
    assetClass: asset.class,
    isGlitch: (index, last) => isSpike(values, index, last),
    isCoarse: (index) => isCoarse(values, index),
    levels: { series: `cross.${asset.id}.beyond`, step: roundStep },
  }
  // A yield has a level, no return; where a curve is on record it is reported there.
  if (asset.class === 'rate') {
    const { levels: _, ...level } = close
    return history.curveTenors('ust').length > 0 ? [] : [level]
  }
  const returns = changesOf(data, SESSION_GAP)
  const weeks = weekly(history, zone, (week) => {
    const closes = crossWeek(history, asset, week)
    return isGap(closes) ? undefined : closes.return
  })
  const { levels: _, isGlitch: __, ...plain } = close
  const move = { ...plain, unit: 'fraction', up: 'largest-rise', down: 'largest-fall' } as const
  return [
    close,
    {
      ...move,
      series: `cross.${asset.id}.dayReturn`,
      data: returns,
      isGlitch: (index, last) => {
        const [base, lastBase] = [returns.base[index] as number, returns.base[last] as number]
        return isSpike(values, base, lastBase) || isSpike(values, base - 1, lastBase)
      },
      isCoarse: (index) => isCoarse(values, returns.base[index] as number),
    },
    {
      ...move,
      series: `cross.${asset.id}.weekReturn`,
      data: weeks,
      dated: 'week',
      span: 0,
      longestGap: WEEKLY_GAP,
      isCoarse: (index) => isCoarse(values, indexAtOrBefore(data.times, (weeks.times[index] as number) - 1)),
    },
  ]
}

/** Round to a reader: the value's power of ten (1,000 for gold at 4,000, 10 for oil at 60). */
function roundStep(value: number): number {
  return 10 ** Math.floor(Math.log10(Math.abs(value)))
}

/** How far crypto was behind the last other asset (negative) or before the first one, and for how many weeks. */
function ofCrypto(history: History, zone: string): Tracked[] {
  const data = weekly(history, zone, (week) => gapToNeighbour(history, week))
  if (data.times.length === 0) return []
  const gap: Tracked = {
    group: 'cross',
    series: 'cross.crypto.gap',
    unit: 'fraction',
    data,
    dated: 'week',
    span: 0,
    longestGap: WEEKLY_GAP,
    up: 'largest-rise',
    down: 'largest-fall',
    sources: suppliersOf(history, 'market_caps', 'prices_daily', 'cross_assets'),
  }
  return [
    gap,
    {
      ...gap,
      series: 'cross.crypto.place',
      runs: { negative: 'cross.crypto.last', positive: 'cross.crypto.first', unit: 'count' },
    },
  ]
}

/** 0 in between. An asset printed too coarsely is no neighbour. */
function gapToNeighbour(history: History, week: Week): number | undefined {
  const { start, end } = midnightsOf(week)
  const index = topThirty(history, start, end)
  if (isGap(index)) return undefined
  const others = history.crossAssets
    .filter((asset) => isRankedClass(asset.class) && !isCoarseAt(history, asset.id, end))
    .map((asset) => crossWeek(history, asset, week))
    .flatMap((row) => (isGap(row) ? [] : [row.return]))
  if (others.length === 0) return undefined
  const [lowest, highest] = [Math.min(...others), Math.max(...others)]
  if (index.return < lowest) return index.return - lowest
  return index.return > highest ? index.return - highest : 0
}

/** Whether a cross asset's closes up to an instant are printed too coarsely to be ranked by their moves. */
export const isCoarseAt = rememberPerHistory((history, id: string, instant: number): boolean => {
  const closes = history.crossCloses(id)
  return closes !== undefined && isCoarse(closes.values, indexAtOrBefore(closes.times, instant - 1))
})
