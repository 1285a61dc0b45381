/** Answering a clicked button of a posted recap: to the member who clicked alone, from the edition that was posted. */
import { composeEdition } from '#src/briefing/compose.ts'
import type { Edition } from '#src/briefing/edition.ts'
import { formatEvidence } from '#src/briefing/evidence.ts'
import type { SectionName, Statement } from '#src/briefing/section.ts'
import type { Additions } from '#src/chat/additions.ts'
import type { ActionRecord } from '#src/chat/memory.ts'
import { type Message, withInstants } from '#src/chat/message.ts'
import type { Reply } from '#src/chat/request.ts'
import { formatRecap, type RecapLook } from '#src/editions/answer.ts'
import type { Editions } from '#src/editions/freeze.ts'
import { choiceIn, lookOf, type PostChoice, withPostButtons } from '#src/editions/postbuttons.ts'
import { RequestError } from '#src/errors.ts'
import { recordInstants } from '#src/i18n/instants.ts'
import { createWords, type Words } from '#src/i18n/words.ts'

/** Throws RequestError for a button that means nothing, or whose edition is not kept any more. */
export async function answerPostClick(
  record: ActionRecord,
  choice: string,
  editions: Pick<Editions, 'get'> | undefined,
): Promise<Reply> {
  const asked = choiceIn(choice)
  if (!asked) throw new RequestError('chat.unknownClick')
  const posted = lookOf(record)
  const edition = await editions?.get(posted.edition)
  if (!edition) throw new RequestError('chat.expired')
  const { zone, theme, colors, currency } = posted
  const money = currency === 'usd' ? undefined : { currency, yen: edition.yen }
  const words = createWords(asked.language, zone, edition.week.end, money)
  const sections = posted.sections as readonly SectionName[] | undefined
  const { additions } = posted
  const message = messageOf(asked, { edition, sections, additions, id: record.id }, { words, theme, colors })
  return { message, private: true, edit: false }
}

interface Asked {
  readonly edition: Edition
  readonly sections: readonly SectionName[] | undefined
  readonly additions: Additions | undefined
  /** Of the record. */
  readonly id: string
}

function messageOf(
  choice: PostChoice,
  { edition, sections, additions, id }: Asked,
  look: RecapLook,
): Message {
  const { words } = look
  const recap = (length: 'full' | 'compact') =>
    formatRecap(edition, { length, language: choice.language, sections, withFigures: false, additions }, look)
  switch (choice.kind) {
    case 'more':
      return recap('full')
    case 'short': {
      const { thread: _, ...message } = withPostButtons(recap('compact'), id, words, {
        alone: true,
      })
      return message
    }
    case 'why':
      return evidence(edition, sections, choice.section, look)
    case 'about':
      return about(words)
  }
}

/** The claims of the lines, or of one section, each with its rule and the facts behind it. */
function evidence(
  edition: Edition,
  sections: readonly SectionName[] | undefined,
  name: SectionName | undefined,
  look: RecapLook,
): Message {
  const { words, instants } = recordInstants(look.words)
  const composed = composeEdition(edition, { ...look, words, length: 'text', charts: 0, sections })
  const section = composed.sections.find((one) => one.name === name)
  const claims: readonly Statement[] =
    name === undefined
      ? composed.facts
      : (section?.statements ?? []).filter((statement) => composed.said.has(statement))
  const symbolOf = (asset: string) => edition.symbols[asset] ?? asset
  const message: Message = {
    title: words.say('chat:titles.why'),
    subtitle: name === undefined ? composed.message.title : (words.find(`headings.${name}`) ?? name),
    blocks: claims
      .filter((claim) => Object.keys(claim.evidence).length > 0)
      .map((claim) => formatEvidence(claim, words, symbolOf)),
    images: [],
    footer: composed.message.footer,
  }
  return withInstants(message, instants())
}

function about(words: Words): Message {
  return {
    title: words.say('chat:post.aboutTitle'),
    blocks: [
      { kind: 'paragraph', text: words.say('chat:post.aboutText') },
      {
        kind: 'bullets',
        items: [
          words.say('chat:post.aboutMore'),
          words.say('chat:post.aboutWhy'),
          words.say('chat:post.aboutHelp'),
        ],
      },
    ],
    images: [],
    footer: [],
  }
}
