/**
 * Polymarket: what its markets give each outcome of the next decisions of the Federal Reserve.
 *
 * Root `https://gamma-api.polymarket.com`, no key, 300 searches in 10 s.
 * - `GET /public-search?q=fed decision&events_status=active&limit_per_type=20`: `events[]` of `title` ("Fed decision in
 *   December?"), `closed`, `endDate` (ISO, the day of the decision), `markets[]` of `question` ("Fed decreases interest
 *   rates by 25 bps after …", "No change in Fed interest rates after …", "Fed increases …"), `closed`, `updatedAt`
 *   (ISO), and, as texts of JSON, `outcomes` (`["Yes", "No"]`), `outcomePrices` and `clobTokenIds`, a token an outcome.
 * - `GET https://data-api.polymarket.com/v2/prices-history?token_id&interval=max&bucket_seconds=10800`: `data[]` of `timestamp`
 *   (seconds), `price`, `resolution_seconds` (0: the present); `pagination.next_cursor`.
 */
import * as v from 'valibot'
import type { RateOutcome } from '#src/market/macro.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { meetingNear } from './meetings.ts'
import { type PricedPart, summedParts } from './oddspast.ts'
import { createRows, notStale, numberOf, RowFault, SHARE } from './rows.ts'
import { ROWS, readBody, readRow, someRows, TEXT } from './schema.ts'
import {
  type Page,
  type Past,
  type PastPage,
  type Supplier,
  SupplierError,
  type SupplierSettings,
} from './supplier.ts'

const NAME = 'polymarket'
const SOURCE = 'Polymarket'
const SEARCH = { q: 'fed decision', events_status: 'active', limit_per_type: 20 }

const EVENTS = v.object({ events: ROWS })
const FLAG = v.fallback(v.boolean(), false)
const EVENT = v.object({ title: TEXT, closed: FLAG, endDate: TEXT, markets: v.fallback(ROWS, []) })
const MARKET = v.object({ question: TEXT, closed: FLAG, updatedAt: TEXT })
/** A list as text of JSON, or as itself. */
const LIST = v.union([ROWS, v.pipe(v.string(), v.parseJson(), ROWS)])
const PRICED = v.object({ outcomes: LIST, outcomePrices: LIST })
const TOKENS = v.object({ outcomes: LIST, clobTokenIds: LIST })
const PRICES = v.object({
  data: ROWS,
  pagination: v.nullish(v.object({ next_cursor: v.nullish(v.string()) })),
})
const POINT = v.object({
  /** Seconds since 1970. */
  timestamp: v.number(),
  price: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** 0 is the present. */
  resolution_seconds: v.pipe(v.number(), v.gtValue(0)),
})

type Event = v.InferOutput<typeof EVENT>

/** A market with the row that its prices and tokens are read from. */
interface Market extends v.InferOutput<typeof MARKET> {
  readonly outcome: RateOutcome | undefined
  readonly row: unknown
}

const TITLE = /^fed decision in \w+/i

export function createPolymarket(settings: SupplierSettings): Supplier {
  const client = createClient({
    supplier: NAME,
    root: 'https://gamma-api.polymarket.com',
    settings,
    calls: 30,
    per: 10_000,
  })
  const data = createClient({
    supplier: NAME,
    root: 'https://data-api.polymarket.com',
    settings,
    calls: 30,
    per: 10_000,
  })
  return {
    name: NAME,
    title: SOURCE,
    attribution: { text: 'Odds by Polymarket', url: 'https://polymarket.com' },
    feeds: [
      {
        name: 'odds',
        tables: ['rate_odds'],
        reach: 'now',
        cost: () => 1,
        async *fetch(_, signal) {
          const { body } = await client.get('/public-search', SEARCH, signal)
          yield oddsIn(body, settings.now())
        },
      },
    ],
    pasts: [oddsPast(client, data, settings.now)],
    async probe(signal) {
      return probeOf(await client.get('/public-search', { ...SEARCH, limit_per_type: 1 }, signal))
    },
    budget: client.left,
    close: async () => {},
  }
}

/** Quotes of every open decision that it reports. Throws SupplierError where there is none. */
export function oddsIn(body: unknown, now: number): Page {
  const events = openEventsIn(body)
  if (events.length === 0) {
    throw new SupplierError({
      supplier: NAME,
      fault: 'empty',
      detail: 'has no open market on a rate decision',
    })
  }
  const rows = createRows(SOURCE, now)
  const quoted = events.flatMap((event) => marketsOf(event).map(quotedAt)).filter(Number.isFinite)
  notStale(NAME, 'every market', { newest: Math.max(...quoted), now, longest: DAY })
  for (const event of events) {
    rows.row(event.title, () => {
      const end = Date.parse(event.endDate)
      if (Number.isNaN(end)) throw new RowFault('has no day of decision')
      if (end < now - DAY) return undefined
      return quotesOf(event, meetingNear(end), now)
    })
  }
  return rows.page()
}

