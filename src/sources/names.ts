/**
 * Exchanges and data services by the names that settings use, and what there is to set of each. Plain data: settings
 * are read before any code that asks a supplier is loaded.
 */

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

export type ExchangeName = (typeof EXCHANGE_NAMES)[number]

/** Those that are asked where no setting names others. */
export const DEFAULT_EXCHANGES = [
  'binance',
  'bybit',
  'okx',
  'hyperliquid',
] as const satisfies readonly ExchangeName[]

export interface ServiceEntry {
  /** The setting with its key, where it has one. */
  readonly key?: { readonly setting: string; readonly meaning: string; readonly example: string }
  /** Whether it answers without a key; one that does not is asked once it has it. */
  readonly keyless: boolean
  /** Whether it is asked where no setting says so. */
  readonly on: boolean
  /** The service that gives the same, and more, once it has a key: then this one is not asked. */
  readonly standsInFor?: string
  /** Exchanges that report the same: where the settings name one of them this is not asked. */
  readonly unless?: readonly ExchangeName[]
}

const PLAIN = { keyless: true, on: true } as const satisfies ServiceEntry

export const SERVICES = {
  coingecko: {
    ...PLAIN,
    key: {
      setting: 'COINGECKO_KEY',
      meaning: 'A free demo key of CoinGecko: 25 to 60 calls a minute in place of 6 to 10',
      example: 'CG-abcdefghijklmnopqrstuvwx',
    },
  },
  'deribit-dvol': PLAIN,
  bls: {
    ...PLAIN,
    key: {
      setting: 'BLS_KEY',
      meaning: 'A free key of the US Bureau of Labor Statistics: 450 calls a day in place of 25',
      example: '0123456789abcdef0123456789abcdef',
    },
  },
  // The bureau and the Treasury report the same themselves: FRED stands in for them.
  fred: {
    keyless: false,
    on: true,
    key: {
      setting: 'FRED_KEY',
      meaning:
        'A free key of FRED: a second source of payrolls, unemployment, consumer prices and US yields; without one, `fred-csv` reads its files for what others do not provide',
      example: 'abcdefghijklmnopqrstuvwxyz012345',
    },
  },
  // What the bureau is not asked for: core prices, those of consumption, claims, the fed funds rate.
  'fred-csv': { ...PLAIN, standsInFor: 'fred' },
  ons: PLAIN,
  treasury: PLAIN,
  mof: PLAIN,
  yahoo: PLAIN,
  polymarket: PLAIN,
  kalshi: PLAIN,
  // Three more calls of a service that refuses in waves, for what two markets report already.
  fedfunds: { keyless: true, on: false },
  alternative: PLAIN,
  defillama: PLAIN,
  // What quotes in dollars holds the rate of USDT, and the closes in it; the default exchanges all quote in USDT or perpetuals.
  'kraken-usd': { ...PLAIN, unless: ['kraken', 'coinbase'] },
  'binance-archive': PLAIN,
} as const satisfies Readonly<Record<string, ServiceEntry>>

export type ServiceName = keyof typeof SERVICES

/** Every service, in the order in which it is asked. */
export const SERVICE_ENTRIES = Object.entries(SERVICES) as readonly (readonly [ServiceName, ServiceEntry])[]
export const SERVICE_NAMES = SERVICE_ENTRIES.map(([name]) => name)

/**
 * The services that are asked, in their order: neither those that are `off`, nor those that lack a key they need, nor
 * those that report what one of the `exchanges` reports (the default ones where it does not say).
 */
export function askedServices({
  exchanges = DEFAULT_EXCHANGES,
  off,
  keys,
}: {
  readonly exchanges?: readonly string[] | undefined
  readonly off: readonly string[]
  readonly keys: Readonly<Record<string, string>>
}): readonly ServiceName[] {
  const isThere = (name: string) => !off.includes(name) && keys[name] !== undefined
  return SERVICE_ENTRIES.flatMap(([name, { keyless, standsInFor = '', unless = [] }]) => {
    if (unless.some((exchange) => exchanges.includes(exchange))) return []
    const isAsked = keyless ? !off.includes(name) && !isThere(standsInFor) : isThere(name)
    return isAsked ? [name] : []
  })
}
