/**
 * Deribit's volatility index (DVOL): what options say of the next 30 days, in percent a year, by day.
 *
 * Root `https://www.deribit.com/api/v2`, no key.
 * - `GET /public/get_volatility_index_data?currency=BTC|ETH&start_timestamp&end_timestamp&resolution=1D` (milliseconds):
 *   `result.data[]` of `[time, open, high, low, close]`, `result.continuation` the next `end_timestamp`, or null.
 * - `GET /public/get_time`: `result`, milliseconds.
 */
import type { Observation } from '#src/market/observation.ts'
import { DAY, floorToDay } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { ABOVE_0, createRows, fieldOf, listOf, notStale, numberOf } from './rows.ts'
import { type FeedAsk, type Page, type Supplier, SupplierError, type SupplierSettings } from './supplier.ts'

const NAME = 'deribit-dvol'
const SOURCE = 'Deribit'
const CURRENCIES: Readonly<Record<string, string>> = { bitcoin: 'BTC', ethereum: 'ETH' }
/** Pages of 1000 days: more than there can be. */
const MOST_PAGES = 20

export function createDeribitDvol(settings: SupplierSettings): Supplier {
  const client = createClient({
    supplier: NAME,
    root: 'https://www.deribit.com/api/v2',
    settings,
    calls: 10,
    per: 1000,
  })
  return {
    name: NAME,
    title: SOURCE,
    feeds: [
      {
        name: 'volatility.implied',
        tables: ['implied_volatility'],
        reach: 'past',
        cost: (ask) => wantedOf(ask).length,
        async *fetch(ask, signal) {
          for (const asset of wantedOf(ask)) yield await fetchIndex(client, settings.now, asset, ask, signal)
        },
      },
    ],
    async probe(signal) {
      const answer = await client.get('/public/get_time', {}, signal)
      return probeOf(answer, Number(fieldOf(answer.body, 'result')))
    },
    budget: client.left,
    close: async () => {},
  }
}

function wantedOf({ assets }: FeedAsk): readonly string[] {
  return Object.keys(CURRENCIES).filter((asset) => assets?.includes(asset) ?? true)
}

async function fetchIndex(
  client: Client,
  now: () => number,
  asset: string,
  { from, to }: FeedAsk,
  signal?: AbortSignal,
): Promise<Page> {
  const data: unknown[] = []
  let end: number | undefined = Math.min(to, now())
  for (let page = 0; end !== undefined && end >= from && page < MOST_PAGES; page += 1) {
    const query = { currency: CURRENCIES[asset], start_timestamp: from, end_timestamp: end, resolution: '1D' }
    const { body } = await client.get('/public/get_volatility_index_data', query, signal)
    if (!Array.isArray(fieldOf(body, 'result', 'data'))) {
      throw new SupplierError({ supplier: NAME, fault: 'malformed', detail: 'result.data is no list' })
    }
    data.unshift(...(fieldOf(body, 'result', 'data') as unknown[]))
    const continuation = fieldOf(body, 'result', 'continuation')
    // A continuation that does not go back would go on for ever.
    end = typeof continuation === 'number' && continuation < end ? continuation : undefined
  }
  const rows = createRows(`${SOURCE} ${CURRENCIES[asset]}`, now())
  const seen = new Set<number>()
  let newest = Number.NEGATIVE_INFINITY
  let last: number | undefined
  for (const one of to - from >= 2 * DAY ? listOf(NAME, 'result.data', data) : data) {
    rows.row(String(fieldOf(one, 0)), (): Observation | undefined => {
      const time = floorToDay(numberOf('time', fieldOf(one, 0)))
      const close = numberOf('close', fieldOf(one, 4), ABOVE_0)
      if (time <= now()) newest = Math.max(newest, time)
      // The day that still runs has no close.
      const running = time <= now() && time + DAY > now()
      if (running || time < from || time >= to || seen.has(time)) return undefined
      seen.add(time)
      last = Math.max(last ?? time, time)
      return {
        table: 'implied_volatility',
        of: { asset, venue: 'deribit' },
        time,
        values: { close },
        source: SOURCE,
      }
    })
  }
  if (data.length > 0) {
    notStale(NAME, 'the index', { newest, now: Math.min(to, now()), longest: 2 * DAY })
  }
  // A day that was refused or is not there yet is asked for again.
  return rows.page(last === undefined ? {} : { through: { asset, time: Math.min(to, last + DAY) } })
}
