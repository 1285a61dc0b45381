/** Texts that are typed at the desk: what a form asks, and what becomes of the answers; nothing that was typed is lost. */
import type { Form } from '#src/chat/action.ts'
import type { Texts } from '#src/chat/additions.ts'
import { RequestError } from '#src/errors.ts'
import { formatRefusal } from '#src/bot/answer/refusal.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { BOTH } from '#src/i18n/locale.ts'
import type { Words } from '#src/i18n/words.ts'
import { readText, type TextKind, textForm } from '#src/schedules/deskforms.ts'

type State = Readonly<Record<string, string>>

/** Texts to be saved, null for those that go; or what is wrong, with all that was typed. */
export type Typed =
  | { readonly kind: 'texts'; readonly texts: Readonly<Record<string, string | null>> }
  | { readonly kind: 'wrong'; readonly problems: readonly string[]; readonly kept: State }

/** The answers of a form; a language that was left out stays as it is. */
export function readTyped(kind: TextKind, values: State, words: Words): Typed {
  const given = BOTH.filter((locale) => values[locale] !== undefined)
  const problems: string[] = []
  const texts = given.map((locale): [string, string | null] => {
    const problem = problemWith(kind, values[locale] ?? '', words)
    if (problem === undefined) return [locale, readText(kind, values[locale] ?? '')]
    problems.push(words.say('desk:edition.wrong', { language: grammarOf(locale).ownName, problem }))
    return [locale, null]
  })
  if (problems.length === 0) return { kind: 'texts', texts: Object.fromEntries(texts) }
  const kept = given.map((locale) => [`typed.${locale}`, values[locale] ?? ''])
  return { kind: 'wrong', problems, kept: { 'typed.kind': kind, ...Object.fromEntries(kept) } }
}

/** The form with what was typed last, else with the texts that hold. */
export function formOf(kind: TextKind, texts: Texts, state: State, words: Words): Form {
  const typed = state['typed.kind'] === kind
  const shown = BOTH.flatMap((locale) => {
    const text = (typed ? state[`typed.${locale}`] : undefined) ?? texts[locale]
    return text === undefined ? [] : [[locale, text] as const]
  })
  return textForm(kind, Object.fromEntries(shown), words, (answer) => problemWith(kind, answer, words))
}

function problemWith(kind: TextKind, typed: string, words: Words): string | undefined {
  try {
    readText(kind, typed)
    return undefined
  } catch (error) {
    if (error instanceof RequestError) return formatRefusal(error, words)
    throw error
  }
}
