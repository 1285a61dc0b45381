/** What an argument and its choices are called, in both languages: what readers of arguments compare words with. */
import { type Locale, LOCALES } from '#src/i18n/locale.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { ArgumentContext, ArgumentNames } from '../arguments/argument.ts'
import type { Command } from '../command.ts'

/** What every argument of a command reads by. */
export type UnnamedContext = Omit<ArgumentContext, 'argument'>

/** What an argument reads by: with its own name and what its choices are called. */
export function contextOf(command: Command, name: string, context: UnnamedContext): ArgumentContext {
  return { ...context, argument: namesOf(command, name, context.words) }
}

/** What an argument's choices are called in both languages, the reader's first. */
function namesOf(command: Command, name: string, words: Words): ArgumentNames {
  return { name, labels: (value) => labelsOf(`${command.name}.args.${name}.choices.${value}`, words.locale) }
}

/** The labels of a choice, looked up once: every word that is typed is held against every choice. */
function labelsOf(key: string, locale: Locale): readonly string[] {
  const place = `${locale} ${key}`
  const known = labels.get(place)
  if (known) return known
  const own = dictionaries.toSorted((a, b) => Number(b.locale === locale) - Number(a.locale === locale))
  const found = own.flatMap((words) => words.find(`commands:${key}`) ?? [])
  // Choices are few, but a caller may ask for anything.
  if (labels.size < 5000) labels.set(place, found)
  return found
}

const labels = new Map<string, readonly string[]>()
const dictionaries = LOCALES.map((locale) => createWords(locale, 'UTC', 0))
