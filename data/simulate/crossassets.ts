/** Daily closes of equities, bonds, commodities, currencies, a yield and a volatility index. */
import type { CsvCell } from '#src/sources/dataset/write.ts'
import type { CrossAssetClass } from '#src/market/asset.ts'
import { type Anchor, pathThrough } from './bridge.ts'
import { boundaryOf, dayAt } from './days.ts'
import { decimals } from './numbers.ts'
import { randomStream } from './random.ts'
import { type Exchange, sessionsOf } from './sessions.ts'

export interface CrossPath {
  readonly id: string
  readonly class: CrossAssetClass
  readonly closes: readonly { readonly day: number; readonly close: number }[]
}

interface Market {
  readonly id: string
  readonly class: CrossAssetClass
  readonly exchange: Exchange
  /** Daily standard deviation of log steps. */
  readonly sigma: number
  readonly places: number
  /** Closes before the last five weeks. */
  readonly levels: readonly (readonly [string, number])[]
  /** Closes of the last Fridays: 24 and 31 October, 7 and 14 November; and the change of the last week. */
  readonly fridays: readonly [number, number, number, number]
  readonly lastWeek: number
}

const FRIDAYS = ['2025-10-24', '2025-10-31', '2025-11-07', '2025-11-14', '2025-11-21'] as const

const MARKETS: readonly Market[] = [
  {
    id: 'sp500',
    class: 'equity',
    exchange: 'us',
    sigma: 0.0082,
    places: 2,
    levels: [
      ['2024-10-01', 5710],
      ['2024-12-06', 6085],
      ['2025-02-19', 6140],
      ['2025-04-08', 4990],
      ['2025-05-16', 5950],
      ['2025-08-01', 6240],
      ['2025-10-03', 6710],
    ],
    fridays: [6790, 6838, 6729, 6732],
    lastWeek: -0.0194,
  },
  {
    id: 'nasdaq100',
    class: 'equity',
    exchange: 'us',
    sigma: 0.011,
    places: 2,
    levels: [
      ['2024-10-01', 19_800],
      ['2024-12-16', 22_080],
      ['2025-02-19', 22_150],
      ['2025-04-08', 17_100],
      ['2025-05-16', 21_400],
      ['2025-08-01', 22_780],
      ['2025-10-03', 24_790],
    ],
    fridays: [25_360, 25_850, 25_060, 25_010],
    lastWeek: -0.027,
  },
  {
    id: 'nikkei225',
    class: 'equity',
    exchange: 'jp',
    sigma: 0.0115,
    places: 2,
    levels: [
      ['2024-10-01', 38_600],
      ['2024-12-27', 40_200],
      ['2025-04-07', 31_200],
      ['2025-06-30', 40_400],
      ['2025-08-18', 43_700],
      ['2025-10-03', 45_800],
    ],
    fridays: [49_300, 51_900, 50_300, 50_350],
    lastWeek: -0.0348,
  },
  {
    id: 'kospi',
    class: 'equity',
    exchange: 'kr',
    sigma: 0.0105,
    places: 2,
    levels: [
      ['2024-10-02', 2560],
      ['2024-12-09', 2365],
      ['2025-04-09', 2300],
      ['2025-06-27', 3060],
      ['2025-08-29', 3190],
      ['2025-10-02', 3545],
    ],
    fridays: [3940, 4090, 3950, 4010],
    lastWeek: -0.0391,
  },
  {
    id: 'csi300',
    class: 'equity',
    exchange: 'cn',
    sigma: 0.0105,
    places: 2,
    levels: [
      ['2024-10-08', 4250],
      ['2024-12-31', 3935],
      ['2025-04-07', 3590],
      ['2025-07-01', 3940],
      ['2025-09-30', 4640],
    ],
    fridays: [4660, 4640, 4678, 4628],
    lastWeek: -0.0377,
  },
  {
    id: 'stoxx600',
    class: 'equity',
    exchange: 'eu',
    sigma: 0.0072,
    places: 2,
    levels: [
      ['2024-10-01', 521],
      ['2024-12-20', 503],
      ['2025-03-03', 563],
      ['2025-04-09', 470],
      ['2025-05-20', 554],
      ['2025-10-03', 570],
    ],
    fridays: [575.5, 572, 565, 574.5],
    lastWeek: -0.0222,
  },
  {
    id: 'tlt',
    class: 'bond',
    exchange: 'us',
    sigma: 0.0075,
    places: 2,
    levels: [
      ['2024-10-01', 98.4],
      ['2025-01-13', 85.1],
      ['2025-04-04', 92.8],
      ['2025-05-21', 83.9],
      ['2025-10-03', 89.3],
    ],
    fridays: [91.4, 90.3, 89.6, 89],
    lastWeek: 0.0061,
  },
  {
    id: 'gold',
    class: 'commodity',
    exchange: 'us',
    sigma: 0.0093,
    places: 1,
    levels: [
      ['2024-10-01', 2665],
      ['2024-12-31', 2625],
      ['2025-04-21', 3410],
      ['2025-08-20', 3345],
      ['2025-10-20', 4340],
    ],
    fridays: [4120, 4000, 4005, 4085],
    lastWeek: -0.003,
  },
  {
    id: 'oil',
    class: 'commodity',
    exchange: 'us',
    sigma: 0.0185,
    places: 2,
    levels: [
      ['2024-10-01', 70.4],
      ['2025-01-15', 79.3],
      ['2025-05-05', 57.6],
      ['2025-06-20', 74.6],
      ['2025-10-03', 61.4],
    ],
    fridays: [62.9, 58.9, 60.6, 59.8],
    lastWeek: -0.0336,
  },
  {
    id: 'dxy',
    class: 'fx',
    exchange: 'fx',
    sigma: 0.0042,
    places: 3,
    levels: [
      ['2024-10-01', 101.2],
      ['2025-01-13', 109.6],
      ['2025-04-21', 98.4],
      ['2025-07-01', 96.9],
      ['2025-10-03', 97.8],
    ],
    fridays: [98.9, 99.7, 99.5, 99.25],
    lastWeek: 0.009,
  },
  {
    id: 'usdjpy',
    class: 'fx',
    exchange: 'fx',
    sigma: 0.0058,
    places: 2,
    levels: [
      ['2024-10-01', 143.6],
      ['2025-01-10', 157.7],
      ['2025-04-22', 141.3],
      ['2025-07-31', 150.3],
      ['2025-10-03', 147.5],
    ],
    fridays: [152.8, 154, 153.5, 154.6],
    lastWeek: 0.0122,
  },
  {
    id: 'us10y',
    class: 'rate',
    exchange: 'us-bonds',
    sigma: 0.012,
    places: 2,
    levels: [
      ['2024-10-01', 3.74],
      ['2025-01-14', 4.78],
      ['2025-04-04', 4.01],
      ['2025-05-21', 4.58],
      ['2025-10-03', 4.13],
    ],
    fridays: [4.01, 4.1, 4.11, 4.14],
    lastWeek: -0.0193,
  },
  {
    id: 'vix',
    class: 'volatility',
    exchange: 'us',
    sigma: 0.055,
    places: 2,
    levels: [
      ['2024-10-01', 19.2],
      ['2024-12-06', 12.8],
      ['2025-02-14', 14.8],
      ['2025-04-08', 52.3],
      ['2025-05-02', 22.7],
      ['2025-08-22', 14.2],
      ['2025-10-10', 21.7],
    ],
    fridays: [16.4, 17.4, 19.1, 19.8],
    lastWeek: 0.182,
  },
]

