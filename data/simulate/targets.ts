/** What the last week must show: the figures that the simulation is solved for. Fractions unless said otherwise. */
import type { Sector } from '#src/market/sector.ts'

export const WEEK_TARGETS = {
  top30: -0.072,
  bitcoin: -0.069,
  ethereum: -0.091,
  /** Coins of ranks 1-100 that rise. */
  rising: 14,
  medianTop10: -0.084,
  medianRank11to49: -0.068,
  medianRank50to100: -0.051,
} as const

/** Week returns of the largest ten that are set rather than solved; their median is the tier's. */
export const SET_RETURNS: Readonly<Record<string, number>> = {
  bitcoin: WEEK_TARGETS.bitcoin,
  ethereum: WEEK_TARGETS.ethereum,
  solana: -0.0886,
  tron: -0.0318,
  dogecoin: -0.1093,
  cardano: -0.1241,
  hyperliquid: -0.0967,
  'bitcoin-cash': -0.0794,
}

export const SECTOR_RETURNS: Readonly<Record<Sector, number>> = {
  'layer-1': -0.07,
  'layer-2': -0.149,
  gaming: -0.12,
  depin: -0.114,
  ai: -0.105,
  defi: -0.066,
  meme: -0.094,
  privacy: 0.023,
  exchange: -0.057,
  storage: -0.097,
  oracle: -0.088,
  rwa: -0.081,
  payments: -0.062,
  infrastructure: -0.077,
}

/** Realised volatility of bitcoin over seven days, annualised. */
export const VOLATILITY = { now: 0.498, weekAgo: 0.41, percentile: 0.82 } as const

/** Average pairwise correlation over the last 30 days. */
export const CORRELATION = { top10: 0.74, rank11to49: 0.66, rank50to100: 0.55 } as const

/** USD. */
export const TOTAL_CAP_END = 2.98e12

/** Last rates by asset: fraction per 8 hours, weighted by open interest. */
export const FUNDING_RATES: Readonly<Record<string, number>> = { bitcoin: -0.000042, ethereum: -0.000022 }

/** USD: perpetual open interest at its peak and at the end, and the long tail's share of the fall. */
export const OPEN_INTEREST = { peak: 230e9, end: 135e9, fromLongTail: 0.62 } as const

/** USD of the week, against the mean of the four weeks before; share of spot in all trading. */
export const VOLUME = { spotWeek: 423e9, ratio: 0.98, spotShare: 0.21 } as const
