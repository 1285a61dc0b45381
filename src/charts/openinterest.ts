/** Open interest over half a year: an area from zero with its peak marked, and the price of bitcoin over it. */
import { formatAmount } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import { startOfDay } from '#src/market/time.ts'
import type { OpenInterestReading, OpenInterestRow } from '#src/services/openinterest.ts'
import { dateAxis, valueAxis } from './axes.ts'
import { lineOf } from './datasets.ts'
import { daysOf, edgeTicks, formatDay, formatDays, monthTicks, valuesAt } from './days.ts'
import { extremesOf, isLine } from './extremes.ts'
import type { Chart, ChartLook } from './look.ts'
import { agedSubtitle, altOf, calloutOf, pagePlot, panelPlot, type PlotRequest, skinOf } from './plot.ts'
import type { Mark, PlotSpec } from './spec.ts'
import { WIDE } from './spec.ts'
import { tokensOf, toneOfSign } from './theme.ts'
import { moneyTick } from './ticks.ts'

/** `asset` is a row's asset; the first row that can be drawn where it is left out. */
export function openinterest(
  reading: Reading<OpenInterestReading>,
  look: ChartLook,
  asset?: string,
): Chart | undefined {
  const { words } = look
  const row = rowOf(reading.value, asset)
  const ends = row && extremesOf(row.series)
  if (!row || !ends) return undefined
  const days = daysOf([row.series])
  const period = formatDays(days, words)
  const name = nameOf(row, look)
  const price = extremesOf(reading.value.prices)?.latest
  const latest = row.end ?? ends.latest
  const notes = [
    ...(row.weekChange === undefined
      ? []
      : [words.say('charts:notes.weekOnWeek', { change: row.weekChange })]),
    ...coinsNote(row, reading.value, look),
    ...(row.drawdown90d === undefined || Math.abs(row.drawdown90d) < STILL || row.peakAtEdge
      ? []
      : [words.say('charts:notes.fromPeak', { change: row.drawdown90d })]),
    ...fromRecord(row, look),
  ]
  const sign = row.weekChange ?? 0
  const key = price === undefined ? 'charts:openinterest.subtitleAlone' : 'charts:openinterest.subtitle'
  const spec = pagePlot(look, {
    ...request(row, reading.value, look),
    subtitle: agedSubtitle(words.say(key, { name, period }), reading, look),
    captions: {
      left: { text: words.say('charts:openinterest.caption'), tone: 'accent', strong: true },
      center: {
        text: calloutOf(look, formatAmount(latest, words.locale), sign, notes),
        tone: toneOfSign(sign),
      },
      ...(price !== undefined && {
        right: { text: words.say('charts:openinterest.priceNow', { price }), tone: 'line', strong: true },
      }),
    },
    marks: peakOf(row, look, price === undefined ? 0 : 1),
  })
  const alt = altOf(look, [
    words.say('charts:openinterest.alt', {
      name,
      period,
      latest,
      high: ends.high,
      highDate: formatDay(ends.highDay, words),
    }),
    ...notes.map((note) => words.say('charts:sourceEnd', { source: note })),
  ])
  return { spec, alt, size: WIDE }
}

export function openinterestPanel(
  reading: Reading<OpenInterestReading>,
  look: ChartLook,
): PlotSpec | undefined {
  const row = rowOf(reading.value)
  const ends = row && extremesOf(row.series)
  if (!row || !ends) return undefined
  return panelPlot(look, {
    ...request(row, reading.value, look, true),
    title: look.words.say('charts:openinterest.panel', { name: nameOf(row, look) }),
    value: { text: formatAmount(row.end ?? ends.latest, look.words.locale), tone: 'accent' },
  })
}

function rowOf(reading: OpenInterestReading, asset?: string): OpenInterestRow | undefined {
  const drawn = reading.rows.filter((row) => isLine(row.series))
  return drawn.find((row) => row.asset === asset) ?? drawn[0]
}

function nameOf(row: OpenInterestRow, { words }: ChartLook): string {
  return row.asset === 'total' ? words.say('charts:openinterest.total') : row.symbol
}

