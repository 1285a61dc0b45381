/** Releases: US jobs and prices, UK prices, each dated by the moment it came out. */
import { isoOf } from '#src/market/time.ts'
import type { CsvCell } from '#src/sources/dataset/write.ts'
import { clamp, decimals } from './numbers.ts'
import { randomStream } from './random.ts'

interface Release {
  readonly releasedAt: string
  readonly series: string
  readonly period: string
  readonly value: number
  readonly unit: string
}

/** Periods from 2024-08 on with the day of release; the autumn of 2025 was late, and October never came out. */
const JOBS = `2024-08 2024-09-06,2024-09 2024-10-04,2024-10 2024-11-01,2024-11 2024-12-06,2024-12 2025-01-10,2025-01 2025-02-07,
2025-02 2025-03-07,2025-03 2025-04-04,2025-04 2025-05-02,2025-05 2025-06-06,2025-06 2025-07-03,2025-07 2025-08-01,2025-08 2025-09-05,2025-09 2025-11-20`
const PRICES = `2024-08 2024-09-11,2024-09 2024-10-10,2024-10 2024-11-13,2024-11 2024-12-11,2024-12 2025-01-15,2025-01 2025-02-12,
2025-02 2025-03-12,2025-03 2025-04-10,2025-04 2025-05-13,2025-05 2025-06-11,2025-06 2025-07-15,2025-07 2025-08-12,2025-08 2025-09-11,2025-09 2025-10-24`
const UK_PRICES = `2024-08 2024-09-18,2024-09 2024-10-16,2024-10 2024-11-20,2024-11 2024-12-18,2024-12 2025-01-15,2025-01 2025-02-19,2025-02 2025-03-26,
2025-03 2025-04-16,2025-04 2025-05-21,2025-05 2025-06-18,2025-06 2025-07-16,2025-07 2025-08-20,2025-08 2025-09-17,2025-09 2025-10-22,2025-10 2025-11-19`

/** Last days of daylight saving time in the United States: releases at 8:30 New York time. */
const WINTERS = [
  ['2024-11-03', '2025-03-09'],
  ['2025-11-02', '2026-03-08'],
] as const

export function simulateReleases(): Release[] {
  const payrolls = wander('payrolls', dates(JOBS).length, {
    last: [22, 119],
    spread: 62,
    places: 0,
    pull: [132, 0.75],
    bounds: [-60, 310],
  })
  const unemployment = wander('unemployment', dates(JOBS).length, {
    last: [4.3, 4.4],
    spread: 0.07,
    places: 1,
    pull: [4.15, 0.25],
    bounds: [3.9, 4.3],
  })
  const cpi = wander('cpi', dates(PRICES).length, {
    last: [2.9, 3],
    spread: 0.16,
    places: 1,
    pull: [2.7, 0.2],
    bounds: [2.2, 3.2],
  })
  const ukCpi = wander('uk-cpi', dates(UK_PRICES).length, {
    last: [3.8, 3.6],
    spread: 0.22,
    places: 1,
    pull: [3, 0.12],
    bounds: [1.7, 3.9],
  })
  return [
    ...released(JOBS, 'payrolls_change', payrolls, 'thousand persons', newYork),
    ...released(JOBS, 'unemployment_rate', unemployment, 'percent', newYork),
    ...released(PRICES, 'cpi_yoy', cpi, 'percent', newYork),
    ...released(UK_PRICES, 'uk_cpi_yoy', ukCpi, 'percent', london),
  ].sort((a, b) =>
    a.releasedAt < b.releasedAt ? -1 : a.releasedAt > b.releasedAt ? 1 : a.series < b.series ? -1 : 1,
  )
}

export function releaseRows(releases: readonly Release[]): CsvCell[][] {
  return releases.map(({ releasedAt, series, period, value, unit }) => [
    releasedAt,
    series,
    period,
    value,
    unit,
  ])
}

/** A walk that ends in two given values, drawn backwards and pulled towards a level. */
function wander(
  name: string,
  count: number,
  shape: {
    readonly last: readonly [number, number]
    readonly spread: number
    readonly places: number
    readonly pull: readonly [level: number, strength: number]
    readonly bounds: readonly [number, number]
  },
): number[] {
  const random = randomStream(`macro/${name}`)
  const [level, strength] = shape.pull
  const values: number[] = [shape.last[1], shape.last[0]]
  while (values.length < count) {
    const next = values.at(-1) as number
    const drawn = next + strength * (level - next) + shape.spread * random.normal()
    values.push(decimals(clamp(drawn, ...shape.bounds), shape.places))
  }
  return values.reverse()
}

function released(
  table: string,
  series: string,
  values: readonly number[],
  unit: string,
  clock: (day: string) => string,
): Release[] {
  return dates(table).map(([period, day], i) => ({
    releasedAt: isoOf(Date.parse(`${day}T${clock(day)}:00Z`)),
    series,
    period,
    value: values[i] as number,
    unit,
  }))
}

function dates(table: string): (readonly [period: string, day: string])[] {
  return table.split(',').map((entry) => entry.trim().split(' ') as [string, string])
}

function newYork(day: string): string {
  return WINTERS.some(([from, to]) => day >= from && day < to) ? '13:30' : '12:30'
}

/** 7:00 London time, an hour earlier in UTC in summer. */
function london(day: string): string {
  const summer = (day >= '2024-03-31' && day < '2024-10-27') || (day >= '2025-03-30' && day < '2025-10-26')
  return summer ? '06:00' : '07:00'
}
