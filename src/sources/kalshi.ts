/**
 * Kalshi: what its markets give each outcome of the next decisions of the Federal Reserve.
 *
 * Root `https://api.elections.kalshi.com/trade-api/v2`, no key for market data.
 * - `GET /markets?series_ticker=KXFEDDECISION&status=open&limit=200`: `markets[]` of `ticker`
 *   (`KXFEDDECISION-25DEC-C25`: year, month, and C25, C26 a cut, H0 none, H25, H26 a hike), `yes_bid`, `yes_ask`,
 *   `last_price` in cents, or as texts in dollars `yes_bid_dollars`, `yes_ask_dollars`, `last_price_dollars`; `cursor`.
 * - `GET /series/KXFEDDECISION/markets/TICKER/candlesticks?start_ts&end_ts&period_interval=1440`: `candlesticks[]` of
 *   `end_period_ts` (seconds, the end), and `yes_bid`, `yes_ask`, `price`, each with `close_dollars`.
 */
import * as v from 'valibot'
import type { RateOutcome } from '#src/market/macro.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY, dayOf, startOfDay } from '#src/market/time.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { meetingIn } from './meetings.ts'
import { type PricedPart, summedParts } from './oddspast.ts'
import { createRows, numberOf, RowFault, SHARE } from './rows.ts'
import { number, optionalNumber, ROWS, readBody, readRow, someRows, TEXT } from './schema.ts'
import {
  type Page,
  type Past,
  type PastPage,
  type Supplier,
  SupplierError,
  type SupplierSettings,
} from './supplier.ts'

const NAME = 'kalshi'
const SOURCE = 'Kalshi'
const QUERY = { series_ticker: 'KXFEDDECISION', status: 'open', limit: 200 }
const TICKER = /^[A-Z]+-(\d{2})([A-Z]{3})-([CH])(\d+)$/
const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')

const BODY = v.object({ markets: ROWS })
const MARKET = v.object({ ticker: TEXT })
const CENTS = optionalNumber({ accepts: (cents) => cents >= 0 && cents <= 100, words: 'within 0 to 100' })
const DOLLARS = optionalNumber(SHARE)
const QUOTE = v.object({
  yes_bid: v.optional(CENTS),
  yes_ask: v.optional(CENTS),
  last_price: v.optional(CENTS),
  yes_bid_dollars: v.optional(DOLLARS),
  yes_ask_dollars: v.optional(DOLLARS),
  last_price_dollars: v.optional(DOLLARS),
})
const CANDLESTICKS = v.object({ candlesticks: ROWS })
/** Dollars; NaN where there was none. */
const CLOSE = v.fallback(v.object({ close_dollars: number() }), { close_dollars: Number.NaN })
const CANDLESTICK = v.object({
  /** Seconds since 1970. */
  end_period_ts: v.number(),
  yes_bid: CLOSE,
  yes_ask: CLOSE,
  price: CLOSE,
})

/** A wider gap between bid and ask says nothing; then the last trade stands. */
const WIDEST = 0.1

export function createKalshi(settings: SupplierSettings): Supplier {
  const client = createClient({
    supplier: NAME,
    root: 'https://api.elections.kalshi.com/trade-api/v2',
    settings,
    calls: 10,
    per: 1000,
  })
  return {
    name: NAME,
    title: SOURCE,
    attribution: { text: 'Odds by Kalshi', url: 'https://kalshi.com' },
    feeds: [
      {
        name: 'odds',
        tables: ['rate_odds'],
        reach: 'now',
        cost: () => 1,
        async *fetch(_, signal) {
          const { body } = await client.get('/markets', QUERY, signal)
          yield oddsIn(body, settings.now())
        },
      },
    ],
    pasts: [oddsPast(client, settings.now)],
    async probe(signal) {
      return probeOf(await client.get('/markets', { ...QUERY, limit: 1 }, signal))
    },
    budget: client.left,
    close: async () => {},
  }
}

/** Quotes of every open decision that it reports. Throws SupplierError where there is none. */
export function oddsIn(body: unknown, now: number): Page {
  const rows = createRows(SOURCE, now)
  const sums = new Map<string, Map<RateOutcome, number>>()
  const broken = new Set<string>()
  for (const market of marketsIn(body)) {
    const { ticker } = market
    const decision = decisionOf(ticker, now)
    if (!decision) continue
    const { meeting, outcome } = decision
    rows.row(ticker, () => {
      // Without one of its parts a sum would be too small.
      broken.add(`${meeting} ${outcome}`)
      const price = priceOf(market.row)
      broken.delete(`${meeting} ${outcome}`)
      const its = sums.get(meeting) ?? new Map<RateOutcome, number>()
      sums.set(meeting, its.set(outcome, (its.get(outcome) ?? 0) + price))
      return undefined
    })
  }
  if (sums.size === 0 && broken.size === 0) {
    throw new SupplierError({
      supplier: NAME,
      fault: 'empty',
      detail: 'has no open market on a rate decision',
    })
  }
  for (const [meeting, its] of sums) {
    for (const [outcome, sum] of its) {
      if (broken.has(`${meeting} ${outcome}`)) continue
      rows.row(`${meeting} ${outcome}`, (): Observation => {
        const probability = Math.round((sum <= 1.02 ? Math.min(1, sum) : sum) * 1e6) / 1e6
        const of = { source: NAME, meeting, outcome }
        const values = { probability: numberOf(outcome, probability, SHARE) }
        return { table: 'rate_odds', of, time: Math.floor(now / 1000) * 1000, values, source: SOURCE }
      })
    }
  }
  return rows.page()
}

