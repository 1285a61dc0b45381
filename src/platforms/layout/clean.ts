/** Text as chat platforms take it: whole characters, no control characters, nothing that turns the reading direction. */

/** What is to be typed or set, as sentences mark it for Markdown: chats show it without the marks, which most would print. */
const CODE = /(?<!`)`([^`\n]{1,80})`(?!`)/g

/** A text without the marks around what is to be typed. */
export function withoutCodeMarks(text: string): string {
  return text.replace(CODE, '$1')
}

/**
 * Removes the marks around what is to be typed, control characters but line breaks, and the embeddings, overrides and isolates with which a name could turn
 * around all that follows it; marks that belong to right-to-left words stay. Lone surrogates become U+FFFD.
 */
export function clean(text: string): string {
  return withoutCodeMarks(text.toWellFormed())
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The same on one line: titles, headings, labels, cells. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s*\n\s*/g, ' ')
}

/** A text of at most so many UTF-16 units, with an ellipsis where it had to be cut; never inside a character. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > most - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}
