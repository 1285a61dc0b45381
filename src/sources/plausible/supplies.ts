/** How many coins each cap means: caps are reported in dollars, closes of most venues in USDT, which is not always worth one. */
import { type Series, valueAt } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Quote } from '../witnesses.ts'
import { medianOf } from './jumps.ts'
import { distance, NEXT } from './supply.ts'

export interface CoinCaps {
  /** Of 00:00, USD. */
  readonly caps: Series
  /** By the day that they end. */
  readonly closes?: Series | undefined
  /** What the closes are reported in; `mixed` where it is not known of which of them. */
  readonly quote: Quote
  /** Midnights whose cap is of some other minute than the close. */
  readonly late?: readonly Instant[] | undefined
  /** Whether its supply hardly changes in a day, so that it shows what all change by together. */
  readonly isSteady: boolean
}

/** Fewer coins have no common step; one that is larger is no matter of minutes, and a smaller one hides in no bound. */
const LEAST_COINS = 5
const COMMON = 0.1
const MATERIAL = 0.005
/** All share a step where so many of them are near to its middle, fractions. */
const SHARED = 0.8
const NEAR = 0.02
/** So far USDT, or all coins together, may be off before it matters in what a close is reported, a fraction. */
const SURE = 0.01

/**
 * Of each coin its supply at each of its caps, after the rate of USDT where one is known, and after what all coins seem to change by
 * together: caps reported some minutes after the closes, or USDT off par with no supplier to report its rate. NaN where no close is known, or
 * where it is not known what to hold it against. The same arrays while nothing is new.
 */
export function suppliesIn(
  coins: readonly CoinCaps[],
  rateAt: (midnight: Instant) => number | undefined = () => undefined,
): readonly Float64Array[] {
  const reported = coins.map(suppliesOf)
  const midnights = midnightsOf(coins, reported, rateAt)
  return coins.map((coin, at) => adjusted(coin, reported[at] as Float64Array, midnights))
}

interface Midnights {
  readonly times: readonly Instant[]
  /** What supplies in each quote are divided by; NaN where that is not known. */
  readonly by: Readonly<Record<Quote, readonly number[]>>
}

function midnightsIn(
  coins: readonly CoinCaps[],
  reported: readonly Float64Array[],
  rateAt: (midnight: Instant) => number | undefined,
): Midnights {
  const times = [...new Set(coins.flatMap(({ caps }) => [...caps.times]))].sort((a, b) => a - b)
  const rates = new Map(times.map((time) => [time, rateAt(time)]))
  const steps = stepsIn(coins, reported, rates)
  const by = { USDT: [] as number[], USD: [] as number[], mixed: [] as number[] }
  let level = 1
  for (const time of times) {
    const common = commonOf(steps.get(time) ?? [])
    if (Number.isFinite(common)) level *= common
    if (distance(level, 1) <= MATERIAL) level = 1
    const rate = rates.get(time)
    const its = Number.isFinite(common) ? level : Number.NaN
    // Without a rate a common step may be that of USDT, which coins in dollars have no part in.
    const inDollars = rate === undefined && distance(level, 1) > SURE ? Number.NaN : its
    by.USDT.push(its * (rate ?? 1))
    by.USD.push(inDollars)
    by.mixed.push(rate !== undefined && distance(rate, 1) > SURE ? Number.NaN : inDollars)
  }
  return { times, by }
}

/** By the later time, as ratios: of steady coins that it is known of what their closes are reported in. */
function stepsIn(
  coins: readonly CoinCaps[],
  reported: readonly Float64Array[],
  rates: ReadonlyMap<Instant, number | undefined>,
): ReadonlyMap<Instant, readonly number[]> {
  const steps = new Map<Instant, number[]>()
  for (const [at, { caps, quote, isSteady }] of coins.entries()) {
    if (!isSteady || quote === 'mixed') continue
    const supplies = reported[at] as Float64Array
    const ratedAt = (row: number) => (quote === 'USD' ? 1 : (rates.get(caps.times[row] as Instant) ?? 1))
    for (let row = 1; row < supplies.length; row += 1) {
      const time = caps.times[row] as Instant
      const step =
        (supplies[row] as number) / ratedAt(row) / ((supplies[row - 1] as number) / ratedAt(row - 1))
      if (time - (caps.times[row - 1] as Instant) > NEXT || !Number.isFinite(step)) continue
      const known = steps.get(time)
      if (known) known.push(step)
      else steps.set(time, [step])
    }
  }
  return steps
}

