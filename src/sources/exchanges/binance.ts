/**
 * Binance: USD-M perpetuals, spot candles and volume, through ccxt's `binance` class.
 *
 * | GET path | params | fields used | weight |
 * |---|---|---|---|
 * | /fapi/v1/exchangeInfo | | symbols[{ symbol, contractType, underlyingType, status }]: what a contract is written on | 1 |
 * | /fapi/v1/premiumIndex | | [{ symbol, markPrice, lastFundingRate, nextFundingTime, time }] | 10 |
 * | /fapi/v1/fundingInfo | | [{ symbol, fundingIntervalHours }], those alone that are not 8 | 1, and 1 of `funding` |
 * | /fapi/v1/fundingRate | symbol, startTime, endTime, limit=1000 | [{ fundingTime, fundingRate }], oldest first | 1, and 1 of `funding` |
 * | /fapi/v1/openInterest | symbol | { openInterest (coins), time } | 1 |
 * | /futures/data/openInterestHist | symbol, period=1d or 1h, startTime, endTime, limit=30 or 500 | [{ sumOpenInterest (coins), sumOpenInterestValue (USD), timestamp }], the last 30 days | 1 |
 * | /fapi/v1/ticker/24hr | | [{ symbol, quoteVolume, closeTime }] | 40 |
 * | /fapi/v1/time | | { serverTime } | 1 |
 * | /api/v3/ticker/price | | [{ symbol, price }] | 4 |
 * | /api/v3/klines | symbol, interval=1d or 1h, startTime, endTime, limit=1000 | [open time, open, high, low, close, coins, close time, quote volume] | 2 |
 * | /api/v3/ticker/24hr | | [{ symbol, lastPrice, quoteVolume, closeTime }]: a pair that stopped trading closed long ago | 80 |
 *
 * Limits: 2400 weight a minute; `funding` 500 calls in 5 minutes. Volume of perpetuals is of USD-M alone.
 */
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { fieldOf, textOf } from '../rows.ts'
import { classOf, classOfTicker, type OtherClass } from './classes.ts'
import type { Call } from './connection.ts'
import { forward } from './paging.ts'
import { quotedIn } from './pairs.ts'
import { instantOf, listAt } from './nonempty.ts'
import { lastOf } from './ticker.ts'
import type { CandleRow, Instrument, InterestPastRow, Past, Venue } from './venue.ts'

export const BINANCE: Venue = {
  name: 'binance',
  title: 'Binance',
  ccxt: 'binance',
  limit: { tokens: 2400, per: MINUTE },
  limits: { funding: { tokens: 500, per: 5 * MINUTE } },
  ping: (call) => call('fapiPublicGetTime'),
  listCalls: 2,
  async perps(call) {
    const [rows, otherOf] = [await premiumIndex(call, DAY), await perpClasses(call)]
    return rows.flatMap((row) => {
      const id = textOf(fieldOf(row, 'symbol'))
      const pair = quotedIn(id, ['USDT', 'USDC'])
      // Contracts that are over, or end on a day, have no settlement to come.
      if (!pair || !(Number(fieldOf(row, 'nextFundingTime')) > 0)) return []
      const other = otherOf(id, pair.base, fieldOf(row, 'markPrice'))
      const listed = { id, base: pair.base, rank: pair.quote === 'USDT' ? 0 : 1 }
      return other === 'over' ? [] : [{ ...listed, other }]
    })
  },
  async spots(call) {
    const [rows, isOver] = [await spotPrices(call, DAY), await closedPairs(call)]
    return rows.flatMap((row): Instrument[] => {
      const id = textOf(fieldOf(row, 'symbol'))
      const pair = quotedIn(id, ['USDT', 'USDC', 'FDUSD'])
      return pair && !isOver(id)
        ? [{ id, base: pair.base, rank: ['USDT', 'USDC', 'FDUSD'].indexOf(pair.quote) }]
        : []
    })
  },
  prices: {
    market: 'spot',
    calls: () => 1,
    async read(call) {
      return (await spotPrices(call, FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'symbol')),
        price: fieldOf(row, 'price'),
      }))
    },
  },
  pushed: { read: lastOf },
  next: {
    calls: () => 2,
    async read(call) {
      const rule = { limit: 'funding', keep: 6 * HOUR }
      const rows = await premiumIndex(call, FRESH)
      const hours = new Map(
        listAt('binance', await call('fapiPublicGetFundingInfo', {}, rule)).map((row) => [
          fieldOf(row, 'symbol'),
          fieldOf(row, 'fundingIntervalHours'),
        ]),
      )
      return rows.map((row) => ({
        id: textOf(fieldOf(row, 'symbol')),
        rate: fieldOf(row, 'lastFundingRate'),
        at: fieldOf(row, 'nextFundingTime'),
        time: fieldOf(row, 'time'),
        // premiumIndex has no interval; fundingInfo lists only what differs from eight hours.
        intervalHours: hours.get(fieldOf(row, 'symbol')) ?? 8,
      }))
    },
  },
  interest: {
    calls: (instruments) => instruments + 1,
    async read(call, instruments) {
      const marks = new Map(
        (await premiumIndex(call, FRESH)).map((row) => [fieldOf(row, 'symbol'), fieldOf(row, 'markPrice')]),
      )
      return Promise.all(
        instruments.map(async ({ id }) => {
          const row = await call('fapiPublicGetOpenInterest', { symbol: id })
          return { id, kind: 'linear' as const, row, mark: marks.get(id), time: fieldOf(row, 'time') }
        }),
      )
    },
  },
  interestDaily: interestRows('1d', 30),
  interestHourly: interestRows('1h', 500),
  settled: {
    calls: (range) => Math.ceil(range / (1000 * 4 * HOUR)),
    pages: (call, { id }, range) =>
      forward(async (startTime) => {
        const params = { symbol: id, startTime, endTime: range.to - 1, limit: 1000 }
        const body = await call('fapiPublicGetFundingRate', params, { limit: 'funding' })
        return listAt('binance', body).map((row) => ({
          time: instantOf(fieldOf(row, 'fundingTime')),
          rate: fieldOf(row, 'fundingRate'),
        }))
      }, range),
  },
  candles: { market: 'spot', daily: candles('1d', DAY), hourly: candles('1h', HOUR) },
  spotVolume: {
    calls: 1,
    async read(call) {
      const rows = listAt('binance', await call('publicGetTicker24hr', {}, { weight: 80, keep: FRESH }))
      return rows.flatMap((row) => {
        const pair = quotedIn(textOf(fieldOf(row, 'symbol')))
        const [last, volume] = [fieldOf(row, 'lastPrice'), fieldOf(row, 'quoteVolume')]
        return pair ? [{ ...pair, last, volume, time: fieldOf(row, 'closeTime') }] : []
      })
    },
  },
  perpVolume: {
    calls: 2,
    async read(call) {
      const rows = listAt('binance', await call('fapiPublicGetTicker24hr', {}, { weight: 40 }))
      const otherOf = await perpClasses(call)
      return rows.flatMap((row) => {
        const id = textOf(fieldOf(row, 'symbol'))
        const pair = quotedIn(id, ['USDT', 'USDC'])
        const other = pair && otherOf(id, pair.base, fieldOf(row, 'lastPrice'))
        return pair && other !== 'over'
          ? [{ id, volume: fieldOf(row, 'quoteVolume'), time: fieldOf(row, 'closeTime'), other }]
          : []
      })
    },
  },
}

