/** A series as one supplier reported it, or as several whose figures were shown to be one: what levels and changes are made from. */
import type { History } from '#src/market/history.ts'
import { type JoinedTable, LEAST_OVERLAP, type Seam, type SupplierSeries } from '#src/market/seam.ts'
import { between, indexAt, type Series, seriesOf } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { type Join, joinOf } from '#src/metrics/joins.ts'

/** A row older than this before a moment does not stand for it, and what was reported last before it is not what is reported now. */
export const LONGEST_AGE = 3 * DAY

export interface JoinedSeries {
  /** USD as reported: levels come from here alone. */
  readonly usd: Series
  /** Open interest in the asset's own units, at the same times; NaN where they were not reported. */
  readonly coins?: Series | undefined
  /** The older part times the ratio, before `usd` begins: for changes, runs and peaks. */
  readonly rebased?: { readonly usd: Series; readonly coins?: Series | undefined }
  /** Who reported it; undefined where one supplier reported all that is on record. */
  readonly suppliers?: readonly string[]
  /** Where one supplier takes over from another, the newest first. */
  readonly seams: readonly Seam[]
}

/**
 * What may be reported for a series, the first from the supplier of the newest day. What could not be joined to it follows, each for
 * itself. Held against each other each time the history is made, so that a join that fails is undone. `key` is as
 * `History.bySupplier` takes it.
 */
export function joinedSeriesOf(
  history: History,
  table: JoinedTable,
  ...key: readonly string[]
): readonly JoinedSeries[] {
  const whole = wholeIn(history, table, key)
  if (whole === undefined) return []
  const all = history.bySupplier?.(table, ...key)
  if (all === undefined || all.length < 2) return [{ ...whole, seams: [] }]
  const known = kept.get(all) ?? joinSeries(all)
  kept.set(all, known)
  return known
}

const kept = new WeakMap<readonly SupplierSeries[], readonly JoinedSeries[]>()

/** As the record has it, of all that reported it. */
function wholeIn(
  history: History,
  table: JoinedTable,
  key: readonly string[],
): Pick<JoinedSeries, 'usd' | 'coins'> | undefined {
  const [first = '', asset = ''] = key
  if (table === 'open_interest') {
    const usd = history.openInterest(asset, first)
    return usd && { usd, coins: asset === 'total' ? undefined : history.interestCoins?.(asset, first) }
  }
  const usd =
    table === 'market_caps'
      ? history.marketCaps(first)
      : table === 'total_market_cap'
        ? history.totalMarketCap
        : history.volume(table === 'spot_volume' ? 'spot' : 'perp', first)
  return usd && { usd }
}

/** `all` has the supplier of the newest day last. */
export function joinSeries(all: readonly SupplierSeries[]): readonly JoinedSeries[] {
  const [newest, ...others] = all.filter(({ usd }) => usd.times.length > 0).toReversed()
  if (!newest) return []
  let main: JoinedSeries = { usd: newest.usd, coins: newest.coins, suppliers: [newest.supplier], seams: [] }
  const apart: JoinedSeries[] = []
  for (const other of others) {
    const alone: JoinedSeries = { usd: other.usd, coins: other.coins, suppliers: [other.supplier], seams: [] }
    const adds = other.usd.times.some((time) => indexAt(main.usd.times, time) < 0)
    const join = joinOf(other.usd, main.usd)
    const seam = adds && main.rebased === undefined ? seamOf(other, main, join) : undefined
    if (!seam) {
      apart.push(alone)
    } else if (seam.word === 'joined') {
      main = {
        usd: together(other.usd, main.usd),
        coins: main.coins && other.coins && together(other.coins, main.coins),
        suppliers: [...(main.suppliers ?? []), other.supplier],
        // Where it only fills days that the newer one lacks, nothing is taken over.
        seams: (other.usd.times[0] as number) < seam.time ? [...main.seams, seam] : main.seams,
      }
    } else {
      const ratio = join.ratio as number
      const older = before(other, main.usd.times[0] as number)
      main = {
        ...main,
        rebased: { usd: times(older.usd, ratio), coins: older.coins && times(older.coins, ratio) },
        suppliers: [...(main.suppliers ?? []), other.supplier],
        seams: [...main.seams, seam],
      }
      // For itself too: its own levels are right.
      apart.push(alone)
    }
  }
  return [main, ...apart]
}

/** With the rebased part: for changes, runs and peaks. */
export function wholeOf({ usd, rebased }: JoinedSeries): Series {
  return rebased ? together(rebased.usd, usd) : usd
}

