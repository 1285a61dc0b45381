/** Charts over time, read back: what each pane draws of its reading, what it marks, and what it says. */
import { describe, expect, it } from 'vitest'
import { chartOf } from '#src/briefing/topics.ts'
import type { Chart } from '#src/charts/look.ts'
import type { BarSeries, Pane, Panes, PaneSeries } from '#src/charts/spec/panes.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import { DAY, HOUR, startOfDay } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readAll } from '#src/services/index.ts'
import { fixtureLook } from '../support/charts.ts'
import { readHistory } from '../support/histories.ts'
import { fixtureReadings } from '../support/readings.ts'
import { describeWithShared } from '../support/shared.ts'

const en = fixtureLook('en')
const ja = fixtureLook('ja')
const readings = fixtureReadings()

describe('funding', () => {
  it('hatches days without a rate, and colours a bar by the sign that is printed', () => {
    const { value } = readings.funding
    const missing = [value.daily.length - 10, value.daily.length - 9]
    const daily = value.daily.map(([day, rate], i) => [day, missing.includes(i) ? null : rate] as const)
    const broken = { ...readings.funding, value: { ...value, daily } }
    const [venue] = venuesOf(chartOf('funding', broken, 'main', ja))
    const bars = venue?.series[0] as BarSeries
    const gap = bars.points.findIndex(([, rate]) => rate === null)
    expect(gap).toBeGreaterThan(0)
    const hatched = venue?.marks.find(({ type }) => type === 'gap')
    expect(hatched).toMatchObject({ from: bars.points[gap]?.[0], to: (bars.points[gap]?.[0] ?? 0) + 2 * DAY })
    for (const [index, [, rate]] of bars.points.entries()) {
      if (rate !== null)
        expect(bars.inks?.[index]).toBe(Math.abs(rate) < 5e-7 ? 'sub' : rate < 0 ? 'down' : 'up')
    }
  })

  it('in rates a year changes axis, data, label and text alternative together, under the title of its answer', () => {
    const yearly = chartOf('funding', readings.funding, 'apr', en)
    const [venue] = venuesOf(yearly)
    const [plain] = venuesOf(chartOf('funding', readings.funding, 'main', en))
    const rate = Number(lastOf(venue?.series[0])) / Number(lastOf(plain?.series[0]))
    expect(rate).toBeCloseTo(1095)
    const text = venue?.ends[0]?.lines[0]?.text ?? ''
    expect(specOf(yearly).heading.title).toBe(en.title)
    expect(yearly?.alt).toContain(text)
    expect(venue?.marks.find(({ type }) => type === 'level')).toMatchObject({
      label: { text: 'neutral 10.95%' },
    })
  })
})

describe('open interest', () => {
  it('marks the 90-day peak on its day, and none that is only the first days left in the window', () => {
    const peaks = (chart: Chart | undefined) =>
      paneCalled(chart, 'In dollars')?.marks.map((mark) => ('label' in mark ? mark.label?.text : undefined))
    expect(peaks(chartOf('openinterest', readings.openinterest, 'main', en))).toEqual([
      expect.stringContaining('$230B, 6 Oct'),
    ])
    const rows = readings.openinterest.value.rows.map((row) => ({ ...row, peakAtEdge: true }))
    const edge = { ...readings.openinterest, value: { ...readings.openinterest.value, rows } }
    expect(peaks(chartOf('openinterest', edge, 'main', en))).toEqual([])
  })
})

describe('volatility', () => {
  it('names the past year from 350 days on, the record before, at the foot and in the text alternative', () => {
    const drawn = (days: number, span: 'year' | 'record') => {
      const rows = readings.volatility.value.rows.map((row) => ({
        ...row,
        recordStart: '2025-01-08' as const,
        verdict: { word: 'high', moved: 'rose', days, span } as const,
      }))
      return chartOf('volatility', { ...readings.volatility, value: { rows } }, 'main', en)
    }
    const [year, record] = [drawn(350, 'year'), drawn(249, 'record')]
    expect(specOf(year).heading.source).toContain('a year’s 7-day values')
    expect(year?.alt).toContain('past year')
    expect(specOf(record).heading.source).toContain('7-day values since January')
    expect(record?.alt).toContain('since January')
  })

  it('labels at most three peaks, 30 days apart, each the highest of its surroundings', () => {
    const chart = chartOf('volatility', readings.volatility, 'main', en)
    const [pane] = panesOf(chart).panes
    const peaks = (pane?.marks ?? []).flatMap((mark) => (mark.type === 'point' ? [mark] : []))
    expect(peaks.length).toBeGreaterThan(0)
    expect(peaks.length).toBeLessThanOrEqual(3)
    const points = pane?.series[0]?.type === 'line' ? pane.series[0].points : []
    for (const { at, value } of peaks) {
      const near = points.filter(([day]) => Math.abs(day - at) < 15 * DAY)
      expect(Math.max(...near.map(([, one]) => one ?? 0))).toBe(value)
      expect(peaks.every((other) => other.at === at || Math.abs(other.at - at) >= 30 * DAY)).toBe(true)
    }
  })
})

