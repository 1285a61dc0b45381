/** What members type, cleaned: one spelling for many, and a short form that is safe to quote back. */

/** Longest piece of a member's text that is looked at where a name is meant; longer ones name nothing. */
const NAME_LENGTH = 64
/** Longest quotation in a sentence, in characters as a reader counts them. */
const QUOTE_LENGTH = 32

/** Control, format (right-to-left marks, zero-width joiners), surrogate, private and unassigned characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]+/gu

/** Half-width, without invisible characters, single spaces: `ＢＴＣ　30d` is `BTC 30d`. */
export function plainText(typed: string): string {
  return typed.normalize('NFKC').replace(/\s+/gu, ' ').replace(UNSEEN, '').trim()
}

/** The form in which names are compared: plain, lower-case, hiragana as katakana; empty where it is too long. */
export function nameKey(typed: string): string {
  // A long text is cut before it is looked at, so that ten thousand characters cost no more than a few.
  const text = plainText(typed.slice(0, NAME_LENGTH + 1)).toLowerCase()
  if (text.length > NAME_LENGTH) return ''
  return text.replace(/[ぁ-ゖ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
}

/** A member's words as a sentence may quote them: visible characters, cut short with an ellipsis. */
export function quotable(typed: string): string {
  const text = plainText(typed.slice(0, 40 * QUOTE_LENGTH))
  const characters = [...new Intl.Segmenter('en').segment(text)].map(({ segment }) => segment)
  // A single character can carry a tower of marks: what is quoted is bounded in code units, too.
  const kept = characters.slice(0, QUOTE_LENGTH).filter((character) => character.length <= 16)
  return kept.length < characters.length || text.length < typed.length - 40 * QUOTE_LENGTH
    ? `${kept.join('')}…`
    : kept.join('')
}

/** Words between spaces of any width, commas in any script. */
export function wordsOf(typed: string): string[] {
  return plainText(typed)
    .split(/[\s,、;；]+/u)
    .filter((word) => word !== '')
}
