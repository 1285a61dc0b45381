/** Sectors: our indices sorted, whether they moved together, and how many of its coins followed the one that stands out. */
import type { Reading } from '#src/market/reading.ts'
import type { MemberReturn, SectorRow, SectorsReading } from '#src/services/sectors.ts'
import { claim } from '../claim.ts'
import type { Section, Statement } from '../section.ts'

/** How many follow the first in a sentence. */
const FOLLOWING = 3
const EACH_WAY = 2
const FEWEST = 4
/** Sectors whose coins are told behind the sentence that names them. */
const EXPLAINED = 2
const TOLD = 0.4
const ASKED = 0.15
/** A spread of the sectors this rare is told, by its percentile. */
const RARE = 0.8

export function sectorsSection({ value, missing }: Reading<SectorsReading>): Section {
  const { rows } = value
  if (rows.length < FEWEST) return { name: 'sectors', statements: [], missing }
  const { statement, named, apart } = spread(value)
  const { salience } = statement
  const behind = unique(named).flatMap((row) => membersOf(row, row === apart, salience) ?? [])
  return { name: 'sectors', statements: [statement, ...behind.slice(0, EXPLAINED)], missing }
}

/** The sentence, the sectors that it names (the one that stands out first), and the only one on its side of 0. */
function spread({ rows, dispersionPercentile: percentile }: SectorsReading) {
  const rising = rows.filter((row) => row.weekReturn > 0).length
  const evidence = {
    rule: 'cap-weighted, at most 30 % a member, weights at the start of the week',
    members: rows.map((row) => `${row.sector}: ${row.members}`),
    returns: rows.map((row) => `${row.sector}: ${row.weekReturn}`),
    rising: rows.map((row) => `${row.sector}: ${row.rising}/${row.members}`),
    dispersionPercentile: percentile ?? null,
  }
  const one = rising <= 1 || rising >= rows.length - 1
  const weight = { salience: one || (percentile ?? 0) >= RARE ? TOLD : ASKED }
  if (one) {
    const fell = rising <= 1
    const ordered = fell ? rows.toReversed() : rows
    const all = rising === 0 || rising === rows.length
    const key = fell
      ? all
        ? 'sectors.allFell'
        : 'sectors.allButFell'
      : all
        ? 'sectors.allRose'
        : 'sectors.allButRose'
    const [first, last] = ends(ordered)
    const values = {
      first: first.sector,
      firstReturn: first.weekReturn,
      next: ordered.slice(1, -1).slice(0, FOLLOWING).map(told),
      best: last.sector,
      bestReturn: last.weekReturn,
    }
    const named = [last, ...ordered.slice(0, FOLLOWING + 1)]
    return { statement: claim(key, values, evidence, weight), named, apart: all ? undefined : last }
  }
  const [first, last] = ends(rows)
  const best = rows.slice(0, EACH_WAY)
  const worst = rows.slice(-EACH_WAY).toReversed()
  const values = {
    counted: rows.length,
    rising,
    first: first.sector,
    firstReturn: first.weekReturn,
    last: last.sector,
    lastReturn: last.weekReturn,
    best: best.map(told),
    worst: worst.map(told),
  }
  const named = [first, last, ...best, ...worst]
  return { statement: claim('sectors.mixed', values, evidence, weight), named, apart: undefined }
}

/**
 * What an index leaves unsaid: the coins of one with fewer than five, and how many followed one that half or more did
 * not follow. Of the only sector on its side the followers are told in any case.
 */
function membersOf(row: SectorRow, stands: boolean, salience: number): Statement | undefined {
  const { sector, members, coins, few, narrow, weekReturn } = row
  const rose = weekReturn > 0
  const followers = rose ? row.rising : row.falling
  const evidence = { rule: 'members that moved with their index', sector, followers, counted: members }
  const weight = { salience, needed: stands }
  if (few && coins) {
    return claim('sectors.coins', { sector, members, coins: coins.map(moved) }, evidence, weight)
  }
  if ((!narrow && !stands) || followers === members) return undefined
  const along = coins?.filter((coin) => (rose ? coin.return > 0 : coin.return < 0))
  const values = { sector, members, followers }
  if (along && along.length > 0) {
    const own = rose ? along : along.toReversed()
    const told = { ...values, coins: own.map(moved) }
    return claim(rose ? 'sectors.risersNamed' : 'sectors.fallersNamed', told, evidence, weight)
  }
  const lead = moved(rose ? row.best : row.worst)
  return claim(rose ? 'sectors.risers' : 'sectors.fallers', { ...values, lead }, evidence, weight)
}

function ends(rows: readonly SectorRow[]) {
  return [rows[0], rows.at(-1)] as [SectorRow, SectorRow]
}

function unique(rows: readonly SectorRow[]): SectorRow[] {
  return [...new Set(rows)]
}

function told(row: SectorRow) {
  return { sector: row.sector, return: row.weekReturn }
}

function moved({ symbol, name, return: change }: MemberReturn) {
  return { symbol, name, return: change }
}
