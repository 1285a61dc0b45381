/**
 * OKX v5: USDT-margined perpetuals, spot candles and volume, through ccxt's `okx` class.
 *
 * | GET path | params | fields used |
 * |---|---|---|
 * | /api/v5/public/instruments | instType=SWAP or SPOT | data[{ instId, instCategory, state }] |
 * | /api/v5/market/tickers | instType=SWAP | data[{ instId, last, volCcy24h (coins), ts }] |
 * | /api/v5/market/tickers | instType=SPOT | data[{ instId, last, volCcy24h (quote), ts }] |
 * | /api/v5/public/funding-rate | instId=ANY | data[{ instId, fundingRate, fundingTime, nextFundingTime, ts }] |
 * | /api/v5/public/funding-rate-history | instId, before, after, limit=400 | data[{ realizedRate, fundingRate, fundingTime }], latest first |
 * | /api/v5/public/open-interest | instType=SWAP | data[{ instId, oi (contracts), oiCcy (coins), oiUsd, ts }] |
 * | /api/v5/public/mark-price | instType=SWAP | data[{ instId, markPx }], asked only where oiUsd is absent |
 * | /api/v5/rubik/stat/contracts/open-interest-history | instId, period=1Dutc or 1H, begin, end, limit=100 | data[time, contracts, coins, USD], latest first |
 * | /api/v5/market/history-candles | instId, bar=1Dutc or 1H, before, after, limit=300 | data[time, open, high, low, close, coins, coins, quote volume, finished], latest first |
 * | /api/v5/public/time | | data[{ ts }] |
 *
 * All answers: { code: '0', data }. `before` and `after` are exclusive: rows later than the one, earlier than the
 * other. Limits: 20 calls in 2 seconds; `funding` 10, `rubik` 5. Funding reaches back three months. Bars of `1D` open
 * at midnight in Hong Kong, hence 1Dutc.
 */
import { DAY, HOUR } from '#src/market/time.ts'
import { fieldOf, textOf } from '../rows.ts'
import { classOf, type OtherClass } from './classes.ts'
import type { Call } from './connection.ts'
import { backward } from './paging.ts'
import { instantOf, listAt } from './nonempty.ts'
import { lastOf } from './ticker.ts'
import type { CandleRow, InterestPastRow, Past, Venue } from './venue.ts'

export const OKX: Venue = {
  name: 'okx',
  title: 'OKX',
  ccxt: 'okx',
  limit: { tokens: 20, per: 2000 },
  limits: { funding: { tokens: 10, per: 2000 }, rubik: { tokens: 5, per: 2000 } },
  ping: (call) => call('publicGetPublicTime'),
  listCalls: 2,
  async perps(call) {
    const [rows, otherOf] = [await interest(call, DAY), await classesOf(call, 'SWAP')]
    return rows.flatMap((row) => {
      const id = textOf(fieldOf(row, 'instId'))
      const base = SWAP.exec(id)?.[1]
      const other = base === undefined ? 'over' : otherOf(id, base)
      return base === undefined || other === 'over' ? [] : [{ id, base, rank: 0, other }]
    })
  },
  async spots(call) {
    const [rows, otherOf] = [await tickers(call, 'SPOT', DAY), await classesOf(call, 'SPOT')]
    return rows.flatMap((row) => {
      const id = textOf(fieldOf(row, 'instId'))
      const [base = '', quote = ''] = id.split('-')
      const rank = ['USDT', 'USDC', 'USD'].indexOf(quote)
      const other = otherOf(id, base, fieldOf(row, 'last'))
      return rank < 0 || other === 'over' ? [] : [{ id, base, rank, other }]
    })
  },
  prices: {
    market: 'spot',
    calls: () => 1,
    async read(call) {
      return (await tickers(call, 'SPOT', FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'instId')),
        price: fieldOf(row, 'last'),
        time: fieldOf(row, 'ts'),
      }))
    },
  },
  pushed: { read: lastOf },
  next: {
    calls: () => 1,
    async read(call) {
      const body = await call('publicGetPublicFundingRate', { instId: 'ANY' }, { keep: FRESH })
      return listAt('okx', body, 'data').map((row) => {
        const [at, after] = [fieldOf(row, 'fundingTime'), fieldOf(row, 'nextFundingTime')]
        const hours = (instantOf(after) - instantOf(at)) / HOUR
        return {
          id: textOf(fieldOf(row, 'instId')),
          rate: fieldOf(row, 'fundingRate'),
          at,
          intervalHours: hours > 0 ? hours : undefined,
          time: fieldOf(row, 'ts') || undefined,
        }
      })
    },
  },
  interest: {
    calls: () => 1,
    async read(call) {
      const rows = await interest(call, FRESH)
      const worded = rows.every((row) => fieldOf(row, 'oiUsd'))
      const marks = worded ? new Map<unknown, unknown>() : await markPrices(call)
      return rows.map((row) => ({
        id: textOf(fieldOf(row, 'instId')),
        kind: 'linear' as const,
        row,
        mark: marks.get(fieldOf(row, 'instId')),
        time: fieldOf(row, 'ts'),
      }))
    },
  },
  interestDaily: interestRows('1Dutc', DAY),
  interestHourly: interestRows('1H', HOUR),
  settled: {
    depthDays: 90,
    calls: (range) => Math.ceil(Math.min(range, 90 * DAY) / (400 * 8 * HOUR)),
    pages: (call, { id }, range) =>
      backward(
        async ({ from, to }) => {
          const params = { instId: id, before: from - 1, after: to, limit: 400 }
          const body = await call('publicGetPublicFundingRateHistory', params, { limit: 'funding' })
          return listAt('okx', body, 'data').map((row) => ({
            time: instantOf(fieldOf(row, 'fundingTime')),
            // What was paid; fundingRate is what had been predicted, which stands for it in rows of no other alone.
            rate: fieldOf(row, 'realizedRate') ?? fieldOf(row, 'fundingRate'),
          }))
        },
        range,
        400 * 8 * HOUR,
      ),
  },
  candles: { market: 'spot', daily: candles('1Dutc', DAY), hourly: candles('1H', HOUR) },
  spotVolume: {
    calls: 2,
    async read(call) {
      const [rows, otherOf] = [await tickers(call, 'SPOT', FRESH), await classesOf(call, 'SPOT')]
      return rows.flatMap((row) => {
        const id = textOf(fieldOf(row, 'instId'))
        const [base, quote] = id.split('-')
        const other = otherOf(id, base ?? '', fieldOf(row, 'last'))
        return base && quote && other !== 'over'
          ? [
              {
                ...{ base, quote, last: fieldOf(row, 'last') },
                ...{ volume: fieldOf(row, 'volCcy24h'), time: fieldOf(row, 'ts'), other },
              },
            ]
          : []
      })
    },
  },
  perpVolume: {
    calls: 2,
    async read(call) {
      // Coins for perpetuals of either margin, hence times the price.
      const [rows, otherOf] = [await tickers(call, 'SWAP', FRESH), await classesOf(call, 'SWAP')]
      return rows.flatMap((row) => {
        const id = textOf(fieldOf(row, 'instId'))
        const base = /^(.+)-USD[TC]?-SWAP$/.exec(id)?.[1]
        const [coins, last] = [fieldOf(row, 'volCcy24h'), fieldOf(row, 'last')]
        const other = base === undefined ? 'over' : otherOf(id, base, last)
        const volume = instantOf(coins) * instantOf(last)
        return other === 'over' ? [] : [{ id, volume, time: fieldOf(row, 'ts'), other }]
      })
    },
  },
}

