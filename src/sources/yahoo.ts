/**
 * Yahoo's charts: daily closes of other markets. Unofficial, so it is optional; after it has refused twice it is left
 * alone for six hours, later for a day.
 *
 * Root `https://query2.finance.yahoo.com`, no key.
 * - `GET /v8/finance/chart/SYMBOL?interval=1d&period1&period2` (seconds): `chart.result[0]` of `timestamp[]` (seconds),
 *   `indicators.quote[0].close[]` (null where nothing was traded), `meta.exchangeTimezoneName`,
 *   `meta.currentTradingPeriod.regular.end` (seconds); or `chart.error.code`, `chart.error.description`.
 */
import * as v from 'valibot'
import type { CrossAssetClass } from '#src/market/asset.ts'
import type { Observation } from '#src/market/observation.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import { createBreaker } from './breaker.ts'
import type { HttpAnswer } from './http.ts'
import { type Client, createClient, probeOf } from './client.ts'
import { ABOVE_0, ANY, createRows, notStale, numberOf } from './rows.ts'
import { ROWS, readBody, someRows } from './schema.ts'
import { type FeedQuery, type Page, type Supplier, SupplierError, type SupplierSettings } from './supplier.ts'

const NAME = 'yahoo'
const SOURCE = 'Yahoo'
const HOURS_6 = DAY / 4

const STATUS = v.object({
  chart: v.object({
    error: v.nullish(v.object({ code: v.nullish(v.string()), description: v.optional(v.unknown()) })),
  }),
})
const RESULT = v.object({
  timestamp: ROWS,
  indicators: v.object({ quote: v.looseTuple([v.object({ close: ROWS })]) }),
  meta: v.object({
    exchangeTimezoneName: v.fallback(v.string(), 'UTC'),
    /** Seconds since 1970 at which the session that runs, or ran last, ends. */
    currentTradingPeriod: v.nullish(
      v.object({ regular: v.nullish(v.object({ end: v.nullish(v.number()) })) }),
    ),
  }),
})
const BODY = v.object({ chart: v.object({ result: v.looseTuple([RESULT]) }) })

/** Golden Week closes Tokyo for up to ten days. */
const LONGEST = 11 * DAY

/** Our id, Yahoo's symbol, and its class. */
export const YAHOO_SYMBOLS: readonly (readonly [id: string, symbol: string, its: CrossAssetClass])[] = [
  ['sp500', '^GSPC', 'equity'],
  ['nasdaq100', '^NDX', 'equity'],
  ['nikkei225', '^N225', 'equity'],
  ['kospi', '^KS11', 'equity'],
  ['stoxx600', '^STOXX', 'equity'],
  ['csi300', '000300.SS', 'equity'],
  ['gold', 'GC=F', 'commodity'],
  ['oil', 'CL=F', 'commodity'],
  ['dxy', 'DX-Y.NYB', 'fx'],
  ['usdjpy', 'JPY=X', 'fx'],
  ['tlt', 'TLT', 'bond'],
  ['vix', '^VIX', 'volatility'],
]

export function createYahoo(settings: SupplierSettings): Supplier {
  const { now } = settings
  const ask = yahooCharts(settings, NAME)
  return {
    name: NAME,
    title: SOURCE,
    feeds: [
      {
        name: 'cross',
        tables: ['cross_assets'],
        reach: 'past',
        cost: (wanted) => symbolsOf(wanted).length,
        async *fetch(wanted, signal) {
          let failed: SupplierError | undefined
          let given = 0
          for (const [id, symbol, its] of symbolsOf(wanted)) {
            try {
              const closes = await ask.closes(symbol, wanted, signal)
              yield pageOf(id, its, closes, wanted, now())
              given += 1
            } catch (error) {
              // One symbol that is gone, or that stopped, costs itself alone.
              if (!(error instanceof SupplierError) || !OF_ONE.has(error.fault)) throw error
              failed = error
              yield { observations: [], refusals: [{ where: `${SOURCE} ${symbol}`, reason: error.message }] }
            }
          }
          if (given === 0 && failed) throw failed
        },
      },
    ],
    async probe(signal) {
      const to = now()
      const { answer, newest } = await ask.closes('^GSPC', { from: to - 7 * DAY, to }, signal)
      return probeOf(answer, newest)
    },
    budget: ask.client.left,
    close: async () => {},
  }
}

const OF_ONE = new Set(['unknown', 'empty', 'stale', 'malformed'])

