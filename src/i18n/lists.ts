/** Several things in one sentence. */
import type { Locale } from './locale.ts'

/** `A, B and C` or `A, B, C`; `A、B、C` in Japanese. */
export function joinItems(items: readonly string[], locale: Locale, withAnd = false): string {
  if (locale === 'ja') return items.join('、')
  if (!withAnd || items.length < 2) return items.join(', ')
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
