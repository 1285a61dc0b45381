/**
 * Japan's Ministry of Finance: yields of government bonds by trading day.
 *
 * Root `https://www.mof.go.jp`, no key. CSV in Shift_JIS; line 1 is a title, line 2 names the columns (`基準日`, `1年` …
 * `40年`), then one line a day, oldest first, in percent, `-` where there is none. Dates are in eras: `S49.9.24`,
 * `H31.4.26`, `R7.11.21`. (The ministry's English files write `2025/11/21` and `10Y`: these are read too.)
 * - `GET /jgbs/reference/interest_rate/jgbcm.csv`: the current month.
 * - `GET /jgbs/reference/interest_rate/data/jgbcm_all.csv`: from 1974 to the end of last month.
 */
import type { Observation } from '#src/market/observation.ts'
import { DAY, HOUR, MINUTE, startOfDay } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { csvRows } from './dataset/csv.ts'
import { createRows, notStale, numberOf, RowFault } from './rows.ts'
import { type FeedQuery, type Page, type Supplier, SupplierError, type SupplierSettings } from './supplier.ts'
import { createCurveCheck } from './yields.ts'

const NAME = 'mof'
const SOURCE = 'Japan MOF'
const CURRENT = '/jgbs/reference/interest_rate/jgbcm.csv'
const ALL = '/jgbs/reference/interest_rate/data/jgbcm_all.csv'
/** The first year of each era, less one. */
const ERAS: Readonly<Record<string, number>> = { S: 1925, H: 1988, R: 2018 }
/** Golden Week and the turn of the year close the market for up to ten days. */
const LONGEST = 11 * DAY

export function createMof(settings: SupplierSettings): Supplier {
  const client = createClient({
    supplier: NAME,
    root: 'https://www.mof.go.jp',
    settings,
    calls: 6,
    per: MINUTE,
  })
  return {
    name: NAME,
    title: SOURCE,
    feeds: [
      {
        name: 'curves',
        tables: ['yield_curves'],
        series: { yield_curves: ['jgb'] },
        reach: 'past',
        cost: (query) => filesOf(query, settings.now()).length,
        async *fetch(query, signal) {
          const files = filesOf(query, settings.now())
          const check = createCurveCheck()
          for (const file of files) yield await fetchFile(client, settings.now, file, query, check, signal)
        },
      },
    ],
    async probe(signal) {
      const answer = await client.text(CURRENT, {}, signal, 'shift_jis')
      const days = [...csvRows(answer.body)].map(({ cells }) => dayFrom(cells[0] ?? ''))
      return probeOf(answer, days.filter(Number.isFinite).at(-1))
    },
    budget: client.left,
    close: async () => {},
  }
}

/** The month is Tokyo's, and in its first days the last one may still be in neither file's right place. */
function filesOf({ from }: FeedQuery, now: number): string[] {
  const tokyo = new Date(now + 9 * HOUR)
  const month = Date.UTC(tokyo.getUTCFullYear(), tokyo.getUTCMonth())
  return from >= month ? [CURRENT] : [ALL, CURRENT]
}

async function fetchFile(
  client: Client,
  now: () => number,
  file: string,
  { from, to }: FeedQuery,
  check: ReturnType<typeof createCurveCheck>,
  signal?: AbortSignal,
): Promise<Page> {
  const { body } = await client.text(file, {}, signal, 'shift_jis')
  const lines = [...csvRows(body)]
  const at = lines.findIndex(({ cells }) => /^(基準日|date)$/i.test(cells[0]?.trim() ?? ''))
  const tenors = (lines[at]?.cells ?? []).map((name) => /^(\d+)(年|Y)$/i.exec(name.trim())?.[1])
  if (!tenors.includes('10')) {
    throw new SupplierError({ supplier: NAME, fault: 'malformed', detail: `${file} has other columns` })
  }
  const rows = createRows(`${SOURCE} ${file.split('/').at(-1)}`, now())
  let newest = Number.NEGATIVE_INFINITY
  let some = false
  for (const { cells } of lines.slice(at + 1)) {
    const label = cells[0]?.trim() ?? ''
    // Notes stand below the table.
    if (cells.slice(1).every((cell) => cell.trim() === '')) continue
    some = true
    rows.row(label, () => {
      const time = dayFrom(label)
      if (Number.isNaN(time)) throw new RowFault('the date is none (R7.11.21)')
      const made = cells.flatMap((cell, column) => yieldOf(tenors[column], cell, time))
      const yields = made.map(({ of, values }) => [of.tenor_years ?? '', values.yield_pct ?? 0] as const)
      check({ time, yields: new Map(yields) })
      if (time <= now()) newest = Math.max(newest, time)
      return time < from || time >= to ? undefined : made
    })
  }
  if (some && !Number.isFinite(newest)) {
    throw new SupplierError({
      supplier: NAME,
      fault: 'malformed',
      detail: `no row of ${file} makes sense (${rows.page().refusals[0]?.reason ?? 'all are yet to come'})`,
    })
  }
  // The file of the month is empty on the month's first days.
  if (file === CURRENT && Number.isFinite(newest)) {
    notStale(NAME, file, { newest, now: Math.min(now(), to), longest: LONGEST })
  }
  const dayOfMonth = new Date(Math.min(now(), to)).getUTCDate() * DAY
  if (!Number.isFinite(newest) && (file === ALL || dayOfMonth > LONGEST)) {
    throw new SupplierError({ supplier: NAME, fault: 'empty', detail: `${file} has no rows` })
  }
  return rows.page(Number.isFinite(newest) ? { through: { time: Math.min(newest + DAY, to) } } : {})
}

function yieldOf(tenor: string | undefined, cell: string, time: number): Observation[] {
  const text = cell.trim()
  if (tenor === undefined || text === '' || text === '-') return []
  return [
    {
      table: 'yield_curves',
      of: { curve: 'jgb', tenor_years: tenor },
      time,
      values: { yield_pct: numberOf(`${tenor}年`, text) },
      source: SOURCE,
    },
  ]
}

/** `R7.11.21` or `2025/11/21` as 00:00 UTC; NaN for anything else. */
function dayFrom(text: string): number {
  const [, era, count, month, day] = /^([SHR])?(\d{1,4})[./](\d{1,2})[./](\d{1,2})$/.exec(text.trim()) ?? []
  if (day === undefined) return Number.NaN
  const year = Number(count) + (ERAS[era ?? ''] ?? 0)
  return startOfDay(`${year}-${month?.padStart(2, '0')}-${day.padStart(2, '0')}`)
}
