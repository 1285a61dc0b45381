/**
 * alternative.me: the Crypto Fear & Greed Index, once a day, back to 2018.
 *
 * Root `https://api.alternative.me`, no key.
 * - `GET /fng/?limit=N` (0: all): `data[]`, newest first, of `value` (text, 0-100), `timestamp` (text, seconds, 00:00 UTC
 *   of the day); `metadata.error` is null or says what is wrong.
 */
import * as v from 'valibot'
import { DAY, floorToDay, MINUTE } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { createRows, notStale } from './rows.ts'
import { labelIn, number, ROWS, readBody, readRow, someRows } from './schema.ts'
import { type FeedQuery, type Page, type Supplier, SupplierError, type SupplierSettings } from './supplier.ts'

const NAME = 'alternative'
const SOURCE = 'alternative.me'

const STATUS = v.object({ metadata: v.nullish(v.object({ error: v.nullish(v.string()) })) })
const BODY = v.object({ data: ROWS })
const ROW = v.object({
  /** Seconds since 1970. */
  timestamp: number(),
  value: number({ accepts: (value) => value >= 0 && value <= 100, words: 'within 0 to 100' }),
})

export function createAlternative(settings: SupplierSettings): Supplier {
  const client = createClient({
    supplier: NAME,
    root: 'https://api.alternative.me',
    settings,
    calls: 10,
    per: MINUTE,
  })
  return {
    name: NAME,
    title: SOURCE,
    attribution: {
      text: 'Fear & Greed Index by alternative.me',
      url: 'https://alternative.me/crypto/fear-and-greed-index/',
    },
    feeds: [
      {
        name: 'sentiment',
        tables: ['sentiment'],
        reach: 'past',
        cost: () => 1,
        fetch: (query, signal) => fetchIndex(client, settings.now, query, signal),
      },
    ],
    async probe(signal) {
      const answer = await client.get('/fng/', { limit: 1 }, signal)
      const [newest] = rowsOf(answer.body)
      return probeOf(answer, readRow(ROW, newest).timestamp * 1000)
    },
    budget: client.left,
    close: async () => {},
  }
}

async function* fetchIndex(
  client: Client,
  now: () => number,
  { from, to }: FeedQuery,
  signal?: AbortSignal,
): AsyncGenerator<Page> {
  const limit = Math.max(2, Math.ceil((now() - from) / DAY) + 2)
  const { body } = await client.get('/fng/', { limit }, signal)
  const rows = createRows(SOURCE, now())
  let newest = Number.NEGATIVE_INFINITY
  for (const one of rowsOf(body).toReversed()) {
    rows.row(labelIn(one, 'timestamp'), () => {
      const { timestamp, value } = readRow(ROW, one)
      const time = floorToDay(timestamp * 1000)
      if (time <= now()) newest = Math.max(newest, time)
      if (time < from || time >= to) return undefined
      return { table: 'sentiment', of: { index: 'fear-greed' }, time, values: { value }, source: SOURCE }
    })
  }
  // Today's comes soon after 00:00 UTC; what is refused is no news either.
  notStale(NAME, 'the index', { newest, now: Math.min(now(), to), longest: 2 * DAY })
  yield rows.page({ through: { time: Math.min(newest + DAY, to) } })
}

/** Newest first. Throws SupplierError where it says what is wrong, or reports none. */
function rowsOf(body: unknown): readonly unknown[] {
  const error = readBody(NAME, STATUS, body).metadata?.error
  if (error)
    throw new SupplierError({ supplier: NAME, fault: 'down', detail: `says "${error.slice(0, 100)}"` })
  return someRows(NAME, 'data', readBody(NAME, BODY, body).data)
}