export function simulateCrossAssets(): CrossPath[] {
  return MARKETS.map(({ id, class: kind, exchange, sigma, places, levels, fridays, lastWeek }) => {
    const sessions = sessionsOf(exchange)
    const last = fridays[3] * (1 + lastWeek)
    const anchors = [...levels, ...FRIDAYS.map((day, i): [string, number] => [day, fridays[i] ?? last])].map(
      ([day, value]): Anchor => [sessions.indexOf(boundaryOf(day)), value],
    )
    const path = pathThrough(anchors, sigma, randomStream(`cross/${id}`))
    const closes = sessions.flatMap((day, i) => {
      const close = path[i]
      return close === undefined || Number.isNaN(close) ? [] : [{ day, close: decimals(close, places) }]
    })
    return { id, class: kind, closes }
  })
}

export function crossAssetRows(paths: readonly CrossPath[]): CsvCell[][] {
  return paths
    .flatMap(({ id, class: kind, closes }) => closes.map(({ day, close }) => ({ day, id, kind, close })))
    .sort((a, b) => a.day - b.day || (a.id < b.id ? -1 : 1))
    .map(({ day, id, kind, close }) => [dayAt(day), id, kind, close])
}

/** The close of an asset at a boundary: the last one dated before it, or the first there is. */
export function closeBefore(path: CrossPath, boundary: number): number {
  const known = path.closes.findLast(({ day }) => day < boundary) ?? path.closes[0]
  if (known === undefined) throw new RangeError(`${path.id} has no close`)
  return known.close
}
