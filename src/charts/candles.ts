/** Candles of one coin, or a line of its closes, with what is laid over them: an average, or a pane of its own below. */
import { formatDayOfAxis } from '#src/i18n/dates.ts'
import { formatPrice } from '#src/i18n/numbers.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { Candle, CandlesReading } from '#src/services/candles.ts'
import { overlayName, overlayPane, overlayPoints, volumePane } from './candlesover.ts'
import { candleTicks } from './candleticks.ts'
import { formatRange } from './days.ts'
import { eventMarks } from './events.ts'
import { axisOver, framed, timeAxis } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import type { Pane, PaneMark, PaneSeries } from './spec/panes.ts'
import { priceTick } from './ticks.ts'

export type CandleStyle = 'candle' | 'line'

/** Heights of the panes below, by that of the candles. */
const OVERLAY_SHARE = 0.3
const VOLUME_SHARE = 0.24

/** `week` is shaded where it is given. */
export function candlesChart(
  reading: CandlesReading,
  style: CandleStyle,
  look: ChartLook,
  week?: Week,
): Chart | undefined {
  const { candles } = reading
  const [first, last] = [candles[0], candles.at(-1)]
  // From a price of nothing there is no change.
  if (!first || !last || candles.length < 2 || !(first.open > 0)) return undefined
  const { words } = look
  const { asset, timeframe } = reading
  const step = stepOf(reading)
  const points = candles.map(({ time, close }): Point => [time, close])
  const axis = timeAxis([points], look, week, step)
  const over = overlayPane(reading, first.time, step, look)
  const traded = volumePane(reading, first.time, step, look)
  const period = formatRange(first.time, last.time + step - 1, words)
  const frame = words.say(`charts:candles.frame.${timeframe}`)
  const price = pricePane(reading, candles, style, step, look)
  const subtitle = words.say('charts:candles.subtitle', {
    symbol: asset.symbol,
    frame,
    period,
    ...lastOf(last, step, look),
  })
  return framed(look, {
    subtitle,
    aid: aidOf(reading, over !== undefined, look),
    ...(week && { week }),
    body: {
      type: 'panes',
      arrangement: 'stacked',
      ...axis,
      ...(step < DAY && { ticks: candleTicks(axis.from, axis.to, words) }),
      events: eventMarks(reading.events, axis, { asset: asset.id }, look),
      panes: [
        price,
        ...(traded ? [{ ...traded, weight: VOLUME_SHARE }] : []),
        ...(over ? [{ ...over, weight: OVERLAY_SHARE }] : []),
      ],
    },
    alt: [
      words.say('charts:candles.alt', {
        symbol: asset.symbol,
        frame,
        period,
        close: last.close,
        high: highest(candles).high,
        low: lowest(candles).low,
        change: last.close / first.open - 1,
      }),
      ...(reading.overlay !== 'none' && overlayPoints(reading, first.time)
        ? [words.say('charts:candles.altOver', { name: overlayName(reading, look) })]
        : []),
    ],
  })
}

/** That the axis does not start at zero; of funding how far its hollow bar reaches. */
function aidOf({ overUntil }: CandlesReading, isOver: boolean, { words }: ChartLook): string {
  if (overUntil === undefined || !isOver) return words.say('charts:aid.noZero')
  const hour = new Date(overUntil).getUTCHours() || 24
  return words.say('charts:funding.hollow', { list: words.say('charts:funding.toHour', { hour }) })
}

/** From one candle to the next, as the time frame has it. */
function stepOf({ timeframe }: CandlesReading): number {
  return { '1h': DAY / 24, '4h': DAY / 6, '1d': DAY, '1w': 7 * DAY }[timeframe]
}

/** Open, high, low and close of the newest in bare dollars, as tables of prices print them, and when it was. */
function lastOf({ time, open, high, low, close }: Candle, step: number, { words }: ChartLook) {
  const print = (price: number) => formatPrice(price, 'en').replace('$', '')
  const date = momentOf(time, step, words)
  return { date, open: print(open), high: print(high), low: print(low), close: print(close) }
}

