/** An alert's line in parts: numbers with their units, spans of time, words of the vocabulary, and names. */
import { DAY, HOUR, MINUTE } from '#src/market/time.ts'
import { type DateToken, dateAt } from './dates.ts'
import { type Term, termAt } from './terms.ts'

interface Placed {
  /** Where it stands in the text: `text.slice(from, to)`. */
  readonly from: number
  readonly to: number
}

export type NumberUnit = 'plain' | 'percent' | 'dollars' | 'yen' | 'times' | 'place'

export interface NumberToken extends Placed {
  readonly kind: 'number'
  /** Without its sign; percent as a fraction. */
  readonly value: number
  readonly sign: '+' | '-' | '±' | undefined
  readonly unit: NumberUnit
}

/** A length of time. */
export interface SpanToken extends Placed {
  readonly kind: 'span'
  /** Milliseconds. */
  readonly span: number
}

export interface TermToken extends Placed {
  readonly kind: 'term'
  readonly term: Term
}

/** `vol7`: how many days a volatility is of. */
export interface DaysToken extends Placed {
  readonly kind: 'days'
  readonly days: number
}

export interface WordToken extends Placed {
  readonly kind: 'word'
}

export interface VenueToken extends Placed {
  readonly kind: 'venue'
  readonly venue: string
}

export type Token = NumberToken | SpanToken | TermToken | DaysToken | WordToken | VenueToken | DateToken

/** Readers at one place of the lower-case text, in this order; `original` tells `M` from `m`. */
const READERS: readonly ((text: string, at: number, original: string) => Token | undefined)[] = [
  strayAt,
  venueAt,
  idAt,
  dateAt,
  comparisonAt,
  daysAt,
  digitTermAt,
  numberAt,
  vocabularyAt,
]

/** The parts of a text, in order. `isName` says whether letters of the Japanese syllabaries are the name of a coin. */
export function tokensOf(original: string, isName: (word: string) => boolean): readonly Token[] {
  // Some letters have a lower case of two: places must stay where they are.
  const lowered = original.toLowerCase()
  const text = lowered.length === original.length ? lowered : original
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const token = tokenAt(text, at, original, isName)
    if (token) tokens.push(token)
    at = token ? Math.max(token.to, at + 1) : at + 1
  }
  return tokens
}

function tokenAt(
  text: string,
  at: number,
  original: string,
  isName: (word: string) => boolean,
): Token | undefined {
  if (IGNORED.test(text.charAt(at))) return undefined
  const kana = matchAt(KANA, text, at)
  if (kana !== undefined && termAt(text, at)?.length !== kana.length && kana.length > 1 && isName(kana)) {
    return { kind: 'word', from: at, to: at + kana.length }
  }
  for (const reader of READERS) {
    const token = reader(text, at, original)
    if (token) return token
  }
  return wordAt(text, at)
}

