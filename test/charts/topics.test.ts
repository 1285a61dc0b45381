/** What each topic's chart shows of its reading, and that it is not drawn from nothing. */
import { describe, expect, it } from 'vitest'
import { chartOf } from '#src/briefing/topics.ts'
import { sheetOf } from '#src/charts/index.ts'
import type { Chart } from '#src/charts/look.ts'
import type { PlotSpec } from '#src/charts/spec.ts'
import { HOUR } from '#src/market/time.ts'
import type { VolatilityVerdict } from '#src/services/verdicts.ts'
import { leverageOf } from '../briefing/verdicts.ts'
import { fixtureLook } from '../support/charts.ts'
import { fixtureReadings } from '../support/readings.ts'

const ja = fixtureLook('ja')
const en = fixtureLook('en')
const readings = fixtureReadings()

describe('assets', () => {
  it('sorts returns and leaves out yields and volatility indices', () => {
    const { data } = plot(chartOf('assets', readings.assets, 'main', en)).config
    expect(data.labels[0]).toBe('Dollar index')
    expect(data.labels.at(-1)).toBe('ETH')
    expect(data.labels).toHaveLength(10)
    expect(data.datasets[0]?.data).toEqual(
      [...(data.datasets[0]?.data ?? [])].sort((a, b) => Number(b) - Number(a)),
    )
  })
})

describe('assets printed too coarsely', () => {
  it('are drawn, but never the best or the worst', () => {
    const rows = readings.assets.value.rows.map((row) =>
      row.id === 'dxy' ? { ...row, coarse: true as const } : row,
    )
    const chart = chartOf(
      'assets',
      { ...readings.assets, value: { ...readings.assets.value, rows } },
      'main',
      en,
    )
    expect(plot(chart).config.data.labels[0]).toBe('Dollar index')
    expect(chart?.alt).toContain('Best: US long bonds')
  })
})

describe('marketcap', () => {
  it('draws the level that was crossed, and tells the newest value above the plot', () => {
    const { frame } = plot(chartOf('marketcap', readings.marketcap, 'main', ja))
    expect(frame.marks).toEqual([{ type: 'level', value: 3e12, text: '3兆ドル' }])
    expect(frame.captions?.center?.text).toBe('▼ 最新 2.98兆ドル（前週比−7.2%）')
    expect(frame.captions?.center?.tone).toBe('down')
  })

  it('marks the peak where no level was crossed', () => {
    const calm = { ...readings.marketcap, value: { ...readings.marketcap.value, crossed: [] } }
    expect(plot(chartOf('marketcap', calm, 'main', en)).frame.marks).toMatchObject([{ type: 'point' }])
  })

  it('tells its age where its youngest fact is old', () => {
    const old = { ...readings.marketcap, asOf: readings.marketcap.week.end - 50 * HOUR }
    expect(plot(chartOf('marketcap', old, 'main', en)).frame.heading?.subtitle).toContain('(as of ')
    expect(plot(chartOf('marketcap', readings.marketcap, 'main', en)).frame.heading?.subtitle).not.toContain(
      'as of',
    )
  })
})

describe('funding', () => {
  it('colours bars by sign, keeps gaps as gaps, and hatches them', () => {
    const spec = plot(chartOf('funding', readings.funding, 'main', ja))
    const bars = spec.config.data.datasets.find(({ type }) => type === 'bar')
    const gap = bars?.data.indexOf(null) ?? -1
    expect(gap).toBeGreaterThan(0)
    expect(spec.frame.marks).toContainEqual({ type: 'missing', from: gap, to: gap + 1 })
    const colors = bars?.backgroundColor as string[]
    expect(colors.at(-1)).toBe('#F2604F')
  })

  it('tells of the newest bar, its venue, and the run of its sign there', () => {
    const { captions, heading } = plot(chartOf('funding', readings.funding, 'main', en)).frame
    const latest = readings.funding.value.daily.at(-1)?.[1] ?? 0
    expect(captions?.center?.text).toBe(
      `▼ Latest −${(-latest * 100).toFixed(4)}% (−${(-latest * 109500).toFixed(1)}% annualized, negative for four settlements)`,
    )
    expect(captions?.right?.text).toBe('BTC price $87,900')
    expect(heading?.subtitle).toContain('on Binance')
  })

  it('its callout is of the bars, not of the rate over venues, and of no run of another sign', () => {
    const bars = readings.funding.value.daily.map(([day], i, { length }) => {
      return [day, i === length - 1 ? 0.0001 : 0.00005] as const
    })
    const value = { ...readings.funding.value, rate8h: -0.0005, apr: -0.5, daily: bars }
    const chart = chartOf('funding', { ...readings.funding, value }, 'main', en)
    expect(plot(chart).frame.captions?.center?.text).toBe('▲ Latest +0.0100% (+11.0% annualized)')
    expect(chart?.alt).toContain('Latest 0.0100%')
  })
})

