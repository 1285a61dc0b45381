/** The few messages that are this adapter's own: what it says when there is no answer to show. */
import type { Message } from '#src/chat/message.ts'
import type { LanguageCode } from '#src/chat/request.ts'
import { type Locale, LOCALES } from '#src/i18n/locale.ts'
import { createWords, type Values, type Words } from '#src/i18n/words.ts'
import type { FileFault } from '../receive/attachments.ts'
import type { PicturesLost } from './prepared.ts'

export type Notice = 'failed' | 'late' | 'refused' | 'unknown' | 'stopping'

/** A notice as a message. */
export function notice(language: LanguageCode, which: Notice, values: Values = {}): Message {
  const words = wordsOf(language)
  return {
    title: words.say(`discord:notice.${which}.title`),
    blocks: [{ kind: 'paragraph', text: words.say(`discord:notice.${which}.text`, values) }],
    images: [],
    footer: [],
  }
}

/** That the channel has the answer already, with the way to it. */
export function againNotice(language: LanguageCode, url: string): Message {
  const words = wordsOf(language)
  return {
    title: words.say('discord:again.title'),
    blocks: [{ kind: 'paragraph', text: words.say('discord:again.text') }],
    images: [],
    footer: [],
    actions: {
      // Opens an address and sends nothing: there is no record behind it.
      id: NO_RECORD,
      rows: [[{ kind: 'button', choice: 'open', label: words.say('discord:again.button'), url }]],
    },
  }
}

const NO_RECORD = '-----------'

/** Why a file that came with a command was not read. */
export function fileNotice(language: LanguageCode, fault: FileFault): Message {
  const words = wordsOf(language)
  return {
    title: words.say('discord:file.title'),
    blocks: [{ kind: 'paragraph', text: words.say(`discord:file.${fault}`) }],
    images: [],
    footer: [],
  }
}

/** Why pictures are absent. */
export function lostPictures(language: LanguageCode, lost: PicturesLost): string {
  return wordsOf(language).say(`discord:left.${lost}`)
}

/** That `count` parts of an answer could not be shown. */
export function lostParts(language: LanguageCode, count: number): Message {
  return { title: wordsOf(language).say('discord:left.parts', { count }), blocks: [], images: [], footer: [] }
}

/** Words without a clock: none of these sentences names a time. */
function wordsOf(language: LanguageCode): Words {
  return WORDS[language]
}

const WORDS = Object.fromEntries(
  LOCALES.map((locale) => [locale, createWords(locale, 'UTC', 0)]),
) as Readonly<Record<Locale, Words>>
