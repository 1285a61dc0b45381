/** Where a text may be parted: between paragraphs, sentences, clauses, words; never inside a number or a character. */

export interface Parted {
  readonly head: string
  readonly rest: string
}

/**
 * The longest beginning that fits and ends well, and what remains. `fits` must hold for every beginning of a text for
 * which it holds. White space at the cut goes; nothing else does. The head is empty where not even one character fits.
 */
export function splitText(text: string, fits: (head: string) => boolean): Parted {
  if (fits(text)) return { head: text, rest: '' }
  const ends = characterEnds(text)
  const longest = longestFitting(text, ends, fits)
  const at = borderBefore(text, ends, longest)
  return { head: text.slice(0, at).trimEnd(), rest: text.slice(at).trimStart() }
}

/** Borders from the best to the worst, each with the share of the room that a cut there must at least use. */
const BORDERS: readonly (readonly [border: RegExp, least: number])[] = [
  [/\n\n/g, 0.4],
  [/\n/g, 0.4],
  [/(?<=[。！？][」』）]*)(?![。！？」』）])|(?<=[.!?…]["”’)\]]*)\s/g, 0.4],
  [/(?<=[、，；])|(?<=[,;:–—])\s/g, 0.6],
  [/\s/g, 0.5],
]

/** Characters before the end of the room in which a cut between words or figures is looked for. */
const NEAR = 40

/** What belongs together inside a word or a figure: `1,350億ドル`, `−0.0042%`, `BTC`. */
const INSIDE = /[\p{Script=Latin}\p{N}\p{Mark}.,%+−$'’_/@#&:-]/u
const UNIT = /[兆億万千円ドル%％年月日時分回週枚人件]/u

function borderBefore(text: string, ends: readonly number[], longest: number): number {
  for (const strict of [true, false]) {
    for (const [border, least] of BORDERS) {
      const at = lastBorder(text, border, longest)
      if (at > 0 && (!strict || at >= longest * least)) return at
    }
  }
  // No border at all: between two characters that do not belong together, if there are such, else anywhere.
  const near = ends.filter((end) => end <= longest && end > longest - NEAR).reverse()
  return near.find((end) => !belong(text, end) && !splitsFigure(text, end)) ?? longest
}

function lastBorder(text: string, border: RegExp, longest: number): number {
  let last = 0
  // One character more: the white space after a sentence that just fits goes with the cut.
  for (const match of text.slice(0, longest + 1).matchAll(border)) {
    if (match.index <= longest && !splitsFigure(text, match.index)) last = match.index
  }
  return last
}

/** A figure may be written with a space before its unit: `12.0 %`, `400 億`. */
function splitsFigure(text: string, at: number): boolean {
  const after = text.slice(at).trimStart().slice(0, 1)
  return /\p{N}\s?$/u.test(text.slice(Math.max(0, at - 2), at)) && UNIT.test(after)
}

function belong(text: string, at: number): boolean {
  const before = [...text.slice(Math.max(0, at - 2), at)].at(-1) ?? ''
  const after = String.fromCodePoint(text.codePointAt(at) ?? 0)
  const unit = UNIT.test(after)
  return INSIDE.test(before) ? unit || INSIDE.test(after) : unit && UNIT.test(before)
}

function longestFitting(text: string, ends: readonly number[], fits: (head: string) => boolean): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(text.slice(0, ends[middle - 1]))) low = middle
    else high = middle - 1
  }
  const longest = ends[low - 1] ?? 0
  // A single character can be longer than all room, as with hundreds of marks on one letter: then its parts.
  return longest > 0 ? longest : pointsFitting(text, fits)
}

function pointsFitting(text: string, fits: (head: string) => boolean): number {
  let longest = 0
  for (const point of text) {
    if (!fits(text.slice(0, longest + point.length))) break
    longest += point.length
  }
  return longest
}

/** Positions after each character as a reader counts them: an emoji of several code points is one. */
function characterEnds(text: string): number[] {
  return [...new Intl.Segmenter().segment(text)].map(({ index, segment }) => index + segment.length)
}
