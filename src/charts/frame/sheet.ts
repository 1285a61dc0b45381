/** A sheet on a canvas: background, heading, rounded panels, and each panel's chart where it belongs. */
import type { PlotSpec, SheetSpec } from '#src/charts/spec.ts'
import { tokensOf } from '#src/charts/theme.ts'
import { drawHeading } from './heading.ts'
import type { Pen } from './pen.ts'

/** `place` puts a panel's chart, drawn on a clear ground, at a point. */
export function drawSheet(
  pen: Pen,
  sheet: SheetSpec,
  place: (plot: PlotSpec, x: number, y: number) => void,
): void {
  const tokens = tokensOf(sheet)
  pen.fillStyle = tokens.bg
  pen.fillRect(0, 0, sheet.size.width, sheet.size.height)
  drawHeading(pen, sheet.heading, sheet.size, sheet)
  for (const { x, y, plot } of sheet.panels) {
    pen.beginPath()
    pen.roundRect(x, y, plot.size.width, plot.size.height, 10)
    pen.fillStyle = tokens.panel
    pen.fill()
    place(plot, x, y)
  }
}
