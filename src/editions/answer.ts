/** A week's recap as an answer in chat: in one language or both, at any length, with its figures as a file. */
import { composeEdition, type Composition } from '#src/briefing/compose.ts'
import type { Length } from '#src/briefing/compose/look.ts'
import type { Edition } from '#src/briefing/edition.ts'
import type { SectionName } from '#src/briefing/section.ts'
import type { Additions } from '#src/chat/additions.ts'
import { type Block, type Message, withInstants } from '#src/chat/message.ts'
import { BOTH, type Locale } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import type { Week } from '#src/market/week.ts'
import { briefingJson } from './figures.ts'
import { makeEditionInSteps } from './make.ts'

export interface RecapRequest {
  readonly week: Week
  readonly length: Length
  /** `auto` is the language of `words`; `both` begins with it. */
  readonly language: 'auto' | 'both' | Locale
  readonly sections: readonly SectionName[] | undefined
  readonly withFigures: boolean
  /** What moderators add, each in the languages they wrote it in. */
  readonly additions?: Additions | undefined
}

export interface RecapLook {
  readonly words: Words
  readonly theme: 'dark' | 'light'
  readonly colors: 'standard' | 'jp' | 'cvd'
}

/** Charts beside the sheet at full length: with it six pictures, what an album holds well. */
const CHARTS = 5

/** The recap of a week that was not frozen, from what is known now. */
export async function answerRecap(
  history: History,
  request: RecapRequest,
  look: RecapLook,
): Promise<Message> {
  return formatRecap(await makeEditionInSteps(history, request.week), request, look)
}

/** The recap of an edition. */
export function formatRecap(edition: Edition, request: Omit<RecapRequest, 'week'>, look: RecapLook): Message {
  const { sections, length } = request
  const additionsIn = (locale: Locale) => {
    const { note, intro, headline } = request.additions ?? {}
    return { note: note?.[locale], intro: intro?.[locale], headline: headline?.[locale] }
  }
  const versions = languagesOf(request.language, look.words.locale).map((locale) => {
    const { clock, money } = look.words
    // The year that goes without saying is the edition's, and so is the rate of its yen.
    const own = createWords(locale, clock, edition.week.end, money && { ...money, yen: edition.yen })
    const additions = additionsIn(locale)
    const stated = { ...look, words: own, length, charts: CHARTS, sections, additions }
    return { words: own, composition: composeEdition(edition, stated), note: additions.note }
  })
  const [first, second] = versions.map(({ composition }) => composition)
  if (!first) throw new RangeError('a recap is written in at least one language')
  const message = second ? inBoth(first, second) : first.message
  if (!request.withFigures) return message
  const text = `${JSON.stringify(briefingJson(edition, versions), null, 2)}\n`
  return { ...message, files: [{ name: 'briefing.json', mediaType: 'application/json', text }] }
}

function languagesOf(language: RecapRequest['language'], own: Locale): readonly Locale[] {
  if (language === 'auto') return [own]
  return language === 'both' ? BOTH.toSorted((a) => (a === own ? -1 : 1)) : [language]
}

/** One after the other, with the pictures of the first: they show the same figures. */
function inBoth({ message }: Composition, { message: other }: Composition): Message {
  const heading: Block = { kind: 'paragraph', heading: other.title, text: other.subtitle ?? '' }
  const blocks = other.blocks.map((block): Block => {
    if (!('image' in block)) return block
    const { image: _, ...rest } = block
    return rest
  })
  const both = {
    ...message,
    blocks: [...message.blocks, heading, ...blocks],
    footer: [...message.footer, ...other.footer],
  }
  return withInstants(both, other.instants)
}
