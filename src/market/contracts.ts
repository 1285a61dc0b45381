/** Which contracts of a coin a venue's open interest is of: its main perpetual, never the sum of all. */

/** By what margin and settlement are in: `usdt`, `usdc`, `usd`; `inverse` is settled in the coin itself. */
export type ContractKind = 'usdt' | 'usdc' | 'usd' | 'inverse'

/** What is collected of each venue that reports open interest. */
export const INTEREST_CONTRACTS: Readonly<Record<string, readonly ContractKind[]>> = {
  binance: ['usdt'],
  bybit: ['usdt'],
  okx: ['usdt'],
  hyperliquid: ['usdc'],
  gate: ['usdt'],
  bitget: ['usdt'],
  krakenfutures: ['usd'],
  // Where there is no inverse one, the one in USDC.
  deribit: ['inverse', 'usdc'],
}
