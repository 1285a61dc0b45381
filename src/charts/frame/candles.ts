/** Candles: a body from open to close, and a wick from low to high, in the colours of rise and fall. */
import type { Candles, Skin } from '#src/charts/spec.ts'
import { tokensOf } from '#src/charts/theme.ts'
import type { Pen } from './pen.ts'

/** Where a category and a value lie. */
export interface Place {
  x(index: number): number
  y(value: number): number
}

/** `step` is the width of a category in pixels. */
export function drawCandles(pen: Pen, { rows }: Candles, place: Place, step: number, skin: Skin): void {
  const tokens = tokensOf(skin)
  const width = Math.max(1, Math.min(24, step * 0.7))
  for (const [index, row] of rows.entries()) {
    if (row === null) continue
    const [open, high, low, close] = row
    const x = place.x(index)
    pen.fillStyle = close >= open ? tokens.up : tokens.down
    pen.fillRect(x - 0.75, place.y(high), 1.5, Math.max(1, place.y(low) - place.y(high)))
    const top = place.y(Math.max(open, close))
    // A candle that closed where it opened is still seen.
    pen.fillRect(x - width / 2, top, width, Math.max(1.5, place.y(Math.min(open, close)) - top))
  }
}
