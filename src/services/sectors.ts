/** Our sector indices and the Kawaraban Top 30: capped cap weights at the window's start, returns over it. */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { Coverage, Reading } from '#src/market/reading.ts'
import { SECTORS, type Sector } from '#src/market/sector.ts'
import { type Week, weekBefore } from '#src/market/week.ts'
import { breadth } from '#src/metrics/breadth.ts'
import { percentile } from '#src/metrics/percentile.ts'
import { sectorIndex, topThirty } from './indices.ts'
import { createPublisher, type Gap, gap, isGap, type Publisher } from './publish.ts'
import { isNarrow, namesCoins } from './sectors/support.ts'
import { suppliersOf } from './suppliers.ts'
import { lackingOfSectors, sectorCoverage, sectorsCoverage } from './universe/lacking.ts'
import { type AgedRanks, agedRanks, type CoinReturn, firstMarketCap, midnightsOf } from './universe.ts'
import { namingWithheld } from './withheld.ts'

export interface MemberReturn {
  readonly asset: AssetId
  readonly symbol: string
  readonly name: string
  /** Fraction. */
  readonly return: number
}

export interface SectorRow {
  readonly sector: Sector
  /** Fraction. */
  readonly weekReturn: number
  /** The week before, with that week's weights. */
  readonly previousReturn?: number
  /** Constituents with a price at both boundaries and a cap at the start. */
  readonly members: number
  /** How many there would be if none lacked these; absent where none does. */
  readonly membersDue?: number
  /** Share of them that rose. */
  readonly breadth: number
  /** How many of them rose, and how many fell. */
  readonly rising: number
  readonly falling: number
  /** Fewer than five members: the coins are named beside the index. */
  readonly few: boolean
  /** Half of the members or more did not follow the index. */
  readonly narrow: boolean
  /** All of them, best first, where they are few enough to be named (eight at most). */
  readonly coins?: readonly MemberReturn[]
  readonly best: MemberReturn
  readonly worst: MemberReturn
}

export interface SectorsReading extends AgedRanks {
  /** Best first. */
  readonly rows: readonly SectorRow[]
  /** Sectors with fewer than three members. */
  readonly tooFew: readonly { readonly sector: Sector; readonly members: number }[]
  /** Tickers of the sectors' coins that lack a cap at the start or a price at either end, largest first. */
  readonly absent?: readonly string[]
  /** Kawaraban Top 30 over the week, fraction. */
  readonly top30?: number
  /** Difference of best and worst sector this week, 0-1 among the earlier weeks on record (at least 26). */
  readonly dispersionPercentile?: number
}

/** Weeks on record that a dispersion is compared with, at least. */
const LEAST_WEEKS = 26
/** More members than this are counted, not named. */
const NAMED = 8

/** Coins are compared from 00:00 UTC to 00:00 UTC, also in windows of another zone: see universe.ts. */
export const readSectors = namingWithheld(function readSectors(
  history: History,
  week: Week,
): Reading<SectorsReading> {
  const { start, end } = midnightsOf(week)
  const sources = suppliersOf(history, 'market_caps', 'prices_daily')
  const publisher = createPublisher('sectors', week, {
    asOf: Math.min(end, history.now),
    sources,
    coverage: sectorsCoverage(history, start, end),
  })
  const rows: SectorRow[] = []
  const tooFew: { sector: Sector; members: number }[] = []
  for (const sector of SECTORS) {
    const row = sectorRow(history, week, sector)
    const coverage = sectorCoverage(history, sector, start, end)
    publishSector(publisher, sector, row, coverage)
    if (!isGap(row)) rows.push(row)
    else if (row.missing === 'too-few-members') tooFew.push({ sector, members: coverage.used })
  }
  const top30 = topThirty(history, start, end)
  const absent = lackingOfSectors(history, start, end).map(({ symbol }) => symbol)
  const place = publisher.put('sectors.dispersionPercentile', 'fraction', dispersionPlace(history, week), {
    coverage: sectorsCoverage(history, start, end),
  })
  return publisher.reading({
    rows: rows.sort((a, b) => b.weekReturn - a.weekReturn),
    tooFew,
    ...(!isGap(top30) && { top30: top30.return }),
    ...(place !== undefined && { dispersionPercentile: place }),
    ...(absent.length > 0 && { absent }),
    ...agedRanks(history, start),
  })
})

