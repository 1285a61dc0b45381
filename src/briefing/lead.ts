/** The lead: the strongest claims of all sections, chosen by rarity. */
import type { Words } from '#src/i18n/words.ts'
import { type Section, type Statement, state } from './section.ts'
import { capitalised } from './tell.ts'

/** At most so many bullets. */
const BULLETS = 3
/** Below this nothing stands out. Sizes count too, so that a week without a record to rank it is not called quiet. */
const NOTABLE = 0.4
/** A bullet beyond the second must be worth its place. */
const WORTH = 0.3
const FEWEST = 2

/**
 * The strongest statements that have a sentence for the lead, one a section, strongest first and ties in the order
 * of telling. A week without a notable one begins with saying that it was quiet.
 */
export function chooseLead(sections: readonly Section[], words: Words): Statement[] {
  const strongest = sections.flatMap((section) => {
    const told = section.statements.filter((one) => words.find(`${one.key}.lead`, one.values) !== undefined)
    const best = told.reduce<Statement | undefined>(
      (best, one) => (best === undefined || one.salience > best.salience ? one : best),
      undefined,
    )
    return best ? [best] : []
  })
  const ranked = strongest
    .toSorted((a, b) => b.salience - a.salience)
    .slice(0, BULLETS)
    .filter((one, place) => place < FEWEST || one.salience >= WORTH)
  if (ranked.length === 0) return []
  return (ranked[0]?.salience ?? 0) >= NOTABLE
    ? ranked
    : [state('lead.quiet', {}), ...ranked.slice(0, BULLETS - 1)]
}

/** The sentence of a statement as a bullet of the lead. */
export function tellLead({ key, values }: Statement, words: Words): string {
  return capitalised(words.find(`${key}.lead`, values) ?? words.say(`${key}.text`, values))
}
