/** What each topic's chart shows of its reading beside what panes.test.ts reads, and that none is drawn from nothing. */
import { describe, expect, it } from 'vitest'
import { chartOf } from '#src/briefing/topics.ts'
import { sheetOf } from '#src/charts/index.ts'
import type { Chart } from '#src/charts/look.ts'
import type { Front } from '#src/charts/spec/front.ts'
import type { BarSeries, LineSeries, Pane, PaneMark, PaneSeries, Panes } from '#src/charts/spec/panes.ts'
import type { Point } from '#src/market/series.ts'
import { DAY } from '#src/market/time.ts'
import type { VolatilityVerdict } from '#src/services/verdicts.ts'
import { fixtureLook } from '../support/charts.ts'
import { fixtureReadings } from '../support/readings.ts'

const ja = fixtureLook('ja')
const en = fixtureLook('en')
const readings = fixtureReadings()

describe('marketcap', () => {
  it('tells at its end the newest value, the week, and the way from the highest that is drawn', () => {
    const [pane] = panesOf(chartOf('marketcap', readings.marketcap, 'main', ja))
    expect(endTexts(pane)).toEqual(['2.98兆ドル', '週間 −7.2%', '最高から −30.0%'])
    expect(pane?.ends[0]?.lines[1]?.ink).toBe('down')
  })

  it('dates its end where the newest value is older than the week', () => {
    const { value } = readings.marketcap
    const { weekChange: _, ...rest } = { ...value, series: value.series.slice(0, -3) }
    const [pane] = panesOf(chartOf('marketcap', { ...readings.marketcap, value: rest }, 'main', en))
    expect(endTexts(pane).at(-1)).toBe('21 Nov')
  })

  it('marks the highest and the lowest where they lie on its line', () => {
    const [pane] = panesOf(chartOf('marketcap', readings.marketcap, 'main', en))
    const values = known(seriesOf(pane, 'cap', 'line').points)
    expect(points(pane)).toMatchObject([
      { value: Math.max(...values), label: { figure: { of: 'max', series: 'cap' } } },
      { value: Math.min(...values), label: { figure: { of: 'min', series: 'cap' } } },
    ])
    for (const { at, value } of points(pane)) {
      expect(seriesOf(pane, 'cap', 'line').points).toContainEqual([at, value])
    }
  })
})

describe('funding', () => {
  const { daily } = readings.funding.value
  const venue = (chart: Chart | undefined) => panesOf(chart).at(-1)

  it('tells of the newest bar and its venue, with the price in a pane of its own', () => {
    const chart = chartOf('funding', readings.funding, 'main', en)
    const [price, pane] = panesOf(chart)
    const latest = daily.at(-1)?.[1] ?? 0
    expect(endTexts(pane)).toEqual([`−${(-latest * 100).toFixed(4)}%`])
    expect(pane?.title).toContain('Binance')
    expect(price?.title).toBe('BTC price (dollars)')
    expect(price?.series.map(({ unit }) => unit)).toEqual(['price'])
    expect(pane?.series.map(({ unit }) => unit)).toEqual(['rate'])
  })

  it('its end is of the bars, not of the rate over venues', () => {
    const bars = daily.map(([day], i, { length }): Point => [day, i === length - 1 ? 0.0001 : 0.00005])
    const value = { ...readings.funding.value, rate8h: -0.0005, apr: -0.5, daily: bars }
    const chart = chartOf('funding', { ...readings.funding, value }, 'main', en)
    expect(endTexts(venue(chart))).toEqual(['+0.0100%'])
    expect(venue(chart)?.ends[0]?.ink).toBe('up')
    expect(chart?.alt).toContain('+0.0100%')
    expect(chart?.alt).not.toContain('0.0500%')
  })

  it('has one scale for all its venues', () => {
    const venueDays = (['binance', 'hyperliquid'] as const).map((name, index) => ({
      venue: name,
      intervalHours: index === 0 ? 8 : 1,
      days: daily.map(([day, rate]): Point => [day, rate === null ? null : rate * (index + 1)]),
    }))
    const value = { ...readings.funding.value, venueDays }
    const [, ...panes] = panesOf(chartOf('funding', { ...readings.funding, value }, 'main', en))
    expect(panes).toHaveLength(2)
    // As many pixels for the same rate in each pane.
    for (const { weight, axis } of panes) expect(weight / (axis.max - axis.min)).toBeCloseTo(1, 9)
  })
})

