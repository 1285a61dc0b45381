/** The other markets of the simulation: their rough course, how far they move, and what moves them. */
import type { CrossAssetClass } from '#src/market/asset.ts'
import type { Exchange } from './sessions.ts'

/** Of the day's risk appetite, of that of the day before (markets of Asia close first), of dollar and yields. */
export interface Moves {
  readonly risk?: number
  readonly before?: number
  readonly dollar?: number
  readonly rates?: number
}

export interface Market {
  readonly id: string
  readonly class: CrossAssetClass
  readonly exchange: Exchange
  /** Daily standard deviation of log steps. */
  readonly sigma: number
  /** Correlation of its steps with what moves many markets at once. */
  readonly moves: Moves
  readonly places: number
  /** Closes before the last five weeks. */
  readonly levels: readonly (readonly [string, number])[]
  /** Closes of the last Fridays: 24 and 31 October, 7 and 14 November; and the change of the last week. */
  readonly fridays: readonly [number, number, number, number]
  readonly lastWeek: number
}

export const FRIDAYS = ['2025-10-24', '2025-10-31', '2025-11-07', '2025-11-14', '2025-11-21'] as const

/** Bonds, commodities, currencies and a volatility index. */
export const OTHERS: readonly Market[] = [
  {
    id: 'tlt',
    class: 'bond',
    exchange: 'us',
    sigma: 0.0075,
    moves: { rates: -0.95 },
    places: 2,
    levels: [
      ['2024-10-01', 98.4],
      ['2025-01-13', 85.1],
      ['2025-04-04', 92.8],
      ['2025-05-21', 83.9],
      ['2025-09-16', 90],
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
    moves: { dollar: -0.35, rates: -0.2 },
    places: 1,
    levels: [
      ['2024-10-01', 2665],
      ['2024-10-30', 2790],
      ['2024-11-15', 2565],
      ['2024-12-11', 2720],
      ['2024-12-31', 2625],
      ['2025-02-20', 2940],
      ['2025-02-28', 2850],
      ['2025-04-03', 3130],
      ['2025-04-08', 2990],
      ['2025-04-21', 3410],
      ['2025-05-15', 3190],
      ['2025-06-13', 3430],
      ['2025-06-27', 3285],
      ['2025-07-22', 3440],
      ['2025-08-20', 3345],
      ['2025-09-23', 3790],
      ['2025-10-02', 3850],
      ['2025-10-10', 4000],
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
    moves: { risk: 0.3 },
    places: 2,
    levels: [
      ['2024-10-01', 70.4],
      ['2024-10-07', 77.1],
      ['2024-10-29', 67.2],
      ['2025-01-15', 79.3],
      ['2025-03-10', 66],
      ['2025-04-02', 71.7],
      ['2025-05-05', 57.6],
      ['2025-06-10', 64.8],
      ['2025-06-20', 74.6],
      ['2025-06-30', 65.1],
      ['2025-07-30', 70],
      ['2025-08-18', 63.4],
      ['2025-09-25', 65],
      ['2025-10-03', 61.4],
      ['2025-10-17', 57.5],
    ],
    fridays: [62.9, 58.9, 60.6, 59.8],
    lastWeek: -0.0336,
  },
  {
    id: 'dxy',
    class: 'fx',
    exchange: 'fx',
    sigma: 0.0042,
    moves: { dollar: 0.95 },
    places: 3,
    levels: [
      ['2024-10-01', 101.2],
      ['2024-11-22', 107.5],
      ['2024-12-06', 106.0],
      ['2025-01-13', 109.6],
      ['2025-03-18', 103.3],
      ['2025-04-21', 98.4],
      ['2025-05-12', 101.6],
      ['2025-07-01', 96.9],
      ['2025-07-31', 100],
      ['2025-09-16', 96.7],
      ['2025-10-03', 97.8],
    ],
    fridays: [98.9, 99.7, 99.5, 99.25],
    lastWeek: 0.009,
  },
  {
    id: 'usdjpy',
    class: 'fx',
    exchange: 'fx',
    sigma: 0.0052,
    moves: { dollar: 0.55, rates: 0.35, risk: 0.2 },
    places: 2,
    levels: [
      ['2024-10-01', 143.6],
      ['2024-11-15', 154.3],
      ['2024-12-02', 149.6],
      ['2025-01-10', 157.7],
      ['2025-02-12', 154.4],
      ['2025-03-11', 147.6],
      ['2025-03-28', 150.3],
      ['2025-04-22', 141.3],
      ['2025-05-12', 148.4],
      ['2025-06-05', 143.5],
      ['2025-07-31', 150.3],
      ['2025-09-16', 146.5],
      ['2025-10-03', 147.5],
    ],
    fridays: [152.8, 154, 153.5, 154.6],
    lastWeek: 0.0122,
  },
  {
    id: 'vix',
    class: 'volatility',
    exchange: 'us',
    sigma: 0.048,
    moves: { risk: -0.85 },
    places: 2,
    levels: [
      ['2024-10-01', 19.2],
      ['2024-11-04', 22],
      ['2024-12-06', 12.8],
      ['2024-12-18', 27.6],
      ['2025-01-24', 14.9],
      ['2025-02-14', 14.8],
      ['2025-03-10', 27.9],
      ['2025-03-25', 17.2],
      ['2025-04-02', 21.5],
      ['2025-04-08', 52.3],
      ['2025-05-02', 22.7],
      ['2025-05-23', 22.3],
      ['2025-06-27', 16.3],
      ['2025-08-01', 20.4],
      ['2025-08-22', 14.2],
      ['2025-09-18', 15.7],
      ['2025-10-03', 16.7],
      ['2025-10-10', 21.7],
      ['2025-10-16', 25.3],
    ],
    fridays: [16.4, 17.4, 19.1, 19.8],
    lastWeek: 0.182,
  },
]
