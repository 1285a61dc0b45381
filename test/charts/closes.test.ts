/** A close has one date, the day on which its candle opens: in pictures, alt texts and fields. */
import { describe, expect, it } from 'vitest'
import { volatilityFields } from '#src/briefing/details/movement.ts'
import { chartOf } from '#src/briefing/topics.ts'
import { compareChart, priceChart } from '#src/charts/index.ts'
import { formatDay } from '#src/charts/days.ts'
import type { Chart } from '#src/charts/look.ts'
import { formatDayOfAxis } from '#src/i18n/dates.ts'
import type { LineSeries, Pane, PointMark } from '#src/charts/spec/panes.ts'
import { DAY, HOUR } from '#src/market/time.ts'
import { weekEnding } from '#src/market/week.ts'
import { readCompare } from '#src/services/compare.ts'
import { readPrices } from '#src/services/price.ts'
import { readVolatility } from '#src/services/volatility.ts'
import { readVolatilityWindow } from '#src/services/volatility/volatilitywindow.ts'
import { printed } from '../briefing/details/reading.ts'
import { fixtureLook } from '../support/charts.ts'
import { buildHistory, generate, instantOf } from '../support/history.ts'

/** Days from 1 October 2024 on; on 10 June 2025, the 252nd, the price doubles for that day's close alone. */
const DAYS = 258
const SPIKE = 252
const closes = generate(DAYS, (day) => (day === SPIKE ? 200 : 100 + (day % 2) + (day === 100 ? -20 : 0)))
/** The same closes at midnights of Tokyo, where a day begins nine hours earlier. */
const hours = generate(DAYS * 24, (hour) => closes[Math.floor(hour / 24)] as number)
const history = buildHistory({
  daily: { bitcoin: ['2024-10-01', ...closes], ether: ['2024-10-01', ...closes] },
  hourly: {
    bitcoin: [new Date(instantOf('2024-10-01') - 9 * HOUR).toISOString(), ...hours],
  },
})
const utc = weekEnding('2025-06-16')
const tokyo = weekEnding('2025-06-16', 'Asia/Tokyo')
/** The period in the text and the axis of the picture say the year. */
const spike = { en: '10 Jun', ja: '6月10日' } as const
const next = { en: '11 Jun', ja: '6月11日' } as const

describe.each(['en', 'ja'] as const)('in %s', (locale) => {
  const look = fixtureLook(locale)

  it.each([7, 30, 90, 365])('the chart of a price over %i days names the day that closed', (days) => {
    const chart = priceChart(readPrices(history, utc.end, ['bitcoin'], days), look)
    expect(chart?.alt).toContain(spike[locale])
    expect(chart?.alt).not.toContain(next[locale])
    const [high] = marksOf(chart).filter(({ label }) => label.figure?.of === 'max')
    expect(high).toMatchObject({ at: instantOf('2025-06-10'), value: 200 })
    expect(high?.label.text).toContain(spike[locale])
  })

  it.each([utc, tokyo])('volatility is highest on the same day in alt text and field ($zone)', (week) => {
    const chart = chartOf('volatility', readVolatility(history, week, ['bitcoin']), 'bitcoin', look)
    const window = readVolatilityWindow(history, week, 'bitcoin', 7)
    const fields = printed(
      volatilityFields(window, undefined, { missing: 'no-data' }, week, look.words),
    ).join('\n')
    for (const end of [window.high, window.low]) {
      if (!('day' in end)) throw new Error('the window has no extremes')
      const day = instantOf(end.day)
      expect(fields).toContain(formatDay(day, look.words))
      expect(chart?.alt).toContain(formatDayOfAxis(day, { ...look.words, zone: 'UTC' }))
    }
    expect(window.high).toMatchObject({ day: expect.stringMatching(/^2025-06-1[0-5]$/u) })
  })
})

it('coins beside each other begin and end at the midnights that close the days', () => {
  const chart = compareChart(readCompare(history, utc.end, ['bitcoin', 'ether'], 7), fixtureLook('en'))
  const midnights = [9, 10, 11, 12, 13, 14, 15, 16].map((day) => utc.end - (16 - day) * DAY)
  for (const series of linesOf(chart)) expect(series.points.map(([time]) => time)).toEqual(midnights)
  expect(linesOf(chart)).toHaveLength(2)
  expect(chart?.spec.heading.subtitle).toContain('16 Jun 2025')
})

function marksOf(chart: Chart | undefined): readonly PointMark[] {
  return panesOf(chart).flatMap(({ marks }) => marks.filter((mark) => mark.type === 'point'))
}

function linesOf(chart: Chart | undefined): readonly LineSeries[] {
  return panesOf(chart).flatMap(({ series }) => series.filter((one) => one.type === 'line'))
}

function panesOf(chart: Chart | undefined): readonly Pane[] {
  return chart?.spec.body.type === 'panes' ? chart.spec.body.panes : []
}
