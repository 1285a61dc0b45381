/** Who tells the bot each fact: a record of its own names them so, and holds one supplier's figures against another's by it. */
import type { Observation } from '#src/market/observation.ts'

/** The supplier that a record names, where one tells the whole table. */
const TABLES: Partial<Record<Observation['table'], string>> = {
  prices_daily: 'Binance',
  prices_hourly: 'Binance',
  market_caps: 'CoinGecko',
  total_market_cap: 'CoinGecko',
  sentiment: 'alternative.me',
}

/** Venues and other parts of tables that several tell. */
const PARTS: Readonly<Record<string, string>> = {
  all: 'CoinGecko',
  binance: 'Binance',
  bybit: 'Bybit',
  okx: 'OKX',
  hyperliquid: 'Hyperliquid',
  // Of spot volume alone: it is no exchange that is asked by default.
  coinbase: 'CoinGecko',
  ust: 'US Treasury',
  jgb: 'Japan MOF',
  us10y: 'US Treasury',
  uk_cpi_yoy: 'ONS',
  polymarket: 'Polymarket',
  kalshi: 'Kalshi',
}

const OTHERS: Partial<Record<Observation['table'], string>> = { cross_assets: 'Yahoo', macro: 'BLS' }

/** The same fact under the name by which the bot itself would have recorded it. */
export function asOwn(one: Observation): Observation {
  return { ...one, source: supplierOf(one) ?? one.source }
}

function supplierOf({ table, of }: Observation): string | undefined {
  if (table === 'calendar') return undefined
  const part = of.venue ?? of.curve ?? of.series ?? of.source ?? of.asset ?? ''
  return TABLES[table] ?? PARTS[part] ?? OTHERS[table]
}
