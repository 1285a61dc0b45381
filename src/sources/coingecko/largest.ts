/**
 * The largest coins as CoinGecko lists them, most valued first: what is known of coins before CoinGecko has answered, so that
 * the exchanges can be asked for their prices. The ids are CoinGecko's, so that nothing changes its name once it answers;
 * its own list then takes this one's place. Renewed by hand, as of November 2025.
 */
import type { Asset, AssetKind } from '#src/market/asset.ts'

/** A line each: id, ticker, name. */
const LINES = `
bitcoin BTC Bitcoin
ethereum ETH Ethereum
tether USDT Tether
ripple XRP XRP
binancecoin BNB BNB
solana SOL Solana
usd-coin USDC USDC
tron TRX TRON
dogecoin DOGE Dogecoin
staked-ether STETH Lido Staked Ether
cardano ADA Cardano
hyperliquid HYPE Hyperliquid
bitcoin-cash BCH Bitcoin Cash
wrapped-steth WSTETH Wrapped stETH
wrapped-bitcoin WBTC Wrapped Bitcoin
wrapped-beacon-eth WBETH Wrapped Beacon ETH
chainlink LINK Chainlink
ethena-usde USDE Ethena USDe
leo-token LEO LEO Token
zcash ZEC Zcash
stellar XLM Stellar
monero XMR Monero
wrapped-eeth WEETH Wrapped eETH
weth WETH WETH
litecoin LTC Litecoin
usds USDS USDS
coinbase-wrapped-btc CBBTC Coinbase Wrapped BTC
avalanche-2 AVAX Avalanche
hedera-hashgraph HBAR Hedera
sui SUI Sui
shiba-inu SHIB Shiba Inu
dai DAI Dai
the-open-network TON Toncoin
crypto-com-chain CRO Cronos
polkadot DOT Polkadot
uniswap UNI Uniswap
mantle MNT Mantle
bittensor TAO Bittensor
world-liberty-financial WLFI World Liberty Financial
aave AAVE Aave
internet-computer ICP Internet Computer
near NEAR NEAR Protocol
bitget-token BGB Bitget Token
okb OKB OKB
pepe PEPE Pepe
ethereum-classic ETC Ethereum Classic
usd1-wlfi USD1 USD1
paypal-usd PYUSD PayPal USD
aster-2 ASTER Aster
ethena ENA Ethena
aptos APT Aptos
ondo-finance ONDO Ondo
tether-gold XAUT Tether Gold
polygon-ecosystem-token POL POL (ex-MATIC)
worldcoin-wld WLD Worldcoin
official-trump TRUMP Official Trump
pump-fun PUMP Pump.fun
kucoin-shares KCS KuCoin
pax-gold PAXG PAX Gold
algorand ALGO Algorand
arbitrum ARB Arbitrum
sky SKY Sky
cosmos ATOM Cosmos Hub
filecoin FIL Filecoin
vechain VET VeChain
kaspa KAS Kaspa
flare-networks FLR Flare
render-token RENDER Render
xdce-crowd-sale XDC XDC Network
sei-network SEI Sei
quant-network QNT Quant
bonk BONK Bonk
jupiter-exchange-solana JUP Jupiter
pudgy-penguins PENGU Pudgy Penguins
dash DASH Dash
fetch-ai FET Artificial Superintelligence Alliance
nexo NEXO NEXO
first-digital-usd FDUSD First Digital USD
optimism OP Optimism
immutable-x IMX Immutable
virtual-protocol VIRTUAL Virtuals Protocol
injective-protocol INJ Injective
aerodrome-finance AERO Aerodrome Finance
curve-dao-token CRV Curve DAO
lido-dao LDO Lido DAO
celestia TIA Celestia
blockstack STX Stacks
morpho MORPHO Morpho
story-2 IP Story
spx6900 SPX SPX6900
tezos XTZ Tezos
floki FLOKI FLOKI
kaia KAIA Kaia
starknet STRK Starknet
ethereum-name-service ENS Ethereum Name Service
the-graph GRT The Graph
iota IOTA IOTA
pyth-network PYTH Pyth Network
sonic-3 S Sonic
decred DCR Decred
conflux-token CFX Conflux
pendle PENDLE Pendle
pancakeswap-token CAKE PancakeSwap
dogwifcoin WIF dogwifhat
jasmycoin JASMY JasmyCoin
the-sandbox SAND The Sandbox
bitcoin-cash-sv BSV Bitcoin SV
theta-token THETA Theta Network
zksync ZK ZKsync
gala GALA GALA
raydium RAY Raydium
neo NEO NEO
decentraland MANA Decentraland
vaulta A Vaulta
compound-governance-token COMP Compound
ether-fi ETHFI Ether.fi
plasma XPL Plasma
monad MON Monad
zencash ZEN Horizen
layerzero ZRO LayerZero
eigenlayer EIGEN EigenCloud
thorchain RUNE THORChain
axie-infinity AXS Axie Infinity
apecoin APE ApeCoin
flow FLOW Flow
chiliz CHZ Chiliz
arweave AR Arweave
elrond-erd-2 EGLD MultiversX
helium HNT Helium
syrup SYRUP Maple Finance
jito-governance-token JTO Jito
wormhole W Wormhole
fartcoin FARTCOIN Fartcoin
true-usd TUSD TrueUSD
ripple-usd RLUSD Ripple USD
1inch 1INCH 1inch
dydx-chain DYDX dYdX
terra-luna LUNC Terra Luna Classic
terra-luna-2 LUNA Terra
trust-wallet-token TWT Trust Wallet
basic-attention-token BAT Basic Attention
havven SNX Synthetix
gnosis GNO Gnosis
akash-network AKT Akash Network
berachain-bera BERA Berachain
movement MOVE Movement
walrus-2 WAL Walrus
aethir ATH Aethir
polymesh POLYX Polymesh
api3 API3 API3
linea LINEA Linea
grass GRASS Grass
kusama KSM Kusama
yearn-finance YFI yearn.finance
livepeer LPT Livepeer
oasis-network ROSE Oasis
qtum QTUM Qtum
mina-protocol MINA Mina Protocol
zilliqa ZIL Zilliqa
ravencoin RVN Ravencoin
ecash XEC eCash
astar ASTR Astar
kava KAVA Kava
popcat POPCAT Popcat
turbo TURBO Turbo
`

/** What is no coin of its own. */
const KINDS: Readonly<Record<Exclude<AssetKind, 'coin'>, string>> = {
  stablecoin:
    'tether usd-coin ethena-usde usds dai usd1-wlfi paypal-usd first-digital-usd true-usd ripple-usd',
  wrapped: 'wrapped-bitcoin weth coinbase-wrapped-btc',
  staked: 'staked-ether wrapped-steth wrapped-beacon-eth wrapped-eeth',
  tokenized: 'tether-gold pax-gold',
}

const kindOf = new Map(
  Object.entries(KINDS).flatMap(([kind, ids]) =>
    ids.split(' ').map((id) => [id, kind as AssetKind] as const),
  ),
)

/** Without sectors: a supplier's own list of them reports those. */
export const LARGEST: readonly Asset[] = LINES.trim()
  .split('\n')
  .map((line) => {
    const [id = '', symbol = '', ...name] = line.split(' ')
    return { id, symbol, name: name.join(' '), kind: kindOf.get(id) ?? 'coin', sectors: [] }
  })
