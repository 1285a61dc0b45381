/** The row above the plot: what the axes measure at its ends, the newest value between them. */
import type { Caption, Frame, Skin } from '#src/charts/spec.ts'
import { colorOf, SIZES } from '#src/charts/theme.ts'
import type { Box, Pen } from './pen.ts'
import { fitted, widthOf, write } from './text.ts'

const BASELINE = 134
const GAP = 28

export function drawCaptions(pen: Pen, captions: NonNullable<Frame['captions']>, row: Box, skin: Skin): void {
  const { left, center, right } = captions
  const leftWidth = left ? widthOf(pen, left.text, SIZES.caption, weightOf(left)) : 0
  const rightWidth = right ? widthOf(pen, right.text, SIZES.caption, weightOf(right)) : 0
  if (left) put(pen, left, row.left, SIZES.caption, 'left', skin)
  if (right) put(pen, right, row.right, SIZES.caption, 'right', skin)
  if (!center) return
  const from = row.left + (left ? leftWidth + GAP : 0)
  const to = row.right - (right ? rightWidth + GAP : 0)
  const fit = fitted(pen, center.text, to - from, { size: SIZES.caption, least: SIZES.least, weight: 'bold' })
  const half = widthOf(pen, fit.text, fit.size, 'bold') / 2
  // Centred in the picture where the ends allow it, else in what they leave.
  const middle = Math.min(Math.max((row.left + row.right) / 2, from + half), to - half)
  const caption = { ...center, text: fit.text, strong: true }
  // Without a left caption the callout takes its place: a row begins at the margin.
  if (left) put(pen, caption, middle, fit.size, 'center', skin)
  else put(pen, caption, row.left, fit.size, 'left', skin)
}

function put(
  pen: Pen,
  caption: Caption,
  x: number,
  size: number,
  align: 'left' | 'center' | 'right',
  skin: Skin,
) {
  write(pen, caption.text, x, BASELINE, {
    size,
    align,
    color: colorOf(caption.tone, skin),
    weight: weightOf(caption),
  })
}

function weightOf(caption: Caption): 'bold' | 'normal' {
  return caption.strong ? 'bold' : 'normal'
}
