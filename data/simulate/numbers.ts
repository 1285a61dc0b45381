/** How simulated numbers are rounded for the files. */

/** Rounds to significant digits. */
export function significant(value: number, digits: number): number {
  return Number(value.toPrecision(digits))
}

/** Rounds to decimal places; -0 becomes 0. */
export function decimals(value: number, places: number): number {
  return Number(value.toFixed(places)) || 0
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
