/** Where a line of text may end: never inside a word, a number with its unit, or before a particle. */
import type { Locale } from '#src/i18n/locale.ts'

/** The pieces of a line that stay whole, in order; together they are the text. */
export function linePieces(text: string, locale: Locale): string[] {
  const pieces: string[] = []
  for (const { segment } of segmenterOf(locale).segment(text)) {
    const before = pieces.at(-1)
    if (before !== undefined && isJoined(before, segment)) pieces[pieces.length - 1] = before + segment
    else pieces.push(segment)
  }
  return pieces
}

/** Made once: each loads the dictionary of its language. */
const segmenters = new Map<Locale, Intl.Segmenter>()

function segmenterOf(locale: Locale): Intl.Segmenter {
  const known = segmenters.get(locale) ?? new Intl.Segmenter(locale, { granularity: 'word' })
  segmenters.set(locale, known)
  return known
}

/** Whether a segment belongs to the piece before it. */
function isJoined(before: string, segment: string): boolean {
  if (/^\s/.test(segment)) return true
  if (/\s$/.test(before)) return false
  // An opening bracket begins a piece, and nothing parts it from what follows.
  if (/[（「(《]$/.test(before)) return true
  if (/^[（「(《]/.test(segment)) return false
  // Punctuation, long vowels and small kana never begin a line.
  if (/^[、。，．・：；？！）」》%％〜～ー…,.:;!?)ぁ-ょャュョッァィゥェォ]/.test(segment)) return true
  if (/[、。：；]$/.test(before)) return false
  // A number keeps its sign, its parts and its unit.
  if (/[\d$¥€+−-]$/.test(before)) return true
  if (/\d[^\s]{0,3}$/.test(before) && UNIT.test(segment)) return true
  // A date and a time of day stay whole.
  if (/\d:$/.test(before) && /^\d/.test(segment)) return true
  if (/\d[年月日]$/.test(before) && /^\d/.test(segment)) return true
  // A period stays whole.
  if (/[〜～–]$/.test(before)) return true
  // Particles and endings in hiragana belong to the word before them.
  if (/^\p{Script=Hiragana}+$/u.test(segment)) return true
  // Letters and digits without a space between them are one word.
  return /[\p{Script=Latin}\d]$/u.test(before) && /^[\p{Script=Latin}\d]/u.test(segment)
}

const UNIT =
  /^(億|兆|万|千|ドル|円|枚|年|月|日|時|分|週|週間|か月|カ月|銘柄|位|本|回|倍|台|割|%|％|BTC|ETH|bp|pt|[KMBT]\b)/
