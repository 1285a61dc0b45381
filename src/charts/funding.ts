/** Half a year of one asset's funding: a bar a day in the colour of its sign, the price as a line over it. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { FundingReading } from '#src/services/funding.ts'
import { dateAxis, valueAxis } from './axes.ts'
import { barsOf, casingOf, lineOf } from './datasets.ts'
import { daysOf, edgeTicks, gapsOf, monthTicks, tellDay, tellDays, valuesAt } from './days.ts'
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
  const { symbol } = value
  const ends = extremesOf(value.daily)
  if (!ends || !isLine(value.daily)) return undefined
  const period = tellDays(daysOf([value.daily]), words)
  const price = extremesOf(value.prices)?.latest
  const rate = value.rate8h ?? ends.latest
  const spec = pagePlot(look, {
    ...request(reading, look, false, yearly ? 'percent' : 'rate'),
    subtitle: agedSubtitle(
      words.say(yearly ? 'charts:funding.aprSubtitle' : 'charts:funding.subtitle', { symbol, period }),
      reading,
      look,
    ),
    captions: {
      left: {
        text: words.say(yearly ? 'charts:funding.aprCaption' : 'charts:funding.caption'),
        tone: 'sub',
      },
      center: newestRate(source.value.rate8h ?? extremesOf(source.value.daily)?.latest ?? 0, source, look),
      ...(price !== undefined && {
        right: { text: words.say('charts:funding.priceNow', { symbol, price }), tone: 'line', strong: true },
      }),
    },
  })
  const alt = altOf(look, [
    words.say(yearly ? 'charts:funding.aprAlt' : 'charts:funding.alt', {
      symbol,
      period,
      latest: rate,
      high: ends.high,
      highDate: tellDay(ends.highDay, words),
      low: ends.low,
      lowDate: tellDay(ends.lowDay, words),
    }),
    ...(price !== undefined ? [words.say('charts:funding.altPrice', { symbol, price })] : []),
  ])
  return { spec, alt, size: WIDE }
}

export function fundingPanel(reading: Reading<FundingReading>, look: ChartLook): PlotSpec | undefined {
  const { value } = reading
  const ends = extremesOf(value.daily)
  if (!ends || !isLine(value.daily)) return undefined
  const rate = value.rate8h ?? ends.latest
  return panelPlot(look, {
    ...request(reading, look, true),
    title: look.words.say('charts:funding.panel', { symbol: value.symbol }),
    value: { text: formatPercent(rate, 4, 'always'), tone: toneOfSign(rate) },
  })
}

/** The rate now, its yearly rate, and the run of its sign where the run is of that sign. */
function newestRate(rate: number, { value }: Reading<FundingReading>, look: ChartLook): Caption {
  const { words } = look
  const notes = value.apr === undefined ? [] : [words.say('charts:notes.annualized', { apr: value.apr })]
  const { run } = value
  if (run && run.prints > 1 && run.sign === 'negative' && rate < 0) {
    notes.push(words.say('charts:notes.negativeRun', { prints: run.prints }))
  }
  if (run && run.prints > 1 && run.sign === 'positive' && rate > 0) {
    notes.push(words.say('charts:notes.positiveRun', { prints: run.prints }))
  }
  return { text: calloutOf(look, formatPercent(rate, 4, 'always'), rate, notes), tone: toneOfSign(rate) }
}

/** 1095 intervals of 8 hours a year, not compounded: the same as the annualised figure. */
function perYear(reading: Reading<FundingReading>): Reading<FundingReading> {
  const { value } = reading
  const yearly = value.daily.map(([day, rate]) => [day, rate === null ? null : rate * 1095] as const)
  return {
    ...reading,
    value: { ...value, daily: yearly, ...(value.apr !== undefined && { rate8h: value.apr }) },
  }
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
  const labels = days.map((day) => tellDay(day, words))
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
