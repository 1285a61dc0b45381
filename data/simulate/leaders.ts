/** Bitcoin and ether: daily log returns through round levels of the period, solved for volatility. */
import { DAYS_A_YEAR, realisedVolatility } from '#src/metrics/volatility.ts'
import { type Anchor, bisect, steerThrough, steerWithSquares } from './bridge.ts'
import { boundaryOf, DAYS, LAST_WEEK, WEEK_BEFORE } from './days.ts'
import { BITCOIN_LEVELS, ETHEREUM_LEVELS, type Level } from './levels.ts'
import { randomStream } from './random.ts'
import { VOLATILITY, WEEK_TARGETS } from './targets.ts'

export interface Leaders {
  /** Daily log returns. */
  readonly bitcoin: Float64Array
  readonly ethereum: Float64Array
  /** Bitcoin's daily standard deviation over its mean: calm below 1, rough above. */
  readonly roughness: Float64Array
}

/** Log returns of both, with bitcoin's volatility in the last two weeks and its rank in the year as they must be. */
export function simulateLeaders(): Leaders {
  const roughness = simulateRoughness()
  const noise = drawNoise(roughness)
  const bitcoinAt = (scale: number) => {
    const steps = noise.map((value, d) => (d < WEEK_BEFORE ? scale * value : value))
    steerThrough(steps, logLevels(BITCOIN_LEVELS))
    solveWeek(steps, WEEK_BEFORE, VOLATILITY.weekAgo)
    solveWeek(steps, LAST_WEEK, VOLATILITY.now)
    return steps
  }
  // Rougher history puts the last week lower among the year's: the year is scaled until its rank fits.
  const scale = bisect(0.005, 0.05, -VOLATILITY.percentile, (s) => -percentileOfLast(bitcoinAt(s)))
  const bitcoin = bitcoinAt(scale)

  return { bitcoin, ethereum: followBitcoin(bitcoin), roughness }
}

/** Ether: bitcoin's steps and its own, drawn until its last week, too, ends at its low. */
function followBitcoin(bitcoin: Float64Array): Float64Array {
  const own = randomStream('ethereum')
  const noise = bitcoin.map(() => 0.019 * own.heavy())
  for (;;) {
    for (let d = LAST_WEEK; d < DAYS; d++) noise[d] = 0.014 * own.heavy()
    const ethereum = bitcoin.map((step, d) => 1.15 * step + (noise[d] as number))
    steerThrough(ethereum, logLevels(ETHEREUM_LEVELS))
    const before = ethereum[DAYS - 2] as number
    const last = ethereum[DAYS - 1] as number
    if (last > -0.013 && last < -0.007 && before < -0.03) return ethereum
  }
}

/** Days after which the market stayed rough for weeks: the step in the logarithm of its standard deviation. */
const SHOCKS: ReadonlyMap<number, number> = new Map([
  [boundaryOf('2024-11-06'), 0.25],
  [boundaryOf('2025-02-24'), 0.2],
  [boundaryOf('2025-04-03'), 0.15],
  [boundaryOf('2025-10-10'), 0.8],
  [boundaryOf('2025-11-01'), 0.4],
])

/** Least daily standard deviation, in units of the usual one: no market stands still. */
const CALMEST = 0.8

/** A week with less than this, in units of the usual daily standard deviation, is stirred. */
const STILLEST = 0.45

/** Volatility that clusters: the logarithm of the daily standard deviation is an autoregression with shocks. */
function simulateRoughness(): Float64Array {
  const random = randomStream('roughness')
  let log = 0
  const values = Float64Array.from({ length: DAYS }, (_, d) => {
    log = 0.94 * log + 0.085 * random.normal() + (SHOCKS.get(d) ?? 0)
    return Math.max(CALMEST, Math.exp(log))
  })
  const average = values.reduce((sum, value) => sum + value, 0) / DAYS
  return values.map((value) => value / average)
}

function drawNoise(roughness: Float64Array): Float64Array {
  const random = randomStream('bitcoin')
  const noise = roughness.map((rough) => rough * random.heavy())
  for (let d = 6; d < LAST_WEEK; d++) {
    const squares = noise.subarray(d - 6, d + 1).reduce((sum, value) => sum + value * value, 0)
    if (squares < 7 * STILLEST ** 2)
      noise[d] = 3 * (noise[d] as number) + Math.sign(noise[d] as number) * STILLEST
  }
  const week = drawLastWeek()
  noise.set(week, LAST_WEEK)
  return noise
}

/**
 * The last week's shape: drawn until the price drops on its fourth to sixth day to just above where it ends, and
 * stays there, so that the round level of all crypto is crossed once and the week ends at its low.
 */
function drawLastWeek(): Float64Array {
  const random = randomStream('last-week')
  const end = Math.log(1 + WEEK_TARGETS.bitcoin)
  for (;;) {
    const steps = Float64Array.from({ length: 7 }, () => random.heavy())
    steerWithSquares(steps, 0, 7, { sum: end, squares: squaresOf(VOLATILITY.now) })
    const path: number[] = []
    for (const step of steps) path.push((path.at(-1) ?? 0) + step)
    const drop = path.findIndex((log) => log < end + 0.006)
    const highBefore = path.slice(0, drop).every((log) => log > end + 0.014 && log < 0.025)
    const nearEnd = path.slice(drop, 6).every((log) => log > end + 0.0015 && log < end + 0.0045)
    if (drop >= 3 && drop <= 5 && highBefore && nearEnd) return steps
  }
}

function solveWeek(steps: Float64Array, from: number, volatility: number): void {
  let sum = 0
  for (let d = from; d < from + 7; d++) sum += steps[d] as number
  steerWithSquares(steps, from, from + 7, { sum, squares: squaresOf(volatility) })
}

/** Sum of seven squared daily log returns that makes an annualised volatility. */
function squaresOf(volatility: number): number {
  return (volatility ** 2 * 7) / DAYS_A_YEAR
}

function percentileOfLast(steps: Float64Array): number {
  const last = weekVolatility(steps, DAYS)
  let below = 0
  for (let end = DAYS - DAYS_A_YEAR; end < DAYS; end++) if (weekVolatility(steps, end) < last) below++
  return below / DAYS_A_YEAR
}

function weekVolatility(steps: Float64Array, end: number): number {
  return realisedVolatility(steps.subarray(end - 7, end), DAYS_A_YEAR)
}

function logLevels(levels: readonly Level[]): Anchor[] {
  return levels.map(([day, price]) => [boundaryOf(day), Math.log(price)])
}
