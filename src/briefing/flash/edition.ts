/** A flash: one rare value as it settled, frozen before any language. */
import type { AssetId } from '#src/market/asset.ts'
import type { HistoryKind } from '#src/market/history.ts'
import type { Figure, Unit } from '#src/market/reading.ts'
import type { Point } from '#src/market/series.ts'
import type { Instant } from '#src/market/time.ts'
import type { YenRate } from '#src/market/yen.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import type { Confirmation, FlashBreadth, FlashTopic } from '#src/services/flash/candidate.ts'
import type { Correction } from '../edition.ts'

/** A figure as it settled, and as it stood one period before: a day, or a settlement. */
export interface FlashLevel {
  readonly series: string
  readonly unit: Unit
  readonly value: number
  readonly before?: { readonly value: number; readonly at: Instant }
}

/** One moment of a subject. */
export interface FlashEvent {
  readonly key: string
  readonly settledAt: Instant
  readonly extreme: RankedExtreme
  /** What is stated beside it of the same moment, strongest first. */
  readonly beside: readonly RankedExtreme[]
  readonly breadth?: FlashBreadth
  /** What moved, where the extreme is a move or a run: the close of a return. Absent where it is not on record. */
  readonly level?: FlashLevel
}

export interface FlashEdition extends FlashEvent {
  /** Twelve hex digits made from data, events, figures and rules: equal content, equal id. */
  readonly id: string
  /** 1, 2 …: an update and a correction are new revisions. */
  readonly revision: number
  readonly subject: string
  readonly topic: FlashTopic
  readonly asset?: AssetId
  readonly side: 'up' | 'down'
  /** Weeks that a statement had to reach back. */
  readonly least: number
  readonly data: { readonly kind: HistoryKind; readonly name: string; readonly now: Instant }
  /** Tickers by id. */
  readonly symbols: Readonly<Record<string, string>>
  /** What it states, by published name. */
  readonly figures: Readonly<Record<string, Figure>>
  /** From here to the value the record has no gap; absent where it has one. */
  readonly unbrokenSince?: Instant
  readonly confirmed?: Confirmation
  /** What is drawn: the level, up to the moment. */
  readonly points: readonly Point[]
  /** What settled later within a day, oldest first. */
  readonly updates: readonly FlashEvent[]
  /** USD/JPY of the record at the moment. */
  readonly yen?: YenRate
  readonly correction?: Correction
  /** Of a corrected one: what its revision before stated. */
  readonly was?: FlashEvent
  /** The record no longer carries it; `value` is what it has in its place, absent where it has none. */
  readonly withdrawn?: { readonly value?: number }
}

/** What the record makes of a flash now. */
export type RemadeFlash =
  | { readonly kind: 'same' }
  /** The corrected edition, or the withdrawn one, as a new revision. */
  | { readonly kind: 'changed' | 'withdrawn'; readonly edition: FlashEdition }

/** `2025-11-24 00:00 r1 · 8f3a1c92d07e`. */
export function flashLabel({
  settledAt,
  revision,
  id,
}: Pick<FlashEdition, 'settledAt' | 'revision' | 'id'>): string {
  return `${new Date(settledAt).toISOString().slice(0, 16).replace('T', ' ')} r${revision} · ${id}`
}
