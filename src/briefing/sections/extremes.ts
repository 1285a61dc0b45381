/** What an answer says of the ledger's entries about its subject: "the lowest since 9 April". */
import { isoOf } from '#src/market/time.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { extremeIdOf, extremesOf, isPublishable } from '../extremes.ts'
import type { Statement } from '../section.ts'
import { formOf, type SymbolOf, tailOf, valuesOf } from '../thread/entries.ts'

/** How each is found. */
export const PROOF = { rule: 'last earlier value that reaches the extreme of the week' } as const
/** Weaker ones are stated nowhere. */
const BAR = 0.3
/** An answer is about its subject, not about its past. */
const MOST = 2

/** The strongest entries on the series that begin with one of the names, one of a kind: a record high is stated once. */
export function extremeStatements(
  names: string | readonly string[],
  extremes: readonly RankedExtreme[],
  symbolOf: SymbolOf,
  most = MOST,
): Statement[] {
  const chosen = extremesOf(names, extremes).filter(({ salience }) => salience >= BAR)
  const ofKind = chosen.filter(({ kind }, i) => chosen.findIndex((one) => one.kind === kind) === i)
  return ofKind.slice(0, most).map((entry) => extremeStatement(entry, symbolOf))
}

/** The strongest entries of all series, with who supplied their values; the rule is the same of all. */
export function strongestExtremes(
  extremes: readonly RankedExtreme[],
  symbolOf: SymbolOf,
  most: number,
): Statement[] {
  const chosen = extremes.filter(
    (entry) => isPublishable(entry) && entry.salience >= BAR && hasSentence(entry),
  )
  return chosen.slice(0, most).map((entry) => {
    const statement = extremeStatement(entry, symbolOf)
    const { rule: _, ...facts } = statement.evidence
    return { ...statement, evidence: { ...facts, sources: entry.evidence.sources } }
  })
}

/** Runs are stated in settlements or weeks, moves as returns and changes; a run of last places, or a gap that grew, has no sentence. */
function hasSentence(entry: RankedExtreme): boolean {
  if (entry.kind.startsWith('largest-')) return /(?:Return|Change)$/u.test(tailOf(entry))
  return entry.kind !== 'longest-run' || entry.hours !== undefined || tailOf(entry) === 'streak'
}

function extremeStatement(entry: RankedExtreme, symbolOf: SymbolOf): Statement {
  return {
    key: keyOf(entry),
    values: valuesOf(entry, symbolOf),
    evidence: proofOf(entry),
    salience: entry.salience,
    extremes: [extremeIdOf(entry)],
  }
}

/** A value at the end of its week is stated with its date: an answer is not read on a Monday alone. */
function keyOf(entry: RankedExtreme): Statement['key'] {
  const form = formOf(entry)
  const key =
    form === 'readingEnd' || form === 'readingWeek' ? (tailOf(entry) === 'close' ? 'close' : 'reading') : form
  return `extremes.${key}`
}

function proofOf({ series, value, at, since, boundedBy, recordStart }: RankedExtreme): Statement['evidence'] {
  return {
    ...PROOF,
    series,
    reached: value,
    at: isoOf(at),
    since: since === null ? null : isoOf(since),
    ...(boundedBy !== undefined && { gapSince: isoOf(boundedBy) }),
    recordStart: isoOf(recordStart),
  }
}
