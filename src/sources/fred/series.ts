/** Series that FRED reports and the Bureau of Labor Statistics' own service is not asked for, as releases. */
import * as v from 'valibot'
import type { Observation } from '#src/market/observation.ts'
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import { type Levels, releaseOf, yearlyOf } from '../releases.ts'
import { ABOVE_0, type Bounds, createRows, notStale, numberOf, type Rows } from '../rows.ts'
import { labelIn, readRow, TEXT } from '../schema.ts'
import { type FeedQuery, type Page, SupplierError } from '../supplier.ts'

export interface FurtherSeries {
  /** FRED's name for it. */
  readonly id: string
  /** Ours. */
  readonly series: string
  readonly unit: string
  /** Reported as the change over twelve months, in percent, of the index that FRED has. */
  readonly isIndex: boolean
  readonly bounds: Bounds
  /** Milliseconds after its date, beyond which the newest value is old. */
  readonly longest: number
}

/** A closed government has held figures back for seven weeks. */
const MONTHLY = 130 * DAY
const index = { unit: 'percent', isIndex: true, bounds: ABOVE_0, longest: MONTHLY }

/**
 * Core consumer prices unadjusted, as their twelve months are published; prices of personal consumption as the Bureau of
 * Economic Analysis publishes theirs, adjusted. Claims are of the week that ends on the date; the rate is the effective one.
 */
export const FURTHER: readonly FurtherSeries[] = [
  { id: 'CPILFENS', series: 'core_cpi_yoy', ...index },
  { id: 'PCEPI', series: 'pce_yoy', ...index },
  { id: 'PCEPILFE', series: 'core_pce_yoy', ...index },
  {
    ...{ id: 'ICSA', series: 'initial_claims', unit: 'persons', isIndex: false },
    ...{ bounds: ABOVE_0, longest: 75 * DAY },
  },
  {
    ...{ id: 'DFF', series: 'fed_funds_rate', unit: 'percent', isIndex: false },
    ...{ bounds: ABOVE_0, longest: 12 * DAY },
  },
]

/** Milliseconds before a range that are asked for: twelve months before its first month, which is reported later. */
const BEFORE = 460 * DAY

export interface SeriesQuery {
  readonly supplier: string
  readonly source: string
  readonly now: number
  readonly query: FeedQuery
  /** Rows of `date` and `value`. Rejects with SupplierError. */
  read(id: string, from: number): Promise<readonly unknown[]>
}

/**
 * One page after another. A series that is old, empty or unknown is left out alone: the others follow, then its
 * SupplierError is thrown. Any other error is thrown at once.
 */
export async function* eachAlone(reads: readonly (() => Promise<Page>)[]): AsyncGenerator<Page> {
  const failures: SupplierError[] = []
  for (const read of reads) {
    try {
      yield await read()
    } catch (error) {
      if (!(error instanceof SupplierError) || !ALONE.includes(error.fault)) throw error
      failures.push(error)
    }
  }
  if (failures[0]) throw failures[0]
}

/** Faults of one series, which say nothing of the others. */
const ALONE: readonly string[] = ['stale', 'unknown', 'empty']

/** One series as releases. Rejects with SupplierError. */
export async function fetchSeries(
  { id, series, unit, isIndex, bounds, longest }: FurtherSeries,
  asked: SeriesQuery,
): Promise<Page> {
  const { supplier, source, now, query, read } = asked
  const list = await read(id, query.from - (isIndex ? BEFORE : 30 * DAY))
  const rows = createRows(source, now)
  const byDate = readValues(rows, id, list, now, bounds)
  const newest = Math.max(Number.NEGATIVE_INFINITY, ...byDate.keys())
  notStale(supplier, id, { newest, now: Math.min(now, query.to), longest })
  const levels: Levels = new Map(
    [...byDate].map(([time, value]) => [dayOf(time).slice(0, isIndex ? 7 : 10), value]),
  )
  for (const [period, value] of isIndex ? yearlyOf(levels) : levels) {
    const release: Observation = releaseOf({ series, period, value, unit, source })
    rows.row(`${series} ${period}`, () =>
      release.time >= query.from && release.time < query.to ? release : undefined,
    )
  }
  return rows.page()
}

const ROW = v.object({ date: TEXT, value: v.optional(v.unknown()) })

/** Values by 00:00 UTC of their date; `.` and nothing are missing. */
export function readValues(rows: Rows, id: string, list: readonly unknown[], now: number, bounds: Bounds) {
  const byDate = new Map<number, number>()
  for (const one of list) {
    rows.row(`${id} ${labelIn(one, 'date')}`, () => {
      const { date, value } = readRow(ROW, one)
      if (value === '.' || value === '') return undefined
      const time = numberOf('date', startOfDay(date), { accepts: (at) => at <= now, words: 'in the past' })
      byDate.set(time, numberOf('value', value, bounds))
      return undefined
    })
  }
  return byDate
}
