/** Assets that carry another asset's price: stablecoins, wrapped and staked coins, tokenized gold. */
import type { AssetKind } from '#src/market/asset.ts'

export interface Pegged {
  readonly id: string
  readonly symbol: string
  readonly name: string
  readonly kind: Exclude<AssetKind, 'coin'>
  /** A coin's id, `usd` or `gold`. */
  readonly follows: string
  /** USD at the beginning and at the end, in billions. */
  readonly marketCaps: readonly [number, number]
}

export const PEGGED: readonly Pegged[] = [
  pegged('tether', 'USDT', 'Tether', 'stablecoin', 'usd', [119, 184]),
  pegged('usd-coin', 'USDC', 'USDC', 'stablecoin', 'usd', [35.6, 74.3]),
  pegged('ethena-usde', 'USDE', 'Ethena USDe', 'stablecoin', 'usd', [2.6, 7.4]),
  pegged('dai', 'DAI', 'Dai', 'stablecoin', 'usd', [5.3, 4.6]),
  pegged('staked-ether', 'STETH', 'Lido Staked Ether', 'staked', 'ethereum', [25.4, 24.1]),
  pegged('wrapped-bitcoin', 'WBTC', 'Wrapped Bitcoin', 'wrapped', 'bitcoin', [9.7, 10.9]),
  // Its ticker is Solana's own: two assets, one symbol.
  pegged('wrapped-solana', 'SOL', 'Wrapped SOL', 'wrapped', 'solana', [1.3, 1.6]),
  pegged('pax-gold', 'PAXG', 'PAX Gold', 'tokenized', 'gold', [0.49, 1.48]),
]

function pegged(
  id: string,
  symbol: string,
  name: string,
  kind: Pegged['kind'],
  follows: string,
  marketCaps: readonly [number, number],
): Pegged {
  return { id, symbol, name, kind, follows, marketCaps }
}
