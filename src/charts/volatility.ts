/** Realised volatility over a year: a line, and the band between its 20th and 80th percentile. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { VolatilityReading, VolatilityRow } from '#src/services/volatility.ts'
import { dateAxis, valueAxis } from './axes.ts'
import { lineOf } from './datasets.ts'
import { daysOf, edgeTicks, formatDay, formatDays, monthTicks, valuesAt } from './days.ts'
import { extremesOf, isLine } from './extremes.ts'
import type { Chart, ChartLook } from './look.ts'
import { agedSubtitle, altOf, calloutOf, pagePlot, panelPlot, type PlotRequest, skinOf } from './plot.ts'
import type { Dataset, PlotSpec, Skin } from './spec.ts'
import { WIDE } from './spec.ts'
import { fade, tokensOf } from './theme.ts'
import { percentTick } from './ticks.ts'

/** `asset` is a row's asset; the first row that can be drawn where it is left out. */
export function volatility(
  reading: Reading<VolatilityReading>,
  look: ChartLook,
  asset?: string,
): Chart | undefined {
  const { words } = look
  const row = rowOf(reading.value, asset)
  const ends = row && extremesOf(row.series)
  if (!row || !ends) return undefined
  const { symbol } = row
  const period = formatDays(daysOf([row.series]), words)
  const latest = row.rv7d ?? ends.latest
  const change = row.rv7dWeekAgo === undefined ? 0 : latest - row.rv7dWeekAgo
  const notes = notesOf(row, look)
  const spec = pagePlot(look, {
    ...request(row, look),
    subtitle: agedSubtitle(words.say('charts:volatility.subtitle', { symbol, period }), reading, look),
    captions: {
      // More or less volatility is neither gain nor loss: the line's own colour.
      center: { text: calloutOf(look, formatPercent(latest), change, notes), tone: 'accent' },
      ...(row.band && { right: { text: bandText(row, look), tone: 'sub' } }),
    },
  })
  const alt = altOf(look, [
    words.say('charts:volatility.alt', {
      symbol,
      period,
      latest,
      high: ends.high,
      highDate: formatDay(ends.highDay, words),
      low: ends.low,
      lowDate: formatDay(ends.lowDay, words),
    }),
    ...(row.band
      ? [words.say(`charts:volatility.altBand.${spanOf(row)}`, { ...row.band, ...startOf(row) })]
      : []),
  ])
  return { spec, alt, size: WIDE }
}

export function volatilityPanel(reading: Reading<VolatilityReading>, look: ChartLook): PlotSpec | undefined {
  const row = rowOf(reading.value)
  const ends = row && extremesOf(row.series)
  if (!row || !ends) return undefined
  return panelPlot(look, {
    ...request(row, look, true),
    title: look.words.say('charts:volatility.panel', { symbol: row.symbol }),
    value: { text: formatPercent(row.rv7d ?? ends.latest), tone: 'accent' },
  })
}

function rowOf(reading: VolatilityReading, asset?: string): VolatilityRow | undefined {
  const drawn = reading.rows.filter((row) => isLine(row.series))
  return drawn.find((row) => row.asset === asset) ?? drawn[0]
}

/** A week ago, and where the verdict calls the value low or high its place, of the span that it rests on. */
function notesOf(row: VolatilityRow, { words }: ChartLook): string[] {
  const { rv7dWeekAgo: value, rv7dPercentile1y: percentile, verdict } = row
  const notes = value === undefined ? [] : [words.say('charts:notes.weekAgo', { value })]
  if (percentile === undefined || verdict === undefined || verdict.word === 'normal') return notes
  const side = verdict.word === 'high' ? 'top' : 'bottom'
  const share = Math.max(0.01, side === 'top' ? 1 - percentile : percentile)
  const name = spanOf(row) === 'year' ? side : (`${side}Record` as const)
  return [...notes, words.say(`charts:notes.${name}`, { share, ...startOf(row) })]
}

function bandText(row: VolatilityRow, { words }: ChartLook): string {
  return words.say(`charts:volatility.band.${spanOf(row)}`, startOf(row))
}

/** What the earlier days are: the past year, or a shorter record. */
function spanOf({ verdict }: VolatilityRow): 'year' | 'record' {
  return verdict?.span ?? 'record'
}

/** Where the earlier days begin: with the record, or a year ago. */
function startOf({ recordStart, series }: VolatilityRow) {
  if (recordStart === undefined) return {}
  return { start: Math.max(startOfDay(recordStart), series[0]?.[0] ?? 0) }
}

function request(row: VolatilityRow, look: ChartLook, panel = false): PlotRequest {
  const { words } = look
  const skin = skinOf(look)
  const days = daysOf([row.series])
  const data = valuesAt(row.series, days)
  const axis = valueAxis(
    {
      values: data,
      format: percentTick,
      zero: 'near',
      count: panel ? 3 : 5,
      side: panel ? 'right' : 'left',
      intl: PERCENT,
    },
    skin,
  )
  const label = words.say('charts:volatility.series')
  return {
    type: 'line',
    labels: days.map((day) => formatDay(day, words)),
    datasets: [
      lineOf({ label, data, color: tokensOf(skin).accent, unit: 'percent', width: 2.5 }),
      ...(row.band ? bandOf(row.band, days.length, skin) : []),
    ],
    scales: {
      x: dateAxis(panel ? edgeTicks(days, words) : monthTicks(days, words), skin, { inner: panel }),
      y: axis.options,
    },
  }
}

/** Two level lines with the ground between them filled. */
function bandOf(
  band: { readonly low: number; readonly high: number },
  length: number,
  skin: Skin,
): Dataset[] {
  const level = (value: number, extra: Record<string, string | boolean>): Dataset => ({
    ...lineOf({
      label: '',
      data: Array<number>(length).fill(value),
      color: tokensOf(skin).sub,
      unit: 'percent',
      width: 0,
      dots: 'none',
    }),
    ...extra,
  })
  return [
    level(band.high, { fill: '+1', backgroundColor: fade(tokensOf(skin).sub, 0.16) }),
    level(band.low, { fill: false }),
  ]
}

const PERCENT = { style: 'percent' }
