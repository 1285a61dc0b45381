/** A hundred coins with their returns, their sectors, and how twenty of them move together. */
import { dice } from '../dice.ts'

export const sectorRows = (
  [
    ['privacy', 0.068],
    ['exchange', -0.023],
    ['rwa', -0.041],
    ['oracle', -0.058],
    ['layer-1', -0.07],
    ['payments', -0.075],
    ['defi', -0.086],
    ['meme', -0.098],
    ['storage', -0.101],
    ['ai', -0.105],
    ['infrastructure', -0.109],
    ['depin', -0.114],
    ['gaming', -0.12],
    ['layer-2', -0.149],
  ] as const
).map(([sector, weekReturn]) => ({
  sector,
  weekReturn,
  members: 8,
  breadth: weekReturn > 0 ? 0.875 : 0.125,
  rising: weekReturn > 0 ? 7 : 1,
  falling: weekReturn > 0 ? 1 : 7,
  few: false,
  narrow: false,
  best: { asset: 'zcash', symbol: 'ZEC', name: 'Zcash', return: weekReturn + 0.06 },
  worst: { asset: 'arbitrum', symbol: 'ARB', name: 'Arbitrum', return: weekReturn - 0.07 },
}))

const SYMBOLS =
  'BTC ETH XRP BNB SOL TRX DOGE ADA HYPE LINK BCH ZEC XLM XMR LTC SUI AVAX HBAR SHIB TON CRO DOT UNI TAO MNT AAVE NEAR BGB ICP ETC OKB APT ONDO WLD PEPE POL KAS ALGO ENA ARB ATOM VET TRUMP FIL RENDER KCS SKY QNT PUMP JUP SEI BONK FLR DASH IMX CAKE NEXO XDC IP VIRTUAL SPX LDO OP CRV FET INJ STX GRT AERO KAIA TIA FLOKI PYTH IOTA ENS XTZ JASMY SAND RAY GALA PENDLE THETA CFX WIF 2Z DCR ZBCN MANA FTN COMP A BTT NEO EGLD RUNE AXS S MORPHO STRK'.split(
    ' ',
  )

export const movers = (() => {
  const random = dice(9)
  return SYMBOLS.slice(0, 100).map((symbol, i) => ({
    asset: symbol.toLowerCase(),
    symbol,
    name: symbol,
    sectors:
      symbol === 'ZEC' || symbol === 'XMR' || symbol === 'DASH'
        ? (['privacy'] as const)
        : (['layer-1'] as const),
    rank: i + 1,
    marketCap: i === 0 ? 1.75e12 : 3.6e11 / i ** 1.45,
    return: symbol === 'ZEC' ? 0.162 : Math.round((random() * 0.26 - 0.2) * 1000) / 1000 + 0,
  }))
})()

export const CORRELATED = SYMBOLS.slice(0, 20)

/** Symmetric, a row and a column for each of CORRELATED. */
export function matrixValues(): number[][] {
  const random = dice(4)
  const values = CORRELATED.map(() => CORRELATED.map(() => 1))
  for (let i = 0; i < 20; i++) {
    for (let j = 0; j < i; j++) {
      const value = Math.round((0.86 - 0.02 * (i + j) * random() - 0.25 * random()) * 100) / 100 + 0
      ;(values[i] as number[])[j] = value
      ;(values[j] as number[])[i] = value
    }
  }
  return values
}
