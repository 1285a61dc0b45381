/** A flash as statements: its headline, what it states as dailies and recaps state it, and what proves it. */
import type { Values } from '#src/i18n/words.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { factsOf } from '../claim.ts'
import { statementOf } from '../daily/statements.ts'
import { extremeIdOf } from '../extremes.ts'
import type { FlashStatementKey, Statement } from '../section.ts'
import { agoOf, clauseOf, isRecord } from '../thread/clauses.ts'
import {
  directionOf,
  extentOf,
  quantityOf,
  subjectOf,
  type SymbolOf,
  tailOf,
  valuesOf,
} from '../thread/entries.ts'
import { lineOf } from '../thread/material.ts'
import type { FlashEdition, FlashEvent } from './edition.ts'

/** Coins of breadth that are named. */
const NAMED = 5
/** Sentences on what stands beside it. */
const MOST_BESIDE = 2
/** Its change in dollars is stated with that in coins. */
const IN_COINS = /^openinterest\.(?!total\.)[^.]+\.dayChange$/u

type Symbols = Pick<FlashEdition, 'symbols' | 'least'>

/** What a headline says of the event. */
export function headlineStatement(event: FlashEvent, edition: Symbols): Statement {
  if (event.breadth) return wideStatement('headline', event, edition)
  const { extreme } = event
  const symbolOf = symbolsIn(edition)
  // Behind a gap an earlier value may reach it, too: what is known is "since at least", as of a record.
  const record = isRecord(extreme) || extreme.boundedBy !== undefined
  const key = headlineKeyOf(extreme)
  const subject = subjectOf(extreme, symbolOf)
  const values = { ...valuesOf(extreme, symbolOf), subject, count: extreme.value, ...agoOf(extreme) }
  if (key === 'close') {
    const side = extreme.kind === 'low' ? 'Low' : 'High'
    const name = record ? (side === 'Low' ? 'closeLowRecord' : 'closeRecord') : (`close${side}` as const)
    return lineOf(`thread:headline.${name}`, { ...values, symbol: subject.symbol ?? '' }, [extreme])
  }
  if (key === undefined) return clauseOf(extreme, symbolOf)
  return stated(`flash:headline.${key}${record ? 'Record' : ''}`, values, extreme)
}

/** What settled, then what else the same moment brought, each as a daily or a recap states it. */
export function eventStatements(event: FlashEvent, edition: Symbols): readonly Statement[] {
  const { extreme, beside, breadth } = event
  const first = breadth ? [wideStatement('sentences', event, edition)] : []
  return [...first, ...[extreme, ...beside].map((one) => entryStatement(one, edition))]
}

/** What of the same moment is stated beside an entry: other figures, the strongest of each. */
export function statedBeside(
  extreme: RankedExtreme,
  beside: readonly RankedExtreme[],
): readonly RankedExtreme[] {
  return beside.filter((one, i) => isElse(one, [extreme, ...beside.slice(0, i)])).slice(0, MOST_BESIDE)
}

/** One entry in a sentence. */
export function entryStatement(extreme: RankedExtreme, edition: Symbols): Statement {
  if (tailOf(extreme) === 'settlement') {
    const values = { ...valuesOf(extreme, symbolsIn(edition)), extent: extentOf(extreme) }
    return stated('flash:sentences.settled', values, extreme)
  }
  const { series, evidence } = extreme
  const [low, high] = (IN_COINS.test(series) && evidence.neighbours) || []
  const coins = low !== undefined && high !== undefined && { coins: [low, high] as const }
  return statementOf({ extreme, by: 'since', ...coins }, edition.symbols)
}

export function symbolsIn({ symbols }: Pick<FlashEdition, 'symbols'>): SymbolOf {
  return (asset) => symbols[asset] ?? asset.toUpperCase()
}

/** Undefined for what headlines of recaps state with its reach. */
function headlineKeyOf(entry: RankedExtreme) {
  const { kind, group } = entry
  const side = directionOf(entry) === 'up' ? 'Up' : 'Down'
  if (kind === 'first-beyond')
    return group === 'marketcap' ? (`crossed${side}` as const) : (`beyond${side}` as const)
  if (kind === 'largest-rise' || kind === 'largest-fall') return `move${side}` as const
  if (kind === 'longest-run') return side === 'Up' ? 'runPositive' : 'runNegative'
  const level = kind === 'low' ? 'Low' : 'High'
  if (group === 'sentiment') return `index${level}` as const
  // Of bitcoin or of all: a headline of a recap leaves it to its section.
  if (group === 'openinterest') return `interest${level}` as const
  if (group === 'breadth') return `count${level}` as const
  return tailOf(entry) === 'close' ? 'close' : undefined
}

function wideStatement(part: 'headline' | 'sentences', event: FlashEvent, edition: Symbols): Statement {
  const { extreme, breadth } = event
  if (!breadth) throw new RangeError('not of breadth')
  const { of, coins, counted } = breadth
  const side = directionOf(extreme) === 'up' ? 'Up' : 'Down'
  const symbolOf = symbolsIn(edition)
  const names = coins.slice(0, NAMED).map((id) => ({ symbol: symbolOf(id), name: symbolOf(id) }))
  const key = `${part}.wide${of === 'close' ? 'Close' : 'Move'}${side}` as const
  return {
    key: `flash:${key}`,
    values: { count: coins.length, counted, weeks: edition.least, names },
    evidence: { rule: 'coins of the hundred whose own entry reaches back so far', assets: coins, counted },
    salience: extreme.salience,
  }
}

function stated(key: FlashStatementKey, values: Values, extreme: RankedExtreme): Statement {
  return {
    ...{ key, values: { ...values, value: quantityOf(extreme) } },
    evidence: { rule: 'an entry of the ledger of extremes', ...factsOf(extreme) },
    salience: extreme.salience,
    extremes: [extremeIdOf(extreme)],
  }
}

/** A close beyond a level and a low close are one figure; a move is another. */
function isElse(entry: RankedExtreme, stated: readonly RankedExtreme[]): boolean {
  return stated.every((one) => figureOf(one) !== figureOf(entry))
}

function figureOf({ series }: RankedExtreme): string {
  return series.replace(/\.(?:beyond|close|snapshot)$/u, '')
}
