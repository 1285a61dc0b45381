/** Kraken's answers: spot pairs in dollars, where most venues quote in USDT. */
import type { History } from '#src/market/history.ts'
import { valueAt } from '#src/market/series.ts'
import { DAY, HOUR, type Instant } from '#src/market/time.ts'
import { candlesOf, numberIn, priceOf, spotsOf, volumeOf } from './quotes.ts'
import type { Speaker } from './server.ts'

export const kraken: Speaker = ({ path, query }, moment) => {
  const { history, now } = moment
  const spots = spotsOf(history)
  const envelope = (result: unknown) => ({ error: [], result })
  switch (path) {
    case '/0/public/Time':
      return envelope({ unixtime: Math.floor(now / 1000) })
    case '/0/public/AssetPairs': {
      const symbols = [...spots.map(({ symbol }) => symbol), 'USDT']
      return envelope(
        Object.fromEntries(
          symbols.map((symbol) => [`${symbol}USD`, { wsname: `${symbol}/USD`, status: 'online' }]),
        ),
      )
    }
    case '/0/public/Ticker':
      return envelope(
        Object.fromEntries(
          spots.map(({ id, symbol }) => {
            const price = priceOf(moment, id) * rateAt(history, now - DAY)
            const volume = id === 'bitcoin' ? volumeOf(moment, 'spot', 'kraken') : 0
            const of = [String(volume / price), String(volume / price)]
            return [`${symbol}USD`, { c: [String(price)], v: of, p: [String(price), String(price)] }]
          }),
        ),
      )
    case '/0/public/OHLC': {
      const pair = query.get('pair') ?? ''
      const length = query.get('interval') === '60' ? HOUR : DAY
      const from = numberIn(query, 'since', 0) * 1000 + 1000
      const asset = spots.find(({ symbol }) => `${symbol}USD` === pair.replace('XBT', 'BTC'))
      const isTether = pair === 'USDTUSD'
      if (!asset && !isTether) return { error: ['EQuery:Unknown asset pair'], result: {} }
      const rows = candlesOf(moment, isTether ? 'bitcoin' : (asset?.id ?? ''), length, from, now + 1).map(
        ({ time, open, high, low, close }) => {
          const rate = rateAt(history, time)
          const [o, h, l, c] = isTether
            ? [rate, rate, rate, rate]
            : [open, high, low, close].map((one) => one * rate)
          return [time / 1000, String(o), String(h), String(l), String(c), String(c), '10', 100]
        },
      )
      const over = Math.floor(now / length) * length - length
      return envelope({ [pair]: rows, last: over / 1000 })
    }
    default:
      return undefined
  }
}

/** USD per USDT at the end of a day: as the history says, else at par. */
function rateAt(history: History, time: Instant): number {
  const candles = history.dailyCandles('tether')
  const day = Math.floor(time / DAY) * DAY
  return (candles && valueAt({ times: candles.times, values: candles.close }, day)) ?? 1
}
