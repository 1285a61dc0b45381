/** The table of data services: how each is made, which settings it has, and whether it is asked unless told otherwise. */
import { createAlternative } from './alternative.ts'
import { createBls } from './bls.ts'
import { createCoinGecko } from './coingecko/supplier.ts'
import { createDeribitDvol } from './deribit.ts'
import { createFedFunds } from './fedfunds/supplier.ts'
import { createFred } from './fred.ts'
import { createKalshi } from './kalshi.ts'
import { createMof } from './mof.ts'
import { createOns } from './ons.ts'
import { createPolymarket } from './polymarket.ts'
import type { FeedName, Supplier, SupplierSettings } from './supplier.ts'
import { createTreasury } from './treasury.ts'
import { createYahoo } from './yahoo.ts'

export interface SupplierEntry {
  create(settings: SupplierSettings): Supplier
  /** The setting that replaces its root. */
  readonly url: string
  /** The setting with its key, where it has one. */
  readonly key?: string
  /** Whether it answers without a key. */
  readonly keyless: boolean
  /** Whether it is asked where no setting says so; one that needs a key is asked once it has it. */
  readonly on: boolean
  readonly gives: readonly FeedName[]
}

export const SUPPLIERS = {
  coingecko: {
    create: createCoinGecko,
    url: 'SOURCE_URL_COINGECKO',
    key: 'COINGECKO_KEY',
    keyless: true,
    on: true,
    gives: ['assets', 'sectors', 'prices', 'caps', 'global', 'interest.now', 'volume.spot'],
  },
  'deribit-dvol': {
    create: createDeribitDvol,
    url: 'SOURCE_URL_DERIBIT_DVOL',
    keyless: true,
    on: true,
    gives: ['volatility.implied'],
  },
  bls: {
    create: createBls,
    url: 'SOURCE_URL_BLS',
    key: 'BLS_KEY',
    keyless: true,
    on: true,
    gives: ['macro'],
  },
  // The bureau and the Treasury tell the same themselves: FRED stands in for them.
  fred: {
    create: createFred,
    url: 'SOURCE_URL_FRED',
    key: 'FRED_KEY',
    keyless: false,
    on: true,
    gives: ['macro', 'curves'],
  },
  ons: { create: createOns, url: 'SOURCE_URL_ONS', keyless: true, on: true, gives: ['macro'] },
  treasury: {
    create: createTreasury,
    url: 'SOURCE_URL_TREASURY',
    keyless: true,
    on: true,
    gives: ['curves'],
  },
  mof: { create: createMof, url: 'SOURCE_URL_MOF', keyless: true, on: true, gives: ['curves'] },
  yahoo: { create: createYahoo, url: 'SOURCE_URL_YAHOO', keyless: true, on: true, gives: ['cross'] },
  polymarket: {
    create: createPolymarket,
    url: 'SOURCE_URL_POLYMARKET',
    keyless: true,
    on: true,
    gives: ['odds'],
  },
  kalshi: { create: createKalshi, url: 'SOURCE_URL_KALSHI', keyless: true, on: true, gives: ['odds'] },
  // Three more calls of a service that refuses in waves, for what two markets tell already.
  fedfunds: { create: createFedFunds, url: 'SOURCE_URL_FEDFUNDS', keyless: true, on: false, gives: ['odds'] },
  alternative: {
    create: createAlternative,
    url: 'SOURCE_URL_ALTERNATIVE',
    keyless: true,
    on: true,
    gives: ['sentiment'],
  },
} as const satisfies Record<string, SupplierEntry>

export type SupplierName = keyof typeof SUPPLIERS
