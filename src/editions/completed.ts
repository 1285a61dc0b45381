/** Editions that were frozen before there was a thread, completed as they are read: they are stated as sections. */
import type { Edition } from '#src/briefing/edition.ts'
import type { Thread } from '#src/briefing/thread.ts'
import type { BesideTopics, Reading } from '#src/market/reading.ts'
import type { Week } from '#src/market/week.ts'
import type { Readings } from '#src/services/index.ts'

type Newer = 'price' | 'watch' | 'analogues'

/** An edition as this version or an earlier one has frozen it. */
export type KeptEdition = Omit<Edition, 'extremes' | 'thread' | 'earlier' | 'readings'> &
  Partial<Pick<Edition, 'extremes' | 'thread' | 'earlier'>> & {
    readonly readings: Omit<Readings, Newer> & Partial<Pick<Readings, Newer>>
  }

const NO_THREAD: Thread = {
  quiet: false,
  headline: [],
  summary: [],
  timeline: [],
  thenAndNow: [],
  watch: { lines: [], levels: [] },
  compact: [],
}

/** With what it did not know empty: without headline, its own name is its title. `told` stays absent: it is unknown. */
export function completed(kept: KeptEdition): Edition {
  const { week, readings, symbols } = kept
  const asset = 'bitcoin'
  const price = { asset, symbol: symbols[asset] ?? asset.toUpperCase() }
  return {
    ...kept,
    readings: {
      ...readings,
      sectors: counted(readings.sectors),
      price: readings.price ?? unread('price', week, price),
      watch: readings.watch ?? unread('watch', week, { ahead: [] }),
      analogues: readings.analogues ?? unread('analogues', week, { asset }),
    },
    extremes: kept.extremes ?? [],
    thread: kept.thread ?? NO_THREAD,
    earlier: kept.earlier ?? [],
  }
}

/** Rows that knew the share of their risers alone: the count follows from it, that of those that fell does not. */
function counted(sectors: Readings['sectors']): Readings['sectors'] {
  const rows = sectors.value.rows.map((row) => {
    const rising: number | undefined = row.rising
    return { ...row, rising: rising ?? Math.round(row.breadth * row.members) }
  })
  return { ...sectors, value: { ...sectors.value, rows } }
}

function unread<V>(topic: BesideTopics, week: Week, value: V): Reading<V> {
  return { topic, week, asOf: week.end, sources: [], value, figures: {}, missing: [] }
}
