/** The weekly recap: every topic's section, made from the readings of one week. */
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Readings } from '#src/services/index.ts'
import { type Section, SECTIONS, type SectionName } from './section.ts'
import { outlookSection } from './sections/outlook.ts'
import { topics } from './topics.ts'

/** The sections asked for, in the order asked for; by default all of them in the recap's own order. */
export function weeklySections(
  readings: Readings,
  extremes: readonly RankedExtreme[] = [],
  names: readonly SectionName[] = SECTIONS,
): Section[] {
  const sectionOf = (name: SectionName): Section =>
    name === 'outlook' ? outlookSection(readings.positioning) : topics[name].section(readings, extremes)
  return withoutRepeats(names.map(sectionOf))
}

/** Sectors that went against the market are the best or worst of the sectors' own section: stated there, not twice. */
function withoutRepeats(all: Section[]): Section[] {
  const hasSectors = all.some(({ name, statements }) => name === 'sectors' && statements.length > 0)
  if (!hasSectors) return all
  return all.map((section) => ({
    ...section,
    statements: section.statements.filter(({ key }) => !key.startsWith('movers.against')),
  }))
}
