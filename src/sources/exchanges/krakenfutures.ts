/**
 * Kraken Futures: its linear perpetuals (PF_), through ccxt's `krakenfutures` class. Inverse ones (PI_) are left out.
 *
 * | GET path | params | fields used |
 * |---|---|---|
 * | /derivatives/api/v3/tickers | | tickers[{ symbol, indexPrice, markPrice, fundingRate (USD a coin and hour), openInterest (coins), volumeQuote (USD), suspended }], serverTime |
 * | /derivatives/api/v4/historicalfundingrates | symbol | rates[{ timestamp (ISO), relativeFundingRate }], the whole history |
 *
 * Limit: 100 calls a minute of ours. Funding is hourly.
 */
import { DAY, MINUTE } from '#src/market/time.ts'
import { fieldOf, textOf } from '../rows.ts'
import { classOfTicker } from './classes.ts'
import type { Call } from './connection.ts'
import { instantOf, listAt } from './nonempty.ts'
import type { Venue } from './venue.ts'

export const KRAKEN_FUTURES: Venue = {
  name: 'krakenfutures',
  title: 'Kraken Futures',
  ccxt: 'krakenfutures',
  limit: { tokens: 100, per: MINUTE },
  ping: (call) => tickers(call, FRESH),
  async perps(call) {
    return (await tickers(call, DAY)).flatMap((row) => {
      const id = textOf(fieldOf(row, 'symbol'))
      const base = PERP.exec(id)?.[1]
      return base === undefined || fieldOf(row, 'suspended') === true
        ? []
        : [{ id, base, rank: 0, intervalHours: 1, other: classOfTicker(base, fieldOf(row, 'markPrice')) }]
    })
  },
  prices: {
    calls: () => 1,
    async read(call) {
      return (await tickers(call, FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'symbol')),
        price: fieldOf(row, 'indexPrice'),
      }))
    },
  },
  next: {
    calls: () => 1,
    async read(call) {
      return (await tickers(call, FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'symbol')),
        // USD a coin: over the price it is a fraction, which holds for linear contracts alone.
        rate: instantOf(fieldOf(row, 'fundingRate')) / instantOf(fieldOf(row, 'markPrice')),
        at: undefined,
        intervalHours: 1,
      }))
    },
  },
  interest: {
    calls: () => 1,
    async read(call) {
      return (await tickers(call, FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'symbol')),
        kind: 'linear' as const,
        row,
        mark: fieldOf(row, 'markPrice'),
      }))
    },
  },
  settled: {
    calls: () => 1,
    async *pages(call, { id }, { from, to }) {
      const body = await call('publicGetHistoricalfundingrates', { symbol: id })
      yield listAt('krakenfutures', body, 'rates')
        .map((row) => ({
          time: Date.parse(textOf(fieldOf(row, 'timestamp'))),
          rate: fieldOf(row, 'relativeFundingRate'),
          intervalHours: 1,
        }))
        .filter(({ time }) => !(time < from || time >= to))
        .toSorted((a, b) => a.time - b.time)
    },
  },
  perpVolume: {
    calls: 1,
    async read(call) {
      return (await tickers(call, FRESH)).flatMap((row) => {
        const id = textOf(fieldOf(row, 'symbol'))
        const base = PERP.exec(id)?.[1]
        // Its tickers carry no mark: what is known to be no coin's is reported by the ticker.
        const other = classOfTicker(base ?? '', fieldOf(row, 'markPrice'))
        return base === undefined ? [] : [{ id, volume: fieldOf(row, 'volumeQuote'), other }]
      })
    },
  },
}

const FRESH = 30_000
const PERP = /^PF_(.+)USD$/

async function tickers(call: Call, keep: number): Promise<readonly unknown[]> {
  return listAt('krakenfutures', await call('publicGetTickers', {}, { keep }), 'tickers')
}
