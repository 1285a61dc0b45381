/** What a dollar is in yen: the record's own close of USD/JPY. */
import type { History } from './history.ts'
import { lastAtOrBefore } from './series.ts'
import { DAY, type Instant } from './time.ts'

export interface YenRate {
  /** Yen for one US dollar. */
  readonly perUsd: number
  /** The trading day of the close, as its 00:00 UTC. */
  readonly day: Instant
}

/** An older close says nothing about the moment reported. */
const OLDEST = 7 * DAY

/** The last close dated before an instant, as far as the record knows; undefined where it is older than 7 days. */
export function yenAt(history: History, at: Instant): YenRate | undefined {
  const closes = history.crossCloses('usdjpy')
  const last = closes && lastAtOrBefore(closes, Math.min(at, history.now) - 1)
  if (last === undefined || last.time < at - OLDEST || !(last.value > 0)) return undefined
  return { perUsd: last.value, day: last.time }
}
