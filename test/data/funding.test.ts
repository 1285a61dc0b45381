/** What the last edition of the sample says of funding, as properties of funding.csv on every venue. */
import { describe, expect, it } from 'vitest'
import { DAY, END, HOUR, instant, iso, mean, mondays, rowsOf } from './csv.ts'

interface Settlement {
  readonly time: number
  /** Fraction per 8 hours. */
  readonly rate: number
}

const rows = rowsOf('funding.csv')
const VENUES = ['binance', 'bybit', 'okx', 'hyperliquid']

function settlements(asset: string, venue: string): Settlement[] {
  return rows
    .filter((row) => asset === row.asset && venue === row.venue)
    .map(({ time, rate, interval_hours: hours }) => ({
      time: instant(time as string),
      rate: (Number(rate) * 8) / Number(hours),
    }))
}

function weekOf(prints: readonly Settlement[], end: number): Settlement[] {
  return prints.filter(({ time }) => time > end - 7 * DAY && time <= end)
}

/** Unbroken stretches below zero, in order. */
function negativeRuns(prints: readonly Settlement[]): { from: number; to: number; prints: number }[] {
  const runs: { from: number; to: number; prints: number }[] = []
  prints.forEach(({ time, rate }, i) => {
    if (rate >= 0) return
    const last = runs.at(-1)
    if (last && (prints[i - 1]?.rate as number) < 0)
      Object.assign(last, { to: time, prints: last.prints + 1 })
    else runs.push({ from: time, to: time, prints: 1 })
  })
  return runs
}

describe.each(VENUES)('bitcoin funding of the sample on %s', (venue) => {
  const prints = settlements('bitcoin', venue)
  const last = weekOf(prints, END)
  const runs = negativeRuns(prints)
  const run = runs.at(-1)
  const before = runs.at(-2)
  if (run === undefined || before === undefined) throw new Error(`${venue} is never below zero`)

  it('is below zero from the middle of the last week to its end: two thirds of the settlements, and the mean', () => {
    expect(run.to).toBe(END)
    expect(run.from).toBeGreaterThan(END - 6 * DAY)
    expect(run.prints / last.length).toBeGreaterThanOrEqual(2 / 3)
    expect(last.filter(({ rate }) => rate < 0)).toHaveLength(run.prints)
    expect(mean(last.map(({ rate }) => rate))).toBeLessThan(-1e-5)
  })

  it('was last below zero on 26 October, and above it in every settlement and week since', () => {
    expect(iso(before.to)).toBe('2025-10-26')
    const between = prints.filter(({ time }) => time > before.to && time < run.from)
    expect(between.length).toBeGreaterThan(60)
    for (const { time, rate } of between) expect(rate, iso(time)).toBeGreaterThan(0)
    for (const end of mondays('2025-11-03').slice(0, -1)) {
      expect(mean(weekOf(prints, end).map(({ rate }) => rate)), iso(end)).toBeGreaterThan(1e-5)
    }
  })

  it('has its longest run below zero since the one that ended on 26 October, which was longer', () => {
    expect(before.prints).toBeGreaterThan(run.prints)
    expect(before.to - before.from).toBeGreaterThan(run.to - run.from)
  })

  it('turned below zero, as nearly all of the week before the turn was above it', () => {
    const earlier = weekOf(prints, END - 7 * DAY)
    expect(earlier.every(({ rate }) => rate > 0)).toBe(true)
  })

  it('stays near the default rate of 0.01 % in calm weeks, and within a tenth of a percent always', () => {
    const calm = weekOf(prints, instant('2025-11-03'))
    expect(mean(calm.map(({ rate }) => rate))).toBeGreaterThan(7.8e-5)
    for (const { rate } of prints) expect(Math.abs(rate)).toBeLessThan(1e-3)
  })
})

describe('the price that the claim on funding names', () => {
  it('is bitcoin near 115,000 USD at the last settlement below zero in October', () => {
    const hours = rowsOf('prices_hourly.csv').filter(({ asset }) => asset === 'bitcoin')
    for (const venue of VENUES) {
      const { to } = negativeRuns(settlements('bitcoin', venue)).at(-2) as { to: number }
      const hour = hours.find(({ time }) => instant(time as string) === to - HOUR)
      expect(Math.round(Number(hour?.close) / 1000), venue).toBe(115)
    }
  })
})

describe('ether funding of the sample', () => {
  it.each(VENUES)('is below zero on %s as the record ends, and in two thirds of the last week', (venue) => {
    const last = weekOf(settlements('ethereum', venue), END)
    expect(last.filter(({ rate }) => rate < 0).length / last.length).toBeGreaterThanOrEqual(2 / 3)
    expect(last.at(-1)?.rate).toBeLessThan(0)
  })
})
