/** The page's own words, as they stand in `locales/`. */
import { readFileSync } from 'node:fs'
import type { LanguageCode } from '#src/chat/request.ts'

/** `locales/<language>/preview.json`, as it was when the server first needed it. */
export function wordsOf(language: LanguageCode): unknown {
  const known = kept.get(language)
  if (known !== undefined) return known
  const url = new URL(`../../../locales/${language}/preview.json`, import.meta.url)
  const words: unknown = JSON.parse(readFileSync(url, 'utf8'))
  kept.set(language, words)
  return words
}

const kept = new Map<LanguageCode, unknown>()
