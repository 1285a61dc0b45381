/**
 * US Treasury: par yield curve by trading day, and its 10-year yield as the cross asset `us10y`.
 *
 * Root `https://home.treasury.gov`, no key; public domain.
 * - `GET /resource-center/data-chart-center/interest-rates/daily-treasury-rates.csv/YYYY/all`
 *   `?type=daily_treasury_yield_curve&field_tdr_date_value=YYYY&page&_format=csv`: CSV, newest first; columns `Date`
 *   (MM/DD/YYYY), `1 Mo` … `2 Yr`, `5 Yr`, `10 Yr`, `30 Yr` in percent; an empty cell or `N/A` is missing.
 */
import type { Observation } from '#src/market/observation.ts'
import { DAY, dayOf, MINUTE, startOfDay } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { csvRows } from './dataset/csv.ts'
import { createRows, notStale, numberOf, RowFault } from './rows.ts'
import { type FeedQuery, type Page, type Supplier, SupplierError, type SupplierSettings } from './supplier.ts'
import { createCurveCheck } from './yields.ts'

const NAME = 'treasury'
const SOURCE = 'US Treasury'
const PATH = '/resource-center/data-chart-center/interest-rates/daily-treasury-rates.csv'
const COLUMN = /^(\d+) yr$/i
/** Long weekends and the evening of the day itself. */
const LONGEST = 6 * DAY

export function createTreasury(settings: SupplierSettings): Supplier {
  const client = createClient({
    supplier: NAME,
    root: 'https://home.treasury.gov',
    settings,
    calls: 10,
    per: MINUTE,
  })
  return {
    name: NAME,
    title: SOURCE,
    feeds: [
      {
        name: 'curves',
        tables: ['yield_curves', 'cross_assets'],
        series: { yield_curves: ['ust'] },
        reach: 'past',
        cost: (query) => yearsOf(query).length,
        async *fetch(query, signal) {
          const check = createCurveCheck()
          for (const year of yearsOf(query))
            yield await fetchYear(client, settings.now, year, query, check, signal)
        },
      },
    ],
    async probe(signal) {
      const year = new Date(settings.now()).getUTCFullYear()
      const answer = await client.text(`${PATH}/${year}/all`, queryOf(year), signal)
      const lines = [...csvRows(answer.body)]
      return probeOf(answer, dayFrom(lines[1]?.cells[0] ?? ''))
    },
    budget: client.left,
    close: async () => {},
  }
}

function yearsOf({ from, to }: FeedQuery): number[] {
  const [first, last] = [new Date(from).getUTCFullYear(), new Date(to - 1).getUTCFullYear()]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

function queryOf(year: number) {
  return { type: 'daily_treasury_yield_curve', field_tdr_date_value: year, page: '', _format: 'csv' }
}

async function fetchYear(
  client: Client,
  now: () => number,
  year: number,
  { from, to }: FeedQuery,
  check: ReturnType<typeof createCurveCheck>,
  signal?: AbortSignal,
): Promise<Page> {
  const { body } = await client.text(`${PATH}/${year}/all`, queryOf(year), signal)
  const [header, ...lines] = [...csvRows(body)]
  const tenors = (header?.cells ?? []).map((name) => COLUMN.exec(name.trim())?.[1])
  if (header?.cells[0]?.trim() !== 'Date' || !tenors.includes('10')) {
    throw new SupplierError({
      supplier: NAME,
      fault: 'malformed',
      detail: `the table of ${year} has other columns`,
    })
  }
  const rows = createRows(`${SOURCE} ${year}`, now())
  let newest = Number.NEGATIVE_INFINITY
  for (const { cells } of lines.toReversed()) {
    rows.row(cells[0] ?? '', () => {
      const time = dayFrom(cells[0] ?? '')
      if (Number.isNaN(time)) throw new RowFault('the date is none (MM/DD/YYYY)')
      const made = cells.flatMap((cell, at) => yieldsOf(tenors[at], cell, time))
      check({ time, yields: curveOf(made) })
      if (time <= now()) newest = Math.max(newest, time)
      return time < from || time >= to ? undefined : made
    })
  }
  // In the first days of January there is nothing yet, and an old year may end where it will.
  const due = Math.min(now(), to)
  if (lines.length > 0 && new Date(due).getUTCFullYear() === year) {
    notStale(NAME, `the table of ${year}`, { newest, now: due, longest: LONGEST })
  } else if (lines.length === 0 && due - Date.UTC(year, 0) > LONGEST) {
    throw new SupplierError({ supplier: NAME, fault: 'empty', detail: `the table of ${year} has no rows` })
  }
  return rows.page(Number.isFinite(newest) ? { through: { time: Math.min(newest + DAY, to) } } : {})
}

function yieldsOf(tenor: string | undefined, cell: string, time: number): Observation[] {
  const text = cell.trim()
  if (tenor === undefined || text === '' || text === 'N/A') return []
  const value = numberOf(`${tenor} Yr`, text)
  const curve: Observation = {
    table: 'yield_curves',
    of: { curve: 'ust', tenor_years: tenor },
    time,
    values: { yield_pct: value },
    source: SOURCE,
  }
  if (tenor !== '10') return [curve]
  const cross = { table: 'cross_assets' as const, of: { asset: 'us10y' }, text: { class: 'rate' } }
  return [curve, { ...cross, time, values: { close: value }, source: SOURCE }]
}

function curveOf(made: readonly Observation[]): ReadonlyMap<string, number> {
  return new Map(
    made.flatMap(({ of, values: { yield_pct: value } }) =>
      of.tenor_years === undefined || value === undefined ? [] : [[of.tenor_years, value] as const],
    ),
  )
}

/** `11/21/2025` as 00:00 UTC; NaN for anything else. */
function dayFrom(text: string): number {
  const [, month, day, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text.trim()) ?? []
  const time = startOfDay(`${year}-${month}-${day}`)
  return Number.isNaN(time) ? time : startOfDay(dayOf(time))
}
