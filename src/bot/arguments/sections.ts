/** The sections of a recap, as they are typed: names in either language between commas or spaces. */
import { SECTIONS, type SectionName } from '#src/briefing/section.ts'
import type { Suggestion } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import { LOCALES } from '#src/i18n/locale.ts'
import { createWords } from '#src/i18n/words.ts'
import type { ArgumentContext } from './argument.ts'
import { nameKey, quotable, wordsOf } from './input.ts'

/** In the order typed, each once. Throws RequestError `brief.badSections` for a word that is none. */
export function readSections(typed: string): readonly SectionName[] {
  const names = wordsOf(typed).map((word) => {
    const name = sectionNamed(word)
    if (name) return name
    throw new RequestError('brief.badSections', { value: quotable(word), choices: SECTIONS.join(', ') })
  })
  return [...new Set(names)]
}

/** By its name, or by the beginning of what it is called in either language where no other begins so: `資金`. */
function sectionNamed(typed: string): SectionName | undefined {
  const key = nameKey(typed)
  const exact = SECTIONS.find((one) => one === key || labelsOf(one).includes(key))
  if (exact || [...key].length < 2) return exact
  const [first, ...others] = SECTIONS.filter((one) => labelsOf(one).some((label) => label.startsWith(key)))
  return others.length === 0 ? first : undefined
}

function labelsOf(name: SectionName): string[] {
  return dictionaries.map((words) => nameKey(words.say(`headings.${name}`)))
}

const dictionaries = LOCALES.map((locale) => createWords(locale, 'UTC', 0))

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
  const isBegun = (name: SectionName) => [name, ...labelsOf(name)].some((one) => one.startsWith(key))
  return SECTIONS.filter((name) => isBegun(name) && !before.includes(name)).map((name) => ({
    value: [...before, name].join(','),
    label: [...before, words.say(`headings.${name}`)].join(words.grammar.comma),
  }))
}
