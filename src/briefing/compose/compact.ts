/** The short form of a recap: the thread's, as far as a schedule chose its sections. */
import type { Look } from './look.ts'
import { strongestOf } from '../recap.ts'
import type { SectionName, Statement } from '../section.ts'
import type { Thread } from '../thread.ts'
import type { FormattedThread } from '../thread/format.ts'

/** Sentences of a short form that no thread has made, or of which a schedule left some out. */
const STRONGEST = 3

/** Which section a line of the short form speaks for, by its key or by the group of its series. */
const BY_KEY: readonly (readonly [RegExp, SectionName])[] = [
  [/^thread:compact\.coins/u, 'openinterest'],
  [/^thread:compact\.breadth/u, 'movers'],
  [/^thread:compact\.watch/u, 'outlook'],
]
const BY_GROUP: Readonly<Record<string, SectionName>> = {
  coins: 'movers',
  marketcap: 'marketcap',
  cross: 'assets',
  macro: 'macro',
  sentiment: 'macro',
  funding: 'funding',
  openinterest: 'openinterest',
  volatility: 'volatility',
  breadth: 'movers',
  volume: 'volume',
}

/**
 * Bitcoin's price always; other lines where their section was chosen, and the strongest sentences of the chosen ones
 * where that leaves room.
 */
export function compactLines(
  thread: Thread,
  formatted: FormattedThread,
  said: ReadonlyMap<Statement, string>,
  { sections, words }: Look,
): readonly string[] {
  if (formatted.compact.length === 0) return strongestOf(said, STRONGEST)
  if (sections === undefined) return formatted.compact
  const kept = thread.compact.flatMap((line, i) => {
    const section = sectionOf(line)
    return section === undefined || sections.includes(section)
      ? [{ line, text: formatted.compact[i] as string }]
      : []
  })
  const texts = kept.map(({ text }) => text)
  if (kept.length === thread.compact.length) return texts
  const watched = kept.findIndex(({ line }) => line.key.startsWith('thread:compact.watch'))
  const at = watched < 0 ? texts.length : watched
  const more: string[] = []
  for (const text of strongestOf(said, STRONGEST)) {
    const all = [...texts, ...more, text].join(words.grammar.gap)
    if (texts.length + more.length < STRONGEST && [...all].length <= words.grammar.room.compact)
      more.push(text)
  }
  return texts.toSpliced(at, 0, ...more)
}

/** Undefined for bitcoin's price, which every recap begins with. */
function sectionOf({ key, extremes }: Statement): SectionName | undefined {
  const byKey = BY_KEY.find(([pattern]) => pattern.test(key))?.[1]
  const group = extremes?.[0]?.split('.')[0]
  return byKey ?? (group === undefined ? undefined : BY_GROUP[group])
}
