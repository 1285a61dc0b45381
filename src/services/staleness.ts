/** Which kinds of fact are older than they should be: each has a bound, beyond which its age is reported. */
import type { History } from '#src/market/history.ts'
import type { HistoryTable } from '#src/market/historytable.ts'
import { CURVES } from '#src/market/macro.ts'
import { indexAtOrBefore } from '#src/market/series.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import { timesOf } from './record.ts'

export interface StaleTable {
  readonly table: StalingTable
  /** What its newest row is dated; where only `parts` are old, that of the oldest of them. */
  readonly last: Instant
  /** Milliseconds from there to the time that was looked at. */
  readonly age: number
  /** The venues, sources, indices, curves or series that are old while the rest of the table goes on; absent where all of it is old. */
  readonly parts?: readonly string[]
}

/** A kind of fact that grows old; implied volatility is in no table of a history. */
export type StalingTable = HistoryTable | 'implied_volatility'

/**
 * Milliseconds that the newest row of a table may be old: what its rhythm makes, and some hours for suppliers that are
 * late. Daily rows are dated by the day that they begin, so that one of yesterday is up to two days old.
 */
export const BOUNDS: Readonly<Partial<Record<StalingTable, number>>> = {
  prices_daily: 2 * DAY + 6 * HOUR,
  prices_hourly: DAY + 7 * HOUR,
  market_caps: DAY + 6 * HOUR,
  total_market_cap: DAY + 6 * HOUR,
  funding: 20 * HOUR,
  open_interest: 2 * DAY,
  spot_volume: 2 * DAY + 6 * HOUR,
  perp_volume: 2 * DAY + 6 * HOUR,
  // A long weekend.
  cross_assets: 5 * DAY,
  // The months' releases come within three weeks of each other, later where offices are shut.
  macro: 45 * DAY,
  rate_odds: DAY,
  yield_curves: 6 * DAY,
  sentiment: 2 * DAY + 6 * HOUR,
  implied_volatility: 2 * DAY + 6 * HOUR,
}

/** What ages count from, and what is older than it should be. */
export interface Ages {
  readonly now: Instant
  readonly stale: readonly StaleTable[]
}

/** A live record's ages count from the clock; another's from its own end, as it never pretends to be of today. */
export function readAges(history: History): Ages {
  return { now: history.live?.checkedAt ?? history.now, stale: staleTables(history) }
}

/** A price of the moment that is older is no longer one. Milliseconds. */
export const PRICE_NOW_BOUND = 2 * HOUR

/**
 * Tables whose newest row at or before `at` is older than its bound, in the order of the record; at its clock's time
 * unless reported. Only a live history grows old: a recorded one never pretends to be of today. A table without any row is
 * missing, which its figures say.
 */
export function staleTables(
  history: History,
  tables: readonly StalingTable[] = Object.keys(BOUNDS) as StalingTable[],
  at: Instant = history.live?.checkedAt ?? history.now,
): readonly StaleTable[] {
  if (!history.live) return []
  return tables.flatMap((table): StaleTable[] => {
    const bound = BOUNDS[table]
    if (bound === undefined) return []
    const newest = newestIn(columnsOf(history, table), at)
    // Of what is old as a whole one date is reported, and its own age.
    if (newest !== undefined && at - newest > bound) return [{ table, last: newest, age: at - newest }]
    const old = (PARTS[table]?.(history) ?? []).flatMap((part) => {
      const last = newestIn(part.columns, at)
      if (last === undefined || at - last <= (part.bound ?? bound)) return []
      // A venue that is no longer asked is not missing.
      return part.bound !== undefined || at - last < MISSED ? [{ names: part.names, last }] : []
    })
    if (old.length === 0) return []
    const last = Math.min(...old.map((part) => part.last))
    return [{ table, last, age: at - last, parts: old.flatMap(({ names }) => names) }]
  })
}

/** Milliseconds for which a part that has ended is reported while the rest of its table goes on. */
const MISSED = 14 * DAY

