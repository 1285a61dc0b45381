/** From values to pixels. */
import type { ValueAxis } from '../spec/panes.ts'

export type Scale = (value: number) => number

/** From `from`..`to` to `start`..`end`; a range of nothing lies at the start. */
export function linear(from: number, to: number, start: number, end: number): Scale {
  const factor = (end - start) / (to - from || 1)
  return (value) => start + (value - from) * factor
}

/** The axis of a pane between its bottom and its top pixel. */
export function valueScale(axis: ValueAxis, bottom: number, top: number): Scale {
  if (axis.scale === 'linear') return linear(axis.min, axis.max, bottom, top)
  const log = linear(Math.log(axis.min), Math.log(axis.max), bottom, top)
  // Nothing at or below zero has a place on it.
  return (value) => (value > 0 ? log(Math.log(value)) : bottom)
}
