/** Binance's spot and USD-M answers. */
import { DAY, HOUR } from '#src/market/time.ts'
import {
  bySymbol,
  candlesOf,
  interestOf,
  interestRowsOf,
  nextOf,
  numberIn,
  perpsOf,
  priceOf,
  settlementsOf,
  spotsOf,
  volumeOf,
} from './quotes.ts'
import type { Speaker } from './server.ts'

export const binance: Speaker = ({ path, query }, moment) => {
  const { history, now } = moment
  const [spots, perps] = [spotsOf(history), perpsOf(history, 'binance')]
  const asset = bySymbol(spots, (query.get('symbol') ?? '').replace(/USDT$/, ''))
  const [from, to] = [numberIn(query, 'startTime', 0), numberIn(query, 'endTime', now) + 1]
  const limit = numberIn(query, 'limit', 500)
  switch (path) {
    case '/fapi/v1/time':
    case '/api/v3/time':
      return { serverTime: now }
    case '/fapi/v1/exchangeInfo':
      return {
        symbols: perps.map(({ symbol }) => ({
          ...{ symbol: `${symbol}USDT`, baseAsset: symbol, quoteAsset: 'USDT', status: 'TRADING' },
          ...{ contractType: 'PERPETUAL', underlyingType: 'COIN' },
        })),
      }
    case '/fapi/v1/premiumIndex':
      return perps.map(({ id, symbol }) => {
        const { at, rate } = nextOf(moment, 'binance', id, 8)
        return {
          symbol: `${symbol}USDT`,
          markPrice: String(priceOf(moment, id)),
          indexPrice: String(priceOf(moment, id)),
          lastFundingRate: String(rate),
          nextFundingTime: at,
          time: now,
        }
      })
    case '/fapi/v1/fundingInfo':
      return [{ symbol: 'BLZUSDT', fundingIntervalHours: 4, adjustedFundingRateCap: '0.02' }]
    case '/fapi/v1/fundingRate':
      return settlementsOf(moment, 'binance', asset, from, to)
        .slice(0, limit)
        .map(({ time, rate }) => ({
          symbol: query.get('symbol'),
          // Some milliseconds late, as Binance writes them.
          fundingTime: time + 3,
          fundingRate: rate.toFixed(9),
          markPrice: String(priceOf(moment, asset)),
        }))
    case '/fapi/v1/openInterest': {
      const value = interestOf(moment, 'binance', asset)
      if (value === undefined) return { symbol: query.get('symbol'), openInterest: '0', time: now }
      return { symbol: query.get('symbol'), openInterest: String(value / priceOf(moment, asset)), time: now }
    }
    case '/futures/data/openInterestHist':
      return interestRowsOf(moment, 'binance', asset, {
        ...{ from: Math.max(from, now - 30 * DAY), to },
        length: query.get('period') === '1d' ? DAY : HOUR,
      })
        .slice(-limit)
        .map(({ time, value, coins }) => ({
          symbol: query.get('symbol'),
          sumOpenInterest: String(coins),
          sumOpenInterestValue: String(value),
          timestamp: time,
        }))
    case '/fapi/v1/ticker/24hr':
      return perps.map(({ id, symbol }) => ({
        symbol: `${symbol}USDT`,
        lastPrice: String(priceOf(moment, id)),
        closeTime: now,
        quoteVolume: id === 'bitcoin' ? String(volumeOf(moment, 'perp', 'binance')) : '0',
      }))
    case '/api/v3/ticker/24hr':
      return spots.map(({ id, symbol }) => ({
        symbol: `${symbol}USDT`,
        lastPrice: String(priceOf(moment, id)),
        closeTime: now,
        quoteVolume: id === 'bitcoin' ? String(volumeOf(moment, 'spot', 'binance')) : '0',
      }))
    case '/api/v3/ticker/price':
      return spots.map(({ id, symbol }) => ({ symbol: `${symbol}USDT`, price: String(priceOf(moment, id)) }))
    case '/api/v3/klines': {
      const length = query.get('interval') === '1d' ? DAY : HOUR
      return candlesOf(moment, asset, length, from, to)
        .slice(0, limit)
        .map(({ time, open, high, low, close }) => [
          time,
          String(open),
          String(high),
          String(low),
          String(close),
          '1000',
          time + length - 1,
          String(1000 * close),
          5,
          '1',
          '1',
          '0',
        ])
    }
    default:
      return undefined
  }
}
