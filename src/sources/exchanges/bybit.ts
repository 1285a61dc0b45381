/**
 * Bybit v5: linear perpetuals, spot candles and volume, through ccxt's `bybit` class.
 *
 * | GET path | params | fields used |
 * |---|---|---|
 * | /v5/market/instruments-info | category=linear or spot, limit=1000, cursor | result.list[{ symbol, symbolType, status }], result.nextPageCursor |
 * | /v5/market/tickers | category=linear | result.list[{ symbol, lastPrice, indexPrice, markPrice, fundingRate, nextFundingTime, fundingIntervalHour, openInterest (coins, both sides), singleOpenInterest (coins, one), turnover24h (USD) }], time |
 * | /v5/market/tickers | category=spot | result.list[{ symbol, lastPrice, turnover24h (quote) }] |
 * | /v5/market/funding/history | category=linear, symbol, startTime, endTime, limit=200 | result.list[{ fundingRate, fundingRateTimestamp }], latest first |
 * | /v5/market/open-interest | category=linear, symbol, intervalTime=1d or 1h, startTime, endTime, limit=200 | result.list[{ openInterest, singleOpenInterest, timestamp }], latest first |
 * | /v5/market/kline | category=linear or spot, symbol, interval=D or 60, start, end, limit=1000 (200 beside open interest) | result.list[start, open, high, low, close, coins, quote volume], latest first |
 * | /v5/market/time | | result.timeNano |
 *
 * All answers: { retCode: 0, result, time }. startTime alone is an error. Limit: 600 calls in 5 seconds, then 403.
 */
import { DAY, HOUR } from '#src/market/time.ts'
import { fieldOf, textOf } from '../rows.ts'
import { classOf, type OtherClass } from './classes.ts'
import type { Call } from './connection.ts'
import { backward, type Range } from './paging.ts'
import { quotedIn } from './pairs.ts'
import { instantOf, listAt } from './nonempty.ts'
import { indexOf } from './ticker.ts'
import type { CandleRow, Past, Venue } from './venue.ts'

export const BYBIT: Venue = {
  name: 'bybit',
  title: 'Bybit',
  ccxt: 'bybit',
  limit: { tokens: 500, per: 5000 },
  ping: (call) => call('publicGetV5MarketTime'),
  listCalls: 2,
  async perps(call) {
    const [rows, otherOf] = [await tickers(call, 'linear', DAY), await classesOf(call, 'linear')]
    return rows.flatMap((row) => {
      const id = textOf(fieldOf(row, 'symbol'))
      const pair = quotedIn(id, ['USDT', 'PERP'])
      const intervalHours = instantOf(fieldOf(row, 'fundingIntervalHour'))
      return pair
        ? [
            {
              id,
              base: pair.base,
              rank: pair.quote === 'USDT' ? 0 : 1,
              ...(intervalHours > 0 ? { intervalHours } : {}),
              other: otherOf(id, pair.base, fieldOf(row, 'lastPrice')),
            },
          ]
        : []
    })
  },
  async spots(call) {
    const [rows, otherOf] = [await tickers(call, 'spot', DAY), await classesOf(call, 'spot')]
    return rows.flatMap((row) => {
      const id = textOf(fieldOf(row, 'symbol'))
      const pair = quotedIn(id, ['USDT', 'USDC'])
      const other = pair && otherOf(id, pair.base, fieldOf(row, 'lastPrice'))
      return pair ? [{ id, base: pair.base, rank: pair.quote === 'USDT' ? 0 : 1, other }] : []
    })
  },
  prices: {
    calls: () => 1,
    async read(call) {
      return (await tickers(call, 'linear', FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'symbol')),
        price: fieldOf(row, 'indexPrice') || fieldOf(row, 'lastPrice'),
        time: fieldOf(row, ANSWERED_AT),
      }))
    },
  },
  pushed: { read: indexOf },
  next: {
    calls: () => 1,
    async read(call) {
      return (await tickers(call, 'linear', FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'symbol')),
        rate: fieldOf(row, 'fundingRate'),
        at: fieldOf(row, 'nextFundingTime'),
        intervalHours: fieldOf(row, 'fundingIntervalHour'),
        time: fieldOf(row, ANSWERED_AT),
      }))
    },
  },
  interest: {
    calls: () => 1,
    async read(call) {
      return (await tickers(call, 'linear', FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'symbol')),
        kind: 'linear' as const,
        row,
        mark: fieldOf(row, 'markPrice'),
        time: fieldOf(row, ANSWERED_AT),
      }))
    },
  },
  interestDaily: {
    calls: (range) => 2 * Math.ceil(range / (200 * DAY)),
    pages: (call, { id }, range) =>
      backward(
        async ({ from, to }) => {
          const params = { category: 'linear', symbol: id, limit: 200 }
          const [body, prices] = await Promise.all([
            call('publicGetV5MarketOpenInterest', {
              ...{ ...params, intervalTime: '1d' },
              ...{ startTime: from, endTime: to - 1 },
            }),
            klines(call, { ...params, interval: 'D' }, { from, to }),
          ])
          // Rows are of 00:00: the price of that moment is what the day opened at.
          const opens = new Map(prices.map(({ time, open }) => [time, open]))
          return listAt('bybit', body, 'result', 'list').map((row) => {
            const time = instantOf(fieldOf(row, 'timestamp'))
            return { time, row, mark: opens.get(time), markAfter: opens.get(time + DAY) }
          })
        },
        range,
        200 * DAY,
      ),
  },
  interestHourly: {
    calls: (range) => Math.ceil(range / (200 * HOUR)),
    pages: (call, { id }, range) =>
      backward(
        async ({ from, to }) => {
          const body = await call('publicGetV5MarketOpenInterest', {
            ...{ category: 'linear', symbol: id, limit: 200, intervalTime: '1h' },
            ...{ startTime: from, endTime: to - 1 },
          })
          return listAt('bybit', body, 'result', 'list').map((row) => ({
            time: instantOf(fieldOf(row, 'timestamp')),
            row,
          }))
        },
        range,
        200 * HOUR,
      ),
  },
  settled: {
    calls: (range) => Math.ceil(range / (200 * 8 * HOUR)),
    pages: (call, { id, intervalHours = 8 }, range) =>
      backward(
        async ({ from, to }) => {
          const params = { category: 'linear', symbol: id, startTime: from, endTime: to - 1, limit: 200 }
          const body = await call('publicGetV5MarketFundingHistory', params)
          return listAt('bybit', body, 'result', 'list').map((row) => ({
            time: instantOf(fieldOf(row, 'fundingRateTimestamp')),
            rate: fieldOf(row, 'fundingRate'),
          }))
        },
        range,
        200 * intervalHours * HOUR,
      ),
  },
  candles: { market: 'spot', daily: candles('D', DAY), hourly: candles('60', HOUR) },
  spotVolume: {
    calls: 2,
    async read(call) {
      const [rows, otherOf] = [await tickers(call, 'spot', FRESH), await classesOf(call, 'spot')]
      return rows.flatMap((row) => {
        const id = textOf(fieldOf(row, 'symbol'))
        const pair = quotedIn(id)
        const [last, volume] = [fieldOf(row, 'lastPrice'), fieldOf(row, 'turnover24h')]
        const other = pair && otherOf(id, pair.base, last)
        return pair ? [{ ...pair, last, volume, time: fieldOf(row, ANSWERED_AT), other }] : []
      })
    },
  },
  perpVolume: {
    calls: 2,
    async read(call) {
      const [rows, otherOf] = [await tickers(call, 'linear', FRESH), await classesOf(call, 'linear')]
      return rows.flatMap((row) => {
        const id = textOf(fieldOf(row, 'symbol'))
        const pair = quotedIn(id, ['USDT', 'PERP'])
        const other = pair && otherOf(id, pair.base, fieldOf(row, 'lastPrice'))
        return pair
          ? [{ id, volume: fieldOf(row, 'turnover24h'), time: fieldOf(row, ANSWERED_AT), other }]
          : []
      })
    },
  },
}

