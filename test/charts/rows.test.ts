/** Charts of rows, read back: what stands beside each bar is what the bar shows, and nothing is told of what is not drawn. */
import { describe, expect, it } from 'vitest'
import { chartOf } from '#src/briefing/topics.ts'
import type { Chart } from '#src/charts/look.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Rows } from '#src/charts/spec/rows.ts'
import { formatPercent } from '#src/i18n/numbers.ts'
import { fixtureLook } from '../support/charts.ts'
import { fixtureReadings } from '../support/readings.ts'

const ja = fixtureLook('ja')
const en = fixtureLook('en')
const readings = fixtureReadings()

describe('rows of assets', () => {
  it('run from the best to the worst, without yields and volatility indices', () => {
    const { rows } = rowsOf(chartOf('assets', readings.assets, 'main', en))
    const values = rows.map(({ value }) => value ?? Number.NaN)
    expect(values).toEqual([...values].sort((a, b) => b - a))
    expect(rows.map(({ name }) => name.text)).toContain('Dollar index')
    expect(rows.map(({ name }) => name.text)).not.toContain('VIX')
  })

  it('set crypto off by bold words alone: every bar has the full colour of its sign', () => {
    const { rows } = rowsOf(chartOf('assets', readings.assets, 'main', en))
    expect(rows.filter(({ name }) => name.strong).map(({ name }) => name.text)).toEqual(
      expect.arrayContaining(['Top 30 index', 'BTC', 'ETH']),
    )
    expect(rows.every(({ ink }) => ink === undefined)).toBe(true)
  })

  it('state the euro beside the dollar index, whose other face it is', () => {
    const { value } = readings.assets
    const euro = { id: 'eurusd', class: 'fx', weekReturn: 0.0088 } as const
    const reading = { ...readings.assets, value: { ...value, rows: [...value.rows, euro] } }
    const { rows } = rowsOf(chartOf('assets', reading, 'main', en))
    expect(rows.map(({ name }) => name.text)).not.toContain('EUR/USD')
    expect(rows.find(({ name }) => name.text === 'Dollar index')?.detail).toBe('EUR/USD +0.9%')
  })

  it('draw what is printed too coarsely, and never call it the best or the worst', () => {
    const rows = readings.assets.value.rows.map((row) =>
      row.id === 'dxy' ? { ...row, coarse: true as const } : row,
    )
    const reading = { ...readings.assets, value: { ...readings.assets.value, rows } }
    const chart = chartOf('assets', reading, 'main', en)
    expect(rowsOf(chart).rows[0]?.name.text).toBe('Dollar index')
    expect(chart?.alt).toContain('Best: US long bonds')
  })

  it('are a lower picture where they are few', () => {
    const few = { ...readings.assets.value, rows: readings.assets.value.rows.slice(0, 3) }
    const chart = chartOf('assets', { ...readings.assets, value: few }, 'main', en)
    expect(chart?.size).toEqual({ width: 1200, height: 420 })
  })
})

describe('rows of sectors', () => {
  it('have the index as a line, never as a bar', () => {
    const { rows, benchmark } = rowsOf(chartOf('sectors', readings.sectors, 'main', ja))
    const { top30 } = readings.sectors.value
    expect(benchmark?.value).toBe(top30)
    expect(benchmark?.label.text).toBe(`上位30銘柄指数 ${formatPercent(top30 ?? 0, 1, 'always')}`)
    expect(rows).toHaveLength(readings.sectors.value.rows.length)
  })

  it('say how many of how many coins rose', () => {
    const { rows } = rowsOf(chartOf('sectors', readings.sectors, 'main', en))
    const [first] = readings.sectors.value.rows
    expect(rows[0]?.cells?.[0]?.text).toBe(`${first?.rising} of ${first?.members} rose`)
  })

  it('say in the alt text of an index of three coins that it is one', () => {
    const rows = readings.sectors.value.rows.map((row, i) =>
      i === 0 ? { ...row, members: 3, few: true } : row,
    )
    const reading = { ...readings.sectors, value: { ...readings.sectors.value, rows } }
    expect(chartOf('sectors', reading, 'main', en)?.alt).toContain('Privacy (3 coins)')
  })
})

describe('rows of movers', () => {
  it('have the median between gains and losses', () => {
    const { gainers, median } = readings.movers.value
    const { divider } = rowsOf(chartOf('movers', readings.movers, 'main', en))
    expect(divider).toMatchObject({ after: gainers.length, value: median })
    expect(divider?.label.text).toContain(formatPercent(median ?? 0, 1, 'always'))
  })

  it('shade the told week in thirty days of closes, where these are known', () => {
    const { value, week } = readings.movers
    const [first] = value.gainers
    if (!first) throw new Error('the fixture has no gainer')
    const closes = { [first.asset]: [[week.start, 1] as const, [week.end, 2] as const] }
    const reading = { ...readings.movers, value: { ...value, closes } }
    const { columns, rows } = rowsOf(chartOf('movers', reading, 'main', en))
    expect(columns.find(({ type }) => type === 'spark')).toMatchObject({
      week: { from: week.start, to: week.end },
    })
    expect(rows.filter(({ spark }) => spark)).toHaveLength(1)
  })

  it('have no room for sector and market cap on a phone', () => {
    const phone = chartOf('movers', readings.movers, 'main', { ...en, layout: 'phone' })
    expect(rowsOf(phone).columns.map(({ type }) => type)).toEqual(['name', 'bar', 'value'])
    expect(phone?.size).toEqual({ width: 720, height: 900 })
  })

  it('call no loss the best, and no gain the worst', () => {
    const alt = (value: Partial<typeof readings.movers.value>) =>
      chartOf('movers', { ...readings.movers, value: { ...readings.movers.value, ...value } }, 'main', en)
        ?.alt
    expect(alt({})).toMatch(/Best: .* at \+.*; worst: .* at −/)
    expect(alt({ gainers: [] })).toMatch(/None rose; worst: .* at −/)
    expect(alt({ gainers: [] })).not.toContain('Best')
    expect(alt({ losers: [] })).toMatch(/Best: .* at \+.*; none fell/)
  })
})

describe.each(['assets', 'sectors', 'movers'] as const)('every number of %s', (topic) => {
  it.each([ja, en])('is its bar, in the colour of its sign', (look) => {
    const { id, rows } = rowsOf(chartOf(topic, readings[topic], 'main', look))
    for (const { value, label } of rows) {
      if (value === null) throw new Error('every row has a value')
      expect(label.text).toBe(formatPercent(value, 1, 'always'))
      expect(label.figure).toMatchObject({ series: id, value })
      const sign = label.text.startsWith('+') ? 'up' : label.text.startsWith('−') ? 'down' : 'sub'
      expect(label.ink).toBe(sign)
    }
  })
})

function rowsOf(chart: Chart | undefined): Rows {
  const { body } = chart?.spec as ChartSpec
  if (body?.type !== 'rows') throw new Error('rows were expected')
  return body
}
