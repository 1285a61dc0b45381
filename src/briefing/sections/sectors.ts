/** Sectors: our indices sorted, and whether they moved together. */
import type { Reading } from '#src/market/reading.ts'
import type { SectorRow, SectorsReading } from '#src/services/sectors.ts'
import { type Section, type Statement, state } from '../section.ts'

/** How many follow the first in a sentence. */
const FOLLOWING = 3
const EACH_WAY = 2
const FEWEST = 4

export function sectorsSection({ value, missing }: Reading<SectorsReading>): Section {
  const { rows } = value
  return { name: 'sectors', statements: rows.length < FEWEST ? [] : [spread(value)], missing }
}

function spread({ rows, dispersionPercentile: percentile }: SectorsReading): Statement {
  const rising = rows.filter((row) => row.weekReturn > 0).length
  const evidence = {
    rule: 'cap-weighted, at most 30 % a member, weights at the start of the week',
    members: rows.map((row) => `${row.sector}: ${row.members}`),
    dispersionPercentile: percentile ?? null,
  }
  // Wide apart is news; close together is not, whichever way they went.
  const rarity = { percentile: Math.max(0.5, percentile ?? 0.5) }
  if (rising <= 1) {
    return state(
      rising === 0 ? 'sectors.allFell' : 'sectors.allButFell',
      oneWay(rows.toReversed()),
      evidence,
      rarity,
    )
  }
  if (rising >= rows.length - 1) {
    return state(
      rising === rows.length ? 'sectors.allRose' : 'sectors.allButRose',
      oneWay(rows),
      evidence,
      rarity,
    )
  }
  const [first, last] = [rows[0], rows.at(-1)] as [SectorRow, SectorRow]
  const values = {
    counted: rows.length,
    rising,
    first: first.sector,
    firstReturn: first.weekReturn,
    last: last.sector,
    lastReturn: last.weekReturn,
    best: rows.slice(0, EACH_WAY).map(told),
    worst: rows.slice(-EACH_WAY).toReversed().map(told),
  }
  return state('sectors.mixed', values, evidence, rarity)
}

/** Rows with the strongest mover first: it, those that follow, and the one that stands apart at the end of them all. */
function oneWay(rows: readonly SectorRow[]) {
  const [first, apart] = [rows[0], rows.at(-1)] as [SectorRow, SectorRow]
  return {
    first: first.sector,
    firstReturn: first.weekReturn,
    next: rows.slice(1, -1).slice(0, FOLLOWING).map(told),
    best: apart.sector,
    bestReturn: apart.weekReturn,
  }
}

function told(row: SectorRow) {
  return { sector: row.sector, return: row.weekReturn }
}
