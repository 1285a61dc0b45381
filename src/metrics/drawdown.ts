/** How far a value lies, or ever lay, below its highest earlier value. */

export interface Drawdown {
  /** 0 or a negative fraction: value / peak - 1. */
  readonly drawdown: number
  /** Index of the peak it is measured from; the first one where several are as high. */
  readonly peak: number
  /** Index of the value. */
  readonly at: number
}

/** The last value against the highest of all; undefined without values. Values must be above 0. */
export function drawdownFromPeak(values: ArrayLike<number>): Drawdown | undefined {
  if (values.length === 0) return undefined
  let peak = 0
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[peak] as number)) peak = i
  const at = values.length - 1
  return { drawdown: (values[at] as number) / (values[peak] as number) - 1, peak, at }
}

/** The deepest fall from a running peak: min(value / highest so far - 1); undefined without values. */
export function maxDrawdown(values: ArrayLike<number>): Drawdown | undefined {
  if (values.length === 0) return undefined
  let peak = 0
  let deepest: Drawdown = { drawdown: 0, peak: 0, at: 0 }
  for (let i = 1; i < values.length; i++) {
    if ((values[i] as number) > (values[peak] as number)) peak = i
    const drawdown = (values[i] as number) / (values[peak] as number) - 1
    if (drawdown < deepest.drawdown) deepest = { drawdown, peak, at: i }
  }
  return deepest
}
