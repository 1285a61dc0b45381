/** Answering a clicked button of a posted daily: to the member who clicked alone, from the daily that was posted. */
import { composeDaily } from '#src/briefing/daily/compose.ts'
import { formatEvidence } from '#src/briefing/evidence.ts'
import type { Statement } from '#src/briefing/section.ts'
import type { ActionRecord } from '#src/chat/memory.ts'
import type { Message } from '#src/chat/message.ts'
import type { Reply } from '#src/chat/request.ts'
import type { Dailies } from '#src/editions/dailies.ts'
import { choiceIn, lookOf, type PostChoice, withDailyButtons } from '#src/editions/postbuttons.ts'
import { RequestError } from '#src/errors.ts'
import { createWords, type Words } from '#src/i18n/words.ts'

/** Throws RequestError for a button that means nothing, or whose daily is not kept any more. */
export async function answerDailyClick(
  record: ActionRecord,
  choice: string,
  dailies: Pick<Dailies, 'get'> | undefined,
): Promise<Reply> {
  const asked = choiceIn(choice)
  if (!asked) throw new RequestError('chat.unknownClick')
  const { edition: id, zone, theme, colors, currency } = lookOf(record)
  const edition = await dailies?.get(id)
  if (!edition) throw new RequestError('chat.expired')
  const money = currency === 'usd' ? undefined : { currency, yen: edition.yen }
  const words = createWords(asked.language, zone, edition.end, money)
  const composed = composeDaily(edition, { words, theme, colors })
  const symbolOf = (asset: string) => edition.symbols[asset] ?? asset
  const message = shownOf(asked, composed, { id: record.id, about: 'aboutDaily', symbolOf, words })
  return { message, private: true, edit: false }
}

/** What a choice shows of a post of one sheet: its evidence, what it is, or the same in another language. */
export function shownOf(
  { kind }: PostChoice,
  { message, statements }: { readonly message: Message; readonly statements: readonly Statement[] },
  {
    id,
    about,
    symbolOf,
    words,
  }: {
    /** Of the record. */
    readonly id: string
    readonly about: 'aboutDaily' | 'aboutFlash'
    readonly symbolOf: (asset: string) => string
    readonly words: Words
  },
): Message {
  const help = about === 'aboutFlash' ? 'aboutHelpFlash' : 'aboutHelp'
  switch (kind) {
    case 'why':
      return {
        title: words.say('chat:titles.why'),
        subtitle: message.title,
        blocks: statements.map((one) => formatEvidence(one, words, symbolOf)),
        images: [],
        footer: message.footer,
      }
    case 'about':
      return {
        title: words.say('chat:post.aboutTitle'),
        blocks: [
          { kind: 'paragraph', text: words.say(`chat:post.${about}`) },
          { kind: 'bullets', items: [words.say('chat:post.aboutWhy'), words.say(`chat:post.${help}`)] },
        ],
        images: [],
        footer: [],
      }
    default:
      return withDailyButtons(message, id, words, { alone: true })
  }
}
