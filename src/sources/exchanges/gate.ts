/**
 * Gate v4: USDT-margined perpetuals, spot candles and volume, through ccxt's `gate` class.
 *
 * | GET path | params | fields used |
 * |---|---|---|
 * | /api/v4/futures/usdt/contracts | | [{ name, last_price, index_price, mark_price, funding_rate, funding_interval (seconds), funding_next_apply (seconds), position_size (contracts), quanto_multiplier, in_delisting, contract_type }] |
 * | /api/v4/futures/usdt/funding_rate | contract, from, to (seconds), limit=1000 | [{ r, t (seconds) }], latest first |
 * | /api/v4/futures/usdt/contract_stats | contract, interval=1d or 1h, from (seconds), limit=100 | [{ time (seconds), open_interest_usd, mark_price }], oldest first |
 * | /api/v4/futures/usdt/tickers | | [{ contract, volume_24h_quote }] |
 * | /api/v4/spot/tickers | | [{ currency_pair, last, quote_volume }] |
 * | /api/v4/spot/candlesticks | currency_pair, interval=1d or 1h, from, to (seconds) | [seconds, quote volume, close, high, low, open, coins, finished], oldest first, 1000 at most |
 * | /api/v4/spot/time | | { server_time } |
 *
 * Limit: 200 calls in 10 seconds.
 */
import { DAY, HOUR } from '#src/market/time.ts'
import { fieldOf, textOf } from '../rows.ts'
import { classOf, type OtherClass } from './classes.ts'
import type { Call } from './connection.ts'
import { backward, forward } from './paging.ts'
import { instantOf, listAt } from './nonempty.ts'
import type { CandleRow, InterestPastRow, Past, Venue } from './venue.ts'

export const GATE: Venue = {
  name: 'gate',
  title: 'Gate',
  ccxt: 'gate',
  limit: { tokens: 200, per: 10_000 },
  ping: (call) => call('publicSpotGetTime'),
  async perps(call) {
    return (await contracts(call, DAY)).flatMap((row) => {
      const id = textOf(fieldOf(row, 'name'))
      const [base = '', quote] = id.split('_')
      const intervalHours = instantOf(fieldOf(row, 'funding_interval')) / 3600
      const other = otherOf(row, base)
      return quote === 'USDT' && fieldOf(row, 'in_delisting') !== true
        ? [{ id, base, rank: 0, ...(intervalHours > 0 ? { intervalHours } : {}), other }]
        : []
    })
  },
  async spots(call) {
    return (await spotTickers(call, DAY)).flatMap((row) => {
      const id = textOf(fieldOf(row, 'currency_pair'))
      const [base = '', quote] = id.split('_')
      // A pair without trades has a stale price.
      const isIdle = Number(fieldOf(row, 'quote_volume') ?? 1) === 0
      return quote === 'USDT' && !isIdle ? [{ id, base, rank: 0 }] : []
    })
  },
  prices: {
    calls: () => 1,
    async read(call) {
      return (await contracts(call, FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'name')),
        price: fieldOf(row, 'index_price') || fieldOf(row, 'last_price'),
      }))
    },
  },
  next: {
    calls: () => 1,
    async read(call) {
      return (await contracts(call, FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'name')),
        rate: fieldOf(row, 'funding_rate'),
        at: instantOf(fieldOf(row, 'funding_next_apply'), 1000),
        intervalHours: instantOf(fieldOf(row, 'funding_interval')) / 3600,
      }))
    },
  },
  interest: {
    calls: () => 1,
    async read(call) {
      return (await contracts(call, FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'name')),
        kind: 'linear' as const,
        row,
        mark: fieldOf(row, 'mark_price'),
      }))
    },
  },
  interestDaily: interestRows('1d', DAY),
  interestHourly: interestRows('1h', HOUR),
  settled: {
    calls: (range) => Math.ceil(range / (1000 * 8 * HOUR)),
    pages: (call, { id, intervalHours = 8 }, range) =>
      backward(
        async ({ from, to }) => {
          const params = {
            settle: 'usdt',
            contract: id,
            from: seconds(from),
            to: seconds(to - 1),
            limit: 1000,
          }
          return listAt('gate', await call('publicFuturesGetSettleFundingRate', params)).map((row) => ({
            time: instantOf(fieldOf(row, 't'), 1000),
            rate: fieldOf(row, 'r'),
          }))
        },
        range,
        1000 * intervalHours * HOUR,
      ),
  },
  candles: { market: 'spot', daily: candles('1d', DAY), hourly: candles('1h', HOUR) },
  spotVolume: {
    calls: 1,
    async read(call) {
      return (await spotTickers(call, FRESH)).flatMap((row) => {
        const [base, quote] = textOf(fieldOf(row, 'currency_pair')).split('_')
        return base && quote
          ? [{ base, quote, last: fieldOf(row, 'last'), volume: fieldOf(row, 'quote_volume') }]
          : []
      })
    },
  },
  perpVolume: {
    calls: 2,
    async read(call) {
      const rows = listAt('gate', await call('publicFuturesGetSettleTickers', { settle: 'usdt' }))
      const listed = await contracts(call, DAY).catch(() => [])
      const byId = new Map(listed.map((row) => [textOf(fieldOf(row, 'name')), row]))
      return rows.map((row) => {
        const id = textOf(fieldOf(row, 'contract'))
        const other = otherOf(byId.get(id), id.split('_')[0] ?? '', fieldOf(row, 'last'))
        return { id, volume: fieldOf(row, 'volume_24h_quote'), other }
      })
    },
  },
}

