/**
 * DefiLlama: prices at 00:00 UTC, reckoned of many venues, to hold closes against.
 *
 * Root `https://coins.llama.fi`, no key. No limit is published; 20 calls a minute are kept. One answer holds 500 prices at
 * most, of all its coins together.
 * - `GET /chart/coingecko:ID,coingecko:ID?start=S&span=N&period=1d` (seconds): `coins{ 'coingecko:ID': { symbol, confidence
 *   (0-1), prices[{ timestamp (seconds), price (USD) }] } }`. A coin that it does not know is not among them. The times
 *   lie some seconds or minutes beside the ones asked for.
 *
 * The price at 00:00 of a day is held against the close of the day before.
 */
import * as v from 'valibot'
import type { AssetId } from '#src/market/asset.ts'
import { TETHER } from '#src/market/tether.ts'
import { DAY, type Instant, MINUTE } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { ABOVE_0, createRows, notStale } from './rows.ts'
import { number, ROWS, readBody, readRow } from './schema.ts'
import {
  type FeedQuery,
  type Page,
  type Past,
  type Supplier,
  SupplierError,
  type SupplierSettings,
} from './supplier.ts'

const NAME = 'defillama'
const SOURCE = 'DefiLlama'
/** Prices of one answer. */
const MOST = 480
/** Coins of one question: its address is not to grow too long. */
const COINS = 24
/** Milliseconds beside 00:00: a price of another time says nothing of a close. */
const BESIDE = 10 * MINUTE
/** Of what it reckons badly it says so. */
const CONFIDENT = 0.9
/** Days of the past, and the coins whose closes are held against it, with the one that most venues quote in. */
const PAST_DAYS = 400
const PAST_COINS = 11

const COIN = v.object({ confidence: v.fallback(v.number(), 1), prices: v.fallback(ROWS, []) })
const BODY = v.object({ coins: v.record(v.string(), COIN) })
const TIME = v.object({
  /** Seconds since 1970. */
  timestamp: number(),
})
const ROW = v.object({ ...TIME.entries, price: number(ABOVE_0) })

export function createDefiLlama(settings: SupplierSettings): Supplier {
  const client = createClient({
    supplier: NAME,
    root: 'https://coins.llama.fi',
    settings,
    calls: 20,
    per: MINUTE,
  })
  return {
    name: NAME,
    title: SOURCE,
    feeds: [
      {
        name: 'closes.witness',
        tables: ['prices_witness'],
        reach: 'past',
        cost: (query) => questionsOf(query, settings.now()).length,
        fetch: (query, signal) => fetchPrices(client, settings.now, query, signal),
      },
    ],
    pasts: [pastOf(client, settings.now)],
    async probe(signal) {
      const query = { start: Math.floor(settings.now() / 1000) - 3600, span: 1, period: '1d' }
      return probeOf(await client.get(`/chart/${keyOf('bitcoin')}`, query, signal))
    },
    budget: client.left,
    close: async () => {},
  }
}

/** Of the largest coins as of the last planning, which comes every minute: many coins a call, and newcomers add no job. */
function pastOf(client: Client, now: () => number): Past {
  let largest: readonly AssetId[] = []
  return {
    kind: 'closes.past',
    tables: ['prices_witness'],
    days: PAST_DAYS,
    step: Math.floor(MOST / (PAST_COINS + 1)) * DAY,
    subjects(coins) {
      largest = coins.slice(0, PAST_COINS)
      return largest.length === 0 ? [] : ['largest']
    },
    async fetch({ from, to }, signal) {
      const assets = [...largest, TETHER]
      const pages = await Array.fromAsync(fetchPrices(client, now, { assets, from, to }, signal))
      const observations = pages.flatMap((page) => page.observations)
      return { observations, refusals: pages.flatMap(({ refusals }) => refusals) }
    },
  }
}

interface Question {
  readonly assets: readonly AssetId[]
  /** The first 00:00 that is asked for, and how many. */
  readonly start: Instant
  readonly span: number
}

/** Days that are over are asked for alone: each by the 00:00 that ends it. */
function questionsOf({ assets = [], from, to }: FeedQuery, now: number): readonly Question[] {
  const first = Math.ceil(from / DAY) * DAY + DAY
  const last = Math.min(Math.ceil(to / DAY) * DAY, Math.floor(now / DAY) * DAY)
  const days = (last - first) / DAY + 1
  if (days <= 0) return []
  const questions: Question[] = []
  for (let at = 0; at < assets.length; at += COINS) {
    const its = assets.slice(at, at + COINS)
    const most = Math.floor(MOST / its.length)
    for (let day = 0; day < days; day += most) {
      questions.push({ assets: its, start: first + day * DAY, span: Math.min(most, days - day) })
    }
  }
  return questions
}

async function* fetchPrices(
  client: Client,
  now: () => number,
  query: FeedQuery,
  signal?: AbortSignal,
): AsyncGenerator<Page> {
  for (const { assets, start, span } of questionsOf(query, now())) {
    const query = { start: start / 1000, span, period: '1d' }
    const { body } = await client.get(`/chart/${assets.map(keyOf).join(',')}`, query, signal)
    const rows = createRows(`${SOURCE} prices`, now())
    const end = start + span * DAY
    let newest = Number.NEGATIVE_INFINITY
    for (const asset of assets) {
      for (const one of pricesOf(body, asset)) {
        rows.row(asset, () => {
          const time = readRow(TIME, one).timestamp * 1000
          const midnight = Math.round(time / DAY) * DAY
          newest = Math.max(newest, time)
          if (Math.abs(time - midnight) > BESIDE || midnight < start || midnight >= end) return undefined
          const { price: close } = readRow(ROW, one)
          const of = { venue: NAME, asset }
          return { table: 'prices_witness', of, time: midnight - DAY, values: { close }, source: SOURCE }
        })
      }
    }
    notStale(NAME, 'the list of prices', { newest, now: end - DAY, longest: 2 * DAY })
    const page = rows.page()
    yield page
    // What is not there yet, as it comes some minutes late, is asked for again.
    for (const [asset, its] of Map.groupBy(page.observations, ({ of }) => of.asset ?? '')) {
      const time = Math.max(...its.map((one) => one.time)) + DAY
      yield { observations: [], refusals: [], through: { asset, time } }
    }
  }
}

/** None of a coin that it does not know, or is not sure of. Throws SupplierError for another shape, and for no coin at all. */
function pricesOf(body: unknown, asset: AssetId): readonly unknown[] {
  const { coins } = readBody(NAME, BODY, body)
  if (Object.keys(coins).length === 0) {
    throw new SupplierError({ supplier: NAME, fault: 'empty', detail: 'coins has nothing in it' })
  }
  const coin = coins[keyOf(asset)]
  return coin === undefined || coin.confidence < CONFIDENT ? [] : coin.prices
}

function keyOf(asset: AssetId): string {
  return `coingecko:${asset}`
}
