/** Open interest of perpetuals: all assets, bitcoin and ether across venues, and the two on each venue. */
import type { CsvCell } from '#src/sources/dataset/write.ts'
import { type Anchor, pathThrough } from './bridge.ts'
import { boundaryOf, DAYS, dayAt } from './days.ts'
import { significant } from './numbers.ts'
import { randomStream } from './random.ts'
import { OPEN_INTEREST } from './targets.ts'

/** USD by day, by `asset/venue`. */
export type OpenInterest = ReadonlyMap<string, Float64Array>

type Level = readonly [day: string, billions: number]

const PEAK = '2025-10-06'
const LAST_ROW = '2025-11-23'
const FALL = (OPEN_INTEREST.peak - OPEN_INTEREST.end) / 1e9
const TAIL_PEAK = 88
const LEADERS_FALL = FALL * (1 - OPEN_INTEREST.fromLongTail)
const BITCOIN_PEAK = 84
const BITCOIN_FALL = 0.64 * LEADERS_FALL
const ETHEREUM_PEAK = OPEN_INTEREST.peak / 1e9 - BITCOIN_PEAK - TAIL_PEAK

const BITCOIN: readonly Level[] = [
  ['2024-10-01', 38],
  ['2024-11-15', 61],
  ['2024-12-17', 73],
  ['2025-02-01', 71],
  ['2025-04-08', 58],
  ['2025-05-23', 74],
  ['2025-07-14', 81],
  ['2025-08-14', 80],
  ['2025-09-18', 77],
  ['2025-10-03', 81.2],
  ['2025-10-05', 82.9],
  [PEAK, BITCOIN_PEAK],
  ['2025-10-07', 82.9],
  ['2025-10-09', 81],
  ['2025-10-11', 69],
  ['2025-10-27', 70],
  ['2025-11-16', 61.6],
  [LAST_ROW, BITCOIN_PEAK - BITCOIN_FALL],
]

const ETHEREUM: readonly Level[] = [
  ['2024-10-01', 15],
  ['2024-12-17', 36],
  ['2025-02-01', 36],
  ['2025-04-08', 25],
  ['2025-06-10', 38],
  ['2025-07-22', 52],
  ['2025-08-23', 58],
  ['2025-09-26', 53],
  ['2025-10-03', 55.6],
  ['2025-10-05', 57.1],
  [PEAK, ETHEREUM_PEAK],
  ['2025-10-07', 57.2],
  ['2025-10-09', 56],
  ['2025-10-11', 48],
  ['2025-10-27', 49.5],
  ['2025-11-16', 45.9],
  [LAST_ROW, ETHEREUM_PEAK - (LEADERS_FALL - BITCOIN_FALL)],
]

const LONG_TAIL: readonly Level[] = [
  ['2024-10-01', 22],
  ['2024-11-24', 48],
  ['2024-12-17', 59],
  ['2025-02-01', 48],
  ['2025-04-08', 45],
  ['2025-05-14', 52],
  ['2025-07-22', 71],
  ['2025-08-14', 76],
  ['2025-09-18', 80],
  ['2025-10-03', 82.6],
  ['2025-10-05', 86.5],
  [PEAK, TAIL_PEAK],
  ['2025-10-07', 86.6],
  ['2025-10-09', 84],
  ['2025-10-11', 48],
  ['2025-10-27', 43],
  ['2025-11-16', 32.1],
  [LAST_ROW, TAIL_PEAK - FALL * OPEN_INTEREST.fromLongTail],
]

/** Share of each venue in the figure across venues; the rest is on venues that are not in the sample. */
const VENUES: readonly (readonly [venue: string, bitcoin: number, ethereum: number])[] = [
  ['binance', 0.27, 0.29],
  ['bybit', 0.18, 0.16],
  ['hyperliquid', 0.09, 0.08],
  ['okx', 0.1, 0.11],
]

/** Positions grow with the price: `returns` are bitcoin's daily log returns. */
export function simulateOpenInterest(returns: Float64Array): OpenInterest {
  const bitcoin = component('bitcoin', BITCOIN, returns)
  const ethereum = component('ethereum', ETHEREUM, returns)
  const tail = component('long-tail', LONG_TAIL, returns)
  const total = bitcoin.map((value, d) => value + (ethereum[d] as number) + (tail[d] as number))
  const table = new Map([
    ['bitcoin/all', bitcoin],
    ['ethereum/all', ethereum],
    ['total/all', total],
  ])
  for (const [venue, ...shares] of VENUES) {
    for (const [asset, all, share] of [
      ['bitcoin', bitcoin, shares[0]],
      ['ethereum', ethereum, shares[1]],
    ] as const) {
      const random = randomStream(`open-interest/${asset}/${venue}`)
      let drift = 0
      table.set(
        `${asset}/${venue}`,
        all.map((value) => {
          drift = 0.97 * drift + 0.012 * random.normal()
          return value * share * Math.exp(drift)
        }),
      )
    }
  }
  return table
}

export function openInterestRows(table: OpenInterest): CsvCell[][] {
  const keys = [...table.keys()].sort()
  return Array.from({ length: DAYS }, (_, d) =>
    keys.map((key) => {
      const [asset, venue] = key.split('/') as [string, string]
      return [dayAt(d), venue, asset, significant(table.get(key)?.[d] as number, 6)]
    }),
  ).flat()
}

function component(name: string, levels: readonly Level[], returns: Float64Array): Float64Array {
  const anchors = levels.map(([day, billions]): Anchor => [boundaryOf(day), billions * 1e9])
  const random = randomStream(`open-interest/${name}`)
  let day = 0
  const step = () => 0.55 * (returns[day++] as number) + 0.017 * random.heavy()
  return pathThrough(anchors, 1, { ...random, heavy: step })
}
