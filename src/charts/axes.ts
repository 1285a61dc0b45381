/** The axes of our charts as Chart.js scale options: round ticks written beforehand, month starts, names. */
import type { Options, Skin } from './spec.ts'
import { SIZES, tokensOf } from './theme.ts'
import { niceStep, type TickFormat } from './ticks.ts'

export interface ValueAxisRequest {
  readonly values: readonly (number | null)[]
  readonly format: TickFormat
  /** `always` for bars and areas; `near` where the least value is close to it; `never` for a price. */
  readonly zero: 'always' | 'near' | 'never'
  /** About how many ticks. */
  readonly count?: number
  readonly side?: 'left' | 'right'
  /** Colour of the tick labels where the axis belongs to one series. */
  readonly color?: string
  /** The second axis has no grid of its own. */
  readonly grid?: boolean
  /** Intl options for a renderer that does not know our labels. */
  readonly intl?: Options
}

/** The scale of a measure; `min`, `max` and `step` are in its unit. */
export interface ValueAxis {
  readonly min: number
  readonly max: number
  readonly step: number
  readonly options: Options
}

export function valueAxis(request: ValueAxisRequest, skin: Skin): ValueAxis {
  const tokens = tokensOf(skin)
  const { min, max } = rangeOf(request.values, request.zero)
  const step = niceStep(max - min, request.count ?? 5)
  const first = Math.ceil(min / step - 1e-9)
  const last = Math.floor(max / step + 1e-9)
  const labels: string[] = []
  for (let i = first; i <= last; i++) labels.push(request.format(i * step, step, skin.locale))
  const zeroAt = min < 0 && max > 0 ? -first : -1
  const options = {
    type: 'linear',
    position: request.side ?? 'left',
    min,
    max,
    border: { display: false },
    grid: {
      display: request.grid ?? true,
      drawTicks: false,
      color: labels.map((_, i) => (i === zeroAt ? tokens.zero : tokens.grid)),
      lineWidth: labels.map((_, i) => (i === zeroAt ? 2 : 1)),
    },
    ticks: {
      stepSize: step,
      includeBounds: false,
      autoSkip: false,
      color: request.color ?? tokens.sub,
      padding: 12,
      font: { size: SIZES.tick },
      callback: 'fn:written',
      first,
      labels,
      ...(request.intl && { format: request.intl }),
    },
  }
  return { min, max, step, options }
}

/** A scale of measured values that is not shown, as every bar carries its number; `min` and `max` leave them room. */
export function hiddenAxis(min: number, max: number): Options {
  return { type: 'linear', display: false, min, max }
}

/** Categories of which only those in `ticks` are labelled: dates, with a mark at each. */
export function dateAxis(
  ticks: Readonly<Record<number, string>>,
  skin: Skin,
  { offset = false, inner = false } = {},
): Options {
  const tokens = tokensOf(skin)
  return {
    type: 'category',
    offset,
    afterBuildTicks: 'fn:onlyWritten',
    border: { display: false },
    grid: { display: !inner, drawOnChartArea: false, tickLength: 10, tickColor: tokens.zero, offset: false },
    ticks: {
      autoSkip: false,
      maxRotation: 0,
      align: inner ? 'inner' : 'center',
      padding: inner ? 8 : 4,
      color: tokens.sub,
      font: { size: SIZES.tick },
      callback: 'fn:writtenAt',
      labels: ticks,
    },
  }
}

/** Categories by name, down the left, names flush with the margin; those of `strong` stand out. */
export function nameAxis(
  skin: Skin,
  { size = SIZES.label as number, strong = [] as readonly boolean[] } = {},
): Options {
  const tokens = tokensOf(skin)
  return {
    type: 'category',
    border: { display: false },
    grid: { display: false },
    ticks: {
      autoSkip: false,
      crossAlign: 'far',
      padding: 14,
      color: strong.length > 0 ? strong.map((is) => (is ? tokens.text : tokens.sub)) : tokens.text,
      font: 'fn:emphasis',
      size,
      strong,
    },
  }
}

/** Least and greatest of an axis with a little air; never wider than the marks need. */
function rangeOf(
  values: readonly (number | null)[],
  zero: ValueAxisRequest['zero'],
): { min: number; max: number } {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return { min: 0, max: 1 }
  const least = Math.min(...known)
  const most = Math.max(...known)
  const air = (most - least || Math.abs(most) || 1) * 0.06
  const fromZero = zero === 'always' || (zero === 'near' && least >= 0 && least < 0.45 * most)
  if (fromZero && least >= 0) return { min: 0, max: most + most * 0.06 || 1 }
  if (fromZero && most <= 0) return { min: least + least * 0.06, max: 0 }
  return { min: least - air, max: most + air }
}
