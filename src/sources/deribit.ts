/**
 * Deribit's volatility index (DVOL): what options say of the next 30 days, in percent a year, by day since 24 March 2021.
 *
 * Root `https://www.deribit.com/api/v2`, no key.
 * - `GET /public/get_volatility_index_data?currency=BTC|ETH&start_timestamp&end_timestamp&resolution=1D|3600`
 *   (milliseconds): `result.data[]` of `[time, open, high, low, close]`, the newest 1,000 rows of the range,
 *   `result.continuation` the next `end_timestamp`, or null. A row is stamped with its opening; the last one still runs.
 * - `GET /public/get_time`: `result`, milliseconds.
 */
import * as v from 'valibot'
import type { Observation } from '#src/market/observation.ts'
import type { StampedAt } from '#src/market/stamp.ts'
import { DAY, dayOf, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { PROOF_DAYS, proveStamp, type StampedRow } from './exchanges/stamps.ts'
import { ABOVE_0, createRows, notStale, RowFault } from './rows.ts'
import { labelIn, number, ROWS, readBody, readRow, someRows } from './schema.ts'
import {
  type FeedQuery,
  type Page,
  type Past,
  type PastPage,
  type Supplier,
  SupplierError,
  type SupplierSettings,
} from './supplier.ts'

const NAME = 'deribit-dvol'
const SOURCE = 'Deribit'
const CURRENCIES: Readonly<Record<string, string>> = { bitcoin: 'BTC', ethereum: 'ETH' }
/** Pages of 1,000 rows: more than there can be. */
const MOST_PAGES = 20
/** Days of the index so far, and some more: the first page without a row is its beginning. */
const PAST_DAYS = 3000
/** Days of one page of the past, which one call gives whole. */
const PAST_STEP = 900
/** Fraction by which the close of a day may be away from that of its last hour. */
const APART = 0.01
/** So long a day that was refused is asked for again. */
const HELD_DAYS = 10

const TIME = v.object({ result: number() })
const BODY = v.object({ result: v.object({ data: ROWS, continuation: v.nullish(v.number()) }) })
/** Opened at (milliseconds), open, high, low, close. */
const ROW = v.looseTuple([number(), v.unknown(), v.unknown(), v.unknown(), number(ABOVE_0)])
const OPENED = v.looseTuple([v.fallback(number(), Number.NaN)])

/** Rows of one answer. */
const MOST_ROWS = 1000

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
        // Days, and their hours.
        cost: (query) => {
          const days = Math.max(1, (query.to - query.from) / DAY)
          return wantedOf(query).length * (Math.ceil(days / MOST_ROWS) + Math.ceil((24 * days) / MOST_ROWS))
        },
        async *fetch(query, signal) {
          for (const asset of wantedOf(query))
            yield await fetchIndex(client, settings.now, asset, query, signal)
        },
      },
    ],
    pasts: [indexPast(client, settings.now)],
    async probe(signal) {
      const answer = await client.get('/public/get_time', {}, signal)
      return probeOf(answer, readBody(NAME, TIME, answer.body).result)
    },
    budget: client.left,
    close: async () => {},
  }
}

function wantedOf({ assets }: FeedQuery): readonly string[] {
  return Object.keys(CURRENCIES).filter((asset) => assets?.includes(asset) ?? true)
}

/** One row as it was reported; throws RowFault where it makes no sense. */
interface Candle {
  /** When it opened. */
  readonly time: Instant
  readonly close: number
}

function candleOf(row: unknown): Candle {
  const [time, , , , close] = readRow(ROW, row)
  return { time, close }
}

/** When a row opened; NaN where it does not say. */
function openedAt(row: unknown): Instant {
  const opened = v.safeParse(OPENED, row)
  return opened.success ? opened.output[0] : Number.NaN
}

/** Rows of a range, page by page from its end. */
async function rowsOf(
  client: Client,
  query: {
    readonly asset: string
    readonly from: Instant
    readonly to: Instant
    readonly resolution: string
  },
  signal?: AbortSignal,
): Promise<readonly unknown[]> {
  const { asset, from, to, resolution } = query
  const data: unknown[] = []
  let end: number | undefined = to
  for (let page = 0; end !== undefined && end >= from && page < MOST_PAGES; page += 1) {
    const range = { start_timestamp: from, end_timestamp: end }
    const path = '/public/get_volatility_index_data'
    const { body } = await client.get(path, { currency: CURRENCIES[asset], ...range, resolution }, signal)
    const { data: rows, continuation } = readBody(NAME, BODY, body).result
    data.unshift(...rows)
    // A continuation that does not go back would go on for ever.
    end = typeof continuation === 'number' && continuation < end ? continuation : undefined
  }
  return data
}

/** What a day ends with by its last hour, for days whose last hour a later one shows to be over. */
function endsOf(list: readonly unknown[], now: Instant): ReadonlyMap<Instant, number> {
  const hours = readable(list).filter(({ time }) => time <= now)
  const newest = Math.max(Number.NEGATIVE_INFINITY, ...hours.map(({ time }) => time))
  return new Map(
    hours
      .filter(({ time }) => time < newest && (time + HOUR) % DAY === 0)
      .map(({ time, close }) => [time + HOUR - DAY, close]),
  )
}

function readable(list: readonly unknown[]): readonly Candle[] {
  return list.flatMap((row) => {
    try {
      return [candleOf(row)]
    } catch (error) {
      if (error instanceof RowFault) return []
      throw error
    }
  })
}

