/** Records that follow on stated ones: what was news last week is half a sentence this week, not another sentence. */
import type { Plain } from '#src/market/reading.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { claim } from './claim.ts'
import { extremeIdOf } from './extremes.ts'
import type { Section, Statement } from './section.ts'

/** So many markets fit in the sentence. */
const MARKETS = 3
const RECORD = /^assets\.(?:close|level)High(?:On)?$/u
const RULE = 'a record that follows on one of the editions before'

/** A level that reaches back so many weeks is stated again, although an edition before stated one like it. */
const FAR_BACK = 20
/** Unless too many editions did. */
const WORTH = 0.25

/**
 * The same sections, in which such records are stated together, a further extreme of sentiment as one, and a level of
 * another market that reaches far back although it was stated before, unless it stands above, by id.
 */
export function withFurther(
  sections: readonly Section[],
  extremes: readonly RankedExtreme[],
  above: ReadonlySet<string>,
): Section[] {
  const again = new Map(
    extremes.filter((entry) => entry.again === true).map((entry) => [extremeIdOf(entry), entry]),
  )
  return sections.map((section) => ({
    ...section,
    statements:
      section.name === 'assets'
        ? together(section.statements, again).map(furtherLevel)
        : section.statements.map(furtherMood),
  }))

  function furtherLevel(one: Statement): Statement {
    const entry = again.get(one.extremes?.[0] ?? '')
    if (entry === undefined || above.has(extremeIdOf(entry))) return one
    const isLevel = entry.group === 'cross' && (entry.kind === 'high' || entry.kind === 'low')
    const isFar = isLevel && entry.since !== null && entry.weeks >= FAR_BACK && entry.salience >= WORTH
    return isFar ? { ...one, needed: true } : one
  }

  function furtherMood(one: Statement): Statement {
    const entry = again.get(one.extremes?.[0] ?? '')
    if (entry === undefined || entry.equal) return one
    if (one.key === 'macro.fearSince') return { ...one, key: 'macro.fearFurther', needed: true }
    return one.key === 'macro.greedSince' ? { ...one, key: 'macro.greedFurther', needed: true } : one
  }
}

function together(
  statements: readonly Statement[],
  again: ReadonlyMap<string, RankedExtreme>,
): readonly Statement[] {
  const records = statements
    .flatMap((statement) => {
      const entry = again.get(statement.extremes?.[0] ?? '')
      const record = entry?.since === null && entry.boundedBy === undefined && RECORD.test(statement.key)
      return record ? [{ statement, entry }] : []
    })
    .slice(0, MARKETS)
  const [first] = records
  if (first === undefined) return statements
  const markets = records.map(({ statement: { values }, entry }) => ({
    market: values.market as Plain,
    day: entry.at,
    quote: values.quote as Plain,
  }))
  const weight = { needed: true, entries: records.map(({ entry }) => entry) }
  const one = claim('assets.furtherHigh', { markets }, { rule: RULE }, weight)
  const replaced = new Set(records.map(({ statement }) => statement))
  return statements.flatMap((statement) => {
    if (statement === first.statement) return [one]
    return replaced.has(statement) ? [] : [statement]
  })
}