describe('market cap', () => {
  it('tells its age where its youngest fact is old, and marks the highest that is drawn', () => {
    const old = { ...readings.marketcap, asOf: readings.marketcap.week.end - 50 * HOUR }
    expect(specOf(chartOf('marketcap', old, 'main', en)).heading.subtitle).toContain('(as of ')
    const chart = chartOf('marketcap', readings.marketcap, 'main', en)
    expect(specOf(chart).heading.subtitle).not.toContain('as of')
    const high = Math.max(...readings.marketcap.value.series.map(([, value]) => value ?? 0))
    const marks = panesOf(chart).panes[0]?.marks
    expect(marks).toContainEqual(expect.objectContaining({ type: 'point', value: high, side: 'above' }))
  })
})

describe('volume', () => {
  it('draws the mean of the four weeks before, and none across a missing week', () => {
    const [pane] = panesOf(chartOf('volume', readings.volume, 'main', en)).panes
    const weeks = readings.volume.value.weeks.map(([, value]) => value ?? Number.NaN)
    const means = pane?.series.find(({ id }) => id === 'mean')
    const drawn = means?.type === 'line' ? means.points.map(([, value]) => value) : []
    expect(drawn.slice(0, 4)).toEqual([null, null, null, null])
    expect(drawn[4]).toBeCloseTo(weeks.slice(0, 4).reduce((sum, value) => sum + value, 0) / 4)
    expect(drawn.slice(8, 12)).toEqual([null, null, null, null])
    expect(pane?.marks.filter(({ type }) => type === 'gap')).toHaveLength(1)
  })

  it('names weeks by their first and last day', () => {
    const { week, ticks } = panesOf(chartOf('volume', readings.volume, 'main', en))
    expect(week?.text).toBe('17–23 Nov')
    expect(ticks.at(-1)?.text).toBe('17–23 Nov')
  })
})

describeWithShared('charts over time of the recorded history', ['dataset'], (dataset) => {
  it.each(['2025-03-17', '2025-06-09', '2025-10-13', '2025-11-17'] as const)('%s', async (monday) => {
    const { openinterest, funding } = readAll(await readHistory(dataset), weekEnding(monday))
    const interest = panesOf(chartOf('openinterest', openinterest, 'main', en))
    expect(interest.panes.map(({ title }) => title)).toEqual([
      'In coins (BTC)',
      'In dollars',
      'BTC price (dollars)',
    ])
    expect(interest.week?.from).toBe(openinterest.week.start)
    for (const layout of ['wide', 'phone'] as const) {
      const most = layout === 'phone' ? 60 : 90
      for (const venue of venuesOf(chartOf('funding', funding, 'main', { ...en, layout }))) {
        const bars = venue.series[0] as BarSeries
        expect(bars.points.length).toBeLessThanOrEqual(most)
        const day = funding.value.venueDays?.find(({ venue: name }) => name === bars.id)?.lastFull
        expect(venue.ends[0]?.lines[0]?.figure?.at).toBe(day && startOfDay(day))
      }
    }
  })
})

function specOf(chart: Chart | undefined): ChartSpec {
  if (!chart) throw new Error('no chart')
  return chart.spec
}

function panesOf(chart: Chart | undefined): Panes {
  const { body } = specOf(chart)
  if (body.type !== 'panes') throw new Error(`a body of ${body.type}`)
  return body
}

function paneCalled(chart: Chart | undefined, title: string): Pane | undefined {
  return panesOf(chart).panes.find((pane) => pane.title === title)
}

function venuesOf(chart: Chart | undefined): Pane[] {
  return panesOf(chart).panes.filter(({ series: [first] }) => first?.type === 'bars')
}

function lastOf(series: PaneSeries | undefined): number | null | undefined {
  return series?.type === 'bars' ? series.points.at(-1)?.[1] : undefined
}
