/** Why: what an answer claims, each claim with the rule and the facts behind it. */
import type { Message } from '#src/chat/message.ts'
import { formatEvidence } from '#src/briefing/evidence.ts'
import type { Words } from '#src/i18n/words.ts'
import type { MadeAnswer } from './answers.ts'

/** A message for the member alone. */
export function evidenceMessage(
  { message, statements }: MadeAnswer,
  words: Words,
  symbolOf: (asset: string) => string,
): Message {
  const claims = statements.filter(({ evidence }) => Object.keys(evidence).length > 0)
  return {
    title: words.say('chat:titles.why'),
    subtitle: message.title,
    blocks: claims.map((claim) => formatEvidence(claim, words, symbolOf)),
    images: [],
    footer: message.footer,
    ...(message.instants && { instants: message.instants }),
  }
}
