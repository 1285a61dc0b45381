/** Candles of one coin, or a line of its closes, with an average, volatility, funding or open interest over them. */
import { formatPercent, formatPrice } from '#src/i18n/numbers.ts'
import { formatDateTime, formatShortDate } from '#src/i18n/dates.ts'
import type { Words } from '#src/i18n/words.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { CandlesReading, Overlay } from '#src/services/candles.ts'
import { dateAxis, valueAxis } from './axes.ts'
import type { DataUnit } from './callbacks.ts'
import { lineOf } from './datasets.ts'
import { daysOf, formatDay, formatRange, monthTicks, valuesAt, type WrittenTicks } from './days.ts'
import type { Chart, ChartLook } from './look.ts'
import { altOf, pagePlot, skinOf } from './plot.ts'
import type { Dataset, Mark, Options } from './spec.ts'
import { WIDE } from './spec.ts'
import { tokensOf, toneOfSign } from './theme.ts'
import { moneyTick, percentTick, priceTick, type TickFormat } from './ticks.ts'

export type CandleStyle = 'candle' | 'line'

export function candlesChart(
  reading: CandlesReading,
  style: CandleStyle,
  look: ChartLook,
): Chart | undefined {
  const { asset, candles, timeframe, overlay } = reading
  const last = candles.at(-1)
  if (!last || candles.length < 2) return undefined
  const { words } = look
  const skin = skinOf(look)
  const tokens = tokensOf(skin)
  const step = stepOf(reading)
  const times = daysOf([candles.map(({ time, close }) => [time, close] as const)], step)
  const byTime = new Map(candles.map((candle) => [candle.time, candle]))
  const closes = times.map((time) => byTime.get(time)?.close ?? null)
  const range = candles.flatMap(({ high, low }) => (style === 'candle' ? [high, low] : []))
  const axis = valueAxis({ values: [...closes, ...range], format: priceTick, zero: 'never', count: 5 }, skin)
  const over = overlayOf(reading, times, look)
  const line = lineOf({
    label: words.say('charts:candles.close'),
    data: closes,
    color: tokens.accent,
    unit: 'price',
    width: style === 'line' ? 2.5 : 0,
    dots: style === 'line' ? 'last' : 'none',
  })
  const marks: Mark[] =
    style === 'line'
      ? []
      : [
          {
            type: 'candles',
            rows: times.map((time) => {
              const candle = byTime.get(time)
              return candle ? [candle.open, candle.high, candle.low, candle.close] : null
            }),
          },
        ]
  const period = formatRange(reading.from, reading.to - 1, words)
  const change = typeof reading.change === 'number' ? reading.change : 0
  const frame = words.say(`charts:candles.frame.${timeframe}`)
  const spec = pagePlot(look, {
    type: 'line',
    labels: times.map((time) => (step < DAY ? momentOf(time, words) : formatDay(time, words))),
    datasets: over ? [over.dataset, line] : [line],
    scales: {
      x: dateAxis(ticksOf(times, step, words), skin, { offset: true }),
      y: axis.options,
      ...(over?.scale && { over: over.scale }),
    },
    subtitle: words.say('charts:candles.subtitle', { symbol: asset.symbol, frame, period }),
    captions: {
      center: {
        text: words.say('charts:candles.callout', {
          price: formatPrice(last.close, words.locale),
          change: formatPercent(change, 1, 'always'),
        }),
        tone: toneOfSign(change),
      },
      ...(over && { right: { text: `— ${over.name}`, tone: 'line', strong: true } }),
    },
    marks,
  })
  const alt = altOf(look, [
    words.say('charts:candles.alt', {
      symbol: asset.symbol,
      frame,
      period,
      close: last.close,
      high: Math.max(...candles.map(({ high }) => high)),
      low: Math.min(...candles.map(({ low }) => low)),
      change,
    }),
    ...(over && overlay !== 'none' ? [words.say('charts:candles.altOver', { name: over.name })] : []),
  ])
  return { spec, alt, size: WIDE }
}

const OVERLAYS: Readonly<
  Record<Exclude<Overlay, 'none'>, { readonly unit: DataUnit; readonly tick: TickFormat }>
> = {
  ma: { unit: 'price', tick: priceTick },
  vol: { unit: 'percent', tick: percentTick },
  funding: { unit: 'rate', tick: percentTick },
  oi: { unit: 'amount', tick: moneyTick },
}

/** An average shares the price's axis; the others have one of their own at the right. */
function overlayOf(reading: CandlesReading, times: readonly Instant[], look: ChartLook) {
  const { overlay, over } = reading
  if (overlay === 'none' || 'missing' in over) return undefined
  const skin = skinOf(look)
  const tokens = tokensOf(skin)
  const { unit, tick } = OVERLAYS[overlay]
  const name = look.words.say(`charts:candles.over.${overlay}`)
  const data = valuesAt(over, times)
  const own = overlay !== 'ma'
  const dataset: Dataset = lineOf({
    label: name,
    data,
    color: tokens.line,
    unit,
    width: 2.5,
    axis: own ? 'over' : 'y',
  })
  const scale: Options | undefined = own
    ? valueAxis(
        {
          values: data,
          format: tick,
          zero: 'never',
          count: 5,
          side: 'right',
          color: tokens.line,
          grid: false,
        },
        skin,
      ).options
    : undefined
  return { dataset, scale, name }
}

/** From one candle to the next, as the time frame has it. */
function stepOf({ timeframe }: CandlesReading): number {
  return { '1h': DAY / 24, '4h': DAY / 6, '1d': DAY, '1w': 7 * DAY }[timeframe]
}

/** Of candles shorter than a day, the first one of a day at most seven times. */
function ticksOf(times: readonly Instant[], step: number, words: Words): WrittenTicks {
  if (step >= DAY) return monthTicks(times, words)
  const starts = times.flatMap((time, index) => (time % DAY === 0 ? [{ time, index }] : []))
  const stride = Math.ceil(starts.length / 7)
  const utc = { ...words, zone: 'UTC' }
  return Object.fromEntries(
    starts.filter((_, i) => i % stride === 0).map(({ time, index }) => [index, formatShortDate(time, utc)]),
  )
}

function momentOf(time: Instant, words: Words): string {
  return formatDateTime(time, words)
}
