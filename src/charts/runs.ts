/**
 * Names in pictures: cleaned of what is not seen, set apart from the text around them, and drawn as runs of one face each.
 */
import { hasRightToLeft, isolated, type Piece, piecesOf } from '#src/i18n/isolates.ts'
import { faceOf } from './glyphs.ts'
import { FONT_FAMILY } from './faces.ts'

/** A piece of a text that is drawn in one go. */
export interface Run extends Piece {
  /** The name that the canvas knows the face by. */
  readonly family: string
}

/** A name in normal form C, without control and direction marks; the joiners that make one emoji of several stay. */
export function cleanName(name: string): string {
  return name.normalize('NFC').replace(UNSEEN, '').trim()
}

const UNSEEN = /[\p{Cc}\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF]/gu

/**
 * A coin's name as pictures write it: the clean name where the charts' own face has it, the same between isolates where
 * another face draws it or it runs from right to left, and the coin's id where no face has all its characters.
 */
export function drawnName(name: string, id: string): string {
  const clean = cleanName(name)
  const face = faceOf(clean)
  if (face === undefined || clean === '') return id
  return face.family === FONT_FAMILY && !hasRightToLeft(clean) ? clean : isolated(clean)
}

/**
 * The pieces of a text in reading order, each whole in the first face that can draw it. What no face has is left out: no
 * picture shows an empty box.
 */
export function runsOf(text: string): readonly Run[] {
  const merged: Run[] = []
  for (const run of piecesOf(text).flatMap(runsOfPiece)) {
    const last = merged.at(-1)
    if (last?.family === run.family && last.direction === run.direction)
      merged.splice(-1, 1, { ...run, text: last.text + run.text })
    else merged.push(run)
  }
  return merged
}

function runsOfPiece({ text, direction }: Piece): readonly Run[] {
  const face = faceOf(text)
  if (face) return [{ text, direction, family: face.family }]
  return graphemesOf(text).flatMap((grapheme) => {
    const own = faceOf(grapheme)
    return own ? [{ text: grapheme, direction, family: own.family }] : []
  })
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function graphemesOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}
