/** CoinGecko's answers. */
import type { AssetKind } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { SECTORS, type Sector } from '#src/market/sector.ts'
import { lastAtOrBefore } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import { interestAt, numberIn, priceOf } from './quotes.ts'
import type { Moment, Speaker } from './server.ts'

const KINDS: Readonly<Record<string, AssetKind>> = {
  stablecoins: 'stablecoin',
  'liquid-staking-tokens': 'staked',
  'wrapped-tokens': 'wrapped',
  'tokenized-gold': 'tokenized',
}
const SECTOR_IDS: Partial<Record<Sector, string>> = {
  ai: 'artificial-intelligence',
  defi: 'decentralized-finance-defi',
  meme: 'meme-token',
  privacy: 'privacy-coins',
  exchange: 'exchange-based-tokens',
  rwa: 'real-world-assets-rwa',
  payments: 'payment-solutions',
}
const EXCHANGES: Readonly<Record<string, string>> = { bybit_spot: 'bybit', okex: 'okx', gdax: 'coinbase' }
/** A market of derivatives has another id than the exchange's spot market. */
const DERIVATIVES: Readonly<Record<string, string>> = {
  binance_futures: 'binance',
  bybit: 'bybit',
  okex_swap: 'okx',
  hyperliquid: 'hyperliquid',
}
/** The free plans reach back a year. */
const DEEPEST = 365

export const coingecko: Speaker = ({ path, query }, moment) => {
  const { history, now } = moment
  if (path === '/ping') return { gecko_says: '(V3) To the Moon!' }
  if (path === '/coins/categories/list') {
    const ids = [...Object.keys(KINDS), ...SECTORS.map((sector) => SECTOR_IDS[sector] ?? sector)]
    return ids.map((category_id) => ({ category_id, name: category_id }))
  }
  if (path === '/coins/markets') return marketsOf(moment, query.get('category'))
  if (path === '/global') {
    const last = history.totalMarketCap && lastAtOrBefore(history.totalMarketCap, floorToDay(now))
    return { data: { total_market_cap: { usd: last?.value }, updated_at: Math.floor(now / 1000) } }
  }
  if (path === '/derivatives') return derivativesOf(moment)
  const [, kind, id = '', what] = path.split('/')
  if (kind === 'coins' && what === 'market_chart') {
    if (numberIn(query, 'days', 1) > DEEPEST) return TOO_FAR
    const days = daysBefore(now, numberIn(query, 'days', 1))
    const pricesAt = (time: Instant) =>
      isTraded(history, id, time) ? priceOf({ history, now: time }, id) : null
    return {
      prices: days.map((time) => [time, pricesAt(time)]),
      market_caps: days.flatMap((time) => {
        const cap = capAt(history, id, time)
        return cap === undefined ? [] : [[time, cap]]
      }),
      total_volumes: [],
    }
  }
  if (kind === 'exchanges' && what === 'volume_chart') {
    if (numberIn(query, 'days', 30) > DEEPEST) return TOO_FAR
    const perp = DERIVATIVES[id]
    const series = perp ? history.volume('perp', perp) : history.volume('spot', EXCHANGES[id] ?? id)
    return daysBefore(now, numberIn(query, 'days', 30)).map((end) => {
      const row = series ? series.times.indexOf(end - DAY) : -1
      const usd = row < 0 ? 0 : (series?.values[row] as number)
      return [end, String(usd / priceOf({ history, now: end }, 'bitcoin'))]
    })
  }
  return undefined
}

const TOO_FAR = {
  error: {
    status: {
      error_code: 10012,
      error_message: 'Your request exceeds the allowed time range. Users are limited to the past 365 days.',
    },
  },
}

function marketsOf(moment: Moment, category: string | null): object {
  const { history, now } = moment
  const members = history.assets.filter(({ kind, sectors }) => {
    if (category === null) return true
    if (KINDS[category] !== undefined) return KINDS[category] === kind
    return kind === 'coin' && sectors.some((sector) => (SECTOR_IDS[sector] ?? sector) === category)
  })
  return members
    .map(({ id, symbol, name }) => ({
      id,
      symbol: symbol.toLowerCase(),
      name,
      current_price: history.dailyCandles(id) ? priceOf(moment, id) : null,
      market_cap: capAt(history, id, floorToDay(now)) ?? null,
      last_updated: new Date(now).toISOString(),
    }))
    .sort((a, b) => (b.market_cap ?? 0) - (a.market_cap ?? 0))
}

function derivativesOf({ history, now }: Moment): object {
  const at = (asset: string) => {
    return interestAt(history, 'all', asset, now) ?? 0
  }
  const row = (index_id: string, open_interest: number | null, contract_type = 'perpetual') => ({
    ...{ market: 'All (Futures)', symbol: `${index_id}USDT`, index_id, contract_type, open_interest },
    ...{ price: '1', funding_rate: 0.01, last_traded_at: Math.floor(now / 1000) },
  })
  const [bitcoin, ethereum] = [at('bitcoin'), at('ethereum')]
  const rest = at('total') - bitcoin - ethereum
  return [
    row('BTC', bitcoin / 2),
    row('BTC', bitcoin / 2),
    row('ETH', ethereum),
    row('OTHER', rest),
    // Neither is a perpetual whose interest is known.
    row('BTC', 9e9, 'futures'),
    row('BTC', null),
  ]
}

/** Before a coin's first day its charts have null. */
function isTraded(history: History, id: string, time: Instant): boolean {
  const first = history.dailyCandles(id)?.times[0]
  return first !== undefined && first + DAY <= time
}

function capAt(history: History, asset: string, time: Instant): number | undefined {
  const series = history.marketCaps(asset)
  const row = series ? series.times.indexOf(time) : -1
  return row < 0 ? undefined : series?.values[row]
}

/** 00:00 UTC of so many days, oldest first, today's the last. */
function daysBefore(now: Instant, days: number): Instant[] {
  return Array.from({ length: days + 1 }, (_, index) => floorToDay(now) - (days - index) * DAY)
}
