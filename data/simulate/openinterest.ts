/** Open interest of perpetuals: all assets, bitcoin and ether across venues, and the two on each venue. */
import type { CsvCell } from '#src/sources/dataset/write.ts'
import { type Anchor, pathThrough } from './bridge.ts'
import type { Paths } from './coinpaths.ts'
import { boundaryOf, DAYS, dayAt } from './days.ts'
import type { Leaders } from './leaders.ts'
import { significant } from './numbers.ts'
import { randomStream } from './random.ts'
import { OPEN_INTEREST } from './targets.ts'

/** USD by day, by `asset/venue`. */
export type OpenInterest = ReadonlyMap<string, Float64Array>

type Level = readonly [day: string, level: number]

interface Holdings {
  /** Positions in coins, by day. */
  readonly coins: readonly Level[]
  /** USD billion at the peak of all, and at the end. */
  readonly peak: number
  readonly end: number
}

const PEAK = '2025-10-06'
const LAST_ROW = '2025-11-23'
const FALL = (OPEN_INTEREST.peak - OPEN_INTEREST.end) / 1e9
const LEADERS_FALL = FALL * (1 - OPEN_INTEREST.fromLongTail)
const BITCOIN_PEAK = 66
const BITCOIN_FALL = 24
const ETHEREUM_PEAK = 32
const TAIL_PEAK = OPEN_INTEREST.peak / 1e9 - BITCOIN_PEAK - ETHEREUM_PEAK

/** Thousands of bitcoin; USD billion on the two days whose figures are given. */
const BITCOIN: Holdings = {
  coins: [
    ['2024-10-01', 452_000],
    ['2024-11-15', 522_000],
    ['2024-12-17', 531_000],
    ['2025-02-01', 518_000],
    ['2025-03-01', 548_000],
    ['2025-04-08', 526_000],
    ['2025-05-23', 547_000],
    ['2025-06-23', 566_000],
    ['2025-07-14', 545_000],
    ['2025-08-14', 574_000],
    ['2025-08-25', 590_000],
    ['2025-09-02', 600_000],
    ['2025-09-08', 622_000],
    ['2025-09-18', 580_000],
    ['2025-10-03', 540_000],
    ['2025-10-05', 532_000],
    ['2025-10-07', 531_000],
    ['2025-10-09', 527_000],
    ['2025-10-11', 503_000],
    ['2025-10-19', 512_000],
    ['2025-10-26', 510_000],
    ['2025-11-09', 514_000],
    ['2025-11-16', 519_000],
  ],
  peak: BITCOIN_PEAK,
  end: BITCOIN_PEAK - BITCOIN_FALL,
}

/** Ether, and USD billion. */
const ETHEREUM: Holdings = {
  coins: [
    ['2024-10-01', 4_500_000],
    ['2024-12-17', 5_600_000],
    ['2025-02-01', 6_300_000],
    ['2025-04-08', 7_400_000],
    ['2025-06-10', 7_900_000],
    ['2025-07-22', 7_300_000],
    ['2025-08-23', 7_750_000],
    ['2025-09-26', 7_200_000],
    ['2025-10-03', 6_950_000],
    ['2025-10-05', 6_870_000],
    ['2025-10-07', 6_850_000],
    ['2025-10-09', 6_900_000],
    ['2025-10-11', 6_400_000],
    ['2025-10-27', 6_800_000],
    ['2025-11-16', 7_350_000],
  ],
  peak: ETHEREUM_PEAK,
  end: ETHEREUM_PEAK - (LEADERS_FALL - BITCOIN_FALL),
}

/** USD billion. */
const LONG_TAIL: readonly Level[] = [
  ['2024-10-01', 36],
  ['2024-11-24', 72],
  ['2024-12-17', 86],
  ['2025-02-01', 72],
  ['2025-04-08', 60],
  ['2025-05-14', 80],
  ['2025-06-23', 78],
  ['2025-07-22', 108],
  ['2025-08-14', 114],
  ['2025-08-24', 111],
  ['2025-08-31', 110],
  ['2025-09-12', 112],
  ['2025-09-18', 113],
  ['2025-09-26', 109],
  ['2025-10-03', 125],
  ['2025-10-05', 129.4],
  [PEAK, TAIL_PEAK],
  ['2025-10-07', 128.5],
  ['2025-10-09', 125],
  ['2025-10-11', 83],
  ['2025-10-27', 87.5],
  ['2025-11-09', 82.3],
  ['2025-11-16', 78.2],
  [LAST_ROW, TAIL_PEAK - FALL * OPEN_INTEREST.fromLongTail],
]

/** Share of each venue in the figure across venues; the rest is on venues that are not in the sample. */
const VENUES: readonly (readonly [venue: string, bitcoin: number, ethereum: number])[] = [
  ['binance', 0.27, 0.29],
  ['bybit', 0.18, 0.16],
  ['hyperliquid', 0.09, 0.08],
  ['okx', 0.1, 0.11],
]

/** USD = coins at the day's last price; the long tail follows what both leaders share. */
export function simulateOpenInterest(leaders: Leaders, prices: Paths): OpenInterest {
  const bitcoin = inCoins('bitcoin', BITCOIN, prices)
  const ethereum = inCoins('ethereum', ETHEREUM, prices)
  const tail = longTail(leaders)
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

function inCoins(id: string, { coins, peak, end }: Holdings, prices: Paths): Float64Array {
  const close = (d: number) => prices.get(id)?.[d + 1] as number
  const given = [
    [PEAK, peak],
    [LAST_ROW, end],
  ] as const
  const anchors = [
    ...coins.map(([day, level]): Anchor => [boundaryOf(day), level]),
    ...given.map(([day, billions]): Anchor => [boundaryOf(day), (billions * 1e9) / close(boundaryOf(day))]),
  ].sort((a, b) => a[0] - b[0])
  return pathThrough(anchors, 0.012, randomStream(`open-interest/${id}`)).map((held, d) => held * close(d))
}

function longTail({ bitcoin, ethereum }: Leaders): Float64Array {
  const anchors = LONG_TAIL.map(([day, billions]): Anchor => [boundaryOf(day), billions * 1e9])
  const random = randomStream('open-interest/long-tail')
  let day = 0
  const heavy = () => {
    day++
    return 0.5 * (bitcoin[day] as number) + 0.4 * (ethereum[day] as number) + 0.014 * random.heavy()
  }
  return pathThrough(anchors, 1, { ...random, heavy })
}