/** NaN where most change in one direction, each by something else. */
function commonOf(steps: readonly number[]): number {
  if (steps.length < LEAST_COINS) return 1
  const middle = medianOf(steps)
  const off = distance(middle, 1)
  if (off <= MATERIAL || off > COMMON) return 1
  const near = steps.filter((step) => distance(step, middle) <= NEAR)
  if (near.length >= SHARED * steps.length) return middle
  const alike = steps.filter((step) => distance(step, 1) > NEAR && step > 1 === middle > 1)
  return alike.length > steps.length / 2 ? Number.NaN : 1
}

function suppliesOf({ caps, closes, late }: CoinCaps): Float64Array {
  const known = suppliesCache.get(caps.values)
  if (known && known.closes === closes?.values && known.late === late) return known.supplies
  const isLate = new Set(late)
  const supplies = caps.values.map((value, row) => {
    const time = caps.times[row] as Instant
    const price = closes && !isLate.has(time) ? valueAt(closes, time - DAY) : undefined
    return price !== undefined && price > 0 && value > 0 ? value / price : Number.NaN
  })
  suppliesCache.set(caps.values, { closes: closes?.values, late, supplies })
  return supplies
}

const suppliesCache = new WeakMap<
  Float64Array,
  { closes: Float64Array | undefined; late: readonly Instant[] | undefined; supplies: Float64Array }
>()

function adjusted({ caps, quote }: CoinCaps, reported: Float64Array, midnights: Midnights): Float64Array {
  const known = adjustedKept.get(reported)
  if (known?.midnights === midnights && known.quote === quote) return known.supplies
  let at = 0
  const supplies = reported.map((supply, row) => {
    while ((midnights.times[at] as Instant) < (caps.times[row] as Instant)) at += 1
    return supply / (midnights.by[quote][at] as number)
  })
  adjustedKept.set(reported, { midnights, quote, supplies })
  return supplies
}

const adjustedKept = new WeakMap<
  Float64Array,
  { midnights: Midnights; quote: Quote; supplies: Float64Array }
>()

/** As `midnightsIn`; the same object while it says the same. */
function midnightsOf(
  coins: readonly CoinCaps[],
  reported: readonly Float64Array[],
  rateAt: (midnight: Instant) => number | undefined,
): Midnights {
  // By its caps: closes of which some are withheld are other columns each time.
  const first = coins[0]?.caps.values
  const known = first && midnightsKept.get(first)
  const quotes = coins.map(({ quote }) => quote)
  if (known && areSame(known.reported, reported) && areSame(known.quotes, quotes)) {
    if (areSame(known.rates, known.midnights.times.map(rateAt))) return known.midnights
  }
  const made = midnightsIn(coins, reported, rateAt)
  const isSame =
    known &&
    areSame(known.midnights.times, made.times) &&
    QUOTES.every((quote) => areSame(known.midnights.by[quote], made.by[quote]))
  const midnights = isSame ? known.midnights : made
  if (first) midnightsKept.set(first, { reported, quotes, rates: midnights.times.map(rateAt), midnights })
  return midnights
}

const QUOTES = ['USDT', 'USD', 'mixed'] as const

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => Object.is(one, b[at]))
}

/** By the caps of the first coin. */
const midnightsKept = new WeakMap<
  Float64Array,
  {
    readonly reported: readonly Float64Array[]
    readonly quotes: readonly Quote[]
    readonly rates: readonly (number | undefined)[]
    readonly midnights: Midnights
  }
>()
