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
  /** Air above the marks, as a share of the range; 0.06 unless a text stands there. */
  readonly headroom?: number
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
  const { min, max } = rangeOf(request.values, request.zero, request.headroom ?? AIR)
  const step = niceStep(max - min, request.count ?? 5)
  // Plus zero, as a rounded-up negative would be -0, which JSON does not keep.
  const first = Math.ceil(min / step - 1e-9) + 0
  const last = Math.floor(max / step + 1e-9)
  const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step)
  const labels = ticks.map((value) => request.format(value, step, skin.locale))
  const zeroAt = min < 0 && max > 0 ? -first : -1
  const options = {
    type: 'linear',
    position: request.side ?? 'left',
    afterBuildTicks: 'fn:round',
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
      // Chart.js would divide a range of large numbers into equal parts that are not round: it takes ours instead.
      stepSize: step,
      values: ticks,
      autoSkip: false,
      color: request.color ?? tokens.sub,
      padding: 12,
      font: { size: SIZES.tick },
      callback: 'fn:written',
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
      padding: 6,
      color: strong.length > 0 ? strong.map((is) => (is ? tokens.text : tokens.sub)) : tokens.text,
      font: 'fn:emphasis',
      size,
      strong,
    },
  }
}

/** Air beyond the marks, as a share of the range. */
const AIR = 0.06

/** Least and greatest of an axis with a little air; never wider than the marks need. */
function rangeOf(
  values: readonly (number | null)[],
  zero: ValueAxisRequest['zero'],
  headroom: number,
): { min: number; max: number } {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return { min: 0, max: 1 }
  const least = Math.min(...known)
  const most = Math.max(...known)
  const range = most - least || Math.abs(most) || 1
  const fromZero = zero === 'always' || (zero === 'near' && least >= 0 && least < 0.45 * most)
  if (fromZero && least >= 0) return { min: 0, max: most * (1 + headroom) || 1 }
  if (fromZero && most <= 0) return { min: least * (1 + AIR), max: 0 }
  return { min: least - range * AIR, max: most + range * headroom }
}
