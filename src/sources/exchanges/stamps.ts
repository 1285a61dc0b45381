/** The proof of what instant daily rows of open interest stand for: daily rows beside hourly ones, and beside readings. */
import type { MidnightReading, StampedAt } from '#src/market/stamp.ts'
import { DAY, HOUR, type Instant, isoOf } from '#src/market/time.ts'

/** A row: the label that the venue gave it, and what was open, of one side. */
export interface StampedRow {
  readonly time: Instant
  /** Where the venue counts in coins. */
  readonly coins?: number
  /** USD where it stands for the start of its day and where for the end; a row in coins is worth what the price of that instant makes. */
  readonly usd?: Partial<Readonly<Record<StampedAt, number>>>
}

export interface StampEvidence {
  readonly at: StampedAt | 'unknown'
  readonly days: number
  readonly start: number
  readonly end: number
  readonly agreed: number
  readonly contradicted: number
}

export interface StampedAsset {
  readonly days: readonly StampedRow[]
  readonly hours: readonly StampedRow[]
  /** What the venue reported for the same asset at midnights. */
  readonly readings?: readonly MidnightReading[]
}

/** Two rows are of one instant where they differ by less, a fraction. */
const SAME = 0.001
/** A reading is taken two minutes before midnight: so much may lie between it and the row of midnight, a fraction. */
export const NEAR = 0.01
/** Of eight days, those that must say the same. */
export const PROOF_DAYS = 8
export const LEAST_DAYS = 6
const ENDS = ['start', 'end'] as const

/**
 * `start` where at least six of eight daily rows of every asset equal the hourly row at the beginning of their day, `end` where they
 * equal the one at its end. Hourly rows may be labelled by either of their own ends, so that both labels count. `unknown`
 * where neither or both hold, where assets disagree, where the newest row says the other, as of a venue that has just changed, or
 * where a reading contradicts the rows in every unit that both are reported in. Days before `today` are compared.
 */
export function proveStamp(assets: readonly StampedAsset[], today: Instant): StampEvidence {
  const each = assets.map((asset) => matchesOf(asset, today))
  const verdicts = new Set(each.map(verdictOf))
  const [only] = verdicts
  const byRows = verdicts.size === 1 && only !== undefined ? only : 'unknown'
  const sum = (count: (one: Matches) => number) => each.reduce((total, one) => total + count(one), 0)
  const reported = byRows === 'unknown' ? [] : assets.flatMap((asset) => agreesAt(asset, byRows))
  const contradicted = reported.filter((agrees) => !agrees).length
  return {
    at: contradicted > 0 ? 'unknown' : byRows,
    days: sum(({ days }) => days),
    start: sum(({ start }) => start),
    end: sum(({ end }) => end),
    agreed: reported.length - contradicted,
    contradicted,
  }
}

/** The instant whose value a daily row holds. */
export function instantOfDay(label: Instant, at: StampedAt): Instant {
  return at === 'start' ? label : label + DAY
}

/**
 * Whether a row of midnight is what the venue reported at that midnight: in coins or in USD. A price that jumps in the last minutes moves
 * one of the two alone, whichever of them the venue counts in; a row of another day differs in both.
 */
export function isNearReading(
  row: { readonly coins?: number | undefined; readonly usd?: number | undefined },
  reading: Omit<MidnightReading, 'at'>,
): boolean {
  const isNear = (reported: number | undefined, was: number | undefined) =>
    reported !== undefined && was !== undefined && isWithin(reported, was, NEAR)
  return isNear(row.coins, reading.coins) || isNear(row.usd, reading.usd)
}

/** Why a row is refused of whose midnight the venue reported otherwise before: its rows may stand for another instant than they did. */
export function contradictionOf(midnight: Instant): string {
  return `of ${isoOf(midnight)} ${CONTRADICTED}`
}

export function isContradiction(reason: string): boolean {
  return reason.endsWith(CONTRADICTED)
}

const CONTRADICTED = `lies more than ${NEAR * 100} % from what was reported for it before`

interface Matches {
  readonly days: number
  readonly start: number
  readonly end: number
  /** What the newest row says; both, or nothing, of a market that stood still or of hours that are missing. */
  readonly newest: ReadonlySet<StampedAt>
}

function matchesOf({ days, hours }: StampedAsset, today: Instant): Matches {
  const byLabel = new Map(hours.map((row) => [row.time, row]))
  const isAt = (row: StampedRow, labels: readonly Instant[]) =>
    labels.some((label) => {
      const other = byLabel.get(label)
      return other !== undefined && isSame(row, other)
    })
  // Of the day that runs neither its end nor an hourly row of it is there.
  const over = days.filter(({ time }) => time < today)
  const compared = over.toSorted((a, b) => b.time - a.time).slice(0, PROOF_DAYS)
  const sidesOf = (row: StampedRow): StampedAt[] => [
    ...(isAt(row, [row.time, row.time - HOUR]) ? (['start'] as const) : []),
    ...(isAt(row, [row.time + DAY, row.time + DAY - HOUR]) ? (['end'] as const) : []),
  ]
  const said = compared.map((row) => new Set(sidesOf(row)))
  const count = (at: StampedAt) => said.filter((sides) => sides.has(at)).length
  return {
    days: compared.length,
    start: count('start'),
    end: count('end'),
    newest: said[0] ?? new Set(),
  }
}

function verdictOf({ start, end, newest }: Matches): StampedAt | 'unknown' {
  const [isStart, isEnd] = [start >= LEAST_DAYS, end >= LEAST_DAYS]
  if (isStart === isEnd) return 'unknown'
  const at = isStart ? 'start' : 'end'
  return newest.size > 0 && !newest.has(at) ? 'unknown' : at
}

/** Of each reading whether the row that holds its midnight, by the verdict, agrees with it; nothing where there is no such row. */
function agreesAt({ days, readings = [] }: StampedAsset, at: StampedAt): boolean[] {
  return readings.flatMap((reading) => {
    const row = days.find(({ time }) => instantOfDay(time, at) === reading.at)
    const usd = row?.usd?.[at]
    const isComparable = usd !== undefined || (row?.coins !== undefined && reading.coins !== undefined)
    if (!row || !isComparable) return []
    return [isNearReading({ coins: row.coins, usd }, reading)]
  })
}

/** In coins where both have them, as what they are worth would need the price of an instant that is to be found out. */
function isSame(row: StampedRow, other: StampedRow): boolean {
  if (row.coins !== undefined && other.coins !== undefined) return isWithin(row.coins, other.coins, SAME)
  return ENDS.some((at) => {
    const [its, others] = [row.usd?.[at], other.usd?.[at]]
    return its !== undefined && others !== undefined && isWithin(its, others, SAME)
  })
}

function isWithin(a: number, b: number, fraction: number): boolean {
  return Math.abs(a - b) <= fraction * Math.abs(b)
}
