/** What the last edition of the sample says of volatility, correlation, breadth and sectors, as properties of its prices. */
import { describe, expect, it } from 'vitest'
import { DAY, END, HOUR, instant, iso, mean, mondays, rowsOf } from './csv.ts'

const WEEK = 7 * DAY

/** Prices at 00:00 UTC by asset: the close of the day before. */
const boundaries = new Map<string, Map<number, number>>()
for (const { asset, date, close } of rowsOf('prices_daily.csv')) {
  const path = boundaries.get(asset as string) ?? new Map<number, number>()
  boundaries.set(asset as string, path.set(instant(date as string) + DAY, Number(close)))
}
const price = (asset: string, time: number) => boundaries.get(asset)?.get(time) ?? Number.NaN
const hourly = new Map<number, number>(
  rowsOf('prices_hourly.csv')
    .filter(({ asset }) => asset === 'bitcoin')
    .map(({ time, close }) => [instant(time as string) + HOUR, Number(close)]),
)

/** Annualized, of `count` log returns over `step` that end at `end`. */
function volatility(at: (time: number) => number, end: number, step: number, count: number): number {
  const squares = Array.from(
    { length: count },
    (_, i) => Math.log(at(end - i * step) / at(end - (i + 1) * step)) ** 2,
  )
  return Math.sqrt((mean(squares) * 365 * DAY) / step)
}

const coins = new Set(rowsOf('assets.csv').flatMap(({ id, kind }) => (kind === 'coin' ? [id] : [])))
const caps = Map.groupBy(
  rowsOf('market_caps.csv').filter(({ asset }) => coins.has(asset as string)),
  ({ date }) => date,
)

/** The largest coins at a boundary, from one rank to another. */
function ranked(end: number, from: number, to: number): string[] {
  return (caps.get(iso(end)) ?? [])
    .toSorted((a, b) => Number(b.market_cap_usd) - Number(a.market_cap_usd))
    .slice(from - 1, to)
    .map(({ asset }) => asset as string)
}

/** Mean correlation of all pairs over 30 days, the day that ends at `without` left out. */
function together(ids: readonly string[], end: number, without?: number): number {
  const ends = Array.from({ length: 30 }, (_, i) => end - i * DAY).filter((time) => time !== without)
  const steps = ids.map((id) =>
    standard(ends.map((time) => Math.log(price(id, time) / price(id, time - DAY)))),
  )
  const pairs = steps.flatMap((a, i) =>
    steps.slice(0, i).map((b) => mean(a.map((x, k) => x * (b[k] as number)))),
  )
  return mean(pairs)
}

/** Mean 0, variance 1. */
function standard(values: readonly number[]): number[] {
  const middle = mean(values)
  const spread = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
  return values.map((value) => (value - middle) / spread)
}

describe('volatility of bitcoin in the sample', () => {
  const daily = (end: number) => volatility((time) => price('bitcoin', time), end, DAY, 7)
  const byHour = (end: number) => volatility((time) => hourly.get(time) as number, end, HOUR, 168)
  const closes = (end: number) =>
    Array.from({ length: 24 }, (_, back) =>
      volatility((time) => hourly.get(time) as number, end - back * HOUR, DAY, 7),
    ).sort((a, b) => a - b)

  it('is back near 50 %, up from 41 %, by UTC days, by hours and by most other hours of the close', () => {
    expect(daily(END)).toBeCloseTo(0.498, 3)
    expect(daily(END - WEEK)).toBeCloseTo(0.41, 3)
    const year = Array.from({ length: 365 }, (_, i) => daily(END - (i + 1) * DAY)).sort((a, b) => a - b)
    const high = year[292] as number
    expect(daily(END)).toBeGreaterThan(high)
    expect(byHour(END)).toBeGreaterThan(high)
    expect(closes(END)[12]).toBeGreaterThan(high)
    expect(byHour(END - WEEK)).toBeLessThan(high)
    expect(closes(END - WEEK)[12]).toBeLessThan(high)
  })

  it('never stands still', () => {
    for (const end of mondays('2024-10-14')) expect(daily(end), iso(end)).toBeGreaterThan(0.1)
  })
})

describe('correlation in the sample', () => {
  const earlier = END - 4 * WEEK
  const members = ranked(END, 1, 10)

  it('is concentrated in the ten largest coins', () => {
    expect(together(members, END)).toBeCloseTo(0.74, 2)
    expect(together(ranked(END, 50, 100), END)).toBeCloseTo(0.55, 2)
  })

  it('fell among the same ten by 0.10 or more in four weeks, whichever single day is left out', () => {
    const [now, then] = [together(members, END), together(members, earlier)]
    expect(then - now).toBeGreaterThanOrEqual(0.1)
    for (let i = 0; i < 30; i++) {
      expect(together(members, earlier, earlier - i * DAY) - now, 'leaves').toBeGreaterThanOrEqual(0.1)
      expect(then - together(members, END, END - i * DAY), 'enters').toBeGreaterThanOrEqual(0.1)
    }
  })
})

describe('breadth and sectors in the sample', () => {
  const weekReturn = (id: string, end: number) => price(id, end) / price(id, end - WEEK) - 1
  const middle = (values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b)
    const half = sorted.length / 2
    return mean([sorted[Math.ceil(half) - 1] as number, sorted[Math.floor(half)] as number])
  }

  it('have 14 of the hundred largest coins rise, and the ten largest fall most', () => {
    const returns = ranked(END, 1, 100).map((id) => weekReturn(id, END))
    expect(returns.filter((value) => value > 0)).toHaveLength(14)
    expect(middle(returns.slice(0, 10))).toBeCloseTo(-0.084, 3)
    expect(middle(returns.slice(49))).toBeCloseTo(-0.051, 3)
  })

  it('have most privacy coins rise, and in no other sector half of the members', () => {
    const sectors = new Map<string, number[]>()
    for (const { id, sectors: names } of rowsOf('assets.csv')) {
      const value = weekReturn(id as string, END)
      if (Number.isNaN(value) || names === '') continue
      for (const name of (names as string).split('|'))
        sectors.set(name, [...(sectors.get(name) ?? []), value])
    }
    const rose = [...sectors].filter(
      ([, values]) => values.filter((value) => value > 0).length > values.length / 2,
    )
    expect(rose.map(([name]) => name)).toEqual(['privacy'])
  })

  it('differ from week to week: hardly two coins share a return, and no week moves all coins alike', () => {
    for (const end of mondays('2025-01-06')) {
      const returns = ranked(end, 1, 100)
        .map((id) => weekReturn(id, end))
        .filter((value) => !Number.isNaN(value))
      expect(new Set(returns.map((value) => value.toFixed(5))).size, iso(end)).toBeGreaterThan(
        0.94 * returns.length,
      )
      const spread = Math.sqrt(mean(returns.map((value) => (value - mean(returns)) ** 2)))
      expect(spread, iso(end)).toBeGreaterThan(0.03)
    }
  })
})
