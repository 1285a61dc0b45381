/** OKX's answers; lists are latest first, `before` and `after` are exclusive. */
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

export const okx: Speaker = ({ path, query }, moment) => {
  const { history, now } = moment
  const [spots, perps] = [spotsOf(history), perpsOf(history, 'okx')]
  const instId = query.get('instId') ?? ''
  const asset = bySymbol(spots, instId.split('-')[0] ?? '')
  const limit = numberIn(query, 'limit', 100)
  const [from, to] = [numberIn(query, 'before', 0) + 1, numberIn(query, 'after', now + 1)]
  const envelope = (data: readonly unknown[]) => ({ code: '0', msg: '', data })
  switch (path) {
    case '/api/v5/public/time':
      return envelope([{ ts: String(now) }])
    case '/api/v5/public/instruments': {
      const instType = query.get('instType')
      const swap = instType === 'SWAP'
      return envelope(
        (swap ? perps : spots).map(({ symbol }) => ({
          ...{ instType, instId: `${symbol}-USDT${swap ? '-SWAP' : ''}` },
          ...{ category: '1', instCategory: '1', state: 'live' },
        })),
      )
    }
    case '/api/v5/market/tickers': {
      const swap = query.get('instType') === 'SWAP'
      return envelope(
        (swap ? perps : spots).map(({ id, symbol }) => {
          const price = priceOf(moment, id)
          const volume = id === 'bitcoin' ? volumeOf(moment, swap ? 'perp' : 'spot', 'okx') : 0
          return {
            instId: `${symbol}-USDT${swap ? '-SWAP' : ''}`,
            last: String(price),
            volCcy24h: String(swap ? volume / price : volume),
            ts: String(now),
          }
        }),
      )
    }
    case '/api/v5/public/funding-rate':
      return envelope(
        perps.map(({ id, symbol }) => {
          const { at, rate } = nextOf(moment, 'okx', id, 8)
          const of = { instId: `${symbol}-USDT-SWAP`, fundingRate: String(rate) }
          return { ...of, fundingTime: String(at), nextFundingTime: String(at + 8 * HOUR) }
        }),
      )
    case '/api/v5/public/funding-rate-history':
      return envelope(
        settlementsOf(moment, 'okx', asset, Math.max(from, now - 92 * DAY), to)
          .slice(-limit)
          .toReversed()
          .map(({ time, rate }) => ({
            instId,
            realizedRate: rate.toFixed(9),
            // What had been predicted is another number.
            fundingRate: (rate * 1.05).toFixed(9),
            fundingTime: String(time),
          })),
      )
    case '/api/v5/public/open-interest':
      return envelope(
        perps.map(({ id, symbol }) => {
          const value = interestOf(moment, 'okx', id) ?? 0
          const coins = value / priceOf(moment, id)
          const of = { instId: `${symbol}-USDT-SWAP`, instType: 'SWAP', ts: String(now) }
          return { ...of, oi: String(coins * 100), oiCcy: String(coins), oiUsd: String(value) }
        }),
      )
    case '/api/v5/public/mark-price':
      return envelope(
        perps.map(({ id, symbol }) => ({
          instId: `${symbol}-USDT-SWAP`,
          markPx: String(priceOf(moment, id)),
        })),
      )
    case '/api/v5/rubik/stat/contracts/open-interest-history': {
      const [begin, end] = [numberIn(query, 'begin', 0), numberIn(query, 'end', now)]
      return envelope(
        interestRowsOf(moment, 'okx', asset, {
          ...{ from: begin, to: end + 1, labels: 'opening' as const },
          length: query.get('period') === '1Dutc' ? DAY : HOUR,
        })
          .slice(-limit)
          .toReversed()
          .map(({ time, value, coins }) => [String(time), String(coins * 100), String(coins), String(value)]),
      )
    }
    case '/api/v5/market/history-candles': {
      const length = query.get('bar') === '1Dutc' ? DAY : HOUR
      return envelope(
        candlesOf(moment, asset, length, from, to)
          .slice(-limit)
          .toReversed()
          .map(({ time, open, high, low, close }) => [
            String(time),
            String(open),
            String(high),
            String(low),
            String(close),
            '1000',
            '1000',
            String(1000 * close),
            time + length <= now ? '1' : '0',
          ]),
      )
    }
    default:
      return undefined
  }
}