describe('openinterest', () => {
  it('marks the 90-day peak on its own line', () => {
    const spec = plot(chartOf('openinterest', readings.openinterest, 'main', en))
    const [mark] = spec.frame.marks
    expect(mark).toMatchObject({ type: 'point', text: '90-day peak 6 Oct 2025: $230B' })
    const { dataset, index } = mark as { dataset: number; index: number }
    expect(spec.config.data.datasets[dataset]?.data[index]).toBe(2.3e11)
  })

  it('marks no peak, and tells no distance from it, where it is only the first days left in the window', () => {
    const rows = readings.openinterest.value.rows.map((row) => ({ ...row, peakAtEdge: true }))
    const edge = { ...readings.openinterest, value: { ...readings.openinterest.value, rows } }
    const { frame } = plot(chartOf('openinterest', edge, 'main', en))
    expect(frame.marks).toEqual([])
    expect(frame.captions?.center?.text).not.toContain('peak')
  })

  it('tells the week in coins beside the week in dollars, as the verdict has it', () => {
    const [row] = readings.openinterest.value.rows
    if (!row) throw new Error('the fixture has no row')
    const leverage = leverageOf({ coinsWeek: { low: 0.046, high: 0.077 } })
    const value = { rows: [{ ...row, asset: 'bitcoin', symbol: 'BTC' }], prices: [], leverage }
    const chart = chartOf('openinterest', { ...readings.openinterest, value }, 'main', en)
    expect(plot(chart).frame.captions?.center?.text).toContain('(−6.1% on the week, up 5–8% in coins')
    expect(chart?.alt).toContain('up 5–8% in coins')
  })
})

describe('the distance of open interest from its record', () => {
  it('is told as none where it prints as 0.0 %', () => {
    const [row] = readings.openinterest.value.rows
    if (!row?.end) throw new Error('the fixture has no row')
    const recordPeak = { value: row.end * 1.0002, date: '2025-06-29' as const }
    const value = {
      ...readings.openinterest.value,
      rows: [{ ...row, peakAtEdge: true, recordPeak, recordStart: '2025-01-01' as const }],
    }
    const alt = chartOf('openinterest', { ...readings.openinterest, value }, 'main', en)?.alt
    expect(alt).toContain('at its highest on record (since January)')
    expect(alt).not.toContain('0.0%')
  })
})

describe('the map of movers', () => {
  it('calls coins that happen to be on record no largest ones', () => {
    const value = { ...readings.movers.value, all: readings.movers.value.all.slice(0, 13) }
    const altIn = (look: typeof en) => chartOf('movers', { ...readings.movers, value }, 'map', look)?.alt
    expect(altIn(en)).toContain('Week return of the 13 coins counted in the top 100')
    expect(altIn(ja)).toContain('時価総額上位100位のうち集計した13銘柄の週間騰落率')
  })
})

describe('the bars of movers', () => {
  const alt = (value: Partial<typeof readings.movers.value>, look = en) =>
    chartOf('movers', { ...readings.movers, value: { ...readings.movers.value, ...value } }, 'main', look)
      ?.alt

  it('call no loss the best, and no gain the worst', () => {
    const { gainers, losers } = readings.movers.value
    expect(alt({})).toMatch(/Best: .* at \+.*; worst: .* at −/)
    expect(alt({ gainers: [] })).toMatch(/None rose; worst: .* at −/)
    expect(alt({ gainers: [] })).not.toContain('Best')
    expect(alt({ losers: [] })).toMatch(/Best: .* at \+.*; none fell/)
    expect(gainers.length * losers.length).toBeGreaterThan(0)
  })
})

