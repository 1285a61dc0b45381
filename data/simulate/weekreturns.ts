/** The last week's return of every coin: drawn by sector, then solved for indices, medians and breadth. */
import { SECTORS, type Sector } from '#src/market/sector.ts'
import { median } from '#src/metrics/median.ts'
import { cappedWeights } from '#src/metrics/weights.ts'
import type { Coin } from './coins.ts'
import { type Condition, meetConditions } from './linear.ts'
import { mean } from './numbers.ts'
import { randomStream } from './random.ts'
import { SECTOR_RETURNS, SET_RETURNS, WEEK_TARGETS } from './targets.ts'

/** More than enough for the conditions to settle. */
const ROUNDS = 400
/** Kept clear of zero, so that rounding of prices turns no rise into a fall. */
const CLEAR = 0.003

/**
 * Simple returns, in the order of `coins`, which must be sorted by market cap at the end, largest first.
 * Conditions are linear once the weights at the start are known, and these follow from the returns: so the
 * solution is found in rounds, with medians and breadth put right between them.
 */
export function solveWeekReturns(coins: readonly Coin[]): Float64Array {
  // Small coins give way more readily.
  const freedom = Float64Array.from(coins, ({ id }, rank) =>
    id in SET_RETURNS ? 0 : rank < 10 ? 0.3 : rank < 30 ? 0.6 : 1,
  )
  let returns = drawReturns(coins)
  for (let round = 0; round < ROUNDS; round++) {
    moveMedian(returns, freedom, [10, 49], WEEK_TARGETS.medianRank11to49)
    moveMedian(returns, freedom, [49, 100], WEEK_TARGETS.medianRank50to100)
    setBreadth(returns, freedom)
    returns = meetConditions(returns, freedom, indexConditions(coins, returns))
  }
  return returns
}

/** Small coins stray further from their sectors. */
function drawReturns(coins: readonly Coin[]): Float64Array {
  return Float64Array.from(coins, (coin, rank) => {
    const set = SET_RETURNS[coin.id]
    if (set !== undefined) return set
    const sector = mean(coin.sectors.map((name) => SECTOR_RETURNS[name]))
    const stray = rank < 10 ? 0.01 : rank < 30 ? 0.025 : 0.045
    const milder = rank >= 49 ? 0.035 : 0
    return sector + milder + stray * randomStream(`week/${coin.id}`).normal()
  })
}

/** Weighted sums that must hold: each sector's index and the top 30, with capped weights at the week's start. */
function indexConditions(coins: readonly Coin[], returns: Float64Array): Condition[] {
  const starts = coins.map((coin, i) => coin.marketCap / (1 + (returns[i] as number)))
  const everyone = coins.map((_, i) => i)
  const top30 = everyone.toSorted((a, b) => (starts[b] as number) - (starts[a] as number)).slice(0, 30)
  const sectors = SECTORS.map((sector: Sector) => ({
    members: everyone.filter((i) => coins[i]?.sectors.includes(sector)),
    cap: 0.3,
    target: SECTOR_RETURNS[sector],
  }))
  return [...sectors, { members: top30, cap: 0.25, target: WEEK_TARGETS.top30 }].map(
    ({ members, cap, target }) => {
      const shares = cappedWeights(
        members.map((i) => starts[i] as number),
        cap,
      )
      const weights = new Float64Array(coins.length)
      members.forEach((i, k) => {
        weights[i] = shares[k] as number
      })
      return { weights, target }
    },
  )
}

function moveMedian(
  returns: Float64Array,
  freedom: Float64Array,
  [from, to]: readonly [number, number],
  target: number,
): void {
  const shift = target - (median(returns.subarray(from, to)) as number)
  for (let i = from; i < to; i++) if (freedom[i] !== 0) returns[i] = (returns[i] as number) + shift
}

/** Moves coins across zero until the wanted number of the hundred largest rises. */
function setBreadth(returns: Float64Array, freedom: Float64Array): void {
  const order = Array.from({ length: 100 }, (_, i) => i).sort(
    (a, b) => (returns[b] as number) - (returns[a] as number),
  )
  order.forEach((i, place) => {
    const value = returns[i] as number
    if (freedom[i] === 0) return
    returns[i] = place < WEEK_TARGETS.rising ? Math.max(value, CLEAR) : Math.min(value, -CLEAR)
  })
}
