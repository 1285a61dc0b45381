/** Which candles are over, by what the venue itself shows; our clock alone proves nothing, as a venue may stand still. */
import { type Instant, MINUTE } from '#src/market/time.ts'
import type { CandleRow } from './venue.ts'

export interface Parted {
  /** Rising by time. */
  readonly over: readonly CandleRow[]
  /** Rising by time: what runs, and what nothing proves to be over. */
  readonly open: readonly CandleRow[]
}

/** Clocks differ a little. */
const AHEAD = 5 * MINUTE

/**
 * A candle is over where the venue marks it so, or where a candle that opened at its end or later is among the rows, or
 * where its market has come so far by `latest`. One that the venue marks as running is not, whatever follows.
 */
export function partOver(
  rows: readonly CandleRow[],
  { length, now, latest }: { readonly length: number; readonly now: Instant; readonly latest?: Instant },
): Parted {
  const sorted = rows.toSorted((a, b) => a.time - b.time || 0)
  const shown = sorted.map(({ time }) => time).filter((time) => time <= now + AHEAD)
  const reached = Math.max(latest ?? Number.NEGATIVE_INFINITY, ...shown)
  const isOver = ({ time, over }: CandleRow) => over ?? time + length <= reached
  return {
    over: sorted.filter((row) => isOver(row)),
    open: sorted.filter((row) => !isOver(row)),
  }
}

/** Rows of one time: reported once, or alike each time; those that were reported in several ways are apart, as none is known. */
export function onceEach(rows: readonly CandleRow[]): {
  readonly alike: readonly CandleRow[]
  readonly apart: readonly CandleRow[]
} {
  const byTime = Map.groupBy(rows, ({ time }) => time)
  const groups = [...byTime.values()].map((group) => ({
    row: group[0] as CandleRow,
    isAlike: new Set(group.map((one) => JSON.stringify([one.open, one.high, one.low, one.close]))).size === 1,
  }))
  const those = (alike: boolean) => groups.filter(({ isAlike }) => isAlike === alike).map(({ row }) => row)
  return { alike: those(true), apart: those(false) }
}