describe('openinterest', () => {
  const [row] = readings.openinterest.value.rows
  if (!row) throw new Error('the fixture has no row')
  const drawn = (more: Partial<typeof row>) => {
    const value = { ...readings.openinterest.value, rows: [{ ...row, ...more }] }
    return chartOf('openinterest', { ...readings.openinterest, value }, 'main', en)
  }

  it('tells the week in coins in a pane of its own, as it was counted', () => {
    const coinDays = row.series.map(([day, value]): Point => [day, value === null ? null : value / 9e4])
    const drawnInterest = { dollarDays: row.series, coinDays, coinsChange: 0.061, coinsBy: 24 as const }
    const chart = drawn({ asset: 'bitcoin', symbol: 'BTC', drawn: drawnInterest })
    const [coins, dollars] = panesOf(chart)
    expect(endTexts(coins)).toContain('+6.1% week')
    expect(coins?.ends[0]?.lines[1]?.ink).toBe('up')
    expect(endTexts(dollars)).toContain('−6.1% week')
    expect(chart?.alt).toMatch(/\+6\.1% week[^.]*\. .*−6\.1% week/)
  })

  it('marks a record that is drawn, and none that lies before the line', () => {
    const recordPeak = { value: 2.31e11, date: '2025-06-29' as const }
    const inside = drawn({ peakAtEdge: true, recordPeak, recordStart: '2025-01-01' })
    expect(points(panesOf(inside)[0]).map(({ label }) => label.figure?.value)).toEqual([2.31e11])
    const before = drawn({
      peakAtEdge: true,
      recordPeak: { value: 3e11, date: '2025-01-20' },
      recordStart: '2025-01-01',
    })
    expect(points(panesOf(before)[0])).toEqual([])
    expect(before?.alt).not.toContain('$300B')
  })
})

describe('volatility', () => {
  it('keeps a gap in the record as a gap in the line, and hatches it', () => {
    const [row] = readings.volatility.value.rows
    if (!row) throw new Error('the fixture has no row')
    const [hole] = row.series[100] ?? []
    const series = row.series.map(([day, value], i): Point => [day, i === 100 ? null : value])
    const [pane] = panesOf(
      chartOf('volatility', { ...readings.volatility, value: { rows: [{ ...row, series }] } }, 'main', en),
    )
    expect(seriesOf(pane, 'week', 'line').points[100]).toEqual([hole, null])
    expect(pane?.marks).toContainEqual({ type: 'gap', from: hole, to: Number(hole) + DAY })
  })
})

describe('volatility beside its text', () => {
  const drawn = (verdict: VolatilityVerdict) => {
    const { rows } = readings.volatility.value
    const value = {
      rows: rows.map((row) => ({
        ...row,
        recordStart: '2025-01-08',
        series: row.series.slice(-60),
        verdict,
      })),
    }
    return chartOf('volatility', { ...readings.volatility, value }, 'main', en)
  }

  it('says the same limits of its band in the picture, at the foot and in the alternative text', () => {
    const chart = drawn({ word: 'normal', moved: 'rose', days: 365, span: 'year' })
    expect(panesOf(chart)[0]?.marks).toContainEqual({ type: 'span', from: 0.27, to: 0.52 })
    for (const text of [chart?.spec.heading.source, chart?.alt]) expect(text).toContain('27.0% to 52.0%')
  })
})

it('the mean of four weeks is one number, at the end of its line and in the alternative text', () => {
  const value = { ...readings.volume.value, mean4w: 1 }
  const chart = chartOf('volume', { ...readings.volume, value }, 'main', en)
  const mean = endTexts(panesOf(chart)[0]).findLast((text) => text.startsWith('$'))
  expect(chart?.alt).toContain(`Mean of the four weeks before: ${mean}.`)
})

describe('on a phone', () => {
  it.each([
    ['funding', 60],
    ['openinterest', 180],
    ['volume', 13],
  ] as const)('%s draws a shorter window, and says so', (topic, count) => {
    const [wide, phone] = ([undefined, 'phone'] as const).map((layout) => {
      const chart = chartOf(topic, readings[topic] as never, 'main', { ...en, ...(layout && { layout }) })
      const [first] = panesOf(chart).flatMap(({ series }) => series)
      return { chart, points: first && 'points' in first ? first.points.length : 0 }
    })
    expect(phone?.points).toBe(Math.min(count, wide?.points ?? 0))
    expect(phone?.chart?.size.height).toBeGreaterThan(phone?.chart?.size.width ?? 0)
    if (phone?.points !== wide?.points) {
      expect(phone?.chart?.spec.heading.subtitle).not.toBe(wide?.chart?.spec.heading.subtitle)
    }
  })
})

