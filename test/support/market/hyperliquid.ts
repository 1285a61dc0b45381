/** Hyperliquid's answers: all of them to POST /info. */
import { DAY, HOUR } from '#src/market/time.ts'
import {
  bySymbol,
  candlesOf,
  interestOf,
  nextOf,
  perpsOf,
  priceOf,
  settlementsOf,
  spotsOf,
  volumeOf,
} from './quotes.ts'
import type { Speaker } from './server.ts'

export const hyperliquid: Speaker = ({ path, body }, moment) => {
  if (path !== '/info') return undefined
  const { history, now } = moment
  const perps = perpsOf(history, 'hyperliquid')
  const assetOf = (coin: unknown) => bySymbol(spotsOf(history), String(coin))
  switch (body.type) {
    case 'exchangeStatus':
      return { time: now, specialStatuses: null }
    case 'metaAndAssetCtxs':
      return [
        { universe: perps.map(({ symbol }) => ({ name: symbol, szDecimals: 5, maxLeverage: 40 })) },
        perps.map(({ id }) => {
          const price = priceOf(moment, id)
          return {
            funding: String(nextOf(moment, 'hyperliquid', id, 1).rate),
            // Of both sides.
            openInterest: String((2 * (interestOf(moment, 'hyperliquid', id) ?? 0)) / price),
            markPx: String(price),
            oraclePx: String(price),
            dayNtlVlm: id === 'bitcoin' ? String(volumeOf(moment, 'perp', 'hyperliquid')) : '0',
          }
        }),
      ]
    case 'spotMetaAndAssetCtxs':
      return [{ tokens: [], universe: [] }, [{ coin: 'PURR/USDC', markPx: '0.1', dayNtlVlm: '0.0' }]]
    case 'fundingHistory': {
      const [from, to] = [Number(body.startTime), Number(body.endTime ?? now) + 1]
      return settlementsOf(moment, 'hyperliquid', assetOf(body.coin), from, to)
        .slice(0, 500)
        .map(({ time, rate }) => ({
          coin: body.coin,
          fundingRate: rate.toFixed(9),
          premium: '0',
          time: time + 21,
        }))
    }
    case 'candleSnapshot': {
      const { coin, interval, startTime, endTime } = body.req as Record<string, unknown>
      const length = interval === '1d' ? DAY : HOUR
      return candlesOf(moment, assetOf(coin), length, Number(startTime), Number(endTime) + 1)
        .slice(0, 5000)
        .map(({ time, open, high, low, close }) => ({
          t: time,
          T: time + length - 1,
          s: coin,
          i: interval,
          o: String(open),
          h: String(high),
          l: String(low),
          c: String(close),
          v: '1000',
          n: 5,
        }))
    }
    default:
      return undefined
  }
}
