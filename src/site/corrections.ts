/** The revisions of an edition, each with what it changed: the log that stands on every one of its pages. */
import { formatCorrection } from '#src/briefing/correction.ts'
import type { Edition } from '#src/briefing/edition.ts'
import type { Words } from '#src/i18n/words.ts'
import type { Instant } from '#src/market/time.ts'

export interface Revision {
  /** 1, 2 …. */
  readonly revision: number
  readonly publishedAt: Instant
  /** The correction in words; undefined of the first. */
  readonly change: string | undefined
}

/** Newest first. `editions` and `publishedAt` are in the order of the revisions. */
export function revisionsOf(
  editions: readonly Edition[],
  publishedAt: readonly Instant[],
  words: Words,
): Revision[] {
  return editions
    .map((edition, index) => ({
      revision: index + 1,
      publishedAt: publishedAt[index] ?? edition.week.end,
      change: formatCorrection(edition, words, (asset) => edition.symbols[asset] ?? asset.toUpperCase()),
    }))
    .toReversed()
}
