/** A correlation map: cells of one hue with their numbers, names at the top and the left. */
import { formatNumber } from '#src/i18n/numbers.ts'
import type { Matrix, Skin } from '#src/charts/spec.ts'
import { inkOn, rampColor, SIZES, tokensOf } from '#src/charts/theme.ts'
import type { Box, Pen } from './pen.ts'
import { fitted, fontOf, widthOf, write } from './text.ts'

const GAP = 2

/** `box` is all the room there is, names included. */
export function drawMatrix(pen: Pen, { names, values }: Matrix, box: Box, skin: Skin): void {
  const tokens = tokensOf(skin)
  const count = names.length
  const nameSize = 19
  const nameWidth = Math.min(110, Math.max(...names.map((name) => widthOf(pen, name, nameSize)))) + 14
  const cellWidth = (box.right - box.left - nameWidth) / count
  const upright = names.some((name) => widthOf(pen, name, 17) > cellWidth - 4)
  const headHeight = upright ? nameWidth : 32
  const cellHeight = (box.bottom - box.top - headHeight) / count
  const [left, top] = [box.left + nameWidth, box.top + headHeight]
  for (const [i, name] of names.entries()) {
    const row = fitted(pen, name, nameWidth - 12, { size: nameSize, least: SIZES.least })
    const [x, y] = [left + (i + 0.5) * cellWidth, top + (i + 0.5) * cellHeight]
    const ink = { color: tokens.text, baseline: 'middle' as const }
    write(pen, row.text, left - 12, y, { ...ink, size: row.size, align: 'right' })
    pen.save()
    pen.translate(x, top - 12)
    if (upright) pen.rotate(-Math.PI / 2)
    write(pen, row.text, 0, 0, {
      color: tokens.text,
      size: upright ? row.size : 17,
      align: upright ? 'left' : 'center',
      baseline: upright ? 'middle' : 'alphabetic',
    })
    pen.restore()
  }
  pen.font = fontOf(19)
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  for (const [i, row] of values.entries()) {
    for (const [j, value] of row.entries()) {
      const [x, y] = [Math.round(left + j * cellWidth), Math.round(top + i * cellHeight)]
      const [w, h] = [
        Math.round(left + (j + 1) * cellWidth) - x - GAP,
        Math.round(top + (i + 1) * cellHeight) - y - GAP,
      ]
      const fill = i === j || value === null ? tokens.panel : rampColor('correlation', value, skin)
      pen.fillStyle = fill
      pen.fillRect(x, y, w, h)
      pen.fillStyle = i === j || value === null ? tokens.sub : inkOn(fill)
      pen.fillText(value === null ? '—' : shortCorrelation(value), x + w / 2, y + h / 2 + 1)
    }
  }
}

/** `.57`, `−.05`, `1.00`: the zero before the point says nothing twenty times a row. */
export function shortCorrelation(value: number): string {
  return formatNumber(value, 2).replace(/^(−?)0\./, '$1.')
}
