/** What each venue answers of bitcoin when all is well, and how that is spoiled, on its own wire. */
import { DAY, HOUR } from '#src/market/time.ts'
import type { FeedName } from '#src/sources/supplier.ts'
import type { Spoiled, SupplierCase } from '../../contracts/supplier.ts'
import type { Asked, Reply } from '../../support/loopback.ts'
import { ASSETS, NOW } from './opened.ts'
import { EXCHANGES } from '#src/sources/exchanges/index.ts'

const TO = Date.UTC(2025, 10, 24)
const FROM = TO - 4 * DAY
/** Venues know more than they are asked for. */
const START = FROM - DAY
const NUMBERS = ['NaN', 'Infinity', '0x1f', {}, -1]

const SETTLED = 'binance bybit okx hyperliquid gate bitget krakenfutures deribit'.split(' ')
const NEXT = 'binance bybit okx gate bitget'.split(' ')
const CANDLES = 'binance bybit okx hyperliquid gate bitget kraken deribit coinbase'.split(' ')

const settled = SETTLED.map((name) => caseOf(name, 'funding.settled', { neverStale: true }))
const candlesDaily = CANDLES.map((name) =>
  caseOf(name, 'candles.daily', { neverStale: true, senseless: [...NUMBERS, 0] }),
)

/** One of each venue. */
export const CASES: readonly SupplierCase[] = [
  ...settled,
  ...candlesDaily.filter(({ name }) => !SETTLED.includes(name)),
]

/** The other feeds of venues that have several, which is many tests more of the same kind. */
export const MORE_CASES: readonly SupplierCase[] = [
  ...candlesDaily.filter(({ name }) => SETTLED.includes(name)),
  ...NEXT.map((name) => caseOf(name, 'funding.next', {})),
]

function caseOf(name: string, feed: FeedName, more: Partial<SupplierCase>): SupplierCase {
  return {
    ...{ name, title: `${name} ${feed}`, feed, now: NOW, assets: ASSETS, senseless: NUMBERS },
    create: (settings) => {
      const supplier = EXCHANGES[name]?.(settings)
      if (!supplier) throw new Error(`There is no exchange ${name}`)
      return supplier
    },
    ask: { assets: ['bitcoin'], from: FROM, to: NOW },
    answer: (asked, spoiled) => answerOf(name, asked, spoiled),
    ...more,
  }
}

function answerOf(name: string, asked: Asked, spoiled: Spoiled): Reply | undefined {
  const { path, body } = asked
  const key = body === '' ? path : `${path} ${(JSON.parse(body) as { type: string }).type}`
  const found = Object.entries(WIRE[name] ?? {}).find(([end]) => key.endsWith(end))?.[1]
  return found === undefined ? undefined : { body: found(spoiled, asked) }
}

type Wire = Readonly<Record<string, (spoiled: Spoiled, asked: Asked) => unknown>>

/** Rows every `step` from `START` to `to`, oldest first, the last of them spoiled. */
function rows<Row>(
  { value, shift = 0, none }: Spoiled,
  { step, to, number }: { step: number; to: number; number: unknown },
  row: (time: number, value: unknown) => Row,
): readonly Row[] {
  if (none) return []
  const count = (to - START) / step
  return Array.from({ length: count + 1 }, (_, index) =>
    row(START + index * step + shift, index === count && value !== undefined ? value : number),
  )
}

const funding = <Row>(how: Spoiled, step: number, row: (time: number, value: unknown) => Row) =>
  rows(how, { step, to: TO, number: '0.0001' }, row)
/** The candle that runs follows the last one that is over. */
const candles = <Row>(how: Spoiled, row: (time: number, close: unknown) => Row) => {
  const over = rows(how, { step: DAY, to: TO - DAY, number: '87000' }, row)
  return over.length === 0 ? over : [...over, row(TO + (how.shift ?? 0), '87000')]
}
const [HIGH, LOW] = ['100000', '50000']
const newest = (how: Spoiled, query: Asked['query']) =>
  Number(query.pageNo ?? 1) > 1 ? { ...how, none: true } : how

