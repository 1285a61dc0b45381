/** The table of data services: how each is made, and what it gives. */
import { createAlternative } from './alternative.ts'
import { createBinanceArchive } from './archive/supplier.ts'
import { createBls } from './bls.ts'
import { createCoinGecko } from './coingecko/supplier.ts'
import { createDefiLlama } from './defillama.ts'
import { createDeribitDvol } from './deribit.ts'
import { createFedFunds } from './fedfunds/supplier.ts'
import { createFred } from './fred.ts'
import { createFredCsv } from './fred/csv.ts'
import { createKalshi } from './kalshi.ts'
import { createKrakenUsd } from './krakenusd.ts'
import { createMof } from './mof.ts'
import type { ServiceName } from './names.ts'
import { createOns } from './ons.ts'
import { createPolymarket } from './polymarket.ts'
import type { FeedName, Supplier, SupplierSettings } from './supplier.ts'
import { createTreasury } from './treasury.ts'
import { createYahoo } from './yahoo.ts'

export interface SupplierEntry {
  create(settings: SupplierSettings): Supplier
  /** Its feeds; none where it reports the backfill of the past alone. */
  readonly gives: readonly FeedName[]
}

/** By the names that settings use (names.ts), where each also has what there is to set of it. */
export const SUPPLIERS = {
  coingecko: {
    create: createCoinGecko,
    gives: ['assets', 'sectors', 'prices', 'caps', 'global', 'interest.now', 'volume.spot', 'volume.perp'],
  },
  'deribit-dvol': { create: createDeribitDvol, gives: ['volatility.implied'] },
  bls: { create: createBls, gives: ['macro'] },
  fred: { create: createFred, gives: ['macro', 'curves'] },
  'fred-csv': { create: createFredCsv, gives: ['macro'] },
  ons: { create: createOns, gives: ['macro'] },
  treasury: { create: createTreasury, gives: ['curves'] },
  mof: { create: createMof, gives: ['curves'] },
  yahoo: { create: createYahoo, gives: ['cross'] },
  polymarket: { create: createPolymarket, gives: ['odds'] },
  kalshi: { create: createKalshi, gives: ['odds'] },
  fedfunds: { create: createFedFunds, gives: ['odds'] },
  alternative: { create: createAlternative, gives: ['sentiment'] },
  // A second opinion of closes: no figure comes from it.
  defillama: { create: createDefiLlama, gives: ['closes.witness'] },
  // The rate of USDT, and closes in dollars for those in USDT to be held against: no figure but that rate is made from it.
  'kraken-usd': { create: createKrakenUsd, gives: ['closes.dollars'] },
  // It reports the past alone, to the backfill.
  'binance-archive': { create: createBinanceArchive, gives: [] },
} as const satisfies Readonly<Record<ServiceName, SupplierEntry>>