const FRESH = 30_000

function interestRows(period: string, limit: number): Past<InterestPastRow> {
  return {
    depthDays: 30,
    calls: () => 1,
    async *pages(call, { id }, { from, to }) {
      const params = { symbol: id, period, startTime: from, endTime: to - 1, limit }
      const body = await call('fapiDataGetOpenInterestHist', params)
      yield listAt('binance', body).map((row) => ({ time: instantOf(fieldOf(row, 'timestamp')), row }))
    },
  }
}

/** What `underlyingType` says a contract is written on. */
const MARKS: Readonly<Record<string, OtherClass | 'coin'>> = {
  COIN: 'coin',
  INDEX: 'index',
  EQUITY: 'equity',
  KR_EQUITY: 'equity',
  HK_EQUITY: 'equity',
  COMMODITY: 'commodity',
}

/**
 * What a contract is written on, `over` where it trades no more. The list of contracts marks them; without it, the ticker
 * decides, so that its absence costs no coin its figures.
 */
async function perpClasses(
  call: Call,
): Promise<(id: string, ticker: string, price: unknown) => OtherClass | 'over' | undefined> {
  const body = await call('fapiPublicGetExchangeInfo', {}, { keep: DAY }).catch(() => undefined)
  const symbols = fieldOf(body, 'symbols')
  if (!Array.isArray(symbols) || symbols.length === 0)
    return (_, ticker, price) => classOfTicker(ticker, price)
  const byId = new Map(symbols.map((row) => [fieldOf(row, 'symbol'), row]))
  return (id, ticker, price) => {
    const row = byId.get(id)
    if (row === undefined || fieldOf(row, 'status') !== 'TRADING') return 'over'
    const other = classOf(fieldOf(row, 'underlyingType'), MARKS, { ticker, price })
    return other ?? (fieldOf(row, 'contractType') === 'PERPETUAL' ? undefined : 'unknown')
  }
}

async function premiumIndex(call: Call, keep: number): Promise<readonly unknown[]> {
  return listAt('binance', await call('fapiPublicGetPremiumIndex', {}, { weight: 10, keep }))
}

/**
 * Pairs that stopped trading: lists hold them for years, `ticker/price` at their last price. Their last 24 hours closed long
 * before those of others. Where those 24 hours are not reported, no pair is known to be one.
 */
async function closedPairs(call: Call): Promise<(id: string) => boolean> {
  const body = await call('publicGetTicker24hr', {}, { weight: 80, keep: DAY }).catch(() => undefined)
  const rows = Array.isArray(body) ? body : []
  const closes = new Map(rows.map((row) => [fieldOf(row, 'symbol'), instantOf(fieldOf(row, 'closeTime'))]))
  const newest = [...closes.values()].filter(Number.isFinite).reduce((a, b) => Math.max(a, b), 0)
  return (id) => newest - (closes.get(id) ?? newest) > DAY
}

async function spotPrices(call: Call, keep: number): Promise<readonly unknown[]> {
  return listAt('binance', await call('publicGetTickerPrice', {}, { weight: 4, keep }))
}

function candles(interval: string, length: number): Past<CandleRow> {
  return {
    calls: (range) => Math.ceil(range / (1000 * length)),
    pages: (call, { id }, range) =>
      forward(
        async (startTime) => {
          const params = { symbol: id, interval, startTime, endTime: range.to - 1, limit: 1000 }
          return listAt('binance', await call('publicGetKlines', params, { weight: 2 })).map((row) => ({
            time: instantOf(fieldOf(row, 0)),
            open: fieldOf(row, 1),
            high: fieldOf(row, 2),
            low: fieldOf(row, 3),
            close: fieldOf(row, 4),
            // ccxt's own candles have the volume in coins alone.
            volume: fieldOf(row, 7),
          }))
        },
        range,
        length,
      ),
  }
}