const FRESH = 30_000

function interestRows(period: string, length: number): Past<InterestPastRow> {
  return {
    depthDays: (1440 * length) / DAY,
    calls: (range) => Math.ceil(range / (100 * length)),
    pages: (call, { id }, range) =>
      backward(
        async ({ from, to }) => {
          const params = { instId: id, period, begin: from, end: to - 1, limit: 100 }
          const rule = { limit: 'rubik' }
          const body = await call('publicGetRubikStatContractsOpenInterestHistory', params, rule)
          return listAt('okx', body, 'data').map((row) => ({ time: instantOf(fieldOf(row, 0)), row }))
        },
        range,
        100 * length,
      ),
  }
}

const SWAP = /^(.+)-USDT-SWAP$/

/** What `instCategory` says an instrument is written on; `category` is 1 of all. */
const MARKS: Readonly<Record<string, OtherClass | 'coin'>> = {
  '1': 'coin',
  '3': 'equity',
  '4': 'commodity',
  '5': 'currency',
}

/**
 * What an instrument is written on, `over` where it does not trade: as the list of instruments marks it; without that list,
 * the ticker decides.
 */
async function classesOf(
  call: Call,
  instType: 'SWAP' | 'SPOT',
): Promise<(id: string, ticker: string, price?: unknown) => OtherClass | 'over' | undefined> {
  const body = await call('publicGetPublicInstruments', { instType }, { keep: DAY }).catch(() => undefined)
  const rows = fieldOf(body, 'data')
  const byId = new Map((Array.isArray(rows) ? rows : []).map((row) => [fieldOf(row, 'instId'), row]))
  return (id, ticker, price) => {
    const row = byId.get(id)
    const state = fieldOf(row, 'state')
    if (state !== undefined && state !== 'live') return 'over'
    return classOf(fieldOf(row, 'instCategory'), MARKS, { ticker, price })
  }
}

async function tickers(call: Call, instType: string, keep: number): Promise<readonly unknown[]> {
  return listAt('okx', await call('publicGetMarketTickers', { instType }, { keep }), 'data')
}

async function interest(call: Call, keep: number): Promise<readonly unknown[]> {
  return listAt('okx', await call('publicGetPublicOpenInterest', { instType: 'SWAP' }, { keep }), 'data')
}

async function markPrices(call: Call): Promise<ReadonlyMap<unknown, unknown>> {
  const body = await call('publicGetPublicMarkPrice', { instType: 'SWAP' }, { keep: FRESH })
  return new Map(listAt('okx', body, 'data').map((row) => [fieldOf(row, 'instId'), fieldOf(row, 'markPx')]))
}

function candles(bar: string, length: number): Past<CandleRow> {
  return {
    calls: (range) => Math.ceil(range / (300 * length)),
    pages: (call, { id }, range) =>
      backward(
        async ({ from, to }) => {
          const params = { instId: id, bar, before: from - 1, after: to, limit: 300 }
          return listAt('okx', await call('publicGetMarketHistoryCandles', params), 'data').map((row) => ({
            time: instantOf(fieldOf(row, 0)),
            open: fieldOf(row, 1),
            high: fieldOf(row, 2),
            low: fieldOf(row, 3),
            close: fieldOf(row, 4),
            volume: fieldOf(row, 7),
            over: { '0': false, '1': true }[String(fieldOf(row, 8))],
          }))
        },
        range,
        300 * length,
      ),
  }
}
