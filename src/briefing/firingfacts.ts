/** What is said of a firing beside its row: as the record had it when it fired. Plain data, written down before the first try. */
import { createHash } from 'node:crypto'
import type { Drawing } from '#src/charts/firing.ts'
import type { Alert, Firing, KnownValue } from '#src/chat/alert.ts'
import type { Instant } from '#src/market/time.ts'

export type { Drawing, TimeDrawing } from '#src/charts/firing.ts'

/** A firing, and the alert that reports it. */
export interface Reported {
  readonly firing: Firing
  readonly alert: Alert
}

/** Each fact is there where the record proves it, and absent where it does not. */
export interface FiringFacts {
  readonly since?: Since
  readonly standing?: Standing
  /** Of a settled rate: the venues that it is of, sorted. */
  readonly venues?: readonly string[]
  readonly interest?: InterestNow
  /** Of a `move`: when the price that it is counted from was reported. */
  readonly previous?: Instant
  /** Of what was passed during a snooze: when. */
  readonly passedAt?: Instant
  /** The last value on the other side of the level, where the reading before the firing was beyond it, too. */
  readonly before?: KnownValue
  /** What its chart shows. */
  readonly drawing?: Drawing
}

/** When it was last like this; no value between then and now is missing on record. */
export interface Since {
  /** null: never on record. */
  readonly at: Instant | null
  readonly recordStart: Instant
  /** USD a coin at that time. */
  readonly price?: number
}

/** How large a change is among those of a year in the same direction, over the same window. */
export interface Standing {
  /** How many were as large. */
  readonly larger: number
  readonly of: number
}

/** Open interest at the end of its window, and how it changed, as fractions. */
export interface InterestNow {
  readonly usd: number
  readonly usdChange: number
  readonly coins: number
  readonly coinsChange: number
  /**
   * The change in coins at each hour at which its rows may have been read, where their hour is not on record. `atClose`: prices are on
   * record for the close of the day alone.
   */
  readonly coinsRange?: { readonly low: number; readonly high: number; readonly atClose?: true }
}

/** Of several that are posted together: what was known when they were gathered. */
export interface ListFacts {
  /** The owner's quiet hours, minutes of the day. */
  readonly quiet?: { readonly from: number; readonly to: number }
  /** Of each firing, in their order: whether it still holds; null where that is not known. */
  readonly holds: readonly (boolean | null)[]
}

/** What is the same for all who are told the same: they share what is written down, and the picture. */
export function firingFactsId(firing: Firing, alert: Pick<Alert, 'condition' | 'look' | 'id'>): string {
  const { series, side, level, value, time, before, kind, late } = firing
  const { condition, look } = alert
  // What a step is counted from was reported to its own owner.
  const own = condition.kind === 'move' ? alert.id : ''
  const parts = [series, side, level, value, time, before?.time, kind, late, condition.kind, own]
  const { language, theme, colors } = look
  return createHash('sha256')
    .update(JSON.stringify([...parts, language, theme, colors]))
    .digest('base64url')
    .slice(0, 22)
}

/** Of several that are posted together. */
export function listFactsId(delivery: string): string {
  return `d:${delivery}`
}