/** The day, and the hour of candles that are shorter. */
function momentOf(time: Instant, step: number, words: Words): string {
  const date = formatDayOfAxis(time, { ...words, zone: 'UTC' })
  if (step >= DAY) return date
  const hour = `${String(new Date(time).getUTCHours()).padStart(2, '0')}:00`
  return words.say('charts:sheet.hour', { date, time: hour })
}

function highest(candles: readonly Candle[]): Candle {
  return candles.reduce((best, one) => (one.high > best.high ? one : best))
}

function lowest(candles: readonly Candle[]): Candle {
  return candles.reduce((best, one) => (one.low < best.low ? one : best))
}

/** The axis stands at the right, where the last price has its tag. */
function pricePane(
  reading: CandlesReading,
  candles: readonly Candle[],
  style: CandleStyle,
  step: number,
  look: ChartLook,
): Pane {
  const { words } = look
  const { asset, overlay } = reading
  const last = candles.at(-1) as Candle
  const average = overlay === 'ma' ? overlayPoints(reading, candles[0]?.time ?? 0) : undefined
  const name = words.say('charts:candles.price', { symbol: asset.symbol })
  const series = mainSeries(asset.id, name, candles, style, step)
  const values =
    style === 'candle' ? candles.flatMap(({ high, low }) => [high, low]) : candles.map(({ close }) => close)
  const tag = { text: formatPrice(last.close, words.locale), ink: tagInk(last, style, asset.id) }
  return {
    weight: 1,
    axis: {
      ...axisOver(
        {
          values: [...values, ...(average ?? []).map(([, value]) => value)],
          format: priceTick,
          zero: 'never',
          count: 5,
        },
        look,
      ),
      side: 'right',
    },
    series: average
      ? [
          series,
          {
            type: 'line',
            id: 'average',
            name: overlayName(reading, look),
            unit: 'price',
            points: average,
            ink: 'slate',
          },
        ]
      : [series],
    marks: [
      { type: 'level', value: last.close, style: 'dotted', ink: tag.ink, tag },
      ...extremeMarks(candles, style, asset.id, step, look),
      ...(average ? averageName(average, reading, look) : []),
    ],
    ends: [],
  }
}

function mainSeries(
  id: string,
  name: string,
  candles: readonly Candle[],
  style: CandleStyle,
  step: number,
): PaneSeries {
  if (style === 'line') {
    const points = candles.map(({ time, close }): Point => [time, close])
    return { type: 'line', id, name, unit: 'price', points, ink: `coin:${id}`, dot: true }
  }
  const rows = candles.map(({ time, open, high, low, close }) => [time, open, high, low, close] as const)
  return { type: 'candles', id, name, unit: 'price', step, rows }
}

/** As the candle itself; a line has its coin's colour. */
function tagInk({ open, close }: Candle, style: CandleStyle, id: string): string {
  if (style === 'line') return `coin:${id}`
  return close >= open ? 'up' : 'down'
}

/** Of the candles their wicks, of a line its closes. */
function extremeMarks(
  candles: readonly Candle[],
  style: CandleStyle,
  series: string,
  step: number,
  { words }: ChartLook,
): PaneMark[] {
  const closes = candles.map(({ time, close }) => ({ time, high: close, low: close }))
  const drawn = style === 'candle' ? candles : closes
  const high = drawn.reduce((best, one) => (one.high > best.high ? one : best))
  const low = drawn.reduce((best, one) => (one.low < best.low ? one : best))
  const marks = [
    { of: 'max', key: 'high', value: high.high, at: high.time, side: 'above' },
    { of: 'min', key: 'low', value: low.low, at: low.time, side: 'below' },
  ] as const
  return marks.map(({ of, key, value, at, side }) => {
    const date = momentOf(at, step, words)
    const text = words.say(`charts:candles.${key}`, { price: value, date })
    return { type: 'point', at, value, side, dot: 'none', label: { text, figure: { of, series, value, at } } }
  })
}

/** On the line, a third of the way. */
function averageName(points: readonly Point[], reading: CandlesReading, look: ChartLook): PaneMark[] {
  const known = points.flatMap(([at, value]): [Instant, number][] => (value === null ? [] : [[at, value]]))
  const place = known[Math.floor(known.length / 3)]
  if (!place) return []
  const label = { text: overlayName(reading, look), ink: 'slate', strong: true }
  return [{ type: 'text', at: place[0], value: place[1], label }]
}
