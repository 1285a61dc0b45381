/** The value of all crypto over a year: a line, and the round level that the week crossed. */
import { formatAmount, formatLevel } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { MarketcapReading } from '#src/services/marketcap.ts'
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

/** `view` is `exbtc` or `exstable` where the reading's series is what is left without those. */
export function marketcap(
  reading: Reading<MarketcapReading>,
  look: ChartLook,
  view?: string,
): Chart | undefined {
  const { words } = look
  const { value } = reading
  const ends = extremesOf(value.series)
  if (!ends || !isLine(value.series)) return undefined
  const days = daysOf([value.series])
  const period = formatDays(days, words)
  const change = value.weekChange
  const notes = change === undefined ? [] : [words.say('charts:notes.weekOnWeek', { change })]
  const spec = pagePlot(look, {
    ...lineRequest(reading, look),
    subtitle: agedSubtitle(words.say(subtitleKey(view), { period }), reading, look),
    captions: {
      center: {
        text: calloutOf(look, formatAmount(ends.latest, words.locale), change ?? 0, notes),
        tone: toneOfSign(change ?? 0),
      },
    },
    marks: marksOf(reading, look),
  })
  const alt = altOf(look, [
    words.say('charts:marketcap.alt', {
      period,
      latest: ends.latest,
      high: ends.high,
      highDate: formatDay(ends.highDay, words),
      low: ends.low,
      lowDate: formatDay(ends.lowDay, words),
    }),
    ...notes.map((note) => words.say('charts:sourceEnd', { source: note })),
  ])
  return { spec, alt, size: WIDE }
}

export function marketcapPanel(reading: Reading<MarketcapReading>, look: ChartLook): PlotSpec | undefined {
  const ends = extremesOf(reading.value.series)
  if (!ends || !isLine(reading.value.series)) return undefined
  return panelPlot(look, {
    ...lineRequest(reading, look, true),
    title: look.words.say('charts:marketcap.panel'),
    value: { text: formatAmount(ends.latest, look.words.locale), tone: 'accent' },
  })
}

function lineRequest(reading: Reading<MarketcapReading>, look: ChartLook, panel = false): PlotRequest {
  const { words } = look
  const skin = skinOf(look)
  const days = daysOf([reading.value.series])
  const data = valuesAt(reading.value.series, days)
  const axis = valueAxis(
    {
      values: data,
      format: moneyTick,
      zero: 'never',
      // Where no level was crossed, the peak's text stands above the line.
      headroom: panel || reading.value.crossed.length > 0 ? 0.06 : 0.14,
      count: panel ? 3 : 5,
      side: panel ? 'right' : 'left',
      intl: COMPACT,
    },
    skin,
  )
  return {
    type: 'line',
    labels: days.map((day) => formatDay(day, words)),
    datasets: [
      lineOf({
        label: words.say('charts:marketcap.series'),
        data,
        color: tokensOf(skin).accent,
        unit: 'amount',
      }),
    ],
    scales: {
      x: dateAxis(panel ? edgeTicks(days, words) : monthTicks(days, words), skin, { inner: panel }),
      y: axis.options,
    },
  }
}

const COMPACT = { notation: 'compact', style: 'currency', currency: 'USD' }

function subtitleKey(view?: string) {
  if (view === 'exbtc') return 'charts:marketcap.exbtcSubtitle'
  return view === 'exstable' ? 'charts:marketcap.exstableSubtitle' : 'charts:marketcap.subtitle'
}

const EDGE_DAYS = 7

/** The level crossed this week, else the highest of the drawn year. */
function marksOf({ value }: Reading<MarketcapReading>, { words }: ChartLook): Mark[] {
  const level = value.crossed.at(-1)?.level
  if (level !== undefined) return [{ type: 'level', value: level, text: formatLevel(level, words.locale) }]
  const ends = extremesOf(value.series)
  if (!ends || ends.highDay === ends.latestDay) return []
  const index = daysOf([value.series]).indexOf(ends.highDay)
  // The first days of the drawn line are what is left of an earlier fall.
  if (index < EDGE_DAYS) return []
  const text = words.say('charts:marketcap.peak', { date: formatDay(ends.highDay, words), value: ends.high })
  return [{ type: 'point', dataset: 0, index, text, tone: 'accent' }]
}
