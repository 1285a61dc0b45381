/** Which coin a line is about, and how a coin is typed so that it means no other. */
import type { Words } from '#src/i18n/words.ts'
import type { Asset } from '#src/market/asset.ts'
import { quotable } from '../arguments/input.ts'
import { labelOf, type Symbols } from '../arguments/symbols.ts'
import { type Parts, replaced, typedOf } from './parts.ts'
import { LineError } from './refusal.ts'
import { isTerm } from './terms.ts'
import type { TermToken, Token } from './tokens.ts'

/** Coins offered where several go by one name, or none does. */
const OFFERED = 5
const NEAREST = 3
/** Words of the longest name: `official trump coin`. */
const LONGEST_NAME = 4

export interface Subject {
  /** A coin, each of the member's list, or all crypto; undefined where the line names none. */
  readonly of: Asset | 'watchlist' | 'total' | undefined
  /** A word of the vocabulary that is the coin's ticker here: `move < 0.5`. */
  readonly taken?: TermToken
}

/** Throws LineError for a word that is no coin, for one of several, and for a second one. */
export function subjectOf(parts: Parts, symbols: Symbols, words: Words): Subject {
  const { text, terms } = parts
  const names = namesIn(parts, symbols)
  const [first, second] = names
  if (second) {
    const both = [first, second].filter((one) => one !== undefined)
    throw new LineError(
      'twoCoins',
      { names: both.map(({ typed }) => quotable(typed)).join(words.grammar.comma) },
      both.map((one, index) => {
        const line = replaced(both[1 - index]?.at ?? one.at, text, '')
        return { line, label: quotable(line) }
      }),
    )
  }
  if (first) {
    if (first.found.length === 1) return { of: first.found[0] }
    throw new LineError(
      'ambiguousCoin',
      { word: quotable(first.typed) },
      first.found.slice(0, OFFERED).map((asset) => ({
        line: replaced(first.at, text, `id:${asset.id}`),
        label: labelOf(asset, symbols, words),
      })),
    )
  }
  if (terms.has('watchlist')) return { of: 'watchlist' }
  if (terms.has('total')) return { of: 'total' }
  // Without a coin `any low 12w` and `oi low` are whole.
  if (terms.has('any') || terms.has('high') || terms.has('low')) return { of: undefined }
  const taken = parts.termTokens.find((token) => symbols.find(typedOf(token, text)).length === 1)
  const [coin] = taken ? symbols.find(typedOf(taken, text)) : []
  return taken && coin ? { of: coin, taken } : { of: undefined }
}

/** What is typed to mean this coin and no other: its ticker where that is plain, else its id. */
export function typedCoin(asset: Asset, symbols: Symbols): string {
  const ticker = asset.symbol.toLowerCase()
  const found = symbols.find(ticker)
  const isPlain = /^[a-z][a-z0-9]*$/u.test(ticker) && !isTerm(ticker) && !/^vol\d+$/u.test(ticker)
  return isPlain && found.length === 1 && found[0]?.id === asset.id ? ticker : `id:${asset.id}`
}

interface Name {
  readonly typed: string
  readonly at: { readonly from: number; readonly to: number }
  readonly found: readonly Asset[]
}

/** The names of coins among the words, each as long as it can be. Throws LineError for a word that is none. */
function namesIn(parts: Parts, symbols: Symbols): readonly Name[] {
  const names: Name[] = []
  const { words, text } = parts
  let at = 0
  while (at < words.length) {
    const [name, count] = longestName(words, at, text, symbols)
    if (!name) throw unknown(words[at] as Token, parts, symbols)
    names.push(name)
    at += count
  }
  return names
}

function longestName(
  words: readonly Token[],
  at: number,
  text: string,
  symbols: Symbols,
): readonly [name: Name | undefined, count: number] {
  for (let count = Math.min(LONGEST_NAME, words.length - at); count > 0; count--) {
    const [first, last] = [words[at], words[at + count - 1]]
    if (!first || !last || !isJoined(words.slice(at, at + count), text)) continue
    const typed = text.slice(first.from, last.to)
    const found = symbols.find(typed)
    if (found.length > 0) return [{ typed, at: { from: first.from, to: last.to }, found }, count]
  }
  return [undefined, 0]
}

function isJoined(words: readonly Token[], text: string): boolean {
  return words.slice(1).every((word, index) => text.slice(words[index]?.to, word.from).trim() === '')
}

function unknown(token: Token, parts: Parts, symbols: Symbols): LineError {
  const { text, words, terms } = parts
  const typed = typedOf(token, text)
  // Beside a coin it is a word, not a second coin.
  const hasCoin = words.some((one) => one !== token && symbols.find(typedOf(one, text)).length > 0)
  if (hasCoin || terms.has('total') || terms.has('watchlist')) {
    const line = replaced(token, text, '')
    return new LineError('unknownWord', { word: quotable(typed) }, [{ line, label: quotable(line) }])
  }
  const near = symbols.nearest(typed, NEAREST)
  return new LineError(
    near.length > 0 ? 'unknownCoin' : 'unlikeCoin',
    { word: quotable(typed) },
    near.map((asset) => ({ line: replaced(token, text, typedCoin(asset, symbols)), label: asset.symbol })),
  )
}
