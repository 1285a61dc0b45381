/** How much an entry weighs, recomputed: group, rarity, size. What earlier editions told may only lower it. */
import type { Briefing, EditionTexts, PublishedExtreme } from '../product/briefing.ts'
import type { MarketRecord } from '../record/record.ts'
import { instantOf } from '../record/time.ts'
import { seriesOf } from '../series/catalogue.ts'
import { same } from './check.ts'

const WEIGHTS: Readonly<Record<string, number>> = {
  price: 1,
  marketcap: 1,
  funding: 0.95,
  openinterest: 0.95,
  cross: 0.9,
  sentiment: 0.9,
  macro: 0.75,
  volatility: 0.85,
  breadth: 0.85,
  volume: 0.8,
  coins: 0.7,
}
/** Bonds, currencies, gold, oil, the VIX; prices of another coin than BTC. */
const OTHER_MARKETS = 0.85
const OTHER_PRICES = 0.9
const MOST_WEEKS = 260
const RECORD = 1.5
/** Of what one, two or three editions before told already. */
const AGAIN = [0.4, 0.6, 0.8]
/** At the least, of both ends of a reversal: an extreme of the other side that reaches back so many weeks too. */
const REVERSED = 0.8
const REVERSAL_WEEKS = 8

/** Faults of an edition's saliences; `before` are the editions before it, the newest first. */
export function weightFaults(
  record: MarketRecord,
  { briefing }: EditionTexts,
  before: readonly Briefing[],
): string[] {
  const open = briefing.extremes.filter(isOpen)
  return open.flatMap((entry) => {
    const { series, kind, salience } = entry
    const own = weightOf(record, entry)
    const opposites = open.filter((other) => isReversal(entry, other)).map((one) => weightOf(record, one))
    const wasSaid = before
      .slice(0, AGAIN.length)
      .some(({ extremes }) =>
        extremes.some((one) => isOpen(one) && one.series === series && one.kind === kind),
      )
    const allowed = [
      own,
      ...(wasSaid ? AGAIN.map((share) => share * own) : []),
      ...opposites.flatMap((one) => [one, REVERSED * one, REVERSED * own]),
    ]
    return allowed.some((one) => same(one, salience))
      ? []
      : [`${series} ${kind}: salience ${salience}, recomputed ${allowed.join(' or ')}`]
  })
}

/** weight × ln(1 + weeks) / ln(1 + 260), a record's weeks half as many again; of a move at most by its size. */
function weightOf(record: MarketRecord, entry: PublishedExtreme): number {
  const { since, boundedBy, weeks } = entry
  const reach = since === null && boundedBy === undefined ? RECORD * weeks : weeks
  const rarity = Math.min(1, Math.log(1 + reach) / Math.log(1 + MOST_WEEKS))
  return groupWeight(record, entry) * rarity * sizeOf(record, entry) * factorOf(entry)
}

function groupWeight(record: MarketRecord, { group, series }: PublishedExtreme): number {
  const [, asset = ''] = series.split('.')
  if (group === 'cross' && (record.classes.get(asset) ?? 'equity') !== 'equity') return OTHER_MARKETS
  if (group === 'price' && asset !== 'bitcoin') return OTHER_PRICES
  return WEIGHTS[group] ?? Number.NaN
}

/** A move against the median absolute move of its series up to then, 1 at most. */
function sizeOf(record: MarketRecord, { series, kind, value, at }: PublishedExtreme): number {
  if (kind !== 'largest-rise' && kind !== 'largest-fall') return 1
  const moves = (seriesOf(record, series)?.points ?? [])
    .filter((one) => one.at <= instantOf(at))
    .map((one) => Math.abs(one.value))
    .toSorted((a, b) => a - b)
  const middle = moves.length >> 1
  const usual =
    moves.length % 2 === 1
      ? (moves[middle] as number)
      : ((moves[middle - 1] as number) + (moves[middle] as number)) / 2
  return Math.min(1, Math.abs(value) / usual)
}

/** What is less of news: the price's part, one hour's volatility, overlapping weeks, round levels, calm, the default rate. */
function factorOf({ series, kind, value, byPrice, closeHourOnly }: PublishedExtreme): number {
  if (byPrice) return 0.4
  if (closeHourOnly) return 0.5
  if (series.endsWith('.twoWeekReturn')) return 0.8
  if (kind === 'first-beyond') return 0.8
  if (series.endsWith('.range') && kind === 'low') return 0.7
  const isRate = /^funding\..*\.(?:settlement|weekMean)$/u.test(series)
  const isDefault = kind === 'high' ? value > 0 && value <= 0.00012 : value >= 0.00008
  return isRate && isDefault ? 0.5 : 1
}

function isOpen({ guard }: PublishedExtreme): boolean {
  return guard === undefined
}

function isReversal(one: PublishedExtreme, other: PublishedExtreme): boolean {
  const opposite = {
    high: 'low',
    low: 'high',
    'largest-rise': 'largest-fall',
    'largest-fall': 'largest-rise',
  }
  const subject = ({ series }: PublishedExtreme) => series.replace(/\.(?:high|low)$/u, '')
  return (
    subject(one) === subject(other) &&
    (opposite as Partial<Record<PublishedExtreme['kind'], string>>)[one.kind] === other.kind &&
    Math.min(one.weeks, other.weeks) >= REVERSAL_WEEKS
  )
}
