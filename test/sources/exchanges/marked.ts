import { HOUR } from '#src/market/time.ts'
import { NOW } from './opened.ts'
import { type Bodies, bybit, okx, TO } from './bypath.ts'

/** A coin, gold, a share that has a coin's ticker, and a mark that is unknown, on each venue's own wire. */
export const VENUES: Readonly<Record<string, { readonly bodies: Bodies; readonly leftOut: object }>> = {
  binance: {
    bodies: {
      exchangeInfo: {
        symbols: [
          ['BTCUSDT', 'PERPETUAL', 'COIN', 'TRADING'],
          ['XAUUSDT', 'TRADIFI_PERPETUAL', 'COMMODITY', 'TRADING'],
          ['SOLUSDT', 'TRADIFI_PERPETUAL', 'EQUITY', 'TRADING'],
          ['DOGEUSDT', 'PERPETUAL', 'PREMARKET', 'TRADING'],
          ['ETHUSDT', 'PERPETUAL', 'COIN', 'SETTLING'],
        ].map(([symbol, contractType, underlyingType, status]) => ({
          ...{ symbol, contractType, underlyingType, status },
        })),
      },
      premiumIndex: ['BTCUSDT', 'XAUUSDT', 'SOLUSDT', 'DOGEUSDT', 'ETHUSDT'].map((symbol) => ({
        ...{ symbol, markPrice: '1', lastFundingRate: '0.0001', nextFundingTime: TO + 8 * HOUR },
      })),
      fundingInfo: [{ symbol: 'BLZUSDT', fundingIntervalHours: 4 }],
      'fapi/v1/ticker/24hr': ['BTCUSDT', 'XAUUSDT', 'SOLUSDT', 'DOGEUSDT', 'ETHUSDT'].map(
        (symbol, index) => ({
          ...{ symbol, lastPrice: '1', quoteVolume: 10 ** index, closeTime: NOW },
        }),
      ),
    },
    leftOut: { XAUUSDT: 'commodity', SOLUSDT: 'equity', DOGEUSDT: 'unknown' },
  },
  bybit: {
    bodies: {
      // In two pages, as its lists of instruments come.
      'instruments-info second': bybit([
        { symbol: 'SOLUSDT', symbolType: 'stock' },
        { symbol: 'DOGEUSDT', symbolType: 'premarket' },
      ]),
      'instruments-info linear': bybit(
        [
          { symbol: 'BTCUSDT', symbolType: '' },
          { symbol: 'XAUUSDT', symbolType: 'commodity' },
        ],
        'second',
      ),
      'tickers linear': bybit(
        ['BTCUSDT', 'XAUUSDT', 'SOLUSDT', 'DOGEUSDT'].map((symbol, index) => ({
          ...{ symbol, lastPrice: '1', indexPrice: '1', markPrice: '1', turnover24h: `${10 ** index}` },
          ...{ fundingRate: '0.0001', fundingIntervalHour: '8', nextFundingTime: `${TO + 8 * HOUR}` },
        })),
      ),
    },
    leftOut: { XAUUSDT: 'commodity', SOLUSDT: 'equity', DOGEUSDT: 'unknown' },
  },
  okx: {
    bodies: {
      'instruments SWAP': okx(
        [
          ['BTC', '1', 'live'],
          ['XAU', '4', 'live'],
          ['SOL', '3', 'live'],
          ['DOGE', '9', 'live'],
          ['ETH', '', 'preopen'],
        ].map(([base, instCategory, state]) => ({
          instId: `${base}-USDT-SWAP`,
          category: '1',
          instCategory,
          state,
        })),
      ),
      'public/open-interest': okx(
        ['BTC', 'XAU', 'SOL', 'DOGE', 'ETH'].map((base) => ({ instId: `${base}-USDT-SWAP` })),
      ),
      'funding-rate ANY': okx(
        ['BTC', 'XAU', 'SOL', 'DOGE', 'ETH'].map((base) => ({
          ...{ instId: `${base}-USDT-SWAP`, fundingRate: '0.0001' },
          ...{ fundingTime: `${TO + 8 * HOUR}`, nextFundingTime: `${TO + 16 * HOUR}` },
        })),
      ),
      'market/tickers SWAP': okx(
        ['BTC', 'XAU', 'SOL', 'DOGE', 'ETH'].map((base, index) => ({
          ...{ instId: `${base}-USDT-SWAP`, last: '1', volCcy24h: `${10 ** index}`, ts: `${NOW}` },
        })),
      ),
    },
    leftOut: { 'XAU-USDT-SWAP': 'commodity', 'SOL-USDT-SWAP': 'equity', 'DOGE-USDT-SWAP': 'unknown' },
  },
  hyperliquid: {
    bodies: {
      'info exchangeStatus': { time: NOW },
      'info metaAndAssetCtxs': [
        {
          universe: [
            { name: 'BTC' },
            { name: 'xyz:TSLA' },
            { name: 'flx:NEW' },
            { name: 'ETH', isDelisted: true },
          ],
        },
        [1, 10, 100, 1000].map((dayNtlVlm) => ({ funding: '0.0001', markPx: '1', oraclePx: '1', dayNtlVlm })),
      ],
    },
    leftOut: { 'xyz:TSLA': 'equity', 'flx:NEW': 'unknown' },
  },
  gate: {
    bodies: {
      'usdt/contracts': [
        ['BTC_USDT', ''],
        ['XAU_USDT', 'metals'],
        ['SOL_USDT', 'stocks'],
        ['DOGE_USDT', 'premarket'],
      ].map(([name, contract_type]) => ({
        ...{ name, contract_type, funding_rate: '0.0001', funding_interval: 28_800, mark_price: '1' },
        funding_next_apply: (TO + 8 * HOUR) / 1000,
      })),
      'usdt/tickers': ['BTC_USDT', 'XAU_USDT', 'SOL_USDT', 'DOGE_USDT'].map((contract, index) => ({
        ...{ contract, last: '1', volume_24h_quote: `${10 ** index}` },
      })),
    },
    leftOut: { XAU_USDT: 'commodity', SOL_USDT: 'equity', DOGE_USDT: 'unknown' },
  },
  bitget: {
    bodies: {
      'mix/market/tickers': {
        code: '00000',
        data: ['BTCUSDT', 'XAUUSDT', 'TSLAUSDT'].map((symbol, index) => ({
          ...{ symbol, lastPr: '1', markPrice: '1', usdtVolume: `${10 ** index}`, ts: `${NOW}` },
        })),
      },
      'current-fund-rate': {
        code: '00000',
        data: ['BTCUSDT', 'XAUUSDT', 'TSLAUSDT'].map((symbol) => ({
          ...{ symbol, fundingRate: '0.0001', fundingRateInterval: '8', nextUpdate: `${TO + 8 * HOUR}` },
        })),
      },
    },
    leftOut: { XAUUSDT: 'commodity', TSLAUSDT: 'equity' },
  },
  krakenfutures: {
    bodies: {
      tickers: {
        tickers: ['PF_XBTUSD', 'PF_XAUUSD', 'PF_TSLAXUSD'].map((symbol, index) => ({
          ...{ symbol, indexPrice: 1, markPrice: 1, fundingRate: 0.0001, volumeQuote: 10 ** index },
        })),
      },
    },
    leftOut: { PF_XAUUSD: 'commodity', PF_TSLAXUSD: 'equity' },
  },
}
