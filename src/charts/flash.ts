/** The picture of a flash: the figure that moved, up to the moment, and when it was last so. */
import { formatAmount, formatNumber, formatPercent, formatPrice } from '#src/i18n/numbers.ts'
import type { SubjectValue } from '#src/i18n/entries.ts'
import type { Unit } from '#src/market/reading.ts'
import type { Point } from '#src/market/series.ts'
import { DAY, type Instant } from '#src/market/time.ts'
import { inkOfSign } from './colors.ts'
import { daysOf, formatDays } from './days.ts'
import { endOf, printed } from './endlabels.ts'
import { isLine } from './extremes.ts'
import { axisOver, framed, timeAxis } from './framed.ts'
import { gapMarks } from './gapmarks.ts'
import type { Chart, ChartLook } from './look.ts'
import type { PaneMark, PaneSeries, ValueUnit } from './spec/panes.ts'
import { decimalTick, moneyTick, percentTick, priceTick, type TickFormat } from './ticks.ts'

export interface FlashPicture {
  /** `price.bitcoin.close`. */
  readonly series: string
  readonly subject: SubjectValue
  readonly unit: Unit
  readonly points: readonly Point[]
  /** The last earlier time at which it was as low, or as high; absent where it is not a matter of the level. */
  readonly last?: { readonly at: Instant; readonly side: 'up' | 'down' }
}

/** More would not be told apart as bars. */
const MOST_BARS = 300

/** Undefined where there are fewer than two values. */
export function flashChart(picture: FlashPicture, look: ChartLook): Chart | undefined {
  const { series, subject, points } = picture
  const end = endOf(points)
  if (!end || !isLine(points)) return undefined
  const { words } = look
  const isRate = series.startsWith('funding.')
  const step = isRate ? DAY / 3 : series.endsWith('.snapshot') ? undefined : DAY
  const { unit, format, zero, textOf } = printingOf(picture, look)
  const period = formatDays(daysOf([points]), words)
  const subtitle = words.say(`flash:chart.${isRate ? 'per8' : 'subtitle'}`, {
    subject: { ...subject },
    period,
  })
  const asset = series.split('.')[1] ?? ''
  const ink = /^(?:price|coins)\./u.test(series) ? `coin:${asset}` : 'slate'
  const text = textOf(end.value)
  return framed(look, {
    subtitle,
    ...(zero === 'never' && { aid: words.say('charts:aid.noZero') }),
    body: {
      type: 'panes',
      arrangement: 'stacked',
      ...timeAxis([points], look, undefined, step),
      events: [],
      panes: [
        {
          weight: 1,
          axis: axisOver({ values: points.map(([, value]) => value), format, zero, count: 5 }, look),
          series: [drawnOf(picture, { unit, ink, step: step ?? DAY })],
          marks: [...gapMarks(points, step ?? DAY), ...lastMarks(picture, end.value, look)],
          ends: [
            {
              value: end.value,
              ink,
              lines: [{ text, strong: true, figure: { of: 'last', series, value: end.value, at: end.at } }],
            },
          ],
        },
      ],
    },
    alt: [words.say('flash:chart.alt', { text: look.title, subtitle })],
  })
}

/** Rates as bars, as readers know them, where there are not too many. */
function drawnOf(
  { series, points }: FlashPicture,
  { unit, ink, step }: { readonly unit: ValueUnit; readonly ink: string; readonly step: number },
): PaneSeries {
  const identified = { id: series, name: series, unit, points }
  if (!series.startsWith('funding.') || points.length > MOST_BARS)
    return { type: 'line', ...identified, ink, dot: true }
  const inks = points.map(([, rate]) => inkOfSign(rate === null ? 0 : printed(rate, 4)))
  return { type: 'bars', ...identified, step, inks }
}

function lastMarks({ points, last }: FlashPicture, value: number, { words }: ChartLook): PaneMark[] {
  const level = { type: 'level', value, style: 'dotted', ink: 'sub' } as const
  if (!last) return []
  const then = points.find(([time]) => time === last.at)?.[1]
  if (then === undefined || then === null) return [level]
  const [key, side] =
    last.side === 'down' ? (['lastLow', 'below'] as const) : (['lastHigh', 'above'] as const)
  const text = words.say(`flash:chart.${key}`, { date: last.at })
  return [level, { type: 'point', at: last.at, value: then, side, label: { text } }]
}

interface Printing {
  readonly unit: ValueUnit
  readonly format: TickFormat
  readonly zero: 'always' | 'never'
  readonly textOf: (value: number) => string
}

function printingOf({ series, unit }: FlashPicture, { words: { locale } }: ChartLook): Printing {
  if (/^(?:price|coins)\./u.test(series)) {
    const textOf = (value: number) => formatPrice(value, locale)
    return { unit: 'price', format: priceTick, zero: 'never', textOf }
  }
  if (unit === 'USD') {
    const textOf = (value: number) => formatAmount(value, locale)
    return { unit: 'amount', format: moneyTick, zero: 'never', textOf }
  }
  if (unit === 'fraction per 8 hours') {
    const textOf = (value: number) => formatPercent(value, 4, 'always')
    return { unit: 'rate', format: percentTick, zero: 'always', textOf }
  }
  if (unit.startsWith('fraction'))
    return { unit: 'percent', format: percentTick, zero: 'always', textOf: (value) => formatPercent(value) }
  return { unit: 'decimal', format: decimalTick, zero: 'always', textOf: (value) => formatNumber(value) }
}
