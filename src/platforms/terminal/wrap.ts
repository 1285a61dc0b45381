/** Lines broken to a width in terminal cells, where Japanese characters take two. */
import { widthOf } from '#src/platforms/layout/width.ts'

/** Breaks a paragraph into lines of at most `width` cells; figures and Latin words stay whole. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => wrapLine(paragraph, width))
}

function wrapLine(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of pieces(text)) {
    const fits = widthOf(line + piece.trimEnd()) <= width
    if (line !== '' && !fits) {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    } else {
      line += piece
    }
  }
  if (line !== '') lines.push(line.trimEnd())
  return lines
}

/**
 * Pieces that must not be broken: a Latin word or figure with its unit, else a single character; an opening bracket
 * goes with what follows it, closing brackets, stops and small kana with what they follow.
 */
function pieces(text: string): string[] {
  return text.match(PIECE) ?? []
}

const PIECE = new RegExp(
  [
    '[（「『【〈《(\\[]*',
    "(?:[\\p{Script=Latin}\\p{N}$+−.,%’'/–_-]+(?::[\\p{Script=Latin}\\p{N}/][\\p{Script=Latin}\\p{N}$+−.,%’'/–_:&-]*)?(?:[兆億万]?(?:ドル|円|人|%))?|.)",
    '[、。，．・：；？！）」』】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜％.,:;?!)\\]]*',
    '\\s*',
  ].join(''),
  'gu',
)
