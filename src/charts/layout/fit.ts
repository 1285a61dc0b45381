/** Words within a width: smaller first, then on several lines, at last shortened by whole graphemes. */
import type { Locale } from '#src/i18n/locale.ts'
import type { Measure, Weight } from '../scene.ts'
import { ISOLATE, POP } from '#src/i18n/isolates.ts'
import { linePieces } from './breaks.ts'

export interface Fitted {
  readonly size: number
  readonly lines: readonly string[]
}

export interface FitRequest {
  readonly width: number
  readonly size: number
  readonly least: number
  readonly lines: number
  readonly weight: Weight
  readonly locale: Locale
}

/** One line at the greatest size that fits, else the fewest lines, each as even as its pieces allow. */
export function fitted(text: string, request: FitRequest, measure: Measure): Fitted {
  const { width, size, least, lines, weight, locale } = request
  for (let tried = size; tried >= least; tried--) {
    if (measure(text, tried, weight) <= width) return { size: tried, lines: [text] }
  }
  const pieces = linePieces(text, locale)
  for (let tried = size; tried >= least; tried--) {
    const widthOf = (line: string) => measure(line, tried, weight)
    const wrapped = wrap(pieces, width, widthOf)
    // A name may be longer than a whole line.
    const fits = wrapped.length <= lines && wrapped.every((line) => widthOf(line) <= width)
    if (fits) return { size: tried, lines: wrapped }
  }
  const filled = fill(pieces, width, (line) => measure(line, least, weight))
  const rest = filled.slice(lines - 1).join('')
  return {
    size: least,
    lines: [
      ...filled.slice(0, lines - 1).map((line) => shorten(line.trimEnd(), width, least, weight, measure)),
      ...(rest === '' ? [] : [shorten(rest, width, least, weight, measure)]),
    ],
  }
}

/** Lines as full as the width allows, whatever the last one holds. */
export function filled(
  text: string,
  width: number,
  locale: Locale,
  widthOf: (line: string) => number,
): string[] {
  return fill(linePieces(text, locale), width, widthOf).map((line) => line.trimEnd())
}

/** As few lines as the width allows, then balanced: the least width at which they are no more. */
function wrap(pieces: readonly string[], width: number, widthOf: (line: string) => number): string[] {
  const greedy = fill(pieces, width, widthOf)
  let low = width / Math.max(1, greedy.length)
  let high = width
  while (high - low > 8) {
    const middle = (low + high) / 2
    const tried = fill(pieces, middle, widthOf)
    if (tried.length <= greedy.length && tried.every((line) => widthOf(line.trimEnd()) <= middle))
      high = middle
    else low = middle
  }
  return fill(pieces, high, widthOf).map((line) => line.trimEnd())
}

function fill(pieces: readonly string[], width: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = []
  for (const piece of pieces) {
    const line = lines.at(-1)
    if (line !== undefined && widthOf((line + piece).trimEnd()) <= width)
      lines[lines.length - 1] = line + piece
    else lines.push(piece)
  }
  return lines
}

/** Keeps the start, by whole graphemes. */
export function shorten(text: string, width: number, size: number, weight: Weight, measure: Measure): string {
  if (measure(text, size, weight) <= width) return text
  const graphemes = Array.from(segmenter.segment(text), ({ segment }) => segment)
  for (let kept = graphemes.length - 1; kept > 0; kept--) {
    const cut = `${closed(graphemes.slice(0, kept).join('').trimEnd())}…`
    if (measure(cut, size, weight) <= width) return cut
  }
  return '…'
}

/** What a reader sees as one character is never parted. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** A name that is cut stays within its isolates. */
function closed(start: string): string {
  return start.lastIndexOf(ISOLATE) > start.lastIndexOf(POP) ? start + POP : start
}
