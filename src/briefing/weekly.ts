/** The weekly recap: every topic's section, made from the readings of one week. */
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
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
export const sections: Record<
  SectionName,
  (readings: Readings, extremes: readonly RankedExtreme[]) => Section
> = {
  assets: (readings, extremes) => assetsSection(readings.assets, extremes),
  marketcap: (readings, extremes) => marketcapSection(readings.marketcap, extremes),
  macro: (readings, extremes) => macroSection(readings.macro, extremes),
  funding: (readings, extremes) => fundingSection(readings.funding, readings.fundingEthereum, extremes),
  openinterest: (readings, extremes) => openinterestSection(readings.openinterest, extremes),
  volatility: (readings, extremes) => volatilitySection(readings.volatility, extremes),
  correlation: (readings, extremes) => correlationSection(readings.correlation, extremes),
  sectors: (readings) => sectorsSection(readings.sectors),
  volume: (readings, extremes) => volumeSection(readings.volume, extremes),
  movers: (readings, extremes) => moversSection(readings.movers, readings.correlation, extremes),
  outlook: (readings) => outlookSection(readings.positioning),
}

/** The sections asked for, in the order asked for; by default all of them in the recap's own order. */
export function weeklySections(
  readings: Readings,
  extremes: readonly RankedExtreme[] = [],
  names: readonly SectionName[] = Object.keys(sections) as SectionName[],
): Section[] {
  return withoutRepeats(names.map((name) => sections[name](readings, extremes)))
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
