/** The blocks of a recap: opening, a paragraph a group beside its picture, closing; or the short form. */
import type { Block } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import type { RecapGroup } from '../recap.ts'
import type { Section, Statement } from '../section.ts'
import { formatStatements, paragraphOf } from '../format.ts'
import type { FormattedThread } from '../thread/format.ts'

export interface FormattedGroup extends RecapGroup {
  readonly lines: readonly (readonly [Statement, string])[]
}

/** One paragraph's sentences, so that no three in a row end alike across its sections. */
export function formatGroup({ sections }: RecapGroup, words: Words): (readonly [Statement, string])[] {
  const statements = sections.flatMap((section) => section.statements)
  const sentences = formatStatements(statements, words)
  return statements.map((statement, i) => [statement, sentences[i] as string])
}

export function openingBlocks(thread: FormattedThread, words: Words): Block[] {
  const { summary, timeline } = thread
  return [
    ...(summary.length === 0
      ? []
      : [
          {
            kind: 'paragraph' as const,
            heading: words.say('thread:headings.summary'),
            text: paragraphOf(summary, words),
            image: 'sheet',
          },
        ]),
    ...bullets('timelineZone', timeline, words),
  ]
}

/** What moderators say above every post. */
export function introBlock(text: string | undefined): Block[] {
  return text === undefined ? [] : [{ kind: 'paragraph', text, styled: true }]
}

/** What they say of this edition. */
export function noteBlock(text: string | undefined, words: Words): Block[] {
  return text === undefined
    ? []
    : [{ kind: 'paragraph', heading: words.say('headings.note'), text, styled: true }]
}

/** A group's heading once; a section with a picture begins a paragraph of its own beside it. */
export function groupBlocks(
  { name, sections, lines }: FormattedGroup,
  drawn: ReadonlySet<string>,
  thread: FormattedThread,
  words: Words,
): Block[] {
  const sentences = new Map(lines)
  const parts: { texts: string[]; image?: string }[] = []
  for (const section of sections) {
    const texts = section.statements.map((one) => sentences.get(one) as string)
    if (texts.length === 0) continue
    const last = parts.at(-1)
    if (drawn.has(section.name) || !last)
      parts.push({ texts, ...(drawn.has(section.name) && { image: section.name }) })
    else last.texts.push(...texts)
  }
  const view =
    name === 'positioning' && sections.some((section) => section.name === 'outlook') ? thread.view : undefined
  if (view !== undefined && parts.length === 0) parts.push({ texts: [] })
  return parts.map(({ texts, image }, i): Block => {
    const text = paragraphOf(texts, words)
    const last = i === parts.length - 1 && view !== undefined
    return {
      kind: 'paragraph',
      ...(i === 0 && { heading: words.say(`headings.${name}`) }),
      text: last ? [text, view].filter(Boolean).join('\n') : text,
      ...(image !== undefined && { image }),
    }
  })
}

/** What became of last week's words, earlier weeks alike and the watch list go with the positioning. */
export function closingBlocks(
  { thenAndNow, reference, watch }: FormattedThread,
  recap: readonly Section[],
  words: Words,
): Block[] {
  if (!recap.some((section) => section.name === 'outlook')) return []
  return [
    ...paragraphs('then', thenAndNow, words),
    ...paragraphs('reference', reference === undefined ? [] : [reference], words),
    ...bullets('watch', watch, words),
  ]
}

type Heading = 'timelineZone' | 'then' | 'reference' | 'watch'

function paragraphs(heading: Heading, sentences: readonly string[], words: Words): Block[] {
  if (sentences.length === 0) return []
  return [
    {
      kind: 'paragraph',
      heading: words.say(`thread:headings.${heading}`),
      text: paragraphOf(sentences, words),
    },
  ]
}

function bullets(heading: Heading, items: readonly string[], words: Words): Block[] {
  return items.length === 0
    ? []
    : [{ kind: 'bullets', heading: words.say(`thread:headings.${heading}`), items }]
}