function quotesOf(event: Event, meeting: string, now: number): readonly Observation[] {
  const sums = new Map<RateOutcome, number>()
  let time = Number.NEGATIVE_INFINITY
  for (const market of marketsOf(event)) {
    const { outcome, closed, row } = market
    if (outcome === undefined || closed) continue
    sums.set(outcome, (sums.get(outcome) ?? 0) + yesPrice(row))
    time = Math.max(time, quotedAt(market))
  }
  if (sums.size === 0) return []
  if (!(now - time <= DAY)) throw new RowFault('was not quoted for more than a day')
  return [...sums].map(([outcome, sum]) => ({
    table: 'rate_odds',
    of: { source: NAME, meeting, outcome },
    time: Math.floor(time / 1000) * 1000,
    // Several sizes of one move are markets of their own, whose prices may add up to a little more than 1.
    values: { probability: numberOf(outcome, sum <= 1.02 ? Math.min(1, round(sum)) : sum, SHARE) },
    source: SOURCE,
  }))
}

/** Buckets of three hours are kept for good, and no longer ago than any market of a meeting is open. */
const BUCKET = 10_800
const PAST_DAYS = 400
/** Pages of one token: more than there can be. */
const MOST_PAGES = 20

/** The odds of every open decision since its market opened: one page of a search and a call a market. */
function oddsPast(client: Client, data: Client, now: () => number): Past {
  return {
    kind: 'odds.past',
    tables: ['rate_odds'],
    days: PAST_DAYS,
    step: (PAST_DAYS + 2) * DAY,
    subjects: () => [''],
    onRecord: ({ rateOdds }) => rateOdds.flatMap(({ source, time }) => (source === NAME ? [time] : [])),
    async fetch({ from, to }, signal): Promise<PastPage> {
      const { body } = await client.get('/public-search', SEARCH, signal)
      const rows = createRows(`${SOURCE} history`, now())
      for (const event of openEventsIn(body)) {
        const end = Date.parse(event.endDate)
        if (!(end >= now() - DAY)) continue
        for (const [outcome, parts] of await partsOf(event, data, signal)) {
          for (const { time, probability } of summedParts(parts)) {
            if (time < from || time >= Math.min(to, now())) continue
            const of = { source: NAME, meeting: meetingNear(end), outcome }
            rows.row(outcome, () => ({
              table: 'rate_odds',
              of,
              time,
              values: { probability },
              source: SOURCE,
            }))
          }
        }
      }
      return { ...rows.page(), end: true }
    },
  }
}

async function partsOf(
  event: Event,
  data: Client,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<RateOutcome, readonly PricedPart[]>> {
  const parts = new Map<RateOutcome, PricedPart[]>()
  for (const { outcome, closed, row } of marketsOf(event)) {
    const tokens = v.safeParse(TOKENS, row)
    if (outcome === undefined || closed || !tokens.success) continue
    const token = tokens.output.clobTokenIds[yesIn(tokens.output.outcomes)]
    const points = typeof token === 'string' ? await pointsOf(token, data, signal) : []
    parts.set(outcome, [...(parts.get(outcome) ?? []), { points }])
  }
  return parts
}

/** What one token was worth, rising by time; points that make no sense are left out. */
async function pointsOf(
  token: string,
  data: Client,
  signal: AbortSignal | undefined,
): Promise<PricedPart['points']> {
  const points: { time: number; price: number }[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { token_id: token, interval: 'max', bucket_seconds: BUCKET }
    const more = cursor === undefined ? {} : { cursor }
    const { body } = await data.get('/v2/prices-history', { ...query, ...more }, signal)
    const { data: list, pagination } = readBody(NAME, PRICES, body)
    for (const one of list) {
      const point = v.safeParse(POINT, one)
      if (point.success) points.push({ time: point.output.timestamp * 1000, price: point.output.price })
    }
    const next = pagination?.next_cursor
    if (!next || next === cursor) break
    cursor = next
  }
  return points.sort((a, b) => a.time - b.time)
}

/** Decisions whose markets are open. Throws SupplierError for another shape, and for no event at all. */
function openEventsIn(body: unknown): readonly Event[] {
  return someRows(NAME, 'events', readBody(NAME, EVENTS, body).events).flatMap((row) => {
    const event = v.safeParse(EVENT, row)
    return event.success && TITLE.test(event.output.title) && !event.output.closed ? [event.output] : []
  })
}

function marketsOf({ markets }: Event): readonly Market[] {
  return markets.flatMap((row) => {
    const market = v.safeParse(MARKET, row)
    return market.success ? [{ ...market.output, outcome: outcomeOf(market.output.question), row }] : []
  })
}

function quotedAt({ updatedAt }: Market): number {
  return Date.parse(updatedAt)
}

function outcomeOf(question: string): RateOutcome | undefined {
  if (/no change|unchanged|hold/i.test(question)) return 'hold'
  if (/decrease|cut/i.test(question)) return 'cut'
  return /increase|hike/i.test(question) ? 'hike' : undefined
}

/** The price of "Yes", whichever place it has. Throws RowFault. */
function yesPrice(market: unknown): number {
  const { outcomes, outcomePrices } = readRow(PRICED, market)
  return numberOf('price of Yes', outcomePrices[yesIn(outcomes)], SHARE)
}

function yesIn(outcomes: readonly unknown[]): number {
  return outcomes.findIndex((outcome) => /^yes$/i.test(String(outcome)))
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
