/** An edition of which most figures are missing: one sentence says why, in place of a list of all that is not there. */
import type { Words } from '#src/i18n/words.ts'
import type { MissingFigure } from '#src/market/reading.ts'
import type { Edition } from './edition.ts'

/** A share of figures: below it an edition is called thin. */
const LEAST = 0.5
/** Kinds of data that are named as what is missing most. */
const NAMED = 3

/** Whether less than half of an edition's figures are there. */
export function isThin({ readings }: Edition): boolean {
  const { there, missing } = countsOf(readings)
  const count = there + missing.length
  return count > 0 && there / count < LEAST
}

/** How many figures there are and what lacks most, with the reason that most of them have; undefined where most are there. */
export function thinLine(edition: Edition, words: Words): string | undefined {
  if (!isThin(edition)) return undefined
  const { there, missing } = countsOf(edition.readings)
  const count = there + missing.length
  const { names, reason } = whyMissing(missing, words)
  return names === undefined
    ? words.say('method.thinUnnamed', { there, count, reason })
    : words.say('method.thin', { there, count, names, reason })
}

/** The reason that most have, and the kinds of data that they lack, most first; none where no kind is known. */
export function whyMissing(
  missing: readonly MissingFigure[],
  words: Words,
): { readonly names: string | undefined; readonly reason: string } {
  const [reason, its] = mostOf(missing, (one) => one.reason)[0] ?? ['no-data', missing]
  const tables = mostOf(its, (one) => one.source ?? '')
    .flatMap(([source]) => words.find(`commands:sources.tables.${source}`) ?? [])
    .slice(0, NAMED)
    // They are labels that begin with a capital, and here stand inside a sentence; one of capitals keeps them.
    .map((name) => name.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase()))
  return {
    names: tables.length === 0 ? undefined : words.grammar.list(tables, true),
    reason: words.say(`errors:missing.${reason as MissingFigure['reason']}`),
  }
}

function countsOf(readings: Edition['readings']) {
  const all = Object.values(readings)
  return {
    there: all.reduce((sum, { figures }) => sum + Object.keys(figures).length, 0),
    missing: all.flatMap((reading): readonly MissingFigure[] => reading.missing),
  }
}

/** Groups by a name, the largest first. */
function mostOf(
  all: readonly MissingFigure[],
  nameOf: (one: MissingFigure) => string,
): readonly (readonly [string, readonly MissingFigure[]])[] {
  return [...Map.groupBy(all, nameOf)].sort(([, a], [, b]) => b.length - a.length)
}
