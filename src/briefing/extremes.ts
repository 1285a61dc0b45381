/** Looking entries of the ledger up: sections and the thread find their own series here, and compute no since themselves. */
import type { ExtremeKind, RankedExtreme } from '#src/services/extremes/extreme.ts'

/** Names an entry within an edition, as `extremeId` of the services does. */
export function extremeIdOf({ series, kind, at }: Pick<RankedExtreme, 'series' | 'kind' | 'at'>): string {
  return `${series} ${kind} ${at}`
}

/** Withheld ones, and open interest in dollars that the price moved (it is stated as price), are no news. */
export function isPublishable({ guard, byPrice }: RankedExtreme): boolean {
  return guard === undefined && byPrice !== true
}

/** The strongest entry that may be stated for a series, or of all series that begin with a name and a dot. */
export function findExtreme(
  extremes: readonly RankedExtreme[],
  series: string,
  ...kinds: readonly ExtremeKind[]
): RankedExtreme | undefined {
  return extremes.find(
    (one) =>
      isPublishable(one) &&
      (one.series === series || one.series.startsWith(`${series}.`)) &&
      (kinds.length === 0 || kinds.includes(one.kind)),
  )
}

/** Every entry that may be stated for the series that begin with one of the names and a dot, strongest first. */
export function extremesOf(
  names: string | readonly string[],
  extremes: readonly RankedExtreme[],
): readonly RankedExtreme[] {
  const all = typeof names === 'string' ? [names] : names
  return extremes.filter(
    (one) =>
      isPublishable(one) && all.some((name) => one.series === name || one.series.startsWith(`${name}.`)),
  )
}
