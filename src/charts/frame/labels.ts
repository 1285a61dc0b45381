/** Words at the data themselves: values at bar ends, names at line ends, a ringed point. */
import type { BarLabel, EndLabel, PointLabel, Skin } from '#src/charts/spec.ts'
import { colorOf, SIZES, tokensOf } from '#src/charts/theme.ts'
import type { Box, Pen } from './pen.ts'
import { fitted, widthOf, write } from './text.ts'

/** Where Chart.js put a bar or point. */
export interface Placed {
  readonly x: number
  readonly y: number
  readonly base?: number
}

/** Beside the end of a horizontal bar, on the side it points to. */
export function drawBarLabel(pen: Pen, label: BarLabel, bar: Placed, skin: Skin, size: number): void {
  const leftward = bar.x < (bar.base ?? bar.x)
  write(pen, label.text, bar.x + (leftward ? -8 : 8), bar.y + size * 0.36, {
    size,
    color: colorOf(label.tone, skin),
    weight: 'bold',
    align: leftward ? 'right' : 'left',
  })
}

/** Beside the last points, moved apart where they would cover each other; `room` is the width they have. */
export function drawEndLabels(
  pen: Pen,
  labels: readonly { readonly label: EndLabel; readonly at: Placed }[],
  area: Box,
  room: number,
  skin: Skin,
): void {
  const gap = SIZES.caption + 8
  const sorted = [...labels].sort((a, b) => a.at.y - b.at.y)
  const rows = sorted.map(({ at }) => at.y)
  for (let i = 1; i < rows.length; i++) rows[i] = Math.max(rows[i] ?? 0, (rows[i - 1] ?? 0) + gap)
  const below = (rows.at(-1) ?? 0) - area.bottom
  if (below > 0) {
    rows[rows.length - 1] = area.bottom
    for (let i = rows.length - 2; i >= 0; i--) rows[i] = Math.min(rows[i] ?? 0, (rows[i + 1] ?? 0) - gap)
  }
  for (const [i, { label }] of sorted.entries()) {
    const fit = fitted(pen, label.text, room, { size: SIZES.caption, least: SIZES.least, weight: 'bold' })
    write(pen, fit.text, area.right + 16, (rows[i] ?? 0) + SIZES.caption * 0.36, {
      size: fit.size,
      color: colorOf(label.tone, skin),
      weight: 'bold',
    })
  }
}

/** A ring at the point, its text at the top of the plot, and a leader between them: nothing is crossed by words. */
export function drawPointLabel(pen: Pen, label: PointLabel, at: Placed, area: Box, skin: Skin): void {
  const tokens = tokensOf(skin)
  const color = colorOf(label.tone, skin)
  const textBottom = area.top + 16
  if (at.y - 10 > textBottom + 12) {
    pen.beginPath()
    pen.moveTo(at.x, textBottom + 8)
    pen.lineTo(at.x, at.y - 7)
    pen.strokeStyle = color
    pen.lineWidth = 1.5
    pen.stroke()
  }
  pen.beginPath()
  pen.arc(at.x, at.y, 6, 0, 2 * Math.PI)
  pen.fillStyle = tokens.bg
  pen.fill()
  pen.strokeStyle = color
  pen.lineWidth = 3
  pen.stroke()
  const half = widthOf(pen, label.text, SIZES.caption, 'bold') / 2
  const x = Math.min(Math.max(at.x, area.left + half + 4), area.right - half - 4)
  writeCased(pen, label.text, x, textBottom, tokens.bg, color, 'center', 'bold')
}

/** Text with a casing of the background, so that lines under it do not cross it. */
export function writeCased(
  pen: Pen,
  text: string,
  x: number,
  y: number,
  casing: string,
  color: string,
  align: 'left' | 'center' | 'right',
  weight: 'bold' | 'normal' = 'normal',
): void {
  const ink = { size: SIZES.caption, color, align, weight }
  widthOf(pen, text, ink.size, weight)
  pen.strokeStyle = casing
  pen.lineWidth = 6
  pen.textAlign = align
  pen.textBaseline = 'alphabetic'
  pen.strokeText(text, x, y)
  write(pen, text, x, y, ink)
}
