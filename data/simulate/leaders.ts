/** Bitcoin and ether: daily log returns through round levels of the period, solved for volatility. */
import { DAYS_A_YEAR, realisedVolatility } from '#src/metrics/volatility.ts'
import { type Anchor, bisect, steerThrough, steerWithSquares } from './bridge.ts'
import { boundaryOf, DAYS, LAST_WEEK, WEEK_BEFORE } from './days.ts'
import { randomStream } from './random.ts'
import { VOLATILITY, WEEK_TARGETS } from './targets.ts'

export interface Leaders {
  /** Daily log returns. */
  readonly bitcoin: Float64Array
  readonly ethereum: Float64Array
  /** Bitcoin's daily standard deviation over its mean: calm below 1, rough above. */
  readonly roughness: Float64Array
}

const START_OF_LAST_WEEK = 94_010

/** USD at 00:00 UTC. */
const BITCOIN_LEVELS: readonly (readonly [string, number])[] = [
  ['2024-10-01', 63_500],
  ['2024-10-20', 68_600],
  ['2024-11-05', 68_200],
  ['2024-11-13', 88_000],
  ['2024-12-17', 105_500],
  ['2025-01-01', 93_600],
  ['2025-01-21', 102_800],
  ['2025-02-24', 95_900],
  ['2025-03-01', 84_500],
  ['2025-03-25', 87_300],
  ['2025-04-09', 76_600],
  ['2025-04-22', 87_600],
  ['2025-04-26', 94_700],
  ['2025-05-23', 110_900],
  ['2025-06-23', 100_900],
  ['2025-07-15', 119_600],
  ['2025-07-24', 118_700],
  ['2025-08-03', 113_000],
  ['2025-08-14', 122_100],
  ['2025-08-19', 116_200],
  ['2025-08-26', 110_400],
  ['2025-09-01', 108_300],
  ['2025-09-11', 114_100],
  ['2025-09-19', 116_900],
  ['2025-09-27', 109_700],
  ['2025-10-06', 123_300],
  ['2025-10-07', 124_800],
  ['2025-10-08', 121_600],
  ['2025-10-10', 121_500],
  ['2025-10-11', 112_900],
  ['2025-10-12', 110_900],
  ['2025-10-13', 114_900],
  ['2025-10-18', 106_600],
  ['2025-10-25', 112_700],
  ['2025-10-26', 114_600],
  ['2025-10-27', 115_200],
  ['2025-11-03', 112_400],
  ['2025-11-10', 104_900],
  ['2025-11-17', START_OF_LAST_WEEK],
  ['2025-11-24', START_OF_LAST_WEEK * (1 + WEEK_TARGETS.bitcoin)],
]

const ETHEREUM_LEVELS: readonly (readonly [string, number])[] = [
  ['2024-10-01', 2600],
  ['2024-11-05', 2420],
  ['2024-11-12', 3340],
  ['2024-12-17', 3960],
  ['2025-01-01', 3340],
  ['2025-01-21', 3280],
  ['2025-03-01', 2240],
  ['2025-04-09', 1480],
  ['2025-04-22', 1590],
  ['2025-05-14', 2640],
  ['2025-06-23', 2240],
  ['2025-07-22', 3750],
  ['2025-08-03', 3420],
  ['2025-08-14', 4720],
  ['2025-08-19', 4310],
  ['2025-08-24', 4760],
  ['2025-09-19', 4570],
  ['2025-09-27', 3990],
  ['2025-10-07', 4690],
  ['2025-10-10', 4380],
  ['2025-10-11', 3830],
  ['2025-10-13', 4150],
  ['2025-10-27', 4160],
  ['2025-11-03', 4020],
  ['2025-11-10', 3590],
  ['2025-11-17', 3100],
  ['2025-11-24', 3100 * (1 + WEEK_TARGETS.ethereum)],
]

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

  const own = randomStream('ethereum')
  const ethereum = bitcoin.map((step) => 1.15 * step + 0.019 * own.heavy())
  steerThrough(ethereum, logLevels(ETHEREUM_LEVELS))
  return { bitcoin, ethereum, roughness }
}

/** Volatility that clusters: the logarithm of the daily standard deviation is an autoregression. */
function simulateRoughness(): Float64Array {
  const random = randomStream('roughness')
  let log = 0
  const values = Float64Array.from({ length: DAYS }, () => {
    log = 0.93 * log + 0.14 * random.normal()
    return Math.exp(log)
  })
  const average = values.reduce((sum, value) => sum + value, 0) / DAYS
  return values.map((value) => value / average)
}

function drawNoise(roughness: Float64Array): Float64Array {
  const random = randomStream('bitcoin')
  const noise = roughness.map((rough) => rough * random.heavy())
  const week = drawLastWeek()
  noise.set(week, LAST_WEEK)
  return noise
}

/**
 * The last week's shape: drawn until the price falls through its final level once, on the third to fifth day,
 * and stays near or below it, so that the round level of all crypto is crossed once and not retaken.
 */
function drawLastWeek(): Float64Array {
  const random = randomStream('last-week')
  const end = Math.log(1 + WEEK_TARGETS.bitcoin)
  for (;;) {
    const steps = Float64Array.from({ length: 7 }, () => random.heavy())
    steerWithSquares(steps, 0, 7, { sum: end, squares: squaresOf(VOLATILITY.now) })
    const path: number[] = []
    for (const step of steps) path.push((path.at(-1) ?? 0) + step)
    const fall = path.findIndex((log) => log < -0.068)
    const highBefore = path.slice(0, fall).every((log) => log > -0.055)
    const lowAfter = path.slice(fall, 6).every((log) => log < -0.075 && log > -0.105)
    if (fall >= 2 && fall <= 4 && highBefore && lowAfter) return steps
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

function logLevels(levels: readonly (readonly [string, number])[]): Anchor[] {
  return levels.map(([day, price]) => [boundaryOf(day), Math.log(price)])
}
