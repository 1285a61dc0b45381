/** The grammar of each language. */
import { en } from './grammar/en.ts'
import type { Grammar } from './grammar/grammar.ts'
import { ja } from './grammar/ja.ts'
import type { Locale } from './locale.ts'

const GRAMMARS: Readonly<Record<Locale, Grammar>> = { ja, en }

export function grammarOf(locale: Locale): Grammar {
  return GRAMMARS[locale]
}
