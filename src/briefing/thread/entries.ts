/** What kind of sentence an entry of the ledger is stated by, and the values that fill it. */
import type { Plain } from '#src/market/reading.ts'
import type { Instant } from '#src/market/time.ts'
import { extremeIdOf } from '../extremes.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'

/** How an entry is worded: as a mark touched, a close, a reading, a move, a run … */
export type EntryForm =
  | 'mark'
  | 'close'
  | 'reading'
  | 'readingEnd'
  | 'readingWeek'
  | 'move'
  | 'moveDay'
  | 'moveWeek'
  | 'moveTwoWeeks'
  | 'range'
  | 'streakUp'
  | 'streakDown'
  | 'rankFirst'
  | 'rankLast'
  | 'runNegative'
  | 'runPositive'
  | 'beyondUp'
  | 'beyondDown'
  | 'crossedUp'
  | 'crossedDown'

/** An asset's ticker by its id. */
export type SymbolOf = (asset: string) => string

const INDEX_LIKE = /^(?:sentiment|volatility|funding|macro|breadth)\.|^cross\.(?:vix|dxy|usdjpy|us\d+y)\./u

/** The last part of a series' name: `close`, `weekReturn`, `run`. */
export function tailOf({ series }: Pick<RankedExtreme, 'series'>): string {
  return series.slice(series.lastIndexOf('.') + 1)
}

export function formOf(entry: RankedExtreme): EntryForm {
  const { group, kind, scope } = entry
  const tail = tailOf(entry)
  const up = kind === 'first-beyond' ? entry.direction !== 'down' : entry.value >= 0
  if (kind === 'first-beyond') {
    return group === 'marketcap' ? (up ? 'crossedUp' : 'crossedDown') : up ? 'beyondUp' : 'beyondDown'
  }
  if (tail === 'streak') return entry.direction === 'down' ? 'streakDown' : 'streakUp'
  if (kind === 'longest-run' && group === 'cross') return tail === 'last' ? 'rankLast' : 'rankFirst'
  if (kind === 'longest-run') return entry.direction === 'up' ? 'runPositive' : 'runNegative'
  if (tail === 'range') return 'range'
  if (tail === 'dayReturn') return 'move'
  if (tail === 'dayChange') return 'moveDay'
  if (tail === 'twoWeekReturn') return 'moveTwoWeeks'
  if (tail === 'weekReturn' || tail === 'weekChange') return 'moveWeek'
  // A median or a gap that is the largest of a while; how it moved is not what is stated.
  if (kind === 'largest-rise' || kind === 'largest-fall') return 'moveWeek'
  if (tail === 'high' || tail === 'low') return 'mark'
  if (/\.weekMean$|^volume\.[a-z]+\.week$|^breadth\./u.test(entry.series)) return 'readingWeek'
  if (scope === 'boundary') return 'readingEnd'
  return tail === 'close' ? 'close' : 'reading'
}

/** Whether an entry stands for the week as a whole and has no day of its own. */
export function isOfWeek(entry: RankedExtreme): boolean {
  const form = formOf(entry)
  return (
    ['moveWeek', 'moveTwoWeeks', 'range', 'streakUp', 'streakDown', 'rankFirst', 'rankLast'].includes(form) ||
    /^breadth\.|\.weekMean$|^volume\.[a-z]+\.week$|\.gap$/u.test(entry.series)
  )
}

export function directionOf({ kind, value, direction }: RankedExtreme): 'up' | 'down' {
  if (kind === 'largest-rise' || kind === 'high') return 'up'
  if (kind === 'largest-fall' || kind === 'low') return 'down'
  return direction ?? (value < 0 ? 'down' : 'up')
}

export function subjectOf({ series }: Pick<RankedExtreme, 'series'>, symbolOf: SymbolOf) {
  const [group = '', asset = ''] = series.split('.')
  const symbol = ['price', 'coins', 'funding', 'openinterest', 'volatility'].includes(group)
    ? symbolOf(asset)
    : undefined
  return symbol === undefined ? { series } : { series, symbol }
}

/** The reach of an entry as locales state it. */
export function extentOf(entry: RankedExtreme): { readonly [name: string]: Plain } {
  const { since, equal, recordStart, boundedBy } = entry
  return {
    noun: nounOf(entry),
    since,
    equal: equal && since !== null,
    recordStart,
    ...(boundedBy !== undefined && { boundedBy }),
    weekly: isOfWeek(entry),
  }
}

export function quantityOf({ series, value, unit }: RankedExtreme) {
  return { series, value, unit }
}

export function moveOf(entry: RankedExtreme) {
  return { ...quantityOf(entry), words: wordsOf(entry), direction: directionOf(entry) }
}

/** Every value that a sentence on one entry may name. */
export function valuesOf(entry: RankedExtreme, symbolOf: SymbolOf): { readonly [name: string]: Plain } {
  const { at, from, prints, hours, level, series, unit, value } = entry
  const subject = subjectOf(entry, symbolOf)
  return {
    subject,
    who: { subject },
    at,
    value: quantityOf(entry),
    move: moveOf(entry),
    extent: extentOf(entry),
    ...(from !== undefined && { from }),
    ...(prints !== undefined && { prints }),
    ...(hours !== undefined && { hours }),
    ...(level !== undefined && {
      level: entry.group === 'marketcap' ? level : { series, value: level, unit },
    }),
    weeks: Math.abs(Math.round(value)),
  }
}

/** What proves it, for those who check. */
export function evidenceOf(entry: RankedExtreme): { readonly [name: string]: Plain } {
  return { rule: 'an entry of the ledger of extremes', extreme: extremeIdOf(entry) }
}

/** The first instant at which the value can be later than another: its own, and how long it may have been taken after. */
export function endOf({ at, span }: RankedExtreme): Instant {
  return at + span
}

function wordsOf({ group, series }: RankedExtreme): 'price' | 'amount' | 'points' | 'index' {
  if (series.startsWith('cross.vix.')) return 'index'
  if (group === 'sentiment' || group === 'macro' || series === 'breadth.correlation') return 'points'
  if (/^cross\.us\d+y\./u.test(series)) return 'points'
  return group === 'price' || group === 'coins' || group === 'cross' || group === 'breadth'
    ? 'price'
    : 'amount'
}

/** Prices have highs and lows, indices and rates are high or low, amounts stand at a level. */
export function familyOf({
  group,
  series,
}: Pick<RankedExtreme, 'group' | 'series'>): 'price' | 'index' | 'level' {
  if (INDEX_LIKE.test(series)) return 'index'
  return group === 'price' || group === 'coins' || group === 'cross' ? 'price' : 'level'
}

function nounOf(entry: RankedExtreme): string {
  const { kind } = entry
  const form = formOf(entry)
  if (kind === 'first-beyond') return 'beyond'
  if (['streakUp', 'streakDown', 'rankFirst', 'rankLast'].includes(form)) return 'streak'
  if (kind === 'longest-run') return 'run'
  if (form === 'range') return kind === 'low' ? 'range.narrow' : 'range.wide'
  if (form.startsWith('move')) {
    const family = { price: 'move', amount: 'amount', points: 'points', index: 'index' }[wordsOf(entry)]
    return `${family}.${directionOf(entry) === 'up' ? 'rise' : 'fall'}`
  }
  const side = kind === 'low' ? 'low' : 'high'
  return `${familyOf(entry)}.${side}`
}
