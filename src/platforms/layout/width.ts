/** Widths of text in cells, where Japanese characters take two. */
import { eastAsianWidth } from 'get-east-asian-width'

/** Cells that a text takes. Zero-width joiners and marks count nothing. */
export function widthOf(text: string): number {
  let width = 0
  for (const char of text) {
    if (/\p{Mn}|\p{Cf}/u.test(char)) continue
    width += eastAsianWidth(char.codePointAt(0) ?? 0)
  }
  return width
}

/** A text filled up to a width in cells. */
export function pad(text: string, width: number, align: 'left' | 'right'): string {
  const blank = ' '.repeat(Math.max(0, width - widthOf(text)))
  return align === 'left' ? text + blank : blank + text
}
