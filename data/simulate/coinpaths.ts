/** Prices of all coins at every boundary: a market factor, a factor a sector, and each coin's own fortune. */
import { SECTORS, type Sector } from '#src/market/sector.ts'
import { averagePairwise } from '#src/metrics/correlation.ts'
import { bisect, steer } from './bridge.ts'
import type { Coin } from './coins.ts'
import { boundaryOf, DAYS, LAST_WEEK } from './days.ts'
import type { Leaders } from './leaders.ts'
import { clamp } from './numbers.ts'
import { type Random, randomStream } from './random.ts'
import { CORRELATION } from './targets.ts'
import { solveWeekReturns } from './weekreturns.ts'

/** Prices at boundaries 0 to DAYS by coin id; NaN where the coin does not trade. */
export type Paths = ReadonlyMap<string, Float64Array>

/** From here the tiers' own noise is phased in, to be complete when the last 30 days begin. */
const PHASE_IN = DAYS - 60
const MEASURED = 30

/** From this market cap on a coin is one of the large ones, USD. */
const LARGE = 1e10

/** A fall of one day that took other coins further than bitcoin, the recovery that followed, and a later respite. */
const CRASH: readonly (readonly [string, number])[] = [
  ['2025-10-10', -0.045],
  ['2025-10-12', 0.03],
  ['2025-11-11', 0.015],
  ['2025-11-13', 0.018],
  ['2025-11-15', 0.017],
]

/** Log returns of one coin, whose own noise from PHASE_IN on is multiplied by `noise`. */
type StepsOf = (coin: Coin, noise: number) => Float64Array

/** `coins` sorted by market cap at the end, largest first, delisted ones last. */
export function simulateCoins(coins: readonly Coin[], leaders: Leaders): Paths {
  const trading = coins.filter((coin) => coin.delisted === undefined)
  const stepsOf = simulator(trading, leaders)
  const noise = new Map(
    [
      { members: trading.slice(0, 10), correlation: CORRELATION.top10 },
      { members: trading.slice(10, 49), correlation: CORRELATION.rank11to49 },
      { members: trading.slice(49, 100), correlation: CORRELATION.rank50to100 },
    ].flatMap(({ members, correlation }) => {
      const solved = noiseFor(correlation, members, stepsOf)
      return members.map(({ id }) => [id, solved] as const)
    }),
  )
  return new Map(coins.map((coin) => [coin.id, pricesOf(coin, stepsOf(coin, noise.get(coin.id) ?? 1))]))
}

function simulator(trading: readonly Coin[], leaders: Leaders): StepsOf {
  const market = marketSteps(leaders)
  const sectors = new Map(SECTORS.map((sector) => [sector, sectorSteps(sector, leaders)]))
  const returns = solveWeekReturns(trading)
  const weekReturns = new Map(trading.map(({ id }, i) => [id, returns[i] as number]))
  return (coin, noise) => {
    if (coin.id === 'bitcoin') return leaders.bitcoin
    if (coin.id === 'ethereum') return leaders.ethereum
    const sector = sectors.get(coin.sectors[0] as Sector) as Float64Array
    const steps = drawSteps(coin, { market, sector, roughness: leaders.roughness }, noise)
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
}

/** The multiplier of the members' own noise at which they correlate as wanted: more noise, less correlation. */
function noiseFor(correlation: number, members: readonly Coin[], stepsOf: StepsOf): number {
  return bisect(0.1, 4, -correlation, (noise) => {
    const steps = members.map((coin) => stepsOf(coin, noise).subarray(DAYS - MEASURED))
    return -(averagePairwise(steps) as number)
  })
}

/** First and last boundary at which a coin has a price. */
export function tradingRange(coin: Coin): readonly [first: number, last: number] {
  return [coin.listed ? boundaryOf(coin.listed) : 0, coin.delisted ? boundaryOf(coin.delisted) : DAYS]
}

function drawSteps(
  coin: Coin,
  factors: Readonly<Record<'market' | 'sector' | 'roughness', Float64Array>>,
  noise: number,
): Float64Array {
  const { market, sector, roughness } = factors
  const random = randomStream(`coin/${coin.id}`)
  const news = randomStream(`news/${coin.id}`)
  const size = Math.log10(coin.marketCap)
  const beta = clamp(1.18 + 0.16 * random.normal() + 0.1 * (10 - size), 0.55, 1.6)
  const own = clamp(0.024 + 0.006 * (9.3 - size) + 0.004 * random.normal(), 0.012, 0.05)
  return market.map((step, d) => {
    const phase = clamp((d - PHASE_IN) / (DAYS - MEASURED - PHASE_IN), 0, 1)
    const rough = Math.sqrt(roughness[d] as number) * (1 + phase * (noise - 1)) * togetherness(coin, d)
    return beta * step + rough * ((sector[d] as number) + own * random.heavy()) + jump(coin, d, news)
  })
}

/** The largest keep closer together in the two months before the last 30 days; then each goes its own way again. */
function togetherness({ marketCap }: Coin, d: number): number {
  return marketCap >= LARGE && d >= DAYS - 90 && d < DAYS - MEASURED ? 0.72 : 1
}

/** Now and then a smaller coin, but no token of an exchange, has news of its own: a jump, more often up than down. */
function jump({ marketCap, sectors }: Coin, d: number, random: Random): number {
  const [chance, side, size] = [random.uniform(), random.uniform(), random.uniform()]
  if (marketCap >= LARGE || sectors.includes('exchange') || chance > 0.014 || d >= LAST_WEEK) return 0
  return (side < 0.65 ? 1 : -0.8) * (0.07 + 0.16 * size)
}

/** What all coins but the leaders share: the leaders' steps, and a current of their own. */
function marketSteps({ bitcoin, ethereum, roughness }: Leaders): Float64Array {
  const random = randomStream('market')
  const market = bitcoin.map(
    (step, d) =>
      0.55 * step +
      0.38 * (ethereum[d] as number) +
      0.01 * Math.sqrt(roughness[d] as number) * random.heavy(),
  )
  for (const [day, step] of CRASH) market[boundaryOf(day)] = (market[boundaryOf(day)] as number) + step
  return market
}

function sectorSteps(sector: string, { roughness }: Leaders): Float64Array {
  const random = randomStream(`sector/${sector}`)
  return roughness.map((rough) => 0.008 * rough * random.heavy())
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