describe('nothing to draw', () => {
  it('is undefined, not an empty chart', () => {
    const empty = { rows: [], tooFew: [] }
    expect(chartOf('sectors', { ...readings.sectors, value: empty }, 'main', en)).toBeUndefined()
    expect(
      chartOf(
        'funding',
        { ...readings.funding, value: { ...readings.funding.value, daily: [] } },
        'main',
        en,
      ),
    ).toBeUndefined()
    expect(
      chartOf(
        'movers',
        { ...readings.movers, value: { gainers: [], losers: [], all: [], against: [] } },
        'map',
        en,
      ),
    ).toBeUndefined()
    expect(sheetOf({}, en)).toBeUndefined()
  })
})

describe('the sheet', () => {
  it.each([
    ['en', '7-day change, and its place in up to a year', '7-day change'],
    ['ja', '7日変化と、過去1年までの中での位置', '7日変化'],
  ] as const)('speaks of places in a year where one is drawn alone (%s)', (locale, whole, short) => {
    const look = fixtureLook(locale)
    expect(front(sheetOf(readings, look)).rows.caption).toBe(whole)
    // As a record of half a year has them: no row has another week's changes beside its own.
    const young = JSON.parse(JSON.stringify(readings), (key, value) => (key === 'year' ? undefined : value))
    const { caption, rows } = front(sheetOf(young, look)).rows
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.flatMap(({ strip }) => strip ?? [])).toEqual([])
    expect(caption).toBe(short)
  })

  it('has the price, six figures and the sectors, best to worst', () => {
    const { hero, rows, sectors } = front(sheetOf(readings, en))
    expect(hero?.caption).toContain('BTC')
    expect(rows.rows.map(({ name }) => name)).toEqual([
      'BTC',
      'ETH',
      'Total market cap',
      'BTC OI in coins',
      'BTC OI in dollars',
      'BTC funding, 8 h',
    ])
    expect(sectors.map(({ value }) => value)).toEqual(
      readings.sectors.value.rows.map(({ weekReturn }) => weekReturn).toSorted((a, b) => b - a),
    )
  })

  it('leaves out a figure that has no data, and says so of one that has none of this week', () => {
    const { openinterest, ...rest } = readings
    expect(front(sheetOf(rest, en)).rows.rows.map(({ id }) => id)).toEqual([
      'bitcoin',
      'ethereum',
      'cap',
      'funding',
    ])
    const { sheet, ...value } = readings.marketcap.value
    if (!sheet) throw new Error('the fixture has no row of the sheet')
    const { change, year, ...last } = sheet
    const date = '2025-11-10' as const
    const stale = { ...value, sheet: { ...last, date, spark: [], stale: true as const } }
    const chart = sheetOf({ ...readings, marketcap: { ...readings.marketcap, value: stale } }, en)
    const row = front(chart).rows.rows.find(({ id }) => id === 'cap')
    expect(row).toMatchObject({ stale: expect.stringMatching(/\S/), date: expect.stringContaining('10 Nov') })
    expect(row?.change).toBeUndefined()
    expect(chart?.alt).toContain(row?.stale)
  })

  it('has the same facts on a phone', () => {
    const [wide, phone] = [sheetOf(readings, en), sheetOf(readings, { ...en, layout: 'phone' })]
    expect(front(phone)).toEqual(front(wide))
    expect(phone?.size).toEqual({ width: 1080, height: 1350 })
  })
})

function panesOf(chart: Chart | undefined): Panes['panes'] {
  const body = chart?.spec.body
  if (body?.type !== 'panes') throw new Error('panes were expected')
  return body.panes
}

function front(chart: Chart | undefined): Front {
  const body = chart?.spec.body
  if (body?.type !== 'front') throw new Error('a sheet was expected')
  return body
}

type SeriesOf<Type extends PaneSeries['type']> = Type extends 'line' ? LineSeries : BarSeries

function seriesOf<Type extends 'line' | 'bars'>(
  pane: Pane | undefined,
  id: string,
  type: Type,
): SeriesOf<Type> {
  const found = pane?.series.find((one) => one.id === id && one.type === type)
  if (!found) throw new Error(`there is no series ${id}`)
  return found as SeriesOf<Type>
}

function points(pane: Pane | undefined): readonly Extract<PaneMark, { readonly type: 'point' }>[] {
  return pane?.marks.filter((mark) => mark.type === 'point') ?? []
}

function endTexts(pane: Pane | undefined): string[] {
  return pane?.ends.flatMap(({ lines }) => lines.map(({ text }) => text)) ?? []
}

function known(line: readonly Point[]): number[] {
  return line.flatMap(([, value]) => value ?? [])
}
