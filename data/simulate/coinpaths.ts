/** Prices of all coins at every boundary: a market factor, a factor a sector, and each coin's own fortune. */
import type { Sector } from '#src/market/sector.ts'
import { averagePairwise } from '#src/metrics/correlation.ts'
import { bisect, steer } from './bridge.ts'
import type { Coin } from './coins.ts'
import { boundaryOf, DAYS, LAST_WEEK } from './days.ts'
import type { Leaders } from './leaders.ts'
import { clamp } from './numbers.ts'
import { randomStream } from './random.ts'
import { CORRELATION } from './targets.ts'
import { solveWeekReturns } from './weekreturns.ts'

/** Prices at boundaries 0 to DAYS by coin id; NaN where the coin does not trade. */
export type Paths = ReadonlyMap<string, Float64Array>

/** From here the tiers' own noise is phased in, to be complete when the last 30 days begin. */
const PHASE_IN = DAYS - 60
const MEASURED = 30

/** A fall of one day that took other coins further than bitcoin, and the recovery that followed. */
const CRASH: readonly (readonly [string, number])[] = [
  ['2025-10-10', -0.07],
  ['2025-10-11', -0.01],
  ['2025-10-12', 0.045],
]

/** `coins` sorted by market cap at the end, largest first, delisted ones last. */
export function simulateCoins(coins: readonly Coin[], leaders: Leaders): Paths {
  const trading = coins.filter((coin) => coin.delisted === undefined)
  const weekReturns = new Map(
    solveWeekReturns(trading)
      .entries()
      .map(([i, value]) => [trading[i]?.id, value]),
  )
  const market = leaders.bitcoin.map((step, d) => 0.55 * step + 0.38 * (leaders.ethereum[d] as number))
  for (const [day, step] of CRASH) market[boundaryOf(day)] = (market[boundaryOf(day)] as number) + step
  const sectors = new Map(
    [...new Set(coins.flatMap((coin) => coin.sectors))].map((sector) => [
      sector,
      sectorSteps(sector, leaders),
    ]),
  )

  const stepsOf = (coin: Coin, noise: number): Float64Array => {
    if (coin.id === 'bitcoin') return leaders.bitcoin
    if (coin.id === 'ethereum') return leaders.ethereum
    const steps = drawSteps(
      coin,
      market,
      sectors.get(coin.sectors[0] as Sector) as Float64Array,
      leaders,
      noise,
    )
    const [first, last] = tradingRange(coin)
    const weekReturn = weekReturns.get(coin.id)
    if (weekReturn === undefined) {
      steer(steps, first, last, -Math.log(startRatio(coin)))
      return steps
    }
    const week = Math.log(1 + weekReturn)
    steer(steps, first, LAST_WEEK, -Math.log(startRatio(coin)) - week)
    steer(steps, LAST_WEEK, last, week)
    return steps
  }
  const tiers = [
    { members: trading.slice(0, 10), correlation: CORRELATION.top10 },
    { members: trading.slice(10, 49), correlation: CORRELATION.rank11to49 },
    { members: trading.slice(49, 100), correlation: CORRELATION.rank50to100 },
  ]
  const noiseOf = new Map<string, number>()
  for (const { members, correlation } of tiers) {
    // More noise of their own, less correlation.
    const measure = (noise: number) =>
      averagePairwise(members.map((coin) => stepsOf(coin, noise).subarray(DAYS - MEASURED))) as number
    const noise = bisect(0.1, 4, -correlation, (x) => -measure(x))
    for (const { id } of members) noiseOf.set(id, noise)
  }
  return new Map(coins.map((coin) => [coin.id, pricesOf(coin, stepsOf(coin, noiseOf.get(coin.id) ?? 1))]))
}

/** First and last boundary at which a coin has a price. */
export function tradingRange(coin: Coin): readonly [first: number, last: number] {
  return [coin.listed ? boundaryOf(coin.listed) : 0, coin.delisted ? boundaryOf(coin.delisted) : DAYS]
}

function drawSteps(
  coin: Coin,
  market: Float64Array,
  sector: Float64Array,
  { roughness }: Leaders,
  noise: number,
): Float64Array {
  const random = randomStream(`coin/${coin.id}`)
  const size = Math.log10(coin.marketCap)
  const beta = clamp(1.18 + 0.16 * random.normal() + 0.1 * (10 - size), 0.55, 1.6)
  const own = clamp(0.03 + 0.006 * (9.3 - size) + 0.004 * random.normal(), 0.012, 0.05)
  return market.map((step, d) => {
    const phase = clamp((d - PHASE_IN) / (DAYS - MEASURED - PHASE_IN), 0, 1)
    const rough = Math.sqrt(roughness[d] as number) * (1 + phase * (noise - 1))
    return beta * step + rough * ((sector[d] as number) + own * random.heavy())
  })
}

function sectorSteps(sector: string, { roughness }: Leaders): Float64Array {
  const random = randomStream(`sector/${sector}`)
  return roughness.map((rough) => 0.009 * rough * random.heavy())
}

/** Price at the beginning over price at the end. */
function startRatio(coin: Coin): number {
  return coin.startRatio ?? Math.exp(clamp(0.6 + 0.45 * randomStream(`start/${coin.id}`).normal(), -0.3, 1.5))
}

function pricesOf(coin: Coin, steps: Float64Array): Float64Array {
  const [first, last] = tradingRange(coin)
  const prices = new Float64Array(DAYS + 1).fill(Number.NaN)
  prices[last] = coin.price
  for (let d = last - 1; d >= first; d--)
    prices[d] = (prices[d + 1] as number) * Math.exp(-(steps[d] as number))
  return prices
}
