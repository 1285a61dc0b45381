/** The table of exchanges: a name for each, and how it is opened. */
import type { ExchangeName } from '../names.ts'
import type { Supplier, SupplierSettings } from '../supplier.ts'
import { BINANCE } from './binance.ts'
import { BITGET } from './bitget.ts'
import { BYBIT } from './bybit.ts'
import { COINBASE } from './coinbase.ts'
import { DERIBIT } from './deribit.ts'
import { createExchange } from './exchange.ts'
import { GATE } from './gate.ts'
import { HYPERLIQUID } from './hyperliquid.ts'
import { KRAKEN } from './kraken.ts'
import { KRAKEN_FUTURES } from './krakenfutures.ts'
import { OKX } from './okx.ts'
import type { Venue } from './venue.ts'

const VENUES: Readonly<Record<ExchangeName, Venue>> = {
  binance: BINANCE,
  bybit: BYBIT,
  okx: OKX,
  hyperliquid: HYPERLIQUID,
  gate: GATE,
  bitget: BITGET,
  kraken: KRAKEN,
  krakenfutures: KRAKEN_FUTURES,
  deribit: DERIBIT,
  coinbase: COINBASE,
}

export type OpenExchange = (settings: SupplierSettings) => Supplier

/** By the names that settings use. */
export const EXCHANGES: Readonly<Record<string, OpenExchange>> = Object.fromEntries(
  Object.entries(VENUES).map(([name, venue]) => [
    name,
    (settings: SupplierSettings) => createExchange(venue, settings),
  ]),
)
