/** Conditions on perpetuals and on volatility: funding, its sign, open interest, how much a coin moves. */
import type { Condition } from '#src/chat/alert.ts'
import { INTERVALS_A_YEAR } from '#src/market/perpetual.ts'
import { DAY } from '#src/market/time.ts'
import { CHANGE_WINDOWS } from '#src/market/watched.ts'
import { quotable } from '../arguments/input.ts'
import { typedOf } from './parts.ts'
import { LineError } from './refusal.ts'
import {
  askLevel,
  askSide,
  coinOf,
  directionOf,
  fractionOf,
  MOST_CHANGE,
  near,
  notPercent,
  onRecord,
  type Reading,
  sideOf,
  type Subject,
  typed,
} from './values.ts'

const VOLATILITY_DAYS = [7, 30] as const
const INTEREST_WINDOWS = ['24h', '7d'] as const

/** A level, a flip of the sign or a run of one. Throws LineError. */
export function fundingOf(reading: Reading, subject: Subject): Condition {
  const { parts, history } = reading
  const { terms, numbers } = parts
  const [number] = numbers
  const asset = coinOf(reading, subject)
  onRecord(asset, 'funding', (id) => history.fundingVenues(id).length > 0, reading)
  if (number?.unit === 'times' || (terms.has('streak') && number?.unit !== 'percent')) {
    const isNegative = terms.has('negative') || number?.sign === '-'
    const isPositive = terms.has('positive') || number?.sign === '+'
    if (isNegative === isPositive) {
      throw new LineError('side', {}, [
        { line: `${parts.text} negative`, label: `${parts.text} negative` },
        { line: `${parts.text} positive`, label: `${parts.text} positive` },
      ])
    }
    const length = number?.value ?? 3
    if (!Number.isInteger(length) || length < 2 || length > 60) {
      throw new LineError(
        'badCount',
        { word: number ? typedOf(number, parts.text) : '' },
        near(number, parts, ['3x', '6x']),
      )
    }
    return { kind: 'streak', asset, sign: isNegative ? 'negative' : 'positive', length }
  }
  if (!number || terms.has('flip')) {
    if (terms.has('flip') || terms.has('negative') || terms.has('positive')) return { kind: 'flip', asset }
    throw new LineError('level', {}, [
      ...['flips', '> 0.03%', '< 0%'].map((more) => ({
        line: `${parts.text} ${more}`,
        label: quotable(`${parts.text} ${more}`),
      })),
    ])
  }
  if (number.unit !== 'percent') throw notPercent(number, parts)
  const side = sideOf(parts)
  if (side !== 'above' && side !== 'below') throw askSide(parts, ['above', 'below'])
  const signed = number.sign === '-' ? -number.value : number.value
  const level = terms.has('yearly') ? signed / INTERVALS_A_YEAR : signed
  return { kind: 'funding', asset, side, level, predicted: terms.has('predicted') }
}

/** A change of open interest, in coins unless dollars are said. Throws LineError. */
export function interestOf(reading: Reading, subject: Subject): Condition {
  const { parts, history } = reading
  const asset = coinOf(reading, subject)
  onRecord(asset, 'openinterest', (id) => history.openInterestVenues(id).length > 0, reading)
  const by = fractionOf(reading, MOST_CHANGE)
  const [span] = parts.spans
  const window =
    span === undefined ? '24h' : INTEREST_WINDOWS.find((one) => CHANGE_WINDOWS[one] === span.span)
  if (window === undefined)
    throw new LineError('badInterestWindow', { word: typed(span, parts) }, near(span, parts, ['24h', '7d']))
  const unit = parts.terms.has('dollars') ? 'usd' : 'coins'
  return { kind: 'interest', asset, side: directionOf(parts), by, unit, window }
}

/** A level of realized volatility over 7 days, or 30. Throws LineError. */
export function volatilityOf(reading: Reading, subject: Subject): Condition {
  const { parts } = reading
  const asset = coinOf(reading, subject)
  const [number] = parts.numbers
  const [span] = parts.spans
  const typedDays = parts.days ?? (span && span.span / DAY)
  const days = typedDays === undefined ? 7 : VOLATILITY_DAYS.find((one) => one === typedDays)
  if (days === undefined) {
    throw new LineError('badVolatility', { word: typed(span, parts) }, near(span, parts, ['7d', '30d']))
  }
  if (!number) throw askLevel(parts, ['> 50%', '> 80%'])
  if (number.unit !== 'percent') throw notPercent(number, parts)
  const side = sideOf(parts)
  if (side !== 'above' && side !== 'below') throw askSide(parts, ['above', 'below'])
  return { kind: 'volatility', asset, days, side, level: number.value }
}
