/** Answering a clicked button of a posted daily: to the member who clicked alone, from the daily that was posted. */
import { composeDaily } from '#src/briefing/daily/compose.ts'
import { formatEvidence } from '#src/briefing/evidence.ts'
import type { ActionRecord } from '#src/chat/memory.ts'
import type { Message } from '#src/chat/message.ts'
import type { Reply } from '#src/chat/request.ts'
import type { Dailies } from '#src/editions/dailies.ts'
import { choiceIn, lookOf, withDailyButtons } from '#src/editions/postbuttons.ts'
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
  const { message, statements } = composeDaily(edition, { words, theme, colors })
  const symbolOf = (asset: string) => edition.symbols[asset] ?? asset
  const shown = (): Message => {
    switch (asked.kind) {
      case 'why':
        return {
          title: words.say('chat:titles.why'),
          subtitle: message.title,
          blocks: statements.map((one) => formatEvidence(one, words, symbolOf)),
          images: [],
          footer: message.footer,
        }
      case 'about':
        return about(words)
      default:
        return withDailyButtons(message, record.id, words, { alone: true })
    }
  }
  return { message: shown(), private: true, edit: false }
}

function about(words: Words): Message {
  return {
    title: words.say('chat:post.aboutTitle'),
    blocks: [
      { kind: 'paragraph', text: words.say('chat:post.aboutDaily') },
      {
        kind: 'bullets',
        items: [words.say('chat:post.aboutWhy'), words.say('chat:post.aboutHelp')],
      },
    ],
    images: [],
    footer: [],
  }
}
