/** The sections of a recap, as they are typed: names between commas or spaces. */
import { SECTIONS, type SectionName } from '#src/briefing/section.ts'
import type { Suggestion } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import type { ArgumentContext } from './argument.ts'
import { nameKey, quotable, wordsOf } from './input.ts'

/** In the order typed, each once. Throws RequestError `brief.badSections` for a word that is none. */
export function readSections(typed: string): readonly SectionName[] {
  const names = wordsOf(typed).map((word) => {
    const name = SECTIONS.find((one) => one === nameKey(word))
    if (name) return name
    throw new RequestError('brief.badSections', { value: quotable(word), choices: SECTIONS.join(', ') })
  })
  return [...new Set(names)]
}

/** Words for a week of long ago, as people say it: `last month`, `2 weeks ago`, `先月`. */
const EARLIER =
  /^(?:(?:last|previous|prior|past)?(?:week|month|year)s?|ago|yesterday|前(?:週|回|号|月|年)|先々?[週月]|先々?週号|昨年|去年|一昨年|[0-9一二三四五六七八九十数]+(?:週間?|[かヶヵカケ]月|年)?前.*)$/u

/** Whether what was typed as sections asks for an earlier edition. */
export function asksForEarlier(typed: string): boolean {
  return wordsOf(typed).some((word) => EARLIER.test(nameKey(word)))
}

/** Completes the last word. */
export function suggestSections(typed: string, { words }: ArgumentContext): readonly Suggestion[] {
  const parts = typed.split(/[\s,、]+/u)
  const key = nameKey(parts.pop() ?? '')
  const before = parts.filter((part) => part !== '')
  return SECTIONS.filter((name) => name.startsWith(key) && !before.includes(name)).map((name) => ({
    value: [...before, name].join(','),
    label: [...before, words.say(`headings.${name}`)].join(words.grammar.comma),
  }))
}