const FRESH = 30_000
/** Under this name each row has the time of the whole answer. */
const ANSWERED_AT = 'answered at'

/** What `symbolType` says an instrument is written on; coins have none, or are new ones. */
const MARKS: Readonly<Record<string, OtherClass | 'coin'>> = {
  '': 'coin',
  innovation: 'coin',
  adventure: 'coin',
  stock: 'equity',
  xstocks: 'equity',
  commodity: 'commodity',
  forex: 'currency',
  index: 'index',
}

/** What an instrument is written on: as the list of instruments marks it; without that list, the ticker decides. */
async function classesOf(
  call: Call,
  category: 'linear' | 'spot',
): Promise<(id: string, ticker: string, price: unknown) => OtherClass | undefined> {
  const marks = new Map<string, unknown>()
  let cursor = ''
  do {
    const params = { category, limit: 1000, ...(cursor && { cursor }) }
    const body = await call('publicGetV5MarketInstrumentsInfo', params, { keep: DAY }).catch(() => undefined)
    const list = fieldOf(body, 'result', 'list')
    for (const row of Array.isArray(list) ? list : []) {
      marks.set(textOf(fieldOf(row, 'symbol')), fieldOf(row, 'symbolType'))
    }
    cursor = marks.size < MOST ? textOf(fieldOf(body, 'result', 'nextPageCursor')) : ''
  } while (cursor !== '')
  return (id, ticker, price) => classOf(marks.get(id), MARKS, { ticker, price })
}

/** No venue lists more: a cursor that leads in circles ends. */
const MOST = 10_000

async function tickers(call: Call, category: string, keep: number): Promise<readonly unknown[]> {
  const body = await call('publicGetV5MarketTickers', { category }, { keep })
  const time = fieldOf(body, 'time')
  return listAt('bybit', body, 'result', 'list').map((row) =>
    typeof row === 'object' && time !== undefined ? { ...row, [ANSWERED_AT]: time } : row,
  )
}

async function klines(call: Call, params: object, { from, to }: Range): Promise<readonly CandleRow[]> {
  const body = await call('publicGetV5MarketKline', { ...params, start: from, end: to - 1 })
  return listAt('bybit', body, 'result', 'list').map((row) => ({
    time: instantOf(fieldOf(row, 0)),
    open: fieldOf(row, 1),
    high: fieldOf(row, 2),
    low: fieldOf(row, 3),
    close: fieldOf(row, 4),
    volume: fieldOf(row, 6),
  }))
}

function candles(interval: string, length: number): Past<CandleRow> {
  return {
    calls: (range) => Math.ceil(range / (1000 * length)),
    pages: (call, { id }, range) =>
      backward(
        (stretch) => klines(call, { category: 'spot', symbol: id, interval, limit: 1000 }, stretch),
        range,
        1000 * length,
      ),
  }
}
