/** Bybit's answers; lists are latest first. */
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

export const bybit: Speaker = ({ path, query }, moment) => {
  const { history, now } = moment
  const spots = spotsOf(history)
  const symbol = query.get('symbol')
  const asset = bySymbol(spots, (symbol ?? '').replace(/USDT$/, ''))
  const limit = numberIn(query, 'limit', 200)
  const [from, to] = [
    numberIn(query, query.has('start') ? 'start' : 'startTime', 0),
    numberIn(query, query.has('end') ? 'end' : 'endTime', now) + 1,
  ]
  const envelope = (result: object) => ({ retCode: 0, retMsg: 'OK', result, retExtInfo: {}, time: now })
  switch (path) {
    case '/v5/market/time':
      return envelope({ timeSecond: String(Math.floor(now / 1000)), timeNano: `${now}000000` })
    case '/v5/market/instruments-info': {
      const category = query.get('category')
      const listed = category === 'spot' ? spots : perpsOf(history, 'bybit')
      const list = listed.map(({ symbol }) => ({
        ...{
          symbol: `${symbol}USDT`,
          baseCoin: symbol,
          quoteCoin: 'USDT',
          status: 'Trading',
          symbolType: '',
        },
        ...(category === 'linear' && { contractType: 'LinearPerpetual' }),
      }))
      return envelope({ category, list, nextPageCursor: '' })
    }
    case '/v5/market/tickers': {
      if (query.get('category') === 'spot') {
        const list = spots.map(({ id, symbol }) => ({
          symbol: `${symbol}USDT`,
          lastPrice: String(priceOf(moment, id)),
          turnover24h: id === 'bitcoin' ? String(volumeOf(moment, 'spot', 'bybit')) : '0',
        }))
        return envelope({ category: 'spot', list })
      }
      const list = perpsOf(history, 'bybit').map(({ id, symbol }) => {
        const { at, rate } = nextOf(moment, 'bybit', id, 8)
        const price = priceOf(moment, id)
        const coins = (interestOf(moment, 'bybit', id) ?? 0) / price
        return {
          symbol: `${symbol}USDT`,
          lastPrice: String(price),
          indexPrice: String(price),
          markPrice: String(price),
          fundingRate: String(rate),
          nextFundingTime: String(at),
          fundingIntervalHour: '8',
          openInterest: String(coins * 2),
          singleOpenInterest: String(coins),
          turnover24h: id === 'bitcoin' ? String(volumeOf(moment, 'perp', 'bybit')) : '0',
        }
      })
      return envelope({ category: 'linear', list })
    }
    case '/v5/market/funding/history': {
      if (query.has('startTime') && !query.has('endTime'))
        return { retCode: 10001, retMsg: 'params error', result: {} }
      const list = settlementsOf(moment, 'bybit', asset, from, to)
        .slice(-limit)
        .toReversed()
        .map(({ time, rate }) => ({
          symbol,
          fundingRate: rate.toFixed(9),
          fundingRateTimestamp: String(time),
        }))
      return envelope({ category: 'linear', list })
    }
    case '/v5/market/open-interest': {
      const prices = new Map(candlesOf(moment, asset, DAY, from, to).map(({ time, open }) => [time, open]))
      const length = query.get('intervalTime') === '1d' ? DAY : HOUR
      const list = interestRowsOf(moment, 'bybit', asset, { from, to, length })
        .slice(-limit)
        .toReversed()
        .map(({ time, value, coins: atClose }) => {
          const opened = prices.get(time)
          const coins = opened === undefined ? atClose : value / opened
          return {
            openInterest: String(coins * 2),
            singleOpenInterest: String(coins),
            timestamp: String(time),
          }
        })
      return envelope({ symbol, category: 'linear', list, nextPageCursor: '' })
    }
    case '/v5/market/kline': {
      const length = query.get('interval') === 'D' ? DAY : HOUR
      const list = candlesOf(moment, asset, length, from, to)
        .slice(-limit)
        .toReversed()
        .map(({ time, open, high, low, close }) => [
          String(time),
          String(open),
          String(high),
          String(low),
          String(close),
          '1000',
          String(1000 * close),
        ])
      return envelope({ category: query.get('category'), symbol, list })
    }
    default:
      return undefined
  }
}
