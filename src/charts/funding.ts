/** Half a year of one asset's funding: a bar a day in the colour of its sign, the price as a line over it. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { FundingReading } from '#src/services/funding/reading.ts'
import { dateAxis, valueAxis } from './axes.ts'
import { barsOf, casingOf, lineOf } from './datasets.ts'
import { daysOf, edgeTicks, formatDay, formatDays, gapsOf, monthTicks, valuesAt } from './days.ts'
import { extremesOf, isLine } from './extremes.ts'
import type { Chart, ChartLook } from './look.ts'
import { agedSubtitle, altOf, calloutOf, pagePlot, panelPlot, type PlotRequest, skinOf } from './plot.ts'
import type { Caption, PlotSpec } from './spec.ts'
import { WIDE } from './spec.ts'
import { colorOf, tokensOf, toneOfSign } from './theme.ts'
import { moneyTick, percentTick } from './ticks.ts'

/** `view` is `apr` for rates a year; else they are fractions per 8 hours. */
export function funding(source: Reading<FundingReading>, look: ChartLook, view?: string): Chart | undefined {
  const { words } = look
  const yearly = view === 'apr'
  const reading = yearly ? perYear(source) : source
  const { value } = reading
  const { symbol, referenceVenue: venue } = value
  const ends = extremesOf(value.daily)
  if (!ends || !isLine(value.daily)) return undefined
  const period = formatDays(daysOf([value.daily]), words)
  const price = extremesOf(value.prices)?.latest
  const spec = pagePlot(look, {
    ...request(reading, look, false, yearly ? 'percent' : 'rate'),
    subtitle: agedSubtitle(
      words.say(yearly ? 'charts:funding.aprSubtitle' : 'charts:funding.subtitle', {
        symbol,
        venue,
        period,
      }),
      reading,
      look,
    ),
    captions: {
      left: {
        text: words.say(yearly ? 'charts:funding.aprCaption' : 'charts:funding.caption'),
        tone: 'sub',
      },
      center: newestDay(extremesOf(source.value.daily)?.latest ?? 0, source, look),
      ...(price !== undefined && {
        right: { text: words.say('charts:funding.priceNow', { symbol, price }), tone: 'line', strong: true },
      }),
    },
  })
  const alt = altOf(look, [
    words.say(yearly ? 'charts:funding.aprAlt' : 'charts:funding.alt', {
      symbol,
      venue,
      period,
      latest: ends.latest,
      high: ends.high,
      highDate: formatDay(ends.highDay, words),
      low: ends.low,
      lowDate: formatDay(ends.lowDay, words),
    }),
    ...(price !== undefined ? [words.say('charts:funding.altPrice', { symbol, price })] : []),
  ])
  return { spec, alt, size: WIDE }
}

export function fundingPanel(reading: Reading<FundingReading>, look: ChartLook): PlotSpec | undefined {
  const { value } = reading
  const ends = extremesOf(value.daily)
  if (!ends || !isLine(value.daily)) return undefined
  const rate = ends.latest
  return panelPlot(look, {
    ...request(reading, look, true),
    title: look.words.say('charts:funding.panel', {
      symbol: value.symbol,
      venue: value.referenceVenue,
    }),
    value: { text: formatPercent(rate, 4, 'always'), tone: toneOfSign(rate) },
  })
}

/** The newest bar, its yearly rate, and the run of its sign: all of the venue that the bars are of. */
function newestDay(rate: number, { value }: Reading<FundingReading>, look: ChartLook): Caption {
  const { words } = look
  const notes = [words.say('charts:notes.annualized', { apr: rate * PER_YEAR })]
  const run = value.verdict?.venues.find(({ venue }) => venue === value.referenceVenue)?.endRun
  if (run && run.settlements >= LEAST_RUN && run.sign === 'negative' && rate < 0) {
    notes.push(words.say('charts:notes.negativeRun', { prints: run.settlements }))
  }
  if (run && run.settlements >= LEAST_RUN && run.sign === 'positive' && rate > 0) {
    notes.push(words.say('charts:notes.positiveRun', { prints: run.settlements }))
  }
  return { text: calloutOf(look, formatPercent(rate, 4, 'always'), rate, notes), tone: toneOfSign(rate) }
}

/** Intervals of 8 hours a year, not compounded. */
const PER_YEAR = 1095
/** Settlements in a row that are a run. */
const LEAST_RUN = 3

function perYear(reading: Reading<FundingReading>): Reading<FundingReading> {
  const { value } = reading
  const yearly = value.daily.map(([day, rate]) => [day, rate === null ? null : rate * PER_YEAR] as const)
  return { ...reading, value: { ...value, daily: yearly } }
}

function request(
  { value }: Reading<FundingReading>,
  look: ChartLook,
  panel = false,
  unit: 'rate' | 'percent' = 'rate',
): PlotRequest {
  const { words } = look
  const skin = skinOf(look)
  const tokens = tokensOf(skin)
  const days = daysOf([value.daily])
  const data = valuesAt(value.daily, days)
  const bars = barsOf({
    label: words.say('charts:funding.series'),
    data,
    color: data.map((rate) => colorOf(toneOfSign(rate ?? 0), skin)),
    unit,
    share: 0.85,
  })
  const rates = valueAxis(
    {
      values: data,
      format: percentTick,
      zero: 'always',
      count: panel ? 3 : 5,
      side: panel ? 'right' : 'left',
      intl: PERCENT,
    },
    skin,
  )
  const x = dateAxis(panel ? edgeTicks(days, words) : monthTicks(days, words), skin, {
    offset: true,
    inner: panel,
  })
  const marks = gapsOf(data).map((gap) => ({ type: 'missing' as const, ...gap }))
  const labels = days.map((day) => formatDay(day, words))
  const prices = valuesAt(value.prices, days)
  if (panel || !prices.some((price) => price !== null)) {
    return { type: 'bar', labels, marks, datasets: [bars], scales: { x, y: rates.options } }
  }
  const label = words.say('charts:funding.price', { symbol: value.symbol })
  const line = lineOf({ label, data: prices, color: tokens.line, unit: 'price', axis: 'price' })
  const price = valueAxis(
    {
      values: prices,
      format: moneyTick,
      zero: 'never',
      count: 5,
      side: 'right',
      color: tokens.line,
      grid: false,
      intl: COMPACT,
    },
    skin,
  )
  return {
    type: 'bar',
    labels,
    marks,
    // Chart.js draws the first dataset last, so on top.
    datasets: [line, casingOf(line, skin), bars],
    scales: { x, y: rates.options, price: price.options },
  }
}

const PERCENT = { style: 'percent', minimumFractionDigits: 3 }
const COMPACT = { notation: 'compact', style: 'currency', currency: 'USD' }
