/** The simulated universe: real names, made-up fortunes. Prices and market caps are round figures for the last boundary. */
import type { Sector } from '#src/market/sector.ts'
import type { Day } from '#src/market/time.ts'

export interface Coin {
  readonly id: string
  readonly symbol: string
  readonly name: string
  readonly sectors: readonly Sector[]
  /** USD at the end (at the delisting, where there is one). */
  readonly price: number
  /** USD at the end. */
  readonly marketCap: number
  /** Price at the beginning over price at the end, where it is set rather than drawn. */
  readonly startRatio?: number
  /** First day of trading, where it lies inside the period. */
  readonly listed?: Day
  /** First day without trading. */
  readonly delisted?: Day
}

interface Fortune {
  readonly start?: number
  readonly listed?: Day
  readonly delisted?: Day
}

/** Largest first; market cap in billions of USD. */
export const COINS: readonly Coin[] = [
  coin('bitcoin', 'BTC', 'Bitcoin', 'payments', 87_520, 1746, { start: 0.726 }),
  coin('ethereum', 'ETH', 'Ethereum', 'layer-1', 2818, 340, { start: 0.923 }),
  coin('ripple', 'XRP', 'XRP', 'layer-1|payments', 2.05, 123, { start: 0.3 }),
  coin('binancecoin', 'BNB', 'BNB', 'layer-1|exchange', 845, 116.5, { start: 0.67 }),
  coin('solana', 'SOL', 'Solana', 'layer-1', 131, 73.2, { start: 1.17 }),
  coin('tron', 'TRX', 'TRON', 'layer-1', 0.274, 25.9, { start: 0.57 }),
  coin('dogecoin', 'DOGE', 'Dogecoin', 'meme', 0.146, 22.2, { start: 0.78 }),
  coin('cardano', 'ADA', 'Cardano', 'layer-1', 0.41, 15, { start: 0.93 }),
  coin('hyperliquid', 'HYPE', 'Hyperliquid', 'defi|exchange', 33.4, 11.2, {
    start: 0.24,
    listed: '2024-11-29',
  }),
  coin('bitcoin-cash', 'BCH', 'Bitcoin Cash', 'payments', 538, 10.7, { start: 0.63 }),
  coin('chainlink', 'LINK', 'Chainlink', 'oracle|infrastructure', 12.6, 8.8, { start: 0.92 }),
  coin('leo-token', 'LEO', 'LEO Token', 'exchange', 9.3, 8.6, { start: 0.63 }),
  coin('stellar', 'XLM', 'Stellar', 'layer-1|payments', 0.243, 7.8, { start: 0.4 }),
  coin('zcash', 'ZEC', 'Zcash', 'privacy', 462, 7.5, { start: 0.09 }),
  coin('monero', 'XMR', 'Monero', 'privacy', 381, 7.03, { start: 0.4 }),
  coin('litecoin', 'LTC', 'Litecoin', 'payments', 84.6, 6.47, { start: 0.78 }),
  coin('hedera-hashgraph', 'HBAR', 'Hedera', 'layer-1', 0.147, 6.25, { start: 0.38 }),
  coin('avalanche-2', 'AVAX', 'Avalanche', 'layer-1', 13.6, 5.8, { start: 1.95 }),
  coin('sui', 'SUI', 'Sui', 'layer-1', 1.42, 5.24, { start: 1.22 }),
  coin('shiba-inu', 'SHIB', 'Shiba Inu', 'meme', 0.0000079, 4.65, { start: 2.1 }),
  coin('crypto-com-chain', 'CRO', 'Cronos', 'exchange', 0.106, 4.1, { start: 0.78 }),
  coin('the-open-network', 'TON', 'Toncoin', 'layer-1', 1.55, 3.95, { start: 3.3 }),
  coin('uniswap', 'UNI', 'Uniswap', 'defi', 6.2, 3.91, { start: 1.15 }),
  coin('polkadot', 'DOT', 'Polkadot', 'layer-1', 2.34, 3.83, { start: 1.8 }),
  coin('world-liberty-financial', 'WLFI', 'World Liberty Financial', 'defi', 0.152, 3.7, {
    start: 1.5,
    listed: '2025-09-01',
  }),
  coin('mantle', 'MNT', 'Mantle', 'layer-2', 1.01, 3.29, { start: 0.58 }),
  coin('bittensor', 'TAO', 'Bittensor', 'ai', 288, 2.94, { start: 1.8 }),
  coin('aave', 'AAVE', 'Aave', 'defi', 171, 2.6, { start: 0.86 }),
  coin('near', 'NEAR', 'NEAR Protocol', 'layer-1', 1.91, 2.44, { start: 2.6 }),
  coin('bitget-token', 'BGB', 'Bitget Token', 'exchange', 3.42, 2.39, { start: 0.32 }),
  coin('aster-2', 'ASTER', 'Aster', 'defi|exchange', 1.14, 2.3, { start: 0.62, listed: '2025-09-17' }),
  coin('internet-computer', 'ICP', 'Internet Computer', 'layer-1', 4.08, 2.21, { start: 2 }),
  coin('okb', 'OKB', 'OKB', 'exchange', 103.5, 2.17, { start: 0.41 }),
  coin('ethereum-classic', 'ETC', 'Ethereum Classic', 'layer-1', 13.6, 2.09),
  coin('ethena', 'ENA', 'Ethena', 'defi', 0.256, 1.95),
  coin('aptos', 'APT', 'Aptos', 'layer-1', 2.57, 1.88, { start: 3.3 }),
  coin('pepe', 'PEPE', 'Pepe', 'meme', 0.0000042, 1.77, { start: 2.4 }),
  coin('ondo-finance', 'ONDO', 'Ondo', 'rwa', 0.488, 1.54),
  coin('polygon-ecosystem-token', 'POL', 'POL', 'layer-2', 0.134, 1.42, { start: 2.9 }),
  coin('worldcoin-wld', 'WLD', 'Worldcoin', 'ai', 0.597, 1.38, { start: 3 }),
  coin('kucoin-shares', 'KCS', 'KuCoin', 'exchange', 9.92, 1.28),
  coin('official-trump', 'TRUMP', 'Official Trump', 'meme', 6.18, 1.24, { start: 5.2, listed: '2025-01-18' }),
  coin('algorand', 'ALGO', 'Algorand', 'layer-1', 0.138, 1.22),
  coin('vechain', 'VET', 'VeChain', 'layer-1', 0.0138, 1.19),
  coin('kaspa', 'KAS', 'Kaspa', 'layer-1', 0.0438, 1.18),
  coin('cosmos', 'ATOM', 'Cosmos Hub', 'layer-1', 2.44, 1.17),
  coin('filecoin', 'FIL', 'Filecoin', 'depin|storage', 1.59, 1.15, { start: 2.3 }),
  coin('arbitrum', 'ARB', 'Arbitrum', 'layer-2', 0.203, 1.13, { start: 2.8 }),
  coin('flare-networks', 'FLR', 'Flare', 'layer-1', 0.0138, 1.09),
  coin('sky', 'SKY', 'Sky', 'defi', 0.0452, 1.05),
  coin('quant-network', 'QNT', 'Quant', 'infrastructure', 82.1, 0.99),
  coin('pump-fun', 'PUMP', 'Pump.fun', 'meme', 0.00261, 0.95, { start: 1.9, listed: '2025-07-14' }),
  coin('nexo', 'NEXO', 'Nexo', 'defi', 0.931, 0.93),
  coin('render-token', 'RENDER', 'Render', 'depin|ai', 1.7, 0.88, { start: 3.1 }),
  coin('sei-network', 'SEI', 'Sei', 'layer-1', 0.134, 0.87),
  coin('xdce-crowd-sale', 'XDC', 'XDC Network', 'layer-1|payments', 0.0468, 0.83),
  coin('story-2', 'IP', 'Story', 'layer-1', 2.41, 0.8, { start: 1.1, listed: '2025-02-13' }),
  coin('dash', 'DASH', 'Dash', 'privacy', 62.3, 0.78),
  coin('bonk', 'BONK', 'Bonk', 'meme', 0.0000093, 0.77),
  coin('pancakeswap-token', 'CAKE', 'PancakeSwap', 'defi', 2.26, 0.76),
  coin('jupiter-exchange-solana', 'JUP', 'Jupiter', 'defi', 0.237, 0.75),
  coin('starknet', 'STRK', 'Starknet', 'layer-2', 0.159, 0.74),
  coin('pudgy-penguins', 'PENGU', 'Pudgy Penguins', 'meme', 0.0105, 0.66, {
    start: 2.6,
    listed: '2024-12-17',
  }),
  coin('immutable-x', 'IMX', 'Immutable', 'layer-2|gaming', 0.309, 0.61),
  coin('lido-dao', 'LDO', 'Lido DAO', 'defi', 0.674, 0.602),
  coin('optimism', 'OP', 'Optimism', 'layer-2', 0.311, 0.598),
  coin('fetch-ai', 'FET', 'Artificial Superintelligence Alliance', 'ai', 0.251, 0.592),
  coin('the-graph', 'GRT', 'The Graph', 'ai|infrastructure', 0.0549, 0.583),
  coin('blockstack', 'STX', 'Stacks', 'layer-2', 0.319, 0.577),
  coin('curve-dao-token', 'CRV', 'Curve DAO', 'defi', 0.402, 0.569),
  coin('virtual-protocol', 'VIRTUAL', 'Virtuals Protocol', 'ai', 0.853, 0.562),
  coin('injective-protocol', 'INJ', 'Injective', 'defi', 5.56, 0.556),
  coin('morpho', 'MORPHO', 'Morpho', 'defi', 1.54, 0.55, { start: 1.1, listed: '2024-11-21' }),
  coin('celestia', 'TIA', 'Celestia', 'infrastructure', 0.638, 0.54),
  coin('tezos', 'XTZ', 'Tezos', 'layer-1', 0.481, 0.51),
  coin('syrup', 'SYRUP', 'Maple Finance', 'rwa', 0.424, 0.49),
  coin('decred', 'DCR', 'Decred', 'privacy', 28.1, 0.48),
  coin('kaia', 'KAIA', 'Kaia', 'layer-1', 0.0747, 0.452),
  coin('pyth-network', 'PYTH', 'Pyth Network', 'oracle', 0.0776, 0.446),
  coin('spx6900', 'SPX', 'SPX6900', 'meme', 0.472, 0.44),
  coin('floki', 'FLOKI', 'Floki', 'meme', 0.0000444, 0.424),
  coin('the-sandbox', 'SAND', 'The Sandbox', 'gaming', 0.161, 0.418),
  coin('iota', 'IOTA', 'IOTA', 'layer-1', 0.0972, 0.41),
  coin('helium', 'HNT', 'Helium', 'depin', 2.11, 0.402),
  coin('conflux-token', 'CFX', 'Conflux', 'layer-1', 0.0766, 0.395),
  coin('ethereum-name-service', 'ENS', 'Ethereum Name Service', 'infrastructure', 10.9, 0.389),
  coin('gala', 'GALA', 'Gala', 'gaming', 0.00826, 0.384),
  coin('theta-token', 'THETA', 'Theta Network', 'depin', 0.364, 0.364),
  coin('zksync', 'ZK', 'ZKsync', 'layer-2', 0.0421, 0.358),
  coin('jasmycoin', 'JASMY', 'JasmyCoin', 'depin', 0.00716, 0.354),
  coin('pendle', 'PENDLE', 'Pendle', 'defi', 2.09, 0.35),
  coin('dogwifcoin', 'WIF', 'dogwifhat', 'meme', 0.348, 0.347),
  coin('decentraland', 'MANA', 'Decentraland', 'gaming', 0.172, 0.334),
  coin('flow', 'FLOW', 'Flow', 'layer-1', 0.203, 0.328),
  coin('compound-governance-token', 'COMP', 'Compound', 'defi', 32.2, 0.309),
  coin('neo', 'NEO', 'NEO', 'layer-1', 4.31, 0.304),
  coin('chiliz', 'CHZ', 'Chiliz', 'gaming', 0.0294, 0.298),
  coin('layerzero', 'ZRO', 'LayerZero', 'infrastructure', 1.29, 0.291),
  coin('raydium', 'RAY', 'Raydium', 'defi', 1.07, 0.286),
  coin('eigenlayer', 'EIGEN', 'EigenCloud', 'infrastructure', 0.594, 0.27),
  coin('arweave', 'AR', 'Arweave', 'storage', 3.87, 0.253),
  coin('walrus-2', 'WAL', 'Walrus', 'depin|storage', 0.158, 0.249, { start: 2.9, listed: '2025-03-27' }),
  coin('elrond-erd-2', 'EGLD', 'MultiversX', 'layer-1', 8.57, 0.245),
  coin('thorchain', 'RUNE', 'THORChain', 'defi', 0.678, 0.238),
  coin('aethir', 'ATH', 'Aethir', 'depin|ai', 0.0176, 0.219),
  coin('zencash', 'ZEN', 'Horizen', 'privacy', 11.4, 0.193),
  coin('axie-infinity', 'AXS', 'Axie Infinity', 'gaming', 1.01, 0.169),
  coin('polymesh', 'POLYX', 'Polymesh', 'rwa', 0.0748, 0.092),
  coin('api3', 'API3', 'Api3', 'oracle', 0.497, 0.066),
  coin('eos', 'EOS', 'EOS', 'layer-1', 0.744, 1.15, { start: 0.68, delisted: '2025-05-28' }),
]

function coin(
  id: string,
  symbol: string,
  name: string,
  sectors: string,
  price: number,
  billions: number,
  { start, listed, delisted }: Fortune = {},
): Coin {
  return {
    id,
    symbol,
    name,
    sectors: sectors.split('|') as Sector[],
    price,
    marketCap: billions * 1e9,
    ...(start !== undefined && { startRatio: start }),
    ...(listed !== undefined && { listed }),
    ...(delisted !== undefined && { delisted }),
  }
}
