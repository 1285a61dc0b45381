/**
 * Deribit: perpetuals (inverse for bitcoin and ether, linear in USDC for others), through ccxt's `deribit` class. Its
 * volatility index is a supplier of its own.
 *
 * | GET path | params | fields used |
 * |---|---|---|
 * | /api/v2/public/get_book_summary_by_currency | currency=BTC, ETH, USDC, kind=future | result[{ instrument_name, mark_price, open_interest (USD, or coins where linear), volume_usd, creation_timestamp }] |
 * | /api/v2/public/get_funding_rate_history | instrument_name, start_timestamp, end_timestamp | result[{ timestamp, interest_1h }], hourly, 744 at most |
 * | /api/v2/public/get_tradingview_chart_data | instrument_name, start_timestamp, end_timestamp, resolution=1D or 60 | result{ ticks[], open[], high[], low[], close[] } |
 * | /api/v2/public/get_time | | result |
 *
 * Limit: 20 calls a second. Funding is paid all the time and reported by the hour, so there is no settlement to come.
 */
import { DAY, HOUR } from '#src/market/time.ts'
import { fieldOf, textOf } from '../rows.ts'
import { classOfTicker } from './classes.ts'
import type { Call } from './connection.ts'
import { backward } from './paging.ts'
import { instantOf, listAt } from './nonempty.ts'
import type { CandleRow, Past, Venue } from './venue.ts'

export const DERIBIT: Venue = {
  name: 'deribit',
  title: 'Deribit',
  ccxt: 'deribit',
  limit: { tokens: 20, per: 1000 },
  listCalls: 3,
  ping: (call) => call('publicGetGetTime'),
  async perps(call) {
    return (await summaries(call, DAY)).flatMap((row) => {
      const id = textOf(fieldOf(row, 'instrument_name'))
      const { base, linear } = PERP.exec(id)?.groups ?? {}
      if (base === undefined) return []
      const other = classOfTicker(base, fieldOf(row, 'mark_price'))
      return [{ id, base, rank: linear ? 1 : 0, intervalHours: 1, other }]
    })
  },
  prices: {
    calls: () => 3,
    async read(call) {
      return (await summaries(call, FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'instrument_name')),
        price: fieldOf(row, 'mark_price'),
        time: fieldOf(row, 'creation_timestamp'),
      }))
    },
  },
  interest: {
    calls: () => 3,
    async read(call) {
      return (await summaries(call, FRESH)).map((row) => {
        const id = textOf(fieldOf(row, 'instrument_name'))
        return {
          id,
          kind: PERP.exec(id)?.groups?.linear ? ('linear' as const) : ('inverse' as const),
          row,
          mark: fieldOf(row, 'mark_price'),
          time: fieldOf(row, 'creation_timestamp'),
        }
      })
    },
  },
  settled: {
    calls: (range) => Math.ceil(range / (744 * HOUR)),
    pages: (call, { id }, range) =>
      backward(
        async ({ from, to }) => {
          const params = { instrument_name: id, start_timestamp: from, end_timestamp: to - 1 }
          return listAt('deribit', await call('publicGetGetFundingRateHistory', params), 'result').map(
            (row) => ({
              time: instantOf(fieldOf(row, 'timestamp')),
              // Rows are hourly; interest_8h is of the last eight, so that a sum of it would count each hour eight times.
              rate: fieldOf(row, 'interest_1h'),
              intervalHours: 1,
            }),
          )
        },
        range,
        744 * HOUR,
      ),
  },
  candles: { market: 'perp', daily: candles('1D', DAY), hourly: candles('60', HOUR) },
  perpVolume: {
    calls: 3,
    async read(call) {
      return (await summaries(call, FRESH)).flatMap((row) => {
        const id = textOf(fieldOf(row, 'instrument_name'))
        const base = PERP.exec(id)?.groups?.base
        // Its summaries carry no mark: what is known to be no coin's is reported by the ticker.
        const other = classOfTicker(base ?? '', fieldOf(row, 'mark_price'))
        return base === undefined ? [] : [{ id, volume: fieldOf(row, 'volume_usd'), other }]
      })
    },
  },
}

const FRESH = 30_000
const PERP = /^(?<base>[A-Z0-9]+)(?<linear>_USDC)?-PERPETUAL$/

async function summaries(call: Call, keep: number): Promise<readonly unknown[]> {
  const bodies = await Promise.all(
    ['BTC', 'ETH', 'USDC'].map((currency) =>
      call('publicGetGetBookSummaryByCurrency', { currency, kind: 'future' }, { keep }),
    ),
  )
  return bodies.flatMap((body) => listAt('deribit', body, 'result'))
}

function candles(resolution: string, length: number): Past<CandleRow> {
  return {
    calls: (range) => Math.ceil(range / (1000 * length)),
    pages: (call, { id }, range) =>
      backward(
        async ({ from, to }) => {
          const params = { instrument_name: id, start_timestamp: from, end_timestamp: to - 1, resolution }
          const body = await call('publicGetGetTradingviewChartData', params)
          const column = (name: string) => (index: number) => fieldOf(body, 'result', name, index)
          const [open, high, low, close] = [column('open'), column('high'), column('low'), column('close')]
          return listAt('deribit', body, 'result', 'ticks').map((tick, index) => ({
            time: instantOf(tick),
            open: open(index),
            high: high(index),
            low: low(index),
            close: close(index),
          }))
        },
        range,
        1000 * length,
      ),
  }
}