/** Every day of the range by its last hour. A day whose own row ends with something else is refused, and asked for again. */
async function fetchIndex(
  client: Client,
  now: () => number,
  asset: string,
  { from, to }: FeedQuery,
  signal?: AbortSignal,
): Promise<Page> {
  const until = Math.min(to, now())
  const data = await rowsOf(client, { asset, from, to: until, resolution: '1D' }, signal)
  const list = to - from >= 2 * DAY ? someRows(NAME, 'result.data', data) : data
  const opened = list.map(openedAt).filter((time) => time <= now())
  const newest = floorToDay(Math.max(Number.NEGATIVE_INFINITY, ...opened))
  if (data.length > 0) notStale(NAME, 'the index', { newest, now: until, longest: 2 * DAY })
  // The last day that is over: its close is what a week ends with.
  const last = floorToDay(until) - DAY
  const isWanted = last >= from && last + DAY > now() - DAY
  const rows = createRows(`${SOURCE} ${CURRENCIES[asset]}`, now())
  const hasDays = list.length > 0 && floorToDay(from) + DAY <= until
  const hours = hasDays
    ? await rowsOf(client, { asset, from: floorToDay(from), to: until, resolution: '3600' }, signal)
    : []
  const ends = endsOf(hours, now())
  const [days, refused] = [new Set<Instant>(), new Set<Instant>()]
  for (const row of list) {
    const day = floorToDay(openedAt(row))
    const isRead = rows.row(labelIn(row, '0'), (): Observation | undefined => {
      const { close } = candleOf(row)
      const hourly = ends.get(day)
      const isOver = day < newest || hourly !== undefined
      if (!isOver || day < from || day >= until || days.has(day)) return undefined
      if (hourly === undefined)
        throw new RowFault(`ends with ${close} by day, and its last hour is not reported`)
      if (Math.abs(close / hourly - 1) > APART) {
        throw new RowFault(`ends with ${close} by day and ${hourly} by its last hour`)
      }
      days.add(day)
      return observationOf(asset, day, hourly)
    })
    if (!isRead) refused.add(day)
  }
  if (isWanted && !days.has(last) && !refused.has(last)) {
    rows.refuse(dayOf(last), 'is not reported as over yet')
  }
  // What was refused, or is not there yet, is asked for again, days later too.
  const held = [...refused].filter((day) => day >= until - HELD_DAYS * DAY)
  const through = Math.min(Math.max(Number.NEGATIVE_INFINITY, ...days) + DAY, ...held)
  return rows.page(days.size === 0 ? {} : { through: { asset, time: Math.min(to, through) } })
}

function observationOf(asset: string, day: Instant, close: number): Observation {
  const of = { asset, venue: 'deribit' }
  return { table: 'implied_volatility', of, time: day, values: { close }, source: SOURCE }
}

/**
 * The whole index by day, of one currency a job. Its hours are not asked for, so that which day a row is of is proved
 * once, by the hours of the last eight days.
 */
function indexPast(client: Client, now: () => number): Past {
  const proved = new Map<string, StampedAt>()
  const stampOf = async (asset: string, signal?: AbortSignal) => {
    const known = proved.get(asset)
    if (known) return known
    const today = floorToDay(now())
    const range = { from: today - (PROOF_DAYS + 1) * DAY, to: now() }
    const read = async (resolution: string) =>
      readable(await rowsOf(client, { asset, ...range, resolution }, signal)).map(
        // An index is the same in every unit.
        ({ time, close }): StampedRow => ({ time, usd: { start: close, end: close } }),
      )
    const { at } = proveStamp([{ days: await read('1D'), hours: await read('3600') }], today)
    if (at === 'unknown') {
      const detail = 'days and hours of the index do not show which day a row is of'
      throw new SupplierError({ supplier: NAME, fault: 'malformed', detail })
    }
    proved.set(asset, at)
    return at
  }
  return {
    kind: 'volatility.past',
    tables: ['implied_volatility'],
    days: PAST_DAYS,
    step: PAST_STEP * DAY,
    subjects: () => Object.keys(CURRENCIES),
    onRecord: ({ live }, asset) => live?.impliedVolatility(asset)?.times,
    async fetch({ subject, from, to }, signal): Promise<PastPage> {
      const until = Math.min(to, now())
      // One row more shows that the last day of a page is over, and has it where rows are stamped with their end.
      const query = { asset: subject, from, to: Math.min(until + DAY, now()), resolution: '1D' }
      const data = await rowsOf(client, query, signal)
      if (data.length === 0) return { observations: [], refusals: [], end: true }
      // The close of an opening stamp is a day after it.
      const shift = (await stampOf(subject, signal)) === 'end' ? 0 : DAY
      const rows = createRows(`${SOURCE} history ${CURRENCIES[subject]}`, now())
      const newest = Math.max(...data.map((row) => floorToDay(openedAt(row))).filter(Number.isFinite))
      const days = new Set<Instant>()
      for (const row of data) {
        rows.row(labelIn(row, '0'), (): Observation | undefined => {
          const { time, close } = candleOf(row)
          const day = floorToDay(time) - shift
          const isOver = floorToDay(time) < newest || (shift > 0 && day + DAY <= now())
          if (!isOver || day < from || day >= until || days.has(day)) return undefined
          days.add(day)
          return observationOf(subject, day, close)
        })
      }
      return rows.page()
    },
  }
}
