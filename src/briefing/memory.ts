/** What an edition stated, kept for the editions after it: which words were used, what led, what was promised to be watched. */
import type { Day } from '#src/market/time.ts'
import type { ExtremeGroup, ExtremeKind } from '#src/services/extremes/extreme.ts'
import type { Statement } from './section.ts'
import type { Wording } from './section.ts'

export interface RememberedEntry {
  readonly series: string
  readonly kind: ExtremeKind
  readonly weeks: number
  readonly group: ExtremeGroup
}

/** A level of the past that an edition named for the week after it. USD. */
export interface WatchedLevel {
  readonly side: 'below' | 'above'
  readonly level: number
}

/** Plain data: it is frozen with its edition. */
export interface EditionMemory {
  readonly edition: Day
  /** Made afterwards from the record of a running bot: no reader has seen it, so no later edition refers to it. */
  readonly unpublished?: true
  readonly quiet: boolean
  /** The entry that its headline begins with. */
  readonly lead?: { readonly series: string; readonly group: ExtremeGroup }
  /** The form of the clause that its headline begins with. */
  readonly led?: string
  readonly entries: readonly RememberedEntry[]
  /** Wording by statement key. */
  readonly wordings: Readonly<Record<string, Wording>>
  /** Raw figures of statements, for what is stated only when it moved. */
  readonly levels: readonly {
    readonly series: string
    readonly value: number
    readonly unit: string
    readonly symbol?: string
    /** Where the series stood at the edition's end. */
    readonly end?: number
  }[]
  readonly leverage?: string
  /** The top ten's mean correlation, where it was stated as a level. */
  readonly correlation?: number
  /** The view as it was stated. */
  readonly view?: Statement
  readonly watched: readonly WatchedLevel[]
  /** The run of its watch list: stated again only where another one would be news. */
  readonly watchedRun?: string
}

/** Editions that a text is kept apart from. */
export const REMEMBERED = 3

/** The wording used longest ago: the other one than last time within the editions that are remembered. */
export function wordingFor(key: string, earlier: readonly EditionMemory[]): Wording {
  for (const edition of earlier.slice(0, REMEMBERED)) {
    const last = edition.wordings[key]
    if (last !== undefined) return last === 0 ? 1 : 0
  }
  return 0
}

/** Stated once, they are no news while they stand where they stood. */
const LEVELS = /^correlation\.(?:concentrated|tight|tiers|oneTier)$/u

/** The top ten's mean correlation as a statement states it; undefined of statements on anything else. */
export function correlationLevelOf({ key, values }: Statement): number | undefined {
  return LEVELS.test(key) ? Number(values.top ?? values.mean) : undefined
}
