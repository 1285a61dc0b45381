/** What is laid over candles: volatility, funding and open interest in a pane of their own on the same axis of time. */
import type { Point } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import { NEUTRAL_RATE } from '#src/market/perpetual.ts'
import type { CandlesReading } from '#src/services/candles.ts'
import { formatAmount, formatPercent } from '#src/i18n/numbers.ts'
import { inkOfSign } from './colors.ts'
import { endOf, printed } from './endlabels.ts'
import { isLine } from './extremes.ts'
import { axisOver } from './framed.ts'
import type { ChartLook } from './look.ts'
import type { Pane, PaneMark, PaneSeries, ValueUnit } from './spec/panes.ts'
import { moneyTick, percentTick, type TickFormat } from './ticks.ts'

const OVERLAYS: Readonly<
  Record<'vol' | 'funding' | 'oi', { readonly unit: ValueUnit; readonly tick: TickFormat }>
> = {
  vol: { unit: 'percent', tick: percentTick },
  funding: { unit: 'rate', tick: percentTick },
  oi: { unit: 'amount', tick: moneyTick },
}

/** From an instant on; undefined where it is not on record. */
export function overlayPoints({ over }: CandlesReading, from: Instant): readonly Point[] | undefined {
  if ('missing' in over) return undefined
  const points = over.filter(([time]) => time >= from)
  return isLine(points) ? points : undefined
}

/** What is laid over, in words; empty where nothing is. */
export function overlayName({ overlay }: CandlesReading, { words }: ChartLook): string {
  return overlay === 'none' ? '' : words.say(`charts:candles.over.${overlay}`)
}

/** What was traded in each candle, on the instrument that the prices are of; undefined where it is not on record. */
export function volumePane(
  { volumes = [] }: CandlesReading,
  from: Instant,
  step: number,
  look: ChartLook,
): Pane | undefined {
  const points = volumes.filter(([time]) => time >= from)
  if (!isLine(points)) return undefined
  const name = look.words.say('charts:candles.volume')
  const values = points.map(([, value]) => value)
  const axis = axisOver({ values, format: moneyTick, zero: 'always', count: 2 }, look)
  return {
    title: name,
    weight: 1,
    // Its zero is its line: the number would touch the next one above.
    axis: { ...axis, side: 'right', ticks: axis.ticks.filter(({ value }) => value !== 0) },
    // Without a sign of its own it has no sign's colour.
    series: [{ type: 'bars', id: 'volume', name, unit: 'amount', step, points, ink: 'zero' }],
    marks: [],
    ends: [],
  }
}

/** Undefined for an average, which shares the axis of the price. */
export function overlayPane(
  reading: CandlesReading,
  from: Instant,
  step: number,
  look: ChartLook,
): Pane | undefined {
  const { overlay, asset } = reading
  if (overlay === 'none' || overlay === 'ma') return undefined
  const points = overlayPoints(reading, from)
  if (!points) return undefined
  const { unit, tick } = OVERLAYS[overlay]
  const name = overlayName(reading, look)
  const values = points.map(([, value]) => value)
  const isRate = overlay === 'funding'
  const line: PaneSeries = {
    type: 'line',
    id: overlay,
    name,
    unit,
    points,
    ink: `coin:${asset.id}`,
    dot: true,
  }
  const bars: PaneSeries = {
    type: 'bars',
    id: overlay,
    name,
    unit,
    step,
    points,
    partial: reading.overUntil !== undefined,
    inks: points.map(([, value]) => inkOfSign(value === null ? 0 : printed(value, 4))),
  }
  const axis = axisOver(
    {
      values: isRate ? [...values, NEUTRAL_RATE] : values,
      format: tick,
      zero: overlay === 'oi' ? 'never' : 'always',
      count: 2,
    },
    look,
  )
  return {
    title: name,
    weight: 1,
    axis: { ...axis, side: 'right', ...(isRate && { ticks: [] }) },
    series: [isRate ? bars : line],
    marks: isRate ? [neutral(look)] : lastMark(points, overlay, asset.id, look),
    ends: [],
  }
}

/** The newest value on the axis. */
function lastMark(
  points: readonly Point[],
  overlay: 'vol' | 'oi',
  coin: string,
  { words }: ChartLook,
): PaneMark[] {
  const end = endOf(points)
  if (!end) return []
  const text = overlay === 'oi' ? formatAmount(end.value, words.locale) : formatPercent(end.value)
  const ink = `coin:${coin}`
  return [{ type: 'level', value: end.value, style: 'dotted', ink, tag: { text, ink } }]
}

function neutral({ words }: ChartLook): PaneMark {
  const text = words.say('charts:funding.neutral', { rate: formatPercent(NEUTRAL_RATE, 2) })
  return { type: 'level', value: NEUTRAL_RATE, style: 'dashed', label: { text } }
}
