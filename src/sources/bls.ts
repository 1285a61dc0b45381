/**
 * US Bureau of Labor Statistics: payrolls, unemployment, consumer prices. One call a day is enough.
 *
 * Root `https://api.bls.gov/publicAPI`; key optional (`registrationkey`), which raises 25 calls a day to 500.
 * - `POST /v2/timeseries/data/` with `{ seriesid: [CES0000000001, LNS14000000, CUUR0000SA0], startyear, endyear }`:
 *   `status` (`REQUEST_SUCCEEDED`, also with status 200 `REQUEST_NOT_PROCESSED`), `message[]`,
 *   `Results.series[]` of `seriesID`, `data[]` of `year`, `period` (`M01` … `M12`), `value` (text; `-` is missing).
 */
import { DAY } from '#src/market/time.ts'
import { createClient, probeOf, type Client } from './client.ts'
import { type Levels, type MonthlyLevels, releasesOf } from './releases.ts'
import { ABOVE_0, createRows, fieldOf, listOf, notStale, numberOf, RowFault, textOf } from './rows.ts'
import { type FeedAsk, type Page, type Supplier, SupplierError, type SupplierSettings } from './supplier.ts'

const NAME = 'bls'
const SOURCE = 'BLS'
const PATH = '/v2/timeseries/data/'
const SERIES: Readonly<Record<keyof MonthlyLevels, string>> = {
  payrolls: 'CES0000000001',
  unemployment: 'LNS14000000',
  cpi: 'CUUR0000SA0',
}
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
        reach: 'past',
        depthDays: key ? 20 * 365 : 9 * 365,
        cost: () => 1,
        async *fetch(ask, signal) {
          yield await fetchReleases(client, key, now, ask, signal)
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
  const status = textOf(fieldOf(answer.body, 'status'))
  if (status === 'REQUEST_SUCCEEDED') return answer
  const message = JSON.stringify(fieldOf(answer.body, 'message') ?? '')
  const fault = /threshold|daily/i.test(message)
    ? 'limited'
    : /key/i.test(message)
      ? 'denied'
      : status === ''
        ? 'malformed'
        : 'down'
  // The message repeats the key that it refuses: only what it was taken for is told.
  throw new SupplierError({ supplier: NAME, fault, detail: `answered ${status || 'without a status'}` })
}

async function fetchReleases(
  client: Client,
  key: string | undefined,
  now: () => number,
  { from, to }: FeedAsk,
  signal?: AbortSignal,
): Promise<Page> {
  // Twelve months before the first release, which itself tells of a month or two before.
  const first = String(new Date(from - 430 * DAY).getUTCFullYear())
  const last = String(new Date(Math.min(to, now())).getUTCFullYear())
  const { body } = await post(client, key, Object.values(SERIES), first, last, signal)
  const rows = createRows(SOURCE, now())
  const levels: { -readonly [Name in keyof MonthlyLevels]?: Levels } = {}
  let newest = Number.NEGATIVE_INFINITY
  for (const one of listOf(NAME, 'Results.series', fieldOf(body, 'Results', 'series'))) {
    const id = textOf(fieldOf(one, 'seriesID'))
    const name = (Object.keys(SERIES) as (keyof MonthlyLevels)[]).find((key) => SERIES[key] === id)
    if (name === undefined) continue
    const months = new Map<string, number>()
    const data = fieldOf(one, 'data')
    // A series without months costs itself alone.
    for (const row of Array.isArray(data) ? data : []) {
      const [, month] = /^M(0[1-9]|1[0-2])$/.exec(textOf(fieldOf(row, 'period'))) ?? []
      const value = fieldOf(row, 'value')
      // M13 is the year's mean.
      if (month === undefined || value === '-' || value === '') continue
      const period = `${textOf(fieldOf(row, 'year'))}-${month}`
      rows.row(`${id} ${period}`, () => {
        const level = numberOf('value', value, ABOVE_0)
        const began = Date.parse(`${period}-01T00:00:00Z`)
        if (began > now()) throw new RowFault('tells of a month to come')
        newest = Math.max(newest, began)
        months.set(period, level)
        return undefined
      })
    }
    levels[name] = months
  }
  if (!Number.isFinite(newest)) {
    throw new SupplierError({ supplier: NAME, fault: 'empty', detail: 'told no month that makes sense' })
  }
  notStale(NAME, 'what it tells', { newest, now: Math.min(now(), to), longest: LONGEST })
  for (const release of releasesOf(levels, SOURCE)) {
    rows.row(`${release.of.series} ${release.of.period}`, () =>
      release.time >= from && release.time < to ? release : undefined,
    )
  }
  return rows.page()
}