describe('volatility', () => {
  it('keeps a gap in the record as a gap in the line', () => {
    const [row] = readings.volatility.value.rows
    if (!row) throw new Error('the fixture has no row')
    const broken = { ...row, series: row.series.filter((_, i) => i !== 100) }
    const reading = { ...readings.volatility, value: { rows: [broken] } }
    const [line] = plot(chartOf('volatility', reading, 'main', en)).config.data.datasets
    expect(line?.data[100]).toBeNull()
    expect(line?.data).toHaveLength(row.series.length)
    expect(line?.spanGaps).toBe(false)
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

  it('names the past year from 350 days on, the record before, in callout, band and alternative text', () => {
    const year = drawn({ word: 'high', moved: 'rose', days: 350, span: 'year' })
    expect(plot(year).frame.captions?.center?.text).toContain('top 18% of the past year')
    expect(plot(year).frame.captions?.right?.text).toContain('past year')
    const record = drawn({ word: 'high', moved: 'rose', days: 249, span: 'record' })
    const texts = [
      plot(record).frame.captions?.center?.text,
      plot(record).frame.captions?.right?.text,
      record?.alt,
    ]
    for (const text of texts) expect(text).toMatch(/of our record \(since September\)/)
    expect(texts.join()).not.toContain('past year')
  })

  it('calls nothing high or low that the verdict does not', () => {
    const normal = drawn({ word: 'normal', moved: 'rose', days: 365, span: 'year' })
    expect(plot(normal).frame.captions?.center?.text).not.toMatch(/top|bottom/)
  })
})

describe('sectors', () => {
  it('say of an index of three coins that it is one', () => {
    const { rows } = readings.sectors.value
    const value = {
      ...readings.sectors.value,
      rows: rows.map((row, i) => (i === 0 ? { ...row, members: 3, few: true } : row)),
    }
    const chart = chartOf('sectors', { ...readings.sectors, value }, 'main', en)
    expect(plot(chart).config.data.labels[0]).toBe('Privacy (3 coins)')
    expect(chart?.alt).toContain('Privacy (3 coins)')
  })
})

describe('macro', () => {
  it('draws odds where no curve is known', () => {
    const reading = { ...readings.macro, value: { ...readings.macro.value, curves: [] } }
    const { data } = plot(chartOf('macro', reading, 'main', en)).config
    expect(data.labels).toEqual(['Cut', 'Cut, a week ago', 'Hold', 'Hike'])
  })

  it('names both dates of a curve', () => {
    const { frame } = plot(chartOf('macro', readings.macro, 'main', ja))
    expect(frame.marks.map((mark) => 'text' in mark && mark.text)).toEqual(['11/21', '11/14'])
  })
})

describe('volume', () => {
  it('draws the mean of the four weeks before, and none across a missing week', () => {
    const spec = plot(chartOf('volume', readings.volume, 'main', en))
    const [mean] = spec.config.data.datasets
    const weeks = readings.volume.value.weeks.map(([, value]) => value ?? Number.NaN)
    expect(mean?.data.slice(0, 4)).toEqual([null, null, null, null])
    expect(mean?.data[4]).toBeCloseTo(weeks.slice(0, 4).reduce((sum, value) => sum + value, 0) / 4)
    expect(mean?.data.slice(8, 12)).toEqual([null, null, null, null])
    expect(spec.frame.marks).toEqual([{ type: 'missing', from: 7, to: 7 }])
  })
})

describe('maps', () => {
  it('are square, and hold every pair and every coin', () => {
    const map = chartOf('correlation', readings.correlation, 'map', en)
    expect(map?.size).toEqual({ width: 1200, height: 1200 })
    expect(plot(map).frame.marks.map(({ type }) => type)).toEqual(['matrix', 'legend'])
    const tree = plot(chartOf('movers', readings.movers, 'map', en)).frame.marks[0]
    expect(tree?.type === 'treemap' && tree.tiles).toHaveLength(readings.movers.value.all.length)
  })

  it('write null where a correlation is unknown', () => {
    const { matrix } = readings.correlation.value
    if (!matrix) throw new Error('the fixture has no matrix')
    const values = matrix.values.map((row, i) => row.map((value, j) => (i + j === 1 ? Number.NaN : value)))
    const reading = {
      ...readings.correlation,
      value: { ...readings.correlation.value, matrix: { ...matrix, values } },
    }
    const [mark] = plot(chartOf('correlation', reading, 'map', en)).frame.marks
    expect(mark?.type === 'matrix' && mark.values[0]?.[1]).toBeNull()
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
  it('has four panels, and another topic where one has no data', () => {
    const titles = panelTitles(sheetOf(readings, en))
    expect(titles).toEqual([
      'Total crypto market cap',
      'Week return by asset',
      'Perpetual futures open interest',
      'BTC 7-day realized volatility',
    ])
    const { openinterest, volatility, ...rest } = readings
    expect(panelTitles(sheetOf(rest, en)).slice(2)).toEqual([
      'BTC funding on Binance (8-hour equivalent)',
      'Week return by sector',
    ])
  })
})

function plot(chart: Chart | undefined): PlotSpec {
  if (chart?.spec.kind !== 'plot') throw new Error('a single plot was expected')
  return chart.spec
}

function panelTitles(chart: Chart | undefined): (string | undefined)[] {
  if (chart?.spec.kind !== 'sheet') throw new Error('a sheet was expected')
  return chart.spec.panels.map(({ plot: panel }) => panel.frame.panel?.title)
}