const FRESH = 30_000

/** What `contract_type` says a contract is written on; coins have none. */
const MARKS: Readonly<Record<string, OtherClass | 'coin'>> = {
  '': 'coin',
  crypto: 'coin',
  stocks: 'equity',
  metals: 'commodity',
  commodities: 'commodity',
  indices: 'index',
  forex: 'currency',
}

function otherOf(row: unknown, ticker: string, price = fieldOf(row, 'mark_price')): OtherClass | undefined {
  return classOf(fieldOf(row, 'contract_type'), MARKS, { ticker, price })
}

function interestRows(interval: string, length: number): Past<InterestPastRow> {
  return {
    calls: (range) => Math.ceil(range / (100 * length)),
    pages: (call, { id }, range) =>
      forward(
        async (since) => {
          const params = { settle: 'usdt', contract: id, interval, from: seconds(since), limit: 100 }
          return listAt('gate', await call('publicFuturesGetSettleContractStats', params)).map((row) => ({
            time: instantOf(fieldOf(row, 'time'), 1000),
            row,
          }))
        },
        range,
        length,
      ),
  }
}

function seconds(time: number): number {
  return Math.ceil(time / 1000)
}

async function contracts(call: Call, keep: number): Promise<readonly unknown[]> {
  return listAt('gate', await call('publicFuturesGetSettleContracts', { settle: 'usdt' }, { keep }))
}

async function spotTickers(call: Call, keep: number): Promise<readonly unknown[]> {
  return listAt('gate', await call('publicSpotGetTickers', {}, { keep }))
}

function candles(interval: string, length: number): Past<CandleRow> {
  return {
    depthDays: (10_000 * length) / DAY,
    calls: (range) => Math.ceil(range / (999 * length)),
    pages: (call, { id }, range) =>
      backward(
        async ({ from, to }) => {
          const params = { currency_pair: id, interval, from: seconds(from), to: seconds(to - 1) }
          return listAt('gate', await call('publicSpotGetCandlesticks', params)).map((row) => ({
            time: instantOf(fieldOf(row, 0), 1000),
            open: fieldOf(row, 5),
            high: fieldOf(row, 3),
            low: fieldOf(row, 4),
            close: fieldOf(row, 2),
            volume: fieldOf(row, 1),
            over: { false: false, true: true }[String(fieldOf(row, 7))],
          }))
        },
        range,
        999 * length,
      ),
  }
}
