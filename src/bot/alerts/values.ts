/** What a condition is read from: its coin, levels, sides and windows, each with what is said where it is missing or wrong. */
import { WATCHLIST } from '#src/chat/alert.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Asset } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import { CHANGE_WINDOWS, type ChangeWindow } from '#src/market/watched.ts'
import { quotable } from '../arguments/input.ts'
import { symbolsOf } from '../arguments/symbols.ts'
import { typedCoin } from './coins.ts'
import { contradiction, type Parts, replaced, typedOf } from './parts.ts'
import { LineError, type Offer } from './refusal.ts'
import type { NumberToken, SpanToken } from './tokens.ts'

export interface Reading {
  readonly parts: Parts
  readonly history: History
  readonly words: Words
}

/** What a line is about; undefined where it does not say. */
export type Subject = Asset | 'watchlist' | 'total' | undefined

export type Side = 'above' | 'below'

/** Coins that are offered where none is named. */
const OFFERED = ['bitcoin', 'ethereum', 'solana']

/** The id of a coin, or the member's list. Throws LineError `coinNeeded`. */
export function coinOf({ parts, history }: Reading, subject: Subject): string {
  if (typeof subject === 'object') return subject.id
  if (subject === 'watchlist') return WATCHLIST
  const symbols = symbolsOf(history)
  const offered = OFFERED.flatMap((id) => history.asset(id) ?? [])
  throw new LineError(
    'coinNeeded',
    {},
    offered.map((asset) => ({ line: `${typedCoin(asset, symbols)} ${parts.text}`, label: asset.symbol })),
  )
}

/** USD. Throws LineError for yen, percentages, zero and what is negative. */
export function levelOf({ parts }: Reading): number {
  const [number] = parts.numbers
  if (!number) throw new LineError('level', {}, [])
  const word = typedOf(number, parts.text)
  if (number.unit === 'yen') throw new LineError('yen', { word })
  const isMoney = number.unit === 'plain' || number.unit === 'dollars'
  if (!isMoney || number.sign !== undefined || !(number.value > 0) || number.value > 1e15)
    throw new LineError('notPrice', { word })
  return number.value
}

/** A fraction above 0. */
export function fractionOf({ parts }: Reading, most: number): number {
  const [number] = parts.numbers
  if (!number) throw new LineError('percent', {}, percentOffers(parts))
  if (number.unit !== 'percent') throw notPercent(number, parts)
  if (number.value > most) throw new LineError('notPrice', { word: typedOf(number, parts.text) })
  if (!(number.value > 0)) throw new LineError('notPercent', { word: typedOf(number, parts.text) })
  return number.value
}

/** Throws LineError where none is typed, and for one that is not measured. */
export function windowOf({ parts }: Reading): ChangeWindow {
  const [span] = parts.spans
  if (!span) throw new LineError('window', {}, withMore(parts, ['1h', '24h']))
  const windows = Object.entries(CHANGE_WINDOWS) as readonly (readonly [ChangeWindow, number])[]
  const found = windows.find(([, length]) => length === span.span)
  if (found) return found[0]
  const nearest = windows
    .toSorted(
      ([, one], [, other]) => Math.abs(Math.log(one / span.span)) - Math.abs(Math.log(other / span.span)),
    )
    .slice(0, 2)
    .toSorted(([, one], [, other]) => one - other)
  throw new LineError(
    'badWindow',
    { word: typed(span, parts) },
    near(
      span,
      parts,
      nearest.map(([name]) => name),
    ),
  )
}

/** Undefined where it is not said. Throws LineError where both are. */
export function sideOf(parts: Parts): Side | 'either' | undefined {
  const { terms, termTokens } = parts
  if (terms.has('either') || parts.numbers[0]?.sign === '±') return 'either'
  const [below, above] = [terms.has('below'), terms.has('above')]
  if (below && above) {
    throw contradiction(
      termTokens.findLast(({ term }) => term === 'below' || term === 'above') ?? { from: 0, to: 0 },
      parts.text,
    )
  }
  if (below) return 'below'
  if (above) return 'above'
  if (terms.has('down') !== terms.has('up')) return terms.has('down') ? 'below' : 'above'
  return undefined
}

/** Which way a change goes; `either` where it is not said. */
export function directionOf(parts: Parts): 'up' | 'down' | 'either' {
  const { terms, numbers } = parts
  const sign = numbers[0]?.sign
  if (sign === '±' || terms.has('either')) return 'either'
  const isDown = sign === '-' || terms.has('down') || terms.has('negative')
  const isUp = sign === '+' || terms.has('up') || terms.has('positive')
  if (isDown !== isUp) return isDown ? 'down' : 'up'
  const side = sideOf(parts)
  return side === 'below' ? 'down' : side === 'above' ? 'up' : 'either'
}

/** Throws LineError for a coin of which the record has nothing, where it has some of others. */
export function onRecord(
  asset: string,
  topic: 'funding' | 'openinterest',
  isKnown: (id: string) => boolean,
  { history, words, parts }: Reading,
): void {
  if (asset === WATCHLIST || isKnown(asset)) return
  const others = history.assets.filter(({ id }) => isKnown(id)).slice(0, 8)
  const symbol = history.asset(asset)?.symbol ?? asset
  throw new LineError(
    'notOnRecord',
    {
      symbol,
      what: words.say(`commands:shared.onRecord.${topic}`),
      names: others.map((one) => one.symbol).join(words.grammar.comma),
      word: quotable(parts.text),
    },
    [],
  )
}

/** Above or below? Each as a press. */
export function askSide(parts: Parts, sides: readonly ('above' | 'below' | 'either')[]): LineError {
  return new LineError(
    'side',
    {},
    sides.map((side) => ({ line: `${parts.text} ${side}`, label: { key: side } })),
  )
}

/** Which level? Some as presses. */
export function askLevel(parts: Parts, levels: readonly string[]): LineError {
  return new LineError('level', {}, withMore(parts, levels))
}

/** A percentage is meant; a bare small number is offered as one. */
export function notPercent(number: NumberToken, parts: Parts): LineError {
  const word = typedOf(number, parts.text)
  const offers = number.unit === 'plain' && number.value <= 100 ? near(number, parts, [`${word}%`]) : []
  return new LineError('notPercent', { word }, offers)
}

/** Changes that are offered where none is typed. */
export function percentOffers(parts: Parts): readonly Offer[] {
  return withMore(parts, ['±3% 1h', '±5% 24h'])
}

export function withMore({ text }: Parts, more: readonly string[]): readonly Offer[] {
  return more.map((one) => ({ line: `${text} ${one}`, label: one }))
}

/** The line with each of these in a token's place. */
export function near(
  token: NumberToken | SpanToken | undefined,
  { text }: Parts,
  values: readonly string[],
): readonly Offer[] {
  return token === undefined
    ? []
    : values.map((value) => ({ line: replaced(token, text, value), label: value }))
}

/** What was typed of a span; empty where none was. */
export function typed(token: SpanToken | undefined, { text }: Parts): string {
  return token === undefined ? '' : typedOf(token, text)
}

/** Fractions above this are no change that anybody means: 9万%. */
export const MOST_CHANGE = 10
