/** The short form of a recap: its lines, its strongest sections to be read on demand, and every section for a thread. */
import type { Block, Fact, Follower, Image, Message } from '#src/chat/message.ts'
import type { Words } from '#src/i18n/words.ts'
import { editionNumber } from '#src/market/editionnumber.ts'
import { numberOf } from '#src/charts/framed.ts'
import { DAY, startOfDay } from '#src/market/time.ts'
import type { Edition } from '../edition.ts'
import { factsOf, formatFact } from '../facts.ts'
import { paragraphOf } from '../format.ts'
import { strongestOf } from '../recap.ts'
import { type Section, salienceOf, type Statement } from '../section.ts'
import type { FormattedThread } from '../thread/format.ts'
import { closingBlocks, openingBlocks } from './blocks.ts'
import type { Look } from './look.ts'
import { joint } from './sources.ts'

/** Lines of a short form whose schedule left most of them out, or whose figures are missing. */
const LEAST = 3
/** Sentences of a section that is read on demand: those that it begins with. */
const QUOTED = 2

export interface ShortParts {
  readonly edition: Edition
  readonly recap: readonly Section[]
  readonly said: ReadonlyMap<Statement, string>
  readonly thread: FormattedThread
  readonly pictures: readonly Image[]
  /** Entries of the ledger that the edition states. */
  readonly stated: ReadonlySet<string>
}

/** The lines as claims. */
export function shortFacts(
  { edition, stated }: Pick<ShortParts, 'edition' | 'stated'>,
  { sections }: Pick<Look, 'sections'>,
): readonly Statement[] {
  return factsOf(edition, stated, sections)
}

/** What stands under the sheet, and what follows it. `notes` come first, moderators' `note` after the lines. */
export function shortForm(
  parts: ShortParts,
  { notes, note }: { readonly notes: readonly Block[]; readonly note: readonly Block[] },
  look: Look,
): Pick<Message, 'blocks' | 'images' | 'hidesTitle' | 'framed' | 'picturesFirst' | 'thread'> {
  const { edition, pictures } = parts
  const { words } = look
  const sheet = pictures.filter(({ name }) => name === 'sheet')
  const messages = followers(parts, words)
  return {
    hidesTitle: true,
    framed: true,
    picturesFirst: true,
    blocks: [...notes, ...factsBlock(parts, look), ...note, ...quotes(parts, words)],
    images: sheet,
    ...(messages.length > 0 && {
      thread: {
        title: words.say('headings.sections', editionNumber(edition.week.end, edition.week.zone)),
        messages,
      },
    }),
  }
}

/** Window, number, and that this is no advice: one line. */
export function shortLine({ week, data }: Edition, words: Words): string {
  const to = startOfDay(week.edition)
  return [
    words.say('headings.window', { from: to - 7 * DAY, to, zone: week.zone }),
    numberOf(week, words),
    data.kind === 'simulated' ? words.say('method.simulated') : '',
    words.say('method.noAdvice'),
  ]
    .filter((part) => part !== '')
    .join(joint(words))
}

function factsBlock(parts: ShortParts, look: Look): Block[] {
  const facts = shortFacts(parts, look).map((one) => formatFact(one, look.words))
  const more = strongestOf(parts.said, Math.max(0, LEAST - facts.length)).map((text): Fact => ({ text }))
  const items = [...facts, ...more]
  return items.length === 0 ? [] : [{ kind: 'facts', items }]
}

/** The strongest sections first: a platform shows as many as it has room for. */
function quotes({ recap, said }: ShortParts, words: Words): Block[] {
  return recap
    .filter(({ statements }) => statements.length > 0)
    .toSorted((a, b) => salienceOf(b) - salienceOf(a))
    .map((section) => ({
      kind: 'quote',
      heading: words.say(`headings.${section.name}`),
      text: paragraphOf(sentencesOf(section, said).slice(0, QUOTED), words),
    }))
}

/** Summary and timeline, then a message a section with its picture; the outlook with all that closes a recap. */
function followers({ recap, said, thread, pictures }: ShortParts, words: Words): Follower[] {
  const summary = openingBlocks(thread, words).map((block): Block => {
    if (!('image' in block)) return block
    const { image: _, ...rest } = block
    return rest
  })
  const opening: Follower[] =
    summary.length === 0
      ? []
      : [{ name: 'summary', ...headed(words.say('thread:headings.summary'), summary, []) }]
  return [
    ...opening,
    ...recap.flatMap((section): Follower[] => {
      const blocks = sectionBlocks(section)
      if (blocks.length === 0) return []
      const images = pictures.filter(({ name }) => name === section.name)
      return [{ name: section.name, ...headed(words.say(`headings.${section.name}`), blocks, images) }]
    }),
  ]

  function sectionBlocks(section: Section): Block[] {
    const isOutlook = section.name === 'outlook'
    const view = isOutlook && thread.view !== undefined ? [thread.view] : []
    const sentences = sentencesOf(section, said)
    const text = [...(sentences.length > 0 ? [paragraphOf(sentences, words)] : []), ...view].join('\n')
    return [
      ...(text === '' ? [] : [{ kind: 'paragraph' as const, text, image: section.name }]),
      ...(isOutlook ? closingBlocks(thread, recap, words) : []),
    ]
  }

  function headed(title: string, [first, ...others]: readonly Block[], images: readonly Image[]) {
    // The title is the first block's heading already.
    const { heading, ...rest } = first ?? { kind: 'paragraph' as const, text: '' }
    const blocks =
      heading === undefined || heading === title ? [rest as Block, ...others] : [first as Block, ...others]
    return { title, blocks, images, footer: [], framed: true }
  }
}

function sentencesOf({ statements }: Section, said: ReadonlyMap<Statement, string>): string[] {
  return statements.flatMap((one) => said.get(one) ?? [])
}
