/** A round axis of values: no node in here, as the page makes axes of parts too. */
import type { Locale } from '#src/i18n/locale.ts'
import type { ValueAxis } from './spec/panes.ts'
import { decimalsOf, niceStep, type TickFormat } from './ticks.ts'

export interface AxisRequest {
  readonly values: readonly (number | null | undefined)[]
  readonly format: TickFormat
  /** `always`: the axis holds zero, with a line there; `never`: it fits the values. */
  readonly zero: 'always' | 'never'
  /** About how many ticks. */
  readonly count: number
  /** Share of the range left free above and below. */
  readonly headroom?: number
  readonly footroom?: number
  readonly scale?: ValueAxis['scale']
  readonly base?: number
}

/** A round axis over the values; ticks lie within the drawn range. */
export function axisOf(request: AxisRequest, locale: Locale): ValueAxis {
  const { values, format, zero, count, headroom = 0.1, footroom = 0.08, scale = 'linear', base } = request
  const known = values.filter(
    (value): value is number =>
      typeof value === 'number' && Number.isFinite(value) && (value > 0 || scale === 'linear'),
  )
  let least = known.reduce((a, b) => Math.min(a, b), zero === 'always' ? 0 : Number.POSITIVE_INFINITY)
  let most = known.reduce((a, b) => Math.max(a, b), zero === 'always' ? 0 : Number.NEGATIVE_INFINITY)
  if (least > most) [least, most] = scale === 'log' ? [1, 2] : [0, 1]
  // What differs by no more than the last digits of a double is alike: steps so small would lead nowhere.
  const size = Math.max(Math.abs(least), Math.abs(most))
  if (most - least <= size * 1e-9) [least, most] = [least - (size || 1) / 10, most + (size || 1) / 10]
  if (scale === 'log') return logAxis(least, most, format, locale, base)
  const range = most - least
  const min = zero === 'always' && least === 0 ? 0 : least - range * footroom
  const max = zero === 'always' && most === 0 ? 0 : most + range * headroom
  const step = niceStep(max - min, count)
  const ticks = []
  for (let value = Math.ceil(min / step - 1e-9) * step; value <= max + step * 1e-9; value += step) {
    const round = Number(value.toFixed(decimalsOf(step)))
    ticks.push({ value: round, text: format(round, step, locale) })
  }
  const line = base ?? (zero === 'always' ? 0 : undefined)
  return { min, max, ticks, scale, ...(line !== undefined && { base: line }) }
}

/** Equal steps of the value on an axis of ratios, so that an index reads as one. */
function logAxis(
  least: number,
  most: number,
  format: TickFormat,
  locale: Locale,
  base: number | undefined,
): ValueAxis {
  const min = least * 0.97
  const max = most * 1.03
  const step = niceStep(max - min, 5)
  const ticks = []
  for (let value = Math.ceil(min / step) * step; value <= max; value += step) {
    ticks.push({ value, text: format(value, step, locale) })
  }
  return { min, max, ticks, scale: 'log', ...(base !== undefined && { base }) }
}
