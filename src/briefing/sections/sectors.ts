/** Sectors: our indices sorted, whether they moved together, and how many of its coins followed the one that stands out. */
import type { Reading } from '#src/market/reading.ts'
import type { MemberReturn, SectorRow, SectorsReading } from '#src/services/sectors.ts'
import { claim } from '../claim.ts'
import type { Section, Statement } from '../section.ts'

/** How many follow the first in a sentence. */
const FOLLOWING = 3
const EACH_WAY = 2
const FEWEST = 4
/** So many coins that moved with their index are named, more are counted. */
const NAMED = 3
const SHOWN = 0.4
const ASKED = 0.15
/** A spread of the sectors this rare is stated, by its percentile. */
const RARE = 0.8

export function sectorsSection({ value, missing }: Reading<SectorsReading>): Section {
  const { rows } = value
  if (rows.length < FEWEST) return { name: 'sectors', statements: [], missing }
  const { statement, named } = spread(value)
  return { name: 'sectors', statements: [statement, ...unique(named).flatMap(coinsOf)], missing }
}

/** The sentence, and the sectors that it names. */
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
  const weight = { salience: one || (percentile ?? 0) >= RARE ? SHOWN : ASKED }
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
      firstOf: followersOf(first),
      next: ordered.slice(1, -1).slice(0, FOLLOWING).map(sectorOf),
      best: last.sector,
      bestReturn: last.weekReturn,
      bestOf: followersOf(last, !all),
    }
    return {
      statement: claim(key, values, evidence, weight),
      named: [last, ...ordered.slice(0, FOLLOWING + 1)],
    }
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
    best: best.map(sectorOf),
    worst: worst.map(sectorOf),
  }
  return { statement: claim('sectors.mixed', values, evidence, weight), named: [...best, ...worst] }
}

/** Who asks hears how each coin of an index of less than five did. */
function coinsOf({ sector, members, coins, few }: SectorRow): Statement[] {
  if (!few || !coins) return []
  const evidence = { rule: 'all members of an index of less than five', sector, counted: members }
  return [claim('sectors.coins', { sector, members, coins: coins.map(moved) }, evidence, { salience: ASKED })]
}

/**
 * What an index leaves unsaid, in the same sentence: how many moved with it where half or more did not, or where it is
 * the only one on its side; and the coins of one with fewer than five.
 */
function followersOf(
  { members, coins, few, narrow, weekReturn, rising, falling }: SectorRow,
  stands = false,
) {
  const rose = weekReturn > 0
  const followers = rose ? rising : falling
  const counted = narrow || (stands && followers < members)
  const along = coins?.filter((coin) => (rose ? coin.return > 0 : coin.return < 0)) ?? []
  const named = counted ? along : few ? (coins ?? []) : []
  return {
    direction: rose ? 'up' : 'down',
    members,
    ...(counted && { followers }),
    coins: named.length > NAMED && !few ? [] : named.map(({ symbol, name }) => ({ symbol, name })),
  }
}

function ends(rows: readonly SectorRow[]) {
  return [rows[0], rows.at(-1)] as [SectorRow, SectorRow]
}

function unique(rows: readonly SectorRow[]): SectorRow[] {
  return [...new Set(rows)]
}

function sectorOf(row: SectorRow) {
  return { sector: row.sector, return: row.weekReturn, of: followersOf(row) }
}

function moved({ symbol, name, return: change }: MemberReturn) {
  return { symbol, name, return: change }
}
