/** A close has one date, the day on which its candle opens: in pictures, alt texts and fields. */
import { describe, expect, it } from 'vitest'
import { volatilityFields } from '#src/briefing/details/movement.ts'
import { chartOf } from '#src/briefing/topics.ts'
import { compareChart, priceChart } from '#src/charts/index.ts'
import { formatDay } from '#src/charts/days.ts'
import type { Chart } from '#src/charts/look.ts'
import { HOUR } from '#src/market/time.ts'
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
const spike = { en: '10 Jun 2025', ja: '2025年6月10日' } as const
const next = { en: '11 Jun 2025', ja: '2025年6月11日' } as const

describe.each(['en', 'ja'] as const)('in %s', (locale) => {
  const look = fixtureLook(locale)

  it.each([7, 30, 90, 365])('the chart of a price over %i days names the day that closed', (days) => {
    const chart = priceChart(readPrices(history, utc.end, ['bitcoin'], days), look)
    expect(chart?.alt).toContain(spike[locale])
    expect(chart?.alt).not.toContain(next[locale])
    expect(marksOf(chart)).toContain(spike[locale])
  })

  it.each([utc, tokyo])('volatility is highest on the same day in alt text and field ($zone)', (week) => {
    const chart = chartOf('volatility', readVolatility(history, week, ['bitcoin']), 'bitcoin', look)
    const window = readVolatilityWindow(history, week, 'bitcoin', 7)
    const fields = printed(
      volatilityFields(window, undefined, { missing: 'no-data' }, week, look.words),
    ).join('\n')
    for (const end of [window.high, window.low]) {
      if (!('day' in end)) throw new Error('the window has no extremes')
      const date = formatDay(instantOf(end.day), look.words)
      expect(fields).toContain(date)
      expect(chart?.alt).toContain(date)
    }
    expect(window.high).toMatchObject({ day: expect.stringMatching(/^2025-06-1[0-5]$/u) })
  })
})

it('coins beside each other are drawn over the days that closed', () => {
  const chart = compareChart(readCompare(history, utc.end, ['bitcoin', 'ether'], 7), fixtureLook('en'))
  expect(labelsOf(chart)).toEqual([8, 9, 10, 11, 12, 13, 14, 15].map((day) => `${day} Jun 2025`))
})

function marksOf(chart: Chart | undefined): string {
  return JSON.stringify(chart?.spec.kind === 'plot' ? chart.spec.frame.marks : [])
}

function labelsOf(chart: Chart | undefined): readonly string[] {
  return chart?.spec.kind === 'plot' ? chart.spec.config.data.labels : []
}
