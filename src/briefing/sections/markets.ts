/** Other markets that hold an entry of the ledger: their closes, weeks and days that are extremes, one sentence a market. */
import { DAY, startOfDay } from '#src/market/time.ts'
import type { AssetRow } from '#src/services/assets/row.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { claim, depthOf, reachOf } from '../claim.ts'
import type { Statement } from '../section.ts'

/** Prices are stated as highs and lows, gauges as the highest and lowest level. */
const PRICES: readonly AssetRow['class'][] = ['equity', 'bond', 'commodity']

/** So many markets are stated. */
const MARKETS = 6
/** A level that reaches back this share of a move's weeks is stated in its place. */
const CLOSE = 0.6

/** The entry of each market that reaches furthest back, furthest first. */
export function marketStatements(rows: readonly AssetRow[], extremes: readonly RankedExtreme[]): Statement[] {
  return rows
    .filter((row) => row.class !== 'crypto')
    .flatMap((row) => {
      const own = extremes.filter(
        (one) =>
          one.guard === undefined &&
          one.series.startsWith(`cross.${row.id}.`) &&
          !isAgainstWeek(one, row.weekReturn),
      )
      return deepest(
        own.flatMap((entry) => {
          const statement = tell(row, entry)
          return statement ? [{ statement, depth: depthOf(entry) }] : []
        }),
      )
    })
    .toSorted((a, b) => b.depth - a.depth)
    .slice(0, MARKETS)
    .map(({ statement }) => statement)
}

/** A day's rise in a week that fell by more, or the reverse: stated alone it would stand for the week. */
function isAgainstWeek({ series, value }: RankedExtreme, week: number | undefined): boolean {
  if (!series.endsWith('.dayReturn') || week === undefined) return false
  return Math.sign(week) !== Math.sign(value) && Math.abs(week) > Math.abs(value)
}

interface Crossing {
  readonly statement: Statement
  readonly depth: number
}

/** A level, unless a move of the same market is clearly the rarer of the two. */
function deepest(crossings: readonly Crossing[]): Crossing[] {
  const [first, ...rest] = crossings.toSorted((a, b) => b.depth - a.depth)
  if (first === undefined) return []
  const level = [first, ...rest].find(({ statement }) => 'quote' in statement.values)
  return [level && level.depth >= CLOSE * first.depth ? level : first]
}

function tell(row: AssetRow, entry: RankedExtreme): Statement | undefined {
  const { kind, series, value, at } = entry
  const market = row.id
  const reach = reachOf(entry)
  const evidence = { rule: 'an entry of the ledger of extremes' }
  const weight = { entries: [entry] }
  const quote = { market, class: row.class, value }
  if (kind === 'first-beyond' && entry.level !== undefined) {
    const key = entry.direction === 'down' ? 'assets.beyondDown' : 'assets.beyondUp'
    return claim(key, { market, level: { ...quote, value: entry.level }, day: at, reach }, evidence, weight)
  }
  if (series.endsWith('.close')) {
    const price = PRICES.includes(row.class)
    const high = kind === 'high'
    // The last close of the week needs no date.
    if (row.closes && startOfDay(row.closes.to) <= at && at < startOfDay(row.closes.to) + DAY) {
      const key = price
        ? high
          ? 'assets.closeHigh'
          : 'assets.closeLow'
        : high
          ? 'assets.levelHigh'
          : 'assets.levelLow'
      return claim(key, { market, quote, reach }, evidence, weight)
    }
    const key = price
      ? high
        ? 'assets.closeHighOn'
        : 'assets.closeLowOn'
      : high
        ? 'assets.levelHighOn'
        : 'assets.levelLowOn'
    return claim(key, { market, quote, reach, day: at }, evidence, weight)
  }
  // A yield moves by points, and is stated as a level and among the curves.
  if (row.class === 'rate') return undefined
  const rose = kind === 'largest-rise'
  if (series.endsWith('.weekReturn')) {
    const key = rose ? 'assets.weekRise' : 'assets.weekFall'
    return claim(key, { market, change: value, reach }, evidence, weight)
  }
  if (series.endsWith('.dayReturn')) {
    const key = rose ? 'assets.dayRise' : 'assets.dayFall'
    return claim(key, { market, change: value, reach, day: at }, evidence, weight)
  }
  return undefined
}