export interface DailyCloses {
  /** 00:00 UTC of the local trading day, and what stood there: null where nothing was traded. */
  readonly rows: readonly (readonly [time: number, close: unknown])[]
  readonly newest: number
  readonly answer: HttpAnswer<unknown>
}

/** Yahoo's charts, shared by its feeds: finished sessions alone, one a day. */
export function yahooCharts(settings: SupplierSettings, supplier: string) {
  const { now } = settings
  const client: Client = createClient({
    supplier,
    root: 'https://query2.finance.yahoo.com',
    settings,
    calls: 1,
    per: 1000,
    // Without one that looks like a browser's it does not answer.
    headers: { 'user-agent': 'Mozilla/5.0 (compatible; Kawaraban)' },
  })
  const off = createBreaker({ supplier, failures: 2, first: HOURS_6, longest: DAY, now })
  return {
    client,
    /** Rejects with SupplierError: `unknown` for a symbol that it does not have. */
    async closes(symbol: string, { from, to }: FeedQuery, signal?: AbortSignal): Promise<DailyCloses> {
      const query = { interval: '1d', period1: Math.floor(from / 1000), period2: Math.ceil(to / 1000) }
      off.enter()
      try {
        const answer = await client.get(`/v8/finance/chart/${encodeURIComponent(symbol)}`, query, signal)
        const closes = read(supplier, symbol, answer, now())
        off.succeeded()
        return closes
      } catch (error) {
        const refused =
          error instanceof SupplierError && (error.fault === 'limited' || error.fault === 'blocked')
        if (refused) off.failed(error)
        else off.failed(undefined)
        throw error
      }
    },
  }
}

function symbolsOf({ assets }: FeedQuery) {
  return YAHOO_SYMBOLS.filter(([id]) => assets?.includes(id) ?? true)
}

function read(supplier: string, symbol: string, answer: HttpAnswer<unknown>, now: number): DailyCloses {
  const code = readBody(supplier, STATUS, answer.body).chart.error?.code
  if (code) {
    const fault = /not found/i.test(code) ? 'unknown' : 'down'
    throw new SupplierError({ supplier, fault, detail: `${symbol}: ${code.slice(0, 80)}` })
  }
  const { timestamp, indicators, meta } = readBody(supplier, BODY, answer.body).chart.result[0]
  const times = someRows(supplier, `timestamp of ${symbol}`, timestamp)
  const closes = someRows(supplier, `close of ${symbol}`, indicators.quote[0].close)
  if (closes.length !== times.length) {
    throw new SupplierError({ supplier, fault: 'malformed', detail: `${symbol} has more times than closes` })
  }
  const localDay = dayIn(meta.exchangeTimezoneName)
  const end = meta.currentTradingPeriod?.regular?.end
  const runs = typeof end === 'number' && end * 1000 > now ? localDay(now) : undefined
  // The day that runs is reported a second time with the time of the last trade: the later row counts.
  const byDay = new Map<number, unknown>()
  for (const [index, time] of times.entries()) {
    const day = typeof time === 'number' ? localDay(time * 1000) : Number.NaN
    if (day !== runs) byDay.set(day, closes[index])
  }
  const rows = [...byDay].sort(([a], [b]) => a - b)
  const newest = rows.findLast(([time, close]) => time <= now && close !== null)?.[0]
  return { rows, newest: newest ?? Number.NEGATIVE_INFINITY, answer }
}

function pageOf(
  id: string,
  its: CrossAssetClass,
  closes: DailyCloses,
  { from, to }: FeedQuery,
  now: number,
): Page {
  const rows = createRows(`${SOURCE} ${id}`, now)
  for (const [time, raw] of closes.rows) {
    if (raw === null || time < from || time >= to) continue
    rows.row(String(raw), (): Observation => {
      // Yields fall below zero, and so did oil in 2020; nothing else does.
      const close = numberOf('close', raw, its === 'commodity' || its === 'rate' ? ANY : ABOVE_0)
      const of = { asset: id }
      return { table: 'cross_assets', of, time, values: { close }, text: { class: its }, source: SOURCE }
    })
  }
  notStale(NAME, id, { newest: closes.newest, now: Math.min(now, to), longest: LONGEST })
  return rows.page({ through: { asset: id, time: Math.min(closes.newest + DAY, to) } })
}

/** The calendar day in a zone, as its 00:00 UTC; UTC's day for a zone that does not exist. */
function dayIn(zone: string): (instant: number) => number {
  const form = (timeZone: string) =>
    new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  let format: Intl.DateTimeFormat
  try {
    format = form(zone)
  } catch {
    format = form('UTC')
  }
  return (instant) => startOfDay(format.format(instant))
}
