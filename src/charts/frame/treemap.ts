/** A treemap of returns: the tile's size is its weight, its colour the return, its words as many as fit. */
import type { Skin, Treemap } from '#src/charts/spec.ts'
import { inkOn, rampColor, SIZES } from '#src/charts/theme.ts'
import type { Box, Pen } from './pen.ts'
import { squarify } from './squarify.ts'
import { cutEnd, widthOf, write } from './text.ts'

const GAP = 2
const LARGEST = 64

export function drawTreemap(pen: Pen, { tiles }: Treemap, box: Box, skin: Skin): void {
  const boxes = squarify(
    tiles.map((tile) => tile.weight),
    box,
  )
  for (const [i, tile] of tiles.entries()) {
    const at = boxes[i]
    if (!at) continue
    const [x, y] = [Math.round(at.left), Math.round(at.top)]
    const [width, height] = [Math.round(at.right) - x - GAP, Math.round(at.bottom) - y - GAP]
    if (width <= 0 || height <= 0) continue
    const fill = rampColor('return', tile.value, skin)
    pen.fillStyle = fill
    pen.fillRect(x, y, width, height)
    drawWords(pen, tile.name, tile.text, { x: x + width / 2, y: y + height / 2, width, height }, inkOn(fill))
  }
}

/** Symbol and value where both fit, else the symbol alone, cut where even 12 px are too wide. */
function drawWords(
  pen: Pen,
  name: string,
  value: string,
  tile: { x: number; y: number; width: number; height: number },
  color: string,
): void {
  const size = nameSize(pen, name, tile.width * 0.86, Math.min(LARGEST, tile.height * 0.32))
  const valueSize = Math.min(Math.max(SIZES.least, Math.round(size * 0.72)), LARGEST)
  const ink = { color, align: 'center' as const, baseline: 'middle' as const }
  if (
    size >= SIZES.treemapLeast &&
    tile.height >= size + valueSize + 8 &&
    widthOf(pen, value, valueSize) <= tile.width - 4
  ) {
    write(pen, name, tile.x, tile.y - valueSize * 0.6, { ...ink, size, weight: 'bold' })
    write(pen, value, tile.x, tile.y + size * 0.6, { ...ink, size: valueSize })
    return
  }
  if (tile.height < SIZES.treemapLeast + 4 || tile.width < 24) return
  const alone = Math.max(
    SIZES.treemapLeast,
    nameSize(pen, name, tile.width - 6, Math.min(LARGEST, tile.height * 0.4)),
  )
  const fits = widthOf(pen, name, alone, 'bold') <= tile.width - 2
  const text = fits ? name : cutEnd(pen, name, tile.width - 2, alone, 'bold')
  write(pen, text, tile.x, tile.y + 1, { ...ink, size: alone, weight: 'bold' })
}

function nameSize(pen: Pen, name: string, width: number, most: number): number {
  const atTen = widthOf(pen, name, 10, 'bold')
  return Math.floor(Math.min(most, (width / atTen) * 10))
}
