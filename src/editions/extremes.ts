/** The ledger of extremes as `briefing.json` holds it. */
import { isoOf } from '#src/market/time.ts'
import { extremeId, type RankedExtreme } from '#src/services/extremes/extreme.ts'

/** The most prominent place in which an edition stated an entry. */
export type EntryPlace = 'headline' | 'summary' | 'timeline' | 'section' | 'none'

type Dated = 'at' | 'from' | 'since' | 'boundedBy' | 'recordStart'

/** Dates ISO 8601 in UTC, values raw; of a record `since` is null. */
export interface PublishedExtreme extends Omit<RankedExtreme, Dated> {
  readonly at: string
  readonly from?: string
  readonly since: string | null
  readonly boundedBy?: string
  readonly recordStart: string
  readonly told: EntryPlace
}

/** In the order of `ranked`: the strongest first, the withheld last. `told` holds an entry's place by its extremeId. */
export function extremesJson(
  ranked: readonly RankedExtreme[],
  told: ReadonlyMap<string, EntryPlace> = new Map(),
): readonly PublishedExtreme[] {
  return ranked.map((entry) => {
    const { at, from, since, boundedBy, recordStart, ...rest } = entry
    return {
      ...rest,
      at: isoOf(at),
      ...(from !== undefined && { from: isoOf(from) }),
      since: since === null ? null : isoOf(since),
      ...(boundedBy !== undefined && { boundedBy: isoOf(boundedBy) }),
      recordStart: isoOf(recordStart),
      told: told.get(extremeId(entry)) ?? 'none',
    }
  })
}
