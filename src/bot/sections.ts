/** The sections of a recap, as they are typed: names between commas or spaces. */
import { SECTIONS, type SectionName } from '#src/briefing/section.ts'
import type { Suggestion } from '#src/chat/request.ts'
import { RequestError } from '#src/errors.ts'
import type { ArgumentContext } from './arguments.ts'
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

/** Completes the last word. */
export function suggestSections(typed: string, { words }: ArgumentContext): readonly Suggestion[] {
  const parts = typed.split(/[\s,、]+/u)
  const key = nameKey(parts.pop() ?? '')
  const before = parts.filter((part) => part !== '')
  return SECTIONS.filter((name) => name.startsWith(key) && !before.includes(name)).map((name) => ({
    value: [...before, name].join(','),
    label: [...before, words.say(`headings.${name}`)].join(words.locale === 'ja' ? '、' : ', '),
  }))
}
