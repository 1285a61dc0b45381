/** The weekly recap: every topic's section, made from the readings of one week. */
import type { Readings } from '#src/services/index.ts'
import type { Section, SectionName } from './section.ts'
import { assetsSection } from './sections/assets.ts'
import { correlationSection } from './sections/correlation.ts'
import { fundingSection } from './sections/funding.ts'
import { macroSection } from './sections/macro.ts'
import { marketcapSection } from './sections/marketcap.ts'
import { moversSection } from './sections/movers.ts'
import { openinterestSection } from './sections/openinterest.ts'
import { outlookSection } from './sections/outlook.ts'
import { sectorsSection } from './sections/sectors.ts'
import { volatilitySection } from './sections/volatility.ts'
import { volumeSection } from './sections/volume.ts'

/** Every part of a recap, in the order in which it is told. */
export const sections = {
  assets: (readings) => assetsSection(readings.assets),
  marketcap: (readings) => marketcapSection(readings.marketcap),
  macro: (readings) => macroSection(readings.macro),
  funding: (readings) => fundingSection(readings.funding, readings.fundingEthereum),
  openinterest: (readings) => openinterestSection(readings.openinterest),
  volatility: (readings) => volatilitySection(readings.volatility),
  correlation: (readings) => correlationSection(readings.correlation),
  sectors: (readings) => sectorsSection(readings.sectors),
  volume: (readings) => volumeSection(readings.volume),
  movers: (readings) => moversSection(readings.movers, readings.correlation),
  outlook: (readings) => outlookSection(readings.positioning),
} as const satisfies Record<SectionName, (readings: Readings) => Section>

/** The sections asked for, in the order asked for; by default all of them in the recap's own order. */
export function weeklySections(
  readings: Readings,
  names: readonly SectionName[] = Object.keys(sections) as SectionName[],
): Section[] {
  return withoutRepeats(names.map((name) => sections[name](readings)))
}

/** Sectors that went against the market are the best or worst of the sectors' own section: told there, not twice. */
function withoutRepeats(all: Section[]): Section[] {
  const sectorsTold = all.some(({ name, statements }) => name === 'sectors' && statements.length > 0)
  if (!sectorsTold) return all
  return all.map((section) => ({
    ...section,
    statements: section.statements.filter(({ key }) => !key.startsWith('movers.against')),
  }))
}
