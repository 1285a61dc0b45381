/** The settings of exchanges and data services: which are asked, at which address, with which key. */
import { isHttpUrl } from './chats.ts'
import type { Setting } from '../config.ts'

export interface SourcesConfig {
  /** Names of exchanges; undefined asks the four that are asked by default. */
  readonly exchanges: readonly string[] | undefined
  /** Names of data services that are not asked, though they would be. */
  readonly off: readonly string[]
  /** By name: the root that replaces a source's own. */
  readonly urls: Readonly<Record<string, string>>
  /** By name. */
  readonly keys: Readonly<Record<string, string>>
}

/** Exchanges that there are, as src/sources/exchanges/index.ts has them. */
export const EXCHANGE_NAMES = [
  'binance',
  'bybit',
  'okx',
  'hyperliquid',
  'gate',
  'bitget',
  'kraken',
  'krakenfutures',
  'deribit',
  'coinbase',
] as const

/** Data services that there are, as src/sources/suppliers.ts has them. */
export const SERVICE_NAMES = [
  'coingecko',
  'deribit-dvol',
  'bls',
  'fred',
  'ons',
  'treasury',
  'mof',
  'yahoo',
  'polymarket',
  'kalshi',
  'fedfunds',
  'alternative',
] as const

const KEYS: Readonly<Record<string, string>> = {
  coingecko: 'COINGECKO_KEY',
  bls: 'BLS_KEY',
  fred: 'FRED_KEY',
}

/** `SOURCE_URL_DERIBIT_DVOL`. */
export function urlSetting(name: string): string {
  return `SOURCE_URL_${name.toUpperCase().replaceAll('-', '_')}`
}

export const SOURCE_SETTINGS: readonly Setting[] = [
  {
    name: 'EXCHANGES',
    meaning: `The exchanges to ask, of ${EXCHANGE_NAMES.join(', ')}`,
    example: 'okx,hyperliquid,kraken',
    default: 'binance,bybit,okx,hyperliquid',
  },
  {
    name: 'SOURCES_OFF',
    meaning: `The data services not to ask, of ${SERVICE_NAMES.join(', ')}`,
    example: 'yahoo,kalshi',
    default: 'fedfunds',
  },
  {
    name: 'COINGECKO_KEY',
    meaning: 'A free demo key of CoinGecko: 90 calls a minute in place of 24',
    example: 'CG-abcdefghijklmnopqrstuvwx',
    default: '',
    secret: true,
  },
  {
    name: 'BLS_KEY',
    meaning: 'A free key of the US Bureau of Labor Statistics: 450 calls a day in place of 25',
    example: '0123456789abcdef0123456789abcdef',
    default: '',
    secret: true,
  },
  {
    name: 'FRED_KEY',
    meaning: 'A free key of FRED; without one it is not asked',
    example: 'abcdefghijklmnopqrstuvwxyz012345',
    default: '',
    secret: true,
  },
  ...[...EXCHANGE_NAMES, ...SERVICE_NAMES].map((name) => ({
    name: urlSetting(name),
    meaning: `Replaces the root of \`${name}\`: a proxy, or a test server`,
    example: 'http://127.0.0.1:4020',
    default: '',
  })),
]

/** Tells each `problem`; no key is ever part of one. */
export function readSources(
  text: (name: string) => string | undefined,
  problem: (name: string, what: string) => void,
): SourcesConfig {
  const names = (setting: string, known: readonly string[]) => {
    const list = text(setting)
      ?.split(',')
      .map((name) => name.trim().toLowerCase())
      .filter(Boolean)
    for (const name of list ?? []) {
      if (!known.includes(name)) problem(setting, `names "${name}": there are ${known.join(', ')}`)
    }
    return list
  }
  const urls: Record<string, string> = {}
  for (const name of [...EXCHANGE_NAMES, ...SERVICE_NAMES]) {
    const url = text(urlSetting(name))
    if (url === undefined) continue
    if (isHttpUrl(url)) urls[name] = url
    else problem(urlSetting(name), 'is not an http or https address')
  }
  const keys: Record<string, string> = {}
  for (const [name, setting] of Object.entries(KEYS)) {
    const key = text(setting)
    if (key === undefined) continue
    if (/^[\x21-\x7e]+$/.test(key)) keys[name] = key
    else problem(setting, 'has blanks or unusual characters')
  }
  return {
    exchanges: names('EXCHANGES', EXCHANGE_NAMES),
    off: names('SOURCES_OFF', SERVICE_NAMES) ?? ['fedfunds'],
    urls,
    keys,
  }
}
