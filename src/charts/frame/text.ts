/** Writing on the canvas: one font, sizes that shrink to fit, and cuts with an ellipsis where even that is too wide. */
import { FONT_STACK } from '#src/charts/faces.ts'
import type { Pen } from './pen.ts'

export type Weight = 'normal' | 'bold'

export interface Ink {
  readonly size: number
  readonly color: string
  readonly weight?: Weight
  readonly align?: 'left' | 'center' | 'right'
  readonly baseline?: 'alphabetic' | 'middle'
}

export function fontOf(size: number, weight: Weight = 'normal'): string {
  return `${weight === 'bold' ? 'bold ' : ''}${size}px ${FONT_STACK}`
}

export function write(pen: Pen, text: string, x: number, y: number, ink: Ink): void {
  pen.font = fontOf(ink.size, ink.weight)
  pen.fillStyle = ink.color
  pen.textAlign = ink.align ?? 'left'
  pen.textBaseline = ink.baseline ?? 'alphabetic'
  pen.fillText(text, x, y)
}

export function widthOf(pen: Pen, text: string, size: number, weight?: Weight): number {
  pen.font = fontOf(size, weight)
  return pen.measureText(text).width
}

/** The greatest whole size from `size` down to `least` at which the text fits, and the text, cut if none does. */
export function fitted(
  pen: Pen,
  text: string,
  width: number,
  { size, least, weight = 'normal' as Weight }: { size: number; least: number; weight?: Weight },
): { readonly text: string; readonly size: number } {
  for (let tried = size; tried >= least; tried--) {
    if (widthOf(pen, text, tried, weight) <= width) return { text, size: tried }
  }
  return { text: cutEnd(pen, text, width, least, weight), size: least }
}

/** Keeps the start. */
export function cutEnd(
  pen: Pen,
  text: string,
  width: number,
  size: number,
  weight: Weight = 'normal',
): string {
  const letters = [...text]
  while (letters.length > 1 && widthOf(pen, `${letters.join('')}…`, size, weight) > width) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/** Keeps both ends and drops the middle. */
export function cutMiddle(pen: Pen, text: string, width: number, size: number): string {
  const letters = [...text]
  for (let kept = letters.length; kept > 2; kept--) {
    const head = letters.slice(0, Math.ceil(kept / 2)).join('')
    const tail = letters.slice(letters.length - Math.floor(kept / 2)).join('')
    const cut = kept === letters.length ? text : `${head}…${tail}`
    if (widthOf(pen, cut, size) <= width) return cut
  }
  return '…'
}
