/**
 * Kraken: spot prices, candles and volume, through ccxt's `kraken` class.
 *
 * | GET path | params | fields used |
 * |---|---|---|
 * | /0/public/AssetPairs | | result{ pair: { wsname ('XBT/USD'), status } } |
 * | /0/public/Ticker | | result{ pair: { c: [last], v: [today, 24 hours] (coins), p: [today, 24 hours] (mean price) } } |
 * | /0/public/OHLC | pair, interval=1440 or 60 (minutes), since (seconds) | result{ pair: [[seconds, open, high, low, close, mean, coins, trades]], last (of the finished) }, the latest 720 |
 * | /0/public/Time | | result.unixtime |
 *
 * All answers: { error: [], result }. Limit: about a call a second.
 */
import { DAY, HOUR } from '#src/market/time.ts'
import { fieldOf, textOf } from '../rows.ts'
import type { Call } from './connection.ts'
import { instantOf, listAt } from './nonempty.ts'
import type { CandleRow, Past, Venue } from './venue.ts'

export const KRAKEN: Venue = {
  name: 'kraken',
  title: 'Kraken',
  ccxt: 'kraken',
  limit: { tokens: 10, per: 10_000 },
  ping: (call) => call('publicGetTime'),
  async spots(call) {
    return (await pairs(call)).flatMap(({ id, base, quote }) => {
      const rank = ['USD', 'USDT', 'USDC'].indexOf(quote)
      return rank < 0 ? [] : [{ id, base, rank }]
    })
  },
  prices: {
    market: 'spot',
    calls: () => 1,
    async read(call) {
      return (await tickers(call)).map(([id, row]) => ({ id, price: fieldOf(row, 'c', 0) }))
    },
  },
  candles: { market: 'spot', daily: candles(1440, DAY), hourly: candles(60, HOUR) },
  spotVolume: {
    calls: 2,
    async read(call) {
      const byId = new Map((await pairs(call)).map((pair) => [pair.id, pair]))
      return (await tickers(call)).flatMap(([id, row]) => {
        const pair = byId.get(id)
        const volume = instantOf(fieldOf(row, 'v', 1)) * instantOf(fieldOf(row, 'p', 1))
        return pair ? [{ base: pair.base, quote: pair.quote, last: fieldOf(row, 'c', 0), volume }] : []
      })
    },
  },
}

const FRESH = 30_000

interface KrakenPair {
  readonly id: string
  readonly base: string
  readonly quote: string
}

async function pairs(call: Call): Promise<readonly KrakenPair[]> {
  const result = fieldOf(await call('publicGetAssetPairs', {}, { keep: DAY }), 'result')
  return Object.entries(result ?? {}).flatMap(([id, row]) => {
    const [base, quote] = textOf(fieldOf(row, 'wsname')).split('/')
    // In other states a pair is listed and does not trade.
    const status = fieldOf(row, 'status')
    const trades =
      status === undefined ||
      !['cancel_only', 'reduce_only', 'maintenance', 'delisted'].includes(String(status))
    return base && quote && trades ? [{ id, base, quote }] : []
  })
}

async function tickers(call: Call): Promise<readonly (readonly [string, unknown])[]> {
  return Object.entries(fieldOf(await call('publicGetTicker', {}, { keep: FRESH }), 'result') ?? {})
}

function candles(interval: number, length: number): Past<CandleRow> {
  return {
    depthDays: (719 * length) / DAY,
    calls: () => 1,
    async *pages(call, { id }, { from }) {
      // `since` is exclusive.
      const since = Math.floor(from / 1000) - 1
      const result = fieldOf(await call('publicGetOHLC', { pair: id, interval, since }), 'result') ?? {}
      const key = Object.keys(result).find((name) => name !== 'last') ?? id
      const finished = instantOf(fieldOf(result, 'last'), 1000)
      yield listAt('kraken', result, key).map((row) => ({
        time: instantOf(fieldOf(row, 0), 1000),
        open: fieldOf(row, 1),
        high: fieldOf(row, 2),
        low: fieldOf(row, 3),
        close: fieldOf(row, 4),
        volume: instantOf(fieldOf(row, 5)) * instantOf(fieldOf(row, 6)),
        over: finished > 0 ? instantOf(fieldOf(row, 0), 1000) <= finished : undefined,
      }))
    },
  }
}
