/** Title, subtitle, source line and brand of a whole picture; the title row of a panel. */
import type { Frame, Heading, Size, Skin } from '#src/charts/spec.ts'
import { colorOf, SIZES, tokensOf } from '#src/charts/theme.ts'
import type { Pen } from './pen.ts'
import { cutMiddle, fitted, widthOf, write } from './text.ts'

const { margin } = SIZES

/** `subtitleWidth` is what a legend at the right leaves of the row. */
export function drawHeading(
  pen: Pen,
  heading: Heading,
  size: Size,
  skin: Skin,
  subtitleWidth?: number,
): void {
  const tokens = tokensOf(skin)
  const width = size.width - 2 * margin
  const title = fitted(pen, heading.title, width, {
    size: SIZES.title,
    least: SIZES.titleLeast,
    weight: 'bold',
  })
  write(pen, title.text, margin, 60, { size: title.size, color: tokens.text, weight: 'bold' })
  const subtitle = fitted(pen, heading.subtitle, subtitleWidth ?? width, { size: SIZES.subtitle, least: 17 })
  write(pen, subtitle.text, margin, 98, { size: subtitle.size, color: tokens.sub })
  drawSource(pen, heading, size, tokens.sub)
}

export function drawPanelTitle(pen: Pen, panel: NonNullable<Frame['panel']>, size: Size, skin: Skin): void {
  const tokens = tokensOf(skin)
  const value = panel.value
  const valueWidth = value ? widthOf(pen, value.text, SIZES.panelValue, 'bold') + 16 : 0
  const title = fitted(pen, panel.title, size.width - 36 - valueWidth, {
    size: SIZES.panelTitle,
    least: SIZES.least + 2,
    weight: 'bold',
  })
  write(pen, title.text, 18, 34, { size: title.size, color: tokens.text, weight: 'bold' })
  if (!value) return
  write(pen, value.text, size.width - 18, 34, {
    size: SIZES.panelValue,
    color: colorOf(value.tone, skin),
    weight: 'bold',
    align: 'right',
  })
}

/** One line that shrinks, else two; where even two are too narrow the middle gives way, never the ends. */
function drawSource(pen: Pen, { source, brand }: Heading, size: Size, color: string): void {
  const y = size.height - 22
  write(pen, brand, size.width - margin, y, { size: SIZES.source, color, align: 'right' })
  const width = size.width - 2 * margin - widthOf(pen, brand, SIZES.source) - 24
  for (let tried: number = SIZES.source; tried >= SIZES.least; tried--) {
    if (widthOf(pen, source, tried) > width) continue
    write(pen, source, margin, y, { size: tried, color })
    return
  }
  const [first, second] = inTwoLines(pen, source, width)
  write(pen, first, margin, y - 12, { size: SIZES.least, color })
  write(pen, cutMiddle(pen, second, width, SIZES.least), margin, y + 8, { size: SIZES.least, color })
}

/** Breaks after the last separator that fits. */
function inTwoLines(pen: Pen, text: string, width: number): [string, string] {
  let cut = 0
  for (const match of text.matchAll(/[、。・；）]|[,;)]? /g)) {
    const end = match.index + match[0].length
    if (widthOf(pen, text.slice(0, end), SIZES.least) > width) break
    cut = end
  }
  if (cut === 0) cut = Math.floor(text.length / 2)
  return [text.slice(0, cut).trimEnd(), text.slice(cut)]
}
