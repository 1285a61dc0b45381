/** The page's words in the language of the moment. */
import type { WordKey } from '#src/i18n/keys.ts'

/** A sentence of `locales/<language>/preview.json`. */
export type PageKey = Own<WordKey>

type Own<Key> = Key extends `preview:${infer Name}` ? Name : never

export type Say = (key: PageKey, values?: Readonly<Record<string, string | number>>) => string

/** Reads `words` by dotted keys, with `{{name}}` filled in. Throws for a key that is not there: it would be a bug. */
export function createSay(words: unknown): Say {
  return (key, values = {}) => {
    const found = key
      .split('.')
      .reduce<unknown>((level, name) => (level as Record<string, unknown>)?.[name], words)
    if (typeof found !== 'string') throw new RangeError(`the page has no sentence for ${key}`)
    // Backticks mark what is typed as it stands; here they are left out.
    return found
      .replaceAll('`', '')
      .replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''))
  }
}
