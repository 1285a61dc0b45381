/** Settled funding on four venues: it follows the trend of the last week, and turns negative at the end. */
import type { CsvCell } from '#src/sources/dataset/write.ts'
import { HOUR, type Instant, isoOf } from '#src/market/time.ts'
import { FIRST_DAY, DAYS, instantOf } from './days.ts'
import type { OpenInterest } from './openinterest.ts'
import { clamp, decimals } from './numbers.ts'
import { randomStream } from './random.ts'
import { FUNDING_RATE } from './targets.ts'

export interface Print {
  readonly time: Instant
  readonly venue: string
  readonly asset: string
  readonly rate: number
  readonly intervalHours: number
}

const NOW = instantOf(DAYS)

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
  { asset: 'bitcoin', venue: 'bybit', from: at('2025-06-02T00:00'), intervalHours: 8 },
  {
    asset: 'ethereum',
    venue: 'bybit',
    from: at('2025-06-02T00:00'),
    intervalHours: 8,
    changed: BYBIT_CHANGE,
  },
  { asset: 'bitcoin', venue: 'okx', from: at('2025-06-02T00:00'), intervalHours: 8 },
  { asset: 'ethereum', venue: 'okx', from: at('2025-06-02T00:00'), intervalHours: 8 },
  { asset: 'bitcoin', venue: 'hyperliquid', from: at('2025-10-13T00:00'), intervalHours: 1 },
  { asset: 'ethereum', venue: 'hyperliquid', from: at('2025-10-13T00:00'), intervalHours: 1 },
  { asset: 'solana', venue: 'binance', from: at('2025-09-29T00:00'), intervalHours: 8 },
  { asset: 'solana', venue: 'bybit', from: at('2025-09-29T00:00'), intervalHours: 8 },
  { asset: 'ripple', venue: 'binance', from: at('2025-09-29T00:00'), intervalHours: 8 },
  { asset: 'ripple', venue: 'bybit', from: at('2025-09-29T00:00'), intervalHours: 8 },
]

/** Bitcoin on binance: the signs that must be, first to last settlement of each stretch. */
const EARLIER_RUN = [at('2025-10-25T08:00'), at('2025-10-26T16:00')] as const
const FINAL_RUN = [NOW - 24 * HOUR, NOW] as const

/** Rates of the final run, fraction per 8 hours, before they are solved for. */
const FINAL_RATES = [-0.0000124, -0.0000287, -0.0000391, -0.0000478] as const

/** `prices` at boundaries; open interest weighs the venues of the last rates. */
export function simulateFunding(
  prices: ReadonlyMap<string, Float64Array>,
  openInterest: OpenInterest,
): Print[] {
  const prints = CONTRACTS.flatMap((contract) =>
    simulateContract(contract, prices.get(contract.asset) as Float64Array),
  )
  return solveLastRate(prints, openInterest).sort(
    (a, b) => a.time - b.time || compare(a.venue, b.venue) || compare(a.asset, b.asset),
  )
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
    values.push(0.6 + clamp(3 * trend, -0.35, 1.2) + clamp(1.6 * longer, -0.2, 0.8) + noise)
  }
  const start = instantOf(0)
  return (time) => values[Math.min(DAYS * 3, Math.floor((time - start) / (8 * HOUR)))] as number
}

/** Venues hold the rate at 0.01 % while the premium is near it; only a large premium lifts it further. */
function settled(premium: number): number {
  if (premium > 1.9) return premium - 0.9
  return Math.min(premium, 1)
}

/** The rate with the sign that the story of bitcoin's reference venue needs. */
function signed({ asset, venue }: Contract, time: Instant, rate: number): number {
  if (asset !== 'bitcoin' || venue !== 'binance') return rate
  const final = (time - FINAL_RUN[0]) / (8 * HOUR)
  if (time >= FINAL_RUN[0] && time <= FINAL_RUN[1]) return FINAL_RATES[final] ?? rate
  if (time >= EARLIER_RUN[0] && time <= EARLIER_RUN[1]) return -0.3 * Math.abs(rate) - 2e-6
  return time > EARLIER_RUN[1] && time < FINAL_RUN[0] ? Math.max(rate, 0.2 * Math.abs(rate) + 4e-7) : rate
}

/** Moves the venues' last bitcoin rates so that their mean, weighted by open interest, is the wanted one. */
function solveLastRate(prints: readonly Print[], openInterest: OpenInterest): Print[] {
  const last = prints.filter(({ asset, time }) => asset === 'bitcoin' && time === NOW)
  const weight = ({ venue }: Print) => openInterest.get(`bitcoin/${venue}`)?.[DAYS - 1] as number
  const whole = last.reduce((sum, print) => sum + weight(print), 0)
  const others = last.filter(({ venue }) => venue !== 'binance')
  const given = last.find(({ venue }) => venue === 'binance') as Print
  const need = (FUNDING_RATE * whole - given.rate * weight(given)) / (whole - weight(given))
  const now = others.reduce((sum, print) => sum + per8h(print) * weight(print), 0) / (whole - weight(given))
  return prints.map((print) => {
    // The hours before glide to the solved rate, so that no venue's line jumps at the end.
    const near =
      print.asset === 'bitcoin' && print.venue !== 'binance' ? 1 - (NOW - print.time) / (72 * HOUR) : 0
    if (near <= 0) return print
    const rate = ((per8h(print) + near * (need - now)) * print.intervalHours) / 8
    return { ...print, rate: decimals(rate, 9) }
  })
}

function per8h({ rate, intervalHours }: Print): number {
  return (rate * 8) / intervalHours
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
