/** Spot turnover of exchanges by day, from CoinGecko's charts in bitcoin and its price of bitcoin. */
import { DAY } from '#src/market/time.ts'
import type { Client } from '../client.ts'
import { ABOVE_0, createRows, fieldOf, FROM_0, listOf, numberOf } from '../rows.ts'
import type { FeedAsk, Page } from '../supplier.ts'
import { midnightOf, NAME, SOURCE } from './markets.ts'

/** Our venue and CoinGecko's id of its spot exchange. */
export const SPOT_EXCHANGES: readonly (readonly [venue: string, id: string])[] = [
  ['binance', 'binance'],
  ['bybit', 'bybit_spot'],
  ['okx', 'okex'],
  ['coinbase', 'gdax'],
  ['kraken', 'kraken'],
  ['gate', 'gate'],
  ['bitget', 'bitget'],
]

/** A page a venue. A point at 00:00 UTC tells of the 24 hours before it, which is the day that ended there. */
export async function* fetchSpotVolume(
  client: Client,
  now: () => number,
  { from, to }: FeedAsk,
  signal?: AbortSignal,
): AsyncGenerator<Page> {
  // Only from 30 days on its points stand at 00:00 UTC.
  const days = LENGTHS.find((length) => now() - length * DAY <= from) ?? 365
  const query = { vs_currency: 'usd', days, interval: 'daily' }
  const chart = await client.get('/coins/bitcoin/market_chart', query, signal)
  const prices = new Map<number, number>()
  for (const one of listOf(NAME, 'prices of bitcoin', fieldOf(chart.body, 'prices'))) {
    const [time, price] = [fieldOf(one, 0), fieldOf(one, 1)]
    const midnight = typeof time === 'number' ? midnightOf(time) : undefined
    if (midnight !== undefined && typeof price === 'number' && price > 0) prices.set(midnight, price)
  }
  for (const [venue, id] of SPOT_EXCHANGES) {
    const { body } = await client.get(`/exchanges/${id}/volume_chart`, { days }, signal)
    const rows = createRows(`${SOURCE} ${id}`, now())
    for (const one of listOf(NAME, `volume of ${id}`, body)) {
      rows.row(String(fieldOf(one, 0)), () => {
        const end = midnightOf(numberOf('time', fieldOf(one, 0), ABOVE_0))
        const price = end === undefined ? undefined : prices.get(end)
        if (end === undefined || price === undefined) return undefined
        const time = end - DAY
        if (time < from || time >= to) return undefined
        const values = { volume_usd: Math.round(numberOf('volume', fieldOf(one, 1), FROM_0) * price) }
        // An exchange that is open trades: a whole day of nothing is a gap in the chart.
        if (values.volume_usd === 0) return undefined
        return { table: 'spot_volume', of: { venue }, time, values, source: SOURCE }
      })
    }
    yield rows.page()
  }
}

/** The lengths in days that it has charts of. */
const LENGTHS = [30, 90, 180, 365]
