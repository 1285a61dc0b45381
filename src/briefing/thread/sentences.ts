/** Entries of the ledger as sentences: one alone, or two that share a day and a reach. */
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Statement } from '../section.ts'
import { formOf, isOfWeek, moveOf, subjectOf, type SymbolOf, valuesOf } from './entries.ts'
import { isPair, type Link } from './links.ts'
import { lineOf } from './material.ts'

/** The sentence of an entry; a link opens it, and then it begins with its date. */
export function sentenceOf(entry: RankedExtreme, symbolOf: SymbolOf, link?: Link): Statement {
  const values = valuesOf(entry, symbolOf)
  const subject = subjectOf(entry, symbolOf)
  const line = lineOf(
    `thread:entry.${formOf(entry)}`,
    { ...values, who: { subject, ...opening(entry, link) } },
    [entry],
  )
  // The second wording opens with the date, which is what a link needs.
  return link === undefined ? line : { ...line, wording: 1, linked: link }
}

/** A move of a young record: stated by its size, without a since. */
export function youngSentence(entry: RankedExtreme, symbolOf: SymbolOf, link?: 'contrast'): Statement {
  const subject = subjectOf(entry, symbolOf)
  const ofDay = entry.series.endsWith('.dayReturn') || entry.series.endsWith('.dayChange')
  const { at, move } = valuesOf(entry, symbolOf)
  const who = {
    subject,
    ...(link && { opening: link }),
    ...(ofDay && { opening: link ? 'contrastOn' : 'on', day: entry.at }),
  }
  const line = lineOf(ofDay ? 'thread:young.day' : 'thread:young.week', { subject, who, at, move }, [entry])
  // The second wording opens with what links it.
  return link === undefined ? line : { ...line, wording: 1, linked: link }
}

/** Two moves of one day with the same reach; undefined where the two are no pair. */
export function pairOf(
  a: RankedExtreme,
  b: RankedExtreme,
  symbolOf: SymbolOf,
  link?: Link,
): Statement | undefined {
  if (!isPair(a, b) || formOf(a) !== 'move') return undefined
  const subject = subjectOf(a, symbolOf)
  const values = {
    a: subject,
    b: subjectOf(b, symbolOf),
    who: { subject, ...opening(a, link) },
    at: a.at,
    aMove: moveOf(a),
    bMove: moveOf(b),
    extent: valuesOf(a, symbolOf).extent,
  }
  const line = lineOf('thread:pair.move', values, [a, b])
  return link === undefined ? line : { ...line, wording: 1, linked: link }
}

function opening(entry: RankedExtreme, link: Link | undefined): { opening?: string; day?: number } {
  if (isOfWeek(entry) || ['readingEnd', 'readingWeek'].includes(formOf(entry)))
    return link === 'contrast' ? { opening: 'contrast' } : {}
  // A run is dated by its beginning, unless a link joins its end to the sentence before.
  if (link === undefined && entry.from !== undefined) return { opening: 'from', day: entry.from }
  const name = link === undefined ? 'on' : link === 'contrast' ? 'contrastOn' : link
  return { opening: name, day: entry.at }
}
