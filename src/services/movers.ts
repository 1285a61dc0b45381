/** Winners and losers among the hundred largest, and narratives that went against the market. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Reading } from '#src/market/reading.ts'
import { SECTORS, type Sector } from '#src/market/sector.ts'
import type { Point } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import { median } from '#src/metrics/median.ts'
import { sectorIndex, topThirty } from './indices.ts'
import { dailyClosePoints } from './points.ts'
import { createPublisher, isGap } from './publish.ts'
import { membersOf } from './sectors.ts'
import { suppliersOf } from './suppliers.ts'
import { hundredCoverage } from './universe/lacking.ts'
import { hundredReturns, midnightsOf, whyTooFew } from './universe.ts'
import { namingWithheld } from './withheld.ts'

export interface Mover {
  readonly asset: AssetId
  readonly symbol: string
  readonly name: string
  readonly sectors: readonly Sector[]
  /** 1 = largest market cap at the window's end. */
  readonly rank: number
  readonly marketCap: number
  /** Fraction. */
  readonly return: number
}

export interface MoversReading {
  /** Five each, strongest first; only rises among gainers and falls among losers. */
  readonly gainers: readonly Mover[]
  readonly losers: readonly Mover[]
  /** All of the hundred with a return, by rank: the map. */
  readonly all: readonly Mover[]
  /** Median return of the hundred. */
  readonly median?: number
  /**
   * Sectors that rose while the top 30 fell (or fell while it rose), strongest first: those of five members or more,
   * most of which went the sector's way.
   */
  readonly against: readonly { readonly sector: Sector; readonly weekReturn: number }[]
  readonly top30?: number
  /** Daily closes of the gainers and losers, USD, up to 30 days; an edition that was frozen earlier has none. */
  readonly closes?: MoverCloses
}

/** By id, dated by the days that they close; null is a day without a close. */
export type MoverCloses = Readonly<Record<AssetId, readonly Point[]>>

const NAMED = 5
const SPARK_DAYS = 30

/** The hundred are those of tiers and breadth, so a coin listed less than a month ago is not among them. */
export const readMovers = namingWithheld(function readMovers(
  history: History,
  week: Week,
): Reading<MoversReading> {
  const { start, end } = midnightsOf(week)
  const all = hundredReturns(history, start, end).map((coin, i): Mover => {
    const { id, symbol, name, sectors } = coin.asset
    return { asset: id, symbol, name, sectors, rank: i + 1, marketCap: coin.marketCap, return: coin.return }
  })
  const { gainers, losers } = extremesOf(all, NAMED)
  const top30 = topThirty(history, start, end)
  const { put, reading } = createPublisher('movers', week, {
    asOf: Math.min(end, history.now),
    sources: suppliersOf(history, 'market_caps', 'prices_daily'),
    coverage: hundredCoverage(history, start, end),
  })
  const none = all.length === 0 ? whyTooFew(history, end, 1) : undefined
  const middle = put(
    'movers.median',
    'fraction',
    none ?? (median(all.map((mover) => mover.return)) as number),
  )
  put('movers.gainers', 'list', none ?? gainers.map(named))
  put('movers.losers', 'list', none ?? losers.map(named))
  return reading({
    gainers,
    losers,
    all,
    ...(middle !== undefined && { median: middle }),
    against: isGap(top30) ? [] : sectorsAgainst(history, week, top30.return),
    ...(!isGap(top30) && { top30: top30.return }),
    closes: closesOf(history, [...gainers, ...losers], end),
  })
})

/** `count` strongest risers and fallers, the larger coin first where two moved alike. */
export function extremesOf(all: readonly Mover[], count: number): Pick<MoversReading, 'gainers' | 'losers'> {
  return {
    gainers: all
      .filter((mover) => mover.return > 0)
      .sort((a, b) => b.return - a.return || a.rank - b.rank)
      .slice(0, count),
    losers: all
      .filter((mover) => mover.return < 0)
      .sort((a, b) => a.return - b.return || a.rank - b.rank)
      .slice(0, count),
  }
}

/** Of those that are drawn. */
export function closesOf(history: History, movers: readonly Mover[], end: Instant): MoverCloses {
  return Object.fromEntries(
    movers.map(({ asset }) => [asset, dailyClosePoints(history, asset, end, SPARK_DAYS)]),
  )
}

function named(mover: Mover) {
  return { asset: mover.asset, return: mover.return }
}

/** Sectors whose index moved to the other side of 0 than the Top 30, strongest first. */
function sectorsAgainst(
  history: History,
  week: Week,
  top30: number,
): { sector: Sector; weekReturn: number }[] {
  const { start, end } = midnightsOf(week)
  return SECTORS.flatMap((sector) => {
    const index = sectorIndex(history, sector, start, end)
    if (isGap(index) || index.return * top30 >= 0) return []
    const { few, narrow } = membersOf(index.return, index.members)
    return few || narrow ? [] : [{ sector, weekReturn: index.return }]
  }).sort((a, b) => Math.abs(b.weekReturn) - Math.abs(a.weekReturn))
}
