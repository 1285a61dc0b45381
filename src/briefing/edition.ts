/** An edition: the frozen readings of one week, before any language. */
import type { HistoryKind } from '#src/market/history.ts'
import type { Plain, Unit } from '#src/market/reading.ts'
import type { TetherRate } from '#src/market/tether.ts'
import type { Instant } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { Withheld } from '#src/market/withheld.ts'
import type { YenRate } from '#src/market/yen.ts'
import type { StaleTable } from '#src/services/staleness.ts'
import type { Readings } from '#src/services/index.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { RecordStarts } from '#src/services/recordstarts.ts'
import type { EditionMemory } from './memory.ts'
import type { Thread } from './thread.ts'

export interface Edition {
  /** The window; its closing Monday names the edition. */
  readonly week: Week
  /** 1, 2 …: a correction is a new revision. */
  readonly revision: number
  /** Twelve hex digits made from window, data, figures and rules: equal content, equal id. */
  readonly id: string
  /** The history that it was read from. */
  readonly data: { readonly kind: HistoryKind; readonly name: string; readonly now: Instant }
  /** What each asset is called: ticker by id, for assets that are stated by name. */
  readonly symbols: Readonly<Record<string, string>>
  readonly readings: Readings
  /** The ledger's entries of the week, strongest first, withheld ones last. */
  readonly extremes: readonly RankedExtreme[]
  /** Where the record of each group of the ledger begins. */
  readonly records?: RecordStarts
  /** What makes one text of it. */
  readonly thread: Thread
  /** What it stated, for the editions after it; undefined where a version froze it that kept no memory. */
  readonly told?: EditionMemory
  /** What the editions before it stated, newest first. */
  readonly earlier: readonly EditionMemory[]
  /** For chats that read yen: the record's USD/JPY at the window's end; undefined where it has none. */
  readonly yen?: YenRate
  /** What was older than it should be at the window's end; undefined where nothing was. */
  readonly stale?: readonly StaleTable[]
  /** Rates of USDT at the window's ends that were off par; undefined where none is known to have been. */
  readonly tether?: readonly TetherRate[]
  /** Facts of the week that were stated and no figure is made from; undefined where there are none. */
  readonly withheld?: readonly Withheld[]
  /** What a later revision changed. */
  readonly correction?: Correction
}

export interface Correction {
  /** The revision that was corrected. */
  readonly of: number
  readonly changes: readonly FigureChange[]
}

/** A figure that is another now; without `before` it was missing, without `after` it is. */
export interface FigureChange {
  /** Its published name. */
  readonly figure: string
  readonly unit: Unit
  readonly before?: Plain
  readonly after?: Plain
}

/** `2025-11-24 r1 · 8f3a1c92d07e`: what every footer prints. */
export function editionLabel({ week, revision, id }: Edition): string {
  return `${week.edition} r${revision} · ${id}`
}
