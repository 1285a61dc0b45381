/**
 * Turnover of exchanges by day, an exchange a page, from CoinGecko's charts in bitcoin and its price of bitcoin: of the newest days
 * by the feeds, of the past year by the backfill. Spot exchanges and markets of derivatives have ids of their own: `bybit_spot` is
 * the one, `bybit` the other.
 */
import * as v from 'valibot'
import { DAY, floorToDay, HOUR, type Instant } from '#src/market/time.ts'
import type { Client } from '../client.ts'
import { ABOVE_0, createRows, FROM_0 } from '../rows.ts'
import { labelIn, number, point, ROWS, readBody, readRow, someRows } from '../schema.ts'
import { type Feed, type Page, type Past, type PastQuery, type PastPage, SupplierError } from '../supplier.ts'
import { NAME, SOURCE } from './markets.ts'

type Table = 'spot_volume' | 'perp_volume'
type Markets = readonly (readonly [venue: string, id: string])[]

/** Our venue and CoinGecko's id of its market. */
export const MARKETS: Readonly<Record<Table, Markets>> = {
  spot_volume: [
    ['binance', 'binance'],
    ['bybit', 'bybit_spot'],
    ['okx', 'okex'],
    ['coinbase', 'gdax'],
    ['kraken', 'kraken'],
    ['gate', 'gate'],
    ['bitget', 'bitget'],
  ],
  perp_volume: [
    ['binance', 'binance_futures'],
    ['bybit', 'bybit'],
    ['okx', 'okex_swap'],
    ['hyperliquid', 'hyperliquid'],
  ],
}

/** The lengths in days that it has charts of whose points stand at 00:00 UTC. */
const LENGTHS = [30, 90, 180, 365]
const YEAR = 365
/** Milliseconds from 00:00 UTC within which a point still stands for the day that ended there. */
const NEAR = HOUR
/** Milliseconds for which the year's chart of bitcoin serves the charts of exchanges. */
const KEPT = 6 * HOUR

const PRICES = v.object({ prices: ROWS })
const AT = v.looseTuple([number(ABOVE_0)])

type Prices = ReadonlyMap<Instant, number>

/** A page a venue, of the chart that reaches back so far. */
export function turnoverFeed(client: Client, now: () => number, table: Table): Feed['fetch'] {
  return async function* fetchTurnover({ from, to }, signal) {
    const days = LENGTHS.find((length) => now() - length * DAY <= from) ?? YEAR
    const prices = await readPrices(client, now(), days, signal)
    for (const [venue, id] of MARKETS[table]) {
      yield await readTurnover(client, now(), { table, venue, id, days, prices, from, to }, signal)
    }
  }
}

export function turnoverPasts(client: Client, now: () => number): readonly Past[] {
  let bitcoin: { readonly at: number; readonly prices: Prices } | undefined
  const pricesOfYear = async (signal?: AbortSignal) => {
    if (bitcoin && now() - bitcoin.at < KEPT) return bitcoin.prices
    const prices = await readPrices(client, now(), YEAR, signal)
    bitcoin = { at: now(), prices }
    return prices
  }
  const past = (kind: string, table: Table): Past => ({
    kind,
    tables: [table],
    days: YEAR,
    step: (YEAR + 2) * DAY,
    subjects: () => MARKETS[table].map(([venue]) => venue),
    onRecord: (history, venue) => history.volume(table === 'spot_volume' ? 'spot' : 'perp', venue)?.times,
    async fetch({ subject: venue, from, to }: PastQuery, signal): Promise<PastPage> {
      const id = MARKETS[table].find(([its]) => its === venue)?.[1] ?? venue
      const prices = await pricesOfYear(signal)
      const query = { table, venue, id, days: YEAR, prices, from, to }
      const page = await readTurnover(client, now(), query, signal)
      if (page.observations.length === 0 && page.refusals.length === 0) {
        throw new SupplierError({
          supplier: NAME,
          fault: 'empty',
          detail: `volume of ${id} is nothing but zeros`,
        })
      }
      return { ...page, end: true }
    },
  })
  return [past('turnover.spot', 'spot_volume'), past('turnover.perp', 'perp_volume')]
}

/** USD of bitcoin by 00:00 UTC. A point that makes no sense is no price. */
async function readPrices(client: Client, now: Instant, days: number, signal?: AbortSignal): Promise<Prices> {
  const query = { vs_currency: 'usd', days, interval: 'daily' }
  const { body } = await client.get('/coins/bitcoin/market_chart', query, signal)
  const rows = someRows(NAME, 'prices of bitcoin', readBody(NAME, PRICES, body).prices)
  const nearest = nearestTo00(rows, now)
  const prices = new Map<Instant, number>()
  for (const one of rows) {
    const priced = v.safeParse(point(ABOVE_0), one)
    const end = priced.success ? nearest.get(priced.output[0]) : undefined
    if (priced.success && end !== undefined) prices.set(end, priced.output[1])
  }
  return prices
}

interface TurnoverQuery {
  readonly table: Table
  readonly venue: string
  readonly id: string
  readonly days: number
  readonly prices: Prices
  readonly from: Instant
  readonly to: Instant
}

async function readTurnover(
  client: Client,
  now: Instant,
  { table, venue, id, days, prices, from, to }: TurnoverQuery,
  signal?: AbortSignal,
): Promise<Page> {
  const { body } = await client.get(`/exchanges/${id}/volume_chart`, { days }, signal)
  const points = someRows(NAME, `volume of ${id}`, readBody(NAME, ROWS, body))
  const nearest = nearestTo00(points, now)
  const rows = createRows(`${SOURCE} ${id}`, now)
  for (const one of points) {
    rows.row(labelIn(one, '0'), () => {
      const [at, turnover] = readRow(point(FROM_0), one)
      const end = nearest.get(at)
      const price = end === undefined ? undefined : prices.get(end)
      if (end === undefined || price === undefined) return undefined
      // The 24 hours before a point are the day that ended there.
      const time = end - DAY
      if (time < from || time >= to) return undefined
      const volume = Math.round(turnover * price)
      // A market that is open trades: a whole day of nothing is a gap in the chart.
      if (volume === 0) return undefined
      return { table, of: { venue }, time, values: { volume_usd: volume }, source: SOURCE }
    })
  }
  return rows.page()
}

/**
 * The 00:00 UTC that a point stands for, by the times of those that stand for one: of several within an hour of it the nearest, as
 * the last of a chart is of the present. Before 00:00 none stands for the one to come.
 */
function nearestTo00(points: readonly unknown[], now: Instant): ReadonlyMap<Instant, Instant> {
  const best = new Map<Instant, Instant>()
  for (const one of points) {
    const at = v.safeParse(AT, one)
    if (!at.success) continue
    const [time] = at.output
    const end = floorToDay(time + NEAR)
    const apart = Math.abs(time - end)
    if (apart > NEAR || (end > now && end <= now + NEAR)) continue
    const known = best.get(end)
    if (known === undefined || apart < Math.abs(known - end)) best.set(end, time)
  }
  return new Map([...best].map(([end, time]) => [time, end]))
}
