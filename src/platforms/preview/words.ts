/** The page's own words, as they stand in `locales/`. */
import { readFileSync } from 'node:fs'
import type { LanguageCode } from '#src/chat/request.ts'

/** `locales/<language>/preview.json`. */
export function wordsOf(language: LanguageCode): unknown {
  return (read[language] ??= readWords(language))
}

const read: Partial<Record<LanguageCode, unknown>> = {}

function readWords(language: LanguageCode): unknown {
  const url = new URL(`../../../locales/${language}/preview.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8'))
}
