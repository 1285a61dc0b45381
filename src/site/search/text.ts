/** Texts as the search compares them: one width, one case, one kana, no commas within numbers. */

/** Marks around names of another script. */
const ISOLATES = /[\u2066-\u2069]/gu
const MINUS = /[\u2010-\u2015\u2212]/gu

/** `ＢＴＣ`, `ﾋﾞｯﾄｺｲﾝ` and `びっとこいん` read as `btc` and `ビットコイン`; `10,000` as `10000`. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .replace(ISOLATES, '')
    .replace(MINUS, '-')
    .replace(/(?<=\d),(?=\d{3})/gu, '')
    .replace(/[ぁ-ゖ]/gu, (kana) => String.fromCodePoint((kana.codePointAt(0) ?? 0) + 0x60))
    .toLowerCase()
}

/** A folded text, and the place in the original of each of its letters. */
export interface Folded {
  readonly text: string
  readonly from: readonly number[]
}

export function foldedWithPlaces(text: string): Folded {
  const from: number[] = []
  let result = ''
  for (let at = 0; at < text.length; ) {
    const letter = String.fromCodePoint(text.codePointAt(at) ?? 0)
    const isComma = letter === ',' && /\d/u.test(text[at - 1] ?? '') && /^\d{3}/u.test(text.slice(at + 1))
    const one = isComma ? '' : folded(letter)
    for (let n = 0; n < one.length; n++) from.push(at)
    result += one
    at += letter.length
  }
  return { text: result, from: [...from, text.length] }
}

/**
 * Places where a word stands in a folded text. A Latin one begins where a word begins; with `whole` it also ends where one
 * ends, which a figure after letters does not hide: `btc6.9%`.
 */
export function placesIn(text: string, word: string, whole = false): [from: number, to: number][] {
  const places: [number, number][] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length
    const begins = !/^[a-z0-9]/u.test(word) || !/[a-z0-9]/u.test(text[at - 1] ?? '')
    const ends = !whole || !/[a-z]{2}|[0-9]{2}/u.test(text.slice(end - 1, end + 1))
    if (begins && ends) places.push([at, end])
  }
  return places
}
