/** Lines of several coins: all begin on one day, and a line that ends before the others says where. */
import { describe, expect, it } from 'vitest'
import { compareChart, priceChart } from '#src/charts/index.ts'
import type { Chart } from '#src/charts/look.ts'
import type { Panes } from '#src/charts/spec/panes.ts'
import type { Asset } from '#src/market/asset.ts'
import type { Point } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import type { CompareReading } from '#src/services/compare.ts'
import type { PriceReading, PriceRow } from '#src/services/price.ts'
import { fixtureLook } from '../support/charts.ts'

const END = Date.UTC(2025, 10, 17)
const en = fixtureLook('en')

/** `values` are the closes up to the day before the end. */
function points(values: readonly (number | null)[]): Point[] {
  return values.map((value, i) => [END - (values.length - i) * DAY, value])
}

function priced(id: string, symbol: string, series: readonly Point[]): PriceRow {
  const asset = { id, symbol, name: symbol } as Asset
  return { asset, price: 1, asOf: END, series, changeWindow: 0 } as unknown as PriceRow
}

function reading(rows: readonly PriceRow[], days: number): PriceReading {
  return { at: END, days, rows, sources: [] } as unknown as PriceReading
}

describe('prices of many', () => {
  const old = points([100, 110, 120, 130, 140, 150])
  const young = points([10, 11, 12])

  it('count from the first day on which all have one, and the title counts those days', () => {
    const chart = priceChart(reading([priced('bitcoin', 'BTC', old), priced('new', 'NEW', young)], 5), en)
    const [pane] = panesOf(chart).panes
    const lines = pane?.series.flatMap((one) => (one.type === 'line' ? [one.points] : []))
    expect(lines?.map(([first]) => first)).toEqual([
      [END - 2 * DAY, 100],
      [END - 2 * DAY, 100],
    ])
    expect(pane?.ends.map(({ aside }) => aside?.text)).toEqual(['+15.4%', '+20.0%'])
    expect(chart?.spec.heading.title).toContain('2 days')
  })

  it('are none where no day has all of them', () => {
    const gone = [...old.slice(0, 2)]
    expect(
      priceChart(reading([priced('bitcoin', 'BTC', young), priced('gone', 'GONE', gone)], 5), en),
    ).toBeUndefined()
  })

  it('name the day of a line that ends before the others', () => {
    const halted = [...old.slice(0, 4), [END - 2 * DAY, null] as const, [END - DAY, null] as const]
    const chart = priceChart(reading([priced('bitcoin', 'BTC', old), priced('halt', 'HALT', halted)], 5), en)
    const [pane] = panesOf(chart).panes
    expect(pane?.ends.map(({ lines }) => lines.map(({ text }) => text))).toEqual([
      ['BTC'],
      ['HALT', '14 Nov'],
    ])
    expect(chart?.alt).toContain('HALT +30.0% 14 Nov')
  })
})

it('a price of nothing is left off an axis of ratios', () => {
  const row = (id: string, values: readonly number[]) => ({
    asset: { id, symbol: id },
    series: points(values),
  })
  const compared = { rows: [row('a', [1, 0.5, 0]), row('b', [1, 1.1, 1.2])] } as unknown as CompareReading
  const [pane] = panesOf(compareChart(compared, en)).panes
  expect(pane?.axis.min).toBeGreaterThan(0)
})

function panesOf(chart: Chart | undefined): Panes {
  const body = chart?.spec.body
  return body?.type === 'panes' ? body : expect.fail('panes were expected')
}
