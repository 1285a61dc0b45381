/**
 * Names set apart from the text around them by first strong isolate and pop directional isolate (Unicode UAX 9): what
 * stands between is laid out on its own. Runs wherever pictures are drawn, also on a page.
 */

export type Direction = 'ltr' | 'rtl'

/** A name, or the text between two. */
export interface Piece {
  readonly text: string
  readonly direction: Direction
}

export const [ISOLATE, POP] = ['\u2068', '\u2069'] as const

/** A name between isolates. */
export function isolated(name: string): string {
  return `${ISOLATE}${name}${POP}`
}

/** Whether the text has a letter of a script that is written from right to left. */
export function hasRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text)
}

/** The pieces of a text in reading order, without the isolates; none is empty. */
export function piecesOf(text: string): readonly Piece[] {
  return text.split(BETWEEN).flatMap((piece): Piece[] => {
    const bare = piece.replace(MARKS, '')
    return bare === '' ? [] : [{ text: bare, direction: directionOf(piece) }]
  })
}

/** A name's own direction is that of its first letter; our sentences all run from left to right. */
function directionOf(piece: string): Direction {
  const letter = piece.startsWith(ISOLATE) ? /\p{L}/u.exec(piece)?.[0] : undefined
  return letter !== undefined && hasRightToLeft(letter) ? 'rtl' : 'ltr'
}

const BETWEEN = /(\u2068[^\u2068\u2069]*\u2069)/u
const MARKS = /[\u2068\u2069]/g
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
