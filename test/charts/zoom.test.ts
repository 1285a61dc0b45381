/** A part of a chart drawn large: only what lies in it is drawn, marked and printed. */
import { describe, expect, it } from 'vitest'
import { layOut } from '#src/charts/layout/layout.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Panes } from '#src/charts/spec/panes.ts'
import { rangeWithin, spanOf, zoomed } from '#src/charts/zoom.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { DAY } from '#src/market/time.ts'
import { everyChart, fixtureLook } from '../support/charts.ts'

const charts = everyChart(fixtureLook('en'))
const OVER_TIME = ['marketcap', 'funding', 'openinterest', 'volatility', 'correlation', 'volume']

function chartOf(name: string): ChartSpec {
  return charts.get(name)?.spec ?? expect.fail(`there is no chart ${name}`)
}

function part(spec: ChartSpec, from: number, to: number): Panes {
  const body = zoomed(spec, from, to)?.body
  return body?.type === 'panes' ? body : expect.fail('panes were expected')
}

function spanned(spec: ChartSpec) {
  return spanOf(spec) ?? expect.fail('a chart over time was expected')
}

describe.each(OVER_TIME)('a part of %s', (name) => {
  const spec = chartOf(name)
  const { from, to } = spanned(spec)
  const [begin, end] = [from + (to - from) * 0.3, from + (to - from) * 0.7]

  it('has only values, marks and dates of its time', () => {
    const body = part(spec, begin, end)
    const step = body.step ?? 0
    const isInside = (at: number) => at >= begin && at + step <= end
    for (const { series, marks, ends } of body.panes) {
      for (const one of series) {
        const times = 'points' in one ? one.points.map(([at]) => at) : one.rows.map(([at]) => at)
        expect(times.length).toBeGreaterThan(3)
        expect(times.every(isInside)).toBe(true)
      }
      for (const mark of marks) {
        if (mark.type === 'point') expect(isInside(mark.at)).toBe(true)
        if (mark.type === 'gap') expect(mark.from >= begin && mark.to <= end).toBe(true)
      }
      // The newest value is not where a line is cut.
      expect(ends).toEqual([])
    }
    for (const { at } of [...body.ticks, ...body.events]) expect(at >= begin && at <= end).toBe(true)
    expect(body.week).toBeUndefined()
  })

  it('fills its axis, and draws bars from zero still', () => {
    for (const { axis, series } of part(spec, begin, end).panes) {
      for (const one of series) {
        for (const [, value] of 'points' in one ? one.points : []) {
          if (value !== null) expect(value >= axis.min && value <= axis.max).toBe(true)
        }
        if (one.type === 'bars') expect(axis.base).toBe(0)
      }
    }
  })

  it('keeps the ends, and the told week, where it reaches the end', () => {
    const whole = spec.body.type === 'panes' ? spec.body : expect.fail()
    const body = part(spec, begin, to)
    expect(body.panes.map(({ ends }) => ends)).toEqual(whole.panes.map(({ ends }) => ends))
    expect(body.week).toEqual(whole.week)
  })

  it('is drawn within its panes', () => {
    const { panes, items } = layOut(
      zoomed(spec, begin, end) ?? spec,
      (text, size) => text.length * size * 0.55,
    )
    const left = Math.min(...panes.map(({ box }) => box.left))
    const right = Math.max(...panes.map(({ box }) => box.right))
    const lines = items.flatMap((item) => (item.type === 'line' && item.data ? item.runs.flat() : []))
    for (const [x] of lines) {
      expect(x).toBeGreaterThanOrEqual(left - 1)
      expect(x).toBeLessThanOrEqual(right + 1)
    }
  })
})

it('panes that share a scale without numbers keep it', () => {
  const spec = chartOf('funding')
  const { from, to } = spanned(spec)
  const whole = spec.body.type === 'panes' ? spec.body : expect.fail()
  const [, bars] = part(spec, to - 30 * DAY, to).panes
  expect(bars?.axis).toEqual(whole.panes[1]?.axis)
  expect(from).toBeLessThan(to)
})

