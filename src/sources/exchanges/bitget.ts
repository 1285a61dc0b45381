/**
 * Bitget v2: USDT-margined perpetuals, spot candles and volume, through ccxt's `bitget` class.
 *
 * | GET path | params | fields used |
 * |---|---|---|
 * | /api/v2/mix/market/tickers | productType=USDT-FUTURES | data[{ symbol, lastPr, indexPrice, markPrice, holdingAmount (coins), usdtVolume, ts }] |
 * | /api/v2/mix/market/current-fund-rate | productType=USDT-FUTURES | data[{ symbol, fundingRate, fundingRateInterval (hours), nextUpdate }] |
 * | /api/v2/mix/market/history-fund-rate | symbol, productType, pageSize=100, pageNo | data[{ fundingRate, fundingTime }], latest first |
 * | /api/v2/spot/market/tickers | | data[{ symbol, lastPr, quoteVolume, ts }] |
 * | /api/v2/spot/market/history-candles | symbol, granularity=1Dutc or 1h, endTime, limit=200 | data[time, open, high, low, close, coins, USDT volume, quote volume], the last before endTime |
 * | /api/v2/public/time | | data.serverTime |
 *
 * All answers: { code: '00000', data }. Limit: 20 calls a second.
 */
import { DAY, HOUR } from '#src/market/time.ts'
import { fieldOf, textOf } from '../rows.ts'
import { classOfTicker, type OtherClass } from './classes.ts'
import type { Call } from './connection.ts'
import { quotedIn } from './pairs.ts'
import { backward } from './paging.ts'
import { instantOf, listAt } from './nonempty.ts'
import type { CandleRow, Past, SettledRow, Venue } from './venue.ts'

const PERPS = { productType: 'USDT-FUTURES' }
const FRESH = 30_000

export const BITGET: Venue = {
  name: 'bitget',
  title: 'Bitget',
  ccxt: 'bitget',
  limit: { tokens: 18, per: 1000 },
  ping: (call) => call('publicCommonGetV2PublicTime'),
  async perps(call) {
    return (await tickers(call, DAY)).flatMap((row) => {
      const id = textOf(fieldOf(row, 'symbol'))
      const pair = quotedIn(id, ['USDT'])
      return pair ? [{ id, base: pair.base, rank: 0, other: otherOf(row, pair.base) }] : []
    })
  },
  async spots(call) {
    return (await spotTickers(call, DAY)).flatMap((row) => {
      const id = textOf(fieldOf(row, 'symbol'))
      const pair = quotedIn(id, ['USDT', 'USDC'])
      // A pair without trades has a stale price.
      const isIdle = Number(fieldOf(row, 'quoteVolume') ?? 1) === 0
      return pair && !isIdle ? [{ id, base: pair.base, rank: pair.quote === 'USDT' ? 0 : 1 }] : []
    })
  },
  prices: {
    calls: () => 1,
    async read(call) {
      return (await tickers(call, FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'symbol')),
        price: fieldOf(row, 'indexPrice') || fieldOf(row, 'lastPr'),
        time: fieldOf(row, 'ts'),
      }))
    },
  },
  next: {
    calls: () => 1,
    async read(call) {
      const body = await call('publicMixGetV2MixMarketCurrentFundRate', PERPS, { keep: FRESH })
      return listAt('bitget', body, 'data').map((row) => ({
        id: textOf(fieldOf(row, 'symbol')),
        rate: fieldOf(row, 'fundingRate'),
        at: fieldOf(row, 'nextUpdate'),
        intervalHours: fieldOf(row, 'fundingRateInterval'),
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
        time: fieldOf(row, 'ts'),
      }))
    },
  },
  settled: {
    calls: (range) => Math.ceil(range / (100 * 8 * HOUR)),
    async *pages(call, { id }, { from, to }) {
      // Pages are counted from the latest row, so all are read before the oldest can be reported.
      const rows: SettledRow[] = []
      for (let pageNo = 1; ; pageNo += 1) {
        const params = { ...PERPS, symbol: id, pageSize: 100, pageNo }
        const body = await call('publicMixGetV2MixMarketHistoryFundRate', params)
        const page = listAt('bitget', body, 'data').map((row) => ({
          time: instantOf(fieldOf(row, 'fundingTime')),
          rate: fieldOf(row, 'fundingRate'),
        }))
        rows.push(...page)
        if (page.length === 0 || page.some(({ time }) => time <= from)) break
      }
      yield rows.filter(({ time }) => !(time < from || time >= to)).toSorted((a, b) => a.time - b.time)
    },
  },
  candles: {
    market: 'spot',
    daily: candles('1Dutc', DAY),
    hourly: candles('1h', HOUR),
    // Its history leaves out the candle that runs.
    async latest(call) {
      const times = (await spotTickers(call, FRESH)).map((row) => instantOf(fieldOf(row, 'ts')))
      return Math.max(...times.filter(Number.isFinite))
    },
  },
  spotVolume: {
    calls: 1,
    async read(call) {
      return (await spotTickers(call, FRESH)).flatMap((row) => {
        const pair = quotedIn(textOf(fieldOf(row, 'symbol')))
        return pair ? [{ ...pair, last: fieldOf(row, 'lastPr'), volume: fieldOf(row, 'quoteVolume') }] : []
      })
    },
  },
  perpVolume: {
    calls: 1,
    async read(call) {
      return (await tickers(call, FRESH)).map((row) => {
        const id = textOf(fieldOf(row, 'symbol'))
        const other = otherOf(row, quotedIn(id, ['USDT'])?.base ?? id)
        return { id, volume: fieldOf(row, 'usdtVolume'), other }
      })
    },
  },
}

/** Its tickers carry no mark: what is known to be no coin's is reported by the ticker. */
function otherOf(row: unknown, base: string): OtherClass | undefined {
  return classOfTicker(base, fieldOf(row, 'markPrice') ?? fieldOf(row, 'lastPr'))
}

async function tickers(call: Call, keep: number): Promise<readonly unknown[]> {
  return listAt('bitget', await call('publicMixGetV2MixMarketTickers', PERPS, { keep }), 'data')
}

async function spotTickers(call: Call, keep: number): Promise<readonly unknown[]> {
  return listAt('bitget', await call('publicSpotGetV2SpotMarketTickers', {}, { keep }), 'data')
}

function candles(granularity: string, length: number): Past<CandleRow> {
  return {
    calls: (range) => Math.ceil(range / (200 * length)),
    pages: (call, { id }, range) =>
      backward(
        async ({ to }) => {
          const params = { symbol: id, granularity, endTime: to, limit: 200 }
          const body = await call('publicSpotGetV2SpotMarketHistoryCandles', params)
          return listAt('bitget', body, 'data').map((row) => ({
            time: instantOf(fieldOf(row, 0)),
            open: fieldOf(row, 1),
            high: fieldOf(row, 2),
            low: fieldOf(row, 3),
            close: fieldOf(row, 4),
            volume: fieldOf(row, 7),
          }))
        },
        range,
        200 * length,
      ),
  }
}
