/** Charts venue by venue, read back: shares that add up, others hatched, and no picture of a single venue. */
import { describe, expect, it } from 'vitest'
import { fundingVenuesChart } from '#src/charts/fundingvenues.ts'
import { interestChangesChart, interestVenuesChart } from '#src/charts/interestvenues.ts'
import type { Chart } from '#src/charts/look.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Rows } from '#src/charts/spec/rows.ts'
import { weekEnding } from '#src/market/week.ts'
import type { InterestChanges } from '#src/services/openinterest/changes.ts'
import { fixtureLook } from '../support/charts.ts'
import { fixtureReadings } from '../support/readings.ts'

const ja = fixtureLook('ja')
const en = fixtureLook('en')
const week = weekEnding('2025-11-24')

const venue = (name: string, value: number, weekChange?: number) => ({
  venue: name,
  value,
  share: value / 60e9,
  ...(weekChange !== undefined && { weekChange }),
})

const changes = {
  asset: 'bitcoin',
  changes: [
    { days: 1, usd: -0.007, coins: 0.01 },
    { days: 7, usd: -0.139, coins: -0.02 },
  ],
  venues: [venue('binance', 20e9, -0.026), venue('bybit', 20e9, -0.035)],
  absentVenues: [],
  across: 60e9,
  others: { value: 20e9, share: 1 / 3, weekChange: 0.024 },
  total: { value: 60e9, weekChange: -0.011 },
  date: '2025-11-23' as const,
} satisfies InterestChanges

describe('open interest by venue', () => {
  const chart = interestVenuesChart(changes, 'BTC', week, ja)

  it('has shares that add up to 100.0 % as they are printed', () => {
    const { rows, total, shares = [] } = rowsOf(chart)
    expect(rows.map(({ cells }) => cells?.[0]?.text)).toEqual(['33.4%', '33.3%', '33.3%'])
    expect(total?.cells?.[0]?.text).toBe('100.0%')
    expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
  })

  it('names the sum of all coins within a sentence', () => {
    const all = { ...changes, asset: 'total' as const }
    expect(titleOf(interestVenuesChart(all, 'Perpetual futures', week, en))).toBe(
      'Binance has 33.4% of perpetual futures open interest; two venues 66.7%',
    )
    expect(titleOf(interestVenuesChart(all, '無期限先物', week, ja))).toMatch(
      /^無期限先物の建玉の33.4%はBinance/,
    )
  })

  it('hatches what is no venue', () => {
    const { rows } = rowsOf(chart)
    expect(rows.map(({ swatch }) => swatch)).toEqual(['mix:slate:1.00', 'mix:slate:0.64', 'hatch'])
  })

  it('is headed by the largest venue and the sum of those named, as the rows have them', () => {
    expect(titleOf(chart)).toBe('BTC建玉の33.4%はBinance、2取引所で66.7%')
    expect((chart?.spec as ChartSpec).heading.subtitle).toBe(
      '無期限先物の建玉残高、2025年11月23日。合計600億ドル＝100%',
    )
  })

  it('has no bars where no change is known', () => {
    const { venues, others, total: _, ...rest } = changes
    const bare = {
      ...rest,
      venues: venues.map(({ weekChange: __, ...one }) => one),
      others: { value: others.value, share: others.share },
    }
    const { columns } = rowsOf(interestVenuesChart(bare, 'BTC', week, en))
    expect(columns.map(({ type }) => type)).toEqual(['name', 'text', 'text'])
  })

  it('is no picture of a single venue', () => {
    const { others: _, ...rest } = changes
    const single = { ...rest, venues: changes.venues.slice(0, 1) }
    expect(interestVenuesChart(single, 'BTC', week, en)).toBeUndefined()
  })
})

describe('changes of open interest', () => {
  it('are a bar a window, in the unit that was asked for', () => {
    const { rows } = rowsOf(interestChangesChart(changes, 'BTC', 'coin', week, en))
    expect(rows.map(({ name, label }) => `${name.text} ${label.text}`)).toEqual(['1 d +1.0%', '7 d −2.0%'])
  })

  it('name their unit, and never stand for those in the other one', () => {
    const gap = { missing: 'gap' } as const
    const windows = [{ days: 1, usd: -0.007, coins: gap }, ...changes.changes.slice(1)]
    const chart = interestChangesChart({ ...changes, changes: windows }, 'BTC', 'coin', week, en)
    expect(rowsOf(chart).rows.map(({ name }) => name.text)).toEqual(['7 d'])
    expect(chart?.spec.heading.subtitle).toContain('in coins')
    const total = changes.changes.map((one) => ({ ...one, coins: gap }))
    const inDollars = interestChangesChart({ ...changes, changes: total }, 'BTC', 'coin', week, en)
    expect(rowsOf(inDollars).rows).toHaveLength(2)
    expect(inDollars?.spec.heading.subtitle).toContain('in dollars')
  })
})

describe('funding by venue', () => {
  const { funding } = fixtureReadings()
  const paid = (name: string, rate: number) => ({
    venue: name,
    time: week.end,
    rate,
    intervalHours: 8,
    rate8h: rate,
    weight: 0.5,
  })
  const venues = [paid('binance', -0.0001), paid('okx', 0.00005)]
  const reading = { ...funding, value: { ...funding.value, venues } }

  it('is headed by its highest and lowest rate, with the neutral rate as a line', () => {
    const chart = fundingVenuesChart(reading, '8h', 'all', en)
    const { rows, benchmark } = rowsOf(chart)
    expect(titleOf(chart)).toContain(rows[0]?.label.text)
    expect(titleOf(chart)).toContain(rows.at(-1)?.label.text)
    expect(benchmark).toMatchObject({ value: 0.0001, label: { text: 'neutral 0.01%' } })
  })

  it('states yearly rates beside a yearly neutral rate', () => {
    const { benchmark } = rowsOf(fundingVenuesChart(reading, 'apr', 'all', en))
    expect(benchmark?.label.text).toBe('neutral 10.95%')
  })

  it('is no picture of a single venue', () => {
    const value = { ...reading.value, venues: reading.value.venues.slice(0, 1) }
    expect(fundingVenuesChart({ ...reading, value }, '8h', 'all', en)).toBeUndefined()
  })
})

function rowsOf(chart: Chart | undefined): Rows {
  const { body } = chart?.spec as ChartSpec
  if (body?.type !== 'rows') throw new Error('rows were expected')
  return body
}

function titleOf(chart: Chart | undefined): string {
  return (chart?.spec as ChartSpec).heading.title
}
