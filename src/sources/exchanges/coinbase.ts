/**
 * Coinbase: spot prices, candles and volume, through ccxt's `coinbase` class.
 *
 * | GET path | params | fields used |
 * |---|---|---|
 * | /api/v3/brokerage/market/products | product_type=SPOT | products[{ product_id ('BTC-USD'), price, approximate_quote_24h_volume, alias, is_disabled }] |
 * | /api/v3/brokerage/market/products/{product_id}/candles | start, end (seconds), granularity=ONE_DAY or ONE_HOUR | candles[{ start (seconds), open, high, low, close, volume (coins) }], latest first, 300 at most |
 * | /api/v3/brokerage/time | | epochMillis |
 *
 * Limit: 10 calls a second. A product with an `alias` shows another one's book (BTC-USDC that of BTC-USD): it counts once.
 */
import { DAY, HOUR } from '#src/market/time.ts'
import { fieldOf, textOf } from '../rows.ts'
import type { Call } from './connection.ts'
import { backward } from './paging.ts'
import { instantOf, listAt } from './nonempty.ts'
import type { CandleRow, Past, Venue } from './venue.ts'

export const COINBASE: Venue = {
  name: 'coinbase',
  title: 'Coinbase',
  ccxt: 'coinbase',
  limit: { tokens: 10, per: 1000 },
  ping: (call) => call('v3PublicGetBrokerageTime'),
  async spots(call) {
    return (await products(call, DAY)).flatMap((row) => {
      const id = textOf(fieldOf(row, 'product_id'))
      const [base = '', quote = ''] = id.split('-')
      const rank = ['USD', 'USDT', 'USDC'].indexOf(quote)
      const isOver = ['is_disabled', 'trading_disabled'].some((name) => fieldOf(row, name) === true)
      return rank < 0 || isOver ? [] : [{ id, base, rank }]
    })
  },
  prices: {
    market: 'spot',
    calls: () => 1,
    async read(call) {
      return (await products(call, FRESH)).map((row) => ({
        id: textOf(fieldOf(row, 'product_id')),
        price: fieldOf(row, 'price'),
      }))
    },
  },
  candles: { market: 'spot', daily: candles('ONE_DAY', DAY), hourly: candles('ONE_HOUR', HOUR) },
  spotVolume: {
    calls: 1,
    async read(call) {
      return (await products(call, FRESH)).flatMap((row) => {
        const [base, quote] = textOf(fieldOf(row, 'product_id')).split('-')
        const volume = fieldOf(row, 'approximate_quote_24h_volume')
        // Products without trades have no volume field.
        const counts = base && quote && !fieldOf(row, 'alias') && volume !== '' && volume !== undefined
        return counts ? [{ base, quote, last: fieldOf(row, 'price'), volume }] : []
      })
    },
  },
}

const FRESH = 30_000

async function products(call: Call, keep: number): Promise<readonly unknown[]> {
  const body = await call('v3PublicGetBrokerageMarketProducts', { product_type: 'SPOT' }, { keep })
  return listAt('coinbase', body, 'products')
}

function candles(granularity: string, length: number): Past<CandleRow> {
  return {
    calls: (range) => Math.ceil(range / (299 * length)),
    pages: (call, { id }, range) =>
      backward(
        async ({ from, to }) => {
          const [start, end] = [Math.ceil(from / 1000), Math.ceil(to / 1000) - 1].map(String)
          const params = { product_id: id, start, end, granularity }
          const body = await call('v3PublicGetBrokerageMarketProductsProductIdCandles', params)
          return listAt('coinbase', body, 'candles').map((row) => ({
            time: instantOf(fieldOf(row, 'start'), 1000),
            open: fieldOf(row, 'open'),
            high: fieldOf(row, 'high'),
            low: fieldOf(row, 'low'),
            close: fieldOf(row, 'close'),
          }))
        },
        range,
        299 * length,
      ),
  }
}