function request(
  row: OpenInterestRow,
  reading: OpenInterestReading,
  look: ChartLook,
  panel = false,
): PlotRequest {
  const { words } = look
  const skin = skinOf(look)
  const tokens = tokensOf(skin)
  const days = daysOf([row.series])
  const data = valuesAt(row.series, days)
  const interest = valueAxis(
    {
      values: data,
      format: moneyTick,
      zero: 'always',
      headroom: panel ? 0.06 : HEADROOM,
      count: panel ? 3 : 5,
      side: panel ? 'right' : 'left',
      intl: COMPACT,
    },
    skin,
  )
  const label = words.say('charts:openinterest.series')
  const area = lineOf({ label, data, color: tokens.accent, unit: 'amount', area: true })
  const x = dateAxis(panel ? edgeTicks(days, words) : monthTicks(days, words), skin, { inner: panel })
  const labels = days.map((day) => formatDay(day, words))
  const prices = valuesAt(reading.prices, days)
  if (panel || !prices.some((price) => price !== null)) {
    return { type: 'line', labels, datasets: [area], scales: { x, y: interest.options } }
  }
  const line = lineOf({
    label: words.say('charts:openinterest.price'),
    data: prices,
    color: tokens.line,
    unit: 'price',
    axis: 'price',
    width: 2.5,
  })
  const price = valueAxis(
    {
      values: prices,
      format: moneyTick,
      zero: 'never',
      count: 5,
      side: 'right',
      color: tokens.line,
      grid: false,
      headroom: HEADROOM,
      intl: COMPACT,
    },
    skin,
  )
  return {
    type: 'line',
    labels,
    // The price lies on the area: Chart.js draws the first dataset last.
    datasets: [line, area],
    scales: { x, y: interest.options, price: price.options },
  }
}

/** The same week in coins, by the verdict that every text reads. */
function coinsNote(row: OpenInterestRow, { leverage }: OpenInterestReading, { words }: ChartLook): string[] {
  if (leverage === undefined || leverage.asset !== row.asset) return []
  const { low, high } = leverage.coinsWeek
  const coins = { low, high }
  if (leverage.word === 'calm') return [words.say('charts:notes.coinsStill')]
  if (low > 0) return [words.say('charts:notes.coinsMore', { coins })]
  return [words.say(high < 0 ? 'charts:notes.coinsFewer' : 'charts:notes.coinsUnclear', { coins })]
}

/** Where the record's peak is another than that of 90 days, it stands beside it. */
function fromRecord(
  { end, recordPeak, recordStart, peak90dDate, peakAtEdge }: OpenInterestRow,
  { words }: ChartLook,
): string[] {
  if (end === undefined || recordPeak === undefined || recordStart === undefined) return []
  if (!peakAtEdge && recordPeak.date === peak90dDate) return []
  const change = end / recordPeak.value - 1
  if (Math.abs(change) < STILL)
    return [words.say('charts:notes.atRecord', { start: startOfDay(recordStart) })]
  return [words.say('charts:notes.fromRecord', { change, date: startOfDay(recordPeak.date) })]
}

/** The 90-day peak, where there is one, it is drawn and not today. */
function peakOf(row: OpenInterestRow, { words }: ChartLook, dataset: number): Mark[] {
  if (row.peak90dDate === undefined || row.peak90d === undefined || row.peakAtEdge) return []
  const day = startOfDay(row.peak90dDate)
  const days = daysOf([row.series])
  const index = days.indexOf(day)
  if (index < 0 || index === days.length - 1) return []
  const text = words.say('charts:openinterest.peak', { date: formatDay(day, words), value: row.peak90d })
  return [{ type: 'point', dataset, index, text, tone: 'accent' }]
}

/** A distance that prints as 0.0 %, fraction. */
const STILL = 0.0005

/** The peak's text stands above both lines. */
const HEADROOM = 0.16

const COMPACT = { notation: 'compact', style: 'currency', currency: 'USD' }
