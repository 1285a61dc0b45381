/** Movers of another universe or window than the recap's hundred over a week. */
import type { History } from '#src/market/history.ts'
import type { AssetId } from '#src/market/asset.ts'
import type { Reading } from '#src/market/reading.ts'
import { SECTORS, type Sector } from '#src/market/sector.ts'
import type { Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { median } from '#src/metrics/median.ts'
import { closesOf, extremesOf, type Mover, type MoversReading, readMovers } from '../movers.ts'
import { createPublisher, gap } from '../publish.ts'
import { suppliersOf } from '../suppliers.ts'
import { sectorCoverage } from '../universe/lacking.ts'
import { constituents, midnightsOf, rankedCoins } from '../universe.ts'

export const UNIVERSES = ['top100', 'top300', ...SECTORS] as const
export type Universe = (typeof UNIVERSES)[number]

/**
 * `count` gainers and losers each. `top100` is the recap's hundred, ranked at the window's end; the others are the
 * coins with a market cap at its start and prices at both ends, named by their rank at the end; ids are coins that a member follows.
 */
export function readMoversOf(
  history: History,
  window: Week,
  universe: Universe | readonly AssetId[],
  count: number,
): Reading<MoversReading> {
  if (universe === 'top100') {
    const reading = readMovers(history, window)
    const { all } = reading.value
    const named = extremesOf(all, count)
    const closes = closesOf(history, [...named.gainers, ...named.losers], midnightsOf(window).end)
    return { ...reading, value: { ...reading.value, ...named, closes } }
  }
  const { start, end } = midnightsOf(window)
  const ranks = new Map(rankedCoins(history, end).map(({ asset }, i) => [asset.id, i + 1]))
  const coins = constituents(history, start, end)
  const chosen =
    universe === 'top300'
      ? coins.slice(0, 300)
      : coins.filter(({ asset }) =>
          typeof universe === 'string'
            ? asset.sectors.includes(universe as Sector)
            : universe.includes(asset.id),
        )
  const all = chosen
    .flatMap(({ asset, marketCap, return: change }): Mover[] => {
      const rank = ranks.get(asset.id)
      // Without a cap at the end it has no rank, and none is invented for it.
      if (rank === undefined) return []
      const { id, symbol, name, sectors } = asset
      return [{ asset: id, symbol, name, sectors, rank, marketCap, return: change }]
    })
    .sort((a, b) => a.rank - b.rank)
  const { put, reading } = createPublisher('movers', window, {
    asOf: Math.min(end, history.now),
    sources: suppliersOf(history, 'market_caps', 'prices_daily'),
    coverage: {
      used: all.length,
      expected: expectedIn(universe, history, start, end),
    },
  })
  const middle = median(all.map((mover) => mover.return))
  put('movers.median', 'fraction', middle ?? gap('no-data', 'market_caps'))
  const named = extremesOf(all, count)
  return reading({
    ...named,
    all,
    closes: closesOf(history, [...named.gainers, ...named.losers], end),
    ...(middle !== undefined && { median: middle }),
    against: [],
  })
}

/** Coins that a universe has where none is missing; those that are followed are as many as they are. */
function expectedIn(
  universe: Exclude<Universe, 'top100'> | readonly AssetId[],
  history: History,
  start: Instant,
  end: Instant,
): number {
  if (typeof universe !== 'string') return universe.length
  return universe === 'top300' ? 300 : sectorCoverage(history, universe, start, end).expected
}
