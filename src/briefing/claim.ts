/** Claims that rest on entries of the ledger: they take its salience, and its facts as evidence. */
import type { ReachValue } from '#src/i18n/claimformats.ts'
import type { StatementKey } from '#src/i18n/keys.ts'
import type { Values } from '#src/i18n/words.ts'
import { isoOf } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { extremeIdOf } from './extremes.ts'
import type { Statement } from './section.ts'

/** How much a claim deserves to be said. */
interface Weight {
  /** 0-1; never less than that of its strongest entry. */
  readonly salience?: number
  readonly needed?: boolean
  /** What it rests on, strongest first. */
  readonly entries?: readonly RankedExtreme[]
}

export function claim(
  key: StatementKey,
  values: Values,
  evidence: Statement['evidence'],
  { salience = 0, needed, entries = [] }: Weight = {},
): Statement {
  const [first] = entries
  return {
    key,
    values,
    evidence: first ? { ...evidence, ...factsOf(first) } : evidence,
    salience: Math.max(salience, ...entries.map((entry) => entry.salience)),
    ...(entries.length > 0 && { extremes: entries.map(extremeIdOf) }),
    ...(needed && { needed }),
  }
}

/**
 * Weeks that an entry reaches back, a record half as far again: which of several entries a section states. Unlike
 * salience it does not hang on what was stated before, so that a command and a recap choose alike.
 */
export function depthOf({ since, boundedBy, weeks }: RankedExtreme): number {
  return since === null && boundedBy === undefined ? 1.5 * weeks : weeks
}

/** What the format `reach` states. */
export function reachOf({
  since,
  equal,
  boundedBy,
  recordStart,
}: RankedExtreme): ReachValue & NonNullable<Values[string]> {
  return { since, equal, recordStart, ...(boundedBy !== undefined && { bound: boundedBy }) }
}

/** An entry's facts as evidence: dates ISO 8601, of a record `since` is null. */
export function factsOf(entry: RankedExtreme): Statement['evidence'] {
  const { series, kind, value, at, since, boundedBy, recordStart } = entry
  return {
    series,
    kind,
    value,
    at: isoOf(at),
    since: since === null ? null : isoOf(since),
    recordStart: isoOf(recordStart),
    ...(boundedBy !== undefined && { boundedBy: isoOf(boundedBy) }),
  }
}