interface Part {
  /** By which a reader knows it: ids of venues, sources, indices, curves, assets or series. */
  readonly names: readonly string[]
  readonly columns: readonly ArrayLike<Instant>[]
  /** Milliseconds; of a part that is asked for however long it is silent. */
  readonly bound?: number
}

function columnsOf(history: History, table: StalingTable): Part['columns'] {
  if (table !== 'implied_volatility') return timesOf[table](history)
  return IMPLIED.flatMap((asset) => history.live?.impliedVolatility(asset)?.times ?? [])
}

const IMPLIED = ['bitcoin', 'ethereum']

/** Milliseconds after its last release, of series that come oftener than by the month. */
const RHYTHMS: Readonly<Record<string, number>> = { initial_claims: 16 * DAY, fed_funds_rate: 8 * DAY }

/** What must not be old though the rest of its table is young: each venue, source, index and curve is reported by itself. */
const PARTS: Readonly<Partial<Record<StalingTable, (history: History) => readonly Part[]>>> = {
  funding: (history) =>
    byVenue(history, (id) =>
      history
        .fundingVenues(id)
        .map((venue) => [venue, history.funding(id, venue)?.times ?? new Float64Array()]),
    ),
  open_interest: (history) =>
    byVenue(history, (id) =>
      history
        .openInterestVenues(id)
        .map((venue) => [venue, history.openInterest(id, venue)?.times ?? new Float64Array()]),
    ),
  spot_volume: (history) => volumesOf(history, 'spot'),
  perp_volume: (history) => volumesOf(history, 'perp'),
  rate_odds({ rateOdds }) {
    const sources = Map.groupBy(rateOdds, ({ source }) => source)
    return [...sources].map(([source, quotes]) => ({
      names: [source],
      columns: [quotes.map(({ time }) => time)],
    }))
  },
  // What comes by the month is one part: a month without one of its series is none that is late.
  macro: ({ macro }) =>
    [...Map.groupBy(macro, ({ series }) => RHYTHMS[series] ?? 45 * DAY)].map(([bound, its]) => ({
      names: [...new Set(its.map(({ series }) => series))],
      columns: [Float64Array.from(its.flatMap(({ releasedAt }) => releasedAt ?? [])).sort()],
      bound,
    })),
  sentiment: (history) =>
    history.sentimentIndices.map((index) => ({
      names: [index],
      columns: [history.sentiment(index)?.times ?? []],
    })),
  implied_volatility: (history) =>
    IMPLIED.map((asset) => ({
      names: [asset],
      columns: [history.live?.impliedVolatility(asset)?.times ?? []],
    })),
  yield_curves: (history) =>
    CURVES.map((curve) => ({
      names: [curve],
      columns: history.curveTenors(curve).flatMap((tenor) => history.curveYields(curve, tenor)?.times ?? []),
      // Japan's markets close for up to ten days on end.
      bound: curve === 'jgb' ? 11 * DAY : 6 * DAY,
    })),
}

/** A part a venue, of all assets and the total. */
function byVenue(
  history: History,
  columns: (asset: string) => readonly (readonly [venue: string, times: ArrayLike<Instant>])[],
): readonly Part[] {
  const all = ['total', ...history.assets.map(({ id }) => id)].flatMap(columns)
  const venues = Map.groupBy(all, ([venue]) => venue)
  return [...venues].map(([venue, its]) => ({ names: [venue], columns: its.map(([, times]) => times) }))
}

function volumesOf(history: History, market: 'spot' | 'perp'): readonly Part[] {
  return history
    .volumeVenues(market)
    .map((venue) => ({ names: [venue], columns: [history.volume(market, venue)?.times ?? []] }))
}

function newestIn(columns: Part['columns'], at: Instant): Instant | undefined {
  const lasts = columns.flatMap((times) => {
    const index = indexAtOrBefore(times, at)
    return index < 0 ? [] : [times[index] as number]
  })
  return lasts.length === 0 ? undefined : lasts.reduce((newest, time) => Math.max(newest, time))
}
