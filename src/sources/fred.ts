/**
 * FRED of the Federal Reserve Bank of St. Louis: the bureau's monthly series and the Treasury curve, with a free key.
 *
 * Root `https://api.stlouisfed.org`; key required (`api_key`, 32 lower-case letters and digits), 120 calls a minute.
 * - `GET /fred/series/observations?series_id=ID&api_key&file_type=json&observation_start=YYYY-MM-DD`: `observations[]`
 *   of `date`, `value` (text; `.` is missing). Months: PAYEMS (thousands), UNRATE, CPIAUCNS; those of fred/series.ts.
 *   Days: DGS2, DGS5, DGS10, DGS30 (percent). A wrong key is status 400 with `error_message` naming `api_key`.
 */
import * as v from 'valibot'
import type { Observation } from '#src/market/observation.ts'
import { DAY, dayOf, MINUTE, startOfDay } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { eachAlone, FURTHER, fetchSeries, readValues } from './fred/series.ts'
import { MONTHLY_SERIES, type MonthlyLevels, releasesOf } from './releases.ts'
import { ABOVE_0, ANY, createRows, notStale } from './rows.ts'
import { labelIn, ROWS, readBody, someRows } from './schema.ts'
import { type FeedQuery, type Page, type Supplier, SupplierError, type SupplierSettings } from './supplier.ts'

const NAME = 'fred'
const SOURCE = 'FRED'
const PATH = '/fred/series/observations'
const MONTHLY: Readonly<Record<keyof MonthlyLevels, string>> = {
  payrolls: 'PAYEMS',
  unemployment: 'UNRATE',
  cpi: 'CPIAUCNS',
}
const DAILY: Readonly<Record<string, string>> = { '2': 'DGS2', '5': 'DGS5', '10': 'DGS10', '30': 'DGS30' }
const BODY = v.object({ observations: ROWS })
const LONGEST_MONTHLY = 130 * DAY
const LONGEST_DAILY = 8 * DAY

export function createFred(settings: SupplierSettings): Supplier {
  const { now, key } = settings
  const client = createClient({
    supplier: NAME,
    root: 'https://api.stlouisfed.org',
    settings,
    calls: 100,
    per: MINUTE,
    query: { file_type: 'json', api_key: key },
  })
  return {
    name: NAME,
    title: SOURCE,
    attribution: {
      text: 'This product uses the FRED® API but is not endorsed or certified by the Federal Reserve Bank of St. Louis.',
      url: 'https://fred.stlouisfed.org/docs/api/terms_of_use.html',
    },
    feeds: [
      {
        name: 'macro',
        tables: ['macro'],
        series: { macro: [...MONTHLY_SERIES, ...FURTHER.map(({ series }) => series)] },
        reach: 'past',
        cost: () => Object.keys(MONTHLY).length + FURTHER.length,
        async *fetch(query, signal) {
          const read = async (id: string, from: number) =>
            (await observations(client, key, id, from, signal)).months
          const reported = { supplier: NAME, source: SOURCE, now: now(), query, read }
          yield* eachAlone([
            () => fetchReleases(client, key, now, query, signal),
            ...FURTHER.map((one) => () => fetchSeries(one, reported)),
          ])
        },
      },
      {
        name: 'curves',
        tables: ['yield_curves'],
        series: { yield_curves: ['ust'] },
        reach: 'past',
        cost: () => Object.keys(DAILY).length,
        async *fetch(query, signal) {
          yield* eachAlone(
            Object.entries(DAILY).map(
              ([tenor, id]) =>
                () =>
                  fetchYields(client, key, now, tenor, id, query, signal),
            ),
          )
        },
      },
    ],
    async probe(signal) {
      const { answer, months } = await observations(client, key, 'DGS10', now() - 14 * DAY, signal)
      return probeOf(answer, startOfDay(labelIn(months.at(-1), 'date')))
    },
    budget: client.left,
    close: async () => {},
  }
}

async function observations(
  client: Client,
  key: string | undefined,
  id: string,
  from: number,
  signal?: AbortSignal,
) {
  if (!key)
    throw new SupplierError({ supplier: NAME, fault: 'denied', detail: 'does not answer without a key' })
  try {
    const query = { series_id: id, observation_start: dayOf(from) }
    const answer = await client.get(PATH, query, signal)
    return {
      answer,
      months: someRows(NAME, `observations of ${id}`, readBody(NAME, BODY, answer.body).observations),
    }
  } catch (error) {
    if (error instanceof SupplierError && / 400: .*api_key/.test(error.message)) {
      throw new SupplierError(
        { supplier: NAME, fault: 'denied', detail: 'does not know the key' },
        { cause: error },
      )
    }
    throw error
  }
}

async function fetchReleases(
  client: Client,
  key: string | undefined,
  now: () => number,
  { from, to }: FeedQuery,
  signal?: AbortSignal,
): Promise<Page> {
  const rows = createRows(SOURCE, now())
  const levels: { -readonly [Name in keyof MonthlyLevels]: MonthlyLevels[Name] } = {}
  let newest = Number.NEGATIVE_INFINITY
  for (const [name, id] of Object.entries(MONTHLY) as [keyof MonthlyLevels, string][]) {
    const { months } = await observations(client, key, id, from - 460 * DAY, signal)
    const byDate = readValues(rows, id, months, now(), ABOVE_0)
    for (const time of byDate.keys()) newest = Math.max(newest, time)
    levels[name] = new Map([...byDate].map(([time, value]) => [dayOf(time).slice(0, 7), value]))
  }
  notStale(NAME, 'what it reports', { newest, now: Math.min(now(), to), longest: LONGEST_MONTHLY })
  for (const release of releasesOf(levels, SOURCE)) {
    rows.row(`${release.of.series} ${release.of.period}`, () =>
      release.time >= from && release.time < to ? release : undefined,
    )
  }
  return rows.page()
}

async function fetchYields(
  client: Client,
  key: string | undefined,
  now: () => number,
  tenor: string,
  id: string,
  { from, to }: FeedQuery,
  signal?: AbortSignal,
): Promise<Page> {
  const { months } = await observations(client, key, id, from, signal)
  const rows = createRows(SOURCE, now())
  const byDate = readValues(rows, id, months, now(), ANY)
  const newest = Math.max(Number.NEGATIVE_INFINITY, ...byDate.keys())
  const due = Math.min(now(), to)
  if (due - from > LONGEST_DAILY) notStale(NAME, id, { newest, now: due, longest: LONGEST_DAILY })
  for (const [time, value] of byDate) {
    if (time < from || time >= to) continue
    rows.row(dayOf(time), (): Observation => {
      const of = { curve: 'ust', tenor_years: tenor }
      return { table: 'yield_curves', of, time, values: { yield_pct: value }, source: SOURCE }
    })
  }
  return rows.page()
}
