/**
 * No group of the ledger falls silent: where neither the thread nor a section states the strongest entry of a group, and
 * it is strong enough for a headline, the section of its subject states it in a sentence of its own.
 */
import type { AssetId } from '#src/market/asset.ts'
import type { History } from '#src/market/history.ts'
import type { ExtremeGroup, RankedExtreme } from '#src/services/extremes/extreme.ts'
import { extremeIdOf } from './extremes.ts'
import type { Section, SectionName, Statement } from './section.ts'
import { type SymbolOf, valuesOf } from './thread/entries.ts'
import { HEADLINE_BAR, lineOf } from './thread/material.ts'
import { sentenceOf } from './thread/sentences.ts'

const SECTION_OF: Readonly<Record<ExtremeGroup, SectionName>> = {
  price: 'assets',
  marketcap: 'marketcap',
  openinterest: 'openinterest',
  funding: 'funding',
  cross: 'assets',
  coins: 'movers',
  macro: 'macro',
  sentiment: 'macro',
  volatility: 'volatility',
  breadth: 'movers',
  volume: 'volume',
}

/** A change of correlation is stated by the rule of its own section alone: where it does not hang on one day. */
const BY_RULE = /^breadth\.correlation$/u

/** The strongest entry of each group that none of these states, by id; from the bar of a headline on. */
export function strongestUnsaid(
  extremes: readonly RankedExtreme[],
  stated: ReadonlySet<string>,
): RankedExtreme[] {
  const publishable = extremes.filter(({ guard, series }) => guard === undefined && !BY_RULE.test(series))
  return [...Map.groupBy(publishable, ({ group }) => group).values()].flatMap(([first]) =>
    first !== undefined && first.salience >= HEADLINE_BAR && !stated.has(extremeIdOf(first)) ? [first] : [],
  )
}

/** The sentences that state them, by the section in which they stand. */
export function strongestStatements(
  entries: readonly RankedExtreme[],
  symbolOf: SymbolOf,
): ReadonlyMap<SectionName, readonly Statement[]> {
  const bySection = Map.groupBy(entries, sectionOf)
  return new Map([...bySection].map(([name, list]) => [name, list.map((entry) => tell(entry, symbolOf))]))
}

/** A command's section by itself: with the strongest entry of each of its groups that it does not state. */
export function withStrongest(
  section: Section,
  extremes: readonly RankedExtreme[],
  history: Pick<History, 'asset'>,
): Section {
  const symbolOf = (id: AssetId) => history.asset(id)?.symbol ?? id.toUpperCase()
  const stated = new Set(section.statements.flatMap((one) => one.extremes ?? []))
  const own = strongestUnsaid(extremes, stated).filter((entry) => sectionOf(entry) === section.name)
  const [complete = section] = withStatements([section], strongestStatements(own, symbolOf))
  return complete
}

function tell(entry: RankedExtreme, symbolOf: SymbolOf): Statement {
  return entry.series.endsWith('.median')
    ? lineOf('thread:entry.median', valuesOf(entry, symbolOf), [entry])
    : sentenceOf(entry, symbolOf)
}

/** The sections, each with its sentences behind its own. */
export function withStatements(
  sections: readonly Section[],
  added: ReadonlyMap<SectionName, readonly Statement[]>,
): Section[] {
  return sections.map((section) => ({
    ...section,
    statements: [...section.statements, ...(added.get(section.name) ?? [])],
  }))
}

/** A week's range is a measure of how much a price swung. */
function sectionOf({ group, series }: RankedExtreme): SectionName {
  return series.endsWith('.range') ? 'volatility' : SECTION_OF[group]
}