/** Whether a time lies in the part that is another supplier's times a ratio. */
export function isRebasedAt({ usd, rebased }: JoinedSeries, time: Instant): boolean {
  return rebased !== undefined && time < (usd.times[0] as number)
}

/** Of several, the one that reaches back farthest; the first of those that reach back equally. */
export function longestOf(all: readonly JoinedSeries[]): JoinedSeries | undefined {
  const firstOf = (reported: JoinedSeries) => wholeOf(reported).times[0] ?? Number.POSITIVE_INFINITY
  return all.toSorted((a, b) => firstOf(a) - firstOf(b))[0]
}

export interface JoinedBetween {
  readonly reported?: JoinedSeries
  /** Only what could not be joined to it has the start. */
  readonly isParted: boolean
}

/**
 * The longest of what is reported that has both ends of a change, the last of them as a level where one has it so; else what has the end.
 * `isLevel` is asked of the end.
 */
export function joinedBetween(
  all: readonly JoinedSeries[],
  hasStart: (reported: JoinedSeries) => boolean,
  hasEnd: (reported: JoinedSeries) => boolean,
  isLevel: (reported: JoinedSeries) => boolean,
): JoinedBetween {
  const both = all.filter((reported) => hasStart(reported) && hasEnd(reported))
  // An end is reported as a level: where it is another supplier's day, by that one alone.
  const whole = longestOf(both.filter(isLevel)) ?? longestOf(both)
  if (whole) return { reported: whole, isParted: false }
  const reported = longestOf(all.filter(hasEnd)) ?? all[0]
  return {
    ...(reported && { reported }),
    isParted: reported !== undefined && hasEnd(reported) && all.some(hasStart),
  }
}

/**
 * What is reported until now and reaches back farthest, as reported: for extremes of levels. `oldest`: an earlier last day is not now.
 */
export function longestUntil(all: readonly JoinedSeries[], oldest: Instant): JoinedSeries | undefined {
  const [newest, ...others] = all
  const recent = others.filter(({ usd }) => (usd.times.at(-1) ?? Number.NEGATIVE_INFINITY) >= oldest)
  const firstOf = ({ usd }: JoinedSeries) => usd.times[0] ?? Number.POSITIVE_INFINITY
  return [...(newest ? [newest] : []), ...recent].toSorted((a, b) => firstOf(a) - firstOf(b))[0]
}

/** Who reported it, each named once; `fallback` where one supplier reported all that is on record. */
export function suppliersIn({ suppliers }: JoinedSeries, fallback: readonly string[]): readonly string[] {
  return suppliers ? [...new Set(suppliers.flatMap(namesOf))] : fallback
}

function seamOf(other: SupplierSeries, main: JoinedSeries, join: Join): Seam | undefined {
  const [time, first] = [main.usd.times[0] as number, other.usd.times[0] as number]
  const newer = main.suppliers?.at(-1) ?? ''
  const shared = { older: other.supplier, newer, time, days: join.days }
  if (join.word === 'joined' || (join.word === 'rebased' && first < time))
    return { ...shared, word: join.word, ratio: join.ratio as number }
  // One that is named alone and among others, as a folder that was written from this record names its own: too little is reported by
  // both to say otherwise.
  const isSame =
    first < time &&
    join.days < LEAST_OVERLAP &&
    namesOf(other.supplier).some((name) => namesOf(newer).includes(name))
  return isSame ? { ...shared, word: 'joined' } : undefined
}

function namesOf(supplier: string): readonly string[] {
  return supplier.split(', ').filter(Boolean)
}

function before({ usd, coins }: SupplierSeries, time: number): Pick<SupplierSeries, 'usd' | 'coins'> {
  return {
    usd: between(usd, Number.NEGATIVE_INFINITY, time),
    ...(coins && { coins: between(coins, Number.NEGATIVE_INFINITY, time) }),
  }
}

/** What either reported, the newer one where both did. */
function together(older: Series, newer: Series): Series {
  const first = newer.times[0] ?? Number.POSITIVE_INFINITY
  const last = older.times.at(-1) ?? Number.NEGATIVE_INFINITY
  if (last < first) {
    return {
      times: Float64Array.of(...older.times, ...newer.times),
      values: Float64Array.of(...older.values, ...newer.values),
    }
  }
  return seriesOf(
    [older, newer].flatMap(({ times: its, values }) =>
      Array.from(its, (time, row) => [time, values[row] as number] as const),
    ),
  )
}

function times({ times: its, values }: Series, ratio: number): Series {
  return { times: its, values: values.map((value) => value * ratio) }
}