/** Marks of bold text and of code among them: examples are copied with them. */
const IGNORED = /[\s,、。・，．,;:!！?？"'“”「」()（）[\]*`]/u
const KANA = /[ァ-ヺー・]+|[ぁ-ゖー]+/uy
const LATIN = /[$#]?[a-z0-9]+(?:[/_:.-][a-z][a-z0-9]*)*/uy

function wordAt(text: string, at: number): WordToken {
  const latin = matchAt(LATIN, text, at)
  if (latin !== undefined) return { kind: 'word', from: at, to: at + latin.length }
  // Anything else runs on to where something known begins.
  let to = at + 1
  while (to < text.length && !isBoundary(text, to)) to++
  return { kind: 'word', from: at, to }
}

function isBoundary(text: string, at: number): boolean {
  return (
    IGNORED.test(text.charAt(at)) ||
    /[a-z0-9<>≤≥=$¥%+\-−–±]/u.test(text.charAt(at)) ||
    termAt(text, at) !== undefined
  )
}

function vocabularyAt(text: string, at: number): TermToken | undefined {
  const found = termAt(text, at)
  return found && { kind: 'term', term: found.term, from: at, to: at + found.length }
}

/** `1回だけ`: words that begin with a digit and are no number. */
function digitTermAt(text: string, at: number): TermToken | undefined {
  return /\d/u.test(text.charAt(at)) ? vocabularyAt(text, at) : undefined
}

function comparisonAt(text: string, at: number): TermToken | undefined {
  const sign = matchAt(/[<>]=?|=[<>]|≤|≥/uy, text, at)
  if (sign === undefined) return undefined
  return { kind: 'term', term: /[<≤]/u.test(sign) ? 'below' : 'above', from: at, to: at + sign.length }
}

/** A mention, a link or a tag is one word, so that it is named as it was typed. */
function strayAt(text: string, at: number): WordToken | undefined {
  const stray = matchAt(/<[@#:/a-z][^\s<>]*>|@[a-z_][a-z0-9_]*|https?:\/\/[^\s)\]]+/uy, text, at)
  return stray === undefined ? undefined : { kind: 'word', from: at, to: at + stray.length }
}

/** `venue:okx`, and as it is printed: `OKX only`, `OKXのみ`. */
function venueAt(text: string, at: number): VenueToken | undefined {
  const [whole, venue] =
    execAt(/venue[:=]([a-z]+)/uy, text, at) ??
    execAt(/(?<![a-z0-9])([a-z]+)(?:\s+only(?![a-z])|のみ|限定)/uy, text, at) ??
    []
  return whole === undefined || venue === undefined
    ? undefined
    : { kind: 'venue', venue, from: at, to: at + whole.length }
}

/** `id:bitcoin`, as we print a coin whose ticker could mean something else. */
function idAt(text: string, at: number): WordToken | undefined {
  const id = matchAt(/id:[^\s,、<>]+/uy, text, at)
  return id === undefined ? undefined : { kind: 'word', from: at, to: at + id.length }
}

function daysAt(text: string, at: number): DaysToken | undefined {
  const [whole, days] =
    execAt(/vol(?:atility)?(\d{1,3})(?![0-9a-z])/uy, text, at) ??
    execAt(/(\d{1,3})(?:-day|日間?)(?=[\sの]*(?:realized|vol|実現|ボラ))/uy, text, at) ??
    []
  return whole === undefined || days === undefined
    ? undefined
    : { kind: 'days', days: Number(days), from: at, to: at + whole.length }
}

const SIGN = '(\\+/-|±|\\+|-|−|–|プラスマイナス|プラス|マイナス)?'
const DIGITS = '(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?|\\.\\d+'
/** A number, its large units (11万5,000), and what it counts. */
const NUMBER = new RegExp(
  `${SIGN}\\s*([$¥])?\\s*(${DIGITS})\\s?((?:[千万億兆](?:${DIGITS})?)*)(trillion|billion|million|thousand|mio|mln|mn|bn|tn|[kmbt](?![a-z0-9]))?`,
  'uy',
)
const UNITS: readonly (readonly [RegExp, NumberUnit])[] = [
  [/\s?(?:%|パーセント|percent\b|pct\b)/uy, 'percent'],
  [/\s?bps?(?![a-z0-9])/uy, 'percent'],
  [/\s?(?:ドル|米ドル|\$|(?:usd|dollars?|bucks)(?![a-z0-9]))/uy, 'dollars'],
  [/\s?(?:円|¥|(?:yen|jpy)(?![a-z0-9]))/uy, 'yen'],
  [/(?:x(?![a-z0-9])|\s?(?:times|settlements|in a row)(?![a-z0-9])|回連続|回)/uy, 'times'],
  [/\s?(?:位|(?:st|nd|rd|th)(?![a-z0-9]))/uy, 'place'],
]
const SPANS: readonly (readonly [RegExp, number])[] = [
  [/(?:m(?![a-z0-9])|\s?(?:minutes?|mins?)(?![a-z0-9])|分間?)/uy, MINUTE],
  [/(?:h(?![a-z0-9])|[\s-]?(?:hours?|hrs?)(?![a-z0-9])|時間)/uy, HOUR],
  [/(?:d(?![a-z0-9])|[\s-]?days?(?![a-z0-9])|日間?)/uy, DAY],
  [/(?:w(?![a-z0-9])|[\s-]?(?:weeks?|wks?)(?![a-z0-9])|週間?)/uy, 7 * DAY],
  [/(?:mo(?![a-z0-9])|\s?months?(?![a-z0-9])|[かカヶケ箇]月間?)/uy, 30 * DAY],
  [/(?:y(?![a-z0-9])|\s?years?(?![a-z0-9])|年間?)/uy, 365 * DAY],
]
const LARGE: Readonly<Record<string, number>> = {
  ...{ 千: 1e3, 万: 1e4, 億: 1e8, 兆: 1e12 },
  ...{ k: 1e3, thousand: 1e3, m: 1e6, mn: 1e6, mln: 1e6, mio: 1e6, million: 1e6 },
  ...{ b: 1e9, bn: 1e9, billion: 1e9, t: 1e12, tn: 1e12, trillion: 1e12 },
}

function numberAt(text: string, at: number, original: string): NumberToken | SpanToken | undefined {
  const match = execAt(NUMBER, text, at)
  const [whole = '', signed, currency, digits, chain = '', suffix] = match ?? []
  if (digits === undefined) return undefined
  // `5m` are five minutes, `5M` five million.
  const isMinutes = suffix === 'm' && original.charAt(at + whole.length - 1) === 'm'
  const size = isMinutes ? undefined : suffix
  const end = at + whole.trimEnd().length - (isMinutes ? 1 : 0)
  const value = amountOf(digits, chain) * (size === undefined ? 1 : (LARGE[size] ?? 1))
  if (chain === '' && size === undefined && signed === undefined && currency === undefined) {
    const span = spanAt(text, end)
    if (span) return { kind: 'span', span: value * span.size, from: at, to: end + span.length }
  }
  const unit = unitAt(text, end)
  const to = end + (unit?.length ?? 0)
  // `1inch` is a name.
  if (/[a-z0-9_]/u.test(text.charAt(to)) && /[a-z0-9]/u.test(text.charAt(to - 1))) return undefined
  const isBasisPoints = /bps?$/u.test(text.slice(end, to))
  const isPercent = unit?.unit === 'percent'
  return {
    kind: 'number',
    value: isPercent ? value / (isBasisPoints ? 10_000 : 100) : value,
    sign: signIn(signed),
    unit: currency === '¥' ? 'yen' : currency === '$' ? 'dollars' : (unit?.unit ?? 'plain'),
    from: at,
    to,
  }
}

function signIn(signed: string | undefined): NumberToken['sign'] {
  if (signed === undefined) return undefined
  if (/^(?:\+\/-|±|プラスマイナス)$/u.test(signed)) return '±'
  return /^(?:\+|プラス)$/u.test(signed) ? '+' : '-'
}

/** `11` and `万5,000`: what stands behind a large unit is added. */
function amountOf(digits: string, chain: string): number {
  const number = (text: string) => Number(text.replaceAll(',', ''))
  let [sum, open] = [0, number(digits)]
  for (const [, unit = '', more] of chain.matchAll(/([千万億兆])([\d.,]+)?/gu)) {
    // 9千万 is nine thousand times ten thousand.
    const scaled = open * (LARGE[unit] ?? 1)
    if (more === undefined) open = scaled
    else [sum, open] = [sum + scaled, number(more)]
  }
  return sum + open
}

function spanAt(text: string, at: number): { readonly size: number; readonly length: number } | undefined {
  for (const [form, size] of SPANS) {
    const found = matchAt(form, text, at)
    if (found !== undefined) return { size, length: found.length }
  }
  return undefined
}

function unitAt(
  text: string,
  at: number,
): { readonly unit: NumberUnit; readonly length: number } | undefined {
  for (const [form, unit] of UNITS) {
    const found = matchAt(form, text, at)
    if (found !== undefined) return { unit, length: found.length }
  }
  return undefined
}

function matchAt(form: RegExp, text: string, at: number): string | undefined {
  return execAt(form, text, at)?.[0]
}

/** The form must be sticky. */
function execAt(form: RegExp, text: string, at: number): RegExpExecArray | undefined {
  form.lastIndex = at
  return form.exec(text) ?? undefined
}
