/** The strip of colour steps at the top right of a map. */
import type { Legend, Size, Skin } from '#src/charts/spec.ts'
import { inkOn, rampColor, SIZES } from '#src/charts/theme.ts'
import type { Pen } from './pen.ts'
import { write } from './text.ts'

const STEP = { width: 60, height: 28, gap: 2 }

export function legendWidth(legend: Legend): number {
  return legend.steps.length * (STEP.width + STEP.gap)
}

export function drawLegend(pen: Pen, legend: Legend, size: Size, skin: Skin): void {
  let x = size.width - SIZES.margin - legendWidth(legend) + STEP.gap
  for (const { value, text } of legend.steps) {
    const fill = rampColor(legend.ramp, value, skin)
    pen.fillStyle = fill
    pen.fillRect(x, 76, STEP.width, STEP.height)
    write(pen, text, x + STEP.width / 2, 76 + STEP.height / 2 + 6, {
      size: 16,
      color: inkOn(fill),
      align: 'center',
    })
    x += STEP.width + STEP.gap
  }
}
