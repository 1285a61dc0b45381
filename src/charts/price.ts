/** The price of one coin over a window, with its highest day marked; several coins are drawn as an index. */
import { formatPercent, formatPrice } from '#src/i18n/numbers.ts'
import type { PriceReading, PriceRow } from '#src/services/price.ts'
import { dateAxis, valueAxis } from './axes.ts'
import { indexedLines } from './compare.ts'
import { lineOf } from './datasets.ts'
import { daysOf, formatDay, formatDays, gapsOf, monthTicks, valuesAt } from './days.ts'
import { extremesOf, isLine } from './extremes.ts'
import type { Chart, ChartLook } from './look.ts'
import { altOf, pagePlot, skinOf } from './plot.ts'
import type { Mark } from './spec.ts'
import { WIDE } from './spec.ts'
import { tokensOf, toneOfSign } from './theme.ts'
import { priceTick } from './ticks.ts'

export function priceChart({ rows, days }: PriceReading, look: ChartLook): Chart | undefined {
  const drawn = rows.filter((row) => isLine(row.series))
  const [only, ...others] = drawn
  if (!only) return undefined
  if (others.length === 0) return priceLine(only, days, look)
  const lines = drawn.map(({ asset, series }) => ({ name: asset.symbol, points: fromFirst(series) }))
  return indexedLines(lines, look)
}

function priceLine(
  { asset, series, changeWindow, live, price }: PriceRow,
  window: number,
  given: ChartLook,
): Chart | undefined {
  const ends = extremesOf(series)
  if (!ends) return undefined
  const { words } = given
  // The line ends at the last close: beside it a headline with the price of this moment would be wrong.
  const isNow = live !== undefined && !live.isStale && typeof price === 'number'
  const look = isNow
    ? { ...given, title: words.say('charts:price.closed', { symbol: asset.symbol, price }) }
    : given
  const skin = skinOf(look)
  const { symbol } = asset
  const days = daysOf([series])
  const data = valuesAt(series, days)
  const period = formatDays(days, words)
  const axis = valueAxis({ values: data, format: priceTick, zero: 'never', count: 5, headroom: 0.14 }, skin)
  const change = typeof changeWindow === 'number' ? changeWindow : 0
  const peak = days.indexOf(ends.highDay)
  const marks: Mark[] = gapsOf(data).map((gap) => ({ type: 'missing', ...gap }))
  if (peak >= 0 && peak < days.length - 1) {
    const text = words.say('charts:price.peak', { date: formatDay(ends.highDay, words), price: ends.high })
    marks.push({ type: 'point', dataset: 0, index: peak, text, tone: 'accent' })
  }
  const spec = pagePlot(look, {
    type: 'line',
    labels: days.map((day) => formatDay(day, words)),
    datasets: [
      lineOf({
        label: words.say('charts:price.series', { symbol }),
        data,
        color: tokensOf(skin).accent,
        unit: 'price',
      }),
    ],
    scales: { x: dateAxis(monthTicks(days, words), skin), y: axis.options },
    subtitle: words.say('charts:price.subtitle', { symbol, period }),
    captions: {
      center: {
        text: words.say('charts:price.callout', {
          price: formatPrice(ends.latest, words.locale),
          days: window,
          change: formatPercent(change, 1, 'always'),
        }),
        tone: toneOfSign(change),
      },
    },
    marks,
  })
  const alt = altOf(look, [
    words.say('charts:price.alt', {
      symbol,
      period,
      latest: ends.latest,
      high: ends.high,
      highDate: formatDay(ends.highDay, words),
      low: ends.low,
      lowDate: formatDay(ends.lowDay, words),
    }),
  ])
  return { spec, alt, size: WIDE }
}

function fromFirst(series: PriceRow['series']): PriceRow['series'] {
  const first = series.find(([, value]) => value !== null)?.[1]
  return series.map(([time, value]) => [time, value === null || !first ? null : value / first])
}
