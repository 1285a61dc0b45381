/** From the parts of a line to the condition that it states. */
import { type Condition, WATCHLIST } from '#src/chat/alert.ts'
import type { Asset } from '#src/market/asset.ts'
import { DAY, MINUTE } from '#src/market/time.ts'
import { TOTAL } from '#src/market/watched.ts'
import { quotable } from '../arguments/input.ts'
import { symbolsOf } from '../arguments/symbols.ts'
import { subjectOf } from './coins.ts'
import { fundingOf, interestOf, volatilityOf } from './derivatives.ts'
import { extremeOf } from './extreme.ts'
import { contradiction, type Parts, typedOf } from './parts.ts'
import { LineError } from './refusal.ts'
import type { Term } from './terms.ts'
import type { NumberToken } from './tokens.ts'
import {
  askLevel,
  askSide,
  coinOf,
  directionOf,
  fractionOf,
  levelOf,
  near,
  percentOffers,
  type Reading,
  sideOf,
  type Subject,
  typed,
  windowOf,
  MOST_CHANGE,
} from './values.ts'

/** What a line says of the market: a whole condition, or a coin alone. */
export type Stated =
  | { readonly kind: 'condition'; readonly condition: Condition }
  | { readonly kind: 'coin'; readonly asset: Asset }
  | { readonly kind: 'nothing' }

const LEAST_STALE = 10 * MINUTE
const MOST_STALE = DAY

/** Throws LineError for what is missing, contradictory or cannot be watched. */
export function conditionOf(reading: Reading): Stated {
  const { parts, history, words } = reading
  const { terms, numbers, spans, days } = parts
  const symbols = symbolsOf(history)
  const { of: subject, taken } = subjectOf(parts, symbols, words)
  const own: Reading = taken
    ? { ...reading, parts: { ...parts, terms: new Set([...terms].filter((term) => term !== taken.term)) } }
    : reading
  const isEmpty = own.parts.terms.size + numbers.length + spans.length === 0 && days === undefined
  if (isEmpty && subject === undefined) return { kind: 'nothing' }
  if (isEmpty && typeof subject === 'object') return { kind: 'coin', asset: subject }
  oneOf(numbers, parts)
  return { kind: 'condition', condition: kindOf(own, subject) }
}

function kindOf(reading: Reading, subject: Subject): Condition {
  const { parts } = reading
  const { terms, numbers, days } = parts
  const [number] = numbers
  const has = (...some: readonly Term[]) => some.some((term) => terms.has(term))
  if (has('high', 'low', 'any') && number?.unit !== 'percent') return extremeOf(reading, subject)
  if (has('stale')) return staleOf(reading, subject)
  if (has('spread')) return spreadOf(reading, subject)
  if (has('rank') || number?.unit === 'place') return rankOf(reading, subject)
  if (
    has('funding', 'predicted', 'flip', 'streak') ||
    number?.unit === 'times' ||
    (has('negative', 'positive') && !number)
  )
    return fundingOf(reading, subject)
  if (has('interest', 'coins')) return interestOf(reading, subject)
  if (has('volatility') || days !== undefined) return volatilityOf(reading, subject)
  if (has('cap') || subject === 'total') return capOf(reading, subject)
  if (has('step')) return moveOf(reading, subject)
  if (number?.unit === 'percent' || (has('change') && !number)) return changeOf(reading, subject)
  return priceOf(reading, subject)
}

function priceOf(reading: Reading, subject: Subject): Condition {
  const { parts } = reading
  const asset = coinOf(reading, subject)
  if (asset === WATCHLIST) throw new LineError('percent', {}, percentOffers(parts))
  const level = levelOf(reading)
  const side = sideOf(parts)
  if (side === undefined) throw askSide(parts, ['below', 'above', 'either'])
  const venue = venueOf(reading)
  return { kind: 'price', asset, side, level, ...(venue !== undefined && { venue }) }
}

function capOf(reading: Reading, subject: Subject): Condition {
  const { parts } = reading
  const [number] = parts.numbers
  const asset = subject === undefined ? TOTAL : subject === 'total' ? TOTAL : coinOf(reading, subject)
  if (number?.unit === 'percent' || asset === WATCHLIST)
    throw new LineError('totalLevel', { word: number ? typedOf(number, parts.text) : '' })
  const level = levelOf(reading)
  const side = sideOf(parts)
  if (side !== 'above' && side !== 'below') throw askSide(parts, ['below', 'above'])
  return { kind: 'cap', asset, side, level }
}

function changeOf(reading: Reading, subject: Subject): Condition {
  const { parts } = reading
  const asset = coinOf(reading, subject)
  const by = fractionOf(reading, MOST_CHANGE)
  const window = windowOf(reading)
  return { kind: 'change', asset, side: directionOf(parts), by, window }
}

function moveOf(reading: Reading, subject: Subject): Condition {
  return { kind: 'move', asset: coinOf(reading, subject), by: fractionOf(reading, MOST_CHANGE) }
}

function spreadOf(reading: Reading, subject: Subject): Condition {
  return { kind: 'spread', asset: coinOf(reading, subject), by: fractionOf(reading, 1) }
}

function rankOf(reading: Reading, subject: Subject): Condition {
  const { parts } = reading
  const asset = coinOf(reading, subject)
  const [number] = parts.numbers
  if (!number) throw askLevel(parts, ['<= 10', '> 20'])
  const { value } = number
  if (!Number.isInteger(value) || value < 1 || value > 300) {
    throw new LineError('badRank', { word: typedOf(number, parts.text) }, near(number, parts, ['10', '100']))
  }
  // `rank <= 5` is that place or a better one, as is 5位以内; 5位以下 is a worse one.
  const { terms } = parts
  const isWorse = terms.has('down') || terms.has(number.unit === 'place' ? 'below' : 'above')
  return { kind: 'rank', asset, side: isWorse ? 'below' : 'above', place: value }
}

function staleOf(reading: Reading, subject: Subject): Condition {
  const { parts } = reading
  const asset = coinOf(reading, subject)
  const [span] = parts.spans
  const after = span?.span ?? 30 * MINUTE
  if (after < LEAST_STALE || after > MOST_STALE)
    throw new LineError('badStale', { word: typed(span, parts) }, near(span, parts, ['30m', '1h']))
  return { kind: 'stale', asset, after }
}

function venueOf({ parts, words }: Reading): string | undefined {
  const { venue } = parts
  if (venue === undefined || words.find(`glossary:venues.${venue}`) !== undefined) return venue
  throw new LineError('badVenue', { word: quotable(venue) })
}

function oneOf(numbers: readonly NumberToken[], parts: Parts): void {
  const [, second] = numbers
  if (second) throw contradiction(second, parts.text)
  const [, otherSpan] = parts.spans
  if (otherSpan) throw contradiction(otherSpan, parts.text)
}
