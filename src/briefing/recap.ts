/** Which of a section's statements a recap says: evidence for the summary, what is news by itself, and what a reader needs. */
import { isDeepStrictEqual } from 'node:util'
import type { Edition } from './edition.ts'
import { wordingFor } from './memory.ts'
import { withFurther } from './further.ts'
import { isRepeated, isStale, withoutRepeated } from './repeats.ts'
import { type Section, SECTIONS, type SectionName, type Statement } from './section.ts'
import { strongestStatements, strongestUnsaid, withStatements } from './strongest.ts'
import { placesOf } from './thread.ts'
import { SECTION_BAR, SUMMARY_BAR } from './thread/material.ts'
import { type Paragraph, paragraphs, topics } from './topics.ts'
import { weeklySections } from './weekly.ts'

/** Extremes that one section states beside what is needed. */
const MOST = 2

export interface RecapGroup {
  readonly name: Paragraph
  readonly sections: readonly Section[]
}

/** So many statements the outlook has, unless more are needed or rest on strong entries. */
const OUTLOOK = 2

/**
 * An edition's sections with all their statements, and the same with only what the recap says: what is needed, or of
 * 0.30 and more and not stated above. Statements carry the wording that was used longest ago.
 */
export function recapOf(
  edition: Pick<Edition, 'readings' | 'extremes' | 'thread' | 'earlier' | 'symbols'>,
  names?: readonly SectionName[],
): { readonly sections: readonly Section[]; readonly recap: readonly Section[] } {
  const { readings, extremes, thread, earlier, symbols } = edition
  const places = placesOf(thread)
  const saidAbove = new Set(places.keys())
  const inSummary = new Set([...saidAbove].filter((id) => places.get(id) !== 'timeline'))
  const worded = (one: Statement): Statement => ({ ...one, wording: wordingFor(one.key, earlier) })
  const sections = withFurther(weeklySections(readings, extremes, names), extremes, saidAbove).map(
    (section) => ({
      ...section,
      statements: section.statements.map((one) => worded(withoutRepeated(one, inSummary, thread))),
    }),
  )
  const recap = sections.map((section) => {
    const isNew = (one: Statement) =>
      !isEntryOfSummary(one, inSummary) && !isRepeated(one, thread) && !isStale(one, earlier)
    const own = section.statements.filter((one) => isSaid(one, saidAbove) && isNew(one))
    return shortened({ ...section, statements: withTitled(strongest(own), section, isNew) })
  })
  const shown = new Set([...saidAbove, ...recap.flatMap(idsOf)])
  const symbolOf = (asset: string) => symbols[asset] ?? asset.toUpperCase()
  const ofGroups = strongestStatements(strongestUnsaid(extremes, shown), symbolOf)
  const added = new Map([...ofGroups].map(([name, list]) => [name, list.map(worded)]))
  return { sections: withStatements(sections, added), recap: withStatements(recap, added) }
}

function idsOf({ statements }: Section): readonly string[] {
  return statements.flatMap((one) => one.extremes ?? [])
}

/**
 * The same of a finished edition. Of one that an earlier version froze, without sentences that need a figure which that
 * version did not read.
 */
export function frozenRecapOf(edition: Edition, names?: readonly SectionName[]): ReturnType<typeof recapOf> {
  const all = recapOf(edition, names)
  return edition.told ? all : { sections: withoutUnread(all.sections), recap: withoutUnread(all.recap) }
}

function withoutUnread(sections: readonly Section[]): Section[] {
  const isRead = ({ values }: Statement) => !Object.values(values).includes(undefined)
  return sections.map(({ chart, ...section }) => ({
    ...section,
    statements: section.statements.filter(isRead),
    ...(chart && isRead(chart.titled) && { chart }),
  }))
}

/** The most salient sentences, in the recap's order: the short form of an edition without a thread. */
export function strongestOf(said: ReadonlyMap<Statement, string>, count: number): string[] {
  const order = [...said.keys()]
  const chosen = new Set(order.toSorted((a, b) => b.salience - a.salience).slice(0, count))
  return order.filter((one) => chosen.has(one)).map((one) => said.get(one) as string)
}

/** The sections in paragraphs: in the recap's order, or in that in which the first section of each was asked for. */
export function groupsOf(sections: readonly Section[], asked?: readonly SectionName[]): RecapGroup[] {
  const byName = new Map(sections.map((section) => [section.name, section]))
  const inOwnOrder = asked === undefined || String(asked) === String(SECTIONS)
  const place = (names: readonly SectionName[]) =>
    Math.min(...names.map((name) => asked?.indexOf(name) ?? 0).filter((at) => at >= 0))
  const groups = [...paragraphs].flatMap(([name, names]) => {
    const own = names.flatMap((one) => byName.get(one) ?? [])
    return own.length === 0 ? [] : [{ name, sections: own, at: inOwnOrder ? 0 : place(names) }]
  })
  return groups.sort((a, b) => a.at - b.at).map(({ name, sections: own }) => ({ name, sections: own }))
}

/** Of a section's extremes the strongest few: it is evidence, no list. In the order of the text. */
function strongest(statements: readonly Statement[]): Statement[] {
  const isListed = ({ needed, extremes = [] }: Statement) => !needed && extremes.length > 0
  const ranked = statements.filter(isListed).toSorted((a, b) => b.salience - a.salience)
  const chosen = new Set(ranked.slice(0, MOST))
  return statements.filter((one) => !isListed(one) || chosen.has(one))
}

/** A section without its weakest statements above the number that it may have; the first of equal ones stays. */
function shortened(section: Section): Section {
  const { name, statements } = section
  const most = name === 'outlook' ? OUTLOOK : topics[name].most
  const weakest = statements
    .toReversed()
    .filter(({ needed, salience }) => !needed && salience < SUMMARY_BAR)
    .toSorted((a, b) => a.salience - b.salience)
  const dropped = new Set(weakest.slice(0, Math.max(0, statements.length - most)))
  return { ...section, statements: statements.filter((one) => !dropped.has(one)) }
}

/** What the heading over a section's text states is in that text, however small it is; where nothing else is said, neither is. */
function withTitled(
  own: readonly Statement[],
  { statements, chart }: Section,
  isNew: (one: Statement) => boolean,
): readonly Statement[] {
  const titled = statements.find(
    ({ key, values }) => key === chart?.titled.key && isDeepStrictEqual(values, chart.titled.values),
  )
  if (own.length === 0 || titled === undefined || own.includes(titled) || !isNew(titled)) return own
  const kept = new Set([...own, titled])
  return statements.filter((one) => kept.has(one))
}

/** Sentences that state one entry of the ledger and nothing else, though a section needs them. */
const ENTRY_ONLY = /^(?:macro\.(?:fear|greed)Further|funding\.negativeRunLongest(?:Day|Inside)?)$/u

function isEntryOfSummary({ key, extremes = [] }: Statement, inSummary: ReadonlySet<string>): boolean {
  return ENTRY_ONLY.test(key) && extremes.length > 0 && extremes.every((id) => inSummary.has(id))
}

function isSaid({ needed, salience, extremes = [] }: Statement, saidAbove: ReadonlySet<string>): boolean {
  if (needed) return true
  if (salience < SECTION_BAR) return false
  return extremes.length === 0 || extremes.some((id) => !saidAbove.has(id))
}
