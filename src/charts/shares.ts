/** Shares as they are printed: rounded so that together they still are the whole. */

/**
 * Fractions to a tenth of a percent by largest remainder (Hamilton's method): what plain rounding leaves over goes to
 * those that were cut most, so that the printed shares add up to their rounded sum.
 */
export function roundedShares(shares: readonly number[]): number[] {
  const units = shares.map((share) => share * TENTHS)
  const floors = units.map((unit) => Math.floor(unit + 1e-9))
  const sum = units.reduce((total, unit) => total + unit, 0)
  let left = Math.round(sum) - floors.reduce((total, floor) => total + floor, 0)
  const order = units
    .map((unit, index) => ({ index, rest: unit - (floors[index] ?? 0) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
  const rounded = [...floors]
  for (const { index } of order) {
    if (left <= 0) break
    rounded[index] = (rounded[index] ?? 0) + 1
    left--
  }
  return rounded.map((unit) => unit / TENTHS)
}

/** Tenths of a percent in a whole. */
const TENTHS = 1000
