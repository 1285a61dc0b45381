/** An entry of the ledger in a few words, as headlines state it. */
import { DAY } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Statement } from '../section.ts'
import {
  directionOf,
  familyOf,
  formOf,
  isOfWeek,
  moveOf,
  quantityOf,
  subjectOf,
  type SymbolOf,
  valuesOf,
} from './entries.ts'
import { lineOf } from './material.ts'

const HALF_A_WEEK = 3.5 * DAY

/** Any entry in a few words. */
export function clauseOf(entry: RankedExtreme, symbolOf: SymbolOf): Statement {
  const form = formOf(entry)
  const side = directionOf(entry)
  const subject = subjectOf(entry, symbolOf)
  const level = entry.kind === 'low' ? 'low' : 'high'
  const values = { ...valuesOf(entry, symbolOf), subject, ...agoOf(entry) }
  if (form === 'runNegative' || form === 'runPositive' || form === 'rankFirst' || form === 'rankLast') {
    return lineOf(`thread:headline.${form}`, values, [entry])
  }
  if (form.startsWith('crossed')) return lineOf(`thread:headline.crossed.${side}`, values, [entry])
  if (form.startsWith('beyond')) return lineOf(`thread:headline.beyond.${side}`, values, [entry])
  if (form === 'move' || form === 'moveDay') {
    return lineOf(`thread:headline.moveDay.${side}`, { ...values, move: moveOf(entry) }, [entry])
  }
  if (form === 'moveWeek') return lineOf(`thread:headline.moveWeek.${side}`, values, [entry])
  if (entry.group === 'sentiment') {
    return lineOf(`thread:headline.indexTo.${level}`, { ...values, value: quantityOf(entry) }, [entry])
  }
  // Behind a gap an earlier value may reach it: what is known is "since at least", as of a record.
  const record = entry.since === null || entry.boundedBy !== undefined
  const family = familyOf(entry)
  if (family === 'price') {
    const key = record ? (level === 'low' ? 'recordLow' : 'recordHigh') : level
    return lineOf(`thread:headline.price.${key}`, values, [entry])
  }
  if (record) return lineOf(`thread:headline.record.${level}`, values, [entry])
  return lineOf(`thread:headline.${family === 'level' ? 'level' : 'since'}.${level}`, values, [entry])
}

/** A value that stands for a week is dated inside it, not by the Monday that ends it. */
export function agoOf(entry: RankedExtreme) {
  const { since, at, boundedBy, recordStart } = entry
  const reached = boundedBy ?? since ?? recordStart
  return { ago: { since: isOfWeek(entry) ? reached - HALF_A_WEEK : reached, at } }
}

/** No earlier value reaches it, and none can be hidden in a gap. */
export function isRecord({ since, boundedBy }: RankedExtreme): boolean {
  return since === null && boundedBy === undefined
}