/** Markets with their tickers; '' where one has none. */
function marketsIn(body: unknown): readonly { readonly ticker: string; readonly row: unknown }[] {
  return someRows(NAME, 'markets', readBody(NAME, BODY, body).markets).map((row) => {
    const market = v.safeParse(MARKET, row)
    return { ticker: market.success ? market.output.ticker : '', row }
  })
}

/** Which meeting and outcome a ticker speaks of; undefined where it is none of ours, or the day has come. */
function decisionOf(ticker: string, now: number): { meeting: string; outcome: RateOutcome } | undefined {
  const [, year, name, side, size] = TICKER.exec(ticker) ?? []
  const month = MONTHS.indexOf(name ?? '') + 1
  if (year === undefined || month === 0) return undefined
  const meeting = meetingIn(`20${year}-${String(month).padStart(2, '0')}`)
  // On the day itself it may be decided already.
  if (meeting === undefined || startOfDay(meeting) < startOfDay(dayOf(now))) return undefined
  return { meeting, outcome: side === 'C' ? 'cut' : size === '0' ? 'hold' : 'hike' }
}

const PAST_DAYS = 400
/** Minutes of one candle. */
const PERIOD = 1440

/** The odds of every open decision by day: the list of markets, and a call a market. */
function oddsPast(client: Client, now: () => number): Past {
  return {
    kind: 'odds.past',
    tables: ['rate_odds'],
    days: PAST_DAYS,
    step: (PAST_DAYS + 2) * DAY,
    subjects: () => [''],
    onRecord: ({ rateOdds }) => rateOdds.flatMap(({ source, time }) => (source === NAME ? [time] : [])),
    async fetch({ from, to }, signal): Promise<PastPage> {
      const { body } = await client.get('/markets', QUERY, signal)
      const rows = createRows(`${SOURCE} history`, now())
      const parts = new Map<string, { meeting: string; outcome: RateOutcome; parts: PricedPart[] }>()
      for (const { ticker } of marketsIn(body)) {
        const decision = decisionOf(ticker, now())
        if (!decision) continue
        const name = `${decision.meeting} ${decision.outcome}`
        const its = parts.get(name) ?? { ...decision, parts: [] }
        its.parts.push(await pointsOf(client, ticker, { from, to: Math.min(to, now()) }, signal))
        parts.set(name, its)
      }
      for (const { meeting, outcome, parts: its } of parts.values()) {
        for (const { time, probability } of summedParts(its)) {
          if (time < from || time >= Math.min(to, now())) continue
          const of = { source: NAME, meeting, outcome }
          rows.row(outcome, () => ({ table: 'rate_odds', of, time, values: { probability }, source: SOURCE }))
        }
      }
      return { ...rows.page(), end: true }
    },
  }
}

async function pointsOf(
  client: Client,
  ticker: string,
  { from, to }: { readonly from: number; readonly to: number },
  signal: AbortSignal | undefined,
): Promise<PricedPart> {
  const path = `/series/${QUERY.series_ticker}/markets/${ticker}/candlesticks`
  const seconds = { start_ts: Math.floor(from / 1000), end_ts: Math.floor(to / 1000) }
  const { body } = await client.get(path, { ...seconds, period_interval: PERIOD }, signal)
  const points = readBody(NAME, CANDLESTICKS, body).candlesticks.flatMap((one) => {
    const reported = v.safeParse(CANDLESTICK, one)
    if (!reported.success) return []
    const { end_period_ts: end, ...quotes } = reported.output
    const [bid, ask] = [quotes.yes_bid.close_dollars, quotes.yes_ask.close_dollars]
    const isNarrow = ask >= bid && ask > 0 && ask - bid <= WIDEST
    const price = isNarrow ? (bid + ask) / 2 : quotes.price.close_dollars
    return SHARE.accepts(price) ? [{ time: end * 1000, price }] : []
  })
  return { points: points.sort((a, b) => a.time - b.time) }
}

/** The middle of bid and ask where they are close, else the last trade. Throws RowFault where there is neither. */
function priceOf(market: unknown): number {
  const quote = readRow(QUOTE, market)
  const dollars = (exact?: number, cents?: number) => exact ?? (cents === undefined ? undefined : cents / 100)
  const bid = dollars(quote.yes_bid_dollars, quote.yes_bid)
  const ask = dollars(quote.yes_ask_dollars, quote.yes_ask)
  const last = dollars(quote.last_price_dollars, quote.last_price)
  if (bid !== undefined && ask !== undefined && ask >= bid && ask > 0 && ask - bid <= WIDEST)
    return (bid + ask) / 2
  if (last === undefined) throw new RowFault('has neither a narrow quote nor a trade')
  return last
}