function sectorRow(history: History, week: Week, sector: Sector): SectorRow | Gap {
  const { start, end } = midnightsOf(week)
  const index = sectorIndex(history, sector, start, end)
  if (isGap(index)) return index
  const previous = midnightsOf(weekBefore(week))
  const before = sectorIndex(history, sector, previous.start, previous.end)
  return {
    sector,
    weekReturn: index.return,
    ...(!isGap(before) && { previousReturn: before.return }),
    ...membersOf(index.return, index.members),
    ...membersDue(sectorCoverage(history, sector, start, end)),
  }
}

export function membersDue({ used, expected }: Coverage): Pick<SectorRow, 'membersDue'> {
  return used < expected ? { membersDue: expected } : {}
}

/** What a row says of its members, of which there is one at least. */
export function membersOf(
  weekReturn: number,
  members: readonly CoinReturn[],
): Omit<SectorRow, 'sector' | 'weekReturn' | 'previousReturn' | 'membersDue'> {
  const byReturn = [...members].sort((a, b) => b.return - a.return)
  const coins = byReturn.map(memberReturn)
  const followed = {
    weekReturn,
    members: members.length,
    rising: members.filter((member) => member.return > 0).length,
    falling: members.filter((member) => member.return < 0).length,
  }
  return {
    members: followed.members,
    breadth: breadth(byReturn.map((member) => member.return))?.share as number,
    rising: followed.rising,
    falling: followed.falling,
    few: namesCoins(followed),
    narrow: isNarrow(followed),
    best: coins[0] as MemberReturn,
    worst: coins.at(-1) as MemberReturn,
    ...(coins.length <= NAMED && { coins }),
  }
}

function memberReturn({ asset, return: change }: CoinReturn): MemberReturn {
  return { asset: asset.id, symbol: asset.symbol, name: asset.name, return: change }
}

/** The number of members is known, and reported, also where they are too few for an index. */
function publishSector({ put }: Publisher, sector: Sector, row: SectorRow | Gap, coverage: Coverage): void {
  const name = `sectors.${sector}`
  const known = isGap(row) ? undefined : row
  const why = isGap(row) ? row : gap('no-data')
  const share = { coverage }
  const { used: members } = coverage
  put(`${name}.weekReturn`, 'fraction', known?.weekReturn ?? why, share)
  put(`${name}.members`, 'count', known || why.missing === 'too-few-members' ? members : why, share)
  put(`${name}.breadth`, 'fraction', known?.breadth ?? why, share)
  put(`${name}.best`, 'object', known ? { asset: known.best.asset, return: known.best.return } : why, share)
  put(
    `${name}.worst`,
    'object',
    known ? { asset: known.worst.asset, return: known.worst.return } : why,
    share,
  )
}

/** Where the difference of best and worst sector stands among all earlier weeks on record, 0 to 1. */
function dispersionPlace(history: History, week: Week): number | Gap {
  const now = dispersion(history, week)
  if (isGap(now)) return now
  const first = firstMarketCap(history) ?? week.start
  const earlier: number[] = []
  for (let before = weekBefore(week); midnightsOf(before).start >= first; before = weekBefore(before)) {
    const then = dispersion(history, before)
    if (!isGap(then)) earlier.push(then)
  }
  if (earlier.length < LEAST_WEEKS) return gap('record-too-short', 'market_caps')
  return percentile(now, earlier) ?? gap('record-too-short', 'market_caps')
}

/** Best less worst sector return, a fraction. */
function dispersion(history: History, week: Week): number | Gap {
  const { start, end } = midnightsOf(week)
  const returns = SECTORS.map((sector) => sectorIndex(history, sector, start, end))
  const missing = returns.find(isGap)
  const known = returns.flatMap((index) => (isGap(index) ? [] : [index.return]))
  if (known.length < 2) return missing ?? gap('too-few-members')
  return Math.max(...known) - Math.min(...known)
}
