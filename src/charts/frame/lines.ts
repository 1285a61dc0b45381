/** Lines of reference: the zero line of bars, a round level, a dated event, the hatch of a missing column. */
import type { EventLine, LevelLine, Skin } from '#src/charts/spec.ts'
import { tokensOf } from '#src/charts/theme.ts'
import { writeCased } from './labels.ts'
import type { Box, Pen } from './pen.ts'
import { write } from './text.ts'

export function drawZeroLine(pen: Pen, x: number, area: Box, skin: Skin): void {
  stroke(pen, tokensOf(skin).zero, 2, [], [x, area.top, x, area.bottom])
}

/** The text stands above the line at the left, where a year's line is usually far from today's level. */
export function drawLevel(pen: Pen, level: LevelLine, y: number, area: Box, skin: Skin): void {
  const tokens = tokensOf(skin)
  stroke(pen, tokens.zero, 2, [8, 6], [area.left, y, area.right, y])
  const above = y - 30 > area.top
  writeCased(pen, level.text, area.left + 10, above ? y - 10 : y + 26, tokens.bg, tokens.text, 'left', 'bold')
}

export function drawEvent(pen: Pen, event: EventLine, x: number, area: Box, skin: Skin): void {
  const tokens = tokensOf(skin)
  stroke(pen, tokens.zero, 1.5, [6, 5], [x, area.top, x, area.bottom])
  const leftward = x > (area.left + area.right) / 2
  writeCased(
    pen,
    event.text,
    x + (leftward ? -10 : 10),
    area.top + 18,
    tokens.bg,
    tokens.sub,
    leftward ? 'right' : 'left',
  )
}

/** Slanted lines over the column, and a dash at its foot. */
export function drawMissing(pen: Pen, x: number, width: number, area: Box, skin: Skin): void {
  const tokens = tokensOf(skin)
  const [left, right] = [x - width / 2, x + width / 2]
  pen.save()
  pen.beginPath()
  pen.rect(left, area.top, width, area.bottom - area.top)
  pen.clip()
  for (let y = area.top; y < area.bottom + width; y += 12)
    stroke(pen, tokens.grid, 1.5, [], [left, y, right, y - width])
  pen.restore()
  if (width >= 20) write(pen, '—', x, area.bottom - 8, { size: 20, color: tokens.sub, align: 'center' })
}

function stroke(
  pen: Pen,
  color: string,
  width: number,
  dash: number[],
  [x1, y1, x2, y2]: readonly [number, number, number, number],
) {
  pen.save()
  pen.beginPath()
  pen.strokeStyle = color
  pen.lineWidth = width
  pen.setLineDash(dash)
  pen.moveTo(x1, y1)
  pen.lineTo(x2, y2)
  pen.stroke()
  pen.restore()
}
