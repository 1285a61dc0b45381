/**
 * Names set apart from the text around them by first strong isolate and pop directional isolate (Unicode UAX 9): what
 * stands between is laid out on its own, and moves nothing around it. Runs wherever texts are made, also on a page.
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

/** A sentence whose right-to-left names are each set apart, and in which nothing else turns the direction. */
export function withNamesApart(sentence: string): string {
  const plain = sentence.replace(TURNING, '')
  if (!hasRightToLeft(plain)) return plain
  const pieces = plain.split(BETWEEN)
  return pieces.map((one) => (one.startsWith(ISOLATE) ? one : one.replace(NAME, isolated))).join('')
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

const LETTER = '\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}'
const RIGHT_TO_LEFT = new RegExp(`[${LETTER}]`, 'u')
/** From its first to its last letter. */
const NAME = new RegExp(`[${LETTER}](?:[${LETTER}\\p{M}\\p{N} ]*[${LETTER}\\p{M}])?`, 'gu')
/** Marks, embeddings and overrides: what turns the direction of all that follows. */
const TURNING = /[\u061C\u200E\u200F\u202A-\u202E\u2066\u2067]/g
