/**
 * Kraken as the witness in dollars where no exchange that quotes in them is asked: the rate of USDT, and the closes of
 * bitcoin and ether that most venues quote in USDT. No figure is made from it but that rate.
 *
 * Root `https://api.kraken.com`, no key; about a call a second.
 * - `GET /0/public/Time`: `result.unixtime` (seconds); the probe.
 * - `GET /0/public/OHLC?pair=USDTUSD&interval=1440&since=S` (seconds, exclusive): `error[]`, `result{ PAIR: [[seconds,
 *   open, high, low, close, mean, coins, trades]], last (seconds, of the last candle that is over) }`. The name of the
 *   pair in the answer is Kraken's own: `XXBTZUSD`.
 */
import * as v from 'valibot'
import type { AssetId } from '#src/market/asset.ts'
import { TETHER } from '#src/market/tether.ts'
import { DAY, floorToDay } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { ABOVE_0, createRows, notStale, RowFault } from './rows.ts'
import { number, ROWS, readBody, readRow, someRows } from './schema.ts'
import { type FeedQuery, type Page, type Supplier, SupplierError, type SupplierSettings } from './supplier.ts'

const NAME = 'kraken-usd'
const SOURCE = 'Kraken'
/** The venue that reports it: its closes count as those of the exchange itself. */
const VENUE = 'kraken'
/** Pairs by what they are the price of, the rate first. */
const PAIRS: readonly (readonly [AssetId, string])[] = [
  [TETHER, 'USDTUSD'],
  ['bitcoin', 'XBTUSD'],
  ['ethereum', 'ETHUSD'],
]
/** USD per USDT beyond which it is another unit, and no rate. */
const RATES = { least: 0.5, most: 1.5 }
/** Milliseconds that it is left alone after it says that it was asked too often. */
const HOLD = 30_000

/** Seconds of the last candle that is over, and the candles by Kraken's own name of the pair. */
const BODY = v.object({ result: v.looseObject({ last: number(ABOVE_0) }) })
const OPENED = v.looseTuple([number()])
/** Opened at (seconds), open, high, low, close. */
const ROW = v.looseTuple([number(), v.unknown(), v.unknown(), v.unknown(), number(ABOVE_0)])
const ERRORS = v.object({ error: v.array(v.unknown()) })

export function createKrakenUsd(settings: SupplierSettings): Supplier {
  const client = createClient({
    ...{ supplier: NAME, root: 'https://api.kraken.com', settings, calls: 1, per: 1000 },
    check: refuseErrors,
  })
  return {
    name: NAME,
    title: SOURCE,
    feeds: [
      {
        name: 'closes.dollars',
        tables: ['prices_witness'],
        reach: 'past',
        cost: () => PAIRS.length,
        fetch: (query, signal) => fetchCloses(client, settings.now, query, signal),
      },
    ],
    probe: async (signal) => probeOf(await client.get('/0/public/Time', {}, signal)),
    budget: client.left,
    close: async () => {},
  }
}

/** Days that are over, as Kraken's own mark shows: its clock decides, not ours. */
async function* fetchCloses(
  client: Client,
  now: () => number,
  { from, to }: FeedQuery,
  signal?: AbortSignal,
): AsyncGenerator<Page> {
  let through = Number.POSITIVE_INFINITY
  for (const [asset, pair] of PAIRS) {
    // Days that the ask ends within are not over.
    const first = Math.min(floorToDay(from), floorToDay(to) - DAY)
    const query = { pair, interval: 1440, since: first / 1000 - 1 }
    const { body } = await client.get('/0/public/OHLC', query, signal)
    const { last: lastSeconds, ...pairs } = readBody(NAME, BODY, body).result
    const last = lastSeconds * 1000
    const [reported] = Object.values(pairs)
    const rows = createRows(`${SOURCE} ${pair}`, now())
    let newest = Number.NEGATIVE_INFINITY
    for (const row of someRows(NAME, pair, readBody(NAME, ROWS, reported))) {
      rows.row(pair, () => {
        const time = readRow(OPENED, row)[0] * 1000
        if (time > last || time < first || time + DAY > to) return undefined
        newest = Math.max(newest, time)
        const close = readRow(ROW, row)[4]
        if (asset === TETHER && (close < RATES.least || close > RATES.most)) {
          throw new RowFault(`close ${close} is no rate of USDT`)
        }
        const of = { venue: VENUE, asset }
        return { table: 'prices_witness', of, time, values: { close }, source: SOURCE }
      })
    }
    notStale(NAME, pair, { newest, now: floorToDay(to), longest: DAY })
    through = Math.min(through, newest + DAY)
    yield rows.page()
  }
  yield { observations: [], refusals: [], through: { time: through } }
}

/** Kraken refuses with status 200, by its words. */
function refuseErrors(body: unknown): void {
  const refusal = v.safeParse(ERRORS, body)
  if (!refusal.success || refusal.output.error.length === 0) return
  const words = refusal.output.error.map(String).join(', ').slice(0, 200)
  const fault = /rate limit|too many/iu.test(words)
    ? 'limited'
    : /unavailable|busy|internal/iu.test(words)
      ? 'down'
      : 'malformed'
  const wait = fault === 'limited' ? { retryAfter: HOLD } : {}
  throw new SupplierError({ supplier: NAME, fault, detail: words, ...wait })
}
