/** The price of one coin over a window, with its highest and lowest close; several coins are drawn as an index. */
import { formatPrice } from '#src/i18n/numbers.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, floorToDay, type Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { PriceReading, PriceRow } from '#src/services/price.ts'
import { inkOfSign } from './colors.ts'
import { indexedLines } from './compare.ts'
import { daysOf, formatDays } from './days.ts'
import { printed } from './endlabels.ts'
import { eventMarks } from './events.ts'
import { type Extremes, extremesOf, isLine } from './extremes.ts'
import { axisOver, framed, timeAxis } from './framed.ts'
import { gapMarks } from './gapmarks.ts'
import type { Chart, ChartLook } from './look.ts'
import type { Label } from './spec/label.ts'
import type { PointMark } from './spec/panes.ts'
import { priceTick } from './ticks.ts'

/** `week` is shaded where it is given. */
export function priceChart(reading: PriceReading, look: ChartLook, week?: Week): Chart | undefined {
  const drawn = reading.rows.filter((row) => isLine(row.series))
  const [only, ...others] = drawn
  if (!only) return undefined
  if (others.length === 0) return priceLine(only, reading, look, week)
  const start = firstCommon(drawn)
  if (start === undefined) return undefined
  const lines = drawn.map(({ asset, series }) => ({
    id: asset.id,
    name: asset.symbol,
    points: fromStart(series, start),
  }))
  return indexedLines({ lines, events: reading.events, ...(week && { week }) }, look)
}

function priceLine(row: PriceRow, reading: PriceReading, given: ChartLook, week?: Week): Chart | undefined {
  const { asset } = row
  const points = pointsOf(row)
  const ends = extremesOf(points)
  if (!ends) return undefined
  const { words } = given
  const { symbol } = asset
  const look = { ...given, title: titleOf(row, reading, given) }
  const period = formatDays(daysOf([points]), words)
  const ink = `coin:${asset.id}`
  const axis = timeAxis([points], look, week, DAY)
  return framed(look, {
    subtitle: words.say('charts:price.subtitle', { symbol, period }),
    aid: words.say('charts:aid.noZero'),
    ...(week && { week }),
    body: {
      type: 'panes',
      arrangement: 'stacked',
      ...axis,
      events: eventMarks(reading.events, axis, { asset: asset.id }, look),
      panes: [
        {
          weight: 1,
          axis: axisOver(
            { values: points.map(([, value]) => value), format: priceTick, zero: 'never', count: 5 },
            look,
          ),
          series: [{ type: 'line', id: asset.id, name: symbol, unit: 'price', points, ink, dot: true }],
          marks: [...gapMarks(points, DAY), ...extremeMarks(asset.id, ends, look)],
          ends: [{ value: ends.latest, ink, lines: endLines(row, ends, reading, look) }],
        },
      ],
    },
    alt: [
      words.say('charts:price.alt', {
        symbol,
        period,
        latest: ends.latest,
        high: ends.high,
        highDate: ends.highDay,
        low: ends.low,
        lowDate: ends.lowDay,
      }),
    ],
  })
}

/** Of the window that is drawn: the section states the week, and the price of this moment, which is not drawn. */
function titleOf(
  { asset, live, price, changeWindow }: PriceRow,
  { days }: PriceReading,
  look: ChartLook,
): string {
  const { words, title } = look
  const { symbol } = asset
  if (typeof price !== 'number') return title
  if (live !== undefined && !live.isStale) return words.say('charts:price.closed', { symbol, price })
  if (typeof changeWindow !== 'number' || days === 7) return title
  const sign = printed(changeWindow)
  const move = sign > 0 ? 'up' : sign < 0 ? 'down' : 'flat'
  return words.say(`charts:price.title.${move}`, { symbol, change: changeWindow, days, price })
}

/** Closes, and the price of a day that is not over, which the headline states. */
function pointsOf({ series, price, asOf }: PriceRow): readonly Point[] {
  const today = floorToDay(asOf)
  const last = series.at(-1)?.[0]
  if (typeof price !== 'number' || asOf === today || last === undefined || today <= last) return series
  const between = Math.round((today - last) / DAY) - 1
  const missing = Array.from({ length: between }, (_, i): Point => [last + (i + 1) * DAY, null])
  return [...series, ...missing, [today, price]]
}

/** The newest price and its change over the window; its date where it is older. */
function endLines(
  { asset, changeWindow }: PriceRow,
  ends: Extremes,
  { days, at }: PriceReading,
  { words }: ChartLook,
): Label[] {
  const lines: Label[] = [
    {
      text: formatPrice(ends.latest, words.locale),
      figure: { of: 'last', series: asset.id, value: ends.latest, at: ends.latestDay },
    },
  ]
  if (typeof changeWindow === 'number') {
    lines.push({
      text: words.say('charts:price.change', { change: changeWindow, days }),
      ink: inkOfSign(printed(changeWindow)),
      strong: true,
      figure: { of: 'change', series: asset.id, value: changeWindow, from: at - days * DAY },
    })
  }
  if (ends.latestDay + DAY < floorToDay(at))
    lines.push({ text: words.say('charts:ends.of', { date: ends.latestDay }), ink: 'sub' })
  return lines
}

/** The newest is told at the end. */
function extremeMarks(series: string, ends: Extremes, { words }: ChartLook): PointMark[] {
  const { high, highDay, low, lowDay, latestDay } = ends
  const marks = [
    { of: 'max', key: 'high', value: high, at: highDay, side: 'above' },
    { of: 'min', key: 'low', value: low, at: lowDay, side: 'below' },
  ] as const
  return marks.flatMap(({ of, key, value, at, side }): PointMark[] => {
    if (at === latestDay) return []
    const text = words.say(`charts:price.${key}`, { price: value, date: at })
    return [{ type: 'point', at, value, side, label: { text, figure: { of, series, value, at } } }]
  })
}

/** The first day on which all have a price: changes since other days would not be beside each other. */
function firstCommon(rows: readonly PriceRow[]): Instant | undefined {
  const [first, ...others] = rows.map(
    ({ series }) => new Set(series.flatMap(([time, value]) => (value === null ? [] : [time]))),
  )
  return first && [...first].find((time) => others.every((one) => one.has(time)))
}

/** Multiples of the price at the start. */
function fromStart(series: PriceRow['series'], start: Instant): PriceRow['series'] {
  const base = series.find(([time]) => time === start)?.[1]
  return series.flatMap(([time, value]): Point[] =>
    time < start ? [] : [[time, value === null || !base ? null : value / base]],
  )
}
