/** Government yields of the United States and Japan at four tenors. */
import type { Curve } from '#src/market/macro.ts'
import type { CsvCell } from '#src/sources/dataset/write.ts'
import { type Anchor, pathThrough } from './bridge.ts'
import { boundaryOf, dayAt } from './days.ts'
import { decimals } from './numbers.ts'
import { randomStream } from './random.ts'
import { sessionsOf } from './sessions.ts'

interface Tenor {
  readonly curve: Curve
  readonly years: number
  readonly levels: readonly (readonly [string, number])[]
}

/** Yields in percent by day, oldest first. */
export interface YieldPath {
  readonly curve: Curve
  readonly years: number
  readonly values: readonly { readonly day: number; readonly value: number }[]
}

const DATES = [
  '2024-10-01',
  '2025-01-14',
  '2025-04-04',
  '2025-05-21',
  '2025-07-15',
  '2025-09-16',
  '2025-10-03',
  '2025-10-24',
  '2025-10-31',
  '2025-11-07',
  '2025-11-14',
  '2025-11-21',
]

/** Yields in percent at DATES. */
const TENORS: readonly Tenor[] = [
  tenor('ust', 2, [3.61, 4.37, 3.68, 4, 3.95, 3.51, 3.58, 3.48, 3.57, 3.55, 3.62, 3.51]),
  tenor('ust', 5, [3.51, 4.59, 3.72, 4.15, 4.04, 3.59, 3.72, 3.61, 3.71, 3.67, 3.74, 3.62]),
  tenor('ust', 10, [3.74, 4.78, 4.01, 4.58, 4.5, 4.04, 4.13, 4.01, 4.1, 4.11, 4.14, 4.06]),
  tenor('ust', 30, [4.07, 4.98, 4.41, 5.08, 5.01, 4.65, 4.71, 4.59, 4.67, 4.7, 4.74, 4.71]),
  tenor('jgb', 2, [0.385, 0.695, 0.66, 0.725, 0.78, 0.885, 0.945, 0.935, 0.93, 0.94, 0.925, 0.955]),
  tenor('jgb', 5, [0.5, 0.88, 0.82, 1.01, 1.09, 1.12, 1.24, 1.225, 1.22, 1.25, 1.26, 1.325]),
  tenor('jgb', 10, [0.86, 1.245, 1.17, 1.52, 1.59, 1.6, 1.66, 1.655, 1.66, 1.68, 1.705, 1.825]),
  tenor('jgb', 30, [2.06, 2.32, 2.36, 3.13, 3.19, 3.22, 3.17, 3.09, 3.06, 3.11, 3.21, 3.33]),
]

export function simulateYields(): YieldPath[] {
  return TENORS.map(({ curve, years, levels }) => {
    const sessions = sessionsOf(curve === 'ust' ? 'us-bonds' : 'jp')
    const random = randomStream(`yields/${curve}/${years}`)
    const common = randomStream(`yields/${curve}`)
    const sigma = curve === 'ust' ? 0.0105 : 0.014
    const anchors = levels.map(([day, value]): Anchor => [sessions.indexOf(boundaryOf(day)), value])
    // Tenors share most of their steps, so that a curve moves as one.
    const mixed = { ...random, heavy: () => 0.9 * common.heavy() + 0.3 * random.normal() }
    const path = pathThrough(anchors, sigma, mixed)
    const values = sessions.slice(0, path.length).map((day, i) => ({ day, value: path[i] as number }))
    return { curve, years, values }
  })
}

export function yieldCurveRows(paths: readonly YieldPath[]): CsvCell[][] {
  return paths
    .flatMap(({ curve, years, values }) => values.map(({ day, value }) => ({ day, curve, years, value })))
    .sort((a, b) => a.day - b.day || (a.curve < b.curve ? 1 : a.curve > b.curve ? -1 : a.years - b.years))
    .map(({ day, curve, years, value }) => [
      dayAt(day),
      curve,
      years,
      decimals(value, curve === 'ust' ? 2 : 3),
    ])
}

function tenor(curve: Curve, years: number, yields: readonly number[]): Tenor {
  return { curve, years, levels: DATES.map((day, i) => [day, yields[i] as number]) }
}