it.each(LOCALES)('dates stand in %s as the reader writes them', (locale) => {
  const spec = everyChart(fixtureLook(locale)).get('marketcap')?.spec ?? expect.fail()
  const { to } = spanned(spec)
  const texts = part(spec, to - 30 * DAY, to).ticks.map(({ text }) => text)
  expect(texts.at(-1)).toBe(locale === 'ja' ? '11/24' : '24 Nov')
})

it.each([
  ['funding', '25 Oct – 23 Nov 2025'],
  ['marketcap', '25 Oct – 24 Nov 2025'],
  ['volume', '27 Oct – 23 Nov 2025'],
])('the subtitle of a month of %s states that month', (name, period) => {
  const spec = chartOf(name)
  const { to } = spanned(spec)
  const month = zoomed(spec, to - 30 * DAY, to)
  expect(month?.heading.subtitle).toContain(period)
  expect(month?.heading.subtitle.length).toBeLessThan(spec.heading.subtitle.length + 6)
  expect(month?.heading.title).toBe(spec.heading.title)
})

it('what is not drawn over time has no parts', () => {
  for (const name of ['sectors', 'movers-map', 'correlation-map', 'macro', 'sheet']) {
    expect(spanOf(chartOf(name))).toBeUndefined()
    expect(zoomed(chartOf(name), 0, 1)).toBeUndefined()
  }
})

describe('a range that is asked for', () => {
  const spec = chartOf('marketcap')
  const { from, to } = spanned(spec)

  it('is cut to the chart, and none where it is all or nothing of it', () => {
    expect(rangeWithin(spec, { from: from - DAY, to: to - DAY })).toEqual({ from, to: to - DAY })
    expect(rangeWithin(spec, { from: to - 30 * DAY, to: to + DAY })).toEqual({ from: to - 30 * DAY, to })
    expect(rangeWithin(spec, { from: from - DAY, to: to + DAY })).toBeUndefined()
    expect(rangeWithin(spec, { from: 0, to: DAY })).toBeUndefined()
    expect(rangeWithin(chartOf('sectors'), { from, to })).toBeUndefined()
  })

  it('is of whole milliseconds wherever a pointer was, with dates at midnights', () => {
    const range = rangeWithin(spec, { from: to - 20.3 * DAY - 0.4, to: to - 3.7 * DAY + 0.3 })
    expect(range).toEqual({ from: Math.round(to - 20.3 * DAY - 0.4), to: Math.round(to - 3.7 * DAY + 0.3) })
    const { ticks } = part(spec, range?.from ?? 0, range?.to ?? 0)
    expect(ticks.length).toBeGreaterThan(2)
    for (const { at } of ticks) expect(at % DAY).toBe(0)
  })
})

it('neither a hollow day nor the tag of the newest value stands where another day is last', () => {
  const spec = chartOf('funding')
  const { from, to } = spanned(spec)
  const whole = spec.body.type === 'panes' ? spec.body : expect.fail()
  const tag = { type: 'level', value: 0, style: 'dotted', tag: { text: '0', ink: 'slate' } } as const
  const panes = whole.panes.map((pane) => ({
    ...pane,
    marks: [tag],
    series: pane.series.map((one) => (one.type === 'bars' ? { ...one, partial: true } : one)),
  }))
  const of = (end: number) => part({ ...spec, body: { ...whole, panes } }, from, end).panes.at(-1)
  expect(of(to)?.series[0]).toMatchObject({ type: 'bars', partial: true })
  expect(of(to)?.marks).toHaveLength(1)
  expect(of(to - 10 * DAY)?.series[0]).toMatchObject({ type: 'bars', partial: false })
  expect(of(to - 10 * DAY)?.marks).toEqual([])
})
