/** Settled funding on four venues: it follows the trend of the price and, from the middle of October on, its story. */
import type { CsvCell } from '#src/sources/dataset/write.ts'
import { HOUR, type Instant, isoOf } from '#src/market/time.ts'
import { FIRST_DAY, DAYS, instantOf } from './days.ts'
import type { OpenInterest } from './openinterest.ts'
import { courseOf, signOf } from './fundingstory.ts'
import { clamp, decimals } from './numbers.ts'
import { randomStream } from './random.ts'
import { FUNDING_RATES } from './targets.ts'

export interface Print {
  readonly time: Instant
  readonly venue: string
  readonly asset: string
  readonly rate: number
  readonly intervalHours: number
}

const NOW = instantOf(DAYS)

/** A rate that must be off zero is so by at least this, fraction per 8 hours. */
const LEAST = 3e-6

/** Premiums, in units of 0.01 % per 8 hours: of a calm market, and from which on it lifts the rate. */
const CALM = 0.7
const LARGE = 1.6

interface Contract {
  readonly asset: string
  readonly venue: string
  readonly from: Instant
  readonly intervalHours: number
  /** A stretch in which the venue settled at another interval. */
  readonly changed?: { readonly from: Instant; readonly to: Instant; readonly intervalHours: number }
}

const at = (time: string): Instant => Date.parse(`${time}Z`)

const BYBIT_CHANGE = { from: at('2025-10-11T00:00'), to: at('2025-10-25T00:00'), intervalHours: 4 }

const CONTRACTS: readonly Contract[] = [
  { asset: 'bitcoin', venue: 'binance', from: at(`${FIRST_DAY}T00:00`), intervalHours: 8 },
  { asset: 'ethereum', venue: 'binance', from: at(`${FIRST_DAY}T00:00`), intervalHours: 8 },
  { asset: 'bitcoin', venue: 'bybit', from: at('2025-04-07T00:00'), intervalHours: 8 },
  {
    asset: 'ethereum',
    venue: 'bybit',
    from: at('2025-04-07T00:00'),
    intervalHours: 8,
    changed: BYBIT_CHANGE,
  },
  { asset: 'bitcoin', venue: 'okx', from: at('2025-04-07T00:00'), intervalHours: 8 },
  { asset: 'ethereum', venue: 'okx', from: at('2025-04-07T00:00'), intervalHours: 8 },
  { asset: 'bitcoin', venue: 'hyperliquid', from: at('2025-10-13T00:00'), intervalHours: 1 },
  { asset: 'ethereum', venue: 'hyperliquid', from: at('2025-10-13T00:00'), intervalHours: 1 },
  { asset: 'solana', venue: 'binance', from: at('2025-09-29T00:00'), intervalHours: 8 },
  { asset: 'solana', venue: 'bybit', from: at('2025-09-29T00:00'), intervalHours: 8 },
  { asset: 'ripple', venue: 'binance', from: at('2025-09-29T00:00'), intervalHours: 8 },
  { asset: 'ripple', venue: 'bybit', from: at('2025-09-29T00:00'), intervalHours: 8 },
]

/** `prices` at boundaries; open interest weighs the venues of the last rates. */
export function simulateFunding(
  prices: ReadonlyMap<string, Float64Array>,
  openInterest: OpenInterest,
): Print[] {
  const prints = CONTRACTS.flatMap((contract) =>
    simulateContract(contract, prices.get(contract.asset) as Float64Array),
  )
  return Object.entries(FUNDING_RATES)
    .reduce((solved, [id, target]) => solveLastRate(solved, openInterest, { id, target }), prints)
    .sort((a, b) => a.time - b.time || compare(a.venue, b.venue) || compare(a.asset, b.asset))
}

export function fundingRows(prints: readonly Print[]): CsvCell[][] {
  return prints.map(({ time, venue, asset, rate, intervalHours }) => [
    isoOf(time),
    venue,
    asset,
    rate,
    intervalHours,
  ])
}

