/** The few messages that are this adapter's own: what it says when there is no answer to show. */
import type { Block, Message } from '#src/chat/message.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import { type Locale, LOCALES } from '#src/i18n/locale.ts'
import type { WordKey } from '#src/i18n/keys.ts'
import { createWords, type Values, type Words } from '#src/i18n/words.ts'
import type { PicturesLost } from './prepared.ts'

export type Notice =
  | 'failed'
  | 'late'
  | 'refused'
  | 'unknown'
  | 'stopping'
  | 'words'
  | 'file'
  | 'startFirst'
  | 'sentPrivately'
  | 'again'
  | 'moved'

/** A notice as a message. */
export function notice(language: LanguageCode, which: Notice, values: Values = {}): Message {
  return titled(
    say(language, `telegram:notice.${which}.title`),
    say(language, `telegram:notice.${which}.text`, values),
  )
}

/**
 * How a member opens a private chat with the bot, with a link to it; `wrong` is what they were to
 * read there, where it is no answer for them alone: its buttons are not for all to see.
 */
export function startNotice(language: LanguageCode, botName: string, wrong?: Message): Message {
  const how: Block = { kind: 'paragraph', text: say(language, 'telegram:notice.startFirst.mistakes') }
  const message = wrong ? { ...wrong, blocks: [...wrong.blocks, how] } : notice(language, 'startFirst')
  const label = say(language, 'telegram:notice.startFirst.button')
  const open = {
    kind: 'button' as const,
    choice: 'start',
    label,
    url: `https://t.me/${botName}?start=welcome`,
  }
  return { ...message, actions: { id: LINKS_ONLY, rows: [[open]] } }
}

/** Nothing is kept behind buttons that only open an address. */
const LINKS_ONLY = 'AAAAAAAAAAA'

/** What becomes of a form that ends without its answers. */
export function formNotice(language: LanguageCode, which: 'cancelled' | 'expired'): Message {
  return titled(say(language, `telegram:form.${which}.title`), say(language, `telegram:form.${which}.text`))
}

/** Why pictures are absent. */
export function lostPictures(language: LanguageCode, lost: PicturesLost): string {
  return say(language, `telegram:left.${lost}`)
}

/** A sentence of the adapter's own. */
export function say(language: LanguageCode, key: WordKey, values: Values = {}): string {
  return WORDS[language].say(key, values)
}

function titled(title: string, text: string): Message {
  return { title, blocks: [{ kind: 'paragraph', text }], images: [], footer: [] }
}

/** Words without a clock: none of these sentences names a time. */
const WORDS = Object.fromEntries(
  LOCALES.map((locale) => [locale, createWords(locale, 'UTC', 0)]),
) as Readonly<Record<Locale, Words>>
