/**
 * FRED without a key: the files behind its graphs, for what the bureau's own service is not asked for.
 *
 * Root `https://fred.stlouisfed.org`, no key; no limit is published, a call in two seconds is made. Data centers may be
 * shown a page of HTML in place of a file.
 * - `GET /graph/fredgraph.csv?id=ID&cosd=YYYY-MM-DD`: a header `observation_date,ID` (formerly `DATE,ID`), then a row a
 *   date; a missing value is `.` or nothing. One series a call: CPILFENS, PCEPI, PCEPILFE, ICSA, DFF.
 */
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from '../client.ts'
import { type Supplier, SupplierError, type SupplierSettings } from '../supplier.ts'
import { eachAlone, FURTHER, fetchSeries } from './series.ts'

const NAME = 'fred-csv'
const SOURCE = 'St. Louis Fed'
const PATH = '/graph/fredgraph.csv'

export function createFredCsv(settings: SupplierSettings): Supplier {
  const { now } = settings
  const client = createClient({
    supplier: NAME,
    root: 'https://fred.stlouisfed.org',
    settings,
    calls: 1,
    per: 2000,
  })
  return {
    name: NAME,
    title: SOURCE,
    attribution: {
      text: 'Retrieved from FRED, Federal Reserve Bank of St. Louis',
      url: 'https://fred.stlouisfed.org',
    },
    feeds: [
      {
        name: 'macro',
        tables: ['macro'],
        series: { macro: FURTHER.map(({ series }) => series) },
        reach: 'past',
        cost: () => FURTHER.length,
        async *fetch(query, signal) {
          const read = async (id: string, from: number) => (await rowsOf(client, id, from, signal)).rows
          const reported = { supplier: NAME, source: SOURCE, now: now(), query, read }
          yield* eachAlone(FURTHER.map((one) => () => fetchSeries(one, reported)))
        },
      },
    ],
    async probe(signal) {
      const { answer, rows } = await rowsOf(client, 'DFF', now() - 14 * DAY, signal)
      return probeOf(answer, startOfDay(rows.at(-1)?.date ?? ''))
    },
    budget: client.left,
    close: async () => {},
  }
}

/** Rows of a file. Throws SupplierError where its header is another, or nothing is below it. */
async function rowsOf(client: Client, id: string, from: number, signal?: AbortSignal) {
  const answer = await client.text(PATH, { id, cosd: dayOf(from) }, signal)
  const [header = '', ...lines] = answer.body.trim().split(/\r?\n/)
  if (!['observation_date', 'DATE'].some((name) => header.trim() === `${name},${id}`)) {
    throw new SupplierError({
      supplier: NAME,
      fault: 'malformed',
      detail: `${id} is not the file that it was`,
    })
  }
  if (lines.length === 0) {
    throw new SupplierError({ supplier: NAME, fault: 'empty', detail: `${id} has nothing in it` })
  }
  const rows = lines.map((line) => {
    const [date = '', value = ''] = line.split(',').map((cell) => cell.trim())
    return { date, value }
  })
  return { answer, rows }
}
