/**
 * US Bureau of Labor Statistics: payrolls, unemployment, consumer prices. One call a day is enough.
 *
 * Root `https://api.bls.gov/publicAPI`; key optional (`registrationkey`), which raises 25 calls a day to 500.
 * - `POST /v2/timeseries/data/` with `{ seriesid: [CES0000000001, LNS14000000, CUUR0000SA0], startyear, endyear }`:
 *   `status` (`REQUEST_SUCCEEDED`, also with status 200 `REQUEST_NOT_PROCESSED`), `message[]`,
 *   `Results.series[]` of `seriesID`, `data[]` of `year`, `period` (`M01` … `M12`), `value` (text; `-` is missing).
 */
import * as v from 'valibot'
import { DAY } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { type Levels, MONTHLY_SERIES, type MonthlyLevels, releasesOf } from './releases.ts'
import { ABOVE_0, createRows, notStale, RowFault } from './rows.ts'
import { number, ROWS, readBody, readRow, someRows, TEXT } from './schema.ts'
import { type FeedQuery, type Page, type Supplier, SupplierError, type SupplierSettings } from './supplier.ts'

const NAME = 'bls'
const SOURCE = 'BLS'
const PATH = '/v2/timeseries/data/'
const SERIES: Readonly<Record<keyof MonthlyLevels, string>> = {
  payrolls: 'CES0000000001',
  unemployment: 'LNS14000000',
  cpi: 'CUUR0000SA0',
}

const STATUS = v.object({ status: TEXT, message: v.optional(v.unknown()) })
const SERIES_ROW = v.object({ seriesID: TEXT, data: v.fallback(ROWS, []) })
const BODY = v.object({ Results: v.object({ series: v.array(SERIES_ROW) }) })
const MONTH = v.object({ year: TEXT, period: TEXT, value: v.optional(v.unknown()) })
const LEVEL = v.object({ value: number(ABOVE_0) })

/** A closed government has held the figures back for seven weeks. */
const LONGEST = 130 * DAY

export function createBls(settings: SupplierSettings): Supplier {
  const client = createClient({
    supplier: NAME,
    root: 'https://api.bls.gov/publicAPI',
    settings,
    calls: settings.key ? 450 : 25,
    per: DAY,
  })
  const { now, key } = settings
  return {
    name: NAME,
    title: SOURCE,
    feeds: [
      {
        name: 'macro',
        tables: ['macro'],
        series: { macro: MONTHLY_SERIES },
        reach: 'past',
        depthDays: key ? 20 * 365 : 9 * 365,
        cost: () => 1,
        async *fetch(query, signal) {
          yield await fetchReleases(client, key, now, query, signal)
        },
      },
    ],
    async probe(signal) {
      const year = String(new Date(now()).getUTCFullYear())
      const answer = await post(client, key, [SERIES.unemployment], year, year, signal)
      return probeOf(answer)
    },
    budget: client.left,
    close: async () => {},
  }
}

async function post(
  client: Client,
  key: string | undefined,
  seriesid: readonly string[],
  startyear: string,
  endyear: string,
  signal?: AbortSignal,
) {
  const body = { seriesid, startyear, endyear, ...(key && { registrationkey: key }) }
  const answer = await client.post(PATH, body, signal)
  const { status, message: said } = readBody(NAME, STATUS, answer.body)
  if (status === 'REQUEST_SUCCEEDED') return answer
  const message = JSON.stringify(said ?? '')
  const fault = /threshold|daily/i.test(message)
    ? 'limited'
    : /key/i.test(message)
      ? 'denied'
      : status === ''
        ? 'malformed'
        : 'down'
  // The message repeats the key that it refuses: only what it was taken for is reported.
  throw new SupplierError({ supplier: NAME, fault, detail: `answered ${status || 'without a status'}` })
}

async function fetchReleases(
  client: Client,
  key: string | undefined,
  now: () => number,
  { from, to }: FeedQuery,
  signal?: AbortSignal,
): Promise<Page> {
  // Twelve months before the first release, which itself reports a month or two before.
  const first = String(new Date(from - 430 * DAY).getUTCFullYear())
  const last = String(new Date(Math.min(to, now())).getUTCFullYear())
  const { body } = await post(client, key, Object.values(SERIES), first, last, signal)
  const rows = createRows(SOURCE, now())
  const levels: { -readonly [Name in keyof MonthlyLevels]?: Levels } = {}
  let newest = Number.NEGATIVE_INFINITY
  const { series } = readBody(NAME, BODY, body).Results
  for (const { seriesID: id, data } of someRows(NAME, 'Results.series', series)) {
    const name = (Object.keys(SERIES) as (keyof MonthlyLevels)[]).find((key) => SERIES[key] === id)
    if (name === undefined) continue
    const months = new Map<string, number>()
    // A series without months costs itself alone.
    for (const row of data) {
      const reported = v.safeParse(MONTH, row)
      const [, month] = /^M(0[1-9]|1[0-2])$/.exec(reported.success ? reported.output.period : '') ?? []
      // M13 is the year's mean.
      if (!reported.success || month === undefined || ['-', ''].includes(String(reported.output.value)))
        continue
      const period = `${reported.output.year}-${month}`
      rows.row(`${id} ${period}`, () => {
        const { value: level } = readRow(LEVEL, row)
        const began = Date.parse(`${period}-01T00:00:00Z`)
        if (began > now()) throw new RowFault('reports a month to come')
        newest = Math.max(newest, began)
        months.set(period, level)
        return undefined
      })
    }
    levels[name] = months
  }
  if (!Number.isFinite(newest)) {
    throw new SupplierError({ supplier: NAME, fault: 'empty', detail: 'reported no month that makes sense' })
  }
  notStale(NAME, 'what it reports', { newest, now: Math.min(now(), to), longest: LONGEST })
  for (const release of releasesOf(levels, SOURCE)) {
    rows.row(`${release.of.series} ${release.of.period}`, () =>
      release.time >= from && release.time < to ? release : undefined,
    )
  }
  return rows.page()
}
