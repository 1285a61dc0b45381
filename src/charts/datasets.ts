/** Lines, areas and bars as Chart.js datasets, in our strokes. */
import type { DataUnit } from './callbacks.ts'
import type { Dataset, Skin } from './spec.ts'
import { fade, tokensOf } from './theme.ts'

export interface LineRequest {
  readonly label: string
  readonly data: readonly (number | null)[]
  readonly color: string
  readonly unit: DataUnit
  readonly width?: number
  /** `y` unless stated otherwise. */
  readonly axis?: string
  readonly dash?: readonly number[]
  /** Only where the axis starts at 0. */
  readonly area?: boolean
  /** A dot on the newest point; on every point where there are few. */
  readonly dots?: 'last' | 'all' | 'none'
}

export function lineOf(request: LineRequest): Dataset {
  const { label, data, color, unit, width = 3, axis = 'y', dash = [], area = false, dots = 'last' } = request
  return {
    type: 'line',
    label,
    unit,
    data,
    yAxisID: axis,
    borderColor: color,
    borderWidth: width,
    borderDash: dash,
    borderJoinStyle: 'round',
    borderCapStyle: 'round',
    backgroundColor: area ? fade(color, 0.18) : color,
    fill: area ? 'origin' : false,
    spanGaps: false,
    tension: 0,
    clip: false,
    pointRadius: data.map((_, i) => radiusAt(data, i, dots)),
    pointHitRadius: 8,
    pointBackgroundColor: color,
    pointBorderWidth: 0,
  }
}

/** The same line, wider and in the colour of the ground, to lie under it where it crosses bars. */
export function casingOf(line: Dataset, skin: Skin): Dataset {
  const width = typeof line.borderWidth === 'number' ? line.borderWidth : 3
  return {
    ...line,
    label: '',
    borderColor: tokensOf(skin).bg,
    borderWidth: width + 4,
    pointRadius: 0,
    fill: false,
  }
}

export interface BarRequest {
  readonly label: string
  readonly data: readonly (number | null)[]
  /** One for all, or one each. */
  readonly color: string | readonly string[]
  readonly unit: DataUnit
  /** Share of the row that the bar fills: 0.68, in histograms 0.85. */
  readonly share?: number
}

export function barsOf({ label, data, color, unit, share = 0.68 }: BarRequest): Dataset {
  return {
    type: 'bar',
    label,
    unit,
    data,
    backgroundColor: color,
    borderWidth: 0,
    barPercentage: share,
    categoryPercentage: 1,
    // A few bars need not fill the picture.
    maxBarThickness: 56,
  }
}

function radiusAt(data: readonly (number | null)[], i: number, dots: LineRequest['dots']): number {
  if (data[i] === null || dots === 'none') return 0
  if (dots === 'all' || i === data.length - 1) return 5
  // A value between two gaps has no line to show it.
  const alone = (data[i - 1] ?? null) === null && (data[i + 1] ?? null) === null
  return alone ? 2 : 0
}
