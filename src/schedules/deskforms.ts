/** What is asked where a text of the desk is written: a field for each language, and what is wrong with what was typed. */
import type { Form } from '#src/chat/action.ts'
import { type Additions, deskText, lengthOf, LONGEST, type Texts } from '#src/chat/additions.ts'
import { otherAddresses } from '#src/chat/styled.ts'
import { RequestError } from '#src/errors.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { BOTH } from '#src/i18n/locale.ts'
import type { Words } from '#src/i18n/words.ts'

export type TextKind = keyof Additions

/** Typed where an empty answer cannot be given: takes a text away. */
const NONE = ['-', '－', '–']

/** `check` says what is wrong with an answer, in a sentence. */
export function textForm(
  kind: TextKind,
  texts: Texts,
  words: Words,
  check: (typed: string) => string | undefined = () => undefined,
): Form {
  const most = LONGEST[kind]
  return {
    title: words.say(`desk:form.${kind}`),
    fields: BOTH.map((locale) => {
      const value = texts[locale]
      return {
        name: locale,
        label: words.say('desk:form.field', { language: grammarOf(locale).ownName, most }),
        placeholder: words.say('desk:form.placeholder'),
        optional: true,
        ...(kind !== 'headline' && { long: true }),
        ...(value !== undefined && { value }),
        check,
      }
    }),
  }
}

/** What was typed into one field: a text, or null for none. Throws RequestError that says what is wrong with it. */
export function readText(kind: TextKind, typed: string): string | null {
  const text = deskText(kind === 'headline' ? typed.replace(/\s*\n\s*/gu, ' ') : typed)
  if (text === undefined || NONE.includes(text)) return null
  const most = LONGEST[kind]
  const length = lengthOf(text)
  if (length > most) {
    throw new RequestError('desk.tooLong', { count: String(length), most: String(most) })
  }
  const [other] = otherAddresses(text)
  if (other !== undefined) throw new RequestError('desk.onlyHttps', { address: other })
  return text
}