function simulateContract(contract: Contract, prices: Float64Array): Print[] {
  const { asset, venue } = contract
  const mood = moodOf(asset, prices)
  const random = randomStream(`funding/${asset}/${venue}`)
  const prints: Print[] = []
  let own = 0
  for (let time = contract.from; time <= NOW; ) {
    own = 0.5 * own + 0.16 * random.normal()
    const rate8h = signed(contract, time, settled(mood(time) + own) * 1e-4)
    const intervalHours = intervalAt(contract, time)
    prints.push({ time, venue, asset, rate: decimals((rate8h * intervalHours) / 8, 9), intervalHours })
    time += intervalAt(contract, time + 1) * HOUR
  }
  return prints
}

/** Length of the interval that a settlement at this time ends. */
function intervalAt({ intervalHours, changed }: Contract, time: Instant): number {
  return changed && time > changed.from && time <= changed.to ? changed.intervalHours : intervalHours
}

/** What all venues share: the premium in units of 0.01 % per 8 hours, one value every 8 hours. */
function moodOf(asset: string, prices: Float64Array): (time: Instant) => number {
  const random = randomStream(`mood/${asset}`)
  let noise = 0
  const values: number[] = []
  for (let step = 0; step <= DAYS * 3; step++) {
    const b = Math.floor(step / 3)
    const trend = Math.log((prices[b] as number) / (prices[Math.max(0, b - 7)] as number))
    const longer = Math.log((prices[b] as number) / (prices[Math.max(0, b - 30)] as number))
    noise = 0.86 * noise + 0.13 * random.normal()
    const time = instantOf(0) + step * 8 * HOUR
    const course = courseOf(asset, time)
    // Coins without a story of their own feel bitcoin's.
    const pull = 0.5 * ((courseOf('bitcoin', time) ?? CALM) - CALM)
    const followed = 0.92 + clamp(3 * trend, -0.4, 1.2) + clamp(2.2 * longer, -0.6, 0.8)
    values.push(course === undefined ? followed + pull + noise : course + 0.45 * noise)
  }
  const start = instantOf(0)
  return (time) => values[Math.min(DAYS * 3, Math.floor((time - start) / (8 * HOUR)))] as number
}

/** Venues hold the rate at 0.01 % while the premium is near it; only a large premium lifts it further. */
function settled(premium: number): number {
  if (premium > LARGE) return 1 + 2 * (premium - LARGE)
  return Math.min(premium, 1)
}

/** The rate, put on the side of zero on which the story needs it. */
function signed({ asset, venue }: Contract, time: Instant, rate: number): number {
  const sign = signOf(asset, venue, time)
  return sign === undefined || sign * rate >= LEAST ? rate : sign * (0.35 * Math.abs(rate) + LEAST)
}

/**
 * Scales an asset's rates of the last two days so that the last ones' mean, weighted by open interest, is `target`.
 * They are all below zero, and stay so; the two days glide, so that no venue's line jumps at the end.
 */
function solveLastRate(
  prints: readonly Print[],
  openInterest: OpenInterest,
  { id, target }: { readonly id: string; readonly target: number },
): Print[] {
  const last = prints.filter(({ asset, time }) => asset === id && time === NOW)
  const weight = ({ venue }: Print) => openInterest.get(`${id}/${venue}`)?.[DAYS - 1] as number
  const whole = last.reduce((sum, print) => sum + weight(print), 0)
  const now = last.reduce((sum, print) => sum + per8h(print) * weight(print), 0) / whole
  return prints.map((print) => {
    const near = print.asset === id ? 1 - (NOW - print.time) / (48 * HOUR) : 0
    if (near <= 0) return print
    return { ...print, rate: decimals(print.rate * (1 + near * (target / now - 1)), 9) }
  })
}

function per8h({ rate, intervalHours }: Print): number {
  return (rate * 8) / intervalHours
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