const okx = (data: unknown) => ({ code: '0', msg: '', data })
const bybit = (list: unknown) => ({ retCode: 0, result: { list } })
const bitget = (data: unknown) => ({ code: '00000', data })
/** A rate to come, eight hours ahead. */
const next = <Row>(
  { value = '0.0001', shift = 0, none }: Spoiled,
  row: (rate: unknown, at: number) => Row,
) => (none ? [] : [row(value, TO + 8 * HOUR + shift)])

const WIRE: Readonly<Record<string, Wire>> = {
  binance: {
    '/fapi/v1/time': () => ({ serverTime: NOW }),
    exchangeInfo: () => ({
      symbols: [{ symbol: 'BTCUSDT', contractType: 'PERPETUAL', underlyingType: 'COIN', status: 'TRADING' }],
    }),
    'v3/ticker/24hr': () => [{ symbol: 'BTCUSDT', lastPrice: '87000', closeTime: NOW }],
    premiumIndex: (how, { query: _ }) =>
      next(how, (lastFundingRate, nextFundingTime) => ({
        symbol: 'BTCUSDT',
        lastFundingRate,
        nextFundingTime,
      })),
    fundingInfo: () => [{ symbol: 'BLZUSDT', fundingIntervalHours: 4 }],
    fundingRate: (how) =>
      funding(how, 8 * HOUR, (fundingTime, fundingRate) => ({ fundingTime, fundingRate })),
    'ticker/price': () => [{ symbol: 'BTCUSDT', price: '87000' }],
    klines: (how) =>
      candles(how, (time, close) => [time, '86000', HIGH, LOW, close, '1', time + DAY - 1, '86000']),
  },
  bybit: {
    '/time': () => ({ retCode: 0, result: { timeNano: '1' } }),
    'instruments-info': () => bybit([{ symbol: 'BTCUSDT', symbolType: '', status: 'Trading' }]),
    tickers: (how) =>
      bybit(
        next(how, (fundingRate, nextFundingTime) => ({
          ...{
            symbol: 'BTCUSDT',
            fundingRate,
            nextFundingTime: `${nextFundingTime}`,
            fundingIntervalHour: '8',
          },
        })),
      ),
    'funding/history': (how) =>
      bybit(
        funding(how, 8 * HOUR, (time, fundingRate) => ({
          fundingRate,
          fundingRateTimestamp: `${time}`,
        })).toReversed(),
      ),
    kline: (how) =>
      bybit(candles(how, (time, close) => [`${time}`, '86000', HIGH, LOW, close, '1', '86000']).toReversed()),
  },
  okx: {
    '/time': () => okx([{ ts: `${NOW}` }]),
    'public/instruments': ({ none: _ }, { query }) =>
      okx([
        {
          ...{ instId: query.instType === 'SWAP' ? 'BTC-USDT-SWAP' : 'BTC-USDT' },
          ...{ instCategory: '1', state: 'live' },
        },
      ]),
    'public/open-interest': () => okx([{ instId: 'BTC-USDT-SWAP' }]),
    'market/tickers': () => okx([{ instId: 'BTC-USDT', last: '87000', ts: `${NOW}` }]),
    'funding-rate': (how) =>
      okx(
        next(how, (fundingRate, at) => ({
          ...{
            instId: 'BTC-USDT-SWAP',
            fundingRate,
            fundingTime: `${at}`,
            nextFundingTime: `${at + 8 * HOUR}`,
          },
        })),
      ),
    'funding-rate-history': (how) =>
      okx(
        funding(how, 8 * HOUR, (time, realizedRate) => ({
          realizedRate,
          fundingTime: `${time}`,
        })).toReversed(),
      ),
    'history-candles': (how) =>
      okx(
        candles(how, (time, close) => [
          `${time}`,
          '86000',
          HIGH,
          LOW,
          close,
          '1',
          '1',
          '86000',
          time === TO + (how.shift ?? 0) ? '0' : '1',
        ]).toReversed(),
      ),
  },
  hyperliquid: {
    exchangeStatus: () => ({ time: NOW }),
    metaAndAssetCtxs: () => [{ universe: [{ name: 'BTC' }] }, [{ funding: '0.00001', oraclePx: '87000' }]],
    fundingHistory: (how) => funding(how, HOUR, (time, fundingRate) => ({ coin: 'BTC', fundingRate, time })),
    candleSnapshot: (how) => candles(how, (t, c) => ({ t, o: '86000', h: HIGH, l: LOW, c, v: '1' })),
  },
  gate: {
    '/time': () => ({ server_time: NOW }),
    contracts: (how) =>
      next(how, (funding_rate, at) => ({
        ...{ name: 'BTC_USDT', funding_rate, funding_interval: 28_800, funding_next_apply: at / 1000 },
      })),
    funding_rate: (how) => funding(how, 8 * HOUR, (time, r) => ({ r, t: time / 1000 })).toReversed(),
    'spot/tickers': () => [{ currency_pair: 'BTC_USDT', last: '87000' }],
    candlesticks: (how) =>
      candles(how, (time, close) => [`${time / 1000}`, '86000', close, HIGH, LOW, '86000']),
  },
  bitget: {
    '/time': () => bitget({ serverTime: `${NOW}` }),
    'mix/market/tickers': () => bitget([{ symbol: 'BTCUSDT', indexPrice: '87000', ts: `${NOW}` }]),
    'spot/market/tickers': () => bitget([{ symbol: 'BTCUSDT', lastPr: '87000' }]),
    'current-fund-rate': (how) =>
      bitget(
        next(how, (fundingRate, at) => ({
          ...{ symbol: 'BTCUSDT', fundingRate, fundingRateInterval: '8', nextUpdate: `${at}` },
        })),
      ),
    'history-fund-rate': (how, { query }) =>
      bitget(
        funding(newest(how, query), 8 * HOUR, (time, fundingRate) => ({
          fundingRate,
          fundingTime: `${time}`,
        })).toReversed(),
      ),
    'history-candles': (how) =>
      bitget(candles(how, (time, close) => [`${time}`, '86000', HIGH, LOW, close, '1', '86000', '86000'])),
  },
  kraken: {
    '/Time': () => ({ error: [], result: { unixtime: NOW / 1000 } }),
    AssetPairs: () => ({ error: [], result: { XXBTZUSD: { wsname: 'XBT/USD' } } }),
    OHLC: (how) => ({
      error: [],
      result: {
        XXBTZUSD: candles(how, (time, close) => [time / 1000, '86000', HIGH, LOW, close, '86500', '1', 9]),
        last: (TO - DAY) / 1000,
      },
    }),
  },
  krakenfutures: {
    tickers: () => ({
      result: 'success',
      tickers: [{ symbol: 'PF_XBTUSD', indexPrice: 87_000, markPrice: 87_000 }],
    }),
    historicalfundingrates: (how) => ({
      rates: funding(how, HOUR, (time, relativeFundingRate) => ({
        ...{ timestamp: new Date(time).toISOString(), relativeFundingRate },
      })),
    }),
  },
  deribit: {
    get_time: () => ({ result: NOW }),
    get_book_summary_by_currency: () => ({
      result: [{ instrument_name: 'BTC-PERPETUAL', mark_price: 87_000 }],
    }),
    get_funding_rate_history: (how) => ({
      result: funding(how, HOUR, (timestamp, interest_1h) => ({ timestamp, interest_1h })),
    }),
    get_tradingview_chart_data: (how) => {
      const all = candles(how, (tick, close) => ({ tick, close }))
      return {
        result: {
          ticks: all.map(({ tick }) => tick),
          close: all.map(({ close }) => close),
          open: all.map(() => 86_000),
          high: all.map(() => 100_000),
          low: all.map(() => 50_000),
        },
      }
    },
  },
  coinbase: {
    '/time': () => ({ epochMillis: `${NOW}` }),
    products: () => ({ products: [{ product_id: 'BTC-USD', price: '87000' }] }),
    candles: (how) => ({
      candles: candles(how, (time, close) => ({
        ...{ start: `${time / 1000}`, open: '86000', high: HIGH, low: LOW, close, volume: '1' },
      })).toReversed(),
    }),
  },
}
