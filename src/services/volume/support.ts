/** When spot volume held up: it kept its level while the price fell by three times as much or more. */

/** Volume keeps its level from here to here, of its four-week mean. */
const KEPT = 0.9
const ABOVE = 1.05
/** A fall of the price that volume can hold up against, a fraction. */
const FELL = -0.03
/** A contrast needs a move of so many times the size beside it. */
const CONTRAST = 3

/** `ratio` is the week over the mean of the four before, `price` bitcoin's week return. */
export function heldUp(ratio: number, price: number | undefined): boolean {
  if (!(ratio >= KEPT && ratio < ABOVE) || price === undefined || price > FELL) return false
  return Math.abs(price) >= CONTRAST * Math.max(0, 1 - ratio)
}
