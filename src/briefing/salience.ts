/** How much a statement deserves to be said first: by the rarity of what it says. */

export interface Rarity {
  /** Where the value stands in its own year, 0-1. */
  readonly percentile?: number | undefined
  /** Weeks since the last such event on record; the record's length in weeks where there was none. */
  readonly weeksSince?: number | undefined
}

/** max(2 x |percentile - 0.5|, 1 - 1/k) with k = weeks since the last such event: 0 (common) to 1 (unseen). */
export function salience({ percentile, weeksSince }: Rarity): number {
  const extreme = percentile === undefined ? 0 : 2 * Math.abs(percentile - 0.5)
  // Something that was last seen less than a week ago is as common as can be.
  const rare = weeksSince === undefined ? 0 : 1 - 1 / Math.max(1, weeksSince)
  return Math.max(extreme, rare)
}

/** On the ledger's own scale: `weight × ln(1 + weeks) / ln(1 + 260)`, with the weeks since there was the like. */
export function ofWeeks(weeks: number, weight: number): number {
  return weight * Math.min(1, Math.log1p(Math.max(0, weeks)) / Math.log1p(260))
}
